"""Engineering projects over the API: opened, a case put in, a survey handed in, closed."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import person
from tests.faces.api_paging import everything
from tests.faces.api_projects import MEASURED, REPORT, acceptance, code, do, opened, seen
from tests.faces.api_samples import PLACE, World
from yici.people.firms import FirmClaim, firms_told
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import Profile, user_named
from yici.people.services import profile_set


def test_a_project_is_opened_once_per_key_and_read_by_whom_it_concerns(world: World) -> None:
    body, key = {"code": "2603-330802-04-01-999999", "name": "厂房一期(演示)", "place": PLACE}, str(new_id())
    made, again = (world.write("/projects", "wang", body, key=key) for _ in range(2))
    assert (made.status, made["code"], made["version"]) == (201, "2603-330802-04-01-999999", 1)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (made.content, "true")
    assert made.headers["Location"] == f"/api/v1/projects/{made['project']}"
    other = world.write("/projects", "wang", body | {"name": "x"}, key=key)
    assert (other.status, other["code"]) == (409, "idempotency.key_reused")
    taken = world.write("/projects", "chen", body)
    assert (taken.status, taken["code"]) == (409, "project.code_taken")
    for who in ("wang", "window", "supervisor"):
        assert seen(world, made, who)["name"] == "厂房一期(演示)"
        assert made["project"] in everything(world, "/projects", who)
    for who in ("chen", "market", "window-elsewhere", "surveyor"):
        assert seen(world, made, who)["code"] == "project.unknown"
        assert made["project"] not in everything(world, "/projects", who)


def test_a_case_is_put_into_its_stage_and_the_days_of_the_whole_run(world: World) -> None:
    made = opened(world)
    before = seen(world, made)
    assert [stage["state"] for stage in before["stages"]] == ["ahead"] * 4
    assert (before["days"]["limit"]["amount"], before["days"]["used"], before["days"]["since"]) == (120, 0, None)
    case = acceptance(world)
    done = do(world, made, "attach", {"case": case["case"]})
    assert (done.status, done["version"], done.headers["ETag"]) == (200, 2, '"2"')
    world.clock.on(world.clock() + timedelta(days=7))
    after = seen(world, made)
    last = after["stages"][-1]
    assert (last["state"], [one["case"] for one in last["cases"]]) == ("running", [case["case"]])
    assert (after["days"]["used"], after["days"]["since"]) == (5, "2026-03-02")
    assert after["days"]["due"] is not None
    stale = do(world, made, "close", {})
    assert (stale.status, stale["code"], stale.headers["ETag"]) == (412, "project.stale", '"2"')
    running = do(world, done, "close", {})
    assert (running.status, running["code"]) == (409, "project.running")


def test_an_end_is_seen_before_any_worker_noted_it(world: World) -> None:
    made, case = opened(world), acceptance(world)
    done = do(world, made, "attach", {"case": case["case"]})
    assert world.act(case, "withdraw", "wang").status == 200
    told = seen(world, made)
    assert (told["stages"][-1]["state"], told["days"]["since"], told["version"]) == ("ahead", None, 2)
    closed = do(world, done, "close", {})
    assert (closed.status, seen(world, made)["phase"]) == (200, "closed")
    again = do(world, closed, "attach", {"case": acceptance(world)["case"]})
    assert (again.status, again["code"]) == (409, "project.closed")


def test_nobody_puts_somebody_elses_case_into_their_project(world: World) -> None:
    mine, case = opened(world, "chen"), acceptance(world)
    told = do(world, mine, "attach", {"case": case["case"]}, "chen")
    assert (told.status, told["code"]) == (404, "case.unknown")
    other = do(world, opened(world), "attach", {"case": world.submitted()["case"]})
    assert (other.status, other["code"]) == (422, "project.foreign_bundle")


def test_a_survey_is_handed_in_once_by_whom_the_builder_named(world: World) -> None:
    made = opened(world)
    early = do(world, made, "record-result", REPORT, "surveyor")
    assert (early.status, early["code"]) == (404, "project.unknown")
    nobody = do(world, made, "name-surveyor", MEASURED | {"organisation": "no-such"})
    assert (nobody.status, nobody["code"]) == (404, "organisation.unknown")
    wrong = do(world, made, "name-surveyor", MEASURED | {"measurements": ["weather"]})
    assert (wrong.status, wrong["code"]) == (422, "project.measurement")
    named = do(world, made, "name-surveyor", MEASURED)
    assert named.status == 200, named.content
    assert made["project"] in everything(world, "/projects", "surveyor")
    key = str(new_id())
    done, again = (do(world, named, "record-result", REPORT, "surveyor", Idempotency_Key=key) for _ in range(2))
    assert (done.status, again.content) == (200, done.content)
    told = seen(world, made)
    assert [one["digest"] for one in told["results"]] == ["d" * 64]
    assert [one["code"] for one in told["surveyors"]] == ["demo-institute"]
    twice = do(world, done, "record-result", REPORT, "surveyor")
    assert (twice.status, twice["code"]) == (409, "project.recorded_already")
    builder = do(world, done, "record-result", REPORT | {"digest": "e" * 64})
    assert (builder.status, builder["code"]) == (404, "project.unknown")


def test_a_window_opens_one_for_its_place_and_others_do_not(world: World) -> None:
    assert opened(world, "window")["version"] == 1
    for who, place in (("window-elsewhere", PLACE), ("market", PLACE), ("surveyor", PLACE), ("window", "330100000000")):
        told = world.write("/projects", who, {"code": code(), "name": "x", "place": place})
        assert (told.status, told["code"]) == (403, "authority.missing"), who


def test_what_is_no_code_is_refused(world: World) -> None:
    for wrong in ("x" * 25, "有字", "a b", "33080219900307002X", "13800000001", "zhangsan"):
        told = world.write("/projects", "wang", {"code": wrong, "name": "x", "place": PLACE})
        assert (told.status, told["code"]) == (422, "project.code")
    told = world.write("/projects", "wang", {"code": code(), "name": "x", "place": PLACE, "course": "no"})
    assert (told.status, told["code"]) == (404, "project.unknown_course")


def test_lists_page_and_take_as_many_statements_however_long(world: World) -> None:
    for _ in range(3):
        opened(world)
    page = world.get("/projects?limit=2", "wang")
    assert len(page["items"]) == 2
    behind = world.get(f"/projects?limit=2&cursor={page['next']}", "wang")
    assert not {one["id"] for one in page["items"]} & {one["id"] for one in behind["items"]}
    asked = []
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as statements:
            world.get(f"/projects?limit={limit}", "window")
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 4


def test_a_firms_project_is_opened_and_read_by_whoever_acts_for_it(world: World) -> None:
    firm = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周敏", "authorised")
    body = {"code": code(), "name": "厂房(演示)", "place": PLACE, "firm": firm.uscc}
    assert world.write("/projects", "wang", body)["code"] == "firm.unknown"
    assert world.write("/projects", "window", body)["code"] == "firm.unknown"
    acts(firm, "wang", "chen")
    made = world.write("/projects", "wang", body)
    assert made.status == 201, made.content
    for who in ("wang", "chen"):
        assert seen(world, made, who)["name"] == "厂房(演示)"
        assert made["project"] in everything(world, "/projects", who)
    acts(None, "wang", "chen")
    for who in ("wang", "chen"):
        assert seen(world, made, who)["code"] == "project.unknown"
        assert made["project"] not in everything(world, "/projects", who)


def acts(firm: FirmClaim | None, *usernames: str) -> None:
    """This will let people act for one firm from now on, or for none."""
    for username in usernames:
        user, who = user_named(username), person(username)
        profile = Profile(name=who.name, id_number=who.id_number)
        profile_set(user_id=user.id, profile=profile, subject_id=new_id(), now=now())
        firms_told(user_id=user.id, firms=[firm] if firm else [], now=now())
