"""The clock stands still for the causes of Administrative Licensing Law Art. 45 and for nothing else."""

import pytest

from tests.domain.case_samples import (
    ALONE,
    CAUSES,
    TWO,
    accepted,
    at,
    do,
    ends,
    settled,
    submitted,
)  # fmt: skip
from yici.domain.case import (
    Accept,
    Decide,
    PlanInspection,
    RecordInspection,
    Resume,
    Suspend,
    deadlines,
    owner,
)  # fmt: skip
from yici.domain.clock import ending_day
from yici.domain.error import Refused

STANDING_STILL = [  # stopped, working days told, resumed (None: nobody does), promised 10 days, legal 20, why
    (
        "2026-03-09",
        5,
        "2026-03-16",
        "2026-03-23",
        "2026-04-07",
        "Mon → Mon: 10–13 and 16 taken out; Qingming 4–6 April",
    ),
    ("2026-03-09", 5, "2026-03-11", "2026-03-18", "2026-04-01", "Mon → Wed, earlier than told: 10 and 11 taken out"),
    ("2026-03-09", 5, None, "2026-03-23", "2026-04-07", "nobody says a word: it runs on when the time told is over"),
    ("2026-03-09", 5, "2026-04-20", "2026-03-23", "2026-04-07", "too late to say it: the time told, no day more"),
    ("2026-03-06", 1, "2026-03-07", "2026-03-16", "2026-03-30", "Fri → Sat: a rest day takes nothing out"),
]


@pytest.mark.parametrize(("stopped", "days", "resumed", "promised", "legal", "why"), STANDING_STILL)
def test_article_45_takes_out_the_time_of_its_causes_and_no_more(stopped, days, resumed, promised, legal, why):
    case, _ = submitted(at("2026-03-02"), ALONE)
    case = do(case, Accept(), at("2026-03-02", 10), ALONE)
    case = do(case, Suspend(item="food", cause="testing", days=days), at(stopped), ALONE)
    assert [d.name for _, d in deadlines(case)] == ["resumption"]
    assert owner(case) == ("agency", "food")
    if resumed and resumed < "2026-04-01":
        case = do(case, Resume(item="food"), at(resumed), ALONE)
    case = settled(case, at("2026-03-17"), ALONE)
    assert str(ending_day(ends(case, "promised", "food"))) == promised, why
    assert str(ending_day(ends(case, "legal", "food"))) == legal, why
    if resumed == "2026-04-20":
        with pytest.raises(Refused, match=r"case\.wrong_state"):
            do(case, Resume(item="food"), at(resumed), ALONE)


@pytest.mark.parametrize("cause", CAUSES)
def test_each_of_the_eight_causes_stops_the_clock(cause):
    case = do(accepted(at("2026-03-02")), Suspend(item="food", cause=cause, days=3), at("2026-03-03"))
    assert case.approval("food").status == "suspended"


@pytest.mark.parametrize("cause", ["waiting_for_applicant", "vacation", "", "Hearing"])
def test_nothing_else_stops_the_clock(cause):
    with pytest.raises(Refused, match=r"clock\.no_cause"):
        do(accepted(at("2026-03-02")), Suspend(item="food", cause=cause, days=3), at("2026-03-03"))


def test_a_registration_knows_no_cause_that_stops_it():
    case, _ = submitted(at("2026-03-02"))
    case = do(case, Accept(), at("2026-03-02"))
    with pytest.raises(Refused, match=r"clock\.no_cause"):
        do(case, Suspend(item="registration", cause="hearing", days=3), at("2026-03-03"))


def test_while_the_clock_stands_still_nothing_is_decided_but_the_premises_may_be_seen():
    case = do(accepted(at("2026-03-02")), Suspend(item="food", cause="inspection", days=3), at("2026-03-03"))
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        do(case, Decide(item="food", grant=True), at("2026-03-04"))
    visit = PlanInspection(visit="v", items=("food",), on=at("2026-03-04").date(), officers=TWO)
    case = do(do(case, visit, at("2026-03-03", 11)), RecordInspection(visit="v", officers=TWO), at("2026-03-04"))
    case = do(
        do(case, Resume(item="food"), at("2026-03-04", 15)), Decide(item="food", grant=True), at("2026-03-04", 16)
    )
    assert case.approval("food").outcome == "granted"


def test_a_limit_that_was_missed_is_not_revived_by_a_stop():
    case, _ = submitted(at("2026-03-02"), ALONE)
    case = do(case, Accept(), at("2026-03-02"), ALONE)
    case = do(case, Suspend(item="food", cause="testing", days=2), at("2026-03-18"), ALONE)
    case = settled(case, at("2026-03-25"), ALONE)
    promised, legal = (next(d for _, d in deadlines(case) if d.name == name) for name in ("promised", "legal"))
    assert promised.missed
    assert str(ending_day(promised.due)) == "2026-03-16"
    assert str(ending_day(legal.due)) == "2026-04-01"
