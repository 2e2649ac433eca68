"""A desk in a city: the demonstration's staff as accounts with roles, cases on their desks, and the time at which they
look."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.apps.case_scenes import MONDAY, account, at, forget_everything_kept, view
from tests.apps.catalogue_files import definitions, digest_of_all
from tests.apps.people_samples import OPERATOR, load_county
from tests.set_once import set_once
from yici.cases.queries import case_history
from yici.catalogue import queries as catalogue
from yici.catalogue.reading import Reading
from yici.catalogue.services import catalogue_publish
from yici.demo.people import BODIES, CITIZENS, PLACE, STAFF
from yici.domain.case import Case
from yici.people.ids import id_at
from yici.people.queries import user_named
from yici.people.services import organisation_create, role_grant, user_create

LONG_AGO = at("2026-01-05")
TUESDAY = at("2026-03-03", 10)
FOOD, SHOP, HEALTH = "food-licence", "individual-registration", "health-certificate"


def people_the_city(folder: Any) -> None:
    """This will publish the real definitions and make the demonstration's bodies and accounts, without passwords."""
    reading = definitions()
    set_once(("people of the city", digest_of_all(reading)), lambda: _people(folder, reading))
    catalogue.refresh()


def _people(folder: Any, reading: Reading) -> None:
    load_county(folder)
    catalogue_publish(reading=reading, actor="test", now=LONG_AGO)
    bodies = {body.code: id_at(4, number) for number, body in enumerate(BODIES)}
    for body in BODIES:
        organisation_create(
            organisation_id=bodies[body.code], code=body.code, name=body.name, agency=body.agency, place_code=PLACE,
            now=LONG_AGO,
        )  # fmt: skip
    for number, person in enumerate((*STAFF, *CITIZENS)):
        kind = "staff" if person.role else "citizen"
        user_create(user_id=account(person.username), username=person.username, kind=kind, now=LONG_AGO)
        if person.role and person.body:
            role_grant(
                role_id=id_at(5, number), user_id=account(person.username), role=person.role,
                organisation_id=bodies[person.body], place_code=PLACE, actor=OPERATOR, now=LONG_AGO,
            )  # fmt: skip


class Moment:
    """The present, as the test sets it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    """Tuesday morning, one working day after the applications came in; a test may move it."""
    clock = Moment(TUESDAY)
    monkeypatch.setattr("yici.web.desk.who.present", clock)
    return clock


@pytest.fixture
def people(db: None, tmp_path: Any) -> Iterator[None]:
    forget_everything_kept()
    people_the_city(tmp_path)
    yield
    forget_everything_kept()


@pytest.fixture
def sign_in(people: None, moment: Moment) -> Callable[..., Client]:
    """Makes a client in which one of the demonstration's people is signed in."""
    return signed_in


def signed_in(username: str, **headers: str) -> Client:
    client = Client(headers={"Accept-Language": "zh-hans", **headers})
    client.force_login(user_named(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(answer: Any) -> str:
    """This will give what stands on a page, without its tags, in one line."""
    plain = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(plain))


def hidden(answer: Any) -> dict[str, str]:
    """This will give the hidden values of the form of a command."""
    form = re.search(r'<form class="do".*?</form>', answer.content.decode(), re.DOTALL)
    assert form, text_of(answer)[:2000]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form.group())
    return {name: unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}


def address(case_id: UUID | str, command: str = "", on: str = "") -> str:
    tail = f"do/{command}/" if command else ""
    return f"/desk/{case_id}/{tail}" + (f"?on={on}" if on else "")


def do(client: Client, case_id: UUID | str, command: str, on: str = "", **typed: Any) -> Any:
    """This will open a command's form and send it as typed, confirming what cannot be undone."""
    form = client.get(address(case_id, command, on))
    assert form.status_code == 200, text_of(form)[:2000]
    answer = client.post(address(case_id, command), hidden(form) | typed)
    if answer.status_code == 200 and 'value="do"' in answer.content.decode():
        answer = client.post(address(case_id, command), hidden(answer) | typed | {"step": "do"})
    return answer


def confirmed(*usernames: str) -> None:
    """This will let people confirm every record of a visit that waits for them, each with their own account."""
    for username in usernames:
        client = signed_in(username)
        for line in client.get("/desk/visits/confirm/").context["lines"]:
            assert client.post(f"/desk/visits/confirm/{line.id}/", {"how": "confirm"}).status_code == 302


def now(case: Case, moment: Any) -> Case:
    """This will give a case as the law has it at the present that the test set."""
    return view(case, moment.now).case


def statuses(case: Case, moment: Any) -> dict[str, str]:
    """This will give the state of each approval by its item, at the present that the test set."""
    return {a.item: a.status for a in now(case, moment).approvals}


def kinds(case: Case) -> list[str]:
    """This will list what people did with a case; what fell due happened by itself."""
    return [line.event.kind for line in case_history(UUID(case.id)) if line.stored.actor.kind != "system"]


def actions(page: Any) -> list[Any]:
    """This will list everything that a page offers to do."""
    found = page.context["head"].actions
    return [*found.here, *found.others, *found.seldom]


__all__ = [
    "MONDAY", "TUESDAY", "Moment", "actions", "address", "at", "confirmed", "do", "hidden", "kinds", "moment", "now",
    "people", "sign_in", "text_of",
]  # fmt: skip
