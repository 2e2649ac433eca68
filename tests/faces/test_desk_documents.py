"""The documents of a case, from its events to what stands on the print; files that came with it."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from tests.apps.case_scenes import CLERK, MONDAY, PROMISED, act, at, faults, submit, view
from tests.apps.pdf_reading import text_of as printed_text
from tests.apps.small_files import png
from tests.faces.desk_scene import TUESDAY, address, hidden, moment, people, sign_in, signed_in, text_of
from tests.faces.printed_documents import printed
from yici.cases.documenting import documents_settle
from yici.cases.queries import case_history, query_code
from yici.catalogue.queries import current
from yici.domain.case import Accept, Decide, DeclineAcceptance, Defect, Received, RequestCorrection, VerifyCommitment
from yici.files import store as files
from yici.files.checking import checked
from yici.files.services import file_store
from yici.ledger.services import erase
from yici.people.ids import id_at
from yici.web.citizen.plan_page import names_for
from yici.web.papers import Papers
from yici.web.papers.promises import commitment_of

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP, HEALTH = "food-licence", "individual-registration", "health-certificate"
FIRE = "fire-check"
PNG = checked(png()).data


def test_a_request_is_printed_with_every_defect_once_and_all_items_that_need_it(sign_in):
    case = submit(1).case
    defects = (
        Defect(item=FOOD, target="food_safety_rules", code="paper.unsigned"),
        Defect(item=SHOP, target="premises.address", code="field.wrong"),
        Defect(item=FOOD, target="premises.address", code="field.wrong"),
    )
    act(case, RequestCorrection(defects=defects, notes={"food_safety_rules": "盖章"}), TUESDAY)
    text = printed(sign_in("window"), case.id, "correction", FOOD)
    assert "一次性补正告知书" in text
    assert "还有2处需要补正" in text
    assert "没有签名或者盖章，要补上。盖章" in text
    assert "本机关一次告知的期限：最晚2026年3月9日" in text
    assert "食品安全法第三十三条" in text
    assert "小面一碗" in text
    assert "随时补" in text


def test_a_decision_is_printed_under_the_name_that_its_law_gives(sign_in):
    case = submit(1).case
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    text = printed(sign_in("market"), case.id, "decision", SHOP)
    assert "准予登记通知书" in text
    assert "准予登记：个体工商户设立登记。" in text
    assert "市场监督管理局(演示)" in text
    assert "市场主体登记管理条例第三条、第十九条" in text


def test_what_was_promised_is_a_paper_of_its_own_which_acceptance_and_decision_name(sign_in):
    case = submit(1, answers=PROMISED).case
    act(case, Accept(), TUESDAY)
    act(case, Decide(item=SHOP, grant=True), TUESDAY)
    fire = sign_in("fire")
    accepted = printed(fire, case.id, "acceptance", FIRE)
    own = "消防救援支队(演示)告知承诺书〔2026〕1号"
    assert f"以告知承诺方式办理，您承诺的内容见告知承诺书（{own}）" in accepted
    promised = printed(fire, case.id, "commitment", FIRE)
    for part in (
        own,
        "场所应当符合消防技术标准和管理规定",
        "愿意承担不实承诺的法律责任",
        "申请人在网上确认知晓上述内容，作出承诺",
        "国办发〔2020〕42号",
    ):
        assert part in promised
    act(case, Decide(item=FIRE, grant=True), TUESDAY)
    decision = printed(fire, case.id, "decision", FIRE)
    assert "以告知承诺方式准予" in decision
    assert f"承诺的内容见告知承诺书（{own}）" in decision
    assert fire.get(f"/desk/{case.id}/documents/commitment/{SHOP}.pdf").status_code == 404
    there = documents_settle(UUID(case.id), now=TUESDAY)
    assert sorted((one.kind, one.key, one.seq) for one in there if one.source == case.id and one.seq == 1) == [
        ("commitment", FIRE, 1), ("receipt", "", 1),
    ]  # fmt: skip
    # Nothing is issued twice, and it stands in the applicant's list and on its public page.
    assert documents_settle(UUID(case.id), now=TUESDAY) == there
    code = next(one.code for one in there if one.kind == "commitment")
    assert "告知承诺书" in text_of(fire.get(f"/check/{code}/"))
    assert faults() == []
    told = {"findings": ("condition.not_met",), "repair_by": at("2026-03-20").date()}
    act(case, VerifyCommitment(item=FIRE, kept=False, officers=("one", "two"), note="出口上锁", **told), TUESDAY)
    ordered = printed(fire, case.id, "repair-order", FIRE)
    for part in ("责令限期整改通知书", "出口上锁", "2026年3月20日", "国办发〔2020〕42号", "行政复议"):
        assert part in ordered


def test_a_commitment_says_who_made_it_and_in_which_way_and_in_english_the_chinese_beside_it(people):
    case = submit(1, answers=PROMISED).case
    seen, lines = view(case, MONDAY), tuple(case_history(UUID(case.id)))
    papers = Papers(seen, lines, names_for(current(), seen.plan), "https://yici.example/status/")
    line = lines[0]
    agent = {**line.stored.fields["actor"], "mandate": "m"}
    by_agent = replace(line.stored, fields={**line.stored.fields, "actor": agent})
    at_window = replace(line.event, received=Received("330800000000", "hall"))
    signed = [
        commitment_of(papers, one, FIRE).signed
        for one in (line, replace(line, stored=by_agent), replace(line, event=at_window))
    ]
    assert [part in one for part, one in zip(("申请人在网上", "受委托人", "窗口宣读"), signed, strict=True)] == [
        True
    ] * 3
    with translation.override("en"):
        papers = replace(papers, names=names_for(current(), seen.plan))
        told = " ".join(commitment_of(papers, line, FIRE).told)
    assert told.startswith("The premises")
    assert "(场所应当符合消防技术标准和管理规定" in told


def test_all_papers_of_a_case_are_printed_in_one_go_the_oldest_first(sign_in):
    case = submit(1).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), TUESDAY)
    window = sign_in("window")
    page = text_of(window.get(address(case.id)))
    assert "一次打印全部" in page
    assert "下一位" in page
    answer = window.get(f"/desk/{case.id}/documents.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = printed_text(answer.content)
    assert text.index("受理通知书") < text.index("准予登记通知书")
    assert "营业执照" in text
    # Whom only the course is shown gets none of it, and nobody else gets in.
    for name in ("supervisor", "housing", "wang"):
        assert sign_in(name).get(f"/desk/{case.id}/documents.pdf").status_code in (404, 302)
    assert "下一位" not in text_of(sign_in("market").get(address(case.id)))


def test_a_service_is_done_and_not_licensed(sign_in):
    case = submit(1).case
    act(case, Accept(items=(HEALTH,)), TUESDAY)
    act(case, Decide(item=HEALTH, grant=True), TUESDAY)
    health = sign_in("health")
    text = printed(health, case.id, "decision", HEALTH)
    assert "办结通知书" in text
    assert "办结：食品行业从业人员预防性体检合格证办理。" in text
    assert "准予许可" not in text
    assert "准予许可" not in text_of(health.get(address(case.id)))


def test_the_query_code_stands_on_no_paper_that_staff_can_print(sign_in):
    case = submit(1).case
    defect = Defect(item=FOOD, target="food_safety_rules", code="paper.unclear")
    act(case, RequestCorrection(defects=(defect,)), TUESDAY)
    act(case, DeclineAcceptance(item=HEALTH, reason="not_competent", competent="urban_management"), TUESDAY)
    act(case, Decide(item=SHOP, grant=True), TUESDAY)
    window, code = sign_in("window"), query_code(UUID(case.id))
    for kind, item in (("correction", FOOD), ("not-accepted", HEALTH), ("acceptance", SHOP), ("decision", SHOP)):
        text = printed(window, case.id, kind, item)
        assert "查询码" not in text
        assert code not in text
        assert case.number in text


def test_a_refusal_is_printed_with_grounds_words_and_remedies(sign_in):
    case = submit(1).case
    act(case, Decide(item=SHOP, grant=False, grounds=("prohibited",), note="名称禁用"), MONDAY)
    text = printed(sign_in("market"), case.id, "decision", SHOP)
    for part in ("不予登记通知书", "法律、法规禁止", "名称禁用", "行政复议"):
        assert part in text


def test_an_acceptance_by_silence_says_why_and_from_when(sign_in, moment):
    case = submit(1).case
    moment.now = at("2026-03-10", 10)
    act(case, Accept(items=(HEALTH,)), TUESDAY)
    act(case, Decide(item=SHOP, grant=True), moment.now)
    text = printed(sign_in("market"), case.id, "acceptance", FOOD)
    assert "受理通知书" in text
    assert "10个工作日" in text


def test_what_is_not_accepted_names_reason_and_competent_body(sign_in):
    case = submit(1).case
    decline = DeclineAcceptance(item=HEALTH, reason="not_competent", competent="market_regulation", note="请到隔壁")
    act(case, decline, TUESDAY)
    text = printed(sign_in("window"), case.id, "not-accepted", HEALTH)
    for part in ("不予受理通知书", "不属于本机关职权范围", "市场监督管理部门", "请到隔壁"):
        assert part in text


def test_a_document_shows_the_case_as_it_was_when_it_was_made(sign_in):
    case = submit(1).case
    defect = Defect(item=FOOD, target="food_safety_rules", code="paper.unclear")
    act(case, RequestCorrection(defects=(defect,)), TUESDAY)
    before = printed(sign_in("window"), case.id, "correction", FOOD)
    act(case, DeclineAcceptance(item=FOOD, reason="not_supplied"), at("2026-04-01", 10))
    assert printed(signed_in("window"), case.id, "correction", FOOD) == before


@pytest.mark.parametrize(("kind", "item"), [("decision", FOOD), ("nonsense", FOOD), ("correction", "nonsense")])
def test_a_document_that_was_never_made_does_not_exist(sign_in, kind, item):
    case = submit(1).case
    assert sign_in("window").get(f"/desk/{case.id}/documents/{kind}/{item}.pdf").status_code == 404


def test_who_may_only_read_gets_no_document_and_no_file(sign_in):
    case = submit(1).case
    act(case, Decide(item=SHOP, grant=True, note="只说给申请人的话"), MONDAY)
    file_id = stored(case)
    client = sign_in("supervisor")
    assert client.get(f"/desk/{case.id}/documents/decision/{SHOP}.pdf").status_code == 404
    assert client.get(f"/desk/{case.id}/files/{file_id}/").status_code == 404
    # Nor by the addresses that the applicant has.
    assert client.get(f"/cases/{case.id}/").status_code == 200
    assert client.get(f"/cases/{case.id}/documents/{SHOP}/decision.pdf").status_code == 404
    assert client.get(f"/cases/{case.id}/files/{file_id}/").status_code == 404
    for page in ("", "documents/"):
        shown = client.get(f"/cases/{case.id}/{page}").content.decode()
        assert "/documents/" not in shown.replace(f'"/cases/{case.id}/documents/"', "")
        assert "只说给申请人的话" not in shown
    assert "只说给申请人的话" in signed_in("wang").get(f"/cases/{case.id}/").content.decode()


def stored(case: Any) -> UUID:
    file_store(
        file_id=id_at(20, 1), holder=UUID(case.id), subject=UUID(case.subject), material="food_safety_rules",
        name="王小面的制度.png", data=PNG, now=MONDAY,
    )  # fmt: skip
    return id_at(20, 1)


def test_a_file_stands_at_its_paper_and_opens_for_those_who_check_it(sign_in):
    case = submit(1).case
    file_id = stored(case)
    client = sign_in("window")
    paper = next(p for p in client.get(address(case.id)).context["page"].papers if p.id == "food_safety_rules")
    assert [file.href for file in paper.files] == [f"/desk/{case.id}/files/{file_id}/"]
    answer = client.get(paper.files[0].href)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", PNG)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert client.get(f"/desk/{case.id}/files/{id_at(20, 2)}/").status_code == 404
    assert sign_in("city").get(paper.files[0].href).status_code == 404


def test_a_file_is_not_shown_before_it_is_scanned_nor_when_it_was_harmful(sign_in, settings):
    case = submit(1).case
    settings.YICI_CLAMAV = "unix:/nowhere"
    file_id = stored(case)
    client = sign_in("window")

    def state() -> tuple[str, str]:
        papers = client.get(address(case.id)).context["page"].papers
        [file] = next(paper for paper in papers if paper.id == "food_safety_rules").files
        return file.href, file.state

    assert state() == ("", "正在检查有没有病毒")
    assert client.get(f"/desk/{case.id}/files/{file_id}/").status_code == 409
    assert client.get(f"/cases/{case.id}/files/{file_id}/").status_code == 404
    files.scanned(file_id, harmful=True)
    assert state() == ("", "查出病毒，已删掉")
    assert client.get(f"/desk/{case.id}/files/{file_id}/").status_code == 409


def test_the_print_can_be_looked_at_before_anything_is_decided(sign_in):
    case = submit(1).case
    client = sign_in("market")
    form = client.get(address(case.id, "decide", SHOP))
    typed = {"how": "refuse", "grounds": ["prohibited"], "note": "名称禁用"}
    draft = client.post(f"/desk/{case.id}/do/decide/draft.pdf", hidden(form) | typed)
    assert BytesIO(draft.content).read(5) == b"%PDF-"
    assert "不予登记通知书" in "".join(printed_text(draft.content).split())
    empty = client.post(f"/desk/{case.id}/do/decide/draft.pdf", hidden(form))
    assert empty.status_code == 404
    assert client.get(address(case.id)).context["page"].documents == ()


def test_the_documents_of_an_erased_person_name_nobody(sign_in):
    case = submit(1).case
    act(case, Decide(item=SHOP, grant=False, grounds=("prohibited",), note="王小面不行"), MONDAY)
    erase(UUID(case.subject), actor=CLERK, now=TUESDAY, ground="retention_over")
    text = printed(sign_in("market"), case.id, "decision", SHOP)
    assert "个人信息已清除" in text
    assert "王小面" not in text


def test_documents_are_printed_in_the_language_of_the_page(sign_in):
    case = submit(1).case
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    english = signed_in("market", **{"Accept-Language": "en"})
    assert "Decidedon" in printed_text(english.get(f"/desk/{case.id}/documents/decision/{SHOP}.pdf").content)
