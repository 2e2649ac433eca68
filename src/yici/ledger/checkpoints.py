"""Checkpoints: signed Merkle trees over the feed, each on top of the one before, and the proofs made from them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yici.domain import chain, event
from yici.domain.error import Refused
from yici.ledger import evidence
from yici.ledger.keyring import Signature, keyring
from yici.ledger.recording import algorithm
from yici.ledger.store import checkpoints, feed
from yici.ledger.store.checkpoints import BlockRow, CheckpointRow
from yici.ledger.store.feed import START, Place

BLOCK = 256
"""Leaves in a full block: a power of two, so that a block is a whole subtree of the checkpoint's tree."""
PAGE = BLOCK * 32
MOST = BLOCK * 4096
"""Events in one checkpoint at most: what is beyond waits for the next."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint as it was signed: publish `statement` and `signature` where nobody can take them back."""

    number: int
    count: int
    root: str
    statement: dict[str, Any]
    signature: dict[str, str]


def checkpoint(*, now: datetime, most: int = MOST) -> Checkpoint | None:
    """Sign a tree over the events since the last checkpoint, up to the oldest running transaction.

    1. Take the turn. 2. Hash the feed block by block. 3. Sign the root over the root before. None when there is nothing
    new or another worker has the turn; call again while it gives one that holds `most` events.
    """
    with transaction.atomic():
        if not checkpoints.take_turn():
            return None
        before, name = checkpoints.last(), algorithm()
        number = before.number + 1 if before else 1
        blocks, count, last = [], 0, before.last if before else START
        for index, block in enumerate(_blocks(last, feed.horizon(), most)):
            root = chain.root(name, (chain.leaf(name, own) for _, own in block))
            count, last = count + len(block), block[-1][0]
            blocks.append(BlockRow(number, index, root, last))
        if not blocks:
            return None
        row = _signed(number, now, name, count, last, before.root if before else b"", [b.root for b in blocks])
        checkpoints.insert(row)
        checkpoints.insert_blocks(blocks)
    return _public(row)


def _blocks(after: Place, until: Place | int, most: int) -> Iterator[list[tuple[Place, bytes]]]:
    left = most
    while left > 0:
        page = feed.hashes(after, until, min(PAGE, left))
        yield from (page[start : start + BLOCK] for start in range(0, len(page), BLOCK))
        if len(page) < min(PAGE, left):
            return
        after, left = page[-1][0], left - len(page)


def _signed(
    number: int, now: datetime, name: str, count: int, last: Place, previous: bytes, roots: list[bytes]
) -> CheckpointRow:
    tree = chain.root(name, roots)
    root = chain.top(name, previous, tree)
    statement = event.canonical(
        {
            "type": evidence.CHECKPOINT,
            "format": evidence.FORMAT,
            "number": number,
            "at": event.instant(now),
            "algorithm": name,
            "count": count,
            "last": dict(zip(last._fields, last, strict=True)),
            "tree": tree.hex(),
            "previous": previous.hex(),
            "root": root.hex(),
        }
    )
    signature = keyring().sign(statement.encode())
    return CheckpointRow(number, statement, event.canonical(_spelt(signature)), root, count, last)


def _spelt(signature: Signature) -> dict[str, str]:
    return {"algorithm": signature.algorithm, "key": signature.key, "value": signature.value.hex()}


def _public(row: CheckpointRow) -> Checkpoint:
    return Checkpoint(row.number, row.count, row.root.hex(), json.loads(row.statement), json.loads(row.signature))


def latest() -> Checkpoint | None:
    """Read the newest checkpoint."""
    row = checkpoints.last()
    return _public(row) if row else None


def proof(stream: UUID, seq: int) -> dict[str, Any] | None:
    """Prove that a checkpoint holds an event: its statement, its signature, the leaf's index and the path to the tree.

    None before the first checkpoint after the event, or for an event that does not exist. Raises `Refused` when the
    checkpoint no longer fits its events.
    """
    place = checkpoints.place_of(stream, seq)
    found = checkpoints.block_around(place) if place else None
    if place is None or found is None:
        return None
    block, begin = found
    row = checkpoints.one(block.checkpoint)
    if row is None:
        return None
    public = _public(row)
    name = public.statement["algorithm"]
    leaves = feed.hashes(begin, block.last, BLOCK)
    index = next((number for number, (at, _) in enumerate(leaves) if at == place), None)
    if index is None:
        raise Refused("ledger.broken_checkpoint", number=block.checkpoint, remedy="run `yici verify`")
    roots = [one.root for one in checkpoints.blocks(block.checkpoint)]
    path = [
        *chain.path(name, [chain.leaf(name, own) for _, own in leaves], index),
        *chain.path(name, roots, block.number),
    ]
    return {
        "checkpoint": {"statement": public.statement, "signature": public.signature},
        "index": block.number * BLOCK + index,
        "path": [step.hex() for step in path],
    }


def faults(public_keys: dict[str, bytes]) -> Iterator[tuple[int, int, str]]:
    """Check every checkpoint against its signature, the one before and the events; give number, events, fault.

    A checkpoint that holds gives one line without a fault.
    """
    before: CheckpointRow | None = None
    while page := checkpoints.page(before.number if before else 0, 100):
        for row in page:
            found = _all_faults(row, before, public_keys)
            yield from ((row.number, row.count, fault) for fault in found or [""])
            before = row


def _all_faults(row: CheckpointRow, before: CheckpointRow | None, public_keys: dict[str, bytes]) -> list[str]:
    try:
        said = json.loads(row.statement)
        return [*_statement_faults(row, said, before, public_keys), *_tree_faults(row, said, before)]
    except evidence.MISSHAPEN:
        return ["its statement or signature cannot be read"]


def _statement_faults(
    row: CheckpointRow, said: dict[str, Any], before: CheckpointRow | None, public_keys: dict[str, bytes]
) -> Iterator[str]:
    yield from evidence.signed_faults(evidence.CHECKPOINT, said, json.loads(row.signature), public_keys)
    yield from evidence.root_faults(said)
    columns = (row.number, row.count, row.root.hex(), dict(zip(row.last._fields, row.last, strict=True)))
    if columns != (said["number"], said["count"], said["root"], said["last"]) or event.canonical(said) != row.statement:
        yield "columns differ from what was signed"
    if row.number != (before.number + 1 if before else 1):
        yield "a checkpoint before it is missing"
    elif said["previous"] != (before.root.hex() if before else ""):
        yield "it does not follow the checkpoint before it"


def _tree_faults(row: CheckpointRow, said: dict[str, Any], before: CheckpointRow | None) -> Iterator[str]:
    name, kept = said["algorithm"], checkpoints.blocks(row.number)
    roots, count = [], 0
    for index, block in enumerate(_blocks(before.last if before else START, row.last, row.count + 1)):
        root = chain.root(name, (chain.leaf(name, own) for _, own in block))
        roots.append(root)
        count += len(block)
        if index >= len(kept) or kept[index][2:] != (root, block[-1][0]):
            yield f"block {index} differs from its events"
    if count != row.count:
        yield f"it was signed over {row.count} events, of which or beside which {count} are there"
    if chain.root(name, roots).hex() != said["tree"]:
        yield "its tree differs from the events"
