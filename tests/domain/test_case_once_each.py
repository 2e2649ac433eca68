"""What a command names twice is not done twice: it is refused, for every list of every command."""

from dataclasses import fields, replace
from datetime import date
from typing import get_args

import pytest

from tests.domain.case_samples import TWO, WIDE, accepted, at, context, do, plan_of, submitted
from tests.domain.case_samples import approval as planned
from yici.domain.case import (
    Accept,
    Ask,
    AskOpinions,
    Command,
    Convene,
    Decide,
    Defect,
    DeliverTogether,
    GiveOpinion,
    Paper,
    PlanInspection,
    RecordInspection,
    RecordMeeting,
    Reply,
    RequestCorrection,
    Revoke,
    Submit,
    SupplyCorrection,
    SupplyPaper,
    VerifyCommitment,
    Withdraw,
    decide,
)  # fmt: skip
from yici.domain.case import events as e
from yici.domain.case.once_each import check_once, forbidden
from yici.domain.error import Invalid
from yici.domain.signing import Signature

START = at("2026-03-02")
DAY = date(2026, 3, 4)
SIMPLE = plan_of(planned("a"), planned("b"))
UNCLEAR = Defect("a", "drawing", "paper.unclear")
VISIT = PlanInspection(visit="v", items=("a",), on=DAY, officers=TWO)
BROKEN = VerifyCommitment(item="a", kept=False, officers=TWO, repair_by=DAY)
RULES = Paper(material="rules", copies=1)
NOON = at("2026-03-05", 12)
SELLER = Signature(role="seller", by="one", at=NOON, digest="0" * 64)
TWICE: list[tuple[Command, str]] = [  # a command that names something once, and the list in which it then stands twice
    (Submit(id="c", numbers=(), plan="p", subject="s", papers=(RULES,)), "papers"),
    (Submit(id="c", numbers=(), plan="p", subject="s", papers=(), signatures=(SELLER,)), "signatures"),
    (RequestCorrection(defects=(UNCLEAR,)), "defects"),
    (SupplyCorrection(papers=(RULES,)), "papers"),
    (SupplyCorrection(elements=("premises.area",)), "elements"),
    (SupplyPaper(papers=(RULES,)), "papers"),
    (Accept(items=("a",)), "items"),
    (Accept(lacking=("rules",)), "lacking"),
    (VISIT, "items"),
    (VISIT, "officers"),
    (RecordInspection(visit="v", items=("a",), officers=TWO), "items"),
    (RecordInspection(visit="v", officers=TWO), "officers"),
    (RecordInspection(visit="v", officers=TWO, failed=("a:site#1",)), "failed"),
    (RecordInspection(visit="v", officers=TWO, evidence=("0" * 64,)), "evidence"),
    (RecordInspection(visit="v", officers=TWO, papers=("rules",)), "papers"),
    (Decide(item="a", grant=False, grounds=("prohibited",)), "grounds"),
    (Withdraw(items=("a",)), "items"),
    (replace(BROKEN, findings=("papers.untrue",)), "findings"),
    (BROKEN, "officers"),
    (Revoke(item="a", grounds=("commitment.broken",)), "grounds"),
    (AskOpinions(item="a", agencies=("water",)), "agencies"),
    (DeliverTogether(items=("a",), way="window"), "items"),
    (Convene(about="late", at=NOON, where="1", items=("a",)), "items"),
    (Convene(about="late", at=NOON, where="1", agencies=("water",)), "agencies"),
    (RecordMeeting(meeting="meeting-1", attended=("water",), result="agreed", record="r"), "attended"),
    (Ask(item="a", note="n", files=("0" * 64,)), "files"),
    (Reply(item="a", note="n", files=("0" * 64,)), "files"),
    (GiveOpinion(item="a", agency="water", agrees=False, grounds=("plan.conflict",)), "grounds"),
]


@pytest.mark.parametrize(("command", "field"), TWICE)
def test_a_thing_named_twice_is_refused(command: Command, field: str):
    check_once(command)
    again = getattr(command, field)
    with pytest.raises(Invalid, match=r"command\.named_twice") as told:
        check_once(replace(command, **{field: (*again, again[0])}))
    assert told.value.params["fields"] == [field]
    assert told.value.remedy


def test_no_list_of_a_command_is_left_out():
    made = ("numbers",)
    lists = {(kind, one.name) for kind in get_args(Command) for one in fields(kind) if "tuple[" in str(one.type)}
    assert {(kind, name) for kind, name in lists if name not in made} == {(type(one), name) for one, name in TWICE}


def test_two_copies_of_one_paper_in_two_forms_are_one_paper_named_twice():
    forms = (RULES, Paper(material="rules", form="original"))
    with pytest.raises(Invalid, match=r"command\.named_twice"):
        check_once(SupplyPaper(papers=forms))


def test_two_things_wrong_with_one_paper_are_two():
    check_once(RequestCorrection(defects=(UNCLEAR, replace(UNCLEAR, code="paper.unsigned"))))


@pytest.mark.parametrize(
    "command", [Accept(items=("a", "a", "a")), Withdraw(items=("a", "a")), replace(VISIT, items=("a", "a"))]
)
def test_the_machine_refuses_it_and_does_not_do_it_twice(command: Command):
    case, _ = submitted(START, SIMPLE)
    if isinstance(command, PlanInspection):
        case = do(case, Accept(), START, SIMPLE)
    with pytest.raises(Invalid, match=r"command\.named_twice"):
        decide(case, command, context(START, SIMPLE))


def test_a_department_is_asked_once():
    case, _ = submitted(START, WIDE)
    case = do(case, Accept(), START, WIDE)
    with pytest.raises(Invalid, match=r"command\.named_twice"):
        do(case, AskOpinions(item="site", agencies=("water", "water")), START, WIDE)


def test_events_that_no_edge_allows_one_after_the_other_are_found():
    case = accepted(START)
    twice = [e.ApprovalWithdrawn(at=START, item="sign")] * 2
    assert list(forbidden(case, twice[:1])) == []
    assert list(forbidden(case, twice)) == [("approval.withdrawn", "sign", "withdrawn")]
    again = e.ApprovalDelivered(at=START, item="fire", way="window")
    assert list(forbidden(case, [again])) == [("approval.delivered", "fire", "handling")]
