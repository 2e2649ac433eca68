"""Between domain values and JSON text: one pydantic adapter per event kind, one for the state."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from yici.domain.licence import EVENTS, Licence, LicenceEvent
from yici.ledger.values import Line
from yici.ledger.writing import Canonical

APART = frozenset({"at", "private"})
_EVENTS: dict[str, TypeAdapter[Any]] = {event.kind: TypeAdapter(event) for event in EVENTS}
_WRITTEN = {kind: Canonical(adapter, APART) for kind, adapter in _EVENTS.items()}
_LICENCE: TypeAdapter[Licence] = TypeAdapter(Licence)


def body_of(event: LicenceEvent) -> str:
    """This will write the open part of an event: codes, dates and ids."""
    return _WRITTEN[event.kind].text(event)


def private_of(event: LicenceEvent) -> dict[str, Any] | None:
    """This will give the part of an event that must be sealed, or None when there is nothing in it."""
    private = {key: value for key, value in (getattr(event, "private", None) or {}).items() if value}
    return private or None


def event_of(kind: str, at: datetime, body: dict[str, Any], private: dict[str, Any] | None = None) -> LicenceEvent:
    """This will read an event back; without its private part it folds all the same."""
    values = {**body, "at": at}
    if private:
        values["private"] = private
    event: LicenceEvent = _EVENTS[kind].validate_python(values)
    return event


def event_from(line: Line) -> LicenceEvent:
    """This will read an event of its line, without its private part."""
    event: LicenceEvent = _EVENTS[line.kind].validate_json(line.timed)
    return event


def state_text(licence: Licence) -> str:
    """This will write a licence."""
    return _LICENCE.dump_json(licence, exclude_defaults=True).decode()


def licence_from(text: str) -> Licence:
    """This will read a licence from the text of its row."""
    return _LICENCE.validate_json(text)


def snapshot(licence: Licence) -> dict[str, Any]:
    """This will give a licence as plain JSON values, to compare what was folded with what the row says."""
    plain: dict[str, Any] = _LICENCE.dump_python(licence, mode="json")
    return plain


def licence_of(plain: dict[str, Any]) -> Licence:
    """This will read a snapshot back."""
    return _LICENCE.validate_python(plain)
