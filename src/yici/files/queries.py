"""Reading files. Who may is asked before: a file is named together with the draft or case that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.domain.error import NotFound, Refused
from yici.files import store
from yici.ledger import ciphers, keys
from yici.ledger.values import Erased

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file without its content; `name` is None once the person was erased."""

    id: UUID
    material: str
    name: str | None
    media_type: str
    size: int
    digest: str
    stored_at: datetime


def files_of(holder: UUID, materials: Sequence[str] | None = None) -> list[FileRow]:
    """This will list the files of a draft or case in the order in which they came, in two statements."""
    rows = store.rows(holder, materials=materials, limit=MOST_LISTED)
    opened = keys.open_many([(row.subject, row.sealed) for row in rows]) if rows else []
    return [_file(row, told) for row, told in zip(rows, opened, strict=True)]


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
    """This will list the files of a draft or case without opening anything, in one statement."""
    rows = store.rows(holder, materials=materials, limit=MOST_LISTED)
    return [Held(row.id, row.material, row.subject, row.digest, row.sealed, row.stored_at) for row in rows]


def file_data(file_id: UUID, *, holder: UUID) -> tuple[FileRow, bytes]:
    """This will give a file of a draft or case with its content.

    Raises NotFound("file.unknown"), Refused("file.erased") when the key of its person was destroyed.
    """
    found = store.one(file_id, holder)
    if found is None:
        raise NotFound("file.unknown", remedy="choose one from the list")
    row, content = found
    [told] = keys.open_many([(row.subject, row.sealed)])
    if isinstance(told, Erased):
        raise Refused("file.erased", remedy="this person's data was erased: nothing of it can be read")
    return _file(row, told), ciphers.decrypt(bytes.fromhex(told["key"]), content, row.id.bytes)


def _file(row: store.Row, told: object) -> FileRow:
    name = str(told["name"]) if isinstance(told, dict) else None
    return FileRow(row.id, row.material, name, row.media_type, row.size, row.digest, row.stored_at)
