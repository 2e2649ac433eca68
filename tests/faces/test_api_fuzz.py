"""All operations, with values of every kind, drawn by schemathesis from the description: no fault of ours, and never
another answer than the one described."""

import json
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core import NotSet
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.faces.api_licences import granted
from tests.faces.api_projects import MEASURED, acceptance, do, opened
from tests.faces.api_samples import BUNDLE, LARGE, PLACE, SMALL, World, forget_guesses
from tests.faces.api_things import batched, drafted, tried_rule
from yici.api import limits
from yici.api.v1 import site
from yici.people.ids import id_at, new_id

SCHEMA = schemathesis.openapi.from_dict(json.loads(site.description()))
OPERATIONS = [one.ok() for one in SCHEMA.get_all_operations()]
CHECKS = [
    schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
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
ENTITLED = ["wang", "window", "market", "fire", "city", "health", "lead", "supervisor", "surveyor", "editor"]
"""Who may do something at all."""
ITEMS = ["food-licence", "individual-registration", "fire-check", "outdoor-sign"]
MEANT: dict[str, list[str]] = {
    "item": ITEMS, "items": ITEMS, "bundle": [BUNDLE], "place": [PLACE], "code": ["paper.unclear", "paper.missing"],
    "target": ["identity_card", "health_certificate", "premises_proof"], "agency": ["market_regulation", "fire_rescue"],
    "visit": ["visit-1"], "measurement": ["completion_survey"], "organisation": ["demo-institute"],
    "on": ["2026-03-09", "2026-03-03"], "until": ["2026-03-31"], "way": ["window", "courier"],
    "papers": ["identity_card"],
    "cause": ["inspection", "hearing", "expert_review"], "grounds": ["conditions_not_met"], "competent": ["demo-tax"],
}  # fmt: skip
"""What means something under the name of a field."""
KINDS = {"case_id": "cases", "licence_id": "licences", "project_id": "projects"}
"""Where what an address names by its id is read, by the name of that part of the address."""
NAMED = {"bundle", "item", "code", "place", "number"}
"""What an address names by a word."""
Known = dict[str, list[str]]


@pytest.fixture(scope="module")
def known(api_world: World, static_files: None) -> Known:
    """A few cases, licences and projects on which anything may be tried, by the name of that part of an address."""
    from yici.wsgi import application  # it reads the static files when it is loaded

    SCHEMA.app = application
    cases = [api_world.submitted(answers)["case"] for answers in (SMALL, LARGE)]
    made = [opened(api_world) for _ in range(2)]
    put = do(api_world, made[0], "attach", {"case": acceptance(api_world)["case"]})
    assert do(api_world, put, "name-surveyor", MEASURED).status == 200
    return {
        "case_id": cases,
        "licence_id": [granted(api_world)["id"], granted(api_world, until=None)["id"]],
        "project_id": [one["project"] for one in made],
        "trial_id": [tried_rule(api_world)],
        "draft_id": [drafted(api_world)],
        "batch_id": [batched(api_world, cases)],
        "mandate_id": [str(id_at(1, 1))],
        "record_id": [str(id_at(1, 2))],
    }


def label(operation: Any) -> str:
    return str(operation.label)


@st.composite
def requests(draw: st.DrawFn, operation: Any, known: Known) -> tuple[Case, str | None, Any]:
    """Draw a request: mostly of the described shape, sometimes against it, about what is there or what is not; who
    sends it, and which version it names."""
    against = draw(st.integers(0, 9)) == 0
    mode = GenerationMode.NEGATIVE if against else GenerationMode.POSITIVE
    case = draw(operation.as_strategy(generation_mode=mode))
    words = TEXTS | st.sampled_from([name for names in known.values() for name in names])
    case.path_parameters = {
        name: quote(draw(_part(name, known, words)), safe="") for name in case.path_parameters or ()
    }
    if not against and not isinstance(case.body, NotSet):
        case.body = draw(_meant(case.body, words, ""))
    seen = draw(mostly(st.just("newest"), st.integers(0, 9).map(lambda number: f'"{number}"')))
    return case, draw(mostly(st.sampled_from(ENTITLED), st.sampled_from(CALLERS))), seen


def mostly(usual: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw what gets far four times out of five."""
    return st.integers(0, 4).flatmap(lambda chance: usual if chance else other)


def _part(name: str, known: Known, words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A part of an address; without letters, or with a slash in it, it would make another address."""
    words = words.filter(lambda word: word.strip("./") and "/" not in word)
    if name in known:
        return mostly(st.sampled_from(known[name]), words | st.just(str(id_at(1, 1))))
    assert name in NAMED, name
    return st.sampled_from(["1", *WORDS[:6]]) | words


def _meant(value: Any, words: st.SearchStrategy[str], name: str) -> st.SearchStrategy[Any]:
    """A text by chance names nothing that is here: most are taken from what means something under this name."""
    if isinstance(value, str):
        known = st.sampled_from(MEANT[name]) if name in MEANT else st.just(value)
        return mostly(known, st.just(value) | words)
    if isinstance(value, list):
        return st.tuples(*[_meant(one, words, name) for one in value]).map(list)
    if isinstance(value, dict):
        return st.fixed_dictionaries({key: _meant(one, words, key) for key, one in value.items()})
    return st.just(value)


def tried(world: World, known: Known, case: Case, who: str | None, seen: Any) -> None:
    for bucket in (limits.ANONYMOUS, limits.ACCOUNTS):
        bucket.forget()
    forget_guesses()
    headers = {"Idempotency-Key": str(new_id())} if case.method == "POST" else {}
    if who is not None:
        headers["Authorization"] = f"Bearer {world.tokens[who]}"
    if case.method == "POST":
        headers["If-Match"] = newest(world, known, case) if seen == "newest" else seen
    case.call_and_validate(headers=headers, checks=CHECKS, app=SCHEMA.app)


def newest(world: World, known: Known, case: Case) -> str:
    """The version of what an address names; the supervisor sees all that is here."""
    for name, word in (case.path_parameters or {}).items():
        if name in KINDS and word in known.get(name, ()):
            return world.get(f"/{KINDS[name]}/{word}", "supervisor").headers["ETag"]
    return '"1"'


def fuzz(world: World, known: Known, operation: Any, examples: settings) -> None:
    @examples
    @given(drawn=requests(operation, known))
    def each(drawn: tuple[Case, str | None, Any]) -> None:
        tried(world, known, *drawn)

    each()


# What a request finds hangs on those before it: a smaller one would not find the same.
UNSHRUNK = settings(phases=[Phase.generate], suppress_health_check=list(HealthCheck))
SLICE = settings(UNSHRUNK, max_examples=8)
WHOLE = settings(UNSHRUNK, max_examples=150, derandomize=False)


@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_a_slice_of_everything_is_answered_as_described(world: World, known: Known, operation: Any) -> None:
    fuzz(world, known, operation, SLICE)


@pytest.mark.soak
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_everything_is_answered_as_described(world: World, known: Known, operation: Any) -> None:
    fuzz(world, known, operation, WHOLE)
