"""Folding a mandate's events: total, and blind to the calendar."""

from collections.abc import Iterable
from dataclasses import replace

from yici.domain.mandate import events as e
from yici.domain.mandate.state import Mandate, Phase

ENDS: dict[type[e.MandateEvent], Phase] = {
    e.Declined: "declined", e.Revoked: "revoked", e.Resigned: "resigned", e.Expired: "expired",
}  # fmt: skip


def evolve(mandate: Mandate | None, event: e.MandateEvent) -> Mandate:
    """This will give the state after one event. Only `Offered` may come first, and only it does."""
    if isinstance(event, e.Offered):
        return Mandate(
            event.id, event.principal, event.subject, event.scope, event.period, event.consent, event.at,
            organisation=event.organisation, paper=event.paper, firm=event.firm,
        )  # fmt: skip
    if mandate is None:
        raise ValueError(f"{event.kind} before mandate.offered")
    if isinstance(event, e.Accepted):
        return replace(mandate, phase="living", agent=event.agent, accepted_at=event.at)
    if isinstance(event, e.Used):
        return replace(mandate, used=mandate.used + 1)
    return replace(mandate, phase=ENDS[type(event)], ended_at=event.at)


def fold(history: Iterable[e.MandateEvent]) -> Mandate:
    """This will rebuild a mandate from its whole history; ValueError when there is none."""
    mandate: Mandate | None = None
    for event in history:
        mandate = evolve(mandate, event)
    if mandate is None:
        raise ValueError("a mandate without events")
    return mandate
