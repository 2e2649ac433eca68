"""Every operation of the API, called by everybody: who may not is told so, learns nothing of Wang's, changes nothing.

The operations are taken from the description: a new one fails until it says whom it is for.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.apps.case_scenes import person
from tests.faces.api_licences import granted
from tests.faces.api_projects import MEASURED, REPORT, opened
from tests.faces.api_samples import PLACE, STAFF, World, forget_guesses
from tests.faces.api_schema import Description
from tests.faces.api_things import batched, drafted, tried_rule
from tests.set_once import contents
from yici.api import limits
from yici.api.v1 import site
from yici.api.v1.commands import COMMANDS
from yici.domain.case.rights import ACTIONS, APPLICANT
from yici.domain.roles import ROLES
from yici.people.ids import id_at, new_id
from yici.people.queries import Profile, user_named
from yici.people.services import profile_set

DOCUMENT = Description(json.loads(site.description()))
Operation = tuple[str, str, dict[str, Any]]
OPERATIONS: list[Operation] = [
    (method, path, operation)
    for path, methods in DOCUMENT.document["paths"].items()
    for method, operation in methods.items()
]
CALLERS = (None, "chen", "wang", "no-roles", "platform", *STAFF)
UNCONCERNED = frozenset({None, "chen", "no-roles", "operator", "editor", "editor2", "surveyor", "window-elsewhere"})
SHOP = "小面一碗此家独有(演示)"
NOT_THERE = str(id_at(1, 1))
REFUSED = {401, 403, 404}
EDITORS = frozenset({"editor", "editor2", "supervisor"})
CLERKS = frozenset({"window", "platform"})
OPENERS = CLERKS | {"chen", "wang"}
NAMED = {
    "case_id": CLERKS | {"wang", "market", "health", "lead", "supervisor"},
    "licence_id": CLERKS | {"wang", "city", "supervisor"},
    "project_id": CLERKS | {"wang", "supervisor"},
    "trial_id": frozenset({"supervisor"}),
    "draft_id": EDITORS,
    "batch_id": frozenset({"window"}),
    "mandate_id": frozenset({"wang"}),
    "record_id": frozenset[str](),
}
"""Who may see what an address names: a case, a licence, a project and a mandate of Wang's, what staff began; no record
of a visit is here."""
RESTRICTED = {
    **dict.fromkeys(("proposals", "proposal_one", "drafts", "begin"), EDITORS),
    **dict.fromkeys(("trials", "ask"), frozenset({"supervisor"})),
    "open_project": OPENERS,
    "message_report": frozenset({"operator"}),
    "figures_due": frozenset(
        name for name, (role, *_) in STAFF.items() if "figures.read" in ROLES[role].actions
    ) | {"platform"},
}  # fmt: skip
"""Who may do at all what names nothing."""
OWN = frozenset({
    "releases", "differences", "submit", "listed", "desk", "absent", "licences", "mandates", "give_mandate", "projects",
    "cards_listed", "ratings", "batch_preview", "batch_begin", "visits", "messages", "messages_mark", "meetings_listed",
    "visit_records",
})  # fmt: skip
"""Open to whoever has a token, each meeting their own."""
MANDATES = {"accept_mandate", "decline_mandate", "revoke_mandate", "resign_mandate"}
NEEDS = {
    **{one.name.replace("-", "_"): ACTIONS[one.command] for one in COMMANDS},
    "revoke_licence": "licence.revoke", "cancel_licence": "licence.cancel", "record_result": "project.measure",
    **dict.fromkeys(("attach_case", "detach_case", "name_surveyor", "close_project"), "project.open"),
    **dict.fromkeys(("change", "batch_stop", "visit_record_answer", *MANDATES), ""),
    "record_inspection": "approval.inspect",
}  # fmt: skip
"""The action that writing to what an address names takes; "" where whoever sees it may."""
APPLICANTS = {one.name.replace("-", "_") for one in COMMANDS if one.command in APPLICANT} | {
    "attach_case", "detach_case", "name_surveyor", "close_project",
}  # fmt: skip
KEPT_BESIDE = {"people_token", "people_user"}
"""Where it is noted when somebody last came."""
TO_ZHAO = {
    "acts": ["apply", "withdraw"], "everything": True, "until": "2026-12-31",
    "agent": {"name": person("zhao").name, "identity": person("zhao").id_number},
}  # fmt: skip
Things = dict[str, str]


@pytest.fixture(scope="module")
def things(api_world: World) -> Things:
    """A case, a licence and a project of Wang's; a rule that is tried, a draft of definitions, a deed done together."""
    told = api_world.write("/cases", "wang", api_world.application(shop=SHOP))
    assert told.status == 201, told.content
    who = person("wang")
    checked = Profile(name=who.name, id_number=who.id_number, phone=who.phone)
    profile_set(user_id=user_named("wang").id, profile=checked, subject_id=new_id(), now=api_world.clock())
    given = api_world.write("/mandates", "wang", TO_ZHAO)
    assert given.status == 201, given.content
    return {
        "case_id": told["case"], "number": told["number"], "licence_id": granted(api_world)["id"],
        "project_id": opened(api_world)["project"], "trial_id": tried_rule(api_world),
        "draft_id": drafted(api_world), "batch_id": batched(api_world, [told["case"]]), "mandate_id": given["mandate"],
        "record_id": NOT_THERE,
        "bundle": "open-restaurant", "item": "food-licence", "code": PLACE, "place": PLACE,
    }  # fmt: skip


