"""The far end of messages: an SMTP server and an HTTP receiver of our own, each on a thread of this process."""

import json
import socket
import socketserver
import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self


class Served:
    """A server that runs while its block does."""

    server: socketserver.BaseServer

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])


class Call(NamedTuple):
    """One request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Receiver(Served):
    """Takes HTTP requests: `calls` are those that came; `answers` says what to answer to each, by status and body."""

    def __init__(self, answers: Callable[[int], tuple[int, bytes]] = lambda _: (200, b"{}")) -> None:
        self.calls: list[Call] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.do_POST()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receiver.calls.append(Call(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                status, said = answers(len(receiver.calls))
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", f"{receiver.url}/elsewhere")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                """Requests are no news."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Mailbox(Served):
    """An SMTP server (RFC 5321, the few commands that a client needs): `mails` are those that it took; `refuses` gives
    the answer to the recipient instead of 250; `takes` is done when a mail is there whole, before that is said, and
    `leaves` before QUIT is answered."""

    def __init__(
        self,
        refuses: bytes = b"",
        takes: Callable[[], object] = lambda: None,
        leaves: Callable[[], object] = lambda: None,
    ) -> None:
        self.mails: list[EmailMessage] = []
        mailbox = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 here\r\n")
                while line := self.rfile.readline():
                    if not self.answer(line.strip().upper()):
                        return

            def answer(self, line: bytes) -> bool:
                told = b"250 ok"
                if line == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    self.take()
                    takes()
                elif line.startswith(b"RCPT") and refuses:
                    told = refuses
                elif line == b"QUIT":
                    leaves()
                    told = b"221 bye"
                self.wfile.write(told + b"\r\n")
                return line != b"QUIT"

            def take(self) -> None:
                lines = []
                while (line := self.rfile.readline()) != b".\r\n":
                    lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                mailbox.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)


def nobody() -> int:
    """A port on which nobody listens."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
