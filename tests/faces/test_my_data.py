"""My data: what is kept, by source; who saw it; the whole of it as a file; and what a wish to be erased comes to."""

import json

import pytest
from django.test import Client

from tests.faces.application_scene import Applicant, citizen, officer, town
from tests.faces.guide_scene import text_of
from yici.demo.people import CITIZENS
from yici.people.data_requests import requests_open
from yici.people.queries import profile_of, user_named

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
WANG = next(one for one in CITIZENS if one.username == "wang")


@pytest.fixture
def wang() -> Applicant:
    return Applicant(citizen())


def test_what_is_kept_is_masked_until_its_owner_asks(wang: Applicant) -> None:
    page = text_of(wang.client.get("/me/data/"))
    assert WANG.id_number not in page
    assert WANG.phone not in page
    shown = text_of(wang.client.post("/me/data/", {"do": "show"}))
    assert WANG.id_number in shown
    assert WANG.phone in shown
    assert WANG.id_number not in text_of(wang.client.get("/me/data/"))


def test_drafts_and_cases_stand_there_with_their_source_and_a_draft_can_be_deleted(wang: Applicant) -> None:
    case = wang.applies()
    wang.begins()
    page = wang.client.get("/me/data/")
    assert f"/cases/{case}/" in page.content.decode()
    assert f"/drafts/{wang.draft}/form/" in page.content.decode()
    wang.client.post("/me/data/", {"do": "delete", "draft": str(wang.draft)})
    wang.gets("form/", 404)


def test_readings_of_all_cases_are_told_by_whom_when_and_why(wang: Applicant) -> None:
    case = wang.applies()
    Applicant(officer()).client.get(f"/desk/{case}/")
    page = text_of(wang.client.get("/me/data/readings/"))
    assert "打开看了这件事" in page
    assert "办理、核对或者监督这件事" in page
    assert "还没有人看过" in text_of(Applicant(citizen("chen")).client.get("/me/data/readings/"))


def test_the_file_holds_everything_in_clear_and_nothing_of_anybody_else(wang: Applicant) -> None:
    other = Applicant(citizen("chen"))
    other.applies()
    wang.applies()
    wang.begins()
    wang.fills_in(**{"enterprise.name": "小面两碗"})
    answer = wang.client.get("/me/data.json")
    assert answer["Content-Disposition"] == 'attachment; filename="yici-data.json"'
    told = json.loads(answer.content)
    assert told["profile"]["id_number"] == WANG.id_number
    assert [one["form"]["enterprise.name"] for one in told["drafts"]] == ["小面两碗"]
    assert [one["form"]["enterprise.name"] for one in told["cases"]] == ["小面一碗"]
    assert [one["kind"] for one in told["cases"][0]["events"]] == ["case.submitted"]
    assert str(other.case) not in answer.content.decode()


def test_nobody_reaches_anything_of_somebody_else(wang: Applicant) -> None:
    wang.begins()
    chen = Applicant(citizen("chen"))
    assert chen.client.post("/me/data/", {"do": "delete", "draft": str(wang.draft)}).status_code == 404
    wang.gets("form/")
    staff = Applicant(officer()).client
    for address in ("/me/data/", "/me/data/readings/", "/me/data.json"):
        assert Client().get(address)["Location"].startswith("/accounts/login/")
        assert staff.get(address).status_code == 302


def test_whoever_has_no_case_is_erased_at_once(wang: Applicant) -> None:
    user = user_named("wang")
    assert "还没有勾" in text_of(wang.client.post("/me/data/", {"do": "erase"}, follow=True))
    assert profile_of(user.id) is not None
    page = text_of(wang.client.post("/me/data/", {"do": "erase", "sure": "yes"}, follow=True))
    assert "谁也读不出来了" in page
    assert WANG.id_number not in text_of(wang.client.post("/me/data/", {"do": "show"}))
    assert requests_open() == []


def test_whoever_has_a_case_asks_and_an_operator_answers(wang: Applicant) -> None:
    wang.applies()
    assert "有事还在办" in text_of(wang.client.get("/me/data/"))
    page = text_of(wang.client.post("/me/data/", {"do": "erase", "sure": "yes"}, follow=True))
    assert "正在处理" in page
    assert [one.username for one in requests_open()] == ["wang"]
    twice = text_of(wang.client.post("/me/data/", {"do": "erase", "sure": "yes"}, follow=True))
    assert "已经提出过了" in twice
    assert len(requests_open()) == 1
