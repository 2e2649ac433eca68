"""Hearings: Administrative Licensing Law Art. 46-48 with dates and weekdays, over the calendar of 2026."""

from datetime import date
from typing import Any

import pytest

from tests.domain.case_samples import approval, at, context, do, plan_of, settled, submitted
from tests.domain.national_calendar import at as dated
from yici.domain.case import (
    Accept,
    Case,
    Decide,
    HoldHearing,
    OfferHearing,
    RequestHearing,
    SetHearing,
    Suspend,
    deadlines,
    decide,
    owner,
)
from yici.domain.clock import Limit
from yici.domain.error import YiciError
from yici.domain.regime import HearingRule

WORKING = "working_day"
RULE = HearingRule(Limit(5, WORKING), Limit(20, WORKING), Limit(7, WORKING), "licensing-47")
PLAN = plan_of(approval("site", hearing=RULE))
# Monday 27 April 2026; 1-5 May are holidays, Saturday 9 May is a make-up workday.
OFFERED = "2026-04-27"
WHERE = "Room 1, 9:00"


def handled() -> Case:
    return do(submitted(at(OFFERED), PLAN)[0], Accept(), at(OFFERED), PLAN)


def offered() -> Case:
    return do(handled(), OfferHearing(item="site"), at(OFFERED, 10), PLAN)


def requested(day: str = "2026-04-28") -> Case:
    return do(offered(), RequestHearing(item="site"), at(day), PLAN)


def end(case: Case, name: str) -> Any:
    return next((d.due for _, d in deadlines(case) if d.name == name), None)


def fault(case: Case, command: Any, day: str) -> YiciError:
    with pytest.raises(YiciError) as told:
        decide(settled(case, at(day), PLAN), command, context(at(day), PLAN))
    return told.value


def stage(case: Case) -> str:
    hearing = case.approval("site").hearing
    return hearing.stage if hearing else "none"


def test_the_applicant_has_five_days_to_ask_and_the_office_twenty_to_hold_it():
    # 28, 29, 30 April, 6, 7 May.
    assert end(offered(), "hearing_request") == dated("Thu 2026-05-07 24:00")
    # 29, 30 April (2), 6, 7, 8, 9 May (6), 11-15 (11), 18-22 (16), 25-28 (20).
    assert end(requested(), "hearing") == dated("Thu 2026-05-28 24:00")


def test_whoever_does_not_ask_in_time_has_none_as_of_that_end_and_the_decision_is_free():
    assert fault(offered(), Decide(item="site", grant=True), "2026-05-07").code == "decision.hearing_open"
    late = settled(offered(), at("2026-05-20"), PLAN)
    assert stage(late) == "waived"
    assert fault(late, RequestHearing(item="site"), "2026-05-20").code == "hearing.wrong_stage"
    done = do(offered(), Decide(item="site", grant=True), at("2026-05-08"), PLAN)
    assert done.approval("site").status == "decided"


def test_the_clock_that_stood_still_for_a_hearing_nobody_wants_runs_on_from_there():
    stopped = do(offered(), Suspend(item="site", cause="hearing", days=25), at(OFFERED, 11), PLAN)
    late = settled(stopped, at("2026-05-20"), PLAN)
    assert (stage(late), late.approval("site").status) == ("waived", "handling")
    [legal] = [d for d in late.approval("site").deadlines if d.name == "legal"]
    # Twenty working days from 28 April, less those until the end of Thursday 7 May: 8 May is the first that counts.
    assert [(str(stop.after), str(stop.until)) for stop in legal.stops] == [("2026-04-27", "2026-05-07")]
    assert legal.due == dated("Wed 2026-06-03 24:00")


def test_a_clock_that_stands_still_for_another_cause_goes_on_standing():
    stopped = do(offered(), Suspend(item="site", cause="testing", days=25), at(OFFERED, 11), PLAN)
    late = settled(stopped, at("2026-05-20"), PLAN)
    assert (stage(late), late.approval("site").status) == ("waived", "suspended")


@pytest.mark.parametrize(
    ("told", "on", "right"),
    [
        ("2026-04-29", "2026-05-12", True),  # 30 April, 6, 7, 8, 9, 11, 12 May
        ("2026-04-29", "2026-05-11", False),
        ("2026-05-11", "2026-05-20", True),  # 12-15, 18-20 May
        ("2026-05-11", "2026-05-19", False),
    ],
)
def test_its_day_is_told_seven_days_before(told, on, right):
    command = SetHearing(item="site", on=date.fromisoformat(on), note=WHERE)
    if right:
        assert stage(do(requested(), command, at(told), PLAN)) == "set"
    else:
        refused = fault(requested(), command, told)
        assert (refused.code, refused.params["earliest"] > on) == ("hearing.too_soon", True)


