"""Looking a case up by number and code: on any device, guessed in vain, alike when wrong, and what it leads to."""

from dataclasses import replace

import pytest

from tests.faces.application_followed import NOON, case, do, page
from tests.faces.application_scene import Applicant, citizen, guest, town
from tests.faces.guide_scene import QUZHOU, set_clock, text_of
from yici.cases import queries as cases
from yici.cases import store
from yici.cases.models import Guess
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Accept, Decide
from yici.web.attempts import MOST_TRIES
from yici.web.citizen.application import case_lead, case_rows
from yici.web.citizen.application.fetching import fetch

__all__ = ["case", "guest", "town"]


def test_what_is_ready_says_in_the_second_person_how_to_come_by_it(case: Applicant) -> None:
    number, code = store.load(case.case).case.number, cases.query_code(case.case)
    do(case, Accept(), Decide(item="individual-registration", grant=True))
    holder = Applicant()
    holder.case = case.case
    holder.looks_up(number, code)
    assert page(holder).fetch == page(case).fetch
    [ready] = page(holder).fetch.results
    assert (ready.item, ready.ways) == ("个体工商户设立登记", "")
    text = text_of(holder.follows())
    assert "怎么领没有查到" in text
    assert "衢州市综合窗口。地址没有查到，去之前打 12345 问清楚" in text
    assert "提醒他们" not in text
    assert "您现在不用做什么" not in text


def test_a_known_way_to_a_result_is_told_with_the_place_that_said_so(case: Applicant) -> None:
    shown = page(case)
    approvals = [replace(one, status="decided") for one in shown.case.approvals if one.item == "food-licence"]
    told = fetch(replace(shown.case, approvals=tuple(approvals)), shown.names, None)
    assert told is not None
    assert told.results[0].ways == "窗口领取、邮寄"
    assert told.results[0].source.startswith("参照")


def test_a_result_without_a_limit_for_handing_over_waits_for_the_applicant_and_nobody_is_reminded(
    case: Applicant,
) -> None:
    shown = page(case)
    one = shown.case.approvals[0]
    reminder = replace(one.deadlines[0], name="reminder", duty="window", missed=False)
    ready = replace(shown.case, approvals=(replace(one, status="decided", deadlines=(reminder,)),))
    calendar = catalogue_queries.calendar_for(QUZHOU)
    told = case_lead.lead(ready, shown.seen.view.plan, shown.names, calendar, NOON)
    assert "已经办好，结果在等您来领。" in told.sentence
    assert "提醒" not in told.sentence
    row = case_rows.rows_of(ready, shown.seen.view.plan, (), shown.names, calendar, NOON)[0]
    assert row.when == "可以领了；没有查到送达的期限"


def test_whoever_looks_up_nothing_is_told_what_is_empty_and_it_is_no_try(guest: Applicant) -> None:
    guest.applies()
    number = store.load(guest.case).case.number
    for typed, told in (
        (("", ""), "没有写编号。 没有写查询码。"),
        ((number, " "), "没有写查询码。"),
        (("", "AAAAAAAA"), "没有写编号。"),
    ):
        answer = guest.looks_up(*typed)
        assert answer.status_code == 422
        assert told in text_of(answer)
    assert not Guess.objects.exists()
    assert f'value="{number}"' in guest.looks_up(number, "AAAAAAAA").content.decode()


def test_number_and_code_open_the_case_and_let_a_guest_act_on_any_device(guest: Applicant) -> None:
    guest.applies()
    number, code = store.load(guest.case).case.number, cases.query_code(guest.case)
    elsewhere = Applicant()
    elsewhere.case = guest.case
    answer = elsewhere.looks_up(f"{number[:6]} {number[6:]}".lower(), f" {code[:4].lower()}-{code[4:]} ")
    assert answer.headers["Location"] == f"/cases/{guest.case}/"
    assert page(elsewhere).withdrawable
    assert number not in answer.headers["Location"]


def test_number_and_code_of_an_account_s_case_let_it_be_seen_but_not_changed(town: None) -> None:
    wang = Applicant(citizen())
    wang.applies()
    number, code = store.load(wang.case).case.number, cases.query_code(wang.case)
    other = Applicant()
    other.case = wang.case
    other.looks_up(number, code)
    assert not page(other).withdrawable
    assert page(other).todo == ()
    assert page(other).bring == page(wang).bring
    assert "要带到衢州市综合窗口的" in text_of(other.follows())
    other.follows("withdraw/", status=404)
    assert page(wang).withdrawable


def test_ten_wrong_tries_close_the_door_for_a_quarter_of_an_hour_and_for_nobody_else(
    guest: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest.applies()
    number, code = store.load(guest.case).case.number, cases.query_code(guest.case)
    stranger = Applicant()
    for left in reversed(range(MOST_TRIES)):
        answer = stranger.looks_up(number, "AAAAAAAA")
        assert answer.status_code == 422
        assert ("还可以试" in text_of(answer)) == (left <= 3)
    assert stranger.looks_up(number, code).status_code == 429
    other = Applicant()
    other.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert other.looks_up(number, code).status_code == 302
    assert stranger.looks_up("330800202603020000001X", code).status_code == 422
    set_clock(monkeypatch, "2026-03-02T10:20")
    assert stranger.looks_up(number, code).status_code == 302
    stranger.looks_up(number, "AAAAAAAA")


def test_tries_are_kept_under_a_keyed_hash(guest: Applicant) -> None:
    guest.looks_up("330800202603020000001X", "AAAAAAAA")
    kept = bytes(Guess.objects.get().whose)
    assert len(kept) == 32
    assert b"3308" not in kept
    assert b"127.0" not in kept


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(guest: Applicant) -> None:
    guest.applies()
    number, code = store.load(guest.case).case.number, cases.query_code(guest.case)
    answers = [
        guest.looks_up(number, "AAAAAAAA"),
        guest.looks_up("330800202603020000099A", code),
    ]
    told = {one.text for answer in answers for one in answer.context["faults"]}
    assert len(told) == 1
