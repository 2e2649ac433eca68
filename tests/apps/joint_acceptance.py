"""The joint acceptance of a building: handed in, looked at, decided by each body."""

from datetime import datetime

from tests.apps.case_scenes import HOUR, MONDAY, PLACE, act, applicant, application
from yici.cases.services import case_submit
from yici.domain.authority import Grant, Grants
from yici.domain.case import Accept, Case, Decide, PlanInspection, RecordInspection
from yici.domain.clock import legal_day
from yici.domain.plan import Plan
from yici.intake import services as intake
from yici.people.ids import id_at

BUNDLE = "joint-acceptance"
BUILDING = {
    "project_kind": "building", "special_project": False, "civil_defence_basement": False, "produces_sewage": False,
    "uses_agent": False, "residential": False,
}  # fmt: skip
TWO = ("officer-1", "officer-2")


def grants(plan: Plan) -> Grants:
    """Whoever leads every body of the plan, and the window."""
    bodies = {approval.agency for approval in plan.schedule.approvals}
    leads = tuple(Grant("lead", f"body-{one}", one, PLACE) for one in sorted(bodies))
    return Grants((Grant("window_clerk", "body-service_centre", "service_centre", PLACE), *leads))


def handed_in() -> tuple[Case, Plan, Grants]:
    plan = intake.plan_make(bundle=BUNDLE, place=PLACE, answers=BUILDING, now=MONDAY)
    done = case_submit(
        case_id=id_at(8, 1), subject_id=id_at(9, 1), actor=applicant(), now=MONDAY, application=application(plan)
    )
    held = grants(plan)
    return act(done.case, Accept(), MONDAY + HOUR, grants=held).case, plan, held


def visited(case: Case, plan: Plan, held: Grants, now: datetime) -> Case:
    """Look at the whole building once, on the day itself."""
    items = tuple(a.item for a in plan.schedule.approvals if a.inspections)
    act(case, PlanInspection(visit="v", items=items, on=legal_day(now), officers=TWO), now, grants=held)
    return act(case, RecordInspection(visit="v", items=items, officers=TWO), now, grants=held).case


def examine(case: Case, held: Grants, now: datetime) -> Case:
    """Each body decides as soon as it can, an hour after the other."""
    while waiting := [a.item for a in case.approvals if a.status == "handling"]:
        now += HOUR
        case = act(case, Decide(item=waiting[0], grant=True), now, grants=held).case
    return case
