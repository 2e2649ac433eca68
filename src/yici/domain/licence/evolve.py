"""Folding events into the state: total, and blind to definitions and calendars: all it needs stands in the event."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from yici.domain.licence import events as e
from yici.domain.licence.state import Licence
from yici.domain.licence.states import EDGES


def evolve(licence: Licence | None, event: e.LicenceEvent) -> Licence:
    """This will give the state after one event. Only `Issued` may come first, and only it does."""
    if isinstance(event, e.Issued):
        return _issued(event)
    if licence is None:
        raise ValueError(f"{event.kind} before licence.issued")
    return _HANDLERS[type(event)](licence, event)


def fold(history: Iterable[e.LicenceEvent]) -> Licence:
    """This will rebuild a licence from its whole history; ValueError when there is none."""
    licence: Licence | None = None
    for event in history:
        licence = evolve(licence, event)
    if licence is None:
        raise ValueError("a licence without events")
    return licence


def _issued(event: e.Issued) -> Licence:
    return Licence(
        event.id, event.number, event.type, event.subject, event.holder, event.agency, event.place, "valid",
        event.period, event.term, event.rule, event.remedies,
    )  # fmt: skip


def _applied(licence: Licence, event: e.RenewalApplied) -> Licence:
    return replace(_to(licence, event), asked=event.asked, term=event.term, rule=event.rule)


def _counted(licence: Licence, event: e.RenewalCounted) -> Licence:
    return replace(licence, asked=event.asked)


def _renewed(licence: Licence, event: e.Renewed) -> Licence:
    return replace(licence, term=event.term, rule=event.rule).in_period(event.period)


def _deemed(licence: Licence, event: e.DeemedRenewed) -> Licence:
    return licence.in_period(event.period)


def _to(licence: Licence, event: e.LicenceEvent) -> Licence:
    return replace(licence, status=EDGES[event.kind].to, asked=None)


def _expired(licence: Licence, event: e.Expired) -> Licence:
    return replace(_to(licence, event), late=event.late)


_HANDLERS: dict[type[e.LicenceEvent], Callable[[Licence, Any], Licence]] = {
    e.RenewalApplied: _applied,
    e.RenewalCounted: _counted,
    e.RenewalEnded: _to,
    e.Renewed: _renewed,
    e.DeemedRenewed: _deemed,
    e.Expired: _expired,
    e.Revoked: _to,
    e.Cancelled: _to,
}
