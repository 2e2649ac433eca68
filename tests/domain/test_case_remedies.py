"""Every refusal says what is possible instead; one for a wrong state names what the state allows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yici
from tests.domain.case_commands import COMMANDS, START
from tests.domain.case_samples import TWO, WIDE, context, do, submitted
from tests.domain.case_walks import STEPS, run
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    Case,
    Command,
    Decide,
    Deliver,
    ExtendDecision,
    HoldHearing,
    OfferHearing,
    PlanInspection,
    RequestHearing,
    Resume,
    Suspend,
    VerifyCommitment,
    decide,
)
from yici.domain.case.allowed import allowed
from yici.domain.case.possible import BY_EDGE, possible
from yici.domain.case.states import EDGES, FINAL, SENTENCES
from yici.domain.error import YiciError

ROOT = Path(yici.__file__).parent
MACHINES = ("domain/case", "domain/licence", "domain/project")
KINDS = {"NotFound", "Forbidden", "Conflict", "Refused", "Invalid"}


def bare() -> Iterator[str]:
    """Every refusal of the machines that is raised without a remedy."""
    for path in (path for folder in MACHINES for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            refused = isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS
            if refused and not any(keyword.arg in ("remedy", None) for keyword in node.keywords):  # type: ignore[attr-defined]
                yield f"{path.relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]


def test_no_refusal_is_without_a_remedy():
    assert list(bare()) == []


def started() -> Case:
    return do(submitted(START, WIDE)[0], Accept(), START, WIDE)


WRONG: list[
    tuple[Command, str, tuple[str, ...]]
] = [  # asked in the wrong state, code, some of what is possible instead
    (Accept(items=("sign",)), "case.wrong_state", ("decide", "suspend", "extend", "withdraw")),
    (Resume(item="sign"), "case.wrong_state", ("decide", "suspend")),
    (Deliver(item="food", way="window"), "case.wrong_state", ("withdraw", "plan_inspection")),
    (VerifyCommitment(item="fire", kept=True, officers=TWO), "commitment.wrong_state", ("withdraw",)),
    (HoldHearing(item="site", minutes="m-1"), "hearing.wrong_stage", ("offer_hearing",)),
]


@pytest.mark.parametrize(("command", "code", "instead"), WRONG)
def test_what_is_possible_instead_is_named(command: Command, code: str, instead: tuple[str, ...]):
    with pytest.raises(YiciError) as told:
        do(started(), command, START, WIDE)
    assert told.value.code == code
    named = told.value.params["possible"]
    assert set(instead) <= set(named)  # type: ignore[call-overload]
    assert all(offer in told.value.remedy for offer in instead)


def test_during_a_pause_one_is_told_to_let_the_clock_run_on_first():
    case = started()
    case = do(case, Suspend(item="site", cause="supplement", days=9), START, WIDE)
    with pytest.raises(YiciError, match=r"possible now: .*resume"):
        do(case, ExtendDecision(item="site", days=3, approver="head", note="why"), START, WIDE)


def test_of_what_is_over_nothing_is_possible():
    case = do(started(), Decide(item="sign", grant=False, grounds=("prohibited",)), START, WIDE)
    assert possible(case.approval("sign")) == ()
    with pytest.raises(YiciError, match="nothing more is to be done"):
        do(case, PlanInspection(visit="v", items=("sign",), on=START.date(), officers=TWO), START, WIDE)


def test_a_hearing_tells_its_next_step():
    case = do(started(), OfferHearing(item="site"), START, WIDE)
    with pytest.raises(YiciError, match="possible now: request_hearing"):
        do(case, HoldHearing(item="site", minutes="m-1"), START, WIDE)
    case = do(case, RequestHearing(item="site"), START, WIDE)
    with pytest.raises(YiciError, match="possible now: set_hearing"):
        do(case, RequestHearing(item="site"), START, WIDE)


def test_no_edge_is_named_from_where_it_does_not_lead():
    assert set(BY_EDGE.values()) <= EDGES.keys()
    assert {status for status in SENTENCES if any(status in EDGES[kind].origins for kind in BY_EDGE.values())} == (
        set(SENTENCES) - FINAL
    )


@given(STEPS)
def test_whatever_is_offered_to_somebody_who_may_everything_is_what_is_possible(steps):
    case = run(steps)[0][-1]
    held = [Grant("lead", a.agency, a.agency, case.place) for a in case.approvals]
    whole = [Grant(role, "hall", "hall", case.place) for role in ("window_clerk", "supervisor")]
    by_state = {*BY_EDGE, "verify", "confirm_repair", "revoke"}
    for offer in allowed(case, WIDE, Grants((*held, *whole)), START, "nobody"):
        if offer.command in by_state:
            assert all(offer.command in possible(case.approval(item)) for item in offer.items), offer


@given(STEPS, st.lists(COMMANDS, min_size=1, max_size=8))
def test_whatever_is_refused_is_refused_with_what_to_do(steps, commands):
    case = run(steps)[0][-1]
    for command in commands:
        try:
            decide(case, command, context(START, WIDE))
        except YiciError as refused:
            assert refused.remedy, refused.code
