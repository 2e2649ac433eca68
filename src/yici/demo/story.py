"""A few matters at every stage, brought there through the same services that people use, at moments in the past.

Each story is a list of moments (working days before the present) and what was done then; nothing is written past the
services, so a demonstration's record verifies like any other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yici.cases.queries import cases_of
from yici.cases.services import Application, case_act, case_settle, case_submit
from yici.catalogue import queries as catalogue
from yici.demo.accounts import Accounts
from yici.demo.filling import fill_form
from yici.demo.people import PLACE, Person
from yici.domain.case import (
    Accept,
    Command,
    Decide,
    Defect,
    Deliver,
    Paper,
    PlanInspection,
    RecordInspection,
    RequestCorrection,
)
from yici.domain.clock import LEGAL, legal_day
from yici.domain.commitment import to_sign
from yici.domain.event import Actor
from yici.domain.plan import AnswerValue, Plan, PlannedVisit
from yici.domain.signing import signed_before
from yici.domain.workdays import Calendar
from yici.intake.services import plan_make
from yici.intake.values import identity_of, label_of
from yici.people.ids import new_id
from yici.people.queries.accounts import grants_of

BUNDLE = "open-restaurant"
OFFICERS = {"market_regulation": ("lead", "market"), "fire_rescue": ("fire", "fire2")}
SMALL: dict[str, AnswerValue] = {
    "applicant_kind": "individual", "business_composition": "individual", "cold_dishes": False, "fresh_juice": False,
    "raw_fish": False, "premises_area": 45, "premises_rented": False, "sign_exceeds_name": False, "sign_large": False,
    "uses_agent": False, "needs_prior_approval": False, "online_ordering": False, "vending_machine": False,
    "has_business_licence": False,
}  # fmt: skip
LARGE = SMALL | {
    "premises_area": 160,
    "cold_dishes": True,
    "fire_check_procedure": "general",
    "sign_exceeds_name": True,
}
PROMISED = LARGE | {"fire_check_procedure": "commitment"}


@dataclass(frozen=True, slots=True)
class Stage:
    """The case so far and who acts in it."""

    case_id: UUID
    plan: Plan
    accounts: Accounts
    calendar: Calendar

    def act(self, username: str, role: str, command: Command, now: datetime) -> None:
        """This will carry one command out as a member of staff; whoever was at a visit confirmed it."""
        user = self.accounts.users[username]
        actor = Actor(kind="staff", id=str(user), role=role, channel="window")
        there = getattr(command, "officers", ())
        case_act(
            case_id=self.case_id, command=command, actor=actor, grants=grants_of(user, now), now=now, confirmed=there
        )  # fmt: skip

    def officers(self, visit: PlannedVisit) -> tuple[str, ...]:
        """This will name two of each department that goes, by the ids of their accounts."""
        return tuple(str(self.accounts.users[one]) for agency in visit.agencies for one in OFFICERS[agency])

    def decide(self, username: str, item: str, now: datetime, **how: Any) -> None:
        """This will let a body's representative decide an item."""
        self.act(username, "chief_representative", Decide(item=item, grant=how.pop("grant", True), **how), now)


Step = tuple[int, Callable[[Stage, datetime], None]]


def _accept(stage: Stage, now: datetime) -> None:
    stage.act("window", "window_clerk", Accept(), now)


def _correct(stage: Stage, now: datetime) -> None:
    paper = next(p.material for p in stage.plan.materials if p.how == "submit" and "food-licence" in p.items)
    defect = Defect(item="food-licence", target=paper, code="paper.unclear")
    stage.act("window", "window_clerk", RequestCorrection(defects=(defect,)), now)


def _register(stage: Stage, now: datetime) -> None:
    stage.decide("market", "individual-registration", now)


def _inspect(stage: Stage, now: datetime) -> None:
    """The lead department sets one visit for everybody who has to see the premises."""
    for visit in stage.plan.schedule.visits:
        plan = PlanInspection(visit=visit.id, items=visit.items, on=legal_day(now), officers=stage.officers(visit))
        stage.act("lead", "lead", plan, now)


def _record(stage: Stage, now: datetime) -> None:
    for visit in stage.plan.schedule.visits:
        stage.act("lead", "lead", RecordInspection(visit=visit.id, officers=stage.officers(visit)), now)


def _record_fire(stage: Stage, now: datetime) -> None:
    """One department has recorded its part of the joint visit; the other part is still to come."""
    for visit in stage.plan.schedule.visits:
        record = RecordInspection(visit=visit.id, items=("fire-check",), officers=stage.officers(visit))
        stage.act("fire", "chief_representative", record, now)


