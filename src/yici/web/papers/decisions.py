"""The decisions: granted, refused, taken back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from yici.documents import Decision
from yici.domain.case import Case
from yici.domain.case import events as e
from yici.domain.clock import legal_day
from yici.web import case_words as words
from yici.web.case_words import worded
from yici.web.outcome_words import outcome_word, title_of
from yici.web.papers.licences import licence_facts
from yici.web.papers.promises import spoken_of
from yici.web.papers.sheet import Papers, due_of, named, remedies_of

Private = Mapping[str, Any]


def granted(papers: Papers, before: Case, event: e.ApprovalGranted, private: Private) -> Decision:
    """This will build the decision that grants."""
    delivery = named(event.deadlines, "delivery")
    note = str(private.get("note", ""))
    return _decision(
        papers, before, event, granted=True, outcome=event.outcome,
        conditions=(*_promised(papers, before, event.item), *([note] if note else [])),
        deliver_by=due_of(delivery) if delivery else None, **licence_facts(papers, event.item),
    )  # fmt: skip


def _promised(papers: Papers, before: Case, item: str) -> tuple[str, ...]:
    """That it rests on a promise, and what becomes of it (State Council Office 2020 No. 42)."""
    if not before.approval(item).committed:
        return ()
    follows = gettext("以告知承诺方式准予，以后核查是否做到；没有做到的责令整改，逾期不改的依法撤销。")
    return (follows, gettext("承诺的内容见%(paper)s。") % {"paper": spoken_of(papers, item)})


def refused(papers: Papers, before: Case, event: e.ApprovalRefused, private: Private) -> Decision:
    """This will build the decision that refuses, with grounds and remedies (Administrative Licensing Law Art. 38)."""
    return _decision(
        papers, before, event, granted=False, outcome=event.outcome,
        grounds=_grounds(words.GROUNDS, event.grounds, private), remedies=remedies_of([event.remedies]),
    )  # fmt: skip


def revoked(papers: Papers, before: Case, event: e.ApprovalRevoked, private: Private) -> Decision:
    """This will build the decision that takes back what was granted."""
    outcome = before.approval(event.item).outcome or "granted"
    return _decision(
        papers, before, event, granted=False, outcome=outcome, title=gettext("撤销决定书"),
        content=gettext("撤销：%(item)s。") % {"item": papers.names.of("item", event.item)},
        grounds=_grounds(words.REVOKE_GROUNDS, event.grounds, private), remedies=remedies_of([event.remedies]),
    )  # fmt: skip


def _grounds(table: Mapping[str, str], grounds: tuple[str, ...], private: Private) -> tuple[str, ...]:
    note = str(private.get("note", ""))
    return (*(worded(table, ground) for ground in grounds), *([note] if note else []))


def _decision(
    papers: Papers, before: Case, event: Any, *, granted: bool, outcome: str, title: str = "", content: str = "",
    **rest: Any,
) -> Decision:  # fmt: skip
    approval, item = before.approval(event.item), papers.names.of("item", event.item)
    regime = papers.planned(event.item).regime
    ruling = {"outcome": outcome_word(regime, outcome), "item": item}
    return Decision(
        number=approval.number,
        case_number=papers.case.number,
        matter=papers.matter,
        item=item,
        applicant=papers.applicant,
        office=papers.office([event.item]),
        granted=granted,
        content=content or gettext("%(outcome)s：%(item)s。") % ruling,
        received_on=legal_day(approval.received_at),
        accepted_on=legal_day(approval.accepted_at) if approval.accepted_at else None,
        decided_on=legal_day(event.at),
        title=title or title_of(regime, outcome),
        basis=papers.basis(event.item),
        status_url=papers.status_url,
        **rest,
    )