@pytest.mark.parametrize(
    ("told", "on", "latest"),
    [
        ("2026-04-29", "2026-05-28", None),  # the twentieth working day after the request
        ("2026-04-29", "2026-05-29", "2026-05-28"),
        ("2026-04-29", "2027-03-01", "2026-05-28"),
        ("2026-05-19", "2026-05-28", None),  # 20-23, 25-28 May: told seven days before and still within the twenty
        # No day told now can be within the twenty: it is within twenty of now, and the missed one stays on the record.
        ("2026-05-25", "2026-06-23", None),  # Friday 19 June: Dragon Boat
        ("2026-05-25", "2026-06-24", "2026-06-23"),
        ("2026-06-08", "2027-03-01", "2026-07-07"),
    ],
)
def test_article_47_it_is_held_within_twenty_days_of_the_request(told, on, latest):
    command = SetHearing(item="site", on=date.fromisoformat(on), note=WHERE)
    if latest is None:
        assert stage(do(requested(), command, at(told), PLAN)) == "set"
    else:
        refused = fault(requested(), command, told)
        assert (refused.code, refused.params["latest"]) == ("hearing.too_late", latest)


def test_moving_a_hearing_does_not_move_the_end_by_which_it_is_held():
    case = do(requested(), SetHearing(item="site", on=date(2026, 5, 12), note=WHERE), at("2026-04-29"), PLAN)
    later = SetHearing(item="site", on=date(2026, 5, 29), note=WHERE)
    assert fault(case, later, "2026-05-06").code == "hearing.too_late"


def test_while_no_calendar_tells_the_end_any_later_day_may_be_set():
    started = at("2026-12-14")
    case = do(submitted(started, PLAN)[0], Accept(), started, PLAN)
    case = do(case, OfferHearing(item="site"), started, PLAN)
    case = do(case, RequestHearing(item="site"), at("2026-12-15"), PLAN)
    assert end(case, "hearing") is None
    set_ = do(case, SetHearing(item="site", on=date(2026, 12, 31), note=WHERE), at("2026-12-15"), PLAN)
    assert stage(set_) == "set"


def test_it_is_held_on_its_day_with_a_record_and_then_the_decision_is_free():
    case = do(requested(), SetHearing(item="site", on=date(2026, 5, 12), note=WHERE), at("2026-04-29"), PLAN)
    assert end(case, "hearing") == dated("Thu 2026-05-28 24:00")
    assert fault(case, HoldHearing(item="site", minutes="m-1"), "2026-05-11").code == "hearing.too_early"
    assert fault(case, HoldHearing(item="site", minutes=""), "2026-05-12").code == "hearing.no_minutes"
    held = do(case, HoldHearing(item="site", minutes="m-1"), at("2026-05-12", 15), PLAN)
    assert (stage(held), end(held, "hearing")) == ("held", None)
    assert do(held, Decide(item="site", grant=True), at("2026-05-13"), PLAN).approval("site").status == "decided"


def test_a_hearing_not_held_in_time_is_on_the_record_with_a_card():
    late = settled(requested(), at("2026-06-01"), PLAN)
    assert [card.about for card in late.approval("site").cards if card.about == "hearing"] == ["hearing"]


def test_its_time_is_not_counted_once_the_clock_is_stopped_for_it():
    case = do(requested(), Suspend(item="site", cause="hearing", days=10), at("2026-04-28", 10), PLAN)
    run_on = settled(case, at("2026-05-18"), PLAN)
    # Twenty working days end on Wednesday 27 May; ten of them, 29 April to 14 May, are taken out.
    assert end(run_on, "legal") == dated("Wed 2026-06-10 24:00")


def test_it_is_offered_once_and_only_where_a_text_gives_one():
    assert fault(offered(), OfferHearing(item="site"), "2026-04-28").code == "hearing.offered_already"
    plain = plan_of(approval("site"))
    case = do(submitted(at(OFFERED), plain)[0], Accept(), at(OFFERED), plain)
    with pytest.raises(YiciError, match=r"hearing\.not_known"):
        decide(case, OfferHearing(item="site"), context(at(OFFERED), plain))


def test_while_it_is_offered_the_turn_is_the_applicant_s_and_every_stage_has_an_owner():
    assert owner(settled(offered(), at("2026-05-06"), PLAN)) == ("applicant", "site")
    assert owner(requested()) is not None
