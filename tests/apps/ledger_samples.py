"""A small machine to try the ledger with: kettles that are filled and boil at a set time."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction

from yici.domain.event import Actor, parse_instant
from yici.ledger import keys, services
from yici.ledger.erasure import register_subjects
from yici.ledger.queries import history
from yici.ledger.register import Register
from yici.ledger.values import Answer, Entry, Head, Line, Recorded, Stored

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
COOK = Actor("person", "cook-1", role="cook", channel="web")
CLOCK = Actor("system", "timer", channel="timer")


def stream_id(number: int) -> UUID:
    """The id of the n-th kettle."""
    return UUID(int=0x019A_0000_0000_7000_8000_0000_0000_0000 + number)


class _Read(NamedTuple):
    """As much of an event as folding needs."""

    kind: str
    body: dict[str, Any]


class Kettles:
    """The app above: rows in a dictionary, and what the ledger must know of them."""

    def __init__(self) -> None:
        self.table: dict[UUID, dict[str, Any]] = {}
        self.register = Register()
        self.register.machine(
            "kettle", self.fold, self.rows, self.write, self.settle, due=self.due, count=lambda: len(self.table)
        )
        register_subjects(self.register)
        self.quick = Register()
        self.quick.machine(
            "kettle", self.fold, self.rows, self.write, self.settle, due=self.due, count=lambda: len(self.table),
            agreeing=self.agreeing,
        )  # fmt: skip
        register_subjects(self.quick)
        self.agreed: list[UUID] = []
        self.settled: list[UUID] = []

    @staticmethod
    def fold(events: Sequence[Stored | _Read]) -> dict[str, Any] | None:
        """The state that the events lead to; a kettle thrown away has no row."""
        state: dict[str, Any] = {"litres": 0, "due": None, "boiled": 0}
        for event in events:
            if event.kind == "kettle.filled":
                state |= {"litres": state["litres"] + event.body["litres"], "due": event.body["due"]}
            elif event.kind == "kettle.boiled":
                state |= {"due": None, "boiled": state["boiled"] + 1}
            elif event.kind == "kettle.discarded":
                return None
        return state

    def rows(self, streams: Sequence[UUID]) -> Mapping[UUID, dict[str, Any]]:
        return {stream: self.table[stream] for stream in streams if stream in self.table}

    def agreeing(self, streams: Mapping[UUID, Sequence[Line]]) -> Mapping[UUID, datetime | None]:
        """The kettles in which all is as it should be, told from their lines."""
        folded = {
            stream: self.fold([_Read(one.kind, json.loads(one.body)) for one in streams[stream]]) for stream in streams
        }
        found = {stream: self.due(one) for stream, one in folded.items() if one and self.table.get(stream) == one}
        self.agreed += found
        return found

    def write(self, stream: UUID, snapshot: dict[str, Any] | None) -> None:
        self.table.pop(stream, None)
        if snapshot is not None:
            self.table[stream] = snapshot

    @staticmethod
    def due(snapshot: dict[str, Any]) -> datetime | None:
        return parse_instant(snapshot["due"]) if snapshot["due"] else None

    def settle(self, *, stream: UUID, now: datetime) -> None:
        """Boil what is due, as of its due time."""
        with transaction.atomic():
            head = services.lock([stream])[stream]
            state = self.fold(history(stream)) or {"due": None}
            due = self.due(state)
            if due is None or due > now:
                return
            services.append(head, [Entry("kettle.boiled", due, {})], actor=CLOCK, now=now, due=None)
            self.settled.append(stream)
            self.write(stream, self.fold(history(stream)))

    def fill(
        self,
        number: int,
        *,
        litres: int = 1,
        due: datetime | None = None,
        now: datetime = NOW,
        answer: Answer | None = None,
        **sealed: Any,
    ) -> tuple[Head, list[Recorded]]:
        """Fill a kettle, new or not, and keep its row."""
        stream = stream_id(number)
        text = due.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z" if due else None
        entry = Entry("kettle.filled", now, {"litres": litres, "due": text}, **sealed)
        with transaction.atomic():
            known = stream in self.table
            head = services.lock([stream])[stream] if known else services.new_head(stream, "kettle")
            done = services.append(head, [entry], actor=COOK, now=now, due=due, answer=answer)
            self.write(stream, self.fold(history(stream)))
        return done


def person(number: int, identity: str | None = None, now: datetime = NOW) -> UUID:
    """A data subject."""
    return keys.subject_for(identity, subject_id=UUID(int=0x5000 + number), now=now)


class Threads:
    """Runs functions side by side, each with a database connection of its own, and collects what they give or raise."""

    def __init__(self, *functions: Callable[[], Any]) -> None:
        self.results: list[Any] = [None] * len(functions)
        self._threads = [Thread(target=self._run, args=(i, function)) for i, function in enumerate(functions)]

    def _run(self, place: int, function: Callable[[], Any]) -> None:
        try:
            self.results[place] = function()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.results[place] = error
        finally:
            connection.close()

    def run(self) -> list[Any]:
        """Start all, wait for all, and give the results in order."""
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join()
        return self.results


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collects the statements that are sent inside."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


@pytest.fixture
def tamper(owner_url: str) -> Iterator[Callable[..., int]]:
    """Changes the tables behind the application's back, as their owner can."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        yield lambda statement, **values: owner.execute(statement, values).rowcount


def boiled(seq: int = 1) -> list[Entry]:
    """As many entries as wanted, of a kettle that boiled."""
    return [Entry("kettle.boiled", NOW, {"n": n}) for n in range(seq)]


def begin(number: int, count: int = 1) -> services.Head:
    """Begin the n-th kettle with some entries, and give its head."""
    with transaction.atomic():
        head = services.new_head(stream_id(number), "kettle")
        return services.append(head, boiled(count), actor=COOK, now=NOW, due=None)[0]


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the application reads with a statement of its own."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
