"""Deciding: a command against state and law gives events, or a refusal that says what to do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.licence import commands as c
from yici.domain.licence import events as e
from yici.domain.licence.context import LicenceContext
from yici.domain.licence.grounds import CANCELLATION, REVOCATION, Ground
from yici.domain.licence.periods import first_period, next_period, opening_day
from yici.domain.licence.settle import asked
from yici.domain.licence.state import Licence
from yici.domain.licence.states import EDGES
from yici.domain.term import PlannedTerm, Term


def decide(licence: Licence | None, command: c.LicenceCommand, ctx: LicenceContext) -> list[e.LicenceEvent]:
    """This will give the events that a command leads to; the licence must be settled up to `ctx.now` before.

    Raises Refused where state or law does not allow it, Invalid for wrong input. Who may ask is the service's business.
    """
    if isinstance(command, c.Issue):
        return [_issue(command, ctx)]
    if licence is None:
        raise unknown_licence()
    return [_DECIDERS[type(command)](licence, command, ctx)]


def unknown_licence() -> NotFound:
    """This will be the refusal of a licence that is not there, or that is somebody else's: the two look alike."""
    return NotFound("licence.unknown", remedy="check the number")


def check_renewable(licence: Licence, command: c.ApplyForRenewal, ctx: LicenceContext) -> None:
    """This will pass when a licence can be renewed by an application.

    Raises NotFound("licence.unknown") for somebody else's, Refused("renewal.wrong_type" | "renewal.not_held" |
    "renewal.asked" | "renewal.no_end" | "renewal.too_early").
    """
    if licence.subject != command.subject:
        raise unknown_licence()
    if licence.type not in command.gives:
        raise Refused("renewal.wrong_type", type=licence.type, gives=list(command.gives), remedy="choose its own item")
    if licence.asked is not None:
        raise Refused("renewal.asked", remedy="wait for the decision on the application that is there")
    if not licence.holds:
        raise Refused("renewal.not_held", status=licence.status, remedy="apply for a new licence")
    if licence.period.long_term:
        raise Refused("renewal.no_end", remedy="nothing needs to be done: it holds without an end")
    _check_opened(licence, ctx)


def _check_opened(licence: Licence, ctx: LicenceContext) -> None:
    rule, until = licence.rule, licence.period.until
    if rule is None or rule.rule.opens is None or until is None:
        return
    opens = opening_day(rule.rule.opens, until, ctx.calendar)
    if opens is not None and ctx.day < opens:
        raise Refused("renewal.too_early", opens=opens.isoformat(), remedy="apply from that day on")


def _issue(command: c.Issue, ctx: LicenceContext) -> e.Issued:
    period = first_period(command.case, command.item, ctx.day, _term(command.term), command.until)
    return e.Issued(
        at=ctx.now, id=command.id, number=command.number, type=command.type, subject=command.subject,
        holder=command.holder, agency=command.agency, place=command.place, period=period, term=command.term,
        rule=command.rule, remedies=command.remedies,
    )  # fmt: skip


def _apply(licence: Licence, command: c.ApplyForRenewal, ctx: LicenceContext) -> e.LicenceEvent:
    term, rule = command.term or licence.term, command.rule or licence.rule
    check_renewable(replace(licence, rule=rule), command, ctx)
    told = asked(replace(licence, rule=rule), command.case, command.item, ctx)
    return e.RenewalApplied(at=ctx.now, asked=told, term=term, rule=rule)


def _renew(licence: Licence, command: c.Renew, ctx: LicenceContext) -> e.LicenceEvent:
    _in_state(licence, e.Renewed)
    period = next_period(licence.period, command.case, command.item, _term(command.term), command.until, ctx.day)
    return e.Renewed(at=ctx.now, period=period, term=command.term, rule=command.rule)


def _term(planned: PlannedTerm | None) -> Term | None:
    return planned.term if planned else None


def _end_renewal(licence: Licence, command: c.EndRenewal, ctx: LicenceContext) -> e.LicenceEvent:
    _in_state(licence, e.RenewalEnded)
    return e.RenewalEnded(at=ctx.now, case=command.case, reason=command.reason)


def _revoke(licence: Licence, command: c.RevokeLicence, ctx: LicenceContext) -> e.LicenceEvent:
    if not command.grounds:
        raise Invalid("decision.grounds", remedy="a revocation needs its reasons")
    _in_state(licence, e.Revoked)
    for name in command.grounds:
        _check_ground(licence, name, REVOCATION, command.basis)
    words = {"note": command.note.strip(), "basis": command.basis.strip()}
    return e.Revoked(at=ctx.now, grounds=command.grounds, remedies=licence.remedies, private=words)


def _cancel(licence: Licence, command: c.CancelLicence, ctx: LicenceContext) -> e.LicenceEvent:
    _in_state(licence, e.Cancelled)
    _check_ground(licence, command.ground, CANCELLATION, command.basis)
    words = {"note": command.note.strip(), "basis": command.basis.strip()}
    return e.Cancelled(at=ctx.now, ground=command.ground, remedies=licence.remedies, private=words)


def _check_ground(licence: Licence, name: str, grounds: dict[str, Ground], basis: str) -> None:
    ground = grounds.get(name)
    if ground is None:
        raise Invalid("licence.ground", ground=name, grounds=sorted(grounds), remedy="name a ground of the law")
    if licence.status not in ground.states:
        needed = sorted(ground.states)
        remedy = "name a ground of the law that fits what became of the licence"
        raise Refused("licence.ground_not_met", ground=name, status=licence.status, needed=needed, remedy=remedy)
    if ground.needs_basis and not basis.strip():
        raise Invalid("licence.no_basis", ground=name, remedy="name the law and article that says so")


def _in_state(licence: Licence, event: type[e.LicenceEvent]) -> None:
    origins = EDGES[event.kind].origins
    if licence.status not in origins:
        remedy = "see what became of it: a new licence is applied for, a decision has its remedies"
        raise Refused("licence.wrong_state", status=licence.status, needed=sorted(origins), remedy=remedy)


_DECIDERS: dict[type, Callable[[Licence, Any, LicenceContext], e.LicenceEvent]] = {
    c.ApplyForRenewal: _apply,
    c.Renew: _renew,
    c.EndRenewal: _end_renewal,
    c.RevokeLicence: _revoke,
    c.CancelLicence: _cancel,
}
