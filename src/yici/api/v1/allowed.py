"""What the caller may do with a case now, in the names of the commands of this interface."""

from dataclasses import dataclass
from typing import Final

from yici.api.auth import Caller
from yici.cases.ahead import ahead_of
from yici.cases.own import without_own
from yici.cases.queries import View
from yici.domain.authority import Grants
from yici.domain.case.allowed import allowed
from yici.domain.case.allowing import Offer
from yici.domain.mandate import Act

_OTHERWISE: Final = {
    "correct": "request-correction", "move_inspection": "plan-inspection", "verify": "verify-commitment",
    "correct_opinion": "give-opinion",
}  # fmt: skip
"""Offers whose command is not called as they are: a visit is moved by planning it again."""


_UNDER: Final[dict[str, Act]] = {
    "supply-correction": "supply", "supply-paper": "supply", "ask-office": "supply", "withdraw": "withdraw",
    "request-hearing": "apply",
}  # fmt: skip
"""What an agent may do, by the name of the command, and the act of the mandate that it takes."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """One command that state, law and the caller's rights allow now: for these items, `on` this visit, question or card
    where it is about one. `hindered` are codes of what still keeps a grant from being given. The token needs the scope
    of the command, too, and the command is judged again when it is sent."""

    command: str
    items: tuple[str, ...]
    on: str | None
    hindered: tuple[str, ...]


def allowed_to(who: Caller, view: View) -> tuple[Allowed, ...]:
    """This will list what the caller may do, what is usual first."""
    if who.mandate is None:
        ahead = ahead_of(view.case, view.plan, who.now)
        offers = allowed(view.case, view.plan, who.grants, who.now, who.actor.id, ahead)
        return tuple(_told(offer) for offer in without_own(offers, view.case, who.actor.id, who.grants))
    offers = allowed(view.case, view.plan, Grants(), who.now, who.mandate.principal)
    return tuple(told for told in map(_told, offers) if _UNDER.get(told.command) in who.mandate.scope.acts)


def _told(offer: Offer) -> Allowed:
    return Allowed(name_of(offer.command), offer.items, offer.on or None, offer.hindered)


def name_of(command: str) -> str:
    """This will give the name under which the command of an offer is sent."""
    return _OTHERWISE.get(command, command.replace("_", "-"))
