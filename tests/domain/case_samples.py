"""A small matter to run the case machine on: a registration, two licences that need it, one of them on commitment."""

from datetime import date, datetime, time
from typing import Any

from tests.domain.national_calendar import NATIONAL
from yici.domain.burden import Burden, Savings
from yici.domain.case import (
    Accept,
    Case,
    CaseEvent,
    Command,
    Context,
    Decide,
    Paper,
    Submit,
    deadlines,
    decide,
    evolve,
    settle,
)
from yici.domain.clock import LEGAL, Limit
from yici.domain.commitment import to_sign
from yici.domain.event import Actor
from yici.domain.extension import AllowedExtension
from yici.domain.form import Form, FormField
from yici.domain.plan import Day, Plan, PlannedApproval, PlannedMaterial, PlannedOpinion, Schedule, Told
from yici.domain.policy import Policy
from yici.domain.regime import HearingRule, LocalCause

CLERK = Actor("staff", "clerk", "window_clerk", channel="window")
TWO = ("officer-1", "officer-2")
WORKING = "working_day"
CAUSES = ("hearing", "bidding", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review")
"""Administrative Licensing Law Art. 45."""
TEN_MORE = AllowedExtension(Limit(10, WORKING), "head of the agency", "licensing-42", "Administrative Licensing Law")
"""Administrative Licensing Law Art. 42."""


def at(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """This will give a moment of legal time on an ISO day."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), LEGAL)


def told(days: int) -> Told:
    return Told(Limit(days, WORKING), "source", "law", "source")


def approval(item: str, **changes: Any) -> PlannedApproval:
    """This will give a licence under the licensing law; `changes` make it another one."""
    values: dict[str, Any] = {
        "item": item, "name": item, "name_en": item, "agency": f"agency of {item}", "body": None,
        "regime": "licensing", "counted_from": "acceptance", "outcomes": ("granted", "refused"), "needs": (),
        "gives": (item,), "correction_window": Limit(5, WORKING), "missed": "accepted_from_receipt", "reply": None,
        "legal": told(20), "promised": told(10), "delivery": Limit(10, WORKING), "inspections": (), "officers": 2,
        "committed": False, "told": (), "verification": None, "basis": (), "remedies": "remedies",
        "starts": Day(), "promised_by": Day(), "legal_by": Day(), "critical": False, "gaps": (), "digest": "d",
        "stop_causes": CAUSES, "extension": TEN_MORE,
    }  # fmt: skip
    return PlannedApproval(**values | changes)


def material(name: str, items: tuple[str, ...], how: str = "submit", **changes: Any) -> PlannedMaterial:
    values = {"form": None, "copies": 1, "printed_as": (name,), "printed": 1, "sources": ("s",), "reasons": ()}
    return PlannedMaterial(name, name, name, how, items=items, **values | changes)  # type: ignore[arg-type]


ASKED = ("a", "b", "x", "layout", "drawing", "rules", "proof", "premises.area")


def form_of(items: tuple[str, ...]) -> Form:
    """This will give a form whose fields every item asks for, so that a request for correction may name them."""
    return Form(tuple(FormField(one, "ask", "D", False, None, (), items, 1, ()) for one in ASKED), (), 0, 0)


def plan_of(*approvals: PlannedApproval, materials: tuple[PlannedMaterial, ...] = ()) -> Plan:
    """This will wrap approvals into a plan; what the machine never reads stays empty."""
    nothing = Burden(None, 0, 0, None, None, 0)
    schedule = Schedule(date(2026, 3, 2), "c", approvals, (), Day(), ())
    form = form_of(tuple(one.item for one in approvals))
    return Plan(
        "bundle", "b", "b", "330800000000", {}, Policy(), {}, (), (), form, materials, (), schedule, (),
        Savings(nothing, nothing, ()),
    )  # fmt: skip


REGISTRATION = approval(
    "registration", regime="registration", counted_from="receipt", outcomes=("registered", "not_registered"),
    correction_window=None, missed="none", legal=told(3), promised=None, delivery=None, stop_causes=(),
    extension=AllowedExtension(Limit(3, WORKING), "head of the registry", "registration-19", "regulation"),
)  # fmt: skip
FOOD = approval("food", needs=("registration",), inspections=("visit",))
FIRE = approval("fire", needs=("registration",), committed=True, promised=told(1), verification=Limit(20, WORKING))
SIGN = approval("sign", promised=None)
SITE = approval(
    "site", joins=("sign",), deciders=2, local_causes=(LocalCause("supplement", "等待补充", "local rule"),),
    hearing=HearingRule(Limit(5, WORKING), Limit(20, WORKING), Limit(7, WORKING), "licensing-47"),
    opinions=(
        PlannedOpinion("water", "layout", Limit(3, WORKING), ("local rule", "3"), (), Limit(1, WORKING)),
        PlannedOpinion("air", "smoke", None, None, ()),
    ),
)  # fmt: skip
PAPERS = (
    material("rules", ("food",)),
    material("drawing", ("fire",), "deferrable", at_inspection=True),
    material("proof", ("sign",), "deferrable", later=Limit(5, WORKING), lapses=True),
)
RESTAURANT = plan_of(REGISTRATION, FOOD, FIRE, SIGN, materials=PAPERS)
WIDE = plan_of(REGISTRATION, FOOD, FIRE, SIGN, SITE, materials=PAPERS)
"""With a matter that other departments are asked about, two decide, and that runs beside another."""
ALONE = plan_of(approval("food"))


def context(now: datetime, plan: Plan = RESTAURANT, calendar: Any = NATIONAL) -> Context:
    return Context(now=now, actor=CLERK, plan=plan, calendar=calendar)


def submitted(now: datetime, plan: Plan = RESTAURANT, **changes: Any) -> tuple[Case, list[CaseEvent]]:
    """This will hand the sample matter in."""
    count = len(plan.schedule.approvals) + 1
    values: dict[str, Any] = {
        "id": "case", "numbers": tuple(f"N{n}" for n in range(count)), "plan": "p", "subject": "s",
        "papers": (Paper(material="rules"),) if plan in (RESTAURANT, WIDE) else (), "commitments": to_sign(plan),
    }  # fmt: skip
    [event] = decide(None, Submit(**values | changes), context(now, plan))
    return evolve(None, event), [event]


def do(case: Case, command: Command, now: datetime, plan: Plan = RESTAURANT) -> Case:
    """This will settle, decide and fold one command."""
    case = settled(case, now, plan)
    for event in decide(case, command, context(now, plan)):
        case = evolve(case, event)
    return case


def settled(case: Case, now: datetime, plan: Plan = RESTAURANT) -> Case:
    for event in settle(case, context(now, plan)):
        case = evolve(case, event)
    return case


def accepted(now: datetime) -> Case:
    """This will give the sample matter accepted, and the registration made, so that everything runs."""
    case, _ = submitted(now)
    return do(do(case, Accept(), now), Decide(item="registration", grant=True), now)


def ends(case: Case, name: str, item: str) -> datetime | None:
    """This will give when a limit of an item ends."""
    return next(d.due for i, d in deadlines(case) if i == item and d.name == name)
