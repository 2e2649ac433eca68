"""Acceptance and correction by Administrative Licensing Law Art. 32, with dates and weekdays."""

from dataclasses import replace

import pytest

from tests.domain.case_samples import (
    ALONE,
    at,
    do,
    ends,
    settled,
    submitted,
)  # fmt: skip
from yici.domain.case import (
    DeclineAcceptance,
    Defect,
    Paper,
    RequestCorrection,
    SupplyCorrection,
    WithdrawCorrection,
)  # fmt: skip
from yici.domain.clock import ending_day
from yici.domain.error import Invalid, Refused

WINDOWS = [  # received, last day of the window, why
    ("2026-03-02", "2026-03-09", "Mon → Mon, one weekend"),
    ("2026-03-06", "2026-03-13", "Fri → Fri, one weekend"),
    ("2026-02-12", "2026-02-26", "Thu → Thu, Sat 14 works, Spring Festival 15–23 rests"),
    ("2026-02-13", "2026-02-27", "Fri → Fri, over Spring Festival with Sat 14 worked"),
    ("2026-09-30", "2026-10-13", "Wed → Tue, National Day 1–7 rests, Sat 10 works"),
    ("2026-04-30", "2026-05-11", "Thu → Mon, Labour Day 1–5 rests, Sat 9 works"),
]


@pytest.mark.parametrize(("received", "last", "why"), WINDOWS)
def test_the_correction_window_is_five_working_days_without_the_day_of_receipt(received, last, why):
    case, _ = submitted(at(received, 15), ALONE)
    assert str(ending_day(ends(case, "correction", "food"))) == last, why


@pytest.mark.parametrize(("received", "last", "why"), WINDOWS)
def test_silence_within_the_window_is_acceptance_from_the_day_of_receipt(received, last, why):
    case, _ = submitted(at(received, 15), ALONE)
    assert settled(case, at(last, 23, 59), ALONE).approvals[0].status == "received"
    case = settled(case, at("2026-12-01"), ALONE)
    food = case.approvals[0]
    assert food.accepted_at == at(received, 15)
    assert food.by_silence


def test_after_silence_every_limit_counts_from_receipt_not_from_the_end_of_the_window():
    case, _ = submitted(at("2026-03-02"), ALONE)
    case = settled(case, at("2026-03-12"), ALONE)
    assert str(ending_day(ends(case, "legal", "food"))) == "2026-03-30"


def test_a_late_correction_meets_the_law_as_of_its_day_even_if_no_timer_ran():
    case, _ = submitted(at("2026-03-02"), ALONE)
    late = RequestCorrection(defects=(Defect("food", "rules", "paper.unclear"),))
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        do(case, late, at("2026-03-10"), ALONE)


def test_defects_are_told_once_and_a_second_request_may_only_name_the_same():
    case, _ = submitted(at("2026-03-02"), ALONE)
    first = RequestCorrection(defects=(Defect("food", "rules", "paper.unclear"),))
    case = do(case, first, at("2026-03-03"), ALONE)
    case = do(case, SupplyCorrection(papers=(Paper(material="rules"),)), at("2026-03-04"), ALONE)
    with pytest.raises(Refused, match=r"correction\.only_once"):
        do(case, RequestCorrection(defects=(Defect("food", "layout", "paper.missing"),)), at("2026-03-05"), ALONE)
    assert do(case, first, at("2026-03-05"), ALONE).phase == "correcting"


def test_a_supplement_starts_a_window_of_its_own():
    case, _ = submitted(at("2026-03-02"), ALONE)
    case = do(case, RequestCorrection(defects=(Defect("food", "rules", "paper.unclear"),)), at("2026-03-03"), ALONE)
    case = do(case, SupplyCorrection(papers=(Paper(material="rules"),)), at("2026-03-10"), ALONE)
    assert str(ending_day(ends(case, "correction", "food"))) == "2026-03-17"
    assert settled(case, at("2026-03-18"), ALONE).approvals[0].accepted_at == at("2026-03-10")


def test_a_supplement_holds_exactly_what_was_named():
    case, _ = submitted(at("2026-03-02"), ALONE)
    defects = (Defect("food", "rules", "paper.unclear"), Defect("food", "premises.area", "field.wrong"))
    case = do(case, RequestCorrection(defects=defects), at("2026-03-03"), ALONE)
    with pytest.raises(Invalid, match=r"correction\.not_named"):
        do(case, SupplyCorrection(papers=(Paper(material="other"),)), at("2026-03-04"), ALONE)
    with pytest.raises(Invalid, match=r"correction\.missing"):
        do(case, SupplyCorrection(papers=(Paper(material="rules"),)), at("2026-03-04"), ALONE)


def test_a_request_taken_back_lets_the_window_run_on_from_receipt():
    case, _ = submitted(at("2026-03-02"), ALONE)
    case = do(case, RequestCorrection(defects=(Defect("food", "rules", "paper.unclear"),)), at("2026-03-03"), ALONE)
    in_time = do(case, WithdrawCorrection(), at("2026-03-05"), ALONE)
    assert in_time.approvals[0].status == "received"
    too_late = do(case, WithdrawCorrection(), at("2026-03-11"), ALONE)
    assert (too_late.approvals[0].status, too_late.approvals[0].accepted_at) == ("handling", at("2026-03-02"))


def test_not_accepted_names_the_reason_and_ends_what_depends_on_it():
    case, _ = submitted(at("2026-03-02"))
    with pytest.raises(Invalid, match=r"not_accepted\.reason"):
        do(case, DeclineAcceptance(item="registration", reason=""), at("2026-03-02"))
    # Whose matter it is not names the body whose it is (Art. 32(2)).
    for nobody in (None, ""):
        with pytest.raises(Invalid, match=r"not_accepted\.competent"):
            elsewhere = DeclineAcceptance(item="registration", reason="not_competent", competent=nobody)
            do(case, elsewhere, at("2026-03-02"))
    # Nor is it the very body that has it, but for another one of its kind: then words say which.
    of_x = replace(case, approvals=tuple(replace(one, agency="x") for one in case.approvals))
    own = DeclineAcceptance(item="registration", reason="not_competent", competent="x", note=" ")
    with pytest.raises(Invalid, match=r"not_accepted\.competent"):
        do(of_x, own, at("2026-03-02"))
    told = do(of_x, replace(own, note="that of the city"), at("2026-03-02"))
    assert told.approval("registration").status == "not_accepted"
    unneeded = DeclineAcceptance(item="registration", reason="no_licence_needed")
    assert do(case, unneeded, at("2026-03-02")).approval("registration").status == "not_accepted"
    case = do(case, DeclineAcceptance(item="registration", reason="not_competent", competent="x"), at("2026-03-02"))
    assert [a.status for a in case.approvals] == ["not_accepted", "lapsed", "lapsed", "received"]
