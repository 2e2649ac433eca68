"""Deciding: a command against a document gives events, or a refusal."""

from datetime import datetime

from yici.domain.document.commands import Command, EndDocument, IssueDocument, SealDocument
from yici.domain.document.events import DocumentEvent, Issued, Replaced, Revoked, Sealed
from yici.domain.document.state import Document
from yici.domain.error import NotFound, Refused


def decide(document: Document | None, command: Command, now: datetime) -> list[DocumentEvent]:
    """This will give the events that a command leads to; none where a document had ended before.

    Raises Refused("document.sealed") for a second seal, NotFound("document.unknown").
    """
    if isinstance(command, IssueDocument):
        return [Issued(at=now, document=command.document)]
    if document is None:
        raise NotFound("document.unknown", remedy="choose one from the list of the case")
    if isinstance(command, SealDocument):
        return [_sealed(document, command, now)]
    return _ended(document, command, now)


def _sealed(document: Document, command: SealDocument, now: datetime) -> Sealed:
    if document.sealing != "waiting":
        raise Refused("document.sealed", remedy="it has its seal, or wants none")
    return Sealed(at=now, seal=command.seal)


def _ended(document: Document, command: EndDocument, now: datetime) -> list[DocumentEvent]:
    if document.validity != "valid":
        return []
    if command.by:
        return [Replaced(at=now, on=command.on, by=command.by)]
    return [Revoked(at=now, on=command.on)]
