"""The port that an instance serves on: found free, and kept from every other instance for as long as it serves.

The server's workers share their port (SO_REUSEPORT), so the kernel would let a second instance of the same user share
it, too, and requests would go to either database.
"""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from yici.domain.error import Refused

HIGHEST: Final = 65_535
USUAL: Final = 8000
MOST_TRIED: Final = 100
PROBE_SECONDS: Final = 0.5
LOOPBACK: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, never bound
"""Where somebody answers who listens everywhere."""


@dataclass(frozen=True, slots=True)
class Port:
    """Where to listen, as numbers: an address of this machine and a port that nobody else has."""

    address: str
    number: int


@contextmanager
def kept(host: str, number: int, *, tried: int = 1) -> Iterator[Port]:
    """This will find the first free port of `tried` ones from `number` on and keep it meanwhile.

    Raises Refused when all of them are taken, or when this user or this machine cannot listen there.
    """
    family, address = _numeric(host)
    last = min(number + tried - 1, HIGHEST)
    for candidate in range(number, last + 1):
        if held := _hold(family, address, candidate):
            with held:
                yield Port(address, candidate)
            return
    remedy = "stop what listens there, or choose another port: --port 8001" if tried == 1 else "name a port: --port N"
    raise Refused("port.taken", host=host, port=number, remedy=remedy)


def _numeric(host: str) -> tuple[int, str]:
    try:
        family, _, _, _, where = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise _unusable(host) from error
    return family, str(where[0])


def _hold(family: int, address: str, number: int) -> socket.socket | None:
    """Bind alone, then let our own workers in beside: they come later, and nobody who asks to be alone can follow."""
    held = socket.socket(family, socket.SOCK_STREAM)
    try:
        # What still lingers of connections to an instance that has just ended is no reason to refuse.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((address, number))
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if not _answers(family, address, number):
            return held
    except OSError as error:
        held.close()
        _refuse_for_good(error, address, number)
    held.close()
    return None


def _refuse_for_good(error: OSError, address: str, number: int) -> None:
    """Tell what no other port would mend; that somebody else has this one is not of the kind."""
    if error.errno in (errno.EACCES, errno.EPERM):
        raise Refused("port.forbidden", port=number, remedy="choose a port above 1023: --port 8000") from error
    if error.errno != errno.EADDRINUSE:
        raise _unusable(address) from error


def _unusable(host: str) -> Refused:
    return Refused(
        "port.host", host=host, remedy="give an address of this machine: --host 127.0.0.1, or 0.0.0.0 for all"
    )


def _answers(family: int, address: str, number: int) -> bool:
    """Ask as a visitor would: not every system tells of a listener on all addresses when one of them is bound."""
    with socket.socket(family, socket.SOCK_STREAM) as visitor:
        visitor.settimeout(PROBE_SECONDS)
        return visitor.connect_ex((LOOPBACK.get(address, address), number)) == 0
