"""A building from its code to its licence over the API: one project, one survey for all, one visit, twelve decisions,
and the days of the whole only while government has something."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import papers_of, person
from tests.faces.api_projects import REPORT, do, seen
from tests.faces.api_samples import MONDAY, SETUP, Told, World
from yici.catalogue import queries as catalogue
from yici.demo.filling import fill_form
from yici.domain.commitment import to_sign
from yici.domain.plan import Plan
from yici.domain.roles import SCOPES
from yici.intake.services import plan_make
from yici.people.ids import new_id
from yici.people.models import Place
from yici.people.services import organisation_create, role_grant, token_issue, user_create

SHANDONG, WEIFANG = "370000000000", "370700000000"
"""Here the survey is a paper that cases wait for; Quzhou spares it."""
BUNDLE, SURVEY = "joint-acceptance", "house_survey_report"
MANHOLE = "打开窨井盖，确认污水管网通畅"
BUILDING = {
    "project_kind": "building", "special_project": True, "civil_defence_basement": True, "produces_sewage": True,
    "uses_agent": False, "key_discharger": False, "residential": False,
}  # fmt: skip
AGENCIES = (
    "planning", "construction", "civil_air_defence", "drainage", "sewer_company", "ecology", "meteorology", "unnamed",
)  # fmt: skip
PAST, YEAR = MONDAY - timedelta(days=60), timedelta(days=365)


@pytest.fixture(scope="module", autouse=True)
def weifang(api_world: World) -> None:
    """Weifang's bodies with a lead each, its window, and an institute that measures."""
    Place.objects.get_or_create(code=SHANDONG, defaults={"name": "山东省", "level": 1, "path": "山东省"})
    Place.objects.get_or_create(
        code=WEIFANG, defaults={"name": "潍坊市", "level": 2, "path": "山东省潍坊市", "parent_id": SHANDONG}
    )
    for agency in AGENCIES:
        _member(api_world, agency, "lead", agency)
    _member(api_world, "weifang-window", "window_clerk", "service_centre")
    _member(api_world, "weifang-institute", "surveyor", "surveying")


def _member(world: World, name: str, role: str, agency: str) -> None:
    body = organisation_create(
        organisation_id=new_id(), code=f"weifang-{name}", name=name, agency=agency, place_code=WEIFANG, now=PAST
    )  # fmt: skip
    user = user_create(user_id=new_id(), username=f"weifang-{name}", kind="staff", now=PAST)
    role_grant(
        role_id=new_id(), user_id=user.id, role=role, organisation_id=body, place_code=WEIFANG, item=None, actor=SETUP,
        now=PAST,
    )  # fmt: skip
    token = token_issue(
        token_id=new_id(), user_id=user.id, name="t", scopes=SCOPES, expires=MONDAY + YEAR, now=PAST
    )  # fmt: skip
    world.tokens[name], world.users[name] = token.secret, user.id


def planned(world: World) -> Plan:
    return plan_make(bundle=BUNDLE, place=WEIFANG, answers=BUILDING, now=world.clock())


def hand_in(world: World, *, without: str = "") -> Told:
    plan = planned(world)
    papers = [
        {"material": one.material, "form": one.form, "copies": one.copies}
        for one in papers_of(plan)
        if one.material != without
    ]
    form = fill_form(plan, catalogue.current().elements, person("wang"), "食品厂(演示)")
    body = {
        "bundle": BUNDLE, "place": WEIFANG, "answers": BUILDING, "papers": papers, "form": form,
        "commitments": to_sign(plan),
    }  # fmt: skip
    told = world.write("/cases", "wang", body)
    assert told.status == 201, told.content
    return told


def acted(world: World, case: str, name: str, who: str, body: Any = None) -> Told:
    told = world.act(world.get(f"/cases/{case}", who), name, who, body)
    assert told.status == 200, (name, body, told.content)
    return told


def statuses(world: World, case: str) -> dict[str, str]:
    return {one["item"]: one["status"] for one in world.get(f"/cases/{case}", "wang")["approvals"]}


