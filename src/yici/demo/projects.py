"""Two engineering projects at different stages, brought there through the same services that people use."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yici.catalogue import queries as catalogue
from yici.demo.accounts import PAST, SETUP, Accounts
from yici.demo.people import PLACE
from yici.demo.story import hand_in, moment
from yici.domain.authority import Grants
from yici.domain.case import Accept
from yici.domain.event import Actor
from yici.domain.plan import AnswerValue
from yici.people.ids import new_id
from yici.people.queries.accounts import grants_of
from yici.people.services import organisation_create, role_grant, user_create
from yici.projects import queries, services

BUNDLE, COURSE, SURVEY = "joint-acceptance", "engineering", "completion_survey"
INSTITUTE, MACHINE = "demo-institute", "institute"
BUILDING: dict[str, AnswerValue] = {
    "project_kind": "building", "special_project": True, "civil_defence_basement": True, "produces_sewage": True,
    "uses_agent": False,
}  # fmt: skip
REPORT = "5d0c" * 16
"""Stands for the SHA-256 of a report; there is none."""
LATER = timedelta(minutes=20)
BEGUN = "2603-330802-04-01-100002"
Moment = Callable[[int], datetime]


def tell_projects(accounts: Accounts, *, now: datetime) -> int:
    """This will bring the demonstration's projects to their stages; nothing when they are there already."""
    if queries.projects_of(applicant=accounts.users["wang"], limit=1):
        return 0
    calendar = catalogue.calendar_for(PLACE)

    def back(days: int) -> datetime:
        return moment(calendar, now, days)

    _in_acceptance(accounts, back)
    _open(accounts, "zhao", BEGUN, "仓储中心(演示)", back(3))
    return 2


def _in_acceptance(accounts: Accounts, back: Moment) -> None:
    """All is built, twelve acceptances run together, and the survey came from those who measured."""
    project = _open(accounts, "wang", "2603-330802-04-01-100001", "食品厂一期(演示)", back(9))
    machine = _institute(back(9))
    wang = _citizen(accounts, "wang")
    services.project_name_surveyor(
        project_id=project, organisation=INSTITUTE, measurements=(SURVEY,), actor=wang, grants=Grants(),
        now=back(8),
    )  # fmt: skip
    stage = hand_in(accounts, accounts.people["wang"], BUNDLE, "食品厂一期(演示)", BUILDING, back(4))
    services.project_attach(
        project_id=project, case_id=stage.case_id, actor=wang, grants=Grants(), now=back(4) + LATER
    )  # fmt: skip
    stage.act("window", "window_clerk", Accept(), back(3))
    services.project_record_result(
        project_id=project, result_id=new_id(), measurement=SURVEY, digest=REPORT, actor=_acting(machine),
        grants=grants_of(machine, back(2)), now=back(2),
    )  # fmt: skip


def _open(accounts: Accounts, who: str, code: str, name: str, now: datetime) -> UUID:
    done = services.project_open(
        project_id=new_id(), subject_id=new_id(), code=code, name=name, place=PLACE, course=COURSE, identity=None,
        applicant=accounts.users[who], actor=_citizen(accounts, who), grants=Grants(), now=now,
    )  # fmt: skip
    return UUID(done.project.id)


def _citizen(accounts: Accounts, who: str) -> Actor:
    return Actor(kind="person", id=str(accounts.users[who]), role="applicant", channel="web")


def _institute(now: datetime) -> UUID:
    """An institution that measures; its own system hands results in."""
    known: dict[str, Any] = {"place_code": PLACE, "now": now}
    body = organisation_create(
        organisation_id=new_id(), code=INSTITUTE, name="测绘院(演示)", name_en="Surveying institute (demo)",
        agency="surveying", **known,
    )  # fmt: skip
    user = user_create(user_id=new_id(), username=MACHINE, kind="system", now=now)
    role_grant(
        role_id=new_id(), user_id=user.id, role="surveyor", organisation_id=body, actor=SETUP, valid_from=now - PAST,
        **known,
    )  # fmt: skip
    return user.id


def _acting(machine: UUID) -> Actor:
    return Actor(kind="system", id=str(machine), role="surveyor", channel="api")
