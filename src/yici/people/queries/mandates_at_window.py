"""What a window finds of mandates, and what is taken back there: a person's own, and a firm's by who speaks for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.domain.error import Invalid
from yici.domain.mandate import Mandate
from yici.ledger import keys
from yici.people.firms import firm_id, firm_ids_of
from yici.people.queries.mandates import PAGE, MandateView, mandate_views
from yici.people.store import mandates as store
from yici.people.store.mandates import Loaded


@dataclass(frozen=True, slots=True)
class AtWindow:
    """One mandate as a window finds it; `needs_paper` where only a paper of the firm takes it back."""

    view: MandateView
    needs_paper: bool


def mandates_of_person(*, number: str, now: datetime, limit: int = PAGE) -> list[AtWindow]:
    """This will list what somebody gave who stands at a window with the card of that number, and what was given for the
    firms for which they act now, newest first."""
    subject = keys.find_subject(number)
    if subject is None:
        return []
    firms = firm_ids_of(subject)
    found = _given(store.given_by(subject, [UUID(one) for one in firms], limit), now)
    return [AtWindow(one, one.mandate.firm is not None and one.mandate.firm not in firms) for one in found]


def mandates_of_firm(*, uscc: str, now: datetime, limit: int = PAGE) -> list[AtWindow]:
    """This will list what was given for a firm of that credit code, for whoever brings its paper to a window."""
    return [AtWindow(one, needs_paper=True) for one in _given(store.given_for(firm_id(uscc), limit), now)]


def _given(found: list[Loaded], now: datetime) -> list[MandateView]:
    return mandate_views(found, now, {UUID(one.mandate.id): "principal" for one in found})


def may_take_back(mandate: Mandate, *, number: str, uscc: str, paper: str | None) -> bool:
    """This will say whether somebody at a window, with the card of that `number` or a paper of the firm of that code,
    may take a mandate back: a person their own; a firm's only who acts for it now, or who brings its paper, for who
    gave it once may have left. Raises Invalid("mandate.paper") where that paper is missing."""
    subject = keys.find_subject(number) if number else None
    gave = subject is not None and mandate.subject == str(subject)
    if mandate.firm is None:
        return gave
    if subject is not None and mandate.firm in firm_ids_of(subject):
        return True
    known = gave or bool(uscc and str(firm_id(uscc)) == mandate.firm)
    if known and paper is None:
        raise Invalid("mandate.paper", remedy="scan the paper by which the firm takes it back, with its seal")
    return known
