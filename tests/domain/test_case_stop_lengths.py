"""How long, and how often, the clock stands still for one cause (Administrative Licensing Law Art. 45)."""

from typing import Any

import pytest

from tests.domain.case_samples import FOOD, REGISTRATION, approval, at, plan_of, submitted
from tests.domain.case_samples import do as done
from yici.domain.case import Accept, Case, Command, Decide, Resume, Suspend
from yici.domain.clock import Limit
from yici.domain.error import Invalid
from yici.domain.plan import PlannedProcedure
from yici.domain.regime import LocalCause

OWN = (LocalCause("supplement", "等待补充", "local rule"),)
PUBLISHED = (
    PlannedProcedure("检测", "testing", Limit(10, "working_day"), ()),
    PlannedProcedure("专家评审", "expert_review", Limit(20, "day"), ()),
    PlannedProcedure("鉴定", "appraisal", None, ()),
)
PLAN = plan_of(REGISTRATION, FOOD, approval("boiler", local_causes=OWN, procedures=PUBLISHED))
TUESDAY = "2026-03-03"


def do(case: Case, command: Command, day: str) -> Case:
    return done(case, command, at(day), PLAN)


@pytest.fixture
def case() -> Case:
    found, _ = submitted(at("2026-03-02"), PLAN)
    return do(do(found, Accept(), "2026-03-02"), Decide(item="registration", grant=True), "2026-03-02")


def stop(cause: str, days: int, note: str = "", item: str = "boiler") -> Suspend:
    return Suspend(item=item, cause=cause, days=days, note=note)


@pytest.mark.parametrize("cause", ["testing", "supplement"])
def test_the_same_cause_again_says_what_it_is_needed_for_this_time(case: Case, cause: str) -> None:
    case = do(do(case, stop(cause, 5), TUESDAY), Resume(item="boiler"), "2026-03-05")
    for silent in ("", "  "):
        with pytest.raises(Invalid, match=r"clock\.cause_again"):
            do(case, stop(cause, 5, silent), "2026-03-06")
    again = do(case, stop(cause, 5, "第二台锅炉的水压试验"), "2026-03-06")
    assert again.approval("boiler").status == "suspended"


def test_another_cause_and_another_item_are_no_repetition(case: Case) -> None:
    case = do(do(case, stop("testing", 5), TUESDAY), Resume(item="boiler"), "2026-03-05")
    do(case, stop("expert_review", 5), "2026-03-06")
    do(case, stop("testing", 5, item="food"), "2026-03-06")


def test_a_cause_that_ended_by_itself_counts_as_noted_before(case: Case) -> None:
    case = do(case, stop("testing", 3), TUESDAY)
    with pytest.raises(Invalid, match=r"clock\.cause_again"):
        do(case, stop("testing", 3), "2026-03-10")


LENGTHS: list[tuple[str, int, bool]] = [
    # What the item publishes is not gone beyond: ten working days; twenty days from Tuesday 3 end on Monday 23 March,
    # fourteen working days on.
    ("testing", 10, True), ("testing", 11, False), ("expert_review", 14, True), ("expert_review", 15, False),
    # Nothing is published of these, and no law sets a length.
    ("appraisal", 400, True), ("hearing", 366, True),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "days", "lawful"), LENGTHS)
def test_a_cause_takes_no_longer_than_was_published_of_it(case: Case, cause: str, days: int, lawful: bool) -> None:
    if lawful:
        assert do(case, stop(cause, days), TUESDAY).approval("boiler").suspension is not None
        return
    with pytest.raises(Invalid, match=r"clock\.too_long"):
        do(case, stop(cause, days), TUESDAY)


def test_what_reaches_beyond_the_calendars_has_no_end_yet(case: Case) -> None:
    stopped = do(case, stop("appraisal", 400), TUESDAY).approval("boiler")
    [end] = [one for one in stopped.deadlines if one.name == "resumption"]
    assert end.due is None
    assert end.not_before is not None


@pytest.mark.parametrize("days", [0, -3, 36_501])
def test_the_time_needed_is_told_in_whole_days(case: Case, days: Any) -> None:
    with pytest.raises(Invalid, match=r"clock\.days"):
        do(case, stop("appraisal", days), TUESDAY)
