"""Regimes by dates that are written down, next to the random lives of `test_case_regimes`."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.domain.case_samples import at, context, submitted
from tests.domain.national_calendar import at as dated
from tests.domain.regime_samples import plan_under
from tests.domain.regime_truth import Truth
from yici.domain.case import Accept, Decide, Received, decide, evolve, settle
from yici.domain.case.deadlines import on_receipt
from yici.domain.error import Refused
from yici.domain.office import OfficeHours, sessions_from


def test_the_days_counted_by_hand_agree_with_a_date_that_is_written_down() -> None:
    case, _ = submitted(datetime.fromisoformat("2026-03-02T09:00+08:00"), plan_under("licensing", "2026-03-02"))
    truth = Truth("licensing", case)
    assert str(truth.window("first")) == "2026-03-09 16:00:00+00:00"


def test_real_estate_is_told_on_the_spot_or_accepted_and_has_thirty_working_days() -> None:
    """Regulation on real-estate registration Art. 17, 20: Friday 6 March 2026, nobody says a word."""
    plan = plan_under("real_estate_registration", "2026-03-06")
    case, _ = submitted(at("2026-03-06", 15), plan, papers=(), received=Received(plan.place, "window"))
    for event in settle(case, context(at("2026-03-07"), plan)):
        case = evolve(case, event)
    first = case.approval("first")
    assert (first.status, first.by_silence, first.accepted_at) == ("handling", True, at("2026-03-06", 15))
    [legal] = [d.due for d in first.deadlines if d.name == "legal"]
    assert legal == dated("Mon 2026-04-20 24:00")  # 4-6 April: Qingming


@pytest.mark.parametrize(("received", "ends"), [
    ("Fri 2026-03-06 15:00", "Mon 2026-03-09 24:00"), ("Fri 2026-03-06 23:52", "Mon 2026-03-09 24:00"),
    ("Sun 2026-03-08 10:00", "Mon 2026-03-09 24:00"), ("Mon 2026-03-09 23:52", "Tue 2026-03-10 24:00"),
])  # fmt: skip
def test_on_the_spot_of_what_nobody_met_ends_when_somebody_was_certainly_there(received: str, ends: str) -> None:
    """No hours are recorded: the next working day is the first that is certain; the day of receipt stays (Art. 137)."""
    plan = plan_under("real_estate_registration", "2026-03-06")
    case, _ = submitted(dated(received), plan, papers=())
    [window] = [d for d in case.approval("first").deadlines if d.name == "correction"]
    assert (window.since, window.due) == (dated(received), dated(ends))
    for event in settle(case, context(dated(ends), plan)):
        case = evolve(case, event)
    assert case.approval("first").accepted_at == dated(received)


def test_with_recorded_hours_it_is_the_same_day_while_the_office_is_open() -> None:
    plan, hours = plan_under("real_estate_registration", "2026-03-06"), OfficeHours(sessions_from("9:00-17:00"))
    for received, ends in [
        ("Mon 2026-03-09 16:59", "Mon 2026-03-09 24:00"),
        ("Mon 2026-03-09 17:00", "Tue 2026-03-10 24:00"),
    ]:
        ctx = replace(context(dated(received), plan), office=hours)
        first = on_receipt(plan.schedule.approvals[0], dated(received), ctx, met=False)
        assert [d.due for d in first if d.name == "correction"] == [dated(ends)]


def test_a_filing_knows_no_refusal() -> None:
    plan = plan_under("filing", "2026-03-06")
    case, _ = submitted(at("2026-03-06"), plan, papers=())
    for event in decide(case, Accept(lacking=("rules",)), context(at("2026-03-06"), plan)):
        case = evolve(case, event)
    with pytest.raises(Refused, match=r"decision\.no_refusal"):
        decide(case, Decide(item="first", grant=False, grounds=("condition.not_met",)), context(at("2026-03-09"), plan))
    [granted, *_] = decide(case, Decide(item="first", grant=True), context(at("2026-03-09"), plan))
    assert granted.outcome == "registered"  # type: ignore[attr-defined]
