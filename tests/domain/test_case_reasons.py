"""The reason "other" is none by itself: whoever gives it says in words what it is (Licensing Law Art. 38)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.case_samples import TWO, WIDE, WORKING, approval, at, do, plan_of, submitted, told
from yici.domain.case import (
    Accept,
    AskOpinions,
    Case,
    Command,
    Convene,
    Decide,
    DeclineAcceptance,
    Deliver,
    GiveOpinion,
    IssueCard,
    Revoke,
    Urge,
    VerifyCommitment,
)
from yici.domain.case.codes import check_words
from yici.domain.case.vocabulary import OTHER, VOCABULARY
from yici.domain.clock import Limit
from yici.domain.error import Invalid
from yici.domain.plan import Plan

START, LATE = at("2026-03-02"), at("2026-03-20")
PLAN = plan_of(
    approval("food"), approval("fire", committed=True, promised=told(1), verification=Limit(20, WORKING))
)  # fmt: skip
BROKEN = VerifyCommitment(
    item="fire", kept=False, officers=TWO, findings=("condition.not_met",), repair_by=date(2026, 3, 10)
)


def received() -> Case:
    return submitted(START, PLAN)[0]


def accepted() -> Case:
    return do(received(), Accept(), START, PLAN)


def granted() -> Case:
    return do(accepted(), Decide(item="fire", grant=True), START, PLAN)


def asked() -> Case:
    case = do(submitted(START, WIDE)[0], Accept(), START, WIDE)
    return do(case, AskOpinions(item="site"), START, WIDE)


AGAINST = GiveOpinion(item="site", agency="water", agrees=False, grounds=(OTHER,))
SAID: list[tuple[Callable[[], Case], Command, Plan]] = [
    (accepted, Decide(item="food", grant=False, grounds=(OTHER,)), PLAN),
    (accepted, Decide(item="food", grant=False, grounds=("prohibited", OTHER)), PLAN),
    (received, DeclineAcceptance(item="food", reason=OTHER), PLAN),
    (lambda: do(granted(), BROKEN, START, PLAN), Revoke(item="fire", grounds=(OTHER,)), PLAN),
    (granted, replace(BROKEN, findings=(OTHER,), repair_by=date(2026, 4, 1)), PLAN),
    (accepted, IssueCard(item="food", about=OTHER), PLAN),
    (accepted, Urge(item="food", about=OTHER), PLAN),
    (accepted, Convene(about=OTHER, at=START + timedelta(days=2), where="Room 1"), PLAN),
    (asked, AGAINST, WIDE),
]


@pytest.mark.parametrize(("before", "command", "plan"), SAID)
@pytest.mark.parametrize("note", ["", "  \n"])
def test_other_without_words_is_no_reason(before: Callable[[], Case], command: Command, plan: Plan, note: str):
    case, now = before(), LATE if isinstance(command, Revoke) else START
    command = replace(command, note=note)  # type: ignore[call-arg]
    with pytest.raises(Invalid, match=r"command\.no_words") as refused:
        do(case, command, now, plan)
    assert refused.value.remedy
    do(case, replace(command, note="why it is so"), now, plan)  # type: ignore[call-arg]


def test_every_list_of_reasons_that_knows_other_is_held_to_it():
    assert {kind for (kind, _), known in VOCABULARY.items() if OTHER in known} == {type(one) for _, one, _ in SAID}


def test_a_reason_that_says_something_needs_no_words():
    check_words(Decide(item="food", grant=False, grounds=("prohibited",)))
    check_words(Deliver(item="food", way="window"))
