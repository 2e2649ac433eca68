"""What killed clients do beside cases: permits that run out and are renewed, and engineering works.

Time goes by rounds. What a client began in one round it goes on with in the next ones, from the first step that was not
acknowledged; every step carries its key. A step that came too late, because a worker was first, is refused and said so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.apps.case_scenes import CLERK, EVERYTHING, act, applicant, application, new_subject, papers_of, planned
from tests.apps.licence_scenes import RUNNING, SIGN, strict
from yici.cases.services import Application, case_submit
from yici.catalogue import queries as catalogue
from yici.demo.filling import fill_form
from yici.demo.people import CITIZENS
from yici.domain.authority import Grant, Grants
from yici.domain.case import Accept, Decide, Defect, RequestCorrection, Withdraw
from yici.domain.clock import legal_day
from yici.domain.error import NotFound, Refused
from yici.domain.event import Actor
from yici.domain.licence import CancelLicence, RevokeLicence
from yici.intake import services as intake
from yici.ledger.repeated import Key
from yici.ledger.services import replay
from yici.licences import queries as licences
from yici.licences import services as licensing
from yici.people.ids import id_at
from yici.projects import services as projects

PLACE = "370700000000"
INSTITUTE = str(id_at(25, 1))
ROUND = timedelta(days=10)
HOLDS = timedelta(days=45)
"""From a grant to the end of the permit: asked for in the next round, renewal comes before the thirtieth day."""
MOST = 20
"""What a client begins in one round, so that each number says its round."""
ANSWERS = {
    "project_kind": "building", "special_project": True, "civil_defence_basement": False, "produces_sewage": False,
    "uses_agent": False,
}  # fmt: skip
SURVEYOR = Actor(kind="staff", id="surveyor", role="surveyor", channel="api")
MEASURES = Grants((Grant("surveyor", INSTITUTE, "surveying", PLACE),))
NOBODY = Grants()
Do = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One request: its name, which of an app's keys it carries, and the call."""

    name: str
    key: type
    do: Do


def done(name: str) -> dict[str, Any] | None:
    """This will give what was answered to a request, if it was done."""
    return replay("killed", name, name.encode())


def numbers(turn: int, client: int) -> Iterator[tuple[int, int]]:
    """This will give what a client has begun in each round, the oldest first, and what it begins in this one."""
    for begun in range(turn + 1):
        for place in range(MOST):
            yield begun, (begun * 10 + client) * MOST + place


def permits(turn: int, client: int, now: datetime) -> Iterator[Step]:
    """This will grant signs for 45 days, ask for their renewal, and leave that to decisions, defects, or silence."""
    for begun, number in numbers(turn, client):
        if begun == turn:
            yield from _granted(number, now)
        elif done(f"sign-{number}-decide"):
            [one] = licences.licences_of_case(id_at(8, number), now=now)
            if begun == turn - 1:
                yield from _renewing(number, one, now)
            elif begun < turn - 1 and number % 5 == 0:
                yield Step(f"sign-{number}-strike", Key, lambda key, one=one: _struck(one, key, now))


def _granted(number: int, now: datetime) -> Iterator[Step]:
    case, until = id_at(8, number), legal_day(now + HOLDS)
    yield Step(f"sign-{number}-submit", Key, lambda key: _submitted(number, key, now))
    yield Step(f"sign-{number}-accept", Key, lambda key: act(case, Accept(items=(SIGN,)), now, key=key))
    grant = Decide(item=SIGN, grant=True, valid_until=until, note=f"第 {number} 件")
    yield Step(f"sign-{number}-decide", Key, lambda key: act(case, grant, now, key=key))
    if number % 4 == 0:
        yield Step(f"sign-{number}-gone", Key, lambda key: act(case, Withdraw(), now, actor=applicant(), key=key))


def _renewing(number: int, one: licences.Licence, now: datetime) -> Iterator[Step]:
    """A third is decided, a third has defects that nobody mends and is lost by it, of a third nobody speaks."""
    name, case = f"sign-{number}-ask", id_at(80, number)
    yield Step(f"{name}-submit", Key, lambda key: _asked(number, one.id, key, now))
    if number % 3 == 0:
        yield Step(f"{name}-accept", Key, lambda key: act(case, Accept(items=(SIGN,)), now, key=key))
        grant = Decide(item=SIGN, grant=True, valid_until=legal_day(now + 4 * HOLDS))
        yield Step(f"{name}-decide", Key, lambda key: act(case, grant, now, key=key))
    elif number % 3 == 1:
        told = RequestCorrection(defects=(Defect(item=SIGN, target="sign_application", code="paper.unclear"),))
        yield Step(f"{name}-defects", Key, lambda key: act(case, told, now, key=key))


