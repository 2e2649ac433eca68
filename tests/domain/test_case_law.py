"""Limits, decisions and delivery by the Administrative Licensing Law, with dates and weekdays: Art. 38, 42, 44."""

import pytest

from tests.domain.case_samples import (
    ALONE,
    FOOD,
    REGISTRATION,
    RESTAURANT,
    SIGN,
    TWO,
    accepted,
    approval,
    at,
    context,
    do,
    ends,
    plan_of,
    settled,
    submitted,
    told,
)  # fmt: skip
from tests.domain.national_calendar import NATIONAL
from yici.domain.case import (
    EDGES,
    FINAL,
    SENTENCES,
    Accept,
    Decide,
    Deliver,
    Paper,
    PlanInspection,
    RecordInspection,
    SupplyPaper,
    Withdraw,
    deadlines,
    owner,
    settle,
)  # fmt: skip
from yici.domain.clock import Limit, ending_day
from yici.domain.error import Invalid, Refused
from yici.domain.workdays import calendar_from

LIMITS = [  # accepted, promised 10 working days, legal 20 working days
    ("2026-03-02", "2026-03-16", "2026-03-30"),  # Mon → Mon → Mon
    ("2026-02-12", "2026-03-04", "2026-03-18"),  # Thu → Wed → Wed, Sat 14 and 28 work, 15–23 rests
    ("2026-09-30", "2026-10-20", "2026-11-03"),  # Wed → Tue → Tue, over National Day, Sat 10 October works
]


@pytest.mark.parametrize(("day", "promised", "legal"), LIMITS)
def test_article_42_counts_twenty_working_days_from_acceptance(day, promised, legal):
    case, _ = submitted(at(day), ALONE)
    case = do(case, Accept(), at(day, 10), ALONE)
    assert str(ending_day(ends(case, "promised", "food"))) == promised
    assert str(ending_day(ends(case, "legal", "food"))) == legal


def test_registration_knows_no_deemed_acceptance_and_counts_three_days_from_receipt():
    plan = plan_of(REGISTRATION)
    case, _ = submitted(at("2026-03-05"), plan)  # a Thursday
    assert str(ending_day(ends(case, "legal", "registration"))) == "2026-03-10"  # Tuesday
    late = settled(case, at("2026-03-20"), plan)
    assert late.approvals[0].status == "received"
    assert late.approvals[0].deadlines[0].missed


def test_registration_is_decided_on_the_spot_without_an_acceptance_between():
    plan = plan_of(REGISTRATION)
    case, _ = submitted(at("2026-03-05"), plan)
    case = do(case, Decide(item="registration", grant=True), at("2026-03-05", 9, 10), plan)
    assert (case.approvals[0].status, case.approvals[0].outcome) == ("decided", "registered")


def test_what_needs_a_licence_starts_when_it_is_granted():
    case, _ = submitted(at("2026-03-02"))
    case = do(case, Accept(), at("2026-03-03"))
    assert case.approval("food").status == "waiting"
    case = do(case, Decide(item="registration", grant=True), at("2026-03-05"))
    food = case.approval("food")
    assert (food.status, food.accepted_at) == ("handling", at("2026-03-05"))
    assert str(ending_day(ends(case, "promised", "food"))) == "2026-03-19"


def test_what_needs_a_refused_licence_ends_with_it_and_says_why():
    case, _ = submitted(at("2026-03-02"))
    case = do(case, Accept(), at("2026-03-03"))
    case = do(case, Decide(item="registration", grant=False, grounds=("prohibited",)), at("2026-03-04"))
    assert [a.status for a in case.approvals] == ["refused", "lapsed", "lapsed", "handling"]
    assert case.phase == "handling"


def test_a_refusal_needs_its_reasons():
    case = accepted(at("2026-03-02"))
    with pytest.raises(Invalid, match=r"decision\.grounds"):
        do(case, Decide(item="fire", grant=False), at("2026-03-03"))


def test_a_grant_has_no_grounds_to_refuse_that_would_vanish():
    case = accepted(at("2026-03-02"))
    with pytest.raises(Invalid, match=r"decision\.grounds_on_grant"):
        do(case, Decide(item="sign", grant=True, grounds=("papers.untrue",)), at("2026-03-03"))


def test_no_grant_before_the_inspection_and_no_inspection_by_one_person():
    case = accepted(at("2026-03-02"))
    with pytest.raises(Refused, match=r"decision\.inspection_missing"):
        do(case, Decide(item="food", grant=True), at("2026-03-03"))
    alone = PlanInspection(visit="v", items=("food",), on=at("2026-03-05").date(), officers=("officer-1", "officer-1"))
    with pytest.raises(Invalid, match=r"inspection\.too_few_people"):
        do(case, alone, at("2026-03-03"))
    case = do(
        case, PlanInspection(visit="v", items=("food",), on=at("2026-03-05").date(), officers=TWO), at("2026-03-03")
    )
    case = do(case, RecordInspection(visit="v", officers=TWO), at("2026-03-05"))
    assert do(case, Decide(item="food", grant=True), at("2026-03-06")).approval("food").status == "decided"


def test_one_visit_serves_several_approvals():
    case = accepted(at("2026-03-02"))
    visit = PlanInspection(visit="v", items=("food", "sign"), on=at("2026-03-05").date(), officers=TWO)
    case = do(do(case, visit, at("2026-03-03")), RecordInspection(visit="v", officers=TWO), at("2026-03-05"))
    assert [case.approval(item).inspected for item in ("food", "sign")] == [True, True]


