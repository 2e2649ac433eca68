"""Anything that anybody may try on the matter of `regime_samples`, and who may be trying."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from tests.domain.case_commands import broken
from tests.domain.case_samples import TWO, at
from tests.domain.regime_samples import AGENCIES, PLACE
from yici.domain.authority import Grant, Grants
from yici.domain.case import Approval, Case, Command, Defect, Paper
from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c

START = at("2026-02-10")
ITEMS = ("first", "second", "third", "fourth")
APPLICANT = "applicant"
NOT_MET = ("condition.not_met",)
CARDS = tuple(f"{about}-{n}" for about in ("conduct", "promised", "legal", "correction") for n in (1, 2))


def _one(role: str, agency: str, item: str | None = None) -> Grants:
    return Grants((Grant(role, f"body-{agency}", agency, PLACE, item),))


ACTORS: dict[str, Grants] = {
    "clerk": _one("window_clerk", "hall"),
    "supervisor": _one("supervisor", "hall"),
    APPLICANT: Grants(),
    "stranger": Grants(),
    "representative": _one("chief_representative", "alpha", "fourth"),
    **{f"lead-{agency}": _one("lead", agency) for agency in AGENCIES},
    **{f"officer-{agency}": _one("officer", agency) for agency in AGENCIES},
    "deputy-gamma": _one("lead", "gamma"),
    "officer-1": _one("lead", "beta"),
}
"""Who holds what: the last inspects under the id by which officers are named, so that it can be recused."""
DECIDERS = {
    "first": {"lead-alpha"},
    "second": {"lead-beta", "officer-1"},
    "third": {"lead-gamma", "deputy-gamma"},
    "fourth": {"lead-alpha", "representative"},
}
"""Who may grant or refuse what: written down, not asked of the machine."""

item = st.sampled_from(ITEMS)
several = st.lists(item, min_size=1, max_size=2).map(tuple)
"""Items as anybody may name them: one, two, or one of them twice."""
target = st.sampled_from(("rules", "a", "b"))
interested = st.sampled_from([str(UUID(int=7)), str(UUID(int=8))])
agency = st.sampled_from(("water", "air", "nobody"))


def _day(days: int) -> date:
    return (START + timedelta(days=days)).date()


INTAKE: st.SearchStrategy[Command] = st.one_of(
    st.just(c.Accept()),
    st.just(c.Accept(lacking=("rules",))),
    several.map(lambda items: c.Accept(items=items, lacking=("rules",))),
    st.lists(st.builds(lambda i, t: Defect(i, t, "paper.unclear"), item, target), min_size=1, max_size=3).map(
        lambda defects: c.RequestCorrection(defects=tuple(defects))
    ),
    st.just(c.WithdrawCorrection()),
    st.lists(target, min_size=1, max_size=3).map(
        lambda named: c.SupplyCorrection(papers=tuple(Paper(material=one) for one in named))
    ),
    st.lists(st.sampled_from(("rules", "proof")), min_size=1, max_size=2).map(
        lambda names: c.SupplyPaper(papers=tuple(Paper(material=name) for name in names))
    ),
    item.map(lambda i: c.DeclineAcceptance(item=i, reason="not_competent", competent="urban_management")),
    several.map(lambda items: c.Withdraw(items=items)),
)
EXAMINATION: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        lambda items, days: c.PlanInspection(visit="v", items=items, on=_day(days), officers=TWO),
        several, st.integers(0, 40),
    ),
    st.just(c.RecordInspection(visit="v", officers=TWO)),
    several.map(lambda items: c.RecordInspection(visit="v", items=items, officers=TWO)),
    st.builds(
        lambda i, g: c.Decide(item=i, grant=g, grounds=() if g else NOT_MET), item, st.sampled_from((True, True, False))
    ),
    st.builds(
        lambda i, cause, days: c.Suspend(item=i, cause=cause, days=days),
        item, st.sampled_from(("appraisal", "hearing", "supplement")), st.integers(0, 12),
    ),
    item.map(lambda i: c.Resume(item=i)),
    st.builds(
        lambda i, days: c.ExtendDecision(item=i, days=days, approver="head", note="why"), item, st.integers(0, 11)
    ),
    item.map(lambda i: c.Deliver(item=i, way="window")),
    st.builds(
        lambda i, kept, d: c.VerifyCommitment(item=i, kept=kept, officers=TWO, **{} if kept else broken(START, d)),
        item, st.booleans(), st.sampled_from((20, 60, 300)),
    ),
    item.map(lambda i: c.ConfirmRepair(item=i)),
    item.map(lambda i: c.Revoke(item=i, grounds=NOT_MET)),
)  # fmt: skip
BESIDE: st.SearchStrategy[Command] = st.one_of(
    st.lists(agency, max_size=2).map(lambda asked: x.AskOpinions(item="third", agencies=tuple(asked))),
    agency.map(lambda a: x.ConfirmNotice(item="third", agency=a, proof="signed:1")),
    st.builds(
        lambda a, g: x.GiveOpinion(item="third", agency=a, agrees=g, grounds=NOT_MET),
        agency,
        st.booleans(),
    ),
    item.map(lambda i: x.OfferHearing(item=i)),
    item.map(lambda i: x.RequestHearing(item=i)),
    st.builds(lambda i, days: x.SetHearing(item=i, on=_day(days), note="room 1"), item, st.integers(0, 90)),
    item.map(lambda i: x.HoldHearing(item=i, minutes="m-1")),
    st.builds(
        lambda i, who, days: x.TellInterested(item=i, interested=who, until=_day(days), name="n", note="why"),
        item,
        interested,
        st.integers(0, 30),
    ),
    st.builds(
        lambda i, who, answer: x.HearInterested(item=i, interested=who, answer=answer, minutes="m-1", proof="signed:1"),
        item,
        interested,
        st.sampled_from(("views", "hearing", "silent")),
    ),
    st.builds(
        lambda i, o: x.Recuse(item=i, officer=o, reason="relative"), item, st.sampled_from((*ACTORS, "officer-2"))
    ),
    item.map(lambda i: x.IssueCard(item=i, about="conduct")),
    st.builds(lambda i, card: x.AnswerCard(item=i, card=card, note="n"), item, st.sampled_from(CARDS)),
    item.map(lambda i: x.Urge(item=i, about="late")),
    st.just(x.Convene(about="late", at=START + timedelta(days=9), where="1")),
    agency.map(lambda a: x.AnswerInvitation(meeting="meeting-1", agency=a, comes=True)),
    st.just(x.RecordMeeting(meeting="meeting-1", attended=(), result="agreed", record="r")),
    st.just(x.CallOffMeeting(meeting="meeting-1")),
    st.just(c.DeliverTogether(way="window")),
    st.integers(0, 6).map(lambda level: x.Rate(level=level)),
    item.map(lambda i: x.Ask(item=i, note="when?")),
    item.map(lambda i: x.Reply(item=i, note="soon")),
)


def next_steps(case: Case, now: datetime) -> list[Command]:
    """This will list what somebody in their right mind would do next, so that a random life goes further than a day."""
    return [one for approval in case.approvals for one in (*_course(case, approval, now), *_beside(approval, now))]


def _course(case: Case, approval: Approval, now: datetime) -> Iterator[Command]:
    name, today = approval.item, (now + timedelta(hours=8)).date()
    if approval.status == "received":
        yield from (c.Accept(lacking=("rules",)), c.RequestCorrection(defects=(Defect(name, "a", "paper.unclear"),)))
    if approval.status == "correcting":
        named = dict.fromkeys(defect.target for defect in case.defects)
        yield c.SupplyCorrection(papers=tuple(Paper(material=one) for one in named))
    if approval.status == "waiting":
        yield c.Decide(item=name, grant=True)
    if approval.status == "handling":
        yield from (c.Decide(item=name, grant=grant, grounds=() if grant else NOT_MET) for grant in (True, True, False))
        yield from (c.Suspend(item=name, cause=cause, days=4) for cause in ("appraisal", "supplement"))
        yield from (c.ExtendDecision(item=name, days=n, approver="head", note="why") for n in (3, 31))
        yield from _looks(name, today)
    if approval.status == "suspended":
        yield c.Resume(item=name)
    if approval.status == "decided":
        yield c.Deliver(item=name, way="window")
    if approval.verification == "due":
        yield from (
            c.VerifyCommitment(item=name, kept=kept, officers=TWO, **{} if kept else broken(now, 9))
            for kept in (True, False)
        )
    if approval.verification == "broken":
        yield from (c.ConfirmRepair(item=name), c.Revoke(item=name, grounds=NOT_MET))


def _looks(name: str, today: date) -> Iterator[Command]:
    if name == "second":
        yield c.PlanInspection(visit="v", items=(name,), on=today, officers=TWO)
        yield c.RecordInspection(visit="v", officers=TWO)
        yield c.SupplyPaper(papers=(Paper(material="proof"),))


def _beside(approval: Approval, now: datetime) -> Iterator[Command]:
    name = approval.item
    if name == "third" and approval.status == "handling":
        yield from (x.AskOpinions(item=name), c.Decide(item=name, grant=True), c.Decide(item=name, grant=True))
        for one in approval.opinions:
            yield x.ConfirmNotice(item=name, agency=one.agency, proof="signed:1")
            yield x.GiveOpinion(item=name, agency=one.agency, agrees=True)
    stage = approval.hearing.stage if approval.hearing else "none"
    if approval.status == "handling" and stage == "none":
        yield x.OfferHearing(item=name)
    if stage == "offered":
        yield from (x.RequestHearing(item=name), c.Suspend(item=name, cause="hearing", days=25))
    if stage == "requested":
        yield x.SetHearing(item=name, on=(now + timedelta(days=20)).date(), note="room 1")
    if stage == "set":
        yield x.HoldHearing(item=name, minutes="m-1")
    if approval.asked:
        yield x.Reply(item=name, note="soon")
    yield x.Urge(item=name, about="late")
    today = (now + timedelta(hours=8)).date()
    yield from (
        x.AnswerCard(item=name, card=card.id, note="n", expected=today) for card in approval.cards if card.deadline
    )
