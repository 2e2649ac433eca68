"""Local pauses, what lapses, two who decide, recusal, cards, rating, and a calendar that was corrected afterwards."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.domain.case_samples import approval, at, context, do, material, plan_of, settled, submitted
from tests.domain.national_calendar import TABLES
from tests.domain.national_calendar import at as dated
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    AnswerCard,
    Case,
    Command,
    Context,
    Decide,
    Defect,
    Deliver,
    IssueCard,
    PlanInspection,
    Rate,
    Recuse,
    RequestCorrection,
    Resume,
    Suspend,
    Withdraw,
    deadlines,
    decide,
    evolve,
    settle,
)
from yici.domain.case.allowed import allowed
from yici.domain.clock import Limit
from yici.domain.error import YiciError
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.domain.regime import LocalCause
from yici.domain.workdays import calendar_from

START = "2026-03-02"
OWN = LocalCause("supplement", "等待申请人补充", "local rule")
PLAN = plan_of(approval("food", local_causes=(OWN,)))


def handled(plan: Plan = PLAN, day: str = START) -> Case:
    return do(submitted(at(day), plan)[0], Accept(), at(day), plan)


def fault(case: Case, command: Command, ctx: Context) -> YiciError:
    with pytest.raises(YiciError) as told:
        decide(case, command, ctx)
    return told.value


def test_cards_sent_by_hand_and_visits_are_bounded():
    case, now, card = handled(), at(START), IssueCard(item="food", about="slow")
    for number in range(100):
        case = do(case, card, now, PLAN) if number < 50 else case
        planned = PlanInspection(visit=f"visit-{number}", items=("food",), on=date(2026, 3, 9), officers=("a", "b"))
        case = do(case, planned, now, PLAN)
    assert fault(case, card, context(now, PLAN)).code == "card.too_many"
    more = replace(planned, visit="visit-100")
    assert fault(case, more, context(now, PLAN)).code == "inspection.too_many"
    # What is planned already can be moved all the same.
    assert decide(case, replace(planned, on=date(2026, 3, 10)), context(now, PLAN))
    lead = Grants((Grant("lead", case.approvals[0].agency, case.approvals[0].agency, case.place),))
    watched = Grants((Grant("supervisor", "hall", "hall", case.place),))
    assert not {"plan_inspection"} & {one.command for one in allowed(case, PLAN, lead, now)}
    assert not {"issue_card"} & {one.command for one in allowed(case, PLAN, watched, now)}


def ends(case: Case, item: str = "food") -> dict[str, Any]:
    return {d.name: d.due for d in case.approval(item).deadlines}


def test_a_place_s_own_pause_moves_its_promise_and_never_the_legal_limit():
    before = ends(handled())
    case = do(handled(), Suspend(item="food", cause="supplement", days=5), at("2026-03-04"), PLAN)
    assert ends(case) == {"resumption": dated("Wed 2026-03-11 24:00"), "legal": before["legal"]}
    after = ends(do(case, Resume(item="food"), at("2026-03-06"), PLAN))
    # Two working days, 5 and 6 March, are taken out of the promise.
    assert after == {"promised": dated("Wed 2026-03-18 24:00"), "legal": before["legal"]}


def test_the_legal_limit_passes_while_a_place_pauses():
    case = do(handled(), Suspend(item="food", cause="supplement", days=60), at("2026-03-04"), PLAN)
    late = settled(case, at("2026-04-10"), PLAN)
    assert [d.missed for d in late.approval("food").deadlines if d.name == "legal"] == [True]
    assert late.approval("food").status == "suspended"


def test_no_cause_but_those_of_the_law_and_of_the_place_stops_anything():
    refused = fault(handled(), Suspend(item="food", cause="waiting", days=5), context(at(START), PLAN))
    assert (refused.code, refused.params["causes"][-1]) == ("clock.no_cause", "supplement")


LAPSING = plan_of(
    approval("sign"), approval("after", needs=("sign",)), approval("other"),
    materials=(
        material("proof", ("sign",), "deferrable", later=Limit(5, "working_day"), lapses=True),
        material("map", ("other",), "deferrable", later=Limit(5, "working_day")),
    ),
)  # fmt: skip


def test_a_tolerated_paper_that_never_comes_withdraws_its_item_where_a_text_says_so_and_what_needs_it():
    """Anyang 2021 Art. 24: what is not supplied in time counts as withdrawn."""
    late = settled(handled(LAPSING), at("2026-04-01"), LAPSING)
    assert {a.item: a.status for a in late.approvals} == {"sign": "withdrawn", "after": "lapsed", "other": "handling"}
    events = settle(handled(LAPSING), context(at("2026-03-10"), LAPSING))
    told = [(event.kind, event.at) for event in events if event.kind == "approval.withdrawn"]
    assert told == [("approval.withdrawn", dated("Mon 2026-03-09 24:00"))]


def asked_to_correct(plan: Plan) -> Case:
    case, _ = submitted(at(START), plan)
    defects = tuple(Defect(a.item, "rules", "paper.unclear") for a in case.approvals)
    return do(case, RequestCorrection(defects=defects), at(START, 10), plan)


@pytest.mark.parametrize(("unanswered", "status"), [("withdrawn", "withdrawn"), ("none", "correcting")])
def test_a_correction_that_never_comes_counts_as_withdrawn_where_a_text_says_so(unanswered, status):
    plan = plan_of(approval("food", reply=Limit(10, "working_day"), unanswered=unanswered))
    late = settled(asked_to_correct(plan), at("2026-03-17"), plan)
    assert late.approval("food").status == status


def test_nobody_has_to_mend_what_was_withdrawn():
    plan = plan_of(approval("food"), approval("sign"))
    case = do(asked_to_correct(plan), Withdraw(items=("food",)), at("2026-03-03"), plan)
    assert [defect.item for defect in case.defects] == ["sign"]


def acting(name: str, plan: Plan, day: str = "2026-03-03") -> Context:
    return replace(context(at(day), plan), actor=Actor("staff", name, "officer", channel="desk"))


def act(case: Case, command: Command, ctx: Context) -> Case:
    for event in decide(case, command, ctx):
        case = evolve(case, event)
    return case


PAIR = plan_of(approval("food", deciders=2))


def test_where_two_decide_the_first_proposes_and_another_makes_it_a_decision():
    first = act(handled(PAIR), Decide(item="food", grant=True), acting("li", PAIR))
    assert first.approval("food").status == "handling"
    alone = fault(first, Decide(item="food", grant=True), acting("li", PAIR))
    assert alone.code == "decision.second_needed"
    both = act(first, Decide(item="food", grant=True), acting("wang", PAIR))
    assert both.approval("food").status == "decided"


def test_who_thinks_otherwise_proposes_otherwise_and_may_change_their_own_mind():
    first = act(handled(PAIR), Decide(item="food", grant=True), acting("li", PAIR))
    refusal = Decide(item="food", grant=False, grounds=("condition.not_met",))
    other = act(first, refusal, acting("wang", PAIR))
    assert (other.approval("food").status, other.approval("food").proposal.by) == ("handling", "wang")
    assert act(other, refusal, acting("li", PAIR)).approval("food").status == "refused"
    assert act(first, refusal, acting("li", PAIR)).approval("food").proposal.grant is False


def test_who_is_recused_has_no_part_in_the_item_alone_or_among_others():
    case = act(handled(), Recuse(item="food", officer="li", reason="relative"), acting("wang", PLAN))
    refused = fault(case, Decide(item="food", grant=True), acting("li", PLAN))
    assert (refused.code, refused.params["officers"]) == ("authority.recused", ["li"])
    visit = PlanInspection(visit="v", items=("food",), on=date(2026, 3, 9), officers=("li", "chen"))
    assert fault(case, visit, acting("wang", PLAN)).code == "authority.recused"
    assert act(case, Decide(item="food", grant=True), acting("wang", PLAN)).approval("food").status == "decided"


def test_recusal_has_a_reason_and_comes_once_before_the_end():
    assert fault(handled(), Recuse(item="food", officer="li", reason=""), acting("w", PLAN)).code == "recusal.no_reason"
    case = act(handled(), Recuse(item="food", officer="li", reason="relative"), acting("wang", PLAN))
    again = Recuse(item="food", officer="li", reason="relative")
    assert fault(case, again, acting("wang", PLAN)).code == "recusal.recorded_already"
    gone = do(handled(), Withdraw(), at(START), PLAN)
    assert fault(gone, again, acting("wang", PLAN)).code == "recusal.too_late"


def test_each_limit_of_the_office_that_passes_brings_its_unit_a_red_card_that_wants_an_answer():
    late = settled(handled(), at("2026-04-01"), PLAN)
    told = [(card.about, card.colour, card.agency, card.rule) for card in late.approval("food").cards]
    assert told == [("promised", "red", "agency of food", 1), ("legal", "red", "agency of food", 1)]
    first = late.approval("food").cards[0]
    assert first.issued_at == dated("Mon 2026-03-16 24:00")
    assert (first.deadline.duty, first.deadline.source, first.deadline.of) == ("agency", "platform", "promised-1")
    answered = do(late, AnswerCard(item="food", card="promised-1", note="ill"), at("2026-04-01"), PLAN)
    assert [bool(card.deadline) for card in answered.approval("food").cards] == [False, True]
    twice = AnswerCard(item="food", card="promised-1", note="ill")
    assert fault(answered, twice, context(at("2026-04-01"), PLAN)).code == "card.not_open"


def test_a_card_outlives_the_decision_but_not_the_case_of_the_applicant():
    done = do(settled(handled(), at("2026-03-18"), PLAN), Decide(item="food", grant=True), at("2026-03-18"), PLAN)
    done = do(done, Deliver(item="food", way="window"), at("2026-03-18"), PLAN)
    food = done.approval("food")
    assert (done.phase, food.running, food.open, food.tasks) == ("closed", False, True, ("answer",))
    assert [d.of for _, d in deadlines(done)] == ["promised-1"]
    closed = do(done, AnswerCard(item="food", card="promised-1", note="ill"), at("2026-03-19"), PLAN)
    assert deadlines(closed) == ()


def test_a_supervisor_sends_a_yellow_card_by_hand():
    case = do(handled(), IssueCard(item="food", about="conduct"), at(START, 11), PLAN)
    assert [(card.colour, card.rule) for card in case.approval("food").cards] == [("yellow", 0)]
    assert fault(case, AnswerCard(item="food", card="conduct-1", note=" "), context(at(START), PLAN)).code == (
        "card.no_answer"
    )


def test_a_rating_is_one_of_five_levels_once_and_after_something_was_decided():
    assert fault(handled(), Rate(level=1), context(at(START), PLAN)).code == "rating.too_early"
    done = do(handled(), Decide(item="food", grant=True), at("2026-03-03"), PLAN)
    assert fault(done, Rate(level=6), context(at("2026-03-03"), PLAN)).code == "rating.level"
    rated = do(done, Rate(level=5, note="slow"), at("2026-03-03"), PLAN)
    assert rated.rating == 5
    assert fault(rated, Rate(level=1), context(at("2026-03-03"), PLAN)).code == "rating.once"


def corrected(extra: str) -> Any:
    """This will give the nation's calendar with one more day off in 2026."""
    tables = [
        replace(one, holidays={**one.holidays, date.fromisoformat(extra): "放假"}) if one.year == 2026 else one
        for one in TABLES
    ]
    return calendar_from(tables)


def test_a_calendar_that_is_corrected_afterwards_moves_what_still_runs_and_says_so_once():
    case = handled()
    calendar = corrected("2026-03-09")
    events = settle(case, context(at("2026-03-05"), PLAN, calendar))
    moved = [(event.kind, event.deadline.name, event.deadline.due) for event in events]
    assert moved == [
        ("deadline.recomputed", "promised", dated("Tue 2026-03-17 24:00")),
        ("deadline.recomputed", "legal", dated("Tue 2026-03-31 24:00")),
    ]
    for event in events:
        case = evolve(case, event)
    assert settle(case, context(at("2026-03-05"), PLAN, calendar)) == []


def test_a_corrected_calendar_leaves_what_has_passed():
    case = settled(handled(), at("2026-03-18"), PLAN)
    events = settle(case, context(at("2026-03-18"), PLAN, corrected("2026-03-09")))
    assert {event.kind for event in events} == {"deadline.recomputed"}
    assert "promised" not in {event.deadline.name for event in events}
