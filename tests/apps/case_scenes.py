"""A city with the real definitions, its staff, and applicants who open restaurants there: what tests of cases share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from stdnum.cn import ric

from tests.apps.catalogue_files import definitions, digest_of_all
from tests.apps.ledger_samples import Threads
from tests.set_once import set_once
from yici.cases.queries import View, case_view
from yici.cases.services import Application, Outcome, case_act, case_submit
from yici.catalogue import queries as catalogue
from yici.catalogue.reading import Reading
from yici.catalogue.services import catalogue_publish
from yici.demo.filling import fill_form
from yici.demo.people import BODIES, CITIZENS, PLACE, STAFF, Person
from yici.demo.story import LARGE, PROMISED, SMALL
from yici.domain.authority import Grant, Grants
from yici.domain.case import Case, Command, Paper
from yici.domain.clock import LEGAL
from yici.domain.commitment import to_sign
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.intake import queries as plans
from yici.intake import services as intake
from yici.intake import store as frozen
from yici.intake.values import identity_of, label_of, read_form
from yici.ledger import verify as record
from yici.ledger.repeated import Key
from yici.people.ids import id_at

__all__ = ["LARGE", "PLACE", "PROMISED", "SMALL"]
BUNDLE = "open-restaurant"
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""09:00 of the legal day."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AGENCIES = {body.code: body.agency for body in BODIES}
EVERYTHING = Grants(
    (
        Grant("window_clerk", "body-service_centre", "service_centre", PLACE),
        *(Grant("lead", f"body-{agency}", agency, PLACE) for agency in AGENCIES.values()),
    )
)
CLERK = Actor(kind="staff", id=str(id_at(7, 1)), role="window_clerk", channel="window")


def at(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """This will give a moment of a legal day, in UTC as services want it."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), LEGAL).astimezone(UTC)


def forget_everything_kept() -> None:
    """This will empty what a process keeps of a database that the next test no longer has."""
    catalogue._known.release, catalogue._known.looked_at = (-1, ""), float("-inf")
    intake._made.clear()
    frozen._frozen.clear()
    plans.plan.cache_clear()


def publish(reading: Reading, now: datetime) -> None:
    """This will publish definitions on an instance that has none, once a process as an operator does."""
    set_once(
        ("published", digest_of_all(reading), now), lambda: catalogue_publish(reading=reading, actor="test", now=now)
    )
    catalogue.refresh()


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Tests share a process, not a database: nothing may be remembered from one to the other."""
    forget_everything_kept()
    yield
    forget_everything_kept()


@pytest.fixture
def city(db: None) -> None:
    """The real definitions, published."""
    publish(definitions(), MONDAY - DAY)


def person(username: str) -> Person:
    """This will give one of the demonstration's people, with an identity number that checks."""
    found = next(one for one in (*STAFF, *CITIZENS) if one.username == username)
    return replace(found, id_number=found.id_number and found.id_number[:17] + ric.calc_check_digit(found.id_number))


def grants_of_staff(username: str) -> Grants:
    """This will give what the demonstration's member of staff holds."""
    one = person(username)
    assert one.role
    assert one.body
    return Grants((Grant(one.role, one.body, AGENCIES[one.body], PLACE),))


def account(username: str) -> UUID:
    """This will give the id of an account, the same in every test."""
    return id_at(6, [one.username for one in (*STAFF, *CITIZENS)].index(username))


def applicant(username: str = "wang") -> Actor:
    return Actor(kind="person", id=str(account(username)), role="applicant", channel="web")


def staff(username: str) -> Actor:
    return Actor(kind="staff", id=str(account(username)), role=person(username).role, channel="window")


def planned(answers: Any = SMALL, now: datetime = MONDAY, place: str = PLACE) -> Plan:
    return intake.plan_make(bundle=BUNDLE, place=place, answers=answers, now=now)


def papers_of(plan: Plan) -> tuple[Paper, ...]:
    """This will hand in every paper that must come now."""
    wanted = [m for m in plan.materials if m.how == "submit"]
    return tuple(Paper(material=m.material, form=m.form, copies=m.copies) for m in wanted)


def application(
    plan: Plan, username: str = "wang", *, shop: str = "小面一碗(演示)", papers: tuple[Paper, ...] | None = None,
    own: bool = True,
) -> Application:  # fmt: skip
    """This will fill everything in as the face does, from what was typed to typed values."""
    who, elements = person(username), catalogue.current().elements
    form = read_form(plan, elements, fill_form(plan, elements, who, shop))
    return Application(
        plan=plan, form=form, papers=papers_of(plan) if papers is None else papers, commitments=to_sign(plan),
        identity=identity_of(form) or who.id_number, label=label_of(form), applicant=account(username) if own else None,
    )  # fmt: skip


def new_subject(number: int, username: str) -> UUID:
    """This will give the id under which a person would be known if the n-th application were their first."""
    return id_at(9, number * 100 + account(username).int % 100)


def submit(
    number: int = 1, *, answers: Any = SMALL, username: str = "wang", now: datetime = MONDAY, key: Key | None = None,
    place: str = PLACE, **more: Any,
) -> Outcome:  # fmt: skip
    """This will hand the n-th application in."""
    plan = planned(answers, now, place)
    return case_submit(
        case_id=id_at(8, number), subject_id=new_subject(number, username), actor=applicant(username), now=now, key=key,
        application=application(plan, username, **more),
    )  # fmt: skip


def act(
    case: Case | UUID, command: Command, now: datetime, *, actor: Actor = CLERK, grants: Grants = EVERYTHING,
    **more: Any,
) -> Outcome:  # fmt: skip
    """This will carry a command out as somebody who may do everything, unless said otherwise; whoever is said to have
    been at a visit confirmed it."""
    case_id = case if isinstance(case, UUID) else UUID(case.id)
    more.setdefault("confirmed", getattr(command, "officers", ()))
    return case_act(case_id=case_id, command=command, actor=actor, grants=grants, now=now, **more)


def view(case: Case | UUID, now: datetime, *, actor: Actor = CLERK, grants: Grants = EVERYTHING) -> View:
    case_id = case if isinstance(case, UUID) else UUID(case.id)
    return case_view(case_id=case_id, actor=actor, grants=grants, now=now)


def faults() -> list[str]:
    """This will verify the whole record and say what does not hold."""
    return [str(fault) for fault in record.verify().faults]


TABLES = (
    "cases_case", "cases_approval", "cases_counter", "ledger_event", "ledger_head", "ledger_timer", "ledger_answer",
    "ledger_subject", "intake_plan", "intake_draft", "catalogue_definition", "catalogue_release",
)  # fmt: skip


def everything(tables: Iterable[str] = TABLES) -> dict[str, list[str]]:
    """This will read whole tables, row by row as text, so that a test can say that nothing changed."""
    found = {}
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"SELECT t::text FROM {name} t ORDER BY 1")
            found[name] = [row[0] for row in cursor.fetchall()]
    return found


def at_once(*functions: Callable[[], object]) -> list[object]:
    """Start all in the same moment, each with a connection of its own."""
    together = Barrier(len(functions))

    def started(function: Callable[[], object]) -> Callable[[], object]:
        def run() -> object:
            together.wait()
            return function()

        return run

    return Threads(*map(started, functions)).run()
