"""Administrative Licensing Law Art. 42, second paragraph: one limit for joint handling that was ordered."""

from datetime import datetime

import pytest

from tests.domain.case_samples import approval, at, do, plan_of, submitted, told
from tests.domain.national_calendar import at as dated
from yici.domain.case import Accept, Case, Decide, ExtendDecision, deadlines
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


def test_fifteen_days_more_by_the_head_of_government():
    longer = ExtendDecision(item="first", days=15, approver="the mayor", note="the site is under water")
    # Saturday 9 May is worked: 9, 11-15, 18-22, 25-28 May.
    assert legal(do(accepted(), longer, at("2026-04-01"), JOINT), "first") == dated("Thu 2026-05-28 24:00")
