"""The one place that knows the rows of files. A list never reads a content."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yici.files.models import File

_LISTED = ("id", "material", "subject", "media_type", "size", "digest", "sealed", "stored_at")


@dataclass(frozen=True, slots=True)
class Row:
    """One file as it lies there: name and key still sealed, the content not read."""

    id: UUID
    material: str
    subject: UUID
    media_type: str
    size: int
    digest: str
    sealed: bytes
    stored_at: datetime


def rows(holder: UUID, *, materials: Sequence[str] | None = None, limit: int) -> list[Row]:
    """This will list the files of a draft or case, in the order in which they came."""
    found = File.objects.filter(holder=holder)
    if materials is not None:
        found = found.filter(material__in=materials)
    return [_row(values) for values in found.order_by("id").values_list(*_LISTED)[:limit]]


def _row(values: tuple[Any, ...]) -> Row:
    file_id, material, subject, media_type, size, digest, sealed, stored_at = values
    return Row(file_id, material, subject, media_type, size, digest, bytes(sealed), stored_at)


def one(file_id: UUID, holder: UUID) -> tuple[Row, bytes] | None:
    """This will read one file of a draft or case with its content."""
    found = File.objects.filter(id=file_id, holder=holder).values_list(*_LISTED, "content").first()
    return None if found is None else (_row(found[:-1]), bytes(found[-1]))


_ADD = """
INSERT INTO files_file (id, holder, material, subject, media_type, size, digest, sealed, content, stored_at)
VALUES {rows}
ON CONFLICT (holder, material, digest) DO NOTHING
"""
_ONE = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
MOST_AT_ONCE = 10 * 1024 * 1024
"""Bytes of contents in one statement: twice the largest file, and no more than a worker can hold twice."""


def add(files: Sequence[tuple[Row, bytes]], *, holder: UUID) -> None:
    """This will store files with their contents; one that is there already stays as it is."""
    for some in _portions(files):
        with connection.cursor() as cursor:
            rows = ", ".join([_ONE] * len(some))
            cursor.execute(
                _ADD.format(rows=rows), [one for row, content in some for one in _values(row, holder, content)]
            )


def _portions(files: Sequence[tuple[Row, bytes]]) -> Iterator[list[tuple[Row, bytes]]]:
    some: list[tuple[Row, bytes]] = []
    for file in files:
        if some and sum(len(content) for _, content in (*some, file)) > MOST_AT_ONCE:
            yield some
            some = []
        some.append(file)
    if some:
        yield some


def _values(row: Row, holder: UUID, content: bytes) -> list[Any]:
    told = [row.id, holder, row.material, row.subject, row.media_type, row.size, row.digest, row.sealed]
    return [*told, content, row.stored_at]


def remove(file_id: UUID, holder: UUID) -> bool:
    """This will delete one file of a draft or case; False when it has none such."""
    return bool(File.objects.filter(id=file_id, holder=holder).delete()[0])


def remove_some(files: Sequence[UUID]) -> None:
    """This will delete the named files."""
    if files:
        File.objects.filter(id__in=files).delete()


def remove_all(holders: Iterable[UUID]) -> int:
    """This will delete all files of some drafts or cases and say how many."""
    return File.objects.filter(holder__in=list(holders)).delete()[0]


_HAND_OVER = """
UPDATE files_file AS f SET holder = %s, subject = %s, sealed = n.sealed
FROM unnest(%s::uuid[], %s::bytea[]) AS n (id, sealed) WHERE f.id = n.id
"""


def hand_over(sealed: dict[UUID, bytes], *, holder: UUID, subject: UUID) -> None:
    """This will give files to another holder and subject, in one statement; no content is touched."""
    with connection.cursor() as cursor:
        cursor.execute(_HAND_OVER, [holder, subject, list(sealed), list(sealed.values())])
