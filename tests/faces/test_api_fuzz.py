"""All operations, with values of every kind, drawn from the description: no fault of ours, and never another answer
than the one described."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faces.api_samples import BUNDLE, LARGE, PLACE, SMALL, Told, World, forget_guesses
from tests.faces.api_schema import ANYTHING, Description
from yici.api import limits
from yici.api.v1 import site
from yici.people.ids import id_at, new_id

DOCUMENT = Description(json.loads(site.description()))
OPERATIONS = [
    (method, path, operation)
    for path, methods in DOCUMENT.document["paths"].items()
    for method, operation in methods.items()
]
WORDS = [
    BUNDLE, PLACE, "330802000000", "food-licence", "individual-registration", "fire-check", "health-certificate",
    "outdoor-sign", "lease-filing", "company-registration", "premises_area", "cold_dishes", "applicant_kind",
    "individual", "window", "courier", "officer-1", "officer-2", "visit-1", "identity_card", "enterprise.name",
    "applicant.id_number", "paper.unclear", "sha256:00", "", " ", "\n", "٣٣٠٨", "一次", "\U0001f35c", "a" * 200,
    "b" * 300, "%s", "{}", "';--", "../..", "\u202e", "0", "-1", "true", "null", "2026-03-09",
]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(max_size=12)
CALLERS = [None, "wang", "chen", "window", "market", "lead", "platform", "supervisor", "garbage"]


@pytest.fixture(scope="module")
def cases(api_world: World) -> list[Told]:
    """A few cases on which anything may be tried."""
    return [api_world.submitted(answers) for answers in (SMALL, LARGE)]


def ids(one: tuple[str, str, dict[str, Any]]) -> str:
    return str(one[2]["operationId"])


@st.composite
def requests(draw: st.DrawFn, one: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    """Draw a request: mostly of the described shape, sometimes of any."""
    _, _, operation = one
    wild = draw(st.integers(0, 9)) == 0
    told: dict[str, Any] = {"who": draw(st.sampled_from(CALLERS)), "case": draw(st.integers(0, 3))}
    told["query"] = {
        parameter["name"]: draw(TEXTS | st.integers().map(str) if wild else _query(parameter))
        for parameter in operation["parameters"]
        if parameter["in"] == "query" and draw(st.booleans())
    }
    told["words"] = draw(st.sampled_from(WORDS[:6]) | TEXTS)
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        told["body"] = draw(ANYTHING if wild else DOCUMENT.values(schema, TEXTS))
        told["key"] = draw(st.just("new") | TEXTS if wild else st.just("new"))
        told["seen"] = draw(TEXTS if wild else st.just("newest") | st.integers(0, 9).map(lambda n: f'"{n}"'))
    return told


def _query(parameter: dict[str, Any]) -> st.SearchStrategy[str]:
    return DOCUMENT.values(parameter["schema"], TEXTS).map(lambda value: "" if value is None else str(value))


def send(world: World, cases: list[Told], one: tuple[str, str, dict[str, Any]], told: dict[str, Any]) -> Told:
    method, path, _ = one
    known = [case["case"] for case in cases] + [str(id_at(1, 1)), told["words"]]
    address = path.replace("{case_id}", quote(known[told["case"]], safe=""))
    for name in ("bundle", "item", "code"):
        address = address.replace(f"{{{name}}}", quote(told["words"], safe=""))
    headers = {}
    if "body" in told:
        newest = (
            world.get(f"/cases/{known[told['case']]}", "lead").headers.get("ETag", '"1"') if told["case"] < 2 else '"1"'
        )
        headers["Idempotency_Key"] = str(new_id()) if told["key"] == "new" else plain(told["key"])
        headers["If_Match"] = newest if told["seen"] == "newest" else plain(told["seen"])
    query = f"?{urlencode(told['query'])}" if told["query"] else ""
    body = json.dumps(told["body"]).encode() if "body" in told else None
    return world.call(method.upper(), address + query, told["who"], body, **headers)


def plain(text: str) -> str:
    """What a header can hold at all."""
    return text.encode("latin-1", "replace").decode("latin-1").replace("\n", " ").replace("\r", " ")


def check(one: tuple[str, str, dict[str, Any]], answer: Told) -> None:
    """The answer is one of those described."""
    assert answer.status < 500, answer.content
    described = one[2]["responses"]
    if answer.status == 404 and answer["code"] == "address.unknown":
        return  # an empty or slashed word made another address
    assert str(answer.status) in described, (answer.status, answer.content)
    told = DOCUMENT.resolved(described[str(answer.status)])
    [(media, content)] = told["content"].items()
    assert answer.headers["Content-Type"] == media
    assert DOCUMENT.faults(content["schema"], answer.json) == []
    for name in told.get("headers", {}):
        assert name in answer.headers or name in ("Idempotency-Replayed", "ETag")


def tried(world: World, cases: list[Told], one: tuple[str, str, dict[str, Any]], told: dict[str, Any]) -> None:
    limits.ANONYMOUS.forget()
    forget_guesses()
    check(one, send(world, cases, one, told))


SLICE = settings(max_examples=12, suppress_health_check=list(HealthCheck))
WHOLE = settings(max_examples=150, suppress_health_check=list(HealthCheck), derandomize=False)


@pytest.mark.parametrize("one", OPERATIONS, ids=ids)
def test_a_slice_of_everything_is_answered_as_described(world: World, cases: list[Told], one: Any) -> None:
    @SLICE
    @given(told=requests(one))
    def fuzz(told: dict[str, Any]) -> None:
        tried(world, cases, one, told)

    fuzz()


@pytest.mark.soak
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("one", OPERATIONS, ids=ids)
def test_everything_is_answered_as_described(world: World, cases: list[Told], one: Any) -> None:
    @WHOLE
    @given(told=requests(one))
    def fuzz(told: dict[str, Any]) -> None:
        tried(world, cases, one, told)

    fuzz()


def test_the_reader_of_schemas_finds_what_is_wrong() -> None:
    shape = {
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "required": ["a"],
        "additionalProperties": False,
    }
    assert DOCUMENT.faults(shape, {"a": 1}) == []
    for wrong in ({}, {"a": "1"}, {"a": True}, {"a": 1, "b": 2}, [], None):
        assert DOCUMENT.faults(shape, wrong) != []
    with pytest.raises(AssertionError):
        DOCUMENT.faults({"type": "string", "unheardOf": 1}, "x")
