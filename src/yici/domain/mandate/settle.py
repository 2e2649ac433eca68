"""What falls due in a mandate: its end, as of its moment, whoever looks late. Nothing open is without owner and end."""

from datetime import datetime

from yici.domain.mandate import events as e
from yici.domain.mandate.decide import Party
from yici.domain.mandate.state import OPEN, Mandate


def settle(mandate: Mandate, now: datetime) -> list[e.MandateEvent]:
    """This will give what fell due up to `now`, at its own moment."""
    due = next_due(mandate)
    return [e.Expired(at=due)] if due is not None and due <= now else []


def next_due(mandate: Mandate) -> datetime | None:
    """This will say when the mandate ends by itself; None when it has ended."""
    return mandate.period.until if mandate.phase in OPEN else None


def owner(mandate: Mandate) -> Party | None:
    """This will say whose turn it is: the agent's to accept, then the principal's, who may take it back at any time."""
    if mandate.phase == "offered":
        return "agent"
    return "principal" if mandate.phase == "living" else None


def deadlines(mandate: Mandate) -> tuple[datetime, ...]:
    """This will list the ends ahead: one, while it is open."""
    due = next_due(mandate)
    return () if due is None else (due,)
