"""Keeping what the platform made itself, byte for byte: a sealed document. Nobody handed it in; nothing is changed."""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.files import store
from yici.files.queries import file_data
from yici.files.services import ALGORITHM, encrypted_as_is

MADE: Final = "made"
"""Stands for the paper that an uploaded file would be."""


def file_keep(*, file_id: UUID, holder: UUID, subject: UUID, name: str, data: bytes, now: datetime) -> None:
    """This will keep a PDF as it is, encrypted, for the document `holder`; it is lost with its subject's key."""
    digest = f"{ALGORITHM}:{hashlib.sha256(data).hexdigest()}"
    row = store.Row(file_id, MADE, subject, "application/pdf", len(data), digest, b"", now)
    store.add([encrypted_as_is(row, name, data)], holder=holder)


def file_kept(file_id: UUID, *, holder: UUID) -> bytes:
    """This will give what was kept. Raises NotFound("file.unknown"), Refused when its subject was erased."""
    return file_data(file_id, holder=holder)[1]
