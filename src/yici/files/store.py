"""The one place that knows the rows of files. A list never reads a content."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from yici.files.models import CLEAN, FOUND, WAITING, File

_LISTED = ("id", "material", "subject", "media_type", "size", "digest", "sealed", "stored_at", "pages", "scan")


@dataclass(frozen=True, slots=True)
class Row:
    """One file as it lies there: name and key still sealed, the content not read; `previewed` has a small picture."""

    id: UUID
    material: str
    subject: UUID
    media_type: str
    size: int
    digest: str
    sealed: bytes
    stored_at: datetime
    pages: int | None = None
    scan: str = ""
    previewed: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What of a file is encrypted beside its row."""

    data: bytes
    preview: bytes | None


def rows(holder: UUID, *, materials: Sequence[str] | None = None, limit: int) -> list[Row]:
    """This will list the files of a draft or case, in the order in which they came."""
    found = File.objects.filter(holder=holder)
    if materials is not None:
        found = found.filter(material__in=materials)
    listed = found.annotate(previewed=Q(preview__isnull=False)).order_by("id").values_list(*_LISTED, "previewed")
    return [_row(values) for values in listed[:limit]]


def rows_of(holders: Sequence[UUID], *, limit: int) -> list[tuple[UUID, Row]]:
    """This will list the files of several drafts and cases, each with whose it is."""
    found = File.objects.filter(holder__in=list(holders)).annotate(previewed=Q(preview__isnull=False)).order_by("id")
    return [(row[0], _row(row[1:])) for row in found.values_list("holder", *_LISTED, "previewed")[:limit]]


def _row(values: tuple[Any, ...]) -> Row:
    file_id, material, subject, media_type, size, digest, sealed, *rest = values
    return Row(file_id, material, subject, media_type, size, digest, bytes(sealed), *rest)


def one(file_id: UUID, holder: UUID, *, column: str = "content") -> tuple[Row, bytes] | None:
    """This will read one file of a draft or case with its content, or with its `preview`; None without either."""
    found = File.objects.filter(id=file_id, holder=holder).values_list(*_LISTED, column).first()
    return None if found is None or found[-1] is None else (_row(found[:-1]), bytes(found[-1]))


_ADD = """
INSERT INTO files_file
    (id, holder, material, subject, media_type, size, digest, sealed, stored_at, pages, scan, scan_after,
     content, preview)
VALUES {rows}
ON CONFLICT (holder, material, digest) DO NOTHING
"""
_ONE = f"({', '.join(['%s'] * 14)})"
MOST_AT_ONCE = 10 * 1024 * 1024
"""Bytes of contents in one statement: twice the largest file, and no more than a worker can hold twice."""


def add(files: Sequence[tuple[Row, Content]], *, holder: UUID) -> None:
    """This will store files with their contents; one that is there already stays as it is."""
    for some in _portions(files):
        with connection.cursor() as cursor:
            rows = ", ".join([_ONE] * len(some))
            cursor.execute(
                _ADD.format(rows=rows), [one for row, content in some for one in _values(row, holder, content)]
            )


def _portions(files: Sequence[tuple[Row, Content]]) -> Iterator[list[tuple[Row, Content]]]:
    some: list[tuple[Row, Content]] = []
    for file in files:
        if some and sum(len(content.data) for _, content in (*some, file)) > MOST_AT_ONCE:
            yield some
            some = []
        some.append(file)
    if some:
        yield some


def _values(row: Row, holder: UUID, content: Content) -> list[Any]:
    told = [row.id, holder, row.material, row.subject, row.media_type, row.size, row.digest, row.sealed]
    after = row.stored_at if row.scan == WAITING else None
    return [*told, row.stored_at, row.pages, row.scan, after, content.data, content.preview]


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


def to_scan(now: datetime) -> bool:
    """This will say whether a file waits for the scanner and may be tried."""
    return File.objects.filter(scan=WAITING, scan_after__lte=now).exists()


_CLAIM = """
UPDATE files_file SET scan_after = %s WHERE id IN (
    SELECT id FROM files_file WHERE scan = 'waiting' AND scan_after <= %s
    ORDER BY scan_after LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING id, holder
"""


def claim_scans(*, now: datetime, until: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """This will lease files that wait for the scanner until a moment: their ids with their drafts or cases."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [until, now, limit])
        return [(file_id, holder) for file_id, holder in cursor.fetchall()]


def scanned(file_id: UUID, *, harmful: bool) -> None:
    """This will keep what the scanner said; what is harmful loses its content."""
    lost: dict[str, Any] = {"content": b"", "preview": None} if harmful else {}
    File.objects.filter(id=file_id, scan=WAITING).update(scan=FOUND if harmful else CLEAN, scan_after=None, **lost)
