"""Why something cannot be done now: asked of the rules themselves, by what is wanted with nothing filled in."""

from collections.abc import Callable
from typing import Final

from yici.domain.case import (
    Accept,
    Command,
    ConfirmRepair,
    Decide,
    Deliver,
    ExtendDecision,
    OfferHearing,
    RecordInspection,
    RequestHearing,
    Resume,
    Suspend,
    VerifyCommitment,
    check_permitted,
)
from yici.domain.error import YiciError
from yici.web.desk.acting import rehearse
from yici.web.desk.opened import Opened
from yici.web.refusal_words import refusal_words

WANTED: Final[dict[str, Callable[[str], Command]]] = {
    "accept": lambda _: Accept(),
    "decide": lambda on: Decide(item=on, grant=True),
    "suspend": lambda on: Suspend(item=on, cause="", days=0),
    "resume": lambda on: Resume(item=on),
    "extend": lambda on: ExtendDecision(item=on, days=0, approver="", note=""),
    "offer_hearing": lambda on: OfferHearing(item=on),
    "request_hearing": lambda on: RequestHearing(item=on),
    "record_inspection": lambda on: RecordInspection(visit=on, officers=()),
    "deliver": lambda on: Deliver(item=on, way="window"),
    "verify": lambda on: VerifyCommitment(item=on, kept=True, officers=()),
    "confirm_repair": lambda on: ConfirmRepair(item=on),
}


def why_not(opened: Opened, name: str, on: str) -> tuple[str, str] | None:
    """This will say in words why a deed cannot be done now and what to do: whose right it takes, or what the state
    wants; None where nothing tells. Nothing is recorded."""
    make = WANTED.get(name)
    if make is None or (not on and name != "accept"):
        return None
    try:
        command = make(on)
        check_permitted(opened.case, command, opened.staff.grants, str(opened.staff.id))
        rehearse(opened, command)
    except YiciError as error:
        return refusal_words(error, opened.names)
    return None
