"""Hearings and interested parties: what can be done now, from their stages."""

from collections.abc import Iterator

from yici.domain.case.allowing import Desk, Offer
from yici.domain.case.beside_commands import (
    HearInterested,
    HoldHearing,
    OfferHearing,
    RequestHearing,
    SetHearing,
    TellInterested,
)
from yici.domain.case.hearing import HEARD_IN
from yici.domain.case.interested import may_be_told, unheard
from yici.domain.case.state import Approval


def offer_hearing(desk: Desk) -> Iterator[Offer]:
    """This will offer to tell of the right to a hearing, where a text gives one and it was not told yet."""
    for approval in _at(desk, ""):
        known = desk.planned[approval.item].hearing is not None
        if known and desk.may(OfferHearing(item=approval.item)):
            yield Offer("offer_hearing", (approval.item,), on=approval.item)


def request_hearing(desk: Desk) -> Iterator[Offer]:
    """This will offer the window to take down that the applicant asks for the hearing."""
    for approval in _at(desk, "offered"):
        if desk.may(RequestHearing(item=approval.item)):
            yield Offer("request_hearing", (approval.item,), on=approval.item)


def set_hearing(desk: Desk) -> Iterator[Offer]:
    """This will offer to set the day of a hearing that was asked for, or another one."""
    for approval in _at(desk, "requested", "set"):
        if desk.may(SetHearing(item=approval.item, on=desk.today)):
            yield Offer("set_hearing", (approval.item,), on=approval.item)


def hold_hearing(desk: Desk) -> Iterator[Offer]:
    """This will offer to record a hearing from its day on."""
    for approval in _at(desk, "set"):
        due = approval.hearing is not None and approval.hearing.on is not None and approval.hearing.on <= desk.today
        if due and desk.may(HoldHearing(item=approval.item, minutes="")):
            yield Offer("hold_hearing", (approval.item,), on=approval.item)


def tell_interested(desk: Desk) -> Iterator[Offer]:
    """This will offer to tell somebody whose major interest is concerned (Art. 36)."""
    for approval in desk.case.approvals:
        command = TellInterested(item=approval.item, interested="", until=desk.today)
        if may_be_told(approval) and desk.may(command):
            yield Offer("tell_interested", (approval.item,), on=approval.item)


def hear_interested(desk: Desk) -> Iterator[Offer]:
    """This will offer to record what interested parties said who were told, one by one."""
    for approval in desk.case.approvals:
        for one in unheard(approval) if approval.status in HEARD_IN else ():
            if desk.may(HearInterested(item=approval.item, interested=one.id, answer="views")):
                yield Offer("hear_interested", (approval.item,), on=f"{approval.item}:{one.id}")


def _at(desk: Desk, *stages: str) -> Iterator[Approval]:
    for approval in desk.case.approvals:
        stage = approval.hearing.stage if approval.hearing else ""
        if approval.status in HEARD_IN and stage in stages:
            yield approval
