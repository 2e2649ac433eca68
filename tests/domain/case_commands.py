"""Commands of every kind at random, for the sample matter that has everything in it."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.domain.case_samples import TWO, at
from yici.domain.case import (
    Accept,
    AnswerCard,
    AskOpinions,
    Command,
    ConfirmNotice,
    ConfirmRepair,
    Decide,
    DeclineAcceptance,
    Defect,
    Deliver,
    ExtendDecision,
    GiveOpinion,
    HoldHearing,
    IssueCard,
    OfferHearing,
    Paper,
    PlanInspection,
    Rate,
    RecordInspection,
    Recuse,
    RequestCorrection,
    RequestHearing,
    Resume,
    Revoke,
    SetHearing,
    SupplyCorrection,
    SupplyPaper,
    Suspend,
    VerifyCommitment,
    Withdraw,
    WithdrawCorrection,
)  # fmt: skip

ITEMS = ("registration", "food", "fire", "sign", "site", "site")
START = at("2026-02-10")
NOT_MET, REPAIRED = ("condition.not_met",), at("2026-12-01").date()
item = st.sampled_from(ITEMS)
agency = st.sampled_from(("water", "air", "nobody"))
paper = st.sampled_from(("rules", "drawing", "proof", "other")).map(lambda name: Paper(material=name))
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.just(Accept()),
    item.map(lambda i: Accept(items=(i,))),
    st.builds(lambda i, t: RequestCorrection(defects=(Defect(i, t, "paper.unclear"),)), item, st.sampled_from("ab")),
    st.just(WithdrawCorrection()),
    st.sampled_from("ab").map(lambda t: SupplyCorrection(elements=(t,))),
    paper.map(lambda p: SupplyPaper(papers=(p,))),
    item.map(lambda i: DeclineAcceptance(item=i, reason="not_competent", competent="urban_management")),
    st.builds(
        lambda items, days: PlanInspection(
            visit="v", items=tuple(items), on=(START + timedelta(days=days)).date(), officers=TWO
        ),
        st.lists(item, max_size=3, unique=True), st.integers(0, 60),
    ),
    st.just(RecordInspection(visit="v", officers=TWO)),
    item.map(lambda i: RecordInspection(visit="v", items=(i,), officers=TWO)),
    st.builds(lambda i, g: Decide(item=i, grant=g, grounds=NOT_MET), item, st.booleans()),
    st.builds(lambda i, days: Suspend(item=i, cause="testing", days=days), item, st.integers(0, 30)),
    item.map(lambda i: Resume(item=i)),
    st.builds(
        lambda i, days: ExtendDecision(item=i, days=days, approver="head", note="why"), item, st.integers(0, 11)
    ),
    item.map(lambda i: Deliver(item=i, way="window")),
    item.map(lambda i: Withdraw(items=(i,))),
    st.builds(
        lambda i, k: VerifyCommitment(item=i, kept=k, officers=TWO, findings=NOT_MET, repair_by=REPAIRED),
        item, st.booleans(),
    ),
    item.map(lambda i: ConfirmRepair(item=i)),
    item.map(lambda i: Revoke(item=i, grounds=NOT_MET)),
    item.map(lambda i: Suspend(item=i, cause="supplement", days=4)),
    st.just(AskOpinions(item="site")),
    agency.map(lambda a: ConfirmNotice(item="site", agency=a, proof="signed:1")),
    st.builds(lambda a, g: GiveOpinion(item="site", agency=a, agrees=g, grounds=NOT_MET), agency, st.booleans()),
    item.map(lambda i: OfferHearing(item=i)),
    item.map(lambda i: RequestHearing(item=i)),
    st.builds(
        lambda i, days: SetHearing(item=i, on=(START + timedelta(days=days)).date(), note="room 1"),
        item, st.integers(0, 90),
    ),
    item.map(lambda i: HoldHearing(item=i, minutes="m-1")),
    st.builds(lambda i, o: Recuse(item=i, officer=o, reason="relative"), item, st.sampled_from(("clerk", *TWO))),
    item.map(lambda i: IssueCard(item=i, about="conduct")),
    st.builds(lambda i, n: AnswerCard(item=i, card=n, note="n"), item, st.sampled_from(("conduct-1", "promised-1"))),
    st.integers(0, 6).map(lambda level: Rate(level=level)),
)  # fmt: skip
