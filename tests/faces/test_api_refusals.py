"""Whatever is wrong with a request, the answer is a problem document: never a page, never a traceback, never a 500."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests.faces.api_samples import BUNDLE, PLACE, SMALL, Told, World
from yici.api import auth, limits, problem_types
from yici.api.v1 import cases, catalogue
from yici.people.visitor import address_of

NOWHERE = "01a20035-8819-7102-9215-6c51f18fde3d"


def problem(told: Told, status: int, code: str) -> Told:
    assert (told.status, told["code"]) == (status, code), told.content
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told["status"] == status
    assert told["type"] == f"/api/v1/problems/{code}"
    assert told["title"] == problem_types.TITLES[status]
    assert told.headers["Cache-Control"] == "no-store"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    return told


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v2/cases", "/api/v1/nothing", "/api/v1/cases/", "/api/v1", "/api/v1/cases//", "/api/v1/%00"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_address_is_a_problem(world: World, path: str, method: str) -> None:
    problem(world.call(method, path), 404, "address.unknown")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/cases", "GET, HEAD, OPTIONS, POST"),
        ("PUT", "/bundles", "GET, HEAD, OPTIONS"),
        ("PATCH", f"/cases/{NOWHERE}/accept", "OPTIONS, POST"),
        ("GET", "/status", "OPTIONS, POST"),
        ("TRACE", "/keys", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(world: World, method: str, path: str, allowed: str) -> None:
    told = problem(world.call(method, path), 405, "method.not_allowed")
    assert told.headers["Allow"] == allowed


def test_options_names_the_methods_and_head_is_get_without_a_body(world: World) -> None:
    told = world.call("OPTIONS", "/cases")
    assert (told.status, told.content, told.headers["Allow"]) == (204, b"", "GET, HEAD, OPTIONS, POST")
    head, got = world.call("HEAD", "/bundles", "wang"), world.get("/bundles", "wang")
    assert (head.status, head.content, head.headers["Content-Type"]) == (200, b"", got.headers["Content-Type"])
    assert world.call("HEAD", f"/cases/{NOWHERE}", "wang").status == 404


@pytest.mark.parametrize(
    "body", [b"{", b"nothing", b"\xff\xfe", b'{"bundle": NaN}', b'{"a": "\xed\xa0\x80"}', b"[" * 100_000, b'{"a": 1,}']
)
def test_what_is_no_json_cannot_be_read(world: World, body: bytes) -> None:
    told = world.call("POST", "/plans", "wang", body)
    assert told.status in (400, 422), told.content
    assert told.headers["Content-Type"] == "application/problem+json"
    assert body == b'{"bundle": NaN}' or told["code"] == "request.unreadable"


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"text"', b"1", b"{}"])
def test_json_of_another_shape_is_invalid(world: World, body: bytes) -> None:
    problem(world.call("POST", "/plans", "wang", body), 422, "request.invalid")


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("text/plain", {}),
        ("application/x-www-form-urlencoded", {}),
        ("multipart/form-data; boundary=x", {}),
        ("application/json; charset=gbk", {}),
        ("", {}),
        ("application/json", {"Content_Encoding": "gzip"}),
    ],
)
def test_another_type_of_body_is_not_read(world: World, kind: str, more: dict[str, str]) -> None:
    told = world.call("POST", "/plans", "wang", {"bundle": BUNDLE}, Content_Type=kind, **more)
    problem(told, 415, "request.media_type")


def test_a_body_beyond_the_bound_is_not_read(world: World) -> None:
    problem(world.call("POST", "/cases", "wang", b" " * (1024 * 1024 + 1)), 413, "request.too_large")
    told = Client().generic("POST", "/api/v1/cases", b"{}", CONTENT_LENGTH="9" * 30)
    assert (told.status_code, told.json()["code"]) == (413, "request.too_large")


def test_a_body_without_a_length_is_not_read(world: World) -> None:
    told = Client().generic("POST", "/api/v1/status", b"{}", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert (told.status_code, told.json()["code"]) == (411, "request.length_needed")


def test_an_unknown_host_cannot_be_served(world: World) -> None:
    told = Client().get("/api/v1/keys", headers={"Host": "evil.example"})
    assert (told.status_code, told.json()["code"]) == (400, "request.unreadable")


WISH = {"bundle": BUNDLE, "place": PLACE, "answers": SMALL}


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"bundle": 7}, "body.bundle"),
        ({"bundle": ""}, "body.bundle"),
        ({"bundle": "x" * 101}, "body.bundle"),
        ({"bundle": "a\u0000b"}, "body"),
        ({"place": "33080"}, "body.place"),
        ({"place": 330800000000}, "body.place"),
        ({"place": "３３０８００００００００"}, "body.place"),
        ({"place": "330800000000\n"}, "body.place"),
        ({"answers": {"premises_area": 4.5}}, "body.answers.premises_area.bool"),
        ({"answers": []}, "body.answers"),
        ({"answers": {f"q{n}": 1 for n in range(201)}}, "body.answers"),
        ({"holdings": {"licences": ["x"] * 101}}, "body.holdings.licences"),
        ({"holdings": {"license": []}}, "body.holdings.license"),
        ({"off": ["everything"]}, "body.off.0"),
        ({"off": ["reuse"] * 7}, "body.off"),
        ({"start": "2026-02-30"}, "body.start"),
        ({"start": "1999-12-31"}, "body.start"),
        ({"start": 0}, "body.start"),
        ({"starts": "2026-03-02"}, "body.starts"),
    ],
)
def test_every_wrong_place_of_a_body_is_named(world: World, change: dict[str, Any], at: str) -> None:
    told = problem(world.call("POST", "/plans", "wang", {**WISH, **change}), 422, "request.invalid")
    assert at in {fault["at"] for fault in told["faults"]}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"bundle": "no-such"}, 404, "bundle.unknown"),
        ({"place": "990000000000"}, 404, "place.unknown"),
        ({"answers": {"no_such": True}}, 422, "answers.invalid"),
        ({"answers": {**SMALL, "premises_area": "large"}}, 422, "answers.invalid"),
        ({"answers": {**SMALL, "premises_area": 10**12 + 1}}, 422, "request.invalid"),
        ({"answers": {**SMALL, "premises_area": 10**12}}, 422, "answers.invalid"),
        ({"answers": {**SMALL, "premises_area": 1_000_000}}, 200, ""),
        ({"answers": {**SMALL, "premises_area": 1}}, 200, ""),
        ({"answers": {**SMALL, "premises_area": 0}}, 422, "answers.invalid"),
        ({"answers": {**SMALL, "premises_area": -1}}, 422, "answers.invalid"),
    ],
)
def test_a_wish_that_cannot_be_planned_says_why(world: World, change: dict[str, Any], status: int, code: str) -> None:
    told = world.call("POST", "/plans", "wang", {**WISH, **change})
    assert told.status == status, told.content
    if code:
        problem(told, status, code)


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=ten", "limit=1&limit=2", "limt=5", "phase=open", "phase=", "cursor=%00", "limit="],
)
def test_a_query_that_the_operation_does_not_have_is_refused(world: World, query: str) -> None:
    told = problem(world.get(f"/cases?{query}", "window"), 422, "request.invalid")
    assert told["faults"][0]["at"].startswith("query.")


def test_a_query_with_a_thousand_names_is_refused(world: World) -> None:
    query = "&".join(f"x{n}=1" for n in range(1500))
    assert world.get(f"/cases?{query}", "window").status in (400, 422)


@pytest.mark.parametrize("text", ["1", "not-a-uuid", "0" * 36, NOWHERE + "0", "%2e%2e", "01a20035"])
def test_a_malformed_id_is_refused(world: World, text: str) -> None:
    told = problem(world.get(f"/cases/{text}", "window"), 422, "request.invalid")
    assert told["faults"][0]["at"] == "path.case_id"


def test_a_token_must_be_a_living_one(world: World) -> None:
    missing = problem(world.get("/cases"), 401, "token.needed")
    assert missing.headers["WWW-Authenticate"] == "Bearer"
    for who in ("ended", "revoked", "forged", "garbage"):
        told = problem(world.get("/cases", who), 401, "token.needed")
        assert told.content == missing.content
    basic = world.call("GET", "/cases", None, Authorization="Basic d2FuZzp3YW5n")
    assert basic.content == missing.content


def test_a_scope_that_is_missing_is_named(world: World) -> None:
    told = problem(world.get("/cases", "wang-only-case:submit"), 403, "token.scope")
    assert told["params"] == {"scope": "case:read"}


def test_a_session_is_no_token_and_a_token_needs_no_csrf_secret(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["sessionid"] = "anything"
    assert browser.get("/api/v1/cases").status_code == 401
    headers = {"Authorization": f"Bearer {world.tokens['wang']}"}
    told = browser.post("/api/v1/plans", json.dumps(WISH), content_type="application/json", headers=headers)
    assert told.status_code == 200
    assert not told.cookies


@pytest.mark.parametrize("fault", [KeyError("secret"), RuntimeError("secret"), RecursionError(), MemoryError()])
def test_our_own_fault_is_a_problem_without_a_word_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    monkeypatch.setattr(catalogue, "children", _raising(fault))
    told = problem(world.get("/places", "wang"), 500, "service.failed")
    assert b"secret" not in told.content
    assert b"Traceback" not in told.content
    assert "api/v1/places" in caplog.text


def test_a_database_that_does_not_answer_is_told_with_when_to_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases.queries, "cases_readable", _raising(OperationalError("the connection is lost")))
    told = problem(world.get("/cases", "window"), 503, "service.busy")
    assert int(told.headers["Retry-After"]) > 0
    assert b"connection" not in told.content


def _raising(error: Exception) -> Callable[..., Any]:
    def raising(*_: Any, **__: Any) -> Any:
        raise error

    return raising


def test_who_asks_too_often_without_a_token_is_told_when_to_come_again(world: World) -> None:
    asked = {"number": "330800202603020000001X", "code": "22222222"}
    answers = [world.call("POST", "/status", None, asked) for _ in range(limits.GUESSES.most + 1)]
    assert {told.status for told in answers[:-1]} == {404}
    told = problem(answers[-1], 429, "request.too_many")
    assert int(told.headers["Retry-After"]) >= 1
    assert world.get("/keys").status == 200


def test_an_account_has_a_bucket_of_its_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "ACCOUNTS", limits.Bucket(2))
    assert [world.get("/bundles", "wang").status for _ in range(3)] == [200, 200, 429]
    assert world.get("/bundles", "chen").status == 200


def test_a_bucket_fills_again_with_time_and_forgets_whom_it_did_not_see_for_long() -> None:
    moment = [0.0]
    bucket = limits.Bucket(60, clock=lambda: moment[0])
    for _ in range(60):
        bucket.take("a")
    with pytest.raises(limits.TooMany) as refused:
        bucket.take("a")
    assert refused.value.wait == 1
    moment[0] += 1
    bucket.take("a")
    for number in range(limits.MOST_CALLERS):
        bucket.take(str(number))
    assert len(bucket._held) == limits.MOST_CALLERS
    bucket.take("a")


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "", "10.0.0.1"),
        (0, "1.1.1.1", "10.0.0.1"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (5, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_saw_is_believed(
    rf: Any, settings: Any, proxies: int, told: str, address: str
) -> None:
    settings.YICI_PROXIES = proxies
    request = rf.get("/", headers={"X-Forwarded-For": told}, REMOTE_ADDR="10.0.0.1")
    assert address_of(request) == address