def _submitted(number: int, key: Key, now: datetime) -> Any:
    return case_submit(
        case_id=id_at(8, number), subject_id=new_subject(number, "wang"), actor=applicant("wang"), now=now, key=key,
        application=application(planned(RUNNING, now), "wang"),
    )  # fmt: skip


def _asked(number: int, licence: str, key: Key, now: datetime) -> Any:
    made = application(strict(planned(RUNNING, now)), "wang")
    return case_submit(
        case_id=id_at(80, number), subject_id=new_subject(number, "wang"), actor=applicant("wang"), now=now, key=key,
        application=replace(made, renews={SIGN: UUID(licence)}),
    )  # fmt: skip


def _struck(one: licences.Licence, key: Key, now: datetime) -> Any:
    told: dict[str, Any] = {
        "licence_id": UUID(one.id), "actor": CLERK, "grants": EVERYTHING, "now": now, "key": key
    }  # fmt: skip
    if one.holds:
        revoke = RevokeLicence(grounds=("deception",), note="材料是假的")
        return licensing.licence_revoke(command=revoke, **told)
    return licensing.licence_cancel(command=CancelLicence(ground="not_renewed"), **told)


def buildings(turn: int, client: int, now: datetime) -> Iterator[Step]:
    """This will open works, put their acceptance in, have them measured, and close them when nothing runs."""
    for begun, number in numbers(turn, client):
        name = f"works-{number}"
        if begun == turn:
            yield from _measured(name, number, now)
        elif begun == turn - 1 and done(f"{name}-attach"):
            case = id_at(22, number)
            yield Step(
                f"{name}-gone", Key, lambda key, case=case: act(case, Withdraw(), now, actor=applicant(), key=key)
            )
        elif begun == turn - 2 and done(f"{name}-gone"):
            told = {"project_id": id_at(20, number), "actor": applicant(), "grants": NOBODY, "now": now}
            yield Step(f"{name}-close", Key, lambda key, told=told: projects.project_close(**told, key=key))


def _measured(name: str, number: int, now: datetime) -> Iterator[Step]:
    case, told = id_at(22, number), {"project_id": id_at(20, number), "now": now}
    owner = {**told, "actor": applicant("wang"), "grants": NOBODY}
    yield Step(f"{name}-open", Key, lambda key: projects.project_open(
        **owner, subject_id=id_at(21, number), code=f"2603-330800-04-01-{number:06d}", name="演示厂房一期", place=PLACE,
        course="engineering", identity=None, applicant=UUID(applicant("wang").id), key=key,
    ))  # fmt: skip
    yield Step(f"{name}-submit", Key, lambda key: _acceptance(number, key, now))
    yield Step(f"{name}-attach", Key, lambda key: projects.project_attach(**owner, case_id=case, key=key))
    yield Step(f"{name}-name", Key, lambda key: projects.project_name_surveyor(
        **owner, organisation="institute", measurements=("completion_survey",), key=key,
    ))  # fmt: skip
    yield Step(f"{name}-measure", Key, lambda key: projects.project_record_result(
        **told, result_id=id_at(24, number), measurement="completion_survey", organisation=INSTITUTE,
        digest=f"{number:064x}", actor=SURVEYOR, grants=MEASURES, key=key,
    ))  # fmt: skip


def _acceptance(number: int, key: Key, now: datetime) -> Any:
    """The survey report is left out: the surveyors hand it in."""
    plan = intake.plan_make(bundle="joint-acceptance", place=PLACE, answers=ANSWERS, now=now)
    wang = next(one for one in CITIZENS if one.username == "wang")
    form = fill_form(plan, catalogue.current().elements, wang, "演示厂房一期")
    papers = tuple(one for one in papers_of(plan) if one.material != "house_survey_report")
    made = Application(plan, form, papers, None, "演示厂房一期", UUID(applicant("wang").id))
    return case_submit(
        case_id=id_at(22, number), subject_id=id_at(23, number), application=made, actor=applicant("wang"), now=now,
        key=key,
    )  # fmt: skip


COURSES = {"permits": permits, "buildings": buildings}
FAIR = (Refused, NotFound)
