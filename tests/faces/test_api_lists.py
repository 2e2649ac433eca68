"""Lists: paged without counting, stable while rows come in, and what staff see in them is on record."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.apps.catalogue_files import DEFINITIONS
from tests.apps.ledger_samples import counted
from tests.faces.api_samples import MONDAY, World
from yici.api.v1.paging import write_cursor
from yici.cases.queries import readings_of


def walked(world: World, path: str, who: str, between: Any = None) -> list[dict[str, Any]]:
    rows, cursor = [], ""
    while True:
        told = world.get(f"{path}{'&' if '?' in path else '?'}limit=2{cursor}", who)
        assert told.status == 200, told.content
        assert len(told["items"]) <= 2
        rows += told["items"]
        if told["next"] is None:
            return rows
        cursor = f"&cursor={told['next']}"
        if between:
            between()


def test_pages_are_stable_while_cases_come_in(world: World) -> None:
    made = [world.submitted(who="chen")["case"] for _ in range(5)]
    late: list[str] = []
    rows = walked(world, "/cases", "chen", between=lambda: late.append(world.submitted(who="chen")["case"]))
    ids = [row["id"] for row in rows]
    assert ids[:5] == made[::-1]
    assert len(ids) == len(set(ids))
    assert late
    assert not set(ids) & set(late)


def test_a_desk_goes_by_due_date_and_its_pages_join(world: World) -> None:
    for _ in range(2):
        world.submitted()
    joined = walked(world, "/desk", "health")
    keys = [(row["due"], row["number"]) for row in joined]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys)) >= 2
    whole = world.get("/desk?limit=100", "health")["items"]
    assert whole == joined[:100]


def test_events_places_and_matters_are_paged_too(world: World) -> None:
    told = world.act(world.submitted(), "accept", "window")
    events = walked(world, f"/cases/{told['case']}/events", "wang")
    assert [one["seq"] for one in events] == list(range(1, told["version"] + 1))
    assert [one["code"] for one in walked(world, "/places?parent=330000000000", "wang")] == [
        "330100000000",
        "330800000000",
    ]
    bundles = [one["id"] for one in walked(world, "/bundles", "wang")]
    assert bundles == sorted(path.stem for path in (DEFINITIONS / "bundles").glob("*.yaml"))


def test_a_phase_narrows_the_list(world: World) -> None:
    told = world.submitted()
    assert told["case"] in [row["id"] for row in world.get("/cases?phase=received", "wang")["items"]]
    assert told["case"] not in [row["id"] for row in world.get("/cases?phase=closed", "wang")["items"]]
    assert {row["phase"] for row in world.get("/cases?phase=received", "window")["items"]} == {"received"}


WRONG = [
    "x", "%", "AAAA", "=", "eyJhIjoxfQ", "....", base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b'["not-an-id"]').decode(), base64.urlsafe_b64encode(b"[1]").decode(),
    base64.urlsafe_b64encode(b'["a", "b", "c"]').decode(), base64.urlsafe_b64encode(b"[" * 200).decode(),
    write_cursor("2026-03-02T09:00:00", "x"), write_cursor("-1"), write_cursor("9" * 12), write_cursor("\0"),
    write_cursor("0001-01-01T00:00:00+14:00x", "x"), "ä",
]  # fmt: skip


@pytest.mark.parametrize("cursor", WRONG)
def test_a_cursor_that_no_list_gave_is_refused(world: World, cursor: str) -> None:
    case = world.submitted()["case"]
    for path in ("/cases", "/desk", f"/cases/{case}/events", f"/cases/{case}/readings"):
        told = world.call("GET", f"{path}?cursor={cursor.replace('%', '%25')}", "window")
        assert (told.status, told["code"]) == (422, "cursor.invalid"), (path, told.content)
    assert world.get(f"/cases?cursor={'A' * 401}", "window")["code"] == "request.invalid"


def test_a_cursor_far_away_is_an_empty_page(world: World) -> None:
    for cursor in (write_cursor("0001-01-01T00:00:00+14:00", ""), write_cursor("9999-12-31T23:59:59-12:00", "Z")):
        assert world.get(f"/desk?cursor={cursor}", "health").status == 200
    assert world.get(f"/cases?cursor={write_cursor(UUID(int=0))}", "window")["items"] == []


def test_who_saw_a_case_is_on_record(world: World) -> None:
    told = world.submitted()
    case = UUID(told["case"])
    assert readings_of(case) == []
    world.clock.on(MONDAY + timedelta(minutes=5))
    world.get(f"/cases/{case}", "window")
    world.get("/cases?limit=3", "platform")
    world.get("/cases?limit=1", "supervisor")
    rows = readings_of(case)
    assert [(row.kind, row.role, row.channel, row.what) for row in rows] == [
        ("staff", "supervisor", "api", "list"),
        ("system", "window_clerk", "api", "list"),
        ("staff", "window_clerk", "api", "case"),
    ]
    assert rows[2].reader == str(world.users["window"])
    assert {row.at for row in rows} == {MONDAY + timedelta(minutes=5)}
    shown = walked(world, f"/cases/{case}/readings", "wang")
    assert [one["reader"] for one in shown] == [row.reader for row in rows]


def test_a_desk_is_a_reading_of_every_case_on_it(world: World) -> None:
    told = world.submitted()
    walked(world, "/desk", "health")
    assert [row.what for row in readings_of(UUID(told["case"]))] == ["desk"]


@pytest.mark.parametrize("what", ["", "/plan", "/events", "/receipt", "/readings"])
def test_whatever_of_a_case_is_read_is_a_reading(world: World, what: str) -> None:
    told = world.submitted()
    assert world.get(f"/cases/{told['case']}{what}", "window").status == 200
    assert [row.what for row in readings_of(UUID(told["case"]))] == ["case"]


def test_applicants_and_those_who_may_not_read_leave_no_reading(world: World) -> None:
    told = world.submitted()
    case = UUID(told["case"])
    for who in ("wang", "chen", "no-roles", "window-elsewhere", "other-agency", "other-item", "operator"):
        world.get(f"/cases/{case}", who)
        world.get("/cases?limit=5", who)
        world.get("/desk", who)
    world.call("POST", "/status", None, {"number": told["number"], "code": told["query_code"]})
    assert readings_of(case) == []


def test_an_empty_page_is_no_reading(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_reading")
        before = cursor.fetchone()
        world.get("/cases", "other-agency")
        world.get(f"/cases?cursor={write_cursor(UUID(int=0))}", "window")
        cursor.execute("SELECT count(*) FROM cases_reading")
        assert cursor.fetchone() == before


@pytest.mark.parametrize("statement", ["UPDATE cases_reading SET reader = 'x'", "DELETE FROM cases_reading"])
def test_a_reading_cannot_be_changed_or_taken_back(world: World, statement: str) -> None:
    world.submitted()
    world.get("/cases?limit=1", "window")
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute(statement)


MOST = {"create": 6, "state change": 6, "fetch one": 3, "list": 3, "desk": 3, "own list": 3, "plan": 1, "status": 4}


def test_a_request_costs_few_statements(world: World) -> None:
    body = world.application()
    for _ in range(2):
        told = world.write("/cases", "wang", body)
    asked = {"number": told["number"], "code": told["query_code"]}
    wish = {"bundle": body["bundle"], "place": body["place"], "answers": body["answers"]}
    done = {
        "create": lambda: world.write("/cases", "wang", body),
        "fetch one": lambda: world.get(f"/cases/{told['case']}", "window"),
        "list": lambda: world.get("/cases", "window"),
        "desk": lambda: world.get("/desk", "market"),
        "own list": lambda: world.get("/cases", "wang"),
        "plan": lambda: world.call("POST", "/plans", "wang", wish),
        "status": lambda: world.call("POST", "/status", None, asked),
        "state change": lambda: world.act(told, "accept", "window"),
    }
    for name, do in done.items():
        if name != "state change":
            do()  # a process keeps the plans that it used last
        with counted() as sent:
            assert do().status in (200, 201)
        own = [one for one in sent if "catalogue_release" not in one]
        assert len(own) <= MOST[name], (name, [json.dumps(one)[:90] for one in own])