def kinds(world: World, case: str) -> list[dict[str, Any]]:
    return list(world.get(f"/cases/{case}/events", "wang")["items"])


def on(world: World, day: str) -> None:
    world.clock.on(datetime.fromisoformat(f"{day}T02:00:00+00:00"))


def project(world: World) -> Told:
    body = {"code": "2603-370700-04-01-000001", "name": "食品厂(演示)", "place": WEIFANG}
    made = world.write("/projects", "wang", body)
    assert made.status == 201, made.content
    measured = {"organisation": "weifang-weifang-institute", "measurements": ["completion_survey"]}
    named = do(world, made, "name-surveyor", measured)
    assert named.status == 200, named.content
    return named


def test_the_plan_joins_what_twelve_acceptances_have_to_see(world: World) -> None:
    plan = planned(world)
    assert len(plan.schedule.approvals) == 12
    assert {one.agency for one in plan.schedule.approvals} == set(AGENCIES)
    # Seven bodies are named; whose the other three items are no source says, and they are not counted as one body.
    before = plan.savings.before
    unnamed = [one.params["item"] for one in before.unknown if one.code == "burden.departments_unknown"]
    assert (before.departments, len(unnamed)) == (len(AGENCIES) - 1, 3)
    [visit] = plan.schedule.visits
    # Three of them have the manhole opened, and it is opened once.
    assert visit.points.count(MANHOLE) == 1
    assert {"drainage-permit", "sewer-takeover", "environment-acceptance"} <= set(visit.items)
    assert visit.officers == 2


def test_a_building_goes_from_its_code_to_its_licence(world: World) -> None:
    made = project(world)
    # Four weeks at the builder's: no day of the whole.
    on(world, "2026-03-30")
    assert seen(world, made)["days"]["used"] == 0
    first, second = (hand_in(world, without=SURVEY) for _ in range(2))
    for case in (first, second):
        made = do(world, made, "attach", {"case": case["case"]})
        assert made.status == 200, made.content
    survey_reaches_every_case_once(world, made, [first["case"], second["case"]])
    case = first["case"]
    acted(world, case, "accept", "weifang-window")
    one_visit(world, case)
    decide_all(world, case)
    # The other building is given up; nothing is left with government from then on.
    on(world, "2026-04-10")
    acted(world, second["case"], "withdraw", "wang")
    the_whole_stands_still(world, made)
    licences = world.get("/licences", "wang")["items"]
    assert "completion_filing" in {one["type"] for one in licences if one["case"] == case}


def survey_reaches_every_case_once(world: World, made: Told, cases: list[str]) -> None:
    stranger = do(world, made, "record-result", REPORT, "surveyor")
    assert (stranger.status, stranger["code"]) == (404, "project.unknown")
    done = do(world, made, "record-result", REPORT, "weifang-institute")
    assert done.status == 200, done.content
    for case in cases:
        supplied = [one for one in kinds(world, case) if one["kind"] == "paper.supplied"]
        assert [[paper["material"] for paper in one["body"]["papers"]] for one in supplied] == [[SURVEY]]
        assert supplied[0]["body"]["papers"][0]["files"] == [REPORT["digest"]]
    twice = do(world, done, "record-result", REPORT, "weifang-institute")
    assert (twice.status, twice["code"]) == (409, "project.recorded_already")
    assert len([one for one in kinds(world, cases[0]) if one["kind"] == "paper.supplied"]) == 1


def one_visit(world: World, case: str) -> None:
    plan = world.get(f"/cases/{case}/plan", "wang")["plan"]
    [visit] = plan["schedule"]["visits"]
    day = world.clock().date().isoformat()
    there = [str(world.users[one]) for one in visit["agencies"]]
    body = {"visit": visit["id"], "items": visit["items"], "on": day, "officers": there}
    acted(world, case, "plan-inspection", "construction", body)
    seen = world.get(f"/cases/{case}", "construction")
    sent = world.act(seen, "record-inspection", "construction", {"visit": visit["id"], "officers": there})
    assert (sent.status, sent["state"]) == (202, "waiting"), sent.content
    for one in visit["agencies"]:
        done = world.write(f"/visit-records/{sent['id']}", one, {"state": "confirmed"})
        assert done.status == 200, done.content
    assert done["state"] == "done"
    assert [one["kind"] for one in kinds(world, case)].count("inspection.recorded") == 1


