"""Files that come in by chunks, so that no request is large and a lost connection costs one chunk.

All chunks have one size but the last, and come in order: whoever sends one says where it belongs, and one that is here
already is simply here. Each is encrypted as it comes. What is whole is put together once, checked and kept as if it had
come in one piece.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.files import arriving_store as store
from yici.files import media
from yici.files.arriving_store import Row
from yici.files.checking import MOST_TAKEN, check_head
from yici.files.services import CIPHER, LONGEST_NAME, MOST_FILES, Incoming, files_store
from yici.ledger import ciphers, keys
from yici.ledger.values import Erased, Subject

CHUNK: Final = 512 * 1024
"""Bytes of a chunk: some seconds of a weak mobile connection, under what a request may bring."""
MOST_UNDERWAY: Final = 10
"""Files of one draft or case that may come in at a time."""
MOST_BYTES: Final = 100 * 1024 * 1024
"""Bytes that may come in at a time for one draft or case, and from one session for all of its own."""
KEPT: Final = timedelta(days=2)
"""How long a file that nobody goes on with waits for its rest."""
LONGEST_MARK: Final = 200


@dataclass(frozen=True, slots=True)
class Arriving:
    """One file that comes in; `name` is None once the person was erased."""

    id: UUID
    material: str
    name: str | None
    size: int
    received: int


@dataclass(frozen=True, slots=True)
class Announced:
    """What is about to come: `mark` tells its sender's files of one name apart (when it was changed last)."""

    material: str
    name: str
    size: int
    mark: str


def uploads_open(holder: UUID, materials: Sequence[str]) -> list[Arriving]:
    """This will list what comes in for some papers of a draft or case; one statement when nothing does."""
    rows = store.rows(holder, materials, MOST_UNDERWAY)
    opened = keys.open_many([(row.subject, row.sealed) for row in rows]) if rows else []
    return [_arriving(row, told) for row, told in zip(rows, opened, strict=True)]


def upload_begin(
    *, upload_id: UUID, holder: UUID, subject: Subject | UUID, file: Announced, sender: str, now: datetime
) -> Arriving:
    """This will begin a file, or give the one that its sender began before and can go on with.

    Raises Invalid("file.empty" | "file.picture_too_large") by what is announced, Refused("upload.too_many") while
    too much comes in, ("file.too_many") when the paper has ten already.
    """
    if not 0 < file.size <= MOST_TAKEN:
        check_head(b"\xff\xd8\xff", file.size)
    if begun := _begun(holder, file):
        return begun
    blinded = keys.blind("upload", sender)
    _refuse_too_much(store.underway(holder, blinded, file.material), file.size)
    held = subject if isinstance(subject, Subject) else keys.load_subjects([subject])[subject]
    key = os.urandom(ciphers.cipher(CIPHER).key_bytes)
    told = {"name": file.name[-LONGEST_NAME:], "mark": file.mark[:LONGEST_MARK], "key": key.hex()}
    row = Row(upload_id, holder, file.material, held.id, file.size, 0, keys.seal(held, told), blinded)
    store.begin(row, now)
    return _arriving(row, told)


def _begun(holder: UUID, file: Announced) -> Arriving | None:
    rows = [row for row in store.rows(holder, [file.material], MOST_UNDERWAY) if row.size == file.size]
    opened = keys.open_many([(row.subject, row.sealed) for row in rows]) if rows else []
    wanted = (file.name[-LONGEST_NAME:], file.mark[:LONGEST_MARK])
    for row, told in zip(rows, opened, strict=True):
        if not isinstance(told, Erased) and (told["name"], told["mark"]) == wanted:
            return _arriving(row, told)
    return None


def _refuse_too_much(underway: store.Underway, size: int) -> None:
    if underway.kept >= MOST_FILES:
        raise Refused("file.too_many", most=MOST_FILES, remedy="put several pages into one PDF, or take one back")
    largest = max(underway.bytes_of_holder, underway.bytes_of_sender)
    if underway.files >= MOST_UNDERWAY or largest + size > MOST_BYTES:
        raise Refused("upload.too_many", remedy="let the others finish, or cancel one")