def test_article_44_gives_ten_working_days_to_hand_the_licence_over():
    case = accepted(at("2026-03-02"))
    case = do(case, Decide(item="fire", grant=True), at("2026-03-03"))
    assert str(ending_day(ends(case, "delivery", "fire"))) == "2026-03-17"
    assert do(case, Deliver(item="fire", way="courier"), at("2026-03-04")).approval("fire").status == "delivered"


def test_owed_papers_come_before_the_grant_or_at_the_visit():
    case = accepted(at("2026-03-02"))
    assert [owed.material for owed in case.owed] == ["drawing", "proof"]
    with pytest.raises(Refused, match=r"decision\.papers_missing"):
        do(case, Decide(item="sign", grant=True), at("2026-03-03"))
    case = do(case, SupplyPaper(papers=(Paper(material="proof"),)), at("2026-03-04"))
    assert do(case, Decide(item="sign", grant=True), at("2026-03-04")).approval("sign").status == "decided"


def test_nobody_supplies_what_is_not_owed_and_nobody_hands_in_what_nobody_asks():
    case = accepted(at("2026-03-02"))
    with pytest.raises(Invalid, match=r"paper\.not_owed"):
        do(case, SupplyPaper(papers=(Paper(material="rules"),)), at("2026-03-04"))
    with pytest.raises(Invalid, match=r"case\.paper_not_asked"):
        submitted(at("2026-03-02"), papers=(Paper(material="photo"),))


def test_the_applicant_may_withdraw_until_the_decision_and_not_after():
    case = do(accepted(at("2026-03-02")), Decide(item="fire", grant=True), at("2026-03-03"))
    case = do(case, Withdraw(items=("food",)), at("2026-03-04"))
    assert case.approval("food").status == "withdrawn"
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        do(case, Withdraw(items=("fire",)), at("2026-03-05"))
    assert do(case, Withdraw(), at("2026-03-05")).approval("sign").status == "withdrawn"


def test_a_missed_limit_is_recorded_once_as_of_its_end_and_changes_nothing_else():
    case = do(submitted(at("2026-03-02"), ALONE)[0], Accept(), at("2026-03-02"), ALONE)
    missed = settle(case, context(at("2026-04-30"), ALONE))
    assert [(e.kind, e.at) for e in missed] == [
        ("deadline.near", at("2026-03-13", 0)),
        ("deadline.missed", at("2026-03-17", 0)), ("card.issued", at("2026-03-17", 0)),
        ("deadline.missed", at("2026-03-25", 0)), ("deadline.missed", at("2026-03-31", 0)),
        ("card.issued", at("2026-03-31", 0)), ("deadline.missed", at("2026-04-09", 0)),
    ]  # fmt: skip
    late = settled(case, at("2026-04-30"), ALONE)
    assert late.approvals[0].status == "handling"
    assert settle(late, context(at("2026-05-30"), ALONE)) == []


def test_an_unloaded_year_keeps_the_end_open_and_loading_it_computes_the_end():
    until_2026 = NATIONAL
    case, _ = submitted(at("2026-12-14"), ALONE)
    case = do(case, Accept(), at("2026-12-14"), ALONE)
    legal = next(d for _, d in deadlines(case) if d.name == "legal")
    assert (legal.due, legal.not_before) == (None, at("2027-01-01", 0))
    # Only the promised one.
    later = [event.kind for event in settle(case, context(at("2027-03-01"), ALONE, until_2026))]
    assert later[:3] == ["deadline.near", "deadline.missed", "card.issued"]
    year = type(until_2026.tables[0])(
        2027, {at("2027-01-01").date(): "元旦"}, frozenset(), "a table made for this test"
    )
    loaded = calendar_from([*until_2026.tables, year])
    recomputed = settle(case, context(at("2026-12-20"), ALONE, loaded))
    assert [event.kind for event in recomputed] == ["deadline.recomputed"]
    assert str(ending_day(recomputed[0].deadline.due)) == "2027-01-12"


def test_where_no_text_binds_anybody_the_platform_reminds_and_moves_no_limit():
    plan = plan_of(approval("card", correction_window=None, missed="none", legal=None, promised=None, delivery=None))
    case, _ = submitted(at("2026-03-02"), plan)
    [(_, reminder)] = deadlines(case)
    assert (reminder.name, reminder.source) == ("reminder", "platform")
    reminded = [e.kind for e in settle(case, context(at("2026-03-25"), plan))]
    assert reminded == ["case.reminded"] * 2
    assert settled(case, at("2026-03-25"), plan).approvals[0].status == "received"


def test_a_promise_of_working_hours_is_no_surprise_to_the_owner():
    case, _ = submitted(at("2026-03-02"))
    assert owner(case) is not None


def test_every_state_can_be_reached_and_every_dead_end_is_declared_final():
    reached = {edge.to for edge in EDGES.values()} | {"received"}
    left = {state for edge in EDGES.values() for state in edge.origins}
    assert reached == set(SENTENCES)
    assert {state for state in SENTENCES if state not in left} | {"delivered"} == set(FINAL)
    assert all(SENTENCES.values())
    assert all(edge.source for edge in EDGES.values())


def test_the_sample_uses_what_it_says():
    assert (FOOD.needs, SIGN.promised, told(3).limit, RESTAURANT.schedule.approvals[0]) == (
        ("registration",), None, Limit(3, "working_day"), REGISTRATION,
    )  # fmt: skip
