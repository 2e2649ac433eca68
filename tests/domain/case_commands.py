"""Commands of every kind at random, for the sample matter that has everything in it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tests.domain.case_samples import TWO, at
from yici.domain.case import (
    Accept,
    AnswerCard,
    AnswerInvitation,
    Ask,
    AskOpinions,
    CallOffMeeting,
    Command,
    ConfirmNotice,
    ConfirmRepair,
    Convene,
    Decide,
    DeclineAcceptance,
    Defect,
    Deliver,
    DeliverTogether,
    ExtendDecision,
    GiveOpinion,
    HearInterested,
    HoldHearing,
    IssueCard,
    OfferHearing,
    Paper,
    PlanInspection,
    Rate,
    RecordInspection,
    RecordMeeting,
    Recuse,
    Reply,
    RequestCorrection,
    RequestHearing,
    Resume,
    Revoke,
    SetHearing,
    SupplyCorrection,
    SupplyPaper,
    Suspend,
    TellInterested,
    Urge,
    VerifyCommitment,
    Withdraw,
    WithdrawCorrection,
)  # fmt: skip

ITEMS = ("registration", "food", "fire", "sign", "site", "site")
START = at("2026-02-10")
NOT_MET = ("condition.not_met",)
item = st.sampled_from(ITEMS)
several = st.lists(item, min_size=1, max_size=3).map(tuple)
"""Items as anybody may name them: one, several, or one of them twice."""
interested = st.sampled_from([str(UUID(int=7)), str(UUID(int=8))])
agency = st.sampled_from(("water", "air", "nobody"))
paper = st.sampled_from(("rules", "drawing", "proof", "other")).map(lambda name: Paper(material=name))


def broken(since: datetime, days: int) -> dict[str, Any]:
    """This will give what goes with a broken promise only: what was found, and a day to put it right."""
    return {"findings": NOT_MET, "repair_by": (since + timedelta(days=days)).date()}


COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.just(Accept()),
    several.map(lambda items: Accept(items=items)),
    st.lists(st.builds(lambda i, t: Defect(i, t, "paper.unclear"), item, st.sampled_from("ab")), max_size=3).map(
        lambda defects: RequestCorrection(defects=tuple(defects))
    ),
    st.just(WithdrawCorrection()),
    st.lists(st.sampled_from("ab"), min_size=1, max_size=3).map(lambda t: SupplyCorrection(elements=tuple(t))),
    st.lists(paper, min_size=1, max_size=2).map(lambda p: SupplyPaper(papers=tuple(p))),
    item.map(lambda i: DeclineAcceptance(item=i, reason="not_competent", competent="urban_management")),
    st.builds(
        lambda items, days: PlanInspection(
            visit="v", items=items, on=(START + timedelta(days=days)).date(), officers=TWO
        ),
        several, st.integers(0, 60),
    ),
    st.just(RecordInspection(visit="v", officers=TWO)),
    several.map(lambda items: RecordInspection(visit="v", items=items, officers=TWO)),
    st.builds(lambda i, g: Decide(item=i, grant=g, grounds=() if g else NOT_MET), item, st.booleans()),
    st.builds(lambda i, days: Suspend(item=i, cause="testing", days=days), item, st.integers(0, 30)),
    item.map(lambda i: Resume(item=i)),
    st.builds(
        lambda i, days: ExtendDecision(item=i, days=days, approver="head", note="why"), item, st.integers(0, 11)
    ),
    item.map(lambda i: Deliver(item=i, way="window")),
    several.map(lambda items: Withdraw(items=items)),
    st.builds(
        lambda i, k, days: VerifyCommitment(
            item=i, kept=k, officers=TWO, **{} if k else broken(START, days)
        ),
        item, st.booleans(), st.integers(5, 60),
    ),
    item.map(lambda i: ConfirmRepair(item=i)),
    item.map(lambda i: Revoke(item=i, grounds=NOT_MET)),
    item.map(lambda i: Suspend(item=i, cause="supplement", days=4)),
    item.map(lambda i: Suspend(item=i, cause="hearing", days=25)),
    st.lists(agency, max_size=2).map(lambda a: AskOpinions(item="site", agencies=tuple(a))),
    agency.map(lambda a: ConfirmNotice(item="site", agency=a, proof="signed:1")),
    st.builds(lambda a, g: GiveOpinion(item="site", agency=a, agrees=g, grounds=NOT_MET), agency, st.booleans()),
    item.map(lambda i: OfferHearing(item=i)),
    item.map(lambda i: RequestHearing(item=i)),
    st.builds(
        lambda i, days: SetHearing(item=i, on=(START + timedelta(days=days)).date(), note="room 1"),
        item, st.integers(0, 90),
    ),
    item.map(lambda i: HoldHearing(item=i, minutes="m-1")),
    st.builds(
        lambda i, who, days: TellInterested(
            item=i, interested=who, until=(START + timedelta(days=days)).date(), name="n", note="why"
        ),
        item, interested, st.integers(0, 30),
    ),
    st.builds(
        lambda i, who, answer: HearInterested(item=i, interested=who, answer=answer, minutes="m-1", proof="signed:1"),
        item, interested, st.sampled_from(("views", "hearing", "silent")),
    ),
    st.builds(lambda i, o: Recuse(item=i, officer=o, reason="relative"), item, st.sampled_from(("clerk", *TWO))),
    item.map(lambda i: IssueCard(item=i, about="conduct")),
    st.builds(lambda i, n: AnswerCard(item=i, card=n, note="n"), item, st.sampled_from(("conduct-1", "promised-1"))),
    item.map(lambda i: Urge(item=i, about="late")),
    st.builds(
        lambda hours, items: Convene(about="late", at=START + timedelta(hours=hours), where="1", items=tuple(items)),
        st.integers(-9, 900), st.lists(item, max_size=2, unique=True),
    ),
    st.builds(
        lambda a, y: AnswerInvitation(meeting="meeting-1", agency=a, comes=y, note="n"), agency, st.booleans()
    ),
    st.just(RecordMeeting(meeting="meeting-1", attended=(), result="agreed", record="r")),
    st.just(CallOffMeeting(meeting="meeting-1")),
    st.just(DeliverTogether(way="window")),
    st.integers(0, 6).map(lambda level: Rate(level=level)),
    item.map(lambda i: Ask(item=i, note="when?")),
    item.map(lambda i: Reply(item=i, note="soon")),
)  # fmt: skip