def decide_all(world: World, case: str) -> None:
    """Planning examines at once and opines; it is formal in the moment in which the last one it hangs on is."""
    agencies = {one.item: one.agency for one in planned(world).schedule.approvals}
    on(world, "2026-03-31")
    acted(world, case, "decide", "planning", {"item": "planning-verification", "grant": True})
    assert statuses(world, case)["planning-verification"] == "prepared"
    granted = [one["body"]["item"] for one in kinds(world, case) if one["kind"] == "approval.granted"]
    assert "planning-verification" not in granted
    on(world, "2026-04-02")
    while waiting := [item for item, status in statuses(world, case).items() if status == "handling"]:
        acted(world, case, "decide", agencies[waiting[0]], {"item": waiting[0], "grant": True})
    assert set(statuses(world, case).values()) == {"decided"}
    told = kinds(world, case)
    [prepared] = [
        one for one in told
        if one["kind"] == "approval.prepared" and one["body"]["item"] == "planning-verification"
    ]  # fmt: skip
    [formal] = [
        one for one in told
        if one["kind"] == "approval.granted" and one["body"]["item"] == "planning-verification"
    ]  # fmt: skip
    assert prepared["at"] < formal["at"]
    assert len([one for one in told if one["kind"] == "approval.granted"]) == 12


def the_whole_stands_still(world: World, made: Told) -> None:
    """From the day after 30 March to 10 April 2026, without the days of rest and 清明 (4 to 6 April)."""
    days = seen(world, made)["days"]
    assert (days["limit"]["amount"], days["since"], days["missed"]) == (120, None, False)
    used = days["used"]
    on(world, "2026-05-29")
    later = seen(world, made)
    assert (later["days"]["used"], later["stages"][-1]["state"]) == (used, "done")
    assert used == catalogue.calendar_for(WEIFANG).count(date(2026, 3, 30), date(2026, 4, 10))
    assert used == 8


def test_nobody_of_another_city_has_to_do_with_it(world: World) -> None:
    body = {"code": "2603-370700-04-01-000002", "name": "仓库(演示)", "place": WEIFANG}
    made = world.write("/projects", "weifang-window", body | {"identity": "330802199003070025"})
    assert made.status == 201, made.content
    assert UUID(made["project"])
    for who in ("window", "supervisor", "planning", "weifang-institute", "wang"):
        assert seen(world, made, who)["code"] == "project.unknown", who
    wrong = world.write("/projects", "weifang-window", body | {"code": "2603-370700-04-01-000003", "identity": "123"})
    assert (wrong.status, wrong["code"]) == (422, "project.identity")


def test_a_case_is_taken_out_and_who_looked_is_told(world: World) -> None:
    body = {"code": "2603-370700-04-01-000004", "name": "厂房(演示)", "place": WEIFANG}
    made, case = world.write("/projects", "wang", body), hand_in(world)
    done = do(world, made, "attach", {"case": case["case"]})
    out = do(world, done, "detach", {"case": case["case"]})
    assert (out.status, seen(world, made)["stages"][-1]["cases"]) == (200, [])
    again = do(world, out, "detach", {"case": case["case"]})
    assert (again.status, again["code"]) == (409, "project.not_attached")
    seen(world, made, "weifang-window")
    world.get("/projects", "weifang-window")
    rows = world.get(f"/projects/{made['project']}/readings", "wang")["items"]
    assert [(row["what"], row["role"]) for row in rows] == [("list", "window_clerk"), ("project", "window_clerk")]
