"""Small histories, and everything that a database says of its cases, so that two ways of making them compare."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from tests.apps.case_scenes import PLACE, at
from yici.cases import register as snapshots
from yici.cases import store
from yici.cases.access import authorise_submission
from yici.cases.services import Application, case_act, case_settle, case_submit
from yici.demo.history.behaviour import LIVELY, Behaviour
from yici.demo.history.day import Collected, Town, make_day, subject_id
from yici.demo.history.fill import prepare
from yici.demo.history.spec import Spec
from yici.domain.authority import Grants
from yici.domain.case import Case, Command
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.queries import histories
from yici.licences import register as licences
from yici.licences.services import licence_settle
from yici.people.queries import grants_of

UNTIL, NOW = at("2026-06-30", 17, 30), at("2026-07-01")
FEW = replace(LIVELY, wishes_per_bundle=3)
"""With few sets of answers, so that a test need not plan a hundred matters first."""
PAGE = 200
Call = tuple[str, dict[str, Any]]


class Recording(Collected):
    """Cases to be loaded, with every command that led to them."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []

    def begin(self, **what: Any) -> Case:
        self.calls.append(("begin", what))
        return super().begin(**what)

    def act(self, **what: Any) -> Case:
        case = super().act(**what)
        self.calls.append(("act", what))
        return case

    def settle_licence(self, **what: Any) -> None:
        self.calls.append(("settle_licence", what))
        super().settle_licence(**what)

    def settle(self, **what: Any) -> Case:
        self.calls.append(("settle", what))
        return super().settle(**what)


class Served:
    """The same commands through the services, by people with the rights that they hold at that moment."""

    def begin(
        self, *, case_id: UUID, application: Application, last: int, actor: Actor, now: Any, received: Any
    ) -> None:  # fmt: skip
        assert received == authorise_submission(application.plan, actor, held(actor))
        case_submit(
            case_id=case_id, subject_id=subject_id(case_id), application=application, actor=actor, now=now,
            received=received,
        )  # fmt: skip

    def act(self, *, case_id: UUID, command: Command, actor: Actor, now: Any) -> None:
        there = getattr(command, "officers", ())
        case_act(case_id=case_id, command=command, actor=actor, grants=held(actor), now=now, confirmed=there)

    def settle(self, *, case_id: UUID, now: Any) -> None:
        case_settle(stream=case_id, now=now)

    def settle_licence(self, *, licence_id: UUID, now: Any) -> None:
        licence_settle(stream=licence_id, now=now)


def held(actor: Actor) -> Grants:
    return _of_staff(actor.id) if actor.kind == "staff" else Grants()


@cache
def _of_staff(user: str) -> Grants:
    return grants_of(UUID(user), UNTIL)


def prepared(cases: int, months: int = 2, behaviour: Behaviour = FEW, seed: int = 1) -> tuple[Spec, dict[date, int]]:
    return prepare(
        cases=cases, seed=seed, until=UNTIL, months=months, place=PLACE, behaviour=behaviour, now=NOW
    )  # fmt: skip


def made(spec: Spec, days: dict[date, int]) -> Recording:
    """This will make a history in this process, and give its commands."""
    recording, town = Recording(), Town.of(spec)
    for day, count in days.items():
        make_day(town, day, count, lambda _: None, recording)
    return recording


def table(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def told() -> dict[str, Any]:
    """Everything that the database says of its cases, sealed parts opened; hashes hang on what was sealed."""
    pages, given = (_pages(name) for name in ("cases_case", "licences_licence"))
    return {
        "licences": {str(one): row for page in given for one, row in licences.rows(page).items()},
        "events of licences": [event for page in given for event in _events(page)],
        "events": [event for page in pages for event in _events(page)],
        "rows": {str(one): row for page in pages for one, row in snapshots.rows(page).items()},
        "labels": [label for page in pages for label in _labels(page)],
        "timers": table("SELECT stream, kind, due_at, ready_at, attempts, fault FROM ledger_timer ORDER BY 1"),
        "heads": table("SELECT stream, kind, seq FROM ledger_head WHERE kind IN ('case', 'licence') ORDER BY 1"),
        "subjects": table("SELECT id, blind, created_at FROM ledger_subject ORDER BY 1"),
        "plans": table("SELECT digest, content, created_at FROM intake_plan ORDER BY 1"),
        "counters": table("SELECT day, last FROM cases_counter ORDER BY 1"),
    }


def _pages(name: str) -> list[list[UUID]]:
    ids = [row[0] for row in table(f"SELECT id FROM {name} ORDER BY id")]
    return [ids[start : start + PAGE] for start in range(0, len(ids), PAGE)]


def _events(page: list[UUID]) -> Iterator[dict[str, Any]]:
    for stream in histories(page).values():
        for stored in stream:
            fields = {**stored.fields, "private": stored.open(), "positioned": stored.position > 0}
            yield {name: value for name, value in fields.items() if name not in ("previous", "sealed")}


def _labels(page: list[UUID]) -> list[Any]:
    loaded = [store.load(case_id) for case_id in page]
    return keys.open_many([(UUID(one.case.subject), one.label) for one in loaded])


def lines(found: dict[str, Any]) -> dict[str, str]:
    """As text, so that a difference is short to show."""
    return {name: json.dumps(value, default=str, sort_keys=True) for name, value in found.items()}
