"""Regimes by dates that are written down, next to the random lives of `test_case_regimes`."""

from datetime import datetime

import pytest

from tests.domain.case_samples import at, context, submitted
from tests.domain.national_calendar import at as dated
from tests.domain.regime_samples import plan_under
from tests.domain.regime_truth import Truth
from yici.domain.case import Accept, Decide, decide, evolve, settle
from yici.domain.error import Refused


def test_the_days_counted_by_hand_agree_with_a_date_that_is_written_down() -> None:
    case, _ = submitted(datetime.fromisoformat("2026-03-02T09:00+08:00"), plan_under("licensing", "2026-03-02"))
    truth = Truth("licensing", case)
    assert str(truth.window("first")) == "2026-03-09 16:00:00+00:00"


def test_real_estate_is_told_on_the_spot_or_accepted_and_has_thirty_working_days() -> None:
    """Regulation on real-estate registration Art. 17, 20: Friday 6 March 2026, nobody says a word."""
    plan = plan_under("real_estate_registration", "2026-03-06")
    case, _ = submitted(at("2026-03-06", 15), plan, papers=())
    for event in settle(case, context(at("2026-03-07"), plan)):
        case = evolve(case, event)
    first = case.approval("first")
    assert (first.status, first.by_silence, first.accepted_at) == ("handling", True, at("2026-03-06", 15))
    [legal] = [d.due for d in first.deadlines if d.name == "legal"]
    assert legal == dated("Mon 2026-04-20 24:00")  # 4-6 April: Qingming


def test_a_filing_knows_no_refusal() -> None:
    plan = plan_under("filing", "2026-03-06")
    case, _ = submitted(at("2026-03-06"), plan, papers=())
    for event in decide(case, Accept(lacking=("rules",)), context(at("2026-03-06"), plan)):
        case = evolve(case, event)
    with pytest.raises(Refused, match=r"decision\.no_refusal"):
        decide(case, Decide(item="first", grant=False, grounds=("condition.not_met",)), context(at("2026-03-09"), plan))
    [granted, *_] = decide(case, Decide(item="first", grant=True), context(at("2026-03-09"), plan))
    assert granted.outcome == "registered"  # type: ignore[attr-defined]
