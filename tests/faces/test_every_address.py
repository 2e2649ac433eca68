"""Every address, asked for by everybody: nothing of Wang's is told to whom it does not concern, and a page that is not
one's business is not there, and whatever is sent to it, nothing changes.

The addresses are taken from the program, and what is sent from the forms that those see for whom they are: a new one
fails until it says whom it is for.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.apps.case_scenes import PLACE, account, forget_everything_kept, person, submit
from tests.apps.mandate_scenes import offer
from tests.apps.proposal_scenes import EDITOR
from tests.faces.addresses import AUDIENCE, CODES, EVERYBODY, HANDLING, NOBODY, THEIR_OWN, Address, addresses
from tests.faces.application_scene import SMALL, Applicant, pdf
from tests.faces.desk_scene import TUESDAY, Moment, people_the_city, signed_in
from tests.faces.guide_scene import set_clock
from tests.faces.projects_scene import opened
from tests.set_once import contents
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

pytestmark = pytest.mark.timeout(300)
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
SELDOM = ("PUT", "PATCH", "DELETE")
"""What no form sends: each role sends one of them to an address, and between them they send all."""
WRITING = ("POST", "SELDOM")
RIGHTFUL = ("", "wang", "window", "market", "lead", "supervisor", "editor", "operator")
"""Between them they are shown every form: each page is opened by the first of them for whom it is."""
PRINTED = re.compile(r"\.(pdf|json|zip|csv)")
"""What is no page."""
KINDS = ("", "wang", "chen", "window")
"""Nobody, citizens, staff."""
MEANT = {
    "go": "next", "step": "do", "how": "grant", "answer": "yes", "agree": "yes", "decision": "confirmed",
    "note": "演示", "item": "food-licence", "items": "food-licence", "on": "food-licence", "version": "1",
    "name": "a.pdf", "size": "9999", "modified": "1", "deed": "accept", "text": "演示", "key": "k", "level": "1",
}  # fmt: skip
"""What somebody would send who has seen no form of it."""
KEPT_BESIDE = {"django_session"}
"""Where it is noted that somebody came."""
READINGS = "cases_reading"
"""Where it is noted that somebody saw a case: whoever handles it may."""
Things = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """What there is, and what is sent by those whose business it is."""

    things: Things
    forms: dict[str | None, dict[str, str]]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Scene]:
    """Set once for all: what each test does to it is undone."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, undone():
        set_clock(patch, "2026-03-03T10:00")
        patch.setattr("yici.web.desk.who.present", Moment(TUESDAY))
        forget_everything_kept()
        people_the_city(tmp_path_factory.mktemp("city"))
        made = things_of_wang()
        yield Scene(made, forms_of(made))
    forget_everything_kept()


