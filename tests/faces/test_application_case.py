"""Following a case: the sentence first, what to do and to bring, each approval with its light, what happened."""

from dataclasses import replace
from uuid import UUID

import pytest

from tests.apps.case_scenes import CLERK
from tests.faces.application_followed import NOON, case, do, lead, page, rows
from tests.faces.application_scene import PROMISED, Applicant, citizen, guest, officer, pdf, town
from tests.faces.guide_scene import QUZHOU, set_clock, text_of
from yici.cases import store
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import EVENTS, SENTENCES, Accept, Decide
from yici.domain.place import LocalItem
from yici.files.queries import files_of
from yici.ledger.services import erase
from yici.web.citizen.application import case_lead, case_rows, timeline

__all__ = ["case", "guest", "town"]


def test_the_sentence_says_who_has_it_until_when_and_that_nothing_is_to_be_done(case: Applicant) -> None:
    assert lead(case) == ("现在由市场监督管理部门办理“个体工商户设立登记”，3月3日（周二）前给您结果，还剩 1 个工作日。")
    do(case, Accept(), Decide(item="individual-registration", grant=True))
    assert "办好了，领结果" in text_of(case.follows())
    assert lead(case) == (
        "现在由消防救援机构办理“公众聚集场所投入使用、营业前消防安全检查”，3月3日（周二）前给您结果，还剩 1 个工作日。"
    )


def test_a_limit_that_passed_is_said_as_it_is(case: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-03-04T09:00")
    assert lead(case) == (
        "“个体工商户设立登记”本来应当由市场监督管理部门在3月3日（周二）前办完，已经超过 1 个工作日。"
        "您可以打 12345 催办。"
    )
    row = rows(case)["individual-registration"]
    assert (row.light.shape, row.light.tone, row.light.word) == ("late", "red", "超过期限")
    assert rows(case)["food-licence"].forecast == ""


def test_the_sentence_of_one_item_says_that_others_are_late_too(case: Applicant) -> None:
    shown = page(case)
    registration = next(one for one in shown.case.approvals if one.item == "individual-registration")
    late = replace(registration.deadlines[0], name="promised", missed=True)
    for count, also in ((1, "另外 3 项也在办，见下面。"), (3, "另外 2 项超过期限，见下面。另外 1 项也在办，见下面。")):
        approvals = [replace(one, deadlines=(late,)) for one in shown.case.approvals[:count]]
        behind = replace(shown.case, approvals=(*approvals, *shown.case.approvals[count:]))
        calendar = catalogue_queries.calendar_for(QUZHOU)
        told = case_lead.lead(behind, shown.seen.view.plan, shown.names, calendar, NOON)
        assert (told.tone, told.also) == ("bad", also)


def test_what_did_not_come_is_named_until_the_window_has_told_what_it_wants(case: Applicant) -> None:
    told = page(case)
    assert (told.bring.papers[0].name, told.bring.papers[0].form) == ("申请人身份证明", "原件和复印件 1 份")
    assert (told.bring.window, told.bring.addresses, told.bring.until) == ("衢州市综合窗口", (), "3月3日（周二）前")
    text = text_of(case.follows())
    assert "要带到衢州市综合窗口的" in text
    assert "其中最早的，3月3日（周二）前就要核对完或者办完。赶在那以前带来，就不用再补正。" in text
    assert "地址没有查到，去之前打 12345 问清楚" in text
    assert "您现在不用做什么" not in text
    assert [one.text for one in told.todo] == [
        "交来消防安全制度、灭火和应急疏散预案、场所平面布置图、场所消防设施平面图"
    ]
    assert not told.urgent
    do(case, Accept())
    assert page(case).bring is None


def test_the_address_stands_there_when_the_place_has_published_one(
    case: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = catalogue_queries.current()
    here = replace(catalogue.places[QUZHOU], items={"food-licence": LocalItem(address="某路 1 号")})
    monkeypatch.setitem(catalogue.places, QUZHOU, here)
    assert page(case).bring.addresses == ("某路 1 号",)
    assert "地址没有查到" not in text_of(case.follows())


def test_what_is_to_be_brought_is_for_the_applicant_alone(town: None) -> None:
    wang = Applicant(citizen())
    wang.applies()
    clerk = Applicant(officer())
    clerk.case = wang.case
    assert page(wang).bring is not None
    assert page(clerk).bring is None


def test_what_one_did_at_one_moment_stands_together_newest_first(case: Applicant) -> None:
    do(case, Accept())
    moments = page(case).happened
    assert [(one.who, len(one.events)) for one in moments] == [("综合窗口", 4), ("您，网上", 1)]


def test_a_person_who_was_erased_is_named_nowhere_and_the_page_still_stands(guest: Applicant) -> None:
    guest.begins()
    guest.fills_in()
    guest.client.post(guest.at("papers/"), {"file:food_layout_documents": [pdf("王小面.pdf")]})
    guest.submits()
    subject = UUID(store.load(guest.case).case.subject)
    erase(subject, actor=CLERK, now=NOON, ground="retention_over")
    for where in ("", "receipt/"):
        assert "小面" not in guest.follows(where).content.decode()
    assert "（已清除）" in text_of(guest.follows("receipt/"))
    [file] = files_of(guest.case)
    guest.follows(f"files/{file.id}/", status=409)


def test_every_state_event_and_deadline_has_its_words() -> None:
    assert case_rows.LIGHTS.keys() == SENTENCES.keys()
    assert timeline.SENTENCES.keys() == {event.kind for event in EVENTS}
    names = {"correction", "promised", "legal", "delivery", "verification", "repair", "reply", "supply"}
    names |= {"hearing_request", "hearing", "assignment"}
    opinions = {"opinion", "back_issue"}
    assert case_lead.LATE.keys() == names | opinions
    # A stopped clock runs on by itself when its time is over: that end is never late.
    assert case_lead.SENTENCES.keys() == names | opinions | {"resumption"}
    assert case_rows.WHEN.keys() == names | {"resumption", "reminder", "renewal"}
    assert case_lead.REMINDERS.keys() == {"window", "agency", "applicant"}


def test_everything_can_be_read_in_english(town: None) -> None:
    guest = Applicant(language="en")
    guest.applies(PROMISED)
    text = text_of(guest.follows())
    assert "gives you the result by Tuesday 3 March: 1 working day left" in text
    assert "Why this day?" in text
