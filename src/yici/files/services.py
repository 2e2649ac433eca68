"""Keeping files: taking one in, taking it back, handing those of a draft over to the case that it became."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.files import media, store
from yici.ledger import ciphers, keys
from yici.ledger.values import Erased

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_FILES: Final = 10
LONGEST_NAME: Final = 120
CIPHER: Final = "AES-256-GCM"
ALGORITHM: Final = "sha256"


def file_store(
    *, file_id: UUID, holder: UUID, subject: UUID, material: str, name: str, data: bytes, now: datetime
) -> str:
    """This will keep one file of a draft or case, encrypted, and give its digest ("sha256:…").

    The same file handed in twice as the same paper is kept once. Raises Invalid("file.empty" | "file.too_large" |
    "file.not_recognised"), Refused("file.too_many") beyond ten for one paper.
    """
    media_type = _checked(data)
    row = store.Row(file_id, material, subject, media_type, len(data), _digest(data), b"", now)
    held = store.rows(holder, materials=[material], limit=MOST_FILES)
    if any(one.digest == row.digest for one in held):
        return row.digest
    if len(held) >= MOST_FILES:
        raise Refused("file.too_many", most=MOST_FILES, remedy="put several pages into one PDF, or take one back")
    key = os.urandom(ciphers.cipher(CIPHER).key_bytes)
    sealed = keys.seal(subject, {"name": _plain(name, media_type), "key": key.hex()})
    content = ciphers.encrypt(CIPHER, key, data, file_id.bytes)
    store.add(replace(row, sealed=sealed), holder=holder, content=content)
    return row.digest


def _checked(data: bytes) -> str:
    if not data:
        raise Invalid("file.empty", remedy="choose the file again")
    if len(data) > MOST_BYTES:
        raise Invalid("file.too_large", most=MOST_BYTES, remedy="take the picture smaller, or split the document")
    media_type = media.recognise(data)
    if media_type is None:
        raise Invalid("file.not_recognised", remedy="hand in a PDF, a JPEG or a PNG")
    return media_type


def _digest(data: bytes) -> str:
    return f"{ALGORITHM}:{hashlib.new(ALGORITHM, data).hexdigest()}"


def _plain(name: str, media_type: str) -> str:
    """A name without its folders and control characters, with the ending that its content deserves."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = "".join(letter for letter in stem if letter.isprintable()).strip().rsplit(".", 1)[0]
    return f"{stem[:LONGEST_NAME] or 'file'}.{media.ENDINGS[media_type]}"


def file_remove(*, file_id: UUID, holder: UUID) -> None:
    """This will take a file back. Raises NotFound("file.unknown"). What a case was handed in with is never removed."""
    if not store.remove(file_id, holder):
        raise NotFound("file.unknown", remedy="choose one from the list")


@transaction.atomic
def files_hand_over(*, draft: UUID, case: UUID, subject: UUID, materials: Iterable[str]) -> int:
    """This will give a draft's files to the case that it became, under the person's own key, and say how many.

    Names and keys of the files are sealed anew, contents are not touched. Files of papers that are not among
    `materials` are deleted: nobody asks for them any more. Raises Conflict("file.erased").
    """
    wanted = set(materials)
    found = store.rows(draft, limit=MOST_FILES * 100)
    rows = [row for row in found if row.material in wanted]
    store.remove_some([row.id for row in found if row.material not in wanted])
    if not rows:
        return 0
    held = keys.load_subjects([subject])[subject]
    opened = keys.open_many([(row.subject, row.sealed) for row in rows])
    sealed: dict[UUID, bytes] = {}
    for row, told in zip(rows, opened, strict=True):
        if isinstance(told, Erased):
            raise Conflict("file.erased", remedy="hand the files in again")
        sealed[row.id] = keys.seal(held, told)
    store.hand_over(sealed, holder=case, subject=subject)
    return len(rows)


def files_forget(*, drafts: Iterable[UUID]) -> int:
    """This will delete the files of drafts that nobody handed in, and say how many."""
    return store.remove_all(drafts)
