"""Licences in the demonstration's city: granted with a last day, asked to be renewed, and what became of both."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tests.apps.case_scenes import (
    CLERK,
    EVERYTHING,
    LARGE,
    MONDAY,
    act,
    applicant,
    application,
    at,
    new_subject,
    planned,
    submit,
)
from yici.cases.services import Outcome, case_submit
from yici.domain.case import Accept, Case, Decide
from yici.domain.licence import Licence
from yici.domain.plan import Plan
from yici.ledger.queries import history
from yici.licences import queries
from yici.people.ids import id_at

RUNNING = {name: value for name, value in LARGE.items() if name not in ("needs_prior_approval", "business_composition")}
RUNNING |= {"has_business_licence": True}
"""The shop is registered: nothing waits for that."""
SIGN = "outdoor-sign"
"""Needs nothing and nobody, and gives a permit under the licensing law."""
UNTIL = date(2026, 6, 30)
"""Tuesday. Thirty days before it is Sunday 2026-05-31."""
END = at("2026-07-01", 0)
IN_TIME, TOO_LATE = at("2026-05-29"), at("2026-06-01")


def granted(number: int = 1, *, until: date | None = UNTIL, now: datetime = MONDAY, item: str = SIGN) -> Outcome:
    """This will hand in and grant one item, with a last day."""
    case = submit(number, answers=RUNNING, now=now).case
    act(case, Accept(items=(item,)), now)
    return act(case, Decide(item=item, grant=True, valid_until=until), now)


def strict(plan: Plan) -> Plan:
    """This will give a plan under a text that takes an application without an answer as withdrawn, as some have it."""
    approvals = tuple(replace(one, unanswered="withdrawn") for one in plan.schedule.approvals)
    return replace(plan, schedule=replace(plan.schedule, approvals=approvals))


def the_licence(case: Case, item: str = SIGN, now: datetime | None = None) -> Licence:
    """This will give the licence of an item as it stands."""
    found = queries.licences_of_case(UUID(case.id), now=now or MONDAY)
    return next(one for one in found if one.item == item)


def licence(name: str, now: datetime) -> Licence:
    """This will give a licence as it stands at a moment."""
    return queries.licence_view(licence_id=UUID(name), actor=CLERK, grants=EVERYTHING, now=now).licence


def ask(name: str, now: datetime, number: int = 2, username: str = "wang", item: str = SIGN) -> Outcome:
    """This will ask for renewal by a new case."""
    plan = planned(RUNNING, now)
    asked = replace(application(plan, username), renews={item: UUID(name)})
    return case_submit(
        case_id=id_at(8, number), subject_id=new_subject(number, username), actor=applicant(username), now=now,
        application=asked,
    )  # fmt: skip


def kinds(stream: str) -> list[str]:
    return [one.kind for one in history(UUID(stream))]


def told(stream: str) -> list[tuple[str, Any]]:
    return [(one.kind, one.at) for one in history(UUID(stream))]
