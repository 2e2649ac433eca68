"""Keeping files: taking one in, taking it back, handing those of a draft over to the case that it became."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.files import arriving_store, media, scanner, store
from yici.files.checking import Checked, checked
from yici.files.models import WAITING
from yici.files.queries import Held, preview_bound
from yici.ledger import ciphers, keys
from yici.ledger.values import Erased, Subject

MOST_FILES: Final = 10
LONGEST_NAME: Final = 120
CIPHER: Final = "AES-256-GCM"
ALGORITHM: Final = "sha256"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as it comes in, under the id that it will have."""

    id: UUID
    material: str
    name: str
    data: bytes


def file_store(
    *, file_id: UUID, holder: UUID, subject: UUID, material: str, name: str, data: bytes, now: datetime
) -> None:
    """This will keep one file of a draft or case, encrypted.

    Raises what `files_store` gives: Invalid as `checking.checked` does, Refused("file.too_many") beyond ten for one
    paper.
    """
    files = [Incoming(file_id, material, name, data)]
    for refusal in files_store(holder=holder, subject=subject, files=files, now=now).values():
        raise refusal


def files_store(
    *, holder: UUID, subject: UUID | Subject, files: Sequence[Incoming], now: datetime
) -> dict[UUID, Invalid | Refused]:
    """This will keep files of one draft or case, encrypted, and give by id why some were not: each for itself.

    The same file handed in twice as the same paper is kept once. As many statements for ten small files as for one.
    """
    refused: dict[UUID, Invalid | Refused] = {}
    owner = subject.id if isinstance(subject, Subject) else subject
    sound = {file.id: (file, kept) for file, kept in _checked(files, refused)}
    fresh = list(_fresh(holder, [_row(file, kept, owner, now) for file, kept in sound.values()], refused))
    if fresh:
        held = subject if isinstance(subject, Subject) else keys.load_subjects([subject])[subject]
        store.add([_encrypted(row, *sound[row.id], held) for row in fresh], holder=holder)
    return refused


def _checked(files: Sequence[Incoming], refused: dict[UUID, Invalid | Refused]) -> Iterator[tuple[Incoming, Checked]]:
    for file in files:
        try:
            yield file, checked(file.data)
        except Invalid as fault:
            refused[file.id] = fault


def _row(file: Incoming, kept: Checked, subject: UUID, now: datetime) -> store.Row:
    scan = WAITING if scanner.configured() else ""
    return store.Row(
        file.id, file.material, subject, kept.media_type, len(kept.data), _digest(kept.data), b"", now, kept.pages, scan
    )


def _fresh(holder: UUID, rows: Sequence[store.Row], refused: dict[UUID, Invalid | Refused]) -> Iterator[store.Row]:
    """Those that are not there yet and for which there is room."""
    materials = sorted({row.material for row in rows})
    there: dict[str, set[str]] = {material: set() for material in materials}
    for kept in store.rows(holder, materials=materials, limit=MOST_FILES * len(materials)) if rows else ():
        there[kept.material].add(kept.digest)
    for row in rows:
        if row.digest in there[row.material]:
            continue
        if len(there[row.material]) >= MOST_FILES:
            remedy = "put several pages into one PDF, or take one back"
            refused[row.id] = Refused("file.too_many", most=MOST_FILES, remedy=remedy)
            continue
        there[row.material].add(row.digest)
        yield row


def _encrypted(row: store.Row, file: Incoming, kept: Checked, subject: Subject) -> tuple[store.Row, store.Content]:
    key = os.urandom(ciphers.cipher(CIPHER).key_bytes)
    sealed = keys.seal(subject, {"name": plain_name(file.name, row.media_type), "key": key.hex()})
    preview = kept.preview and ciphers.encrypt(CIPHER, key, kept.preview, preview_bound(file.id))
    content = store.Content(ciphers.encrypt(CIPHER, key, kept.data, file.id.bytes), preview)
    return replace(row, sealed=sealed), content


def encrypted_as_is(row: store.Row, name: str, data: bytes) -> tuple[store.Row, store.Content]:
    """This will encrypt a file that the platform made itself, under a key of its own that its subject's key opens."""
    key = os.urandom(ciphers.cipher(CIPHER).key_bytes)
    sealed = keys.seal(row.subject, {"name": plain_name(name, row.media_type), "key": key.hex()})
    return replace(row, sealed=sealed), store.Content(ciphers.encrypt(CIPHER, key, data, row.id.bytes), None)


def _digest(data: bytes) -> str:
    return f"{ALGORITHM}:{hashlib.new(ALGORITHM, data).hexdigest()}"


def plain_name(name: str, media_type: str) -> str:
    """This will take folders and control characters off a name and give it the ending that its content deserves."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = "".join(letter for letter in stem if letter.isprintable()).strip().rsplit(".", 1)[0]
    return f"{stem[:LONGEST_NAME] or 'file'}.{media.ENDINGS[media_type]}"


def file_remove(*, file_id: UUID, holder: UUID) -> None:
    """This will take a file back. Raises NotFound("file.unknown"). What a case was handed in with is never removed."""
    if not store.remove(file_id, holder):
        raise NotFound("file.unknown", remedy="choose one from the list")


@transaction.atomic(savepoint=False)
def files_hand_over(*, files: Sequence[Held], case: UUID, subject: UUID, materials: Iterable[str]) -> int:
    """This will give a draft's files, as `files_held` read them, to the case that it became, and say how many.

    Names and keys of the files are sealed anew under the person's own key, contents are not touched. Files of papers
    that are not among `materials` are deleted: nobody asks for them any more. Raises Conflict("file.erased").
    """
    wanted = set(materials)
    rows = [row for row in files if row.material in wanted]
    store.remove_some([row.id for row in files if row.material not in wanted])
    if not rows:
        return 0
    held = keys.load_subjects({subject, *(row.subject for row in rows)})
    sealed: dict[UUID, bytes] = {}
    for row in rows:
        told = keys.open_with(held, row.subject, row.sealed)
        if isinstance(told, Erased):
            raise Conflict("file.erased", remedy="hand the files in again")
        sealed[row.id] = keys.seal(held[subject], told)
    store.hand_over(sealed, holder=case, subject=subject)
    return len(rows)


def files_forget(*, drafts: Iterable[UUID]) -> int:
    """This will delete the files of drafts that nobody handed in, and what was still coming in, and say how many."""
    drafts = list(drafts)
    arriving_store.remove_of(drafts)
    return store.remove_all(drafts)
