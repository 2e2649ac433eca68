"""The printed documents of one approval: what was told, accepted, not accepted, decided."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yici.cases import queries as cases
from yici.cases.queries import Line
from yici.catalogue import queries as catalogue_queries
from yici.documents import (
    AcceptanceNotice,
    CorrectionNotice,
    Decision,
    Defect,
    Document,
    Due,
    NotAcceptedNotice,
    Office,
)
from yici.documents import Approval as Printed
from yici.documents import render as render_document
from yici.domain.case import Approval, Case, Deadline
from yici.domain.case import events as e
from yici.domain.clock import ending_day, legal_day
from yici.domain.plan import Plan, PlannedApproval
from yici.people.present import now as present
from yici.web import dates
from yici.web.case_words import GROUNDS, OUTCOME_WORDS, REASON_CODES, REVOKE_GROUNDS, worded
from yici.web.citizen.application.access import seen_case
from yici.web.citizen.application.ahead import body_of, correction_source
from yici.web.citizen.application.case_page import defects_of, matter_of
from yici.web.citizen.application.uploads import disposition
from yici.web.citizen.plan_page import names_for
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Subject:
    """One approval of a case with all that a document says of it."""

    case: Case
    plan: Plan
    approval: Approval
    planned: PlannedApproval
    lines: list[Line]
    names: Names
    matter: str
    applicant: str
    code: str
    status_url: str

    @property
    def office(self) -> Office:
        """The body that decides."""
        return Office(name=body_of(self.planned, self.names))

    @property
    def item(self) -> str:
        """The name of the item."""
        return self.names.of("item", self.approval.item)

    def common(self) -> dict[str, Any]:
        """What stands on every document."""
        return {
            "number": self.case.number,
            "query_code": self.code,
            "matter": self.matter,
            "applicant": self.applicant,
            "status_url": self.status_url,
        }

    def last(self, *kinds: type[e.CaseEvent]) -> Line:
        """The newest event of a kind about this approval. Raises Http404 when there is none."""
        item = self.approval.item
        for line in reversed(self.lines):
            if isinstance(line.event, kinds) and getattr(line.event, "item", item) == item:
                return line
        raise Http404


@never_cache
@require_GET
def case_document(request: HttpRequest, case_id: UUID, item: str, kind: str) -> HttpResponse:
    """This will print a document of one approval for whoever may see the case."""
    seen = seen_case(request, case_id, present())
    case, plan = seen.view.case, seen.view.plan
    make = KINDS.get(kind)
    approval = next((one for one in case.approvals if one.item == item), None)
    planned = next((one for one in plan.schedule.approvals if one.item == item), None)
    if make is None or approval is None or planned is None:
        raise Http404
    names = names_for(catalogue_queries.current(), plan)
    status_url = request.build_absolute_uri(reverse("status"))
    subject = Subject(
        case, plan, approval, planned, cases.case_history(case_id), names, matter_of(plan, names),
        seen.view.name or gettext("（已清除）"), cases.query_code(case_id), status_url,
    )  # fmt: skip
    printed = render_document(make(subject), "en" if names.english else "zh-hans")
    response = HttpResponse(printed, content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition(f"{approval.number}-{kind}.pdf")
    return response


def _due(deadline: Deadline | None) -> Due | None:
    if deadline is None:
        return None
    if deadline.due is not None:
        return Due(day=ending_day(deadline.due))
    if deadline.not_before is not None:
        because = gettext("那一年的放假安排还没有装入")
        return Due(day=legal_day(deadline.not_before), open_because=because)
    return None


def _named(approval: Approval, name: str) -> Deadline | None:
    return next((one for one in approval.deadlines if one.name == name), None)


def _correction(subject: Subject) -> Document:
    line = subject.last(e.CorrectionRequested)
    event = line.event
    assert isinstance(event, e.CorrectionRequested)
    notes = {key: str(value) for key, value in (line.private or {}).items()}
    tell_by, basis = _window(subject, event)
    return CorrectionNotice(
        **subject.common(),
        office=subject.office,
        received_on=legal_day(subject.case.submitted_at),
        made_on=legal_day(event.at),
        tell_by=tell_by,
        defects=tuple(
            Defect(subject=one.name, correction=_joined(one.how, one.note), item=one.item, basis=one.basis)
            for one in defects_of(event.defects, notes, subject.names)
        ),
        consequences=(
            gettext("补来的材料齐全、符合法定形式的，受理；期限从补齐那天起重新计算。"),
            gettext("没有补齐的，不受理，并说明理由。"),
        ),
        tell_basis=basis,
        correct_by=_due(_named(subject.approval, "reply")),
    )


def _joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


def _window(subject: Subject, event: e.CorrectionRequested) -> tuple[Due, str]:
    """Until when the office could tell, and the article: of this item, else of another one that the notice is about."""
    first = subject.lines[0].event
    assert isinstance(first, e.Submitted)
    planned = {one.item: one for one in subject.plan.schedule.approvals}
    concerned = [subject.approval.item, *(defect.item for defect in event.defects)]
    for item in concerned:
        for approval in first.approvals:
            due = _due(_named(approval, "correction")) if approval.item == item else None
            if due is not None:
                return due, correction_source(planned[item], subject.names)
    return Due(day=legal_day(event.at)), ""


def _acceptance(subject: Subject) -> Document:
    approval, planned = subject.approval, subject.planned
    assert approval.accepted_at is not None
    line = subject.last(e.ApprovalAccepted, e.ApprovalStarted)
    because = ""
    if approval.by_silence:
        because = gettext("规定的期限内没有告知要补正什么，依%(source)s，从收到申请之日起即为受理。") % {
            "source": correction_source(planned, subject.names)
        }
    return AcceptanceNotice(
        **subject.common(),
        office=subject.office,
        received_on=legal_day(approval.received_at),
        accepted_on=legal_day(approval.accepted_at),
        made_on=legal_day(line.event.at),
        approvals=(_printed(subject),),
        accepted_because=because,
        basis=_basis(planned, subject.names),
    )


def _printed(subject: Subject) -> Printed:
    planned = subject.planned
    return Printed(
        item=subject.item,
        body=body_of(planned, subject.names),
        legal_limit=dates.limit_text(planned.legal.limit) if planned.legal else "",
        promised_limit=dates.limit_text(planned.promised.limit) if planned.promised else "",
        due=_due(_named(subject.approval, "promised") or _named(subject.approval, "legal")),
        basis="；".join(_basis(planned, subject.names)),
    )


def _basis(planned: PlannedApproval, names: Names) -> tuple[str, ...]:
    return tuple(names.basis(law, article) for law, article in planned.basis)


def _not_accepted(subject: Subject) -> Document:
    line = subject.last(e.ApprovalNotAccepted)
    event = line.event
    assert isinstance(event, e.ApprovalNotAccepted)
    note = str((line.private or {}).get("note", ""))
    competent = Office(name=subject.names.of("agency", event.competent)) if event.competent else None
    return NotAcceptedNotice(
        **subject.common(),
        office=subject.office,
        received_on=legal_day(subject.approval.received_at),
        made_on=legal_day(event.at),
        reasons=tuple(part for part in (worded(REASON_CODES, event.reason), note) if part),
        remedies=(event.remedies or gettext("没有查到规定的救济途径，可以打 12345 问。"),),
        basis=_basis(subject.planned, subject.names),
        competent_body=competent,
    )


def _decision(subject: Subject) -> Document:
    line = subject.last(e.ApprovalGranted, e.ApprovalRefused, e.ApprovalRevoked)
    granted = isinstance(line.event, e.ApprovalGranted)
    note = str((line.private or {}).get("note", ""))
    approval, planned = subject.approval, subject.planned
    remedies = planned.remedies or gettext("没有查到规定的救济途径，可以打 12345 问。")
    return Decision(
        **subject.common(),
        item=subject.item,
        office=subject.office,
        granted=granted,
        content=_ruling(subject, line, note),
        received_on=legal_day(approval.received_at),
        decided_on=legal_day(line.event.at),
        title=_title(subject, line),
        accepted_on=legal_day(approval.accepted_at) if approval.accepted_at else None,
        grounds=_grounds(line, note),
        basis=_basis(planned, subject.names),
        deliver_by=_due(_named(approval, "delivery")) if granted else None,
        remedies=() if granted else (remedies,),
    )


def _ruling(subject: Subject, line: Line, note: str) -> str:
    event = line.event
    if isinstance(event, e.ApprovalRevoked):
        return gettext("撤销“%(item)s”。") % {"item": subject.item}
    outcome = worded(OUTCOME_WORDS, getattr(event, "outcome", ""))
    ruling = gettext("对“%(item)s”的申请，决定：%(outcome)s。") % {"item": subject.item, "outcome": outcome}
    return f"{ruling}{note}" if note and isinstance(event, e.ApprovalGranted) else ruling


def _title(subject: Subject, line: Line) -> str:
    """Only licensing has the title that the law gives; what is registered or issued is called by its item."""
    if isinstance(line.event, e.ApprovalRevoked):
        return gettext("撤销决定书")
    return "" if subject.planned.regime == "licensing" else gettext("%(item)s办理结果通知书") % {"item": subject.item}


def _grounds(line: Line, note: str) -> tuple[str, ...]:
    event = line.event
    if isinstance(event, e.ApprovalRefused):
        return tuple(part for part in (*(worded(GROUNDS, one) for one in event.grounds), note) if part)
    if isinstance(event, e.ApprovalRevoked):
        return tuple(part for part in (*(worded(REVOKE_GROUNDS, one) for one in event.grounds), note) if part)
    return ()


KINDS: dict[str, Callable[[Subject], Document]] = {
    "correction": _correction,
    "acceptance": _acceptance,
    "not-accepted": _not_accepted,
    "decision": _decision,
}
