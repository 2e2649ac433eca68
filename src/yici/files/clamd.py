"""Asking ClamAV's clamd whether bytes are harmful, over its socket.

The protocol is a few lines (clamd(8), INSTREAM): a command, the bytes in pieces each after its length, an empty piece,
and one line of answer. No file is written anywhere and none is named.
"""

import re
import socket
import struct
from typing import Final

from yici.domain.error import Refused

TIMEOUT: Final = 30.0
"""Seconds in which the scanner must take a piece or answer."""
PIECE: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_UNIX: Final = re.compile(r"unix:(?P<path>/.+)")
_TCP: Final = re.compile(r"tcp:(?P<host>[^:/\s]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
_FOUND: Final = re.compile(r"stream: (?P<name>.+) FOUND")


def is_address(text: str) -> bool:
    """This will tell an address of a scanner ("unix:/path", "tcp:host:port") from anything else."""
    return bool(_UNIX.fullmatch(text) or _TCP.fullmatch(text))


def scan(address: str, data: bytes) -> str | None:
    """This will name what is harmful in some bytes, None when nothing is.

    Raises Refused("scanner.failed") when the scanner does not answer, or answers that it could not look.
    """
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except OSError as error:
        raise _failed(type(error).__name__) from error
    if answer == "stream: OK":
        return None
    if found := _FOUND.fullmatch(answer):
        return found["name"]
    raise _failed(answer)


def _connected(address: str) -> socket.socket:
    if unix := _UNIX.fullmatch(address):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT)
        try:
            line.connect(unix["path"])
        except OSError:
            line.close()
            raise
        return line
    tcp = _TCP.fullmatch(address)
    if tcp is None:
        raise _failed("no address")
    return socket.create_connection((tcp["host"].strip("[]"), int(tcp["port"])), timeout=TIMEOUT)


def _answer(line: socket.socket) -> str:
    told = b""
    while not told.endswith(b"\0") and len(told) < _LONGEST_ANSWER:
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        told += more
    return told.rstrip(b"\0\n").decode("utf-8", "replace")


def _failed(told: str) -> Refused:
    return Refused("scanner.failed", told=told, remedy="see that clamd runs at the address in YICI_CLAMAV")
