"""Issued documents: each numbered once, without gaps, however many ask at once; what ends them; the record of them."""

from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import DAY, HOUR, MONDAY, act, at_once, city, forgetful, submit
from tests.apps.decided_cases import decided
from tests.apps.document_scenes import LATER, issued, of_kind
from tests.feeding import tell
from yici.cases.documenting import FRESH, documents_settle
from yici.documents.models import Document as Row
from yici.documents.queries import CODE_LENGTH, document_coded
from yici.domain.case import Accept, Decide, DeclineAcceptance, Defect, RequestCorrection, WithdrawCorrection
from yici.domain.document import number_text
from yici.ledger.services import history
from yici.ledger.verify import verify

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
SHOP = "individual-registration"


@pytest.mark.parametrize(
    ("body", "kind", "year", "serial", "written"),
    [
        ("示例局", "受理通知书", 2026, 1, "示例局受理通知书〔2026〕1号"),
        ("示市监", "受", 2027, 120, "示市监受〔2027〕120号"),
    ],
)
def test_a_number_is_written_as_official_papers_are(body: str, kind: str, year: int, serial: int, written: str) -> None:
    assert number_text(body, kind, year, serial) == written


SEALED = ("decision", "licence")


def test_what_a_case_led_to_is_issued_once_in_its_order() -> None:
    case = decided(1)
    first = issued(case.id)
    assert [one.kind for one in first if one.key == SHOP] == ["acceptance", "decision"]
    assert first[0].kind == "receipt"
    assert issued(case.id) == first
    assert len({one.number for one in first}) == len(first)
    assert all(len(one.code) == CODE_LENGTH and document_coded(one.code.lower()) == one for one in first)
    assert {one.sealing for one in first if one.kind in SEALED} == {"waiting"}
    assert {one.sealing for one in first if one.kind not in SEALED} == {"none"}


def test_the_number_and_the_template_stand_in_the_event() -> None:
    case = decided(1)
    decision = of_kind(case.id, "decision")[0]
    [event] = history(UUID(decision.id))
    told = event.body["document"]
    assert (told["number"], told["serial"], told["template"]) == (decision.number, decision.serial, decision.template)
    assert decision.template.startswith("sha256:")
    assert "小面" not in str(event.fields)


def test_numbers_have_no_gap_however_many_are_taken_at_once() -> None:
    cases = [act(submit(number).case, Accept(), MONDAY + HOUR) for number in range(1, 7)]
    several = [case.case for case in cases for _ in range(3)]
    at_once(*[lambda one=one: documents_settle(UUID(one.id), now=LATER) for one in several])
    rows = Row.objects.values_list("body", "kind", "year", "serial", "source", "event")
    assert max(Counter((source, event) for *_, source, event in rows).values()) == 1
    taken: dict[Any, list[int]] = {}
    for body, kind, year, serial, *_ in rows:
        taken.setdefault((body, kind, year), []).append(serial)
    assert all(sorted(serials) == list(range(1, len(serials) + 1)) for serials in taken.values())
    assert len(taken) == 3


def test_the_feed_issues_what_nobody_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yici.cases.documenting.present", lambda: LATER)
    tell("documents", now=LATER)  # the reader begins where it stands
    case = submit(1).case
    act(case, Accept(), MONDAY + HOUR)
    tell("documents", now=LATER)
    kinds = list(Row.objects.order_by("id").values_list("kind", flat=True))
    assert kinds.count("receipt") == 1
    assert kinds.count("acceptance") >= 1
    assert len(issued(case.id)) == len(kinds)


def test_a_request_that_is_taken_back_ends_its_notice() -> None:
    case = submit(1).case
    defect = Defect(item="food-licence", target="food_safety_rules", code="paper.unsigned")
    act(case, RequestCorrection(defects=(defect,)), MONDAY + HOUR)
    [notice] = of_kind(case.id, "correction")
    assert notice.validity == "valid"
    act(case, WithdrawCorrection(), MONDAY + DAY)
    [notice] = of_kind(case.id, "correction")
    assert (notice.validity, str(notice.ended_on)) == ("revoked", "2026-03-03")


def test_a_refusal_to_accept_is_numbered_in_a_row_of_its_own() -> None:
    case = submit(1).case
    act(case, DeclineAcceptance(item="food-licence", reason="other", note="不属于"), MONDAY + HOUR)
    [notice] = of_kind(case.id, "not-accepted")
    assert notice.serial == 1
    assert "不予受理通知书〔2026〕1号" in notice.number


def test_the_record_verifies_and_is_rebuilt_to_the_letter() -> None:
    case = submit(1).case
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    issued(case.id)
    report = verify()
    assert not report.faults, report.faults
    Row.objects.filter(kind="decision").update(number="X")
    assert verify().faults


def test_the_feed_leaves_old_history_to_whoever_looks_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yici.cases.documenting.present", lambda: LATER + FRESH * 2)
    tell("documents", now=LATER)
    case = submit(1).case
    tell("documents", now=LATER)
    assert not Row.objects.exists()
    assert len(issued(case.id)) == 1
