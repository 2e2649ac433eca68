"""Administrative Licensing Law Art. 42 in the case machine: once, within the cap, approved, with reasons, in time."""

from typing import Any

import pytest

from tests.domain.case_samples import (
    ALONE,
    REGISTRATION,
    accepted,
    approval,
    at,
    context,
    do,
    plan_of,
    settled,
    submitted,
    told,
)  # fmt: skip
from tests.domain.national_calendar import NATIONAL, TABLES
from tests.domain.national_calendar import at as dated
from yici.domain.case import (
    Accept,
    Approval,
    Case,
    Deadline,
    Decide,
    ExtendDecision,
    Resume,
    Suspend,
    deadlines,
    decide,
    evolve,
    explain,
    fold,
    settle,
)
from yici.domain.clock import Limit, ending_day
from yici.domain.error import Invalid, Refused
from yici.domain.extension import AllowedExtension
from yici.domain.plan import Plan
from yici.domain.workdays import calendar_from

REASON = "The layout is still to be compared with the site."


def extend(days: int = 10, **changes: Any) -> ExtendDecision:
    """This will ask for an extension of the food licence."""
    return ExtendDecision(**{"item": "food", "days": days, "approver": "Head, Zhang", "note": REASON} | changes)


def handled(plan: Plan = ALONE, since: str = "2026-03-02") -> Case:
    """This will give a food licence that is handled since a day, Monday 2 March by default."""
    case, _ = submitted(at(since), plan)
    return do(case, Accept(), at(since, 10), plan)


def end(case: Case, name: str = "legal") -> str:
    return str(ending_day(standing(case, name).due))


def standing(case: Case, name: str = "legal") -> Deadline:
    return next(d for _, d in deadlines(case) if d.name == name)


TABLE = [  # accepted, extended on, by days, the legal limit before and after
    ("2026-03-02", "2026-03-20", 10, "Mon 2026-03-30", "Tue 2026-04-14"),
    ("2026-03-02", "2026-03-20", 1, "Mon 2026-03-30", "Tue 2026-03-31"),
    ("2026-03-02", "2026-03-30", 10, "Mon 2026-03-30", "Tue 2026-04-14"),  # on its last day
    ("2026-02-02", "2026-02-14", 10, "Fri 2026-03-06", "Fri 2026-03-20"),  # a Saturday that is worked
    ("2026-09-17", "2026-10-10", 10, "Wed 2026-10-21", "Wed 2026-11-04"),
    ("2026-04-20", "2026-05-12", 5, "Wed 2026-05-20", "Wed 2026-05-27"),  # Labour Day in the limit
]


@pytest.mark.parametrize(("since", "on", "days", "before", "after"), TABLE)
def test_twenty_working_days_and_the_days_granted(since, on, days, before, after):
    case = handled(since=since)
    assert standing(case).due == dated(f"{before} 24:00")
    case = do(case, extend(days), at(on), ALONE)
    assert standing(case).due == dated(f"{after} 24:00")
    assert case.approval("food").status == "handling"


def test_the_event_holds_what_was_computed_and_the_words_are_sealed():
    case, history = submitted(at("2026-03-02"), ALONE)
    for command in (Accept(), extend()):
        happened = decide(case, command, context(at("2026-03-02", 10), ALONE))
        history, case = [*history, *happened], fold([*history, *happened])
    event = history[-1]
    assert (event.kind, event.extended.limit, event.extended.source) == (
        "approval.extended",
        Limit(10, "working_day"),
        "licensing-42",
    )
    assert event.private == {"note": REASON, "approver": "Head, Zhang"}
    assert [(d.name, str(ending_day(d.due)), d.duty) for d in event.deadlines] == [
        ("promised", "2026-03-30", "agency"),
        ("legal", "2026-04-14", "agency"),
    ]
    assert case.approval("food").deadlines == event.deadlines


def test_the_explanation_names_the_extension_and_its_article_as_its_own_step():
    lines = explain(standing(do(handled(), extend(3), at("2026-03-20"), ALONE)), NATIONAL)
    added = [line for line in lines if line.rule.code == "day.extended"]
    assert [(line.number, str(line.day)) for line in added] == [
        (21, "2026-03-31"),
        (22, "2026-04-01"),
        (23, "2026-04-02"),
    ]
    assert {line.rule.params["source"] for line in added} == {"licensing-42"}


def test_it_is_extended_once():
    case = do(handled(), extend(3), at("2026-03-20"), ALONE)
    with pytest.raises(Refused, match=r"extension\.only_once"):
        do(case, extend(3), at("2026-03-23"), ALONE)


def test_a_stop_does_not_make_it_extendable_again():
    case = do(handled(), extend(3), at("2026-03-10"), ALONE)
    case = do(case, Suspend(item="food", cause="testing", days=2), at("2026-03-11"), ALONE)
    case = do(case, Resume(item="food"), at("2026-03-12"), ALONE)
    with pytest.raises(Refused, match=r"extension\.only_once"):
        do(case, extend(3), at("2026-03-13"), ALONE)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (extend(11), "extension.days"),
        (extend(0), "extension.days"),
        (extend(-1), "extension.days"),
        (extend(note=""), "extension.no_reason"),
        (extend(note="  \n"), "extension.no_reason"),
        (extend(approver=" "), "extension.no_approver"),
    ],
)
def test_what_the_law_asks_for_must_be_there(command, code):
    with pytest.raises(Invalid, match=code.replace(".", r"\.")):
        do(handled(), command, at("2026-03-20"), ALONE)


@pytest.mark.parametrize("on", ["2026-03-31", "2026-04-20"])
def test_a_limit_that_has_passed_is_not_revived(on):
    with pytest.raises(Refused, match=r"extension\.too_late") as refused:
        do(handled(), extend(), at(on, 0), ALONE)
    assert refused.value.params["ended"] == "2026-03-30"


