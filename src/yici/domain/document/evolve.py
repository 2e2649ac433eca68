"""Folding: what a document is after its events. Total: it reads no clock and no definition."""

from collections.abc import Iterable
from dataclasses import replace

from yici.domain.document.events import DocumentEvent, Issued, Replaced, Revoked, Sealed
from yici.domain.document.state import Document


def evolve(document: Document | None, event: DocumentEvent) -> Document:
    """This will give a document as it is after an event."""
    if isinstance(event, Issued):
        return event.document
    assert document is not None
    match event:
        case Sealed():
            return replace(document, sealing="sealed", seal=event.seal)
        case Revoked():
            return replace(document, validity="revoked", ended_on=event.on)
        case Replaced():
            return replace(document, validity="replaced", ended_on=event.on, replaced_by=event.by)
        case _:
            return document


def fold(events: Iterable[DocumentEvent]) -> Document:
    """This will give a document from all of its events."""
    document: Document | None = None
    for event in events:
        document = evolve(document, event)
    assert document is not None
    return document
