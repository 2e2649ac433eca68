"""Between domain values and JSON text: one pydantic adapter per event kind, one for the head, one for an approval."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from yici.domain.case import EVENTS, Approval, Case, CaseEvent
from yici.ledger.values import Entry, Line, Subject
from yici.ledger.writing import Canonical

APART = frozenset({"at", "private"})
_EVENTS: dict[str, TypeAdapter[Any]] = {event.kind: TypeAdapter(event) for event in EVENTS}
_WRITTEN = {kind: Canonical(adapter, APART) for kind, adapter in _EVENTS.items()}
_CASE: TypeAdapter[Case] = TypeAdapter(Case)
_APPROVAL: TypeAdapter[Approval] = TypeAdapter(Approval)


def body_of(event: CaseEvent) -> str:
    """This will write the open part of an event: codes, dates and ids."""
    return _WRITTEN[event.kind].text(event)


def private_of(event: CaseEvent) -> dict[str, Any] | None:
    """This will give the part of an event that must be sealed, or None when there is nothing in it."""
    private = {key: value for key, value in (getattr(event, "private", None) or {}).items() if value}
    return private or None


def entries_of(events: Iterable[CaseEvent], subject: UUID | Subject | None) -> list[Entry]:
    """This will give events as the ledger takes them, what is personal to be sealed under `subject`."""
    return [
        Entry(event.kind, event.at, body_of(event), sealed=private, subject=subject if private else None)
        for event in events
        for private in [private_of(event)]
    ]


def event_of(kind: str, at: datetime, body: dict[str, Any], private: dict[str, Any] | None = None) -> CaseEvent:
    """This will read an event back; without its private part it folds all the same."""
    values = {**body, "at": at}
    if private:
        values["private"] = private
    event: CaseEvent = _EVENTS[kind].validate_python(values)
    return event


def event_from(line: Line) -> CaseEvent:
    """This will read an event of its line, without its private part."""
    event: CaseEvent = _EVENTS[line.kind].validate_json(line.timed)
    return event


def head_text(case: Case) -> str:
    """This will write a case without its approvals, which have rows of their own."""
    return _CASE.dump_json(replace(case, approvals=()), exclude_defaults=True).decode()


def approval_text(approval: Approval) -> str:
    """This will write one approval."""
    return _APPROVAL.dump_json(approval, exclude_defaults=True).decode()


def case_from(head: str, approvals: list[str]) -> Case:
    """This will read a case from the texts of its rows, approvals in the order of their numbers."""
    case = _CASE.validate_json(head)
    return replace(case, approvals=tuple(_APPROVAL.validate_json(text) for text in approvals))


def snapshot(case: Case) -> dict[str, Any]:
    """This will give a case as plain JSON values, to compare what was folded with what the rows say."""
    plain: dict[str, Any] = _CASE.dump_python(case, mode="json")
    return plain


def case_of(plain: dict[str, Any]) -> Case:
    """This will read a snapshot back."""
    return _CASE.validate_python(plain)
