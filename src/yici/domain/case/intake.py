"""From handing in to acceptance: submission, the one correction, papers that come later, acceptance, withdrawal."""

from collections.abc import Callable, Collection
from typing import Any

from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import on_correction, on_receipt, owed_papers
from yici.domain.case.evolve import evolve
from yici.domain.case.moves import (
    SIGNED_FIRST,
    approvals_in,
    formless,
    lacking,
    lacking_by_item,
    lapse,
    unsigned_for,
)
from yici.domain.case.parts import Deadline
from yici.domain.case.receiving import check_window, handled_at
from yici.domain.case.renewing import check_renewals, renewal
from yici.domain.case.set_back import unknown_window
from yici.domain.case.settle import acceptance, settle
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EDGES, OPEN
from yici.domain.commitment import to_sign
from yici.domain.error import Invalid, Refused
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.signing import all_signed

UNDECIDED = OPEN - {"decided"}
NONE: frozenset[str] = frozenset()
NOT_COMPETENT = "not_competent"
"""The reason for not accepting what is another body's matter."""


def _received(planned: PlannedApproval, number: str, command: c.Submit, ctx: Context) -> Approval:
    """One item as it is when it came in."""
    return Approval(
        planned.item, number, planned.agency, "received", ctx.now, planned.needs, planned.committed,
        on_receipt(planned, ctx.now, ctx.at(planned.item), met=command.received is not None),
        joins=planned.joins, place=handled_at(planned, ctx.plan), renews=command.renews.get(planned.item),
        renewal=renewal(command, planned, ctx),
    )  # fmt: skip


def submit(command: c.Submit, ctx: Context) -> e.Submitted:
    planned = ctx.plan.schedule.approvals
    if not planned:
        raise Invalid("case.nothing_to_do", remedy="answer the questions first: no item applies")
    if len(command.numbers) != len(planned) + 1:
        raise Invalid("case.numbers", expected=len(planned) + 1, remedy="one for the case, one for each item")
    number, *numbers = command.numbers
    check_renewals(command, ctx)
    approvals = tuple(_received(one, given, command, ctx) for one, given in zip(planned, numbers, strict=True))
    check_window(ctx.plan, command.received)
    given = frozenset(paper.material for paper in command.papers)
    _all_papers(given, ctx)
    if len(given) < len(command.papers):
        twice = sorted(one for one in given if sum(paper.material == one for paper in command.papers) > 1)
        raise Invalid("case.paper_twice", papers=twice, remedy="name each paper once, with its copies")
    _all_signed(command.commitments, ctx)
    signatures = all_signed(
        ctx.plan.signers, command.signatures, formless(ctx.plan, given) if command.received else NONE
    )
    signed = {one.role for one in signatures}
    return e.Submitted(
        at=ctx.now, id=command.id, number=number, bundle=ctx.plan.bundle, place=ctx.plan.place, plan=command.plan,
        subject=command.subject, applicant=command.applicant, papers=command.papers, approvals=approvals,
        owed=owed_papers(ctx.plan.materials, given, ctx),
        commitments=command.commitments, received=command.received,
        signatures=signatures,
        unsigned=tuple(one.role for one in ctx.plan.signers if one.role not in signed),
        firm=command.firm,
        private={"form": command.form, **command.private},
    )  # fmt: skip


def _signed_since(case: Case, items: Collection[str], plan: Plan) -> None:
    """Nothing is accepted that lacks a declaration of will, until the form came signed."""
    if roles := unsigned_for(case, items, plan):
        raise Refused("signature.missing", roles=list(roles), remedy=SIGNED_FIRST)


def _all_signed(signed: dict[str, str], ctx: Context) -> None:
    """A commitment is told and signed before it spares anything (State Council Office 2020 No. 42)."""
    wanted = to_sign(ctx.plan)
    if unsigned := sorted(item for item, digest in wanted.items() if signed.get(item) != digest):
        remedy = "sign the text as it is told now, or choose the general procedure"
        raise Invalid("commitment.not_signed", items=unsigned, remedy=remedy)
    if wanted and ctx.breaches:
        # Whoever broke one and has not repaired it is not trusted with the next (State Council Office 2020 No. 42).
        remedy = "choose the general procedure, or repair first what was promised"
        raise Refused("commitment.excluded", items=sorted(wanted), breaches=list(ctx.breaches), remedy=remedy)
    if surplus := sorted(signed.keys() - wanted.keys()):
        raise Invalid("commitment.not_asked", items=surplus, remedy="leave these out: nothing rests on them")


