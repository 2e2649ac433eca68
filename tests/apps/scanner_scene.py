"""A clamd of our own: it speaks the protocol and finds what contains a word."""

import socket
import struct
import threading
from pathlib import Path

HARM = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Clamd:
    """Listens on a socket until it is closed; `seen` are the bytes that it was sent, `says` what it answers instead."""

    def __init__(self, path: Path | None = None, *, says: bytes | None = None) -> None:
        self.seen: list[bytes] = []
        self.says = says
        self.listening = socket.socket(socket.AF_UNIX if path else socket.AF_INET, socket.SOCK_STREAM)
        self.listening.bind(str(path) if path else ("127.0.0.1", 0))
        self.listening.listen()
        self.address = f"unix:{path}" if path else f"tcp:127.0.0.1:{self.listening.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line:
                self.answer(line)

    def answer(self, line: socket.socket) -> None:
        told = line.makefile("rb")
        assert told.read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack(">I", told.read(4))[0]:
            data += told.read(size)
        self.seen.append(data)
        found = b"stream: Eicar-Test-Signature FOUND\0" if HARM in data else b"stream: OK\0"
        line.sendall(found if self.says is None else self.says)
        told.close()

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join(5)
