"""Nobody handles a matter of their own: who works for an office has no part in what they, or a firm for which they act,
apply for. The person counts, not the account: whoever is staff has another one as a citizen."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from yici.domain.authority import Grants
from yici.domain.case import Case, Command, Received, Recuse
from yici.domain.case.allowing import Offer
from yici.domain.error import Refused
from yici.domain.event import Actor
from yici.ledger.keys import find_subjects
from yici.people.firms import firm_id
from yici.people.queries import theirs

REMEDY: Final = "let a colleague do it"
FIRM: Final = "enterprise.uscc"
NUMBER: Final = ".id_number"
"""The elements of a form that say which firm applies, and who somebody in a role is."""


def check_not_own(case: Case, command: Command, actor: Actor, grants: Grants) -> None:
    """This will pass unless staff would handle a case of their own; that they take themselves off it is right, that
    they choose among their colleagues is not.

    Raises Refused("authority.own_matter").
    """
    leaving = isinstance(command, Recuse) and command.officer == actor.id
    if not leaving and is_own(case, actor.id, grants):
        raise Refused("authority.own_matter", remedy=REMEDY)


def check_none_own(case: Case, held: Mapping[str, Grants]) -> None:
    """This will pass unless one of those who go and look would look at a matter of their own."""
    if own := [one for one, grants in sorted(held.items()) if is_own(case, one, grants)]:
        raise Refused("authority.own_matter", officers=own, remedy=REMEDY)


def check_takes_in(received: Received | None, subject: UUID, form: Mapping[str, object], grants: Grants) -> None:
    """This will pass unless a clerk would take in at the window what they, or a firm for which they act, apply for, or
    what is about them as a buyer, say: at most two statements, none where their person is not known."""
    if received is None or grants.person is None:
        return
    code = str(form.get(FIRM) or "")
    own = grants.person == str(subject) or _is_named(grants.person, form)
    if own or (code and theirs(grants.person, (), [str(firm_id(code))])):
        raise Refused("authority.own_matter", remedy=REMEDY)


def _is_named(person: str, form: Mapping[str, object]) -> bool:
    """Whether a form names somebody by their identity number, in whichever role."""
    numbers = {str(value) for element, value in form.items() if element.endswith(NUMBER) and value}
    return any(str(one.id) == person for one in find_subjects(numbers).values()) if numbers else False


def without_own(offers: Iterable[Offer], case: Case, actor: str, grants: Grants) -> tuple[Offer, ...]:
    """This will leave of what staff may do with a matter of their own that they take themselves off it."""
    own = grants.person is not None and is_own(case, actor, grants)
    return tuple(one for one in offers if not own or one.command == "recuse")


def is_own(case: Case, actor: str, grants: Grants) -> bool:
    """This will say whether a case is that of whoever holds these grants of staff; see `own_among`."""
    return bool(own_among((case,), actor, grants))


def own_among(cases: Collection[Case], actor: str, grants: Grants) -> set[str]:
    """This will give the ids of those cases that are of whoever holds these grants of staff: of their person, of an
    account of theirs, or of a firm for which one acts. At most two statements however many the cases are, and none
    where their person is not known."""
    if grants.person is None:
        return {case.id for case in cases if case.applicant == actor}
    accounts = {one.applicant for one in cases if one.applicant}
    firms = {one.firm for one in cases if one.firm}
    mine = theirs(grants.person, accounts, firms) | {actor}
    return {one.id for one in cases if one.subject == grants.person or {one.applicant, one.firm} & mine}
