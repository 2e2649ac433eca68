"""The one place that knows the rows of files that are still coming in."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, Sum

from yici.files.models import Chunk, File, Upload

_READ = ("id", "holder", "material", "subject", "size", "received", "sealed", "sender")


@dataclass(frozen=True, slots=True)
class Row:
    """One file that comes in: its own key and its name still sealed."""

    id: UUID
    holder: UUID
    material: str
    subject: UUID
    size: int
    received: int
    sealed: bytes
    sender: bytes


def _row(values: tuple[UUID, UUID, str, UUID, int, int, bytes, bytes]) -> Row:
    upload_id, holder, material, subject, size, received, sealed, sender = values
    return Row(upload_id, holder, material, subject, size, received, bytes(sealed), bytes(sender))


def rows(holder: UUID, materials: Sequence[str], limit: int) -> list[Row]:
    """This will list what comes in for some papers of a draft or case, in the order in which it was begun."""
    found = Upload.objects.filter(holder=holder, material__in=list(materials)).order_by("id")
    return [_row(values) for values in found.values_list(*_READ)[:limit]]


def one(upload_id: UUID, holder: UUID) -> Row | None:
    """This will read one."""
    values = Upload.objects.filter(id=upload_id, holder=holder).values_list(*_READ).first()
    return None if values is None else _row(values)


def locked(upload_id: UUID, holder: UUID) -> Row | None:
    """This will read one and keep others from it until the transaction ends."""
    found = Upload.objects.select_for_update().filter(id=upload_id, holder=holder)
    values = found.values_list(*_READ).first()
    return None if values is None else _row(values)


@dataclass(frozen=True, slots=True)
class Underway:
    """What comes in at the moment: how many files of the draft or case, how many bytes of it and of the sender."""

    files: int
    bytes_of_holder: int
    bytes_of_sender: int
    kept: int


def underway(holder: UUID, sender: bytes, material: str) -> Underway:
    """This will sum up what comes in, and how many files are kept as the paper already, in two statements."""
    of_holder = Q(holder=holder)
    told = Upload.objects.filter(of_holder | Q(sender=sender)).aggregate(
        held=Sum("size", filter=of_holder), sent=Sum("size", filter=Q(sender=sender))
    )
    files = Upload.objects.filter(of_holder).count()
    kept = File.objects.filter(holder=holder, material=material).count()
    return Underway(files, told["held"] or 0, told["sent"] or 0, kept)


def begin(row: Row, now: datetime) -> None:
    """This will begin one."""
    Upload.objects.create(
        id=row.id, holder=row.holder, material=row.material, subject=row.subject, size=row.size, sealed=row.sealed,
        sender=row.sender, touched_at=now,
    )  # fmt: skip


def receive(upload_id: UUID, number: int, content: bytes, received: int, now: datetime) -> None:
    """This will keep one more piece."""
    Chunk.objects.create(upload=upload_id, number=number, content=content)
    Upload.objects.filter(id=upload_id).update(received=received, touched_at=now)


AT_ONCE = 8
"""Pieces read in one statement."""


def pieces(upload_id: UUID) -> Iterator[bytes]:
    """This will give the pieces in order, reading a few at a time.

    Without a cursor in the database: one that a failure leaves open would be closed in somebody else's transaction.
    """
    found = Chunk.objects.filter(upload=upload_id).order_by("number").values_list("content", flat=True)
    for start in itertools.count(0, AT_ONCE):
        some = found.filter(number__gte=start, number__lt=start + AT_ONCE)
        yield from (contents := [bytes(one) for one in some])
        if len(contents) < AT_ONCE:
            return


_REMOVE = """
WITH gone AS (DELETE FROM files_upload WHERE {which} RETURNING id)
DELETE FROM files_chunk WHERE upload IN (SELECT id FROM gone)
"""


def remove(upload_id: UUID, holder: UUID) -> None:
    """This will forget one with its pieces."""
    _removed("id = %s AND holder = %s", [upload_id, holder])


def remove_of(holders: Collection[UUID]) -> None:
    """This will forget whatever comes in for some drafts or cases."""
    _removed("holder = ANY(%s)", [list(holders)])


def remove_old(before: datetime, limit: int) -> None:
    """This will forget what nobody went on with since a moment, some of it at a time."""
    which = (
        "id IN (SELECT id FROM files_upload WHERE touched_at < %s ORDER BY touched_at LIMIT %s FOR UPDATE SKIP LOCKED)"
    )
    _removed(which, [before, limit])


def _removed(which: str, given: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE.format(which=which), given)
