"""Whose question a form is about, who signs for it, and what is signed."""

from yici.domain.case import ConfirmNotice, permits
from yici.domain.case.beside_events import OpinionsAsked
from yici.domain.case.rights import OPINE
from yici.web.desk.opened import Opened

SEPARATOR = ":"


def question_of(on: str) -> tuple[str, str]:
    """This will read which item and which department a form is about."""
    item, _, agency = on.partition(SEPARATOR)
    return item, agency


def answers_itself(opened: Opened, on: str) -> bool:
    """This will say whether somebody signs for their own department and not for the body that asks."""
    item, agency = question_of(on)
    approval, grants = opened.case.approval(item), opened.staff.grants
    place = opened.case.place_of(approval)
    asks = grants.may("approval.consult", approval.agency, place, item)
    own = grants.may(OPINE, agency, place, item)
    return own and not asks and permits(opened.case, ConfirmNotice(item=item, agency=agency, proof=""), grants)


def signature_of(opened: Opened, item: str, agency: str) -> str:
    """This will name what a department signs for: the record of the question, by its hash."""
    found = (
        line.stored.hash.hex()
        for line in reversed(opened.lines)
        if isinstance(line.event, OpinionsAsked)
        and line.event.item == item
        and any(one.agency == agency for one in line.event.asked)
    )
    return next(found, "")
