"""Following a case: the sentence first, what to do, each approval with its light and days, what happened."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse

from tests.apps.case_scenes import CLERK, HOUR, act, at
from tests.faces.application_scene import PDF, PROMISED, SMALL, Applicant, citizen, guest, officer, pdf, text_of, town
from tests.faces.guide_scene import QUZHOU, set_clock
from yici.cases import queries as cases
from yici.cases import store
from yici.cases.models import Guess
from yici.cases.services import case_settle
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import (
    EVENTS,
    SENTENCES,
    Accept,
    Decide,
    DeclineAcceptance,
    Defect,
    Deliver,
    PlanInspection,
    RecordInspection,
    RequestCorrection,
    VerifyCommitment,
    Withdraw,
)
from yici.domain.place import LocalItem
from yici.files.queries import files_of
from yici.ledger.services import erase
from yici.web.attempts import MOST_TRIES
from yici.web.citizen.application import case_lead, case_rows, timeline

__all__ = ["guest", "town"]
SIGN = SMALL | {"sign_exceeds_name": "yes"}
NOON = at("2026-03-02", 12)


def do(applicant: Applicant, *commands: Any, now: Any = NOON) -> None:
    """Who accepts here asks nobody for the papers that were to be brought and did not come."""
    every = tuple(catalogue_queries.current().materials)
    for number, command in enumerate(commands):
        given = replace(command, lacking=every) if isinstance(command, Accept) else command
        act(applicant.case, given, now + number * timedelta(minutes=1))


def page(applicant: Applicant) -> Any:
    return applicant.follows().context["page"]


def lead(applicant: Applicant) -> str:
    return text_of(HttpResponse(str(page(applicant).lead.sentence)))


def rows(applicant: Applicant) -> dict[str, Any]:
    return {row.item: row for row in page(applicant).rows}


@pytest.fixture
def case(guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> Applicant:
    """Somebody who handed in on Monday at ten and looks at noon."""
    guest.applies(PROMISED)
    set_clock(monkeypatch, "2026-03-02T12:30")
    return guest


def test_the_sentence_says_who_has_it_until_when_and_that_nothing_is_to_be_done(case: Applicant) -> None:
    assert lead(case) == ("现在由市场监督管理部门办理“个体工商户设立登记”，今天之内给您结果，这是最后一天。")
    do(case, Accept(), Decide(item="individual-registration", grant=True))
    assert "办好了，领结果" in text_of(case.follows())
    assert lead(case) == (
        "现在由消防救援机构办理“公众聚集场所投入使用、营业前消防安全检查”，3月3日（周二）前给您结果，还剩 1 个工作日。"
    )


def test_a_limit_that_passed_is_said_as_it_is(case: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-03-04T09:00")
    assert lead(case) == (
        "“个体工商户设立登记”本来应当由市场监督管理部门在3月2日（周一）前办完，已经超过 2 个工作日。"
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


def test_what_did_not_come_is_named_until_the_window_has_told_what_it_wants(case: Applicant) -> None:
    told = page(case)
    assert (told.bring.papers[0].name, told.bring.papers[0].form) == ("申请人身份证明", "原件和复印件 1 份")
    assert (told.bring.window, told.bring.addresses, told.bring.until) == ("衢州市综合窗口", (), "今天之内")
    text = text_of(case.follows())
    assert "要带到衢州市综合窗口的" in text
    assert "其中最早的，今天之内就要核对完或者办完。赶在那以前带来，就不用再补正。" in text
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


def test_what_one_did_at_one_moment_stands_together_newest_first(case: Applicant) -> None:
    do(case, Accept())
    moments = page(case).happened
    assert [(one.who, len(one.events)) for one in moments] == [("综合窗口", 4), ("您，网上", 1)]


def correct(case: Applicant) -> None:
    defects = (
        Defect("food-licence", "food_layout_documents", "paper.missing"),
        Defect("food-licence", "premises.address", "field.wrong"),
    )
    act(case.case, RequestCorrection(defects=defects, notes={"premises.address": "请照租约写。"}), NOON)


def test_a_correction_leads_to_a_form_for_exactly_that_and_is_sent_when_it_is_complete(case: Applicant) -> None:
    correct(case)
    assert page(case).urgent
    assert page(case).todo[0].url == f"/cases/{case.case}/correct/"
    assert lead(case).startswith("轮到您了：“食品经营许可核发（餐饮服务）”有要补的。没有查到规定的期限")
    form = case.follows("correct/")
    assert [(line.target, line.how, line.note) for line in form.context["lines"]] == [
        ("food_layout_documents", "没有交，要补交", ""),
        ("premises.address", "填得不对，要改正", "请照租约写。"),
    ]
    assert 'value="浙江省衢州市(演示地址)一号"' in form.content.decode()
    url = f"/cases/{case.case}/correct/"
    answer = case.client.post(url, {"premises.address": "", "go": "send"})
    assert answer.status_code == 422
    assert [one.text for one in answer.context["faults"]] == [
        "与食品经营相适应的主要设备设施布局、操作流程等文件：这一份要上传。",
        "经营场所地址：这一项要填。",
    ]
    answer = case.client.post(
        url, {"premises.address": "二号", "file:food_layout_documents": [pdf()], "upload": "food_layout_documents"}
    )
    assert 'value="二号"' in answer.content.decode()
    assert [one.name for one in answer.context["lines"][0].files] == ["lease.pdf"]
    answer = case.client.post(url, {"premises.address": "二号", "go": "send"}, follow=True)
    assert "补正交上去了" in text_of(answer)
    supplied = cases.case_history(case.case)[-1]
    assert [one.material for one in supplied.event.papers] == ["food_layout_documents"]
    assert supplied.event.papers[0].files == tuple(one.digest for one in files_of(case.case))
    assert cases.form_values(cases.case_history(case.case))["premises.address"] == "二号"
    assert rows(case)["food-licence"].light.word == "核对材料"
    assert case.client.get(url).headers["Location"] == f"/cases/{case.case}/"


def test_a_bad_upload_in_a_correction_costs_nothing_that_was_typed(case: Applicant) -> None:
    correct(case)
    answer = case.client.post(
        f"/cases/{case.case}/correct/",
        {"premises.address": "三号", "file:food_layout_documents": [pdf("a.txt", b"x")], "go": "send"},
    )
    assert answer.status_code == 422
    assert 'value="三号"' in answer.content.decode()


def test_files_handed_in_before_do_not_count_as_a_correction_and_cannot_be_taken_back(guest: Applicant) -> None:
    guest.begins()
    guest.fills_in()
    guest.client.post(guest.at("papers/"), {"file:food_layout_documents": [pdf()]})
    guest.submits()
    correct(guest)
    form = guest.follows("correct/")
    assert form.context["lines"][0].files == ()
    [file] = files_of(guest.case)
    guest.client.post(f"/cases/{guest.case}/correct/", {"remove": str(file.id), "premises.address": "x"})
    assert len(files_of(guest.case)) == 1


def test_who_acts_on_an_old_page_is_told_what_changed(case: Applicant) -> None:
    form = case.follows("withdraw/")
    version = form.context["version"]
    do(case, Accept())
    answer = case.client.post(
        f"/cases/{case.case}/withdraw/", {"version": version, "item": "food-licence"}, follow=True
    )
    assert "这个办件刚刚有了新的变化" in text_of(answer)
    assert store.load(case.case).case.approval("food-licence").status == "waiting"


def test_papers_left_for_later_are_handed_in_one_by_one(case: Applicant) -> None:
    url = f"/cases/{case.case}/supply/"
    assert [line.target for line in case.follows("supply/").context["lines"]] == [
        "fire_safety_rules", "fire_layout_plans",
    ]  # fmt: skip
    answer = case.client.post(url, {"go": "send"})
    assert "还没有选文件" in text_of(answer)
    answer = case.client.post(
        url, {"file:fire_layout_plans": [pdf("图.pdf", PDF + b"plan")], "go": "send"}, follow=True
    )
    assert "材料交上去了" in text_of(answer)
    assert [one.material for one in store.load(case.case).case.owed] == ["fire_safety_rules"]
    case.client.post(url, {"file:fire_safety_rules": [pdf()], "go": "send"})
    assert case.client.get(url).headers["Location"] == f"/cases/{case.case}/"


def test_withdrawing_asks_once_and_ends_what_was_chosen(case: Applicant) -> None:
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {})
    assert answer.status_code == 422
    assert "还没有选" in text_of(answer)
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {"item": ["fire-check"]}, follow=True)
    assert "撤回了" in text_of(answer)
    assert rows(case)["fire-check"].light.word == "您撤回了"
    assert rows(case)["food-licence"].light.word == "核对材料"


def test_nothing_is_ticked_before_and_what_was_taken_back_whole_is_said_so_with_a_way_to_begin_again(
    case: Applicant,
) -> None:
    asked = case.follows("withdraw/")
    assert "checked" not in asked.content.decode()
    items = [row.item for row in asked.context["rows"]]
    assert len(items) > 1
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {"item": items}, follow=True)
    assert lead(case) == "您撤回了申请。以后想办，可以重新申请。"
    assert f'href="/matters/open-restaurant/?place={QUZHOU}"' in answer.content.decode()


def test_after_the_decision_nothing_can_be_withdrawn(case: Applicant) -> None:
    do(case, Accept(), Withdraw(items=("food-licence", "fire-check", "health-certificate")))
    do(case, Decide(item="individual-registration", grant=True), now=NOON + HOUR)
    assert not page(case).withdrawable
    assert "没有可以撤回的" in text_of(case.follows("withdraw/"))
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {"item": ["individual-registration"]})
    assert answer.status_code == 422


def test_a_refusal_says_why_and_what_can_be_done_and_what_ended_with_it(case: Applicant) -> None:
    refuse = Decide(item="individual-registration", grant=False, grounds=("papers.untrue",), note="签名不一致。")
    do(case, Accept(), refuse)
    found = rows(case)
    assert found["individual-registration"].reasons == ("材料或者情况不真实", "签名不一致。")
    assert "行政复议" in found["individual-registration"].remedies
    assert found["food-licence"].light.word == "终止了"
    assert found["health-certificate"].light.word == "办理中"
    texts = [event.text for moment in page(case).happened for event in moment.events]
    assert "“食品经营许可核发（餐饮服务）”跟着终止：它要等的“个体工商户设立登记”没有办成。" in texts


def test_not_accepted_names_the_competent_body(guest: Applicant) -> None:
    guest.applies(SIGN)
    do(guest, DeclineAcceptance(item="outdoor-sign", reason="not_competent", competent="urban_management", note=""))
    assert rows(guest)["outdoor-sign"].reasons == (
        "不属于本机关职权范围，请向有权机关申请，该找城市管理（市容环境卫生）主管部门",
    )


def test_a_partial_outcome_stays_visible_to_the_end(guest: Applicant) -> None:
    guest.applies()
    do(guest, Accept(), Withdraw(items=("food-licence",)), Decide(item="individual-registration", grant=True))
    do(guest, Deliver(item="individual-registration", way="window"), now=NOON + HOUR)
    do(guest, Decide(item="health-certificate", grant=True), now=NOON + 2 * HOUR)
    do(guest, Deliver(item="health-certificate", way="courier"), now=NOON + 3 * HOUR)
    assert lead(guest) == "办完了：2 项办好了，1 项没有办成，原因写在下面。"
    assert {row.light.shape for row in page(guest).rows} == {"tick", "bar"}


def test_a_visit_is_announced_and_a_promise_that_was_broken_leads_to_its_repair(
    case: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = ("officer-1", "officer-2")
    do(
        case, Accept(), Decide(item="individual-registration", grant=True), Decide(item="fire-check", grant=True),
        PlanInspection(visit="v", items=("food-licence",), on=date(2026, 3, 10), officers=two),
    )  # fmt: skip
    assert page(case).visits == ("3月10日（周二）来看现场：食品经营许可核发（餐饮服务）。请留人在店里。",)
    verification = next(one for one in rows(case)["fire-check"].explained if one.name == "核查承诺的期限")
    assert "消防法" in verification.source or "公众聚集场所" in verification.source
    set_clock(monkeypatch, "2026-03-10T15:00")
    tuesday = at("2026-03-10", 14)
    check = VerifyCommitment(
        item="fire-check", kept=False, officers=two, findings=("condition.not_met",), repair_by=date(2026, 3, 20)
    )
    do(case, RecordInspection(visit="v", officers=two), check, now=tuesday)
    assert page(case).visits == ()
    assert lead(case) == (
        "轮到您了：“公众聚集场所投入使用、营业前消防安全检查”请在3月20日（周五）前整改好，还剩 8 个工作日。"
    )
    assert page(case).todo[0].until == "3月20日（周五）前"


@pytest.mark.parametrize("kind", ["correction", "acceptance", "decision"])
def test_what_was_decided_can_be_printed_by_who_may_see_the_case(case: Applicant, kind: str) -> None:
    correct(case)
    do(case, Accept(items=("individual-registration",)), now=NOON + HOUR)
    do(case, Decide(item="individual-registration", grant=True), now=NOON + 2 * HOUR)
    links = [paper.url for row in page(case).rows for paper in row.documents]
    [link] = [one for one in links if one.endswith(f"/{kind}.pdf")]
    assert case.client.get(link).content.startswith(b"%PDF-")
    stranger = Applicant()
    assert stranger.client.get(link).status_code == 404
    assert case.client.get(link.replace(kind, "nothing")).status_code == 404


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
    names |= {"hearing_request", "hearing"}
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
    assert "gives you the result today: the last day" in text
    assert "Why this day?" in text
