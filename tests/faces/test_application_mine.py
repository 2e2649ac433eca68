"""What somebody has begun and handed in: the account's, this session's, and what of it is late."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import act, at
from tests.faces.application_scene import PROMISED, Applicant, citizen, guest, text_of, town
from tests.faces.guide_scene import set_clock
from yici.cases import queries as cases
from yici.cases import store
from yici.domain.case import Defect, RequestCorrection
from yici.web.citizen.application import mine_lines

__all__ = ["guest", "town"]


def test_mine_lists_drafts_and_cases_of_the_account_a_page_at_a_time(
    town: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yici.web.citizen.application.mine.PAGE", 2)
    wang = Applicant(citizen())
    applied = [wang.applies() for _ in range(3)][::-1]
    wang.begins()
    first = wang.client.get("/mine/")
    assert [one.id for one in first.context["drafts"]] == [wang.draft]
    assert [one.id for one in first.context["cases"]] == applied[:2]
    rest = wang.client.get(f"/mine/?before={first.context['next']}")
    assert [one.id for one in rest.context["cases"]] == applied[2:]
    assert rest.context["next"] is None
    chen = Applicant(citizen("chen"))
    assert "还没有" in text_of(chen.client.get("/mine/"))


def test_mine_says_what_is_late_and_by_how_much(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-03-02T10:00")
    wang = Applicant(citizen())
    wang.applies(PROMISED)
    [line] = wang.client.get("/mine/").context["cases"]
    assert line.late == ""
    assert line.until == "承办机关最晚：3月3日（周二）"
    set_clock(monkeypatch, "2026-03-04T09:00")
    [line] = wang.client.get("/mine/").context["cases"]
    assert line.late == "机关超过期限 1 个工作日"
    assert '<span class="tag bad">机关超过期限 1 个工作日</span>' in wang.client.get("/mine/").content.decode()


def test_mine_names_whose_day_comes_next_the_applicant_s_own_first(town: None) -> None:
    wang = Applicant(citizen())
    wang.applies(PROMISED)
    shown = store.load(wang.case).case
    own = replace(shown.approvals[0].deadlines[0], name="reply", duty="applicant", due=at("2027-03-20"))
    asked = replace(shown, approvals=(*shown.approvals[1:], replace(shown.approvals[0], deadlines=(own,))))
    assert mine_lines._until(asked) == "您最晚：3月20日（周六）"


def test_what_waits_for_the_reader_stands_first_and_each_case_says_whose_it_is(town: None) -> None:
    wang = Applicant(citizen())
    first = wang.applies()
    wang.applies()
    defects = (Defect("food-licence", "food_layout_documents", "paper.unclear"),)
    act(first, RequestCorrection(defects=defects), at("2026-03-02", 11))
    page = wang.client.get("/mine/")
    assert [one.yours for one in page.context["cases"]] == [True, False]
    assert page.context["cases"][0].id == first
    assert "轮到您补正" in text_of(page)
    assert "等申请人补正" not in text_of(page)
    assert all(one.name in text_of(page) and one.name for one in page.context["cases"])


def test_mine_asks_the_database_no_more_for_more_cases(town: None) -> None:
    counted = []
    wang = Applicant(citizen())
    for _ in range(2):
        wang.applies()
        with CaptureQueriesContext(connection) as asked:
            wang.client.get("/mine/")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_guest_finds_what_this_session_began_and_looked_up(guest: Applicant) -> None:
    guest.applies()
    guest.begins()
    shown = guest.client.get("/mine/").context
    assert [one.id for one in shown["drafts"]] == [guest.draft]
    assert [one for one, _ in shown["known"]] == [guest.case]


def test_a_device_can_be_made_to_forget_what_was_looked_up_on_it(guest: Applicant) -> None:
    guest.applies()
    guest.client.post("/mine/")
    guest.follows(status=404)
    guest.looks_up(store.load(guest.case).case.number, cases.query_code(guest.case))
    guest.follows()
