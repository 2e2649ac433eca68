"""What documents say of licences: their numbers and days, how they were renewed by silence, and how they ended."""

from typing import Any

from django.utils.translation import gettext

from yici.documents import Decision, Office
from yici.domain.case import Case
from yici.domain.case import renewal_events as r
from yici.domain.clock import legal_day
from yici.domain.licence import Period
from yici.domain.licence.events import Cancelled, Revoked
from yici.licences.queries import Shown
from yici.web.case_words import worded
from yici.web.licence_words import CANCELLATION_WORDS, REVOCATION_WORDS, TAKING_WORDS, taking_of
from yici.web.papers.sheet import Papers, due_of, named, remedies_of

ARTICLES = {"revoked": "第六十九条", "withdrawn": "第八条"}


def licence_facts(papers: Papers, item: str) -> dict[str, Any]:
    """This will give number and days of the licences that a decision on an item gave or renewed, as it gave them."""
    found = papers.licences_of(item)
    periods = [
        period
        for one in found
        for period in (*one.before, one.period)
        if (period.case, period.item) == (papers.case.id, item)
    ]
    if not found:
        return {}
    days = {(one.since, one.until) for one in periods}
    since, until = days.pop() if len(days) == 1 else (None, None)
    return {
        "licence_number": papers.names.listed(one.number for one in found), "valid_from": since, "valid_until": until,
    }  # fmt: skip


def deemed(papers: Papers, before: Case, event: r.ApprovalDeemedGranted, private: Any) -> Decision:
    """This will tell the holder that nobody decided in time, so that the licence is renewed (Licensing Law Art. 50)."""
    approval, item = before.approval(event.item), papers.names.of("item", event.item)
    delivery = named(event.deadlines, "delivery")
    return Decision(
        number=approval.number,
        case_number=papers.case.number,
        matter=papers.matter,
        item=item,
        applicant=papers.applicant,
        office=papers.office([event.item]),
        granted=True,
        content=gettext("原证照届满以前没有作出是否准予延续的决定，依法视为准予延续：%(item)s。") % {"item": item},
        received_on=legal_day(approval.received_at),
        accepted_on=legal_day(approval.accepted_at) if approval.accepted_at else None,
        decided_on=legal_day(event.at),
        title=gettext("视为准予延续告知书"),
        basis=(papers.names.basis("行政许可法", "第五十条"), *papers.basis(event.item)),
        deliver_by=due_of(delivery) if delivery else None,
        status_url=papers.status_url,
        **licence_facts(papers, event.item),
    )


def licence_ended(papers: Papers, shown: Shown) -> Decision:
    """This will build the decision that revokes, withdraws or cancels a licence, with its reasons and remedies."""
    licence, event = shown.licence, shown.ended
    assert isinstance(event, Revoked | Cancelled)
    name = papers.names.of("licence", licence.type)
    deed, basis, grounds = _ended(papers, event)
    told = [str(shown.private.get(key, "")) for key in ("basis", "note")]
    return Decision(
        number=licence.number,
        case_number=papers.case.number,
        matter=papers.matter,
        item=name,
        applicant=papers.applicant,
        office=_office(papers, shown),
        granted=False,
        content=gettext("%(deed)s：%(item)s。") % {"deed": deed, "item": name},
        received_on=licence_since(licence.before, licence.period),
        decided_on=legal_day(event.at),
        title=gettext("%(deed)s决定书") % {"deed": deed},
        grounds=(*grounds, *(one for one in told if one)),
        basis=(basis,),
        remedies=remedies_of([event.remedies]),
        licence_number=licence.number,
        status_url=papers.status_url,
    )


def licence_since(before: tuple[Period, ...], period: Period) -> Any:
    """This will give the day on which a licence was first given."""
    return (*before, period)[0].since


def _office(papers: Papers, shown: Shown) -> Office:
    item = shown.licence.item
    known = any(one.item == item for one in papers.case.approvals)
    return papers.office([item]) if known else Office(name=papers.names.of("agency", shown.licence.agency))


def _ended(papers: Papers, event: Revoked | Cancelled) -> tuple[str, str, list[str]]:
    names = papers.names
    if isinstance(event, Cancelled):
        ground = worded(CANCELLATION_WORDS, event.ground)
        return gettext("注销"), names.basis("行政许可法", "第七十条"), [ground]
    taking = taking_of(event.grounds)
    grounds = [worded(REVOCATION_WORDS, one) for one in event.grounds]
    return worded(TAKING_WORDS, taking), names.basis("行政许可法", ARTICLES[taking]), grounds
