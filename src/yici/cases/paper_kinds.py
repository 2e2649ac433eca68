"""Which documents the events of a case lead to, what each is about, and which of them end with a later event."""

from collections.abc import Iterator
from typing import Final, Literal

from yici.domain.case import CaseEvent
from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.case import interested_events as i
from yici.domain.case import renewal_events as r

Kind = Literal[
    "receipt",
    "correction",
    "acceptance",
    "not-accepted",
    "special-procedure",
    "extension",
    "opinion-request",
    "absence",
    "decision",
    "revocation",
    "renewal",
    "licence-ended",
    "licence",
    "prepared",
    "hearing-right",
    "hearing",
    "lapse",
    "repair-order",
    "interested",
    "interested-hearing",
    "commitment",
]
KINDS: Final[dict[type[CaseEvent], Kind]] = {
    e.Submitted: "receipt",
    e.CorrectionRequested: "correction",
    e.ApprovalAccepted: "acceptance",
    e.ApprovalStarted: "acceptance",
    e.ApprovalNotAccepted: "not-accepted",
    ce.ApprovalSuspended: "special-procedure",
    ce.ApprovalExtended: "extension",
    b.OpinionsAsked: "opinion-request",
    b.OpinionAbsent: "absence",
    e.ApprovalGranted: "decision",
    e.ApprovalRefused: "decision",
    e.ApprovalRevoked: "revocation",
    r.ApprovalDeemedGranted: "renewal",
    b.ApprovalPrepared: "prepared",
    b.HearingOffered: "hearing-right",
    b.HearingSet: "hearing",
    e.ApprovalWithdrawn: "lapse",
    e.CommitmentVerified: "repair-order",
    i.InterestedTold: "interested",
    i.InterestedSummoned: "interested-hearing",
}
RECEIPT: Final[Kind] = "receipt"
ENDED: Final[Kind] = "licence-ended"
"""Stands in no event of the case: the licence that it gave has a stream of its own."""
GIVEN: Final[Kind] = "licence"
"""The certificate of a licence, which comes from that stream, too."""
PROMISE: Final[Kind] = "commitment"
"""What was promised with the application, item by item: beside the receipt of the same event."""
NAMES: Final[dict[Kind, str]] = {
    "receipt": "收件回执",
    "correction": "一次性补正告知书",
    "acceptance": "受理通知书",
    "not-accepted": "不予受理通知书",
    "special-procedure": "特别程序告知书",
    "extension": "延长办理期限告知书",
    "opinion-request": "征求意见函",
    "absence": "到期未答复视为同意告知书",
    "decision": "决定书",
    "revocation": "撤销决定书",
    "renewal": "视为准予延续告知书",
    "licence-ended": "证照撤销、注销决定书",
    "licence": "电子证照",
    "prepared": "模拟审批意见",
    "hearing-right": "听证权利告知书",
    "hearing": "听证通知书",
    "lapse": "视为撤回申请通知书",
    "repair-order": "责令限期整改通知书",
    "interested": "利害关系人告知书",
    "interested-hearing": "听证通知书",
    "commitment": "告知承诺书",
}
"""What each is called in its number, unless the site has a mark of its own for it."""
REPLACING: Final[frozenset[Kind]] = frozenset({"acceptance", "hearing", "interested-hearing", "decision", "prepared"})
"""Of these there is one at a time about one thing: a later one takes the place of the earlier one."""
SEPARATOR: Final = "__"
"""In an address, between the item of a letter and its department or interested party; that of a certificate and its
type."""


def kind_of(event: CaseEvent) -> Kind | None:
    """This will give the kind of document that an event led to; None for one that is told in no writing."""
    if type(event) is e.ApprovalWithdrawn and event.deemed is None:
        return None
    if type(event) is e.CommitmentVerified and event.kept:
        return None
    return KINDS.get(type(event))


def made_by(event: CaseEvent) -> Iterator[tuple[Kind, str, tuple[str, ...]]]:
    """This will name every document that an event led to: its kind, the key of its address, and its items."""
    if (kind := kind_of(event)) is not None:
        yield kind, keys_of(event)[0], items_of(event)
    if isinstance(event, e.Submitted):
        yield from ((PROMISE, item, (item,)) for item in sorted(event.commitments))


def items_of(event: CaseEvent) -> tuple[str, ...]:
    """This will name the items that a document's event is about."""
    if isinstance(event, e.CorrectionRequested):
        return tuple(dict.fromkeys(defect.item for defect in event.defects))
    return (str(getattr(event, "item", "")),)


LetterEvent = b.OpinionsAsked | b.OpinionAbsent | i.InterestedTold | i.InterestedSummoned


def letter_key(event: LetterEvent) -> str:
    """This will name a letter in an address: its item and its department, of several the first; or the id of the
    interested party whom it goes to."""
    match event:
        case b.OpinionsAsked():
            whom = event.asked[0].agency
        case b.OpinionAbsent():
            whom = event.agency
        case _:
            whom = event.interested
    return f"{event.item}{SEPARATOR}{whom}"


def certificate_key(item: str, licence: str) -> str:
    """This will name the certificate of a licence in an address: by the item that gave it, and its type."""
    return f"{item}{SEPARATOR}{licence}"


def keys_of(event: CaseEvent) -> tuple[str, ...]:
    """This will give the names under which an address finds the document of an event: its items, or its letter's."""
    return (letter_key(event),) if isinstance(event, LetterEvent) else items_of(event)


def ended_by(event: CaseEvent) -> Iterator[tuple[Kind, str]]:
    """This will name the documents that an event takes back, by kind and item; an empty item means every one."""
    match event:
        case e.CorrectionWithdrawn():
            yield "correction", ""
        case e.ApprovalRevoked():
            yield "decision", event.item
            yield "renewal", event.item
        case b.PreparationLapsed():
            yield "prepared", event.item


FOLLOWED: Final[tuple[str, ...]] = tuple(
    dict.fromkeys([*(one.kind for one in KINDS), e.CorrectionWithdrawn.kind, b.PreparationLapsed.kind])
)
"""The kinds of events that lead to a document, or end one."""