def named_in(one: Operation) -> str | None:
    """The part of the address by which it names something that is somebody's."""
    return next((part for part in NAMED if f"{{{part}}}" in one[1]), None)


def may(who: str | None, one: Operation) -> bool:
    method, _, operation = one
    name, part = operation["operationId"], named_in(one)
    if not operation["security"] or who is None:
        return not operation["security"]
    if part is None:
        return name in OWN or who in RESTRICTED[name]
    return who in NAMED[part] and (method == "get" or acts(who, name))


def acts(who: str, name: str) -> bool:
    """Whether somebody who sees it may do this to it."""
    if who == "wang" or not NEEDS[name]:
        return name in APPLICANTS or not NEEDS[name]
    role = STAFF.get(who, STAFF["window"])[0]
    return NEEDS[name] in ROLES[role].actions


def body_of(one: Operation, things: Things) -> Any:
    """What somebody would send who means it."""
    method, _, operation = one
    chosen = [{"case": things["case_id"], "item": "individual-registration", "version": 1}]
    meant = {
        "decide": {"item": "food-licence", "grant": True}, "accept": {"items": ["food-licence"]},
        "change": {"files": {"items/food-licence.yaml": None}}, "batch_stop": {"state": "stopped"},
        "ask": {"place": PLACE, "policy": {"parallel": False}}, "begin": {"name": "试一试", "files": {}},
        "batch_preview": {"deed": "accept", "approvals": chosen}, "attach_case": {"case": things["case_id"]},
        "name_surveyor": MEASURED, "record_result": REPORT,
    }  # fmt: skip
    if method == "get" or "requestBody" not in operation:
        return None
    example = DOCUMENT.example(operation["requestBody"]["content"]["application/json"]["schema"])
    return meant.get(operation["operationId"], example)


def call(world: World, one: Operation, who: str | None, things: Things) -> Any:
    method, path, operation = one
    for part, value in (things | {"number": "1"}).items():
        path = path.replace(f"{{{part}}}", value)
    if any(asked.get("required") and asked["in"] == "query" for asked in operation.get("parameters", ())):
        path += "?since=2026-03-02&until=2026-03-08"
    for bucket in (limits.ANONYMOUS, limits.ACCOUNTS):
        bucket.forget()
    sent = {} if method == "get" else {"Idempotency_Key": str(new_id()), "If_Match": '"1"'}
    return world.call(method.upper(), path, who, body_of(one, things), **sent)


def test_every_operation_says_whom_it_is_for():
    for one in OPERATIONS:
        method, _, operation = one
        name = operation["operationId"]
        if operation["security"] and named_in(one) is None:
            assert name in OWN | RESTRICTED.keys(), f"say in this file who may call {name}"
        elif operation["security"] and method != "get":
            assert name in NEEDS, f"say in this file what {name} takes"
    assert OWN | RESTRICTED.keys() <= {operation["operationId"] for _, _, operation in OPERATIONS}


@pytest.mark.parametrize("who", CALLERS)
def test_nothing_is_told_or_done_to_whom_it_does_not_concern(world: World, things: Things, who: str | None) -> None:
    before = kept()
    refused = [one for one in OPERATIONS if not may(who, one)]
    wrong = [told for one in refused for told in faults(world, one, who, things)]
    assert wrong == []
    assert [name for name, state in kept().items() if state != before[name]] == []


def faults(world: World, one: Operation, who: str | None, things: Things) -> Iterator[str]:
    told = call(world, one, who, things)
    name = one[2]["operationId"]
    if told.status not in ({401} if who is None else REFUSED):
        yield f"{name}: {told.status} {told.content.decode()[:200]}"
    yield from (f"{name} tells {secret}" for secret in secrets(things) if secret in told.content.decode())


@pytest.mark.parametrize("who", sorted(UNCONCERNED, key=str))
def test_what_is_open_to_them_tells_nothing_of_others(world: World, things: Things, who: str | None) -> None:
    for one in OPERATIONS:
        if may(who, one):
            forget_guesses()
            told = call(world, one, who, things)
            assert told.status < 500
            found = [secret for secret in secrets(things) if secret in told.content.decode()]
            assert not found, one[1]


@pytest.mark.parametrize("who", sorted({name for some in NAMED.values() for name in some}))
def test_whom_it_concerns_is_answered(world: World, things: Things, who: str) -> None:
    """So that the table cannot say that everything is closed."""
    seen = [one for one in OPERATIONS if one[0] == "get" and named_in(one) and may(who, one)]
    told = {one[1]: call(world, one, who, things).status for one in seen}
    assert set(told.values()) == {200}, told


def secrets(things: Things) -> list[str]:
    wang = person("wang")
    return [wang.name, wang.id_number, wang.phone, SHOP, things["number"]]


def kept() -> dict[str, Any]:
    """The state of every table."""
    with connection.cursor() as cursor:
        found = contents(cursor.cursor)
    return {name: state for name, state in found.items() if name not in KEPT_BESIDE}
