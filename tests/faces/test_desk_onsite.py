"""Visits on site: taken along by who may record them, sent once, confirmed by each with their own account, listed by
week."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import HOUR, LARGE, MONDAY, account, act, submit
from tests.apps.small_files import jpeg
from tests.faces.desk_scene import moment, now, people, sign_in, signed_in, text_of
from yici.cases.models import Onsite
from yici.cases.queries import case_history
from yici.domain.case import Accept, Decide, PlanInspection, RecordInspection
from yici.ledger.verify import verify
from yici.people.models import User

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"
ID = "6f1c2f0e-5a0b-4d5e-9a51-0c3b8a6f2d11"
TOGETHER = ("market", "lead")


def visited(number: int = 1, day: str = "2026-03-03", officers: tuple[str, ...] = TOGETHER) -> Any:
    """A case with one visit set for a day."""
    case = submit(number, shop=f"小面{number}(演示)").case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    who = tuple(str(account(one)) for one in officers)
    plan = PlanInspection(visit="visit-1", items=(FOOD,), on=date.fromisoformat(day), officers=who)
    return act(case, plan, MONDAY + HOUR).case


def joint() -> Any:
    """A case with one visit of two departments set for today."""
    case = submit(2, answers=LARGE).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    who = tuple(str(account(one)) for one in ("market", "lead", "fire", "fire2"))
    plan = PlanInspection(visit="visit-1", items=(FOOD, "fire-check"), on=date(2026, 3, 3), officers=who)
    return act(case, plan, MONDAY + HOUR).case


def taken(client: Any, case: Any) -> Any:
    return client.get(f"/desk/visits/{case.id}/visit-1.json").json()


def said(told: Any, **but: Any) -> dict[str, Any]:
    whole = {
        "id": ID, "mark": told["mark"], "made_at": "2026-03-03T09:30:00+08:00",
        "items": [one["id"] for one in told["items"]], "officers": [one["id"] for one in told["people"]],
        "failed": [], "remarks": {}, "note": "", "photos": [],
    }  # fmt: skip
    return whole | but


def send(client: Any, told: Any, **but: Any) -> Any:
    return client.post(told["record"], json.dumps(said(told, **but)), content_type="application/json")


def kinds(case: Any) -> list[str]:
    return [line.event.kind for line in case_history(UUID(case.id))]


def test_two_confirm_with_their_own_accounts_and_only_then_it_is_recorded(sign_in, moment):
    case, client = visited(), sign_in("market")
    told = taken(client, case)
    point = told["items"][0]["points"][0]["code"]
    answer = send(client, told, failed=[point], remarks={point: "水池只有一个"}, note="店主在场")
    assert (answer.status_code, answer.json()["state"], answer.json()["missing"]) == (201, "waiting", 1)
    assert "inspection.recorded" not in kinds(case)
    other = signed_in("lead")
    page = other.get("/desk/visits/confirm/")
    assert "水池只有一个" in text_of(page)
    assert "店主在场" in text_of(page)
    done = other.post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"})
    assert done.status_code == 302
    [recorded] = [one for one in case_history(UUID(case.id)) if one.event.kind == "inspection.recorded"]
    assert set(recorded.event.officers) == {str(account(one)) for one in TOGETHER}
    assert recorded.event.failed == (point,)
    assert recorded.private[point] == "水池只有一个"
    assert recorded.private["note"] == "店主在场"
    assert recorded.stored.actor.id == str(account("lead"))
    assert [str(fault) for fault in verify().faults] == []


def test_of_a_joint_visit_whoever_of_another_department_confirms_last_records_it_in_the_makers_right(sign_in):
    case, client = joint(), sign_in("market")
    food = [one for one in taken(client, case)["items"] if one["id"] == FOOD]
    people = [str(account(one)) for one in ("market", "fire2")]
    assert send(client, taken(client, case) | {"items": food}, officers=people).status_code == 201
    other = signed_in("fire2")
    assert other.post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"}).status_code == 302
    [recorded] = [one for one in case_history(UUID(case.id)) if one.event.kind == "inspection.recorded"]
    assert set(recorded.event.officers) == set(people)
    assert (recorded.stored.actor.id, recorded.stored.actor.role) == (people[0], "chief_representative")


def test_two_departments_of_one_visit_send_and_confirm_in_any_order(sign_in):
    case = joint()
    own, other = taken(sign_in("market"), case), taken(signed_in("fire"), case)
    everybody = [str(account(one)) for one in ("market", "lead", "fire", "fire2")]
    assert send(signed_in("market"), own, officers=everybody).status_code == 201
    later = ID.replace("6f1c", "7f1c")
    assert send(signed_in("fire"), other, officers=everybody, id=later).status_code == 201
    for one in ("lead", "fire2", "market", "fire"):
        for record in (ID, later):
            assert signed_in(one).post(f"/desk/visits/confirm/{record}/", {"how": "confirm"}).status_code == 302
    recorded = [one.event.items for one in case_history(UUID(case.id)) if one.event.kind == "inspection.recorded"]
    assert sorted(recorded) == [("fire-check",), (FOOD,)]


def test_nobody_records_when_nobody_of_those_who_confirmed_may(sign_in):
    case, client = joint(), sign_in("market")
    food = [one for one in taken(client, case)["items"] if one["id"] == FOOD]
    people = [str(account(one)) for one in ("market", "fire2")]
    send(client, taken(client, case) | {"items": food}, officers=people)
    User.objects.filter(id=account("market")).update(is_active=False)
    refused = signed_in("fire2").post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"})
    assert refused.status_code in (403, 409, 422)
    assert "inspection.recorded" not in kinds(case)
    assert Onsite.objects.get(id=ID).state == "waiting"


def test_what_is_sent_twice_is_one_record(sign_in):
    case, client = visited(), sign_in("market")
    told = taken(client, case)
    assert [send(client, told).json() for _ in range(3)] == [send(client, told).json()] * 3
    assert Onsite.objects.count() == 1
    signed_in("lead").post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"})
    again = send(client, told)
    assert (again.status_code, again.json()["state"]) == (201, "done")
    assert kinds(case).count("inspection.recorded") == 1


def test_nobody_confirms_for_another_or_twice(sign_in):
    case, client = visited(), sign_in("market")
    send(client, taken(client, case))
    client.post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"})
    assert "inspection.recorded" not in kinds(case)
    for username in ("fire", "window", "supervisor"):
        assert signed_in(username).post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"}).status_code == 404
    assert signed_in("wang").post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"}).status_code in (403, 404)
    other = signed_in("fire")
    record = f"/desk/visits/{case.id}/visit-1/record/"
    assert other.post(record, json.dumps({"id": ID}), content_type="application/json").status_code in (404, 409)


def test_a_visit_that_was_moved_meanwhile_is_shown_anew_and_nothing_is_taken(sign_in, moment):
    case, client = visited(), sign_in("market")
    told = taken(client, case)
    who = tuple(str(account(one)) for one in ("market", "lead"))
    moved = PlanInspection(visit="visit-1", items=(FOOD,), on=(moment.now + timedelta(days=1)).date(), officers=who)
    act(case, moved, moment.now)
    answer = send(client, told)
    assert answer.status_code == 409
    assert answer.json()["code"] == "onsite.changed"
    assert Onsite.objects.count() == 0
    moment.now += timedelta(days=1)
    newest = taken(client, case)
    assert newest["mark"] != told["mark"]
    assert send(client, newest).status_code == 201


def test_a_record_is_declined_by_the_other_and_made_anew_under_another_name(sign_in):
    case, client = visited(), sign_in("market")
    told = taken(client, case)
    send(client, told)
    other = signed_in("lead")
    other.post(f"/desk/visits/confirm/{ID}/", {"how": "decline"})
    assert send(client, told).json()["state"] == "declined"
    late = other.post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"})
    assert late.status_code == 409
    again = send(client, told, id=ID.replace("6f1c", "7f1c"))
    assert again.json()["state"] == "waiting"


@pytest.mark.parametrize(("but", "code"), [
    ({"officers": []}, "onsite.not_there"),
    ({"failed": ["food-licence:nothing#9"]}, "inspection.unknown_point"),
    ({"photos": ["0190163d-8694-739b-aea5-966c26f8ad91"]}, "onsite.photo_missing"),
    ({"id": "mine"}, "onsite.unreadable"),
    ({"mark": "another"}, "onsite.changed"),
])  # fmt: skip
def test_what_is_wrong_is_told_by_its_code(sign_in, but: dict[str, Any], code: str):
    case, client = visited(), sign_in("market")
    answer = send(client, taken(client, case), **but)
    assert answer.json()["code"] == code
    assert answer.json()["wrong"]
    assert Onsite.objects.count() == 0


def test_one_alone_records_nothing(sign_in):
    case, client = visited(), sign_in("market")
    told = taken(client, case)
    answer = send(client, told, officers=[told["me"]])
    assert answer.json()["code"] == "inspection.too_few_people"


def test_a_photograph_comes_by_chunks_and_is_the_evidence(sign_in):
    case, client = visited(), sign_in("market")
    told, data = taken(client, case), jpeg()
    file = {"name": "1.jpg", "size": len(data), "mark": "a"}
    begun = client.post(told["uploads"], file).json()
    at = f"{told['uploads']}{begun['id']}/"
    sent = client.post(f"{at}?at=0", data, content_type="application/octet-stream")
    assert sent.json()["received"] == len(data)
    assert client.get(at).status_code == 200
    kept = [client.post(f"{at}finish/", file).json()["id"] for _ in range(2)]
    assert kept[0] == kept[1]
    assert send(client, told, photos=kept[:1]).status_code == 201
    signed_in("lead").post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"})
    [recorded] = [one for one in case_history(UUID(case.id)) if one.event.kind == "inspection.recorded"]
    assert len(recorded.event.evidence) == 1
    shown = client.get(f"/desk/{case.id}/")
    assert ".jpg" in text_of(shown)


@pytest.mark.parametrize("username", ["window", "fire", "city", "supervisor", "operator", "wang"])
def test_a_visit_is_taken_along_by_nobody_else(sign_in, username):
    case, mine = visited(), sign_in("market")
    told = taken(mine, case)
    other = signed_in(username)
    for one in (f"/desk/visits/{case.id}/visit-1.json", told["uploads"], told["record"]):
        assert other.get(one).status_code in (302, 403, 404, 405), one
        assert other.post(one, "{}", content_type="application/json").status_code in (302, 403, 404, 405, 422), one
        assert "小面" not in other.get(one).content.decode()
    listed = other.get("/desk/visits/today.json")
    if listed.status_code == 200:
        assert listed.json()["visits"] == []
    assert mine.get(f"/desk/visits/{case.id}/visit-9.json").status_code == 404


def test_today_lists_what_is_due_and_what_was_missed_and_nothing_that_is_recorded(sign_in, moment):
    today, before, ahead = visited(1), visited(2, "2026-03-02"), visited(3, "2026-03-06")
    client = sign_in("market")
    listed = {one["key"].partition("/")[0] for one in client.get("/desk/visits/today.json").json()["visits"]}
    assert listed == {today.id, before.id}
    told = taken(client, today)
    send(client, told)
    signed_in("lead").post(f"/desk/visits/confirm/{ID}/", {"how": "confirm"})
    listed = {one["key"].partition("/")[0] for one in client.get("/desk/visits/today.json").json()["visits"]}
    assert listed == {before.id}
    assert ahead.id not in listed


def test_the_week_shows_the_visits_of_ones_own_department_by_day(sign_in):
    visited(1), visited(2, "2026-03-06")
    week = sign_in("market").get("/desk/visits/?from=2026-03-03")
    days = {day.name: len(day.visits) for day in week.context["days"]}
    assert sorted(days.values()) == [0, 0, 0, 0, 0, 1, 1]
    assert "我去" in text_of(week)
    assert signed_in("fire").get("/desk/visits/?from=2026-03-03").context["agencies"] == []
    assert signed_in("market").get("/desk/visits/?from=2026-03-10").context["agencies"] == []
    assert signed_in("market").get("/desk/visits/?from=nonsense").status_code == 200


def test_the_page_for_the_phone_and_its_program_hold_nothing_of_anybody(sign_in):
    case = visited()
    client = sign_in("market")
    for one in ("/desk/visits/phone/", "/desk/visits/worker.js"):
        answer = client.get(one)
        assert answer.status_code == 200
        assert case.number not in answer.content.decode()
        assert "小面" not in answer.content.decode()
    assert client.get("/desk/visits/worker.js")["Content-Type"].startswith("text/javascript")


def test_visits_are_kept_under_the_name_that_every_page_has_for_their_owner(sign_in):
    client = sign_in("market")
    client.post("/device/", {"device": "own"})
    owner = client.get("/desk/visits/today.json").json()["owner"]
    assert f'data-owners="{owner} ' in client.get("/desk/").content.decode()


def test_pages_cost_few_statements(sign_in, moment, django_assert_max_num_queries):
    for number in range(1, 6):
        visited(number)
    client = sign_in("market")
    assert now(visited(9), moment).visits
    for one in ("/desk/visits/?from=2026-03-03", "/desk/visits/today.json", "/desk/visits/confirm/"):
        with django_assert_max_num_queries(15):
            client.get(one)


def test_what_the_others_of_a_joint_visit_still_owe_is_not_ones_own(sign_in, moment):
    case = submit(7, answers=LARGE, shop="赵家酒楼(演示)").case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    who = tuple(str(account(one)) for one in ("market", "fire", "fire2", "lead"))
    plan = PlanInspection(visit="visit-1", items=(FOOD, "fire-check"), on=date(2026, 3, 3), officers=who)
    act(case, plan, MONDAY + HOUR)

    def listed(username: str) -> list[Any]:
        return signed_in(username).get("/desk/visits/today.json").json()["visits"]

    assert [len(listed(one)) for one in ("market", "fire", "lead")] == [1, 1, 1]
    act(case, RecordInspection(visit="visit-1", items=("fire-check",), officers=who[1:3]), MONDAY + 25 * HOUR)
    assert [len(listed(one)) for one in ("market", "fire", "lead")] == [1, 0, 1]
    assert signed_in("fire").get("/desk/visits/?from=2026-03-03").context["today"] == 0
    for one in ("market", "lead"):
        assert signed_in(one).get(listed(one)[0]["href"]).status_code == 200
