"""Between domain values and JSON text: one pydantic adapter per event kind, one for the state."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from yici.domain.project import EVENTS, Project, ProjectEvent

_EVENTS: dict[str, TypeAdapter[Any]] = {event.kind: TypeAdapter(event) for event in EVENTS}
_PROJECT: TypeAdapter[Project] = TypeAdapter(Project)
APART = {"at", "private"}


def body_of(event: ProjectEvent) -> dict[str, Any]:
    """This will give the open part of an event as plain JSON values."""
    body: dict[str, Any] = _EVENTS[event.kind].dump_python(event, mode="json", exclude=APART)
    return body


def event_of(kind: str, at: datetime, body: dict[str, Any]) -> ProjectEvent:
    """This will read an event back without its private part, which folding does not need."""
    event: ProjectEvent = _EVENTS[kind].validate_python({**body, "at": at})
    return event


def text_of(project: Project) -> str:
    """This will write a state."""
    return _PROJECT.dump_json(project, exclude_defaults=True).decode()


def project_from(text: str) -> Project:
    """This will read a state."""
    return _PROJECT.validate_json(text)


def snapshot(project: Project) -> dict[str, Any]:
    """This will give a state as plain JSON values, to compare what was folded with what the row says."""
    plain: dict[str, Any] = _PROJECT.dump_python(project, mode="json")
    return plain


def project_of(plain: dict[str, Any]) -> Project:
    """This will read a snapshot back."""
    return _PROJECT.validate_python(plain)