def _all_papers(given: frozenset[str], ctx: Context) -> None:
    """A surplus paper is a mistake of the sender; a missing one is not: the office tells it as a defect, once."""
    known = {m.material for m in ctx.plan.materials}
    if surplus := sorted(given - known):
        raise Invalid("case.paper_not_asked", papers=surplus, remedy="leave these out: nobody asks for them")


def _request_correction(case: Case, command: c.RequestCorrection, ctx: Context) -> list[e.CaseEvent]:
    if not command.defects:
        raise Invalid("correction.empty", remedy="name every defect; without one, accept")
    items = dict.fromkeys(d.item for d in command.defects)
    approvals = approvals_in(case, items, e.CorrectionRequested)
    _once(case, command)
    _asked_for(command, ctx.plan)
    standing = {a.item: on_correction(ctx.planned(a.item), ctx.at(a.item)) for a in approvals}
    windows = {a.item: window for a in approvals if (window := unknown_window(a, ctx)) is not None}
    return [
        e.CorrectionRequested(
            at=ctx.now, defects=command.defects, deadlines=standing, windows=windows, private=command.notes
        )
    ]


def _asked_for(command: c.RequestCorrection, plan: Plan) -> None:
    """Art. 30, 31: nothing but what the plan asks for the item, its papers and the fields of the form, may be wrong."""
    named = {d.target for d in command.defects}
    papers = [one for one in plan.materials if one.material in named and one.how != "spared"]
    asked = {(item, one.material) for one in papers for item in one.items}
    asked |= {(item, one.element) for one in plan.form.fields if one.element in named for item in one.items}
    if foreign := [d.target for d in command.defects if (d.item, d.target) not in asked]:
        remedy = "name papers and fields that the item asks for"
        raise Invalid("correction.not_asked", targets=foreign, remedy=remedy)

    sources = {(item, one.material): one.sources for one in plan.materials for item in one.items}
    for number, one in enumerate(command.defects):
        if one.basis and one.basis not in sources.get((one.item, one.target), ()):
            remedy = "name a source that the item gives for this paper, or none"
            raise Invalid("command.not_a_code", fields=[f"defects[{number}].basis"], remedy=remedy)


def _once(case: Case, command: c.RequestCorrection) -> None:
    """Art. 32(4): everything at once, so a later request may only name what the first named."""
    if fresh := [d.target for d in command.defects if not case.may_name(d.item, d.target)]:
        raise Refused("correction.only_once", targets=fresh, remedy="accept, or decide on the papers that are there")


def _withdraw_correction(case: Case, command: c.WithdrawCorrection, ctx: Context) -> list[e.CaseEvent]:
    approvals = [a for a in case.approvals if a.status == "correcting"]
    if not approvals:
        raise Refused("correction.none", remedy="there is no open request to take back")
    standing = {a.item: _again(case, a, ctx) for a in approvals}
    return _and_settle(case, [e.CorrectionWithdrawn(at=ctx.now, deadlines=standing)], ctx)


def _again(case: Case, approval: Approval, ctx: Context) -> tuple[Deadline, ...]:
    planned, met = ctx.planned(approval.item), case.received is not None
    return on_receipt(planned, approval.received_at, ctx.at(approval.item), met=met)


def _and_settle(case: Case, happened: list[e.CaseEvent], ctx: Context) -> list[e.CaseEvent]:
    """Taking a request back lets the window run on from receipt, so it may have passed already."""
    for event in happened:
        case = evolve(case, event)
    return happened + settle(case, ctx)


def _supply_correction(case: Case, command: c.SupplyCorrection, ctx: Context) -> list[e.CaseEvent]:
    if not case.defects:
        raise Refused("correction.none", remedy="nothing is asked of you at the moment")
    supplied = {p.material for p in command.papers} | set(command.elements)
    asked = {d.target for d in case.defects}
    if surplus := sorted(supplied - asked):
        raise Invalid("correction.not_named", targets=surplus, remedy="supply only what the notice names")
    if missing := sorted(asked - supplied):
        raise Invalid("correction.missing", targets=missing, remedy="supply everything that the notice names")
    correcting = [a for a in case.approvals if a.status == "correcting"]
    met = ctx.actor.kind == "staff"
    standing = {a.item: on_receipt(ctx.planned(a.item), ctx.now, ctx.at(a.item), met=met) for a in correcting}
    return [
        e.CorrectionSupplied(at=ctx.now, papers=command.papers, deadlines=standing, private={"form": command.form})
    ]  # fmt: skip


