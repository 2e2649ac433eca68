"""Every address, asked for by everybody: nothing of Wang's is told to whom it does not concern, and a page that is not
one's business is not there. The addresses are taken from the program: a new one fails until it says whom it is for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.case_scenes import PLACE, account, person, submit
from tests.apps.mandate_scenes import offer
from tests.apps.proposal_scenes import EDITOR
from tests.faces.addresses import AUDIENCE, CODES, EVERYBODY, NOBODY, THEIR_OWN, Address, addresses
from tests.faces.application_scene import SMALL, Applicant, pdf
from tests.faces.desk_scene import TUESDAY, moment, people, sign_in, signed_in
from tests.faces.guide_scene import set_clock
from tests.faces.projects_scene import opened
from yici.cases.queries import query_code
from yici.catalogue.working.drafts import draft_open
from yici.demo.people import Person
from yici.domain.case import Case
from yici.domain.event import Actor
from yici.domain.mandate import Period
from yici.files.queries import files_of
from yici.notices.models import Message
from yici.notices.services import Told, notices_give
from yici.people.contacts import contact_add
from yici.people.ids import new_id
from yici.people.models import User
from yici.people.queries import Profile
from yici.people.services import profile_set

__all__ = ["moment", "people", "sign_in"]
SHOP = "小面一碗独此一家"
ROLES = ["", "chen", "wang", "window", "market", "health", "fire2", "lead", "supervisor", "operator", "editor"]
UNCONCERNED = ["", "chen", "operator", "editor"]
ENDING = {"account_logout", "sessions", "usersessions_list"}
"""What ends the session."""
LED = {301, 302}
"""To the login, to one's own pages, to a second factor: never an answer."""
NOT_ANSWERED = LED | {401, 404, 405}
WAITING = {"draft_keep"}
"""What was typed while a session ended waits there, sealed, for whoever signs in; it tells nothing of the draft."""
WRITER = Actor(kind="staff", id=str(account("editor")), role="catalogue_editor", channel="desk")
Things = dict[str, Any]


@pytest.fixture
def things(sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> Things:
    """A draft, a case, a project of Wang's with files, and what a supervisor and an editor have begun."""
    set_clock(monkeypatch, "2026-03-03T10:00")
    who, subject = person("wang"), new_id()
    told = Profile(name=who.name, id_number=who.id_number, phone=who.phone)
    profile_set(user_id=account("wang"), profile=told, subject_id=subject, now=TUESDAY)
    case = submit(1, shop=SHOP).case
    wang = Applicant(User.objects.get(id=account("wang")))
    wang.client.cookies["yici_place"] = PLACE
    wang.begins(SMALL)
    wang.fills_in()
    material = next(one.material for one in wang.plan().materials if one.how == "submit")
    wang.client.post(wang.at("papers/"), {f"file:{material}": [pdf()], "upload": material})
    begun = {"material": material, "name": "a.pdf", "size": "9999", "modified": "1"}
    upload = wang.client.post(wang.at("uploads/"), begun)
    assert upload.status_code == 201, upload.content
    trial = sign_in("supervisor").post("/desk/whatif/", {"place": PLACE, "off": ["parallel"]})
    working = draft_open(
        draft_id=new_id(), name="缩短期限", files={}, actor=WRITER, grants=EDITOR, place=PLACE, now=TUESDAY
    )  # fmt: skip
    return {
        "working_id": working, "case_id": case.id,
        "draft_id": wang.draft, "file_id": files_of(wang.draft)[0].id, "number": case.number,
        "upload_id": upload.json()["id"], "project_id": opened(wang).split("/")[2],
        "trial_id": str(trial.headers.get("Location", "")).split("/")[-2],
        "part": wang.gets("form/").context["begin"].url.split("/")[-2],
        "message_id": told_of(case), "contact_id": phone_of(who),
        "mandate_id": offer(now=TUESDAY, period=Period(TUESDAY, TUESDAY + timedelta(days=30))).id,
    }  # fmt: skip


def told_of(case: Case) -> UUID:
    values = {"number": case.number, "matter": SHOP}
    one = Told("case.received", UUID(case.id), 1, UUID(case.subject), account("wang"), TUESDAY, "", values)
    notices_give(told=[one], now=TUESDAY)
    return Message.objects.get().id


def phone_of(who: Person) -> UUID:
    kept = contact_add(
        contact_id=new_id(), user_id=account("wang"), kind="phone", value=who.phone, code="1", now=TUESDAY
    )  # fmt: skip
    return kept.id


def secrets_of(things: Things) -> list[str]:
    """What nobody learns whom it does not concern."""
    who = person("wang")
    return [who.name, who.id_number, who.phone, SHOP, str(things["number"]), query_code(UUID(str(things["case_id"])))]


def client_of(role: str) -> Client:
    return signed_in(role) if role else Client(headers={"Accept-Language": "zh-hans"})


def may(role: str, address: Address) -> bool:
    audience = AUDIENCE[address.name]
    if audience in (EVERYBODY, NOBODY):
        return bool(audience == EVERYBODY)
    return bool(role) if audience == THEIR_OWN else role in audience


def test_every_address_says_whom_it_is_for():
    known, unnamed = AUDIENCE.keys(), {one.name for one in addresses()} - AUDIENCE.keys()
    assert not unnamed, f"say in tests/faces/addresses.py who may open {sorted(map(str, unnamed))}"
    assert not known - {one.name for one in addresses()}, "these are no addresses any more"


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_told_to_whom_it_does_not_concern(things: Things, role: str) -> None:
    """And who may open a page gets it, so that the table cannot say that everything is closed."""
    secrets, client, wrong = secrets_of(things), client_of(role), []
    for address in addresses():
        at, allowed = address.with_(things | CODES), may(role, address)
        got, sent = client.get(at), client.post(at, {})
        if allowed and address.opens and got.status_code not in {200, *LED}:
            wrong.append((address.name, "closed", got.status_code))
        for answer in (got, sent):
            if answer.status_code >= 500 or not (allowed or answer.status_code in NOT_ANSWERED):
                waits = not role and address.name in WAITING
                wrong += [] if waits else [(address.name, "open", answer.status_code)]
            if (not allowed or role in UNCONCERNED) and any(one in body_of(answer) for one in secrets):
                wrong.append((address.name, "tells", answer.status_code))
        if address.name in ENDING:
            client = client_of(role)
    assert not wrong


def body_of(answer: HttpResponse) -> str:
    data = b"".join(answer) if answer.streaming else answer.content
    return data.decode("utf-8", "replace")
