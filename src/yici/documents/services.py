"""What is done to documents: issue them under their numbers, seal them once, end them; put templates in use.

A number is taken in the transaction that records it, under the lock of its counter, and given back with it: numbers
are unique and without gaps. Counters are locked in order, before any stream.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.documents import store, template_record
from yici.documents.codec import CODEC
from yici.documents.queries import code_of
from yici.documents.templates_of import Template, shipped
from yici.domain.document import (
    SEALED_KINDS,
    Document,
    EndDocument,
    IssueDocument,
    Seal,
    SealDocument,
    decide,
    evolve,
    number_text,
)
from yici.domain.error import Conflict, NotFound
from yici.domain.event import Actor
from yici.files.keeping import file_keep
from yici.ledger import services as ledger
from yici.ledger.values import Entry
from yici.people.ids import id_at

KIND: Final = "document"
MAKER: Final = Actor(kind="system", id="documents", role="documents", channel="timer")
"""Who numbers and seals: nobody decides anything by that."""
LEASE: Final = timedelta(minutes=5)
"""How long others leave a document alone that is being sealed; what failed is tried again then."""
_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """One document that an event led to and that is to be issued. `body_mark` and `kind_mark` make its number,
    `template` is the one it is made from. `beside`: its event led to another document before this one."""

    case: UUID
    source: UUID
    seq: int
    at: datetime
    on: date
    subject: UUID
    kind: str
    key: str
    body: str
    body_name: str
    body_mark: str
    kind_mark: str
    template: Template
    beside: bool = False


def document_id(making: Making) -> UUID:
    """This will give the id of a document: of the moment of its event, the rest told by what led to it."""
    beside = f"\n{making.kind}\n{making.key}" if making.beside else ""
    chance = hashlib.sha256(f"{making.source}\n{making.seq}{beside}".encode()).digest()[:9]
    return id_at((making.at - _EPOCH) // timedelta(milliseconds=1), int.from_bytes(chance))


def documents_issue(makings: Sequence[Making], *, now: datetime) -> list[Document]:
    """This will issue documents that are not there yet, each under the next number of its body, kind and year.

    Raises Conflict("document.issued") when somebody else issued one of them meanwhile: nothing is issued then.
    """
    with transaction.atomic():
        ordered = sorted(makings, key=lambda one: (one.body, one.kind, one.on.year, one.at, one.seq, one.key))
        serials = [store.next_serial(one.body, one.kind, one.on.year) for one in ordered]
        return [_issue(making, serial, now) for making, serial in zip(ordered, serials, strict=True)]


def _issue(making: Making, serial: int, now: datetime) -> Document:
    name = document_id(making)
    number = number_text(making.body_mark, making.kind_mark, making.on.year, serial)
    document = Document(
        id=str(name), case=str(making.case), source=str(making.source), seq=making.seq, subject=str(making.subject),
        kind=making.kind, key=making.key, body=making.body, body_name=making.body_name, year=making.on.year,
        serial=serial, number=number, code=code_of(name), on=making.on, template=_kept(making.template),
        sealing="waiting" if making.kind in SEALED_KINDS else "none",
    )  # fmt: skip
    [event] = decide(None, IssueDocument(document), making.at)
    try:
        ledger.append(ledger.new_head(name, KIND), CODEC.entries_of([event]), actor=MAKER, now=now, due=None)
    except Conflict:
        raise Conflict("document.issued", remedy="read the documents of the case again") from None
    store.create(document, seq=1, seal_after=now if document.sealing == "waiting" else None)
    return document


def _kept(template: Template) -> str:
    template_record.keep(template.digest, template.files)
    return template.digest


def document_end(*, document_id: UUID, on: date, by: str, now: datetime) -> Document:
    """This will record that a document was revoked, or replaced by the one numbered `by`. Once; nothing after that.

    Raises NotFound("document.unknown").
    """
    with transaction.atomic():
        return _recorded(document_id, EndDocument(on, by), now)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A document with its seal: the file, and what there is to tell of the seal (see `domain.document.Seal`)."""

    file: UUID
    data: bytes
    certificate: str
    scheme: str
    template: str
    demonstration: bool = False
    detached: str = ""


def document_seal(*, document_id: UUID, sealed: SealedFile, now: datetime) -> Document:
    """This will keep a sealed document and record its digest, in one transaction: once, whoever else sealed it, too.

    Raises Refused("document.sealed") when it has its seal already, NotFound("document.unknown").
    """
    digest = f"sha256:{hashlib.sha256(sealed.data).hexdigest()}"
    seal = Seal(
        at=now, digest=digest, file=str(sealed.file), size=len(sealed.data), certificate=sealed.certificate,
        scheme=sealed.scheme, template=sealed.template, demonstration=sealed.demonstration, detached=sealed.detached,
    )  # fmt: skip
    with transaction.atomic():
        document = _recorded(document_id, SealDocument(seal), now)
        subject = UUID(document.subject)
        file_keep(file_id=sealed.file, holder=document_id, subject=subject, name=KIND, data=sealed.data, now=now)
    return document


def _recorded(name: UUID, command: SealDocument | EndDocument, now: datetime) -> Document:
    try:
        head = ledger.lock([name])[name]
    except NotFound:
        raise NotFound("document.unknown", remedy="choose one from the list of the case") from None
    document = store.load([name])[name].document
    events = decide(document, command, now)
    for event in events:
        document = evolve(document, event)
    if events:
        head, _ = ledger.append(head, CODEC.entries_of(events), actor=MAKER, now=now, due=None)
        store.save(document, seq=head.seq)
    return document


def seals_claim(bodies: list[str] | None, *, now: datetime, limit: int) -> list[UUID]:
    """This will lease documents that wait for the seal of one of these bodies (None: of any)."""
    return store.claim(bodies, now=now, until=now + LEASE, limit=limit)


def template_use(template: Template, *, actor: Actor, now: datetime) -> bool:
    """This will put a template in use, or the shipped one again when it is that; False when it is in use already."""
    stream = template_record.stream_of(template.kind, template.language)
    given_up = template.digest == shipped(template.kind, template.language).digest
    used = template_record.in_use().get((template.kind, template.language))
    if template.digest == used[0] if used else given_up:
        return False
    told = {"kind": template.kind, "language": template.language, "digest": template.digest}
    entry = Entry(template_record.SHIPPED if given_up else template_record.USED, now, told)
    with transaction.atomic():
        template_record.keep(template.digest, template.files)
        head = template_record.locked(stream) or ledger.new_head(stream, template_record.KIND)
        head, _ = ledger.append(head, [entry], actor=actor, now=now, due=None)
        template_record.write(stream, None if given_up else {**told, "seq": head.seq})
    return True


def template_fault(kind: str, language: str, fault: str) -> None:
    """This will note for the operator what a template stumbled over; a document was made without it."""
    template_record.note_fault(kind, language, fault[:500])
