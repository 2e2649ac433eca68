"""How a case ends for who applied: refused with reasons and remedies, done in part, a promise broken, on paper."""

from datetime import date

import pytest

from tests.apps.case_scenes import HOUR, at
from tests.faces.application_followed import NOON, case, correct, do, lead, page, rows
from tests.faces.application_scene import SMALL, Applicant, guest, town
from tests.faces.guide_scene import set_clock
from yici.domain.case import (
    Accept,
    Decide,
    DeclineAcceptance,
    Deliver,
    PlanInspection,
    RecordInspection,
    VerifyCommitment,
    Withdraw,
)

__all__ = ["case", "guest", "town"]
SIGN = SMALL | {"sign_exceeds_name": "yes"}


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
    do(guest, DeclineAcceptance(item="outdoor-sign", reason="not_competent", competent="market_regulation", note=""))
    assert rows(guest)["outdoor-sign"].reasons == ("不属于本机关职权范围，请向有权机关申请，该找市场监督管理部门",)


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
