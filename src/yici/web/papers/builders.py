"""One builder for each kind of event that leads to a document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from yici.cases.paper_kinds import items_of
from yici.documents import (
    AcceptanceNotice,
    CorrectionNotice,
    Document,
    Due,
    ExtensionNotice,
    NotAcceptedNotice,
    Office,
    PreparedOpinion,
    SuspensionNotice,
)
from yici.documents import Approval as ApprovalPart
from yici.documents import Defect as DefectPart
from yici.domain.case import Case, CaseEvent, Deadline, Defect
from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.case import interested_events as i
from yici.domain.case import renewal_events as r
from yici.domain.clock import legal_day
from yici.web import case_words as words
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.case_words import worded
from yici.web.correction_source import correction_source
from yici.web.defect_basis import defect_basis
from yici.web.lapses import paper_warning, reply_warning
from yici.web.limit_sources import stop_source, told_source
from yici.web.papers import beside, decisions, interested, letters
from yici.web.papers.licences import deemed
from yici.web.papers.promises import spoken_of
from yici.web.papers.sheet import Papers, due_of, named, remedies_of
from yici.web.reason_words import CAUSE_WORDS
from yici.web.refusal_words import target_name

Private = Mapping[str, Any]


def document_of(papers: Papers, before: Case, event: CaseEvent, private: Private) -> Document:
    """This will build the document of one event that happened, or would happen, to a case as it was `before` it."""
    return BUILDERS[type(event)](papers, before, event, private)


def _correction(papers: Papers, before: Case, event: e.CorrectionRequested, private: Private) -> CorrectionNotice:
    items = items_of(event)
    made_on = legal_day(event.at)
    window = named((d for item in items for d in before.approval(item).deadlines), "correction")
    reply = named((d for standing in event.deadlines.values() for d in standing), "reply")
    return CorrectionNotice(
        number=papers.case.number,
        matter=papers.matter,
        applicant=papers.applicant,
        office=papers.office(items),
        received_on=legal_day(before.approval(items[0]).received_at),
        made_on=made_on,
        tell_by=_tell_by(window) or Due(day=made_on, open_because=gettext("没有查到告知的期限")),
        tell_basis=_window_basis(papers, before, items),
        defects=tuple(_defects(papers, event.defects, private)),
        consequences=tuple(_consequences(papers, items, reply)),
        how_to_correct=gettext("在网上补交，或者交到综合窗口。"),
        correct_by=due_of(reply) if reply else None,
        remedies=remedies_of(papers.planned(item).remedies for item in items),
        status_url=papers.status_url,
    )


def _window_basis(papers: Papers, before: Case, items: tuple[str, ...]) -> str:
    """Each regime has its own article on the window, if it has one."""
    bound = [item for item in items if named(before.approval(item).deadlines, "correction")]
    return papers.names.listed(dict.fromkeys(correction_source(papers.planned(item), papers.names) for item in bound))


def _tell_by(window: Deadline | None) -> Due | None:
    return due_of(window) if window else None


def _defects(papers: Papers, defects: Iterable[Defect], private: Private) -> Iterator[DefectPart]:
    """A thing that several items need is told once, with all of them."""
    told: dict[tuple[str, str], list[Defect]] = {}
    for defect in defects:
        told.setdefault((defect.target, defect.code), []).append(defect)
    for (target, code), same in told.items():
        correction, note = worded(words.DEFECT_CODES, code), str(private.get(target, ""))
        yield DefectPart(
            subject=target_name(papers.names, target),
            correction=f"{correction}{gettext('。')}{note}" if note else correction,
            item=papers.names.listed(papers.names.of("item", one.item) for one in same),
            basis=next(filter(None, (defect_basis(one, papers.names) for one in same)), ""),
        )


def _consequences(papers: Papers, items: tuple[str, ...], reply: Deadline | None) -> Iterator[str]:
    yield gettext("补来以后，审查材料的期限从收到补正的那一天重新算起。")
    if any(papers.planned(item).missed == "accepted_from_receipt" for item in items):
        yield gettext("按告知书全部补正的，应当受理。")
    yield from filter(None, dict.fromkeys(reply_warning(papers.planned(item), papers.names) for item in items))
    if reply is None:
        yield gettext("没有查到逾期不补的后果：申请一直保留，您可以随时补。")


def _acceptance(
    papers: Papers, before: Case, event: e.ApprovalAccepted | e.ApprovalStarted, private: Private
) -> AcceptanceNotice:  # fmt: skip
    approval, planned, names = before.approval(event.item), papers.planned(event.item), papers.names
    silent = isinstance(event, e.ApprovalAccepted) and event.by_silence
    accepted_at = event.accepted_at if isinstance(event, e.ApprovalAccepted) else event.at
    promised = named(event.deadlines, "promised") or named(event.deadlines, "legal")
    return AcceptanceNotice(
        number=approval.number,
        case_number=papers.case.number,
        matter=papers.matter,
        applicant=papers.applicant,
        office=papers.office([event.item]),
        received_on=legal_day(approval.received_at),
        accepted_on=legal_day(accepted_at),
        made_on=legal_day(event.at),
        approvals=(
            ApprovalPart(
                item=names.of("item", event.item),
                body=papers.body(event.item),
                legal_limit=limit_text(planned.legal.limit) if planned.legal else "",
                promised_limit=limit_text(planned.promised.limit) if planned.promised else "",
                due=due_of(promised) if promised else None,
                basis=names.listed(papers.basis(event.item)),
            ),
        ),
        accepted_because=gettext("期限内没有告知要补正的内容，自收到材料之日起即为受理。") if silent else "",
        notes=tuple(_accepted_with(papers, before, event.item)),
        basis=(correction_source(planned, names),) if planned.missed == "accepted_from_receipt" else (),
        remedies=remedies_of([planned.remedies]) if planned.remedies else (),
        status_url=papers.status_url,
    )


def _accepted_with(papers: Papers, before: Case, item: str) -> Iterator[str]:
    """What was tolerated, each paper with its day and what follows if it does not come; and what was promised instead
    of being proved."""
    names, planned = papers.names, papers.planned(item)
    for owed in (one for one in before.owed if item in one.items):
        told = {"paper": names.of("material", owed.material), "until": _owed_until(owed.deadline)}
        warning = paper_warning(owed.material, papers.view.plan, names)
        yield gettext("“%(paper)s”可以后补：%(until)s。") % told + warning
    if planned.committed:
        yield gettext("以告知承诺方式办理，您承诺的内容见%(paper)s。") % {"paper": spoken_of(papers, item)}


def _owed_until(deadline: Deadline | None) -> str:
    due = due_of(deadline) if deadline else None
    if due is None:
        return gettext("现场核查的时候交")
    return gettext("最晚 %(day)s交") % {"day": dates.day_text(due.day, year=True)}


def _not_accepted(
    papers: Papers, before: Case, event: e.ApprovalNotAccepted, private: Private
) -> NotAcceptedNotice:  # fmt: skip
    approval = before.approval(event.item)
    note = str(private.get("note", ""))
    return NotAcceptedNotice(
        number=approval.number,
        case_number=papers.case.number,
        matter=f"{papers.matter} · {papers.names.of('item', event.item)}",
        applicant=papers.applicant,
        office=papers.office([event.item]),
        received_on=legal_day(approval.received_at),
        made_on=legal_day(event.at),
        reasons=(worded(words.REASON_CODES, event.reason), *([note] if note else [])),
        remedies=remedies_of([event.remedies]),
        basis=papers.basis(event.item),
        competent_body=Office(name=papers.names.of("agency", event.competent)) if event.competent else None,
        status_url=papers.status_url,
    )


def _suspended(papers: Papers, before: Case, event: ce.ApprovalSuspended, private: Private) -> Document:
    if beside.is_pause(papers, event):
        return beside.paused(papers, before, event, private)
    return SuspensionNotice(
        number=before.approval(event.item).number,
        case_number=papers.case.number,
        matter=f"{papers.matter} · {papers.names.of('item', event.item)}",
        applicant=papers.applicant,
        office=papers.office([event.item]),
        made_on=legal_day(event.at),
        cause=worded(CAUSE_WORDS, event.cause),
        needed=limit_text(event.deadline.limit) if event.deadline.limit else "",
        until=due_of(event.deadline) or Due(day=legal_day(event.at), open_because=gettext("期限没有查到")),
        basis=(stop_source(papers.planned(event.item).regime, papers.names),),
        note=str(private.get("note", "")),
        status_url=papers.status_url,
    )


def _extended(papers: Papers, before: Case, event: ce.ApprovalExtended, private: Private) -> ExtensionNotice:
    approval, names = before.approval(event.item), papers.names
    unknown = Due(day=legal_day(event.at), open_because=gettext("期限没有查到"))
    was, ends = named(approval.deadlines, "legal"), named(event.deadlines, "legal")
    promised = named(event.deadlines, "promised")
    # The machine extends no approval without a legal limit and a text that allows it.
    assert was is not None
    assert ends is not None
    allowed = papers.planned(event.item).extension
    assert allowed is not None
    return ExtensionNotice(
        number=approval.number,
        case_number=papers.case.number,
        matter=f"{papers.matter} · {names.of('item', event.item)}",
        applicant=papers.applicant,
        office=papers.office([event.item]),
        made_on=legal_day(event.at),
        added=limit_text(event.extended.limit),
        was=due_of(was) or unknown,
        until=due_of(ends) or unknown,
        promised=due_of(promised) if promised and promised.extended and promised.due != ends.due else None,
        # Who signed is sealed under the applicant's key; the post that the text asks for is not.
        approver=str(private.get("approver", "")) or worded(words.APPROVER_WORDS, allowed.approver),
        basis=(told_source(allowed, names),),
        note=str(private.get("note", "")) or gettext("（个人信息已清除）"),
        status_url=papers.status_url,
    )


def _prepared(papers: Papers, before: Case, event: b.ApprovalPrepared, private: Private) -> PreparedOpinion:
    names = papers.names
    return PreparedOpinion(
        number=before.approval(event.item).number,
        case_number=papers.case.number,
        matter=papers.matter,
        item=names.of("item", event.item),
        applicant=papers.applicant,
        office=papers.office([event.item]),
        made_on=legal_day(event.at),
        joins=tuple(names.of("item", one) for one in event.joins),
        basis=papers.basis(event.item),
        note=str(private.get("note", "")),
        status_url=papers.status_url,
    )


BUILDERS: dict[type[CaseEvent], Callable[[Papers, Case, Any, Private], Document]] = {
    e.CorrectionRequested: _correction,
    e.ApprovalAccepted: _acceptance,
    e.ApprovalStarted: _acceptance,
    e.ApprovalNotAccepted: _not_accepted,
    ce.ApprovalSuspended: _suspended,
    ce.ApprovalExtended: _extended,
    b.OpinionsAsked: letters.opinions_asked,
    b.OpinionAbsent: letters.opinion_absent,
    e.ApprovalGranted: decisions.granted,
    e.ApprovalRefused: decisions.refused,
    e.ApprovalRevoked: decisions.revoked,
    r.ApprovalDeemedGranted: deemed,
    b.ApprovalPrepared: _prepared,
    b.HearingOffered: beside.hearing_offered,
    b.HearingSet: beside.hearing_set,
    i.InterestedTold: interested.told,
    i.InterestedSummoned: interested.summoned,
    e.ApprovalWithdrawn: beside.withdrawn,
    e.CommitmentVerified: beside.to_repair,
}
