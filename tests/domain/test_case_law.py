"""The articles with their dates and weekdays: Administrative Licensing Law 32, 38, 42, 44, 45, 82."""

from datetime import datetime

import pytest

from tests.domain.case_samples import (
    CAUSES,
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
    DeclineAcceptance,
    Defect,
    Deliver,
    Paper,
    PlanInspection,
    RecordInspection,
    RequestCorrection,
    Resume,
    Revoke,
    SupplyCorrection,
    SupplyPaper,
    Suspend,
    VerifyCommitment,
    Withdraw,
    WithdrawCorrection,
    deadlines,
    owner,
    settle,
)  # fmt: skip
from yici.domain.clock import Limit, ending_day
from yici.domain.commitment import to_sign, told_digest
from yici.domain.error import Invalid, Refused
from yici.domain.workdays import calendar_from

ALONE = plan_of(approval("food"))
SILENT = ("food",)


def ends(case: object, name: str, item: str) -> datetime | None:
    return next(d.due for i, d in deadlines(case) if i == item and d.name == name)  # type: ignore[arg-type]


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


def test_a_commitment_is_granted_first_and_verified_within_its_limit():
    case = accepted(at("2026-03-02"))
    case = do(case, Decide(item="fire", grant=True), at("2026-03-02", 10))
    assert str(ending_day(ends(case, "verification", "fire"))) == "2026-03-30"
    case = do(case, Deliver(item="fire", way="window"), at("2026-03-03"))
    assert case.approval("fire").open
    case = do(case, VerifyCommitment(item="fire", kept=True, officers=TWO), at("2026-03-10"))
    assert not case.approval("fire").open


def test_a_broken_commitment_needs_findings_and_a_day_to_repair_it():
    case = do(accepted(at("2026-03-02")), Decide(item="fire", grant=True), at("2026-03-02", 10))
    with pytest.raises(Invalid, match=r"commitment\.repair"):
        do(case, VerifyCommitment(item="fire", kept=False, officers=TWO), at("2026-03-10"))
    broken = VerifyCommitment(
        item="fire", kept=False, officers=TWO, findings=("condition.not_met",), repair_by=at("2026-03-13").date()
    )
    case = do(case, broken, at("2026-03-10"))
    assert (case.approval("fire").verification, ends(case, "repair", "fire")) == ("broken", at("2026-03-14", 0))


REPAIR_ENDS = [  # when the body revokes, whether the day to repair it (Friday 13 March) is over
    (at("2026-03-10", 10), False),
    (at("2026-03-13", 23, 59), False),
    (at("2026-03-14", 0), True),
    (at("2026-03-16"), True),
]


@pytest.mark.parametrize("delivered", [True, False])
@pytest.mark.parametrize(("moment", "over"), REPAIR_ENDS)
def test_nobody_is_revoked_before_the_day_to_repair_it_is_over(moment, over, delivered):
    """State Council Office 2020 No. 42: put right within the time first."""
    case = do(accepted(at("2026-03-02")), Decide(item="fire", grant=True), at("2026-03-02", 10))
    if delivered:
        case = do(case, Deliver(item="fire", way="window"), at("2026-03-03"))
    found = {"findings": ("condition.not_met",), "repair_by": at("2026-03-13").date()}
    case = do(case, VerifyCommitment(item="fire", kept=False, officers=TWO, **found), at("2026-03-10"))
    revoke = Revoke(item="fire", grounds=("commitment.broken",))
    if over:
        assert do(case, revoke, moment).approval("fire").status == "revoked"
    else:
        with pytest.raises(Refused, match=r"commitment\.repair_running") as told:
            do(case, revoke, moment)
        assert told.value.params["until"] == "2026-03-13"


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


def test_not_accepted_names_the_reason_and_ends_what_depends_on_it():
    case, _ = submitted(at("2026-03-02"))
    with pytest.raises(Invalid, match=r"not_accepted\.reason"):
        do(case, DeclineAcceptance(item="registration", reason=""), at("2026-03-02"))
    # Whose matter it is not names the body whose it is (Art. 32(2)).
    for nobody in (None, ""):
        with pytest.raises(Invalid, match=r"not_accepted\.competent"):
            elsewhere = DeclineAcceptance(item="registration", reason="not_competent", competent=nobody)
            do(case, elsewhere, at("2026-03-02"))
    unneeded = DeclineAcceptance(item="registration", reason="no_licence_needed")
    assert do(case, unneeded, at("2026-03-02")).approval("registration").status == "not_accepted"
    case = do(case, DeclineAcceptance(item="registration", reason="not_competent", competent="x"), at("2026-03-02"))
    assert [a.status for a in case.approvals] == ["not_accepted", "lapsed", "lapsed", "received"]


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


def test_nobody_is_decided_on_a_commitment_that_was_not_signed_as_it_was_told():
    with pytest.raises(Invalid, match=r"commitment\.not_signed"):
        submitted(at("2026-03-02"), commitments={})
    with pytest.raises(Invalid, match=r"commitment\.not_signed"):
        submitted(at("2026-03-02"), commitments={"fire": told_digest(("an older text",))})
    with pytest.raises(Invalid, match=r"commitment\.not_asked"):
        submitted(at("2026-03-02"), commitments={**to_sign(RESTAURANT), "food": told_digest(())})
    case, [event] = submitted(at("2026-03-02"))
    assert event.commitments == {"fire": told_digest(())}
    assert case.approval("fire").committed


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
