"""Ids as the faces make them: UUID version 7, ordered by the time they were made."""

import secrets
import time
from uuid import UUID

_RANDOM_BITS = 74


def new_id() -> UUID:
    """This will make a new id, ordered among all ids by the millisecond of its making."""
    return id_at(time.time_ns() // 1_000_000, secrets.randbits(_RANDOM_BITS))


def id_at(milliseconds: int, chance: int) -> UUID:
    """This will lay out an id after RFC 9562, 5.7: 48 bits of Unix milliseconds and 74 bits of chance."""
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return UUID(int=(milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def milliseconds_of(identity: UUID) -> int:
    """This will read the time of making out of an id, in Unix milliseconds."""
    return identity.int >> 80