def _arriving(row: Row, told: object) -> Arriving:
    name = str(told["name"]) if isinstance(told, dict) else None
    return Arriving(row.id, row.material, name, row.size, row.received)


def upload_received(upload_id: UUID, *, holder: UUID) -> int:
    """This will say how many bytes of a file are here. Raises NotFound("upload.unknown")."""
    return _known(store.one(upload_id, holder)).received


def upload_chunk(*, upload_id: UUID, holder: UUID, at: int, data: bytes, now: datetime) -> int:
    """This will keep the chunk that begins at a byte, and say how many bytes are here; once is enough.

    Raises NotFound("upload.unknown"), Conflict("upload.gap", received=…) when something before it is missing,
    Invalid("upload.wrong_chunk", received=…) for another size than is due, and for the first what `check_head` raises:
    then the file is forgotten.
    """
    with transaction.atomic():
        row = _known(store.locked(upload_id, holder))
        due = min(CHUNK, row.size - at)
        if at > row.received and not at % CHUNK:
            raise Conflict("upload.gap", received=row.received, remedy="go on from where the file stands")
        if at % CHUNK or at < 0 or len(data) != due or not due:
            raise Invalid("upload.wrong_chunk", received=row.received, remedy="send whole chunks, in order")
        if at < row.received:
            return row.received
        refusal = _refused(data, row.size) if at == 0 else None
        if refusal is None:
            return _receive(row, data, now)
        store.remove(upload_id, holder)
    raise refusal


def _receive(row: Row, data: bytes, now: datetime) -> int:
    number = row.received // CHUNK
    content = ciphers.encrypt(CIPHER, _key(row)[1], data, _bound(row.id, number))
    store.receive(row.id, number, content, row.received + len(data), now)
    return row.received + len(data)


def _refused(head: bytes, size: int) -> Invalid | None:
    try:
        check_head(head[: media.HEAD_WITHIN], size)
    except Invalid as fault:
        return fault
    return None


def upload_finish(*, upload_id: UUID, holder: UUID, material: str, now: datetime) -> None:
    """This will put a file together that was begun as a paper, check it and keep it under its upload's id.

    Whether it is kept or refused, its pieces are forgotten. Raises NotFound("upload.unknown"),
    Conflict("upload.incomplete", received=…), and what `files_store` gives.
    """
    with transaction.atomic():
        row = _known(store.locked(upload_id, holder))
        if row.material != material:
            raise NotFound("upload.unknown", remedy="choose the file again")
        if row.received < row.size:
            raise Conflict("upload.incomplete", received=row.received, remedy="send the rest first")
        name, key = _key(row)
        data = b"".join(
            ciphers.decrypt(key, piece, _bound(row.id, number)) for number, piece in enumerate(store.pieces(row.id))
        )
        file = Incoming(row.id, row.material, name, data)
        refused = files_store(holder=holder, subject=row.subject, files=[file], now=now)
        store.remove(upload_id, holder)
    for refusal in refused.values():
        raise refusal


def upload_cancel(*, upload_id: UUID, holder: UUID) -> None:
    """This will forget a file that comes in; one that is gone already is gone."""
    store.remove(upload_id, holder)


def uploads_forget(*, now: datetime, batch: int = 200) -> None:
    """This will forget what nobody went on with for `KEPT`."""
    store.remove_old(now - KEPT, batch)


def _known(row: Row | None) -> Row:
    if row is None:
        raise NotFound("upload.unknown", remedy="choose the file again")
    return row


def _key(row: Row) -> tuple[str, bytes]:
    [told] = keys.open_many([(row.subject, row.sealed)])
    if isinstance(told, Erased):
        raise Refused("file.erased", remedy="this person's data was erased: nothing of it can be read")
    return str(told["name"]), bytes.fromhex(told["key"])


def _bound(upload_id: UUID, number: int) -> bytes:
    """A piece is bound to its file and its place in it."""
    return upload_id.bytes + number.to_bytes(4, "big")
