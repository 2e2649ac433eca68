"""Urging (催办): asking the unit whose turn it is how far a matter is. A card of the lightest degree: listed, answered
and kept as every card, and no limit moves by it.

No text says how often a unit may be urged. Rule 3, version 1, of the platform: once a working day for one unit and
item.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from yici.domain.case import beside_commands as c
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.moves import approval_of
from yici.domain.case.parts import Card
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import SENTENCES
from yici.domain.case.watching import BY_HAND, MOST_CARDS, card_to, cardable
from yici.domain.clock import legal_day
from yici.domain.error import Refused
from yici.domain.workdays import Calendar, NotBefore

OWN_TURN: Final = frozenset({"accept", "decide", "resume", "deliver", "verify", "end"})
"""What is the turn of the body that handles an item; whatever else is next waits for the applicant or for others."""


def units(approval: Approval) -> tuple[str, ...]:
    """This will name the units whose turn it is with an item: the body itself, and departments that owe an opinion."""
    own = (approval.agency,) if OWN_TURN & set(approval.tasks) else ()
    return tuple(dict.fromkeys((*own, *(one.agency for one in approval.owing))))


def urged(approval: Approval, unit: str) -> Card | None:
    """This will give the last urging that went to a unit about an item."""
    sent = (card for card in approval.cards if (card.colour, card.agency, card.rule) == ("urging", unit, BY_HAND))
    return max(sent, key=lambda card: card.issued_at, default=None)


def free_from(approval: Approval, unit: str, calendar: Calendar) -> date | None:
    """This will give the day from which a unit may be urged again: the working day after the last urging, or the day
    at which the loaded calendar ends; None where it was never urged."""
    last = urged(approval, unit)
    if last is None:
        return None
    following = calendar.next_workday(legal_day(last.issued_at))
    return following.day if isinstance(following, NotBefore) else following


def _urge(case: Case, command: c.Urge, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, frozenset(SENTENCES))
    known = units(approval)
    unit = command.agency or next(iter(known), "")
    if unit not in known:
        remedy = "urge whose turn it is; who waits for the applicant or another item cannot go on"
        raise Refused("urging.not_their_turn", item=command.item, agencies=list(known), remedy=remedy)
    if not cardable(approval):
        remedy = "wait for the answers to those that were sent, or take it up with the unit itself"
        raise Refused("card.too_many", item=command.item, most=MOST_CARDS, remedy=remedy)
    again = free_from(approval, unit, ctx.at(command.item).calendar)
    if again is not None and legal_day(ctx.now) < again:
        remedy = f"wait until {again.isoformat()}, or call a meeting"
        raise Refused(
            "urging.again_too_soon", item=command.item, agency=unit, earliest=again.isoformat(), remedy=remedy
        )
    card = card_to(approval, command.about, unit, "urging", ctx)
    return [b.CardIssued(at=ctx.now, item=command.item, card=card, private={"note": command.note})]


URGING: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {c.Urge: _urge}
