"""Messages between the applicant and the office: rights, unread marks, and what wrong users get."""

import pytest
from django.test import Client

from tests.apps.case_scenes import account
from tests.faces.application_scene import Applicant, citizen, officer, town
from tests.faces.desk_scene import hidden
from tests.faces.guide_scene import text_of
from yici.cases import queries as cases
from yici.people.present import now
from yici.people.services import user_create

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
ASKED, ANSWERED = "体检证要原件吗", "复印件就可以"


def messages(who: Applicant) -> str:
    return f"/cases/{who.case}/messages/"


def asks(who: Applicant, note: str = ASKED) -> object:
    page = who.client.get(messages(who))
    item = page.context["about"][0].item
    return who.client.post(
        messages(who), {"item": item, "note": note, "go": "send", "version": page.context["version"]}
    )


@pytest.fixture
def wang() -> Applicant:
    made = Applicant(citizen())
    made.applies()
    return made


def clerk() -> Applicant:
    return Applicant(officer())


def test_a_message_reaches_the_desk_and_the_answer_comes_back_unread(wang: Applicant) -> None:
    assert "写给承办机关" in text_of(wang.follows())
    asks(wang)
    page = wang.client.get(messages(wang))
    assert ASKED in text_of(page)
    assert "平台会提醒" in text_of(page)
    item = page.context["about"][0].item
    window = clerk()
    assert "要回消息" in text_of(window.client.get("/desk/"))
    desk = window.client.get(f"/desk/{wang.case}/")
    assert ASKED in text_of(desk)
    form = window.client.get(f"/desk/{wang.case}/do/reply/", {"on": item})
    assert ASKED in text_of(form)
    assert "对方看过了" in text_of(wang.client.get(messages(wang)))
    sent = window.client.post(f"/desk/{wang.case}/do/reply/", hidden(form) | {"note": ANSWERED})
    assert sent.status_code == 302, text_of(sent)
    assert "1 条消息没看" in text_of(wang.client.get("/mine/"))
    assert "1 条没看" in text_of(wang.follows())
    assert ANSWERED not in text_of(wang.follows())
    first = text_of(wang.client.get(messages(wang)))
    assert ANSWERED in first
    assert " 新 " in first
    assert "条没看" not in text_of(wang.follows())


def test_nobody_but_the_applicant_reads_or_writes(wang: Applicant) -> None:
    asks(wang)
    stranger, neighbour = Client(), Applicant(citizen("chen")).client
    for client in (neighbour, clerk().client):
        assert client.get(messages(wang)).status_code == 404
        assert client.post(messages(wang), {"note": "x", "go": "send"}).status_code == 404
    assert stranger.get(messages(wang)).status_code == 404
    assert stranger.post(messages(wang), {"note": "x", "go": "send"}).status_code == 302
    without = user_create(user_id=account("zhao"), username="elsewhere", kind="staff", now=now())
    elsewhere = Applicant(without).client
    assert elsewhere.get(f"/desk/{wang.case}/").status_code == 403


def test_whoever_holds_the_code_of_somebody_else_s_case_reads_no_messages(wang: Applicant) -> None:
    asks(wang)
    guest = Applicant()
    guest.case = wang.case
    number, code = wang.follows().context["page"].case.number, cases.query_code(wang.case)
    guest.looks_up(number, code)
    assert ASKED not in text_of(guest.follows())
    assert guest.client.get(messages(wang)).status_code == 404


@pytest.mark.parametrize(("note", "told"), [("  ", "写好要说的再发"), ("字" * 1001, "太长了")])
def test_what_cannot_be_sent_stays_and_says_why(wang: Applicant, note: str, told: str) -> None:
    answer = asks(wang, note)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert told in text_of(answer)  # type: ignore[arg-type]
    assert note.strip() in text_of(answer)  # type: ignore[arg-type]


def test_a_guest_writes_about_their_own_case() -> None:
    guest = Applicant()
    guest.applies()
    asks(guest)
    assert ASKED in text_of(guest.client.get(messages(guest)))
