"""Between domain values and JSON text: one pydantic adapter per event kind, one for the state."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from yici.domain.document import EVENTS, Document, DocumentEvent
from yici.ledger.writing import Canonical

_EVENTS: dict[str, TypeAdapter[Any]] = {event.kind: TypeAdapter(event) for event in EVENTS}
_WRITTEN = {kind: Canonical(adapter, frozenset({"at"})) for kind, adapter in _EVENTS.items()}
_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


def body_of(event: DocumentEvent) -> str:
    """This will write an event."""
    return _WRITTEN[event.kind].text(event)


def event_of(kind: str, at: datetime, body: dict[str, Any]) -> DocumentEvent:
    """This will read an event back."""
    event: DocumentEvent = _EVENTS[kind].validate_python({**body, "at": at})
    return event


def state_text(document: Document) -> str:
    """This will write a document."""
    return _DOCUMENT.dump_json(document, exclude_defaults=True).decode()


def document_from(text: str) -> Document:
    """This will read a document from the text of its row."""
    return _DOCUMENT.validate_json(text)


def snapshot(document: Document) -> dict[str, Any]:
    """This will give a document as plain JSON values."""
    plain: dict[str, Any] = _DOCUMENT.dump_python(document, mode="json")
    return plain


def document_of(plain: dict[str, Any]) -> Document:
    """This will read a snapshot back."""
    return _DOCUMENT.validate_python(plain)
