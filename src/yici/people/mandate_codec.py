"""Between mandates and JSON text: one pydantic adapter per event kind, one for the state."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from yici.domain.mandate import EVENTS, Mandate, MandateEvent

_EVENTS: dict[str, TypeAdapter[Any]] = {event.kind: TypeAdapter(event) for event in EVENTS}
_MANDATE: TypeAdapter[Mandate] = TypeAdapter(Mandate)
APART = {"at", "private"}


def body_of(event: MandateEvent) -> dict[str, Any]:
    """This will give the open part of an event as plain JSON values."""
    body: dict[str, Any] = _EVENTS[event.kind].dump_python(event, mode="json", exclude=APART)
    return body


def event_of(kind: str, at: datetime, body: dict[str, Any]) -> MandateEvent:
    """This will read an event back without its private part, which folding does not need."""
    event: MandateEvent = _EVENTS[kind].validate_python({**body, "at": at})
    return event


def text_of(mandate: Mandate) -> str:
    """This will write a state."""
    return _MANDATE.dump_json(mandate, exclude_defaults=True).decode()


def mandate_from(text: str) -> Mandate:
    """This will read a state."""
    return _MANDATE.validate_json(text)


def snapshot(mandate: Mandate) -> dict[str, Any]:
    """This will give a state as plain JSON values."""
    plain: dict[str, Any] = _MANDATE.dump_python(mandate, mode="json")
    return plain


def mandate_of(plain: dict[str, Any]) -> Mandate:
    """This will read a snapshot back."""
    return _MANDATE.validate_python(plain)
