"""Opinions of other departments: asked all at once, and silent only where a text makes something of silence.

National law knows no consent by absence; local rules do. So it needs a text that the definition cites, and proof that
the question arrived. The silent department answers for it and still owes its opinion.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from yici.domain.case import beside_commands as c
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import PLATFORM, deadline
from yici.domain.case.moves import approval_of
from yici.domain.case.parts import AskedOpinion, Deadline, DeadlineName, Said
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EXAMINED, ApprovalStatus
from yici.domain.changing import changed
from yici.domain.clock import Limit
from yici.domain.error import Invalid, Refused
from yici.domain.plan import PlannedApproval, PlannedOpinion

ISSUED_IN: frozenset[ApprovalStatus] = EXAMINED | {"prepared", "decided", "delivered"}
"""Where a department that was silent still answers: the next step did not wait for it (Taizhou 2022 No. 58)."""


def opinion_of(approval: Approval, agency: str) -> AskedOpinion | None:
    """This will give what an agency was asked; None when it was not."""
    return next((one for one in approval.opinions if one.agency == agency), None)


def planned_opinion(ctx: Context, item: str, agency: str) -> PlannedOpinion | None:
    """This will give what the plan says of an agency's opinion; None when it asks for none."""
    return next((one for one in ctx.planned(item).opinions if one.agency == agency), None)


def missing_opinions(approval: Approval, planned: PlannedApproval) -> tuple[str, ...]:
    """This will name the agencies whose consent a grant still needs: not asked, silent so far, or against it."""
    agreed = {one.agency for one in approval.opinions if one.stance in ("agreed", "absent")}
    said = {one.agency for one in approval.opinions if one.given_at is not None}
    return tuple(one.agency for one in planned.opinions if one.agency not in (said if one.review else agreed))


def askable(approval: Approval, planned: PlannedApproval) -> tuple[str, ...]:
    """This will name the agencies that may be asked now: who agreed is not asked again; who did not may be, once things
    have changed."""
    settled = {one.agency for one in approval.opinions if one.stance != "disagreed"}
    return tuple(one.agency for one in planned.opinions if not one.review and one.agency not in settled)


def reviews(item: str, ctx: Context, since: datetime) -> list[e.CaseEvent]:
    """This will let the lower body, which took the matter in, owe its examination from acceptance on (`since`).

    Licensing Law Art. 35, 43: nobody has to ask it, and its notice is the acceptance itself.
    """
    local = ctx.at(item)
    asked = tuple(
        AskedOpinion(one.agency, "asked", ctx.now, _due(one, "opinion", one.within, local, since), noticed_at=ctx.now)
        for one in ctx.planned(item).opinions
        if one.review
    )
    return [b.OpinionsAsked(at=ctx.now, item=item, asked=asked)] if asked else []


def _ask(case: Case, command: c.AskOpinions, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, EXAMINED)
    planned = {one.agency: one for one in ctx.planned(command.item).opinions}
    if unknown := sorted(set(command.agencies) - planned.keys()):
        raise Invalid(
            "opinion.not_planned", item=command.item, agencies=unknown, remedy="ask those whose opinion the item needs"
        )
    named = [agency for agency in command.agencies or planned if agency in askable(approval, ctx.planned(command.item))]
    if not named:
        raise Refused(
            "opinion.nobody_to_ask", item=command.item, remedy="every department was asked, or none has to be"
        )
    asked = tuple(AskedOpinion(one, "asked", ctx.now, _within(planned[one], ctx.at(command.item))) for one in named)
    return [b.OpinionsAsked(at=ctx.now, item=command.item, asked=asked)]


def _within(planned: PlannedOpinion, ctx: Context) -> Deadline:
    return _due(planned, "opinion", planned.within, ctx, ctx.now)