def test_a_promise_that_was_missed_stays_missed_while_the_legal_limit_moves():
    case = settled(handled(), at("2026-03-20"), ALONE)
    assert standing(case, "promised").missed
    case = do(case, extend(), at("2026-03-20"), ALONE)
    assert (end(case, "promised"), standing(case, "promised").missed) == ("2026-03-16", True)
    assert end(case) == "2026-04-14"
    [missed] = [
        event
        for event in settle(case, context(at("2026-04-20"), ALONE))
        if event.kind == "deadline.missed" and event.name == "legal"
    ]
    assert (missed.name, missed.at) == ("legal", dated("Tue 2026-04-14 24:00"))


WITH_A_STOP = [  # extended on, stopped on, working days told, the legal limit in the end, why
    ("2026-03-04", "2026-03-09", 5, "Tue 2026-04-21", "extended, then 10-13 and 16 March taken out"),
    ("2026-03-18", "2026-03-09", 5, "Tue 2026-04-21", "the other way round: the same end"),
    ("2026-03-27", "2026-04-01", 3, "Fri 2026-04-17", "2, 3 and 7 April taken out of the extension itself"),
    ("2026-03-27", "2026-03-30", 2, "Thu 2026-04-16", "from the last day of the limit: 31 March and 1 April"),
]


@pytest.mark.parametrize(("extended", "stopped", "days", "legal", "why"), WITH_A_STOP)
def test_an_extension_and_a_stop_of_article_45_add_up_in_any_order(extended, stopped, days, legal, why):
    steps = {extended: extend(), stopped: Suspend(item="food", cause="expert_review", days=days)}
    case = handled()
    for on in sorted(steps):
        case = do(case, steps[on], at(on), ALONE)
    case = settled(case, at("2026-04-13"), ALONE)
    assert standing(case).due == dated(f"{legal} 24:00"), why


def test_while_the_clock_stands_still_nothing_is_extended():
    case = do(handled(), Suspend(item="food", cause="testing", days=5), at("2026-03-09"), ALONE)
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        do(case, extend(), at("2026-03-10"), ALONE)


def test_before_acceptance_and_after_the_decision_there_is_nothing_to_extend():
    case, _ = submitted(at("2026-03-02"), ALONE)
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        do(case, extend(), at("2026-03-02"), ALONE)
    case = do(handled(), Decide(item="food", grant=False, grounds=("condition.not_met",)), at("2026-03-03"), ALONE)
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        do(case, extend(), at("2026-03-03"), ALONE)


def test_where_no_text_allows_it_the_refusal_says_so():
    plan = plan_of(approval("food", extension=None))
    with pytest.raises(Refused, match=r"extension\.not_allowed") as refused:
        do(handled(plan), extend(), at("2026-03-20"), plan)
    assert refused.value.params == {"item": "food", "regime": "licensing"}
    assert "decide within the limit" in refused.value.remedy


def test_where_no_legal_limit_runs_there_is_none_to_extend():
    plan = plan_of(approval("food", legal=None))
    with pytest.raises(Refused, match=r"extension\.no_limit"):
        do(handled(plan), extend(), at("2026-03-04"), plan)


def test_an_item_that_the_case_does_not_have_is_refused():
    with pytest.raises(Invalid, match=r"case\.unknown_item"):
        do(handled(), extend(item="other"), at("2026-03-04"), ALONE)


def test_a_registration_takes_three_days_more_from_receipt():
    """Regulation on the registration of market entities Art. 19: three working days, and three more."""
    plan = plan_of(REGISTRATION)
    case = handled(plan, since="2026-09-29")
    case = do(case, extend(3, item="registration"), at("2026-09-30"), plan)
    assert end(case) == "2026-10-13"  # Tue: 30 September, 8 and 9 October; Sat 10 (worked), 12 and 13
    with pytest.raises(Invalid, match=r"extension\.days"):
        do(handled(plan), extend(4, item="registration"), at("2026-03-03"), plan)


def test_the_periods_of_the_others_stay_where_they_are():
    case = accepted(at("2026-03-02"))
    before = {i: d for i, d in deadlines(case) if i != "food"}
    case = do(case, extend(), at("2026-03-04"))
    assert {i: d for i, d in deadlines(case) if i != "food"} == before
    assert [owed.deadline for owed in case.owed] == [owed.deadline for owed in accepted(at("2026-03-02")).owed]
    assert _extended(case) == {"food"}


def _extended(case: Case) -> set[str]:
    return {one.item for one in case.approvals if one.extended and _moved(one)}


def _moved(one: Approval) -> bool:
    return all(d.extended is not None for d in one.deadlines)


def test_an_extension_into_a_year_not_loaded_is_computed_when_it_is():
    only_2026 = calendar_from([table for table in TABLES if table.year == 2026])
    plan = plan_of(approval("food", promised=None, legal=told(20)))
    case = handled(plan, since="2026-12-01")
    for event in decide(case, extend(), context(at("2026-12-15"), plan, only_2026)):
        case = evolve(case, event)
    assert standing(case).due is None
    assert standing(case).not_before == dated("Fri 2027-01-01 00:00")
    assert not settle(case, context(at("2026-12-30"), plan, only_2026))


def test_an_extension_in_another_unit_runs_from_the_end_of_the_limit():
    fifteen = AllowedExtension(Limit(15, "day"), "head", "local", "a local rule")
    plan = plan_of(approval("food", extension=fifteen))
    case = do(handled(plan), extend(15), at("2026-03-20"), plan)
    assert end(case) == "2026-04-14"  # Mon 30 March and fifteen days
