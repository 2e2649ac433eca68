"""Between the events and the state of one kind of stream and their JSON text: one pydantic adapter per kind of event,
one for the state. Every app with a machine makes one of these beside its store."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from yici.ledger.values import Entry, Line, Subject
from yici.ledger.writing import Canonical

APART: Final = frozenset({"at", "private"})
"""What stands beside the body: the legal time has a place of its own, the private part is sealed."""


class Event(Protocol):
    """What every event of the domain has; `kind` stands in its class."""

    @property
    def kind(self) -> str: ...

    @property
    def at(self) -> datetime: ...


E = TypeVar("E", bound=Event)
S = TypeVar("S")


class Codec(Generic[E, S]):
    """Writes and reads the events of `kinds` and states of the class `state`."""

    def __init__(self, kinds: Sequence[type[E]], state: type[S]) -> None:
        self._events: dict[str, TypeAdapter[E]] = {str(one.kind): TypeAdapter(one) for one in kinds}
        self._written = {kind: Canonical(adapter, APART) for kind, adapter in self._events.items()}
        self._state: TypeAdapter[S] = TypeAdapter(state)

    def body_of(self, event: E) -> str:
        """This will write the open part of an event: codes, dates and ids."""
        return self._written[event.kind].text(event)

    def entries_of(self, events: Iterable[E], subject: UUID | Subject | None = None) -> list[Entry]:
        """This will give events as the ledger takes them, what is personal to be sealed under `subject`, or under the
        key of somebody else whom an event names."""
        return [
            Entry(
                event.kind, event.at, self.body_of(event), sealed=private,
                subject=(subject_of(event) or subject) if private else None,
            )
            for event in events
            for private in [private_of(event)]
        ]  # fmt: skip

    def event_of(self, kind: str, at: datetime, body: dict[str, Any], private: dict[str, Any] | None = None) -> E:
        """This will read an event back; without its private part it folds all the same."""
        values = {**body, "at": at}
        if private:
            values["private"] = private
        return self._events[kind].validate_python(values)

    def event_from(self, line: Line) -> E:
        """This will read an event of its line, without its private part."""
        return self._events[line.kind].validate_json(line.timed)

    def text_of(self, state: S) -> str:
        """This will write a state for its row."""
        return self._state.dump_json(state, exclude_defaults=True).decode()

    def state_from(self, text: str) -> S:
        """This will read a state from the text of its row."""
        return self._state.validate_json(text)

    def snapshot(self, state: S) -> dict[str, Any]:
        """This will give a state as plain JSON values, to compare what was folded with what the row says."""
        plain: dict[str, Any] = self._state.dump_python(state, mode="json")
        return plain

    def state_of(self, plain: dict[str, Any]) -> S:
        """This will read a snapshot back."""
        return self._state.validate_python(plain)


def subject_of(event: object) -> UUID | None:
    """This will give under whose key what is personal in an event is sealed, where it is not the stream's own: the id
    in the field that the class of the event names as `sealed_under`."""
    field: str | None = getattr(event, "sealed_under", None)
    return UUID(getattr(event, field)) if field else None


def private_of(event: object) -> dict[str, Any] | None:
    """This will give the part of an event that must be sealed, or None when there is nothing in it."""
    private = {key: value for key, value in (getattr(event, "private", None) or {}).items() if value}
    return private or None
