"""Reading files. Who may is asked before: a file is named together with the draft or case that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.domain.error import NotFound, Refused
from yici.files import store
from yici.files.models import FOUND, WAITING
from yici.ledger import ciphers, keys
from yici.ledger.values import Erased

MOST_LISTED = 500
MOST_TOLD = 2000


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file without its content; `name` is None once the person was erased.

    `pages` of a PDF; `previewed` when a small picture of it can be had.
    """

    id: UUID
    material: str
    name: str | None
    media_type: str
    size: int
    digest: str
    stored_at: datetime
    pages: int | None = None
    scan: str = ""
    previewed: bool = False

    @property
    def checking(self) -> bool:
        """Whether it waits for the scanner: nobody but who sent it may see it yet."""
        return self.scan == WAITING

    @property
    def harmful(self) -> bool:
        """Whether it was found to be harmful, and its content was deleted."""
        return self.scan == FOUND


def files_of(holder: UUID, materials: Sequence[str] | None = None) -> list[FileRow]:
    """This will list the files of a draft or case in the order in which they came, in two statements."""
    rows = store.rows(holder, materials=materials, limit=MOST_LISTED)
    opened = keys.open_many([(row.subject, row.sealed) for row in rows]) if rows else []
    return [_file(row, told) for row, told in zip(rows, opened, strict=True)]


def files_of_many(holders: Sequence[UUID]) -> dict[UUID, list[dict[str, object]]]:
    """This will tell of the files of several drafts and cases, without their content, in two statements."""
    rows = store.rows_of(holders, limit=MOST_TOLD) if holders else []
    opened = keys.open_many([(row.subject, row.sealed) for _, row in rows]) if rows else []
    found: dict[UUID, list[dict[str, object]]] = {}
    for (holder, row), told in zip(rows, opened, strict=True):
        one = _file(row, told)
        found.setdefault(holder, []).append(
            {
                "material": one.material, "name": one.name, "type": one.media_type, "size": one.size,
                "digest": one.digest, "stored_at": one.stored_at.isoformat(),
            }
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """One file as it lies there, its name and key still sealed: for who hands it on."""

    id: UUID
    material: str
    subject: UUID
    digest: str
    sealed: bytes
    stored_at: datetime


def files_held(holder: UUID, materials: Sequence[str] | None = None) -> list[Held]:
    """This will list the files of a draft or case without opening anything, in one statement.

    What was found to be harmful is left out: it was deleted and stands for no paper.
    """
    rows = store.rows(holder, materials=materials, limit=MOST_LISTED)
    return [
        Held(row.id, row.material, row.subject, row.digest, row.sealed, row.stored_at)
        for row in rows
        if row.scan != FOUND
    ]


def file_data(file_id: UUID, *, holder: UUID, own: bool = False) -> tuple[FileRow, bytes]:
    """This will give a file of a draft or case with its content; to who sent it (`own`) before it is scanned, too.

    Raises NotFound("file.unknown"), Refused("file.erased") when the key of its person was destroyed, ("file.checking")
    while it waits for the scanner, ("file.harmful") when that found something.
    """
    row, key, content = _opened(file_id, holder, "content", own=own)
    return row, ciphers.decrypt(key, content, row.id.bytes)


def file_preview(file_id: UUID, *, holder: UUID, own: bool = False) -> bytes:
    """This will give the small picture (JPEG) of a file. Raises what `file_data` raises; NotFound when it has none."""
    row, key, content = _opened(file_id, holder, "preview", own=own)
    return ciphers.decrypt(key, content, preview_bound(row.id))


def preview_bound(file_id: UUID) -> bytes:
    """This will say what the ciphertext of a preview is bound to, so that it is never taken for the file."""
    return file_id.bytes + b"preview"


def _opened(file_id: UUID, holder: UUID, column: str, *, own: bool) -> tuple[FileRow, bytes, bytes]:
    found = store.one(file_id, holder, column=column)
    if found is None:
        raise NotFound("file.unknown", remedy="choose one from the list")
    row, content = found
    if row.scan == FOUND:
        raise Refused("file.harmful", remedy="ask for another file")
    if row.scan == WAITING and not own:
        raise Refused("file.checking", remedy="look again in some minutes")
    [told] = keys.open_many([(row.subject, row.sealed)])
    if isinstance(told, Erased):
        raise Refused("file.erased", remedy="this person's data was erased: nothing of it can be read")
    return _file(row, told), bytes.fromhex(told["key"]), content


def _file(row: store.Row, told: object) -> FileRow:
    name = str(told["name"]) if isinstance(told, dict) else None
    return FileRow(
        row.id, row.material, name, row.media_type, row.size, row.digest, row.stored_at, row.pages, row.scan,
        row.previewed,
    )  # fmt: skip
