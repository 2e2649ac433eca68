"""The hash chain of a stream and the Merkle tree of a checkpoint: plain hashing, nothing else.

The tree is that of RFC 9162 section 2.1 (a leaf and an inner node are hashed with different first bytes, the left half
of n leaves is the largest power of two below n). A checkpoint adds one step: its root hashes the root before it
together with its own tree, so one root vouches for everything earlier.
"""

import hashlib
from collections.abc import Iterable, Sequence

from yici.domain.error import Invalid

DEFAULT_ALGORITHM = "SHA-256"


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


ALGORITHMS = {"SHA-256": _sha256, "SM3": _sm3}
LEAF, NODE, ORIGIN, TOP = b"\x00", b"\x01", b"\x02", b"\x03"


def digest(algorithm: str, *parts: bytes) -> bytes:
    """Hash the joined parts (32 bytes). Raises `Invalid` ("chain.unknown_algorithm") for a name that is not listed."""
    try:
        return ALGORITHMS[algorithm](parts[0] if len(parts) == 1 else b"".join(parts))
    except (KeyError, ValueError) as error:
        raise Invalid(
            "chain.unknown_algorithm", algorithm=algorithm, remedy="use SHA-256, or SM3 where OpenSSL offers it"
        ) from error


def content_hash(algorithm: str, content: str) -> bytes:
    """Hash the canonical text of an event as UTF-8. Raises `Invalid` for text that has no UTF-8 form."""
    try:
        data = content.encode()
    except UnicodeEncodeError as error:
        raise Invalid("event.not_text", at=error.start, remedy="remove the lone surrogate") from error
    return digest(algorithm, data)


def origin(algorithm: str, kind: str, stream: str) -> bytes:
    """Give what the first event of a stream names as `previous`: it binds the stream's id and kind into the chain."""
    return digest(algorithm, ORIGIN, kind.encode(), b"\x00", stream.encode())


def leaf(algorithm: str, event_hash: bytes) -> bytes:
    """Hash an event's hash as a leaf, so that no inner node can be passed off as an event."""
    return digest(algorithm, LEAF, event_hash)


def node(algorithm: str, left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into their parent."""
    return digest(algorithm, NODE, left, right)


def top(algorithm: str, previous: bytes, tree: bytes) -> bytes:
    """Hash the root before (empty for the first checkpoint) with the root of this checkpoint's own tree."""
    return digest(algorithm, TOP, previous, tree)


def root(algorithm: str, leaves: Iterable[bytes]) -> bytes:
    """Compute the root over leaves (already hashed by `leaf`, or roots of equal full subtrees) with log n memory.

    No leaves: the hash of nothing, as in RFC 9162.
    """
    frontier: list[tuple[int, bytes]] = []
    for item in leaves:
        size, value = 1, item
        while frontier and frontier[-1][0] == size:
            value = node(algorithm, frontier.pop()[1], value)
            size *= 2
        frontier.append((size, value))
    if not frontier:
        return digest(algorithm)
    value = frontier.pop()[1]
    while frontier:
        value = node(algorithm, frontier.pop()[1], value)
    return value


def path(algorithm: str, leaves: Sequence[bytes], index: int) -> list[bytes]:
    """List the neighbours from leaf `index` up to the root, nearest first. Raises `Invalid` outside the leaves."""
    if not 0 <= index < len(leaves):
        raise Invalid("chain.no_such_leaf", index=index, size=len(leaves), remedy="name a leaf of this tree")
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*path(algorithm, left, index), root(algorithm, right)]
    return [*path(algorithm, right, index - split), root(algorithm, left)]


def climb(algorithm: str, start: bytes, index: int, size: int, steps: Iterable[bytes]) -> bytes | None:
    """Compute the root that leaf `index` of `size` reaches by `steps` (RFC 9162 2.1.3.2); None when they misfit."""
    if not 0 <= index < size:
        return None
    value, place, last = start, index, size - 1
    for step in steps:
        if last == 0:
            return None
        if place % 2 or place == last:
            value = node(algorithm, step, value)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            value = node(algorithm, value, step)
        place, last = place // 2, last // 2
    return value if last == 0 else None
