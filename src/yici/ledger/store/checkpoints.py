"""The rows of checkpoints and of the blocks that their trees are made of."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from yici.ledger.store.feed import START, Place

_PLACE = "epoch, xid::text::bigint, position"
_COLUMNS = f"number, statement, signature, root, count, {_PLACE}"


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """One checkpoint; `last` is the place in the feed up to which it reaches, `signature` is JSON."""

    number: int
    statement: str
    signature: str
    root: bytes
    count: int
    last: Place


class BlockRow(NamedTuple):
    """One block of a checkpoint's tree; `last` is the place of its last event."""

    checkpoint: int
    number: int
    root: bytes
    last: Place


def take_turn() -> bool:
    """Take the turn to write a checkpoint in this schema until the transaction ends; False when somebody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('ledger.checkpoint ' || current_schema()))")
        return bool(cursor.fetchone()[0])


def last() -> CheckpointRow | None:
    """Read the newest checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM ledger_checkpoint ORDER BY number DESC LIMIT 1")  # noqa: S608
        row = cursor.fetchone()
    return _checkpoint(row) if row else None


def newest_signers() -> set[str]:
    """Read the fingerprint of the key that signed the newest checkpoint, if there is one."""
    found = last()
    return {str(json.loads(found.signature)["key"])} if found else set()


def one(number: int) -> CheckpointRow | None:
    """Read one checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM ledger_checkpoint WHERE number = %s", [number])  # noqa: S608
        row = cursor.fetchone()
    return _checkpoint(row) if row else None


def page(after: int, limit: int) -> list[CheckpointRow]:
    """Read up to `limit` checkpoints after a number, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM ledger_checkpoint WHERE number > %s ORDER BY number LIMIT %s",  # noqa: S608
            [after, limit],
        )
        return [_checkpoint(row) for row in cursor.fetchall()]


def _checkpoint(row: tuple[Any, ...]) -> CheckpointRow:
    number, statement, signature, root, count, *place = row
    return CheckpointRow(number, statement, signature, root, count, Place(*place))


def _block(row: tuple[Any, ...]) -> BlockRow:
    checkpoint, number, root, *place = row
    return BlockRow(checkpoint, number, root, Place(*place))


def insert(row: CheckpointRow) -> None:
    """Write a checkpoint; its number is unique, so of two at once one fails."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_checkpoint (number, statement, signature, root, count, epoch, xid, position)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s::text::xid8, %s)",
            [
                row.number,
                row.statement,
                row.signature,
                row.root,
                row.count,
                row.last.epoch,
                str(row.last.xid),
                row.last.position,
            ],
        )


def insert_blocks(rows: Sequence[BlockRow]) -> None:
    """Write the blocks of one checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_block (checkpoint, number, root, epoch, xid, position)"
            " SELECT checkpoint, number, root, epoch, xid::xid8, position FROM unnest("
            " %b::int[], %b::int[], %b::bytea[], %b::smallint[], %b::text[], %b::bigint[])"
            " AS b(checkpoint, number, root, epoch, xid, position)",
            [
                [row.checkpoint for row in rows],
                [row.number for row in rows],
                [row.root for row in rows],
                [row.last.epoch for row in rows],
                [str(row.last.xid) for row in rows],
                [row.last.position for row in rows],
            ],
        )


def blocks(checkpoint: int) -> list[BlockRow]:
    """Read the blocks of a checkpoint in order (a few thousand at most)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT checkpoint, number, root, {_PLACE} FROM ledger_block"  # noqa: S608
            " WHERE checkpoint = %s ORDER BY number",
            [checkpoint],
        )
        return [_block(row) for row in cursor.fetchall()]


def place_of(stream: UUID, seq: int) -> Place | None:
    """Find an event's place in the feed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_PLACE} FROM ledger_event WHERE stream = %s AND seq = %s",  # noqa: S608
            [stream, seq],
        )
        row = cursor.fetchone()
    return Place(*row) if row else None


def block_around(place: Place) -> tuple[BlockRow, Place] | None:
    """Find the block that holds a place, and the place after which that block begins; None before its checkpoint."""
    at: list[Any] = [place.epoch, str(place.xid), place.position]
    columns = "SELECT b.checkpoint, b.number, b.root, b.epoch, b.xid::text::bigint, b.position FROM ledger_block b"
    place_is, bound = "WHERE (b.epoch, b.xid, b.position)", "(%s::smallint, %s::text::xid8, %s::bigint)"
    with connection.cursor() as cursor:
        cursor.execute(f"{columns} {place_is} >= {bound} ORDER BY b.epoch, b.xid, b.position LIMIT 1", at)
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(f"{columns} {place_is} < {bound} ORDER BY b.epoch DESC, b.xid DESC, b.position DESC LIMIT 1", at)
        before = cursor.fetchone()
    return _block(found), _block(before).last if before else START
