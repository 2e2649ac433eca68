"""The kinds of messages: what each may say, whether it may ring at night, and by which ways it goes unless somebody
chose otherwise. What they say stands in `texts/`, which a site words as it likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

Audience = Literal["citizen", "staff", "anybody", "address"]
"""Whose it is: the applicant's, an office's, of both who act for others, or just that of an address that is being
checked."""
BOTH: Final = ("sms", "mail")
OFFICES: Final = ("mail", "wecom", "dingtalk")
CASE: Final = frozenset({"number", "matter", "link", "site"})
MANDATE: Final = frozenset({"until", "link", "site"})
"""No name: a number can be mistyped, and whoever reads a message over a shoulder is told nothing of anybody."""
SIGNATURE: Final = frozenset({"matter", "link", "site"})
ITEM: Final = CASE | {"item"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the names of its values, its usual channels; `urgent` goes at any hour; `lives` is how long it is of
    use."""

    audience: Audience
    names: frozenset[str]
    channels: tuple[str, ...] = ()
    urgent: bool = False
    lives: timedelta | None = None


_CODE: Final = Kind("address", frozenset({"code", "minutes", "site"}), urgent=True, lives=timedelta(minutes=10))
KINDS: Final[Mapping[str, Kind]] = {
    "case.received": Kind("citizen", CASE | {"until"}, BOTH),
    "case.correction_asked": Kind("citizen", CASE | {"count", "until"}, BOTH),
    "case.correction_withdrawn": Kind("citizen", CASE, BOTH),
    "case.silence_date": Kind("citizen", ITEM | {"until"}),
    "approval.accepted": Kind("citizen", ITEM | {"since", "until"}, ("mail",)),
    "approval.accepted_by_silence": Kind("citizen", ITEM | {"since", "until"}, BOTH),
    "approval.not_accepted": Kind("citizen", ITEM | {"competent"}, BOTH),
    "approval.suspended": Kind("citizen", ITEM | {"until"}, BOTH),
    "approval.resumed": Kind("citizen", ITEM | {"until"}, ("mail",)),
    "approval.extended": Kind("citizen", ITEM | {"until"}, BOTH),
    "inspection.planned": Kind("citizen", ITEM | {"day"}, BOTH),
    "hearing.offered": Kind("citizen", ITEM | {"until"}, BOTH),
    "hearing.set": Kind("citizen", ITEM | {"day"}, BOTH),
    "interested.told": Kind("citizen", ITEM | {"day"}, BOTH),
    "interested.heard": Kind("citizen", ITEM, BOTH),
    "approval.granted": Kind("citizen", ITEM | {"until"}, BOTH),
    "approval.refused": Kind("citizen", ITEM, BOTH),
    "approval.revoked": Kind("citizen", ITEM, BOTH),
    "approval.lapsed": Kind("citizen", ITEM | {"because"}, BOTH),
    "approval.deemed_withdrawn": Kind("citizen", ITEM, BOTH),
    "approval.delivered": Kind("citizen", ITEM),
    "commitment.broken": Kind("citizen", ITEM | {"until"}, BOTH),
    "message.replied": Kind("citizen", ITEM, BOTH),
    "mandate.offered": Kind("anybody", MANDATE, BOTH),
    "mandate.accepted": Kind("citizen", MANDATE, BOTH),
    "mandate.declined": Kind("citizen", MANDATE - {"until"}, BOTH),
    "mandate.resigned": Kind("citizen", MANDATE - {"until"}, BOTH),
    "mandate.revoked": Kind("anybody", MANDATE - {"until"}, BOTH),
    "mandate.expired": Kind("anybody", MANDATE, ("mail",)),
    "signature.asked": Kind("citizen", SIGNATURE, BOTH),
    "signature.given": Kind("anybody", SIGNATURE, ("mail",)),
    "signature.declined": Kind("anybody", SIGNATURE, BOTH),
    "card.issued": Kind("staff", ITEM | {"until"}, OFFICES),
    "card.urged": Kind("staff", ITEM | {"until"}, OFFICES),
    "card.answered": Kind("staff", ITEM | {"day"}, ("mail",)),
    "meeting.called": Kind("staff", ITEM | {"at"}, OFFICES),
    "meeting.called_off": Kind("staff", CASE | {"at"}, OFFICES),
    "meeting.declined": Kind("staff", CASE | {"agency"}, ("mail",)),
    "message.asked": Kind("staff", ITEM | {"until"}),
    "deadline.missed": Kind("staff", ITEM, ("mail",)),
    "login.code": _CODE,
    "contact.code": _CODE,
    "channel.try": Kind("address", frozenset({"site"}), urgent=True, lives=timedelta(minutes=10)),
}
