"""My data: what is kept, by source; who saw it; the whole of it as a file; and what a wish to be erased comes to."""

import json
import re
from uuid import UUID

import pytest
from django.test import Client

from tests.apps.case_scenes import EVERYTHING, PLACE, act, person, staff
from tests.faces.application_scene import Applicant, citizen, officer, pdf, town
from tests.faces.guide_scene import text_of
from yici.cases.queries import case_history
from yici.demo.people import CITIZENS
from yici.domain.authority import Grant, Grants
from yici.domain.case import AnswerCard, IssueCard, Urge, fold
from yici.files.queries import files_of
from yici.people.data_requests import requests_open
from yici.people.firms import FirmClaim, firms_of, firms_told
from yici.people.present import now
from yici.people.queries import User, profile_of, user_named

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
CENTRE = Grants((Grant("supervisor", "body-service_centre", "service_centre", PLACE),))
WANG = next(one for one in CITIZENS if one.username == "wang")


def given(client: Client, **more: str) -> None:
    """This will let Wang give a mandate to Chen."""
    agent = person("chen")
    form = {
        "kind": "person", "which": "all", "act": ["apply"], "until": "2026-03-31", "agree": "yes",
        "name": agent.name, "number": agent.id_number,
    }  # fmt: skip
    assert client.post("/mandates/new/", form | more).status_code == 302


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


def test_the_file_holds_nothing_that_stays_between_offices(wang: Applicant) -> None:
    wang.applies()
    case = fold(line.event for line in case_history(UUID(str(wang.case))))
    item, at = case.approvals[0].item, case.submitted_at
    supervisor, unit = staff("supervisor"), staff("market")
    card = IssueCard(item=item, about="slow", note="三次没有人接电话")
    case = act(case, card, at, actor=supervisor, grants=CENTRE).case
    sent = case.approval(item).cards[0].id
    case = act(case, AnswerCard(item=item, card=sent, note="内部说明"), at, actor=unit, grants=EVERYTHING).case
    case = act(case, Urge(item=item, about="applicant_asks", note="他问了"), at, actor=supervisor, grants=CENTRE).case
    text = wang.client.get("/me/data.json").content.decode()
    assert "三次没有人接电话" not in text
    assert "内部说明" not in text
    assert [one["kind"] for one in json.loads(text)["cases"][0]["events"]] == ["case.submitted", "card.issued"]


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


def test_who_saw_it_is_told_by_office_role_and_kind_of_look_and_never_by_name(wang: Applicant) -> None:
    wang.begins()
    wang.fills_in()
    wang.signs()
    paper = wang.gets("papers/").context["papers"][0].material
    wang.client.post(wang.at("papers/"), {f"file:{paper}": pdf(), "go": "stay"})
    wang.submits()
    case, desk = wang.case, Applicant(officer()).client
    file = files_of(case)[0]
    assert desk.get(f"/desk/{case}/files/{file.id}/").status_code == 200
    page = text_of(wang.client.get("/me/data/readings/"))
    assert "打开了您交的一个文件" in page
    assert "body · 综合窗口" in page
    assert "officer" not in page
    assert "打开了您交的一个文件" in text_of(wang.client.get(f"/cases/{case}/readings/"))


def test_a_look_at_mandates_at_the_window_is_told_to_whose_they_are(wang: Applicant) -> None:
    chen = citizen("chen")
    given(wang.client)
    desk = Applicant(officer()).client
    assert "看了您给出的授权" not in text_of(wang.client.get("/me/data/readings/"))
    desk.post("/desk/mandates/", {"find": "1", "holder": WANG.id_number})
    page = text_of(wang.client.get("/me/data/readings/"))
    assert "看了您给出的授权" in page
    assert "凭您的身份证号码到窗口来问" in page
    assert "看了您给出的授权" not in text_of(Applicant(chen).client.get("/me/data/readings/"))


def test_mandates_stand_among_what_is_kept_on_both_sides(wang: Applicant) -> None:
    chen = citizen("chen")
    assert "授权了谁" not in text_of(wang.client.get("/me/data/"))
    given(wang.client)
    mine = wang.client.get("/me/data/")
    assert "您授权了谁" in text_of(mine)
    assert re.search(r'href="/mandates/[0-9a-f-]{36}/"', mine.content.decode())
    assert "谁授权了您" in text_of(Applicant(chen).client.get("/me/data/"))


def test_a_mandate_for_a_firm_is_kept_of_who_gave_it_also_when_they_left(wang: Applicant) -> None:
    firm = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周某", "authorised")
    user = User.objects.get(username="wang")
    firms_told(user_id=user.id, firms=[firm], now=now())
    [held] = firms_of(user.id)
    given(wang.client, firm=str(held.id))
    page = wang.client.get("/me/data/")
    assert f"以企业的名义：{firm.name}" in text_of(page)
    assert [bool(one.url) for one in page.context["held"].given] == [True]
    firms_told(user_id=user.id, firms=[], now=now())
    page = wang.client.get("/me/data/")
    assert firm.name in text_of(page)
    assert [one.url for one in page.context["held"].given] == [""]
    told = wang.client.get("/me/data.json").json()["mandates"]
    assert [(one["firm"], one["phase"]) for one in told["given"]] == [(firm.name, "offered")]
    assert told["received"] == []