def _due(
    planned: PlannedOpinion, name: DeadlineName, limit: Limit | None, ctx: Context, since: datetime
) -> Deadline:  # fmt: skip
    """Where no text says within what, the platform's own reminder stands in."""
    source = planned.reasons[0].params.get("source", PLATFORM) if limit and planned.reasons else PLATFORM
    standing = deadline(name, "consulted", limit or ctx.remind, since=since, ctx=ctx, source=source)
    return changed(standing, of=planned.agency)


def _asked(approval: Approval, agency: str) -> AskedOpinion:
    asked = opinion_of(approval, agency)
    if asked is None:
        raise Refused("opinion.not_asked", item=approval.item, agency=agency, remedy="it was not asked: ask it first")
    return asked


def _notice(case: Case, command: c.ConfirmNotice, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, EXAMINED)
    asked = _asked(approval, command.agency)
    if asked.stance != "asked" or asked.noticed_at is not None:
        raise Refused("opinion.noticed_already", agency=command.agency, remedy="nothing is open here any more")
    if not command.proof:
        raise Invalid("opinion.no_proof", agency=command.agency, remedy="name the receipt that proves it arrived")
    planned = planned_opinion(ctx, command.item, command.agency)
    assert planned is not None
    until = _within(planned, ctx.at(command.item))
    return [
        b.OpinionNoticed(
            at=ctx.now, item=command.item, agency=command.agency, proof=command.proof, deadline=until
        )
    ]  # fmt: skip


def _give(case: Case, command: c.GiveOpinion, ctx: Context) -> list[e.CaseEvent]:
    """A department answers once. Until it is decided it may correct what it said, saying why: it answers for its
    opinion, so that nobody else can keep a wrong one standing, and nobody finds it changed without a word.
    """
    asked = opinion_of(approval_of(case, command.item, ISSUED_IN), command.agency)
    if asked is None or asked.stance != "absent":
        asked = _asked(approval_of(case, command.item, EXAMINED), command.agency)
    elif asked.deadline is None:
        raise Refused("opinion.given_already", agency=command.agency, remedy="its opinion came in afterwards already")
    if not command.agrees and not command.grounds:
        raise Invalid("opinion.grounds", agency=command.agency, remedy="a department that does not agree says why")
    corrects = _corrected(asked, command)
    return [
        b.OpinionGiven(
            at=ctx.now, item=command.item, agency=command.agency, agrees=command.agrees, grounds=command.grounds,
            late=asked.stance == "absent", corrects=corrects, private={"note": command.note},
        )
    ]  # fmt: skip


def _corrected(asked: AskedOpinion, command: c.GiveOpinion) -> Said | None:
    """What a department said before and now says otherwise; None while it has not spoken since it was asked last."""
    if asked.stance not in ("agreed", "disagreed"):
        return None
    if command.agrees and asked.stance == "agreed":
        raise Refused("opinion.given_already", agency=command.agency, remedy="it agreed already")
    if not command.note.strip():
        remedy = "say in the note why the opinion that was given is corrected"
        raise Invalid("opinion.correction", agency=command.agency, said=asked.stance, remedy=remedy)
    return asked.stance


def silence(case: Case, approval: Approval, passed: Deadline, ctx: Context) -> list[e.CaseEvent] | None:
    """This will make consent of silence where a text does, the question surely arrived and the department had not been
    against it before: what it said is no silence. Else nothing."""
    asked = opinion_of(approval, passed.of or "")
    planned = planned_opinion(ctx, approval.item, passed.of or "")
    if asked is None or planned is None or planned.absence is None or not planned.within:
        return None
    if asked.noticed_at is None or asked.against_at is not None:
        return None
    law, article = planned.absence
    # Silence is complete with the day that ends at 24:00, so the next day is the first that counts.
    owed = _due(planned, "back_issue", planned.back_issue, ctx.at(approval.item), ctx.now - timedelta.resolution)
    return [
        b.OpinionAbsent(
            at=ctx.now, item=approval.item, agency=planned.agency, law=law, article=article, deadline=owed
        )
    ]  # fmt: skip


OPINIONS: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.AskOpinions: _ask,
    c.ConfirmNotice: _notice,
    c.GiveOpinion: _give,
}
