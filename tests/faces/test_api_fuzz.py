"""All operations, with values of every kind, drawn from the description: no fault of ours, and never another answer
than the one described."""

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faces.api_licences import granted
from tests.faces.api_projects import MEASURED, acceptance, do, opened
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
    "outdoor-sign", "lease-filing", "company-registration", "premises_area", "cold_dishes", "demo-institute",
    "completion_survey", "deception", "holder_ended", "applicant_kind",
    "individual", "window", "courier", "officer-1", "officer-2", "visit-1", "identity_card", "enterprise.name",
    "applicant.id_number", "paper.unclear", "sha256:00", "", " ", "\n", "٣٣٠٨", "一次", "\U0001f35c", "a" * 200,
    "b" * 300, "%s", "{}", "';--", "../..", "\u202e", "0", "-1", "true", "null", "2026-03-09",
]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(max_size=12)
CALLERS = [
    None, "wang", "chen", "window", "market", "city", "lead", "platform", "supervisor", "surveyor", "editor", "garbage",
]  # fmt: skip
KINDS = {"case_id": "cases", "licence_id": "licences", "project_id": "projects"}
"""Where what an address names by its id is read, by the name of that part of the address."""
NAMED = {"bundle", "item", "code", "place", "number"}
"""What an address names by a word."""
Known = dict[str, list[str]]


@pytest.fixture(scope="module")
def known(api_world: World) -> Known:
    """A few cases, licences and projects on which anything may be tried, by the name of that part of an address."""
    cases = [api_world.submitted(answers)["case"] for answers in (SMALL, LARGE)]
    made = [opened(api_world) for _ in range(2)]
    put = do(api_world, made[0], "attach", {"case": acceptance(api_world)["case"]})
    assert do(api_world, put, "name-surveyor", MEASURED).status == 200
    return {
        "case_id": cases,
        "licence_id": [granted(api_world)["id"], granted(api_world, until=None)["id"]],
        "project_id": [one["project"] for one in made],
        "trial_id": [tried_rule(api_world)],
    }


def tried_rule(world: World) -> str:
    """One what-if: of two that nobody has run yet the second is refused."""
    if waiting := world.get("/whatif", "supervisor")["items"]:
        return str(waiting[0]["id"])
    asked = world.write("/whatif", "supervisor", {"place": PLACE, "policy": {"parallel": False}})
    assert asked.status == 202, asked.content
    return str(asked["id"])


def ids(one: tuple[str, str, dict[str, Any]]) -> str:
    return str(one[2]["operationId"])


@st.composite
def requests(draw: st.DrawFn, one: tuple[str, str, dict[str, Any]], known: Known) -> dict[str, Any]:
    """Draw a request: mostly of the described shape, sometimes of any, about what is there or what is not."""
    _, path, operation = one
    words = TEXTS | st.sampled_from([name for names in known.values() for name in names])
    wild = draw(st.integers(0, 9)) == 0
    told: dict[str, Any] = {"who": draw(st.sampled_from(CALLERS))}
    told["path"] = {name: draw(_part(name, known, words)) for name in re.findall(r"{(\w+)}", path)}
    told["query"] = {
        parameter["name"]: draw(TEXTS | st.integers().map(str) if wild else _query(parameter))
        for parameter in operation["parameters"]
        if parameter["in"] == "query" and draw(st.booleans())
    }
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        told["body"] = draw(ANYTHING if wild else DOCUMENT.values(schema, words))
        told["key"] = draw(st.just("new") | TEXTS if wild else st.just("new"))
        told["seen"] = draw(TEXTS if wild else st.just("newest") | st.integers(0, 9).map(lambda n: f'"{n}"'))
    return told


def _part(name: str, known: Known, words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    if name in known:
        return st.sampled_from([*known[name], *known[name], str(id_at(1, 1))]) | words
    assert name in NAMED, name
    return st.sampled_from(["1", *WORDS[:6]]) | words


def _query(parameter: dict[str, Any]) -> st.SearchStrategy[str]:
    return DOCUMENT.values(parameter["schema"], TEXTS).map(lambda value: "" if value is None else str(value))


def send(world: World, known: Known, one: tuple[str, str, dict[str, Any]], told: dict[str, Any]) -> Told:
    method, path, _ = one
    parts = {name: quote(word, safe="") for name, word in told["path"].items()}
    headers = {}
    if "body" in told:
        headers["Idempotency_Key"] = str(new_id()) if told["key"] == "new" else plain(told["key"])
        headers["If_Match"] = newest(world, known, told) if told["seen"] == "newest" else plain(told["seen"])
    query = f"?{urlencode(told['query'])}" if told["query"] else ""
    body = json.dumps(told["body"]).encode() if "body" in told else None
    return world.call(method.upper(), path.format(**parts) + query, told["who"], body, **headers)


def newest(world: World, known: Known, told: dict[str, Any]) -> str:
    """The version of what an address names; the supervisor sees all that is here."""
    for name, word in told["path"].items():
        if word in known.get(name, ()):
            return world.get(f"/{KINDS[name]}/{word}", "supervisor").headers["ETag"]
    return '"1"'


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


def tried(world: World, known: Known, one: tuple[str, str, dict[str, Any]], told: dict[str, Any]) -> None:
    for bucket in (limits.ANONYMOUS, limits.ACCOUNTS):
        bucket.forget()
    forget_guesses()
    check(one, send(world, known, one, told))


SLICE = settings(max_examples=12, suppress_health_check=list(HealthCheck))
WHOLE = settings(max_examples=150, suppress_health_check=list(HealthCheck), derandomize=False)


@pytest.mark.parametrize("one", OPERATIONS, ids=ids)
def test_a_slice_of_everything_is_answered_as_described(world: World, known: Known, one: Any) -> None:
    @SLICE
    @given(told=requests(one, known))
    def fuzz(told: dict[str, Any]) -> None:
        tried(world, known, one, told)

    fuzz()


@pytest.mark.soak
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("one", OPERATIONS, ids=ids)
def test_everything_is_answered_as_described(world: World, known: Known, one: Any) -> None:
    @WHOLE
    @given(told=requests(one, known))
    def fuzz(told: dict[str, Any]) -> None:
        tried(world, known, one, told)

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
