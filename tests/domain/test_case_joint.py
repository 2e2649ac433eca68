"""Administrative Licensing Law Art. 42, second paragraph: one limit for joint handling that was ordered."""

from datetime import datetime

import pytest

from tests.domain.case_samples import approval, at, context, do, plan_of, settled, submitted, told
from tests.domain.national_calendar import at as dated
from yici.domain.case import Accept, Case, Decide, ExtendDecision, Resume, Suspend, deadlines, settle
from yici.domain.clock import Limit
from yici.domain.extension import AllowedExtension

WORKING = "working_day"
MAYOR = AllowedExtension(Limit(15, WORKING), "head of the government", "licensing-42", "Administrative Licensing Law")
JOINT = plan_of(
    approval("first", joint=told(45), extension=MAYOR),
    approval("second", joint=told(45), extension=MAYOR, needs=("first",)),
    # A regime that knows no joint limit keeps its own.
    approval("filing"),
)
MONDAY = "2026-03-02"


def accepted(day: str = MONDAY) -> Case:
    return do(submitted(at(day), JOINT)[0], Accept(), at(day), JOINT)


def legal(case: Case, item: str) -> datetime | None:
    return next(d.due for i, d in deadlines(case) if i == item and d.name == "legal")


@pytest.mark.parametrize(
    ("accepted_on", "ends"),
    [
        ("2026-03-02", "Fri 2026-05-08 24:00"),  # March 21 days, April 21 (Qingming), 6-8 May (Labour Day)
        ("2026-01-05", "Fri 2026-03-13 24:00"),  # January 19, February 16 (14 and 28 made up), March 10
    ],
)
def test_forty_five_working_days_from_the_acceptance_of_the_whole(accepted_on, ends):
    assert legal(accepted(accepted_on), "first") == dated(ends)


def test_however_late_an_item_begins_the_one_limit_stands():
    case = do(accepted(), Decide(item="first", grant=True), at("2026-03-20"), JOINT)
    assert legal(case, "second") == dated("Fri 2026-05-08 24:00")
    assert legal(case, "filing") == dated("Mon 2026-03-30 24:00")


BESIDE = plan_of(approval("first", joint=told(45)), approval("second", joint=told(45)), approval("filing"))


@pytest.mark.parametrize("stopped", [False, True])
def test_an_item_that_silence_accepts_from_receipt_sets_the_one_limit_back_for_all(stopped):
    case = do(submitted(at(MONDAY), BESIDE)[0], Accept(items=("first", "filing")), at("2026-03-06"), BESIDE)
    assert legal(case, "first") == dated("Wed 2026-05-13 24:00")
    if stopped:
        case = do(case, Suspend(item="first", cause="testing", days=10), at("2026-03-06"), BESIDE)
    events = settle(case, context(at("2026-03-12"), BESIDE))
    moved = [event for event in events if event.kind == "deadline.recomputed"]
    assert [(one.item, one.why, one.was, one.at) for one in moved] == [
        ("first", "whole", dated("Wed 2026-05-13 24:00"), dated("Mon 2026-03-09 24:00"))
    ]
    case = settled(case, at("2026-03-12"), BESIDE)
    ends = dated("Fri 2026-05-08 24:00")
    if stopped:
        case = do(case, Resume(item="first"), at("2026-03-16"), BESIDE)
        # From the 6th to the 16th six working days stood still: 9, 11, 12, 13, 14 and 15 May, Saturday the 9th worked.
        ends = dated("Fri 2026-05-15 24:00")
    assert (legal(case, "first"), legal(case, "second")) == (ends, dated("Fri 2026-05-08 24:00"))
    assert legal(case, "filing") == dated("Fri 2026-04-03 24:00")


def test_fifteen_days_more_by_the_head_of_government():
    longer = ExtendDecision(item="first", days=15, approver="the mayor", note="the site is under water")
    # Saturday 9 May is worked: 9, 11-15, 18-22, 25-28 May.
    assert legal(do(accepted(), longer, at("2026-04-01"), JOINT), "first") == dated("Thu 2026-05-28 24:00")
