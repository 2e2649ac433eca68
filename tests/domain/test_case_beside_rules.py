"""What hangs on hearings, recusal, local pauses and papers that lapse: whose, by whom, and what the record keeps."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.case_samples import RESTAURANT, approval, at, context, do, material, plan_of, settled, submitted
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    Case,
    Decide,
    HoldHearing,
    OfferHearing,
    Recuse,
    RequestHearing,
    SetHearing,
    Submit,
    Suspend,
    check_permitted,
    deadlines,
    decide,
    evolve,
    explain,
    permits,
    role_for,
)
from yici.domain.clock import Limit
from yici.domain.commitment import to_sign
from yici.domain.error import Forbidden, Refused, YiciError
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.domain.regime import HearingRule, LocalCause

WORKING = "working_day"
RULE = HearingRule(Limit(5, WORKING), Limit(20, WORKING), Limit(7, WORKING), "licensing-47")
TWO = plan_of(approval("site", hearing=RULE, deciders=2, local_causes=(LocalCause("supplement", "等待补充", "local"),)))
START = "2026-03-02"


def handled(plan: Plan = TWO) -> Case:
    return do(submitted(at(START), plan)[0], Accept(), at(START), plan)


def by(case: Case, command, who: str, day: str = "2026-03-03", plan: Plan = TWO) -> Case:
    ctx = replace(context(at(day), plan), actor=Actor("staff", who, "officer", channel="desk"))
    for event in decide(settled(case, at(day), plan), command, ctx):
        case = evolve(case, event)
    return case


def test_a_paper_lapses_only_the_items_whose_text_says_so():
    shared = material(
        "proof", ("food", "sign"), "deferrable", later=Limit(5, WORKING), lapses=True, lapses_for=("food",)
    )
    plan = plan_of(approval("food"), approval("sign"), materials=(shared,))
    case = settled(handled(plan), at("2026-03-20"), plan)
    food, sign = case.approval("food"), case.approval("sign")
    assert (food.status, food.lapsed, sign.status, sign.lapsed) == ("withdrawn", "paper_missing", "handling", None)
    assert replace(shared, lapses_for=()).lapsing == ("food", "sign")
    assert replace(shared, lapses=False).lapsing == ()


def test_what_one_proposed_who_is_recused_is_no_half_of_a_decision():
    case = by(handled(), Decide(item="site", grant=True), "li")
    assert case.approval("site").proposal.by == "li"
    kept = by(case, Recuse(item="site", officer="wang", reason="relative"), "wang")
    assert kept.approval("site").proposal is not None
    gone = by(case, Recuse(item="site", officer="li", reason="relative"), "li")
    assert gone.approval("site").proposal is None
    alone = by(gone, Decide(item="site", grant=True), "zhang")
    assert (alone.approval("site").status, alone.approval("site").proposal.by) == ("handling", "zhang")


REFUSAL, GRANT = (
    Decide(item="site", grant=False, grounds=("prohibited", "plan.conflict")),
    Decide(item="site", grant=True),
)
UNTIL = date(2027, 3, 1)
OTHERWISE = [  # what the first decided, what the second does, whether that is the same
    (GRANT, GRANT, True),
    (REFUSAL, REFUSAL, True),
    (REFUSAL, replace(REFUSAL, grounds=("plan.conflict", "prohibited")), True),
    (REFUSAL, replace(REFUSAL, grounds=("prohibited",)), False),
    (REFUSAL, replace(REFUSAL, grounds=("condition.not_met",)), False),
    (replace(GRANT, valid_until=UNTIL), replace(GRANT, valid_until=UNTIL), True),
    (replace(GRANT, valid_until=UNTIL), GRANT, False),
    (replace(GRANT, valid_until=UNTIL), replace(GRANT, valid_until=date(2028, 3, 1)), False),
    (GRANT, REFUSAL, False),
]


@pytest.mark.parametrize(("first", "second", "same"), OTHERWISE)
def test_two_decide_the_same_only_on_the_same_grounds_and_until_the_same_day(first, second, same):
    """What the first never saw is no decision of two: it is proposed, and the first may agree to it."""
    case = by(by(handled(), first, "li"), second, "wang")
    site = case.approval("site")
    assert (site.status != "handling") is same
    if not same:
        assert (site.proposal.by, site.proposal.grounds) == ("wang", second.grounds)
        assert by(case, second, "li").approval("site").status in ("decided", "refused")


def test_whoever_proposed_may_propose_otherwise_but_is_not_the_second():
    case = by(handled(), REFUSAL, "li")
    with pytest.raises(Refused, match=r"decision\.second_needed"):
        by(case, replace(REFUSAL, grounds=("plan.conflict", "prohibited")), "li")
    assert by(case, replace(REFUSAL, grounds=("condition.not_met",)), "li").approval("site").proposal.grounds == (
        "condition.not_met",
    )


def test_one_takes_oneself_off_and_a_lead_anybody():
    case = handled()
    agency, place = case.approval("site").agency, case.place
    officer, lead = (Grants((Grant(role, "b", agency, place),)) for role in ("officer", "lead"))
    own, other = (Recuse(item="site", officer=one, reason="relative") for one in ("li", "wang"))
    assert permits(case, own, officer, "li")
    assert not permits(case, other, officer, "li")
    assert permits(case, own, lead, "li")
    assert permits(case, other, lead, "li")
    with pytest.raises(Forbidden, match=r"authority\.missing"):
        check_permitted(case, other, officer, "li")
    both = Grants((*officer.held, *lead.held))
    assert role_for(case, other, both, "li") == "lead"


def test_a_hearing_is_set_with_where_and_when_and_its_record_is_sealed():
    case = by(by(handled(), OfferHearing(item="site"), "li"), RequestHearing(item="site"), "li")
    with pytest.raises(YiciError, match=r"hearing\.no_place"):
        by(case, SetHearing(item="site", on=date(2026, 3, 20), note=" "), "li")
    case = by(case, SetHearing(item="site", on=date(2026, 3, 20), note="Room 1, 9:00"), "li")
    [held] = decide(
        settled(case, at("2026-03-20"), TWO),
        HoldHearing(item="site", minutes="a" * 64, record="words"),
        context(at("2026-03-20", 15), TWO),
    )
    assert (held.minutes, held.private) == ("a" * 64, {"record": "words"})


def test_the_days_of_a_place_s_own_pause_are_told_apart_from_those_of_the_law():
    paused = by(handled(), Suspend(item="site", cause="supplement", days=3), "li")
    run_on = settled(paused, at("2026-03-12"), TWO)
    promised = next(d for _, d in deadlines(run_on) if d.name == "promised")
    rules = {line.rule.code for line in explain(promised, context(at(START)).calendar)}
    assert "day.paused" in rules
    assert "day.stopped" not in rules
    legal = next(d for _, d in deadlines(run_on) if d.name == "legal")
    assert legal.stops == ()


def test_whoever_broke_a_promise_and_has_not_repaired_it_is_not_trusted_with_the_next():
    """State Council Office 2020 No. 42: until it is repaired the general procedure applies, which is always open."""
    known = replace(context(at("2026-03-02")), breaches=("N-broken",))
    numbers = ("A", "B", "C", "D", "E")
    values = {"id": "case", "numbers": numbers, "plan": "p", "subject": "s", "papers": ()}
    with pytest.raises(Refused, match=r"commitment\.excluded") as told:
        decide(None, Submit(**values, commitments=to_sign(RESTAURANT)), known)
    assert told.value.params["breaches"] == ["N-broken"]
    general = plan_of(approval("fire"))
    plain = Submit(**values | {"numbers": ("A", "B")})
    assert decide(None, plain, replace(known, plan=general))