@pytest.fixture
def untouched(scene: Scene, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene as it was set."""
    with django_db_blocker.unblock(), undone():
        yield scene


@contextmanager
def undone() -> Iterator[None]:
    """This will undo what is done in it, as if it had been a test of Django's own: what must stand alone may."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


def things_of_wang() -> Things:
    """A draft, a case, a project of Wang's with files, and what a supervisor and an editor have begun."""
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
    trial = signed_in("supervisor").post("/desk/whatif/", {"place": PLACE, "off": ["parallel"]})
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


def forms_of(things: Things) -> dict[str | None, dict[str, str]]:
    """What those send for whom the pages are: every form that they are shown, as it stands, by the name of where it
    goes."""
    found: dict[str | None, dict[str, str]] = {}
    clients = {role: client_of(role) for role in RIGHTFUL}
    for address in addresses():
        role = next((one for one in RIGHTFUL if may(one, address)), None)
        if role is None or not address.opens or PRINTED.search(address.pattern):
            continue
        for action, values in forms_in(clients[role].get(address.with_(things | CODES))):
            with suppress(Resolver404):
                found.setdefault(resolve(urlsplit(action).path).url_name, {}).update(values)
        if address.name in ENDING:
            clients[role] = client_of(role)
    return found


def forms_in(answer: HttpResponse) -> list[tuple[str, dict[str, str]]]:
    """The forms of a page that send something: where to, and every control with its value, or something typed."""
    reader = Forms(answer.request["PATH_INFO"])  # type: ignore[attr-defined]
    if "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
        reader.feed(answer.content.decode())
    return reader.found


class Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.open, self.found = here, False, list[tuple[str, dict[str, str]]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = told.get("method", "").lower() == "post"
            self.found += [(told.get("action") or self.here, {})] if self.open else []
        elif self.open and tag in ("input", "button", "textarea", "select") and told.get("name"):
            self.found[-1][1].setdefault(told["name"], told.get("value") or "演示")

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "form"


def turns(ways: Sequence[str]) -> list[Any]:
    """As many turns as ways: at each everybody reads every address, and writes to it in a way in which others do at
    another turn. Each change meets one turn, in which every address is tried in every way; `make soak` all of them."""
    return [0, *(pytest.param(turn, marks=pytest.mark.soak) for turn in range(1, len(ways)))]


def read_and(ways: Sequence[str], alike: Sequence[str], role: str, turn: int) -> Sequence[str]:
    """In which ways somebody tries an address at this turn. All read it; those who may open it, as those who may not,
    divide the other ways among themselves, and where they are fewer than these, each tries all."""
    if role not in alike:
        return ()
    return ("GET", *(ways if len(alike) < len(ways) else [ways[(alike.index(role) + turn) % len(ways)]]))


@pytest.mark.parametrize("turn", turns(WRITING))
@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_is_told_nothing_and_changes_nothing(untouched: Scene, role: str, turn: int) -> None:
    secrets, client, wrong, before = secrets_of(untouched.things), client_of(role), [], kept()
    for number, address in enumerate(addresses()):
        typed = MEANT | untouched.forms.get(address.name, {})
        wrongful = [one for one in ROLES if not may(one, address)]
        for way in read_and(WRITING, wrongful, role, number + turn):
            method = SELDOM[(number + ROLES.index(role)) % len(SELDOM)] if way == "SELDOM" else way
            answer = client.generic(
                method, address.with_(untouched.things | CODES), *(("",) if method == "GET" else encoded(typed))
            )
            if answer.status_code not in NOT_ANSWERED and not (not role and address.name in WAITING):
                wrong.append((address.name, method, answer.status_code))
            if any(one in body_of(answer) for one in secrets):
                wrong.append((address.name, method, "tells"))
    assert not wrong
    beside = KEPT_BESIDE | ({READINGS} if role in HANDLING else set())
    assert {name for name, state in kept().items() if state != before[name]} <= beside


def encoded(typed: dict[str, str]) -> tuple[bytes, str]:
    return urlencode(typed).encode(), "application/x-www-form-urlencoded"


def kept() -> dict[str, Any]:
    """The state of every table."""
    with connection.cursor() as cursor:
        return contents(cursor.cursor)


@pytest.mark.parametrize("turn", turns(("POST", "")))
@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_a_page_gets_it_and_the_unconcerned_learn_nothing_by_it(
    untouched: Scene, role: str, turn: int
) -> None:
    """So that the table cannot say that everything is closed. What is the same for all is asked for by each kind."""
    secrets, client, wrong = secrets_of(untouched.things), client_of(role), []
    for number, address in enumerate(addresses()):
        asking = KINDS if AUDIENCE[address.name] == EVERYBODY else [one for one in ROLES if may(one, address)]
        for way in filter(None, read_and(("POST", ""), asking, role, number + turn)):
            ask = client.get if way == "GET" else client.post
            answer = ask(address.with_(untouched.things | CODES))
            if way == "GET" and address.opens and answer.status_code not in {200, *LED}:
                wrong.append((address.name, "closed", answer.status_code))
            if answer.status_code >= 500:
                wrong.append((address.name, "broken", answer.status_code))
            if role in UNCONCERNED and any(one in body_of(answer) for one in secrets):
                wrong.append((address.name, "tells", answer.status_code))
            if address.name in ENDING:
                client = client_of(role)
    assert not wrong


def body_of(answer: HttpResponse) -> str:
    data = b"".join(answer) if answer.streaming else answer.content
    return data.decode("utf-8", "replace")
