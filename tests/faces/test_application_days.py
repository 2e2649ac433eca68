"""The days on the page of a case: each counted or not by its rule, holidays by name, an end that stays open."""

import pytest

from tests.apps.case_scenes import at
from tests.faces.application_followed import case, do, page, rows
from tests.faces.application_scene import Applicant, guest, text_of, town
from tests.faces.guide_scene import set_clock
from yici.cases.services import case_settle
from yici.domain.case import Accept, Decide

__all__ = ["case", "guest", "town"]


def test_what_was_planned_stands_while_it_still_can_be_kept(case: Applicant) -> None:
    assert rows(case)["food-licence"].forecast == "照计划，3月16日（周一）前给结果"


def test_each_day_that_counts_or_not_stands_with_its_rule(case: Applicant) -> None:
    do(case, Accept(), Decide(item="individual-registration", grant=True))
    promised, legal = rows(case)["food-licence"].explained
    assert (promised.name, promised.until, promised.limit) == ("承诺期限", "3月16日（周一）", "10 个工作日")
    assert legal.source == "行政许可法第四十二条、第八十二条"
    kinds = [day.kind for day in promised.days]
    assert kinds == ["off", *["on"] * 4, "off", "off", *["on"] * 5, "off", "off", "end"]
    assert promised.days[5].rule == "周末"
    assert promised.days[0].rule == "开始的当天不算（民法典第二百零一条）"


def test_holidays_and_make_up_days_are_told_by_name(guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-04-02T09:00")
    guest.applies()
    [correction] = rows(guest)["food-licence"].explained
    assert correction.told == ("4月4日（周六）：清明节放假", "4月5日（周日）：清明节放假", "4月6日（周一）：清明节放假")
    assert correction.until == "4月10日（周五）"


def test_an_end_in_a_year_without_calendar_is_open_and_says_why(
    guest: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-12-28T09:00")
    guest.applies()
    row = rows(guest)["food-licence"]
    assert row.when == "不早于 2027年1月1日（周五）告诉您要不要补"
    assert row.explained[0].told == ("1月1日（周五）：这一年的放假安排还没有装入",)
    assert row.explained[0].days[-1].kind == "off"
    text = text_of(guest.follows("receipt/"))
    assert "不早于 2027年1月1日（周五）" in text


def test_the_law_s_silence_is_told_with_its_article(guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.applies()
    set_clock(monkeypatch, "2026-03-10T09:00")
    case_settle(stream=guest.case, now=at("2026-03-10"))
    texts = [event.text for moment in page(guest).happened for event in moment.events]
    assert (
        "到期没有告知要补什么，“食品经营许可核发（餐饮服务）”的材料依法视为齐全（行政许可法第三十二条）；等前一项办好就开始。"
        in texts
    )
    assert [moment.when for moment in page(guest).happened if "三十二条" in moment.events[0].text] == [
        "2026年3月9日（周一） 24:00"
    ]
    accepted = Accept(items=("individual-registration",))
    do(guest, accepted, Decide(item="individual-registration", grant=True), now=at("2026-03-10"))
    assert rows(guest)["food-licence"].light.word == "办理中"