def _grant_food(stage: Stage, now: datetime) -> None:
    stage.decide("market", "food-licence", now)


def _refuse_food(stage: Stage, now: datetime) -> None:
    note = "操作区与污染源的距离不符合要求。"
    stage.decide("market", "food-licence", now, grant=False, grounds=("condition.not_met",), note=note)


def _grant_rest(stage: Stage, now: datetime) -> None:
    owners = {"fire-check": "fire", "outdoor-sign": "city", "health-certificate": "health", "lease-filing": "housing"}
    for approval in stage.plan.schedule.approvals:
        if approval.item in owners:
            stage.decide(owners[approval.item], approval.item, now)


def _deliver_all(stage: Stage, now: datetime) -> None:
    for approval in stage.plan.schedule.approvals:
        stage.act("window", "window_clerk", Deliver(item=approval.item, way="window"), now)


STORIES: tuple[tuple[str, str, Mapping[str, AnswerValue], tuple[Step, ...]], ...] = (
    ("wang", "小面一碗(演示)", SMALL, ((0, lambda *_: None),)),
    ("wang", "王记面馆(演示)", SMALL, ((3, lambda *_: None), (2, _correct))),
    ("chen", "阿婆小菜(演示)", PROMISED, ((4, lambda *_: None), (3, _accept), (3, _register))),
    ("zhao", "赵家酒楼(演示)", LARGE, (
        (9, lambda *_: None), (8, _accept), (8, _register), (6, _inspect), (6, _record_fire),
    )),
    ("zhao", "赵记快餐(演示)", SMALL, (
        (14, lambda *_: None), (13, _accept), (13, _register), (9, _inspect), (9, _record), (7, _grant_food),
        (6, _grant_rest), (5, _deliver_all),
    )),
    ("chen", "阿婆饭店(演示)", SMALL, (
        (14, lambda *_: None), (13, _accept), (13, _register), (9, _inspect), (9, _record), (7, _refuse_food),
    )),
    ("wang", "无人理的小店(演示)", SMALL, ((12, lambda *_: None),)),
)  # fmt: skip


def tell_stories(accounts: Accounts, *, now: datetime) -> int:
    """This will bring the demonstration's matters to their stages; nothing when they are there already."""
    if cases_of(applicant=accounts.users["wang"], limit=1):
        return 0
    for username, shop, answers, steps in STORIES:
        _tell(accounts, accounts.people[username], shop, answers, steps, now)
    return len(STORIES)


def _tell(
    accounts: Accounts, person: Person, shop: str, answers: Mapping[str, AnswerValue], steps: tuple[Step, ...],
    now: datetime,
) -> None:  # fmt: skip
    calendar = catalogue.calendar_for(PLACE)
    stage = hand_in(accounts, person, BUNDLE, shop, answers, moment(calendar, now, steps[0][0]))
    for back, do in steps[1:]:
        do(stage, moment(calendar, now, back) + timedelta(minutes=20))
    case_settle(stream=stage.case_id, now=now)


def hand_in(
    accounts: Accounts, person: Person, bundle: str, label: str, answers: Mapping[str, AnswerValue], now: datetime
) -> Stage:
    """This will hand a matter in as one of the made-up people, with every paper."""
    plan = plan_make(bundle=bundle, place=PLACE, answers=answers, now=now)
    form = fill_form(plan, catalogue.current().elements, person, label)
    papers = tuple(
        Paper(material=m.material, form=m.form, copies=m.copies) for m in plan.materials if m.how == "submit"
    )
    user = accounts.users[person.username]
    application = Application(
        plan=plan, form=form, papers=papers, identity=identity_of(form) or person.id_number,
        label=label_of(form) or label, applicant=user, commitments=to_sign(plan),
        signatures=signed_before(plan.signers, str(accounts.users["window"]), now),
    )  # fmt: skip
    stage = Stage(new_id(), plan, accounts, catalogue.calendar_for(PLACE))
    actor = Actor(kind="person", id=str(user), role="applicant", channel="web")
    case_submit(case_id=stage.case_id, subject_id=new_id(), application=application, actor=actor, now=now)
    return stage


def moment(calendar: Calendar, now: datetime, back: int) -> datetime:
    """This will give the morning of the working day `back` working days before the present, or the present itself."""
    day = legal_day(now)
    if back == 0:
        return now - timedelta(minutes=30)
    while back:
        day -= timedelta(days=1)
        back -= calendar.loaded(day.year) and calendar.is_workday(day)
    return datetime(day.year, day.month, day.day, 9, 12, tzinfo=LEGAL).astimezone(now.tzinfo)