def _supply_paper(case: Case, command: c.SupplyPaper, ctx: Context) -> list[e.CaseEvent]:
    if surplus := sorted({p.material for p in command.papers} - set(awaited(case, ctx.plan))):
        raise Invalid("paper.not_owed", papers=surplus, remedy="only papers that may come later or have not come yet")
    if not command.papers:
        raise Invalid("paper.none", remedy="name the papers that you bring")
    return [e.PaperSupplied(at=ctx.now, papers=command.papers)]


def awaited(case: Case, plan: Plan) -> tuple[str, ...]:
    """This will list the papers that may be brought one by one: those that come later, and those that are missing.

    What a request for correction names comes all at once, in answer to it.
    """
    undecided = [a.item for a in case.approvals if a.status in UNDECIDED]
    named = {defect.target for defect in case.defects}
    missing = (one for one in lacking(case, undecided, plan) if one not in named)
    return tuple(dict.fromkeys((*(o.material for o in case.owed), *missing)))


def _accept(case: Case, command: c.Accept, ctx: Context) -> list[e.CaseEvent]:
    named = command.items or tuple(a.item for a in case.approvals if a.status == "received")
    approvals = approvals_in(case, named, e.ApprovalAccepted)
    if not approvals:
        raise Refused("case.nothing_to_accept", remedy="every item is accepted already, or waits for the applicant")
    _signed_since(case, [a.item for a in approvals], ctx.plan)
    missing = lacking_by_item(case, [a.item for a in approvals], ctx.plan)
    if unsaid := sorted({paper for papers in missing.values() for paper in papers} - set(command.lacking)):
        remedy = "take them in, ask once for what is missing, or say that nobody will ask for them"
        raise Refused("acceptance.papers_missing", papers=unsaid, remedy=remedy)
    return [
        event
        for a in approvals
        for event in acceptance(case, a, ctx, since=ctx.now, by_silence=False, lacking=missing[a.item])
    ]


def _decline(case: Case, command: c.DeclineAcceptance, ctx: Context) -> list[e.CaseEvent]:
    [approval] = approvals_in(case, [command.item], e.ApprovalNotAccepted)
    if not command.reason:
        raise Invalid("not_accepted.reason", remedy="say why, and which body is competent")
    itself = command.competent == approval.agency and not command.note.strip()
    if command.reason == NOT_COMPETENT and (itself or not command.competent):
        # One of the same kind may have it, in another place or at another level: then words say which.
        remedy = "name the competent body: the applicant is told whom to ask (Licensing Law Art. 32(2))"
        raise Invalid("not_accepted.competent", item=command.item, remedy=remedy)
    ended = e.ApprovalNotAccepted(
        at=ctx.now, item=approval.item, reason=command.reason, competent=command.competent,
        remedies=ctx.planned(approval.item).remedies, private={"note": command.note},
    )  # fmt: skip
    return [ended, *lapse(case, approval.item, ctx)]


def _withdraw(case: Case, command: c.Withdraw, ctx: Context) -> list[e.CaseEvent]:
    origins = EDGES["approval.withdrawn"].origins
    named = command.items or tuple(a.item for a in case.approvals if a.status in origins)
    approvals = approvals_in(case, named, e.ApprovalWithdrawn)
    if not approvals:
        raise Refused("case.nothing_to_withdraw", remedy="everything is decided already")
    ended: list[e.CaseEvent] = [e.ApprovalWithdrawn(at=ctx.now, item=a.item) for a in approvals]
    for event in ended:
        case = evolve(case, event)
    for approval in approvals:
        for lapsed in lapse(case, approval.item, ctx):
            ended.append(lapsed)
            case = evolve(case, lapsed)
    return ended


INTAKE: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.RequestCorrection: _request_correction,
    c.WithdrawCorrection: _withdraw_correction,
    c.SupplyCorrection: _supply_correction,
    c.SupplyPaper: _supply_paper,
    c.Accept: _accept,
    c.DeclineAcceptance: _decline,
    c.Withdraw: _withdraw,
}
