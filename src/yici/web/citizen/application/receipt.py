"""The receipt: what was received, when, what happens next, and how anybody can check that it was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue_queries
from yici.documents import Due, NextStep, Office, ReceivedPaper, SubmissionReceipt
from yici.domain.case import Paper
from yici.domain.case.events import Submitted
from yici.ledger import receipts
from yici.people.present import now as present
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.citizen.application.access import Seen, seen_case
from yici.web.citizen.application.ahead import Ahead, ahead, window_of
from yici.web.citizen.application.bring import window_name
from yici.web.citizen.application.uploads import disposition
from yici.web.citizen.plan_page import names_for
from yici.web.here import described
from yici.web.papers.printing import made, receipt_mark
from yici.web.words import Names

SHORT = 16
AT_COUNTER = {
    "original": gettext_noop("窗口收到，看了原件"),
    "copy": gettext_noop("窗口收到复印件"),
    "original_and_copy": gettext_noop("窗口收到原件和复印件"),
}
"""How a paper came that lay on a counter."""
FIRST = 1


@dataclass(frozen=True, slots=True)
class Received:
    """One paper as it was received."""

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that stands on a receipt."""

    seen: Seen
    names: Names
    matter: str
    office: str
    place: str
    code: str
    received_at: datetime
    papers: tuple[Received, ...]
    missing: tuple[str, ...]
    later: tuple[str, ...]
    ahead: tuple[Ahead, ...]
    signed: dict[str, Any]
    applicant: str
    agent: str = ""

    @property
    def number(self) -> str:
        """The number of the case."""
        return self.seen.view.case.number


def receipt_for(request: HttpRequest, case_id: UUID) -> Receipt:
    """This will make the receipt of a case for whoever may see the case. Raises NotFound for anybody else."""
    seen = seen_case(request, case_id, present())
    case, plan = seen.view.case, seen.view.plan
    first = cases.own_history(case_id)[0]
    event = first.event
    assert isinstance(event, Submitted)
    window = case.received.place if case.received else case.place
    names = names_for(catalogue_queries.current(), plan, [window] if case.received else [])
    given = {paper.material for paper in event.papers}
    here = described([case.place]).get(case.place)
    return Receipt(
        seen=seen,
        names=names,
        matter=(names.english and plan.name_en) or plan.name,
        place=here.path if here else case.place,
        office=window_name(window, here, names),
        code=cases.query_code(case_id) if seen.code else "",
        received_at=event.at,
        papers=tuple(_received(paper, names) for paper in event.papers),
        missing=_left(plan.materials, given, "submit", names),
        later=_left(plan.materials, given, "deferrable", names),
        ahead=ahead(plan, names, window_of(event.approvals)),
        signed=receipts.receipt(first.stored),
        applicant=seen.view.name or (gettext("（已清除）") if first.erased else gettext("（表里没有写名字）")),
        agent=str((first.private or {}).get("agent", "")) if seen.told else "",
    )


def _received(paper: Paper, names: Names) -> Received:
    if paper.form in AT_COUNTER:
        return Received(names.of("material", paper.material), gettext(AT_COUNTER[paper.form]))
    if not paper.files:
        return Received(names.of("material", paper.material), gettext("网上填写，一张表代替"))
    count = len(paper.files)
    how = ngettext("网上上传，%(n)s 个文件", "网上上传，%(n)s 个文件", count) % {"n": count}
    return Received(names.of("material", paper.material), how)


def _left(materials: Any, given: set[str], how: str, names: Names) -> tuple[str, ...]:
    return tuple(
        names.of("material", one.material)
        for one in materials
        if one.how == how and one.material not in given and one.mandatory is not False and not one.maybe
    )


@never_cache
@require_safe
def case_receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will show the receipt, to be kept or printed."""
    receipt = receipt_for(request, case_id)
    statement, signature = receipt.signed["statement"], receipt.signed["signature"]
    context = {
        "receipt": receipt,
        "received_at": dates.moment_text(receipt.received_at),
        "spaced": spaced(receipt.number),
        "code": f"{receipt.code[:4]} {receipt.code[4:]}".strip(),
        "statement": statement,
        "signature": signature,
    }
    return render(request, "yici/application/receipt.html", context)


@never_cache
@require_safe
def receipt_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will print the receipt."""
    receipt = receipt_for(request, case_id)
    language = "en" if receipt.names.english else "zh-hans"
    status = request.build_absolute_uri(reverse("status"))
    issued, mark = receipt_mark(receipt.seen.view.case, status, now=present())
    printed = made(_document(receipt, status), language, mark, issued)
    return _sent(printed, "application/pdf", f"yici-{receipt.number}.pdf")


def _document(receipt: Receipt, status_url: str) -> SubmissionReceipt:
    statement, signature = receipt.signed["statement"], receipt.signed["signature"]
    return SubmissionReceipt(
        number=receipt.number,
        query_code=receipt.code or gettext("只给申请人"),
        matter=receipt.matter,
        applicant_masked=receipt.applicant,
        office=Office(name=receipt.office),
        received_at=receipt.received_at,
        papers=tuple(ReceivedPaper(name=one.name, how=one.how) for one in receipt.papers),
        lacking=tuple(_lacking(receipt)),
        next_steps=tuple(_step(one) for one in receipt.ahead),
        event_hash=statement["hash"],
        hash_algorithm=statement["algorithm"],
        signature_short=signature["value"][:SHORT],
        verify=gettext("下载的回执文件（JSON）可以用命令 yici receipt verify 核对，不联网也行。"),
        status_url=status_url,
        channel=gettext("网上"),
        agent=receipt.agent,
    )


def _lacking(receipt: Receipt) -> Iterator[ReceivedPaper]:
    yield from (
        ReceivedPaper(name=one, how=gettext("带到%(window)s，或者等窗口一次告诉您补什么") % {"window": receipt.office})
        for one in receipt.missing
    )
    yield from (ReceivedPaper(name=one, how=gettext("可以晚些交")) for one in receipt.later)


def _step(one: Ahead) -> NextStep:
    due = Due(day=one.day, open_because=one.open_because) if one.day else None
    return NextStep(what=f"{one.what} {one.note}".strip(), who=one.who, due=due)


@never_cache
@require_safe
def receipt_json(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will give the signed receipt as a file: statement, signature, the event's line, and its proof if any."""
    number = seen_case(request, case_id, present()).view.case.number
    found = receipts.receipt_of(case_id, FIRST)
    if found is None:
        raise Http404
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = disposition(f"yici-receipt-{number}.json", download=True)
    return response


def _sent(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = disposition(name)
    return response
