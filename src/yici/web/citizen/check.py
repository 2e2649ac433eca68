"""The public page of a document: whether it exists, from whom and when, and how it stands; and whether a file is it.

Nothing personal is in the address or on the page but a masked name; nothing that is dropped there is kept.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.cases.guesses import Allowance, guess_give_back, guess_take
from yici.cases.paper_kinds import GIVEN
from yici.cases.queries import applicant_of
from yici.documents.queries import document_coded, plain_code
from yici.documents.seen_again import LARGEST, Verdict, compared
from yici.domain.clock import legal_day
from yici.domain.document import Document
from yici.domain.licence import Licence
from yici.licences.queries import standing
from yici.people.present import now as present
from yici.people.visitor import address_of
from yici.web import dates
from yici.web.masking import mask_name
from yici.web.papers import NAMES

PAGE: Final = "yici/check.html"
CHECKS: Final = Allowance("document check", 20, timedelta(minutes=10))
"""For each address: codes of nothing, and files that are compared. Whoever has a document's code is not counted."""
TOO_MANY, UNKNOWN, WRONG, TOO_LARGE = 429, 404, 422, 413
VALIDITY: Final = {
    "valid": gettext_noop("现行有效"),
    "revoked": gettext_noop("已撤销"),
    "replaced": gettext_noop("已被代替"),
    "cancelled": gettext_noop("证照已注销"),
    "expired": gettext_noop("已过有效期，没有延续"),
    "renewed": gettext_noop("有效期已过，已经延续，以延续后的证照为准"),
}
SEALING: Final = {
    "none": gettext_noop("这一类文书不加盖电子印章"),
    "waiting": gettext_noop("尚未加盖印章"),
    "sealed": gettext_noop("已加盖电子印章"),
}
VERDICTS: Final[dict[Verdict, tuple[str, str]]] = {
    "same": (gettext_noop("与存档一致"), gettext_noop("这个文件和存档的原件一个字节也不差，签章有效。")),
    "appended": (
        gettext_noop("与存档不一致"),
        gettext_noop("盖章的部分没有改动，但是盖章以后又添加了内容。以存档为准。"),
    ),
    "altered": (gettext_noop("签章无效"), gettext_noop("盖章以后内容被改动过，不能作为凭证。")),
    "other": (
        gettext_noop("与存档不一致"),
        gettext_noop("这个文件上没有这份文书的签章：可能是译文、打印后扫描的，或者是另一份文书。"),
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says of a document, in words. `tone` is that of its state."""

    code: str
    name: str
    number: str
    body: str
    on: str
    holder: str
    named: bool
    validity: str
    tone: str
    ended: str
    sealing: str
    sealed: bool
    demonstration: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """This will ask for the code that stands beside the QR code of a document."""
    if request.method != "POST":
        return render(request, PAGE, {"typed": ""})
    typed = request.POST.get("code", "")
    code = plain_code(typed)
    if not code.isalnum() or not code.isascii():
        return _fault(request, typed, gettext("没有写核对码，或者写的不是核对码；它在文书的二维码下面。"), WRONG)
    return redirect("check_document", code=code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_document(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the document of a code, and say how a file that is dropped there stands to it."""
    now, address = present(), address_of(request)
    if guess_take(allowance=CHECKS, who=address, now=now) is None:
        return _fault(request, "", gettext("核对得太多次了，过 10 分钟再试。"), TOO_MANY)
    document = document_coded(code)
    if document is None:
        return _fault(
            request,
            plain_code(code),
            gettext("没有这个核对码的文书。对照文书再看一遍：没有 0、O、1、I、L、U。"),
            UNKNOWN,
        )
    if request.method != "POST":
        guess_give_back(allowance=CHECKS, who=address)
        return render(request, PAGE, {"shown": shown(document)})
    return _compared(request, document)


def _compared(request: HttpRequest, document: Document) -> HttpResponse:
    told, status = _told(request.FILES.get("file"), document)
    return render(request, PAGE, {"shown": shown(document), **told}, status=status)


def _told(file: Any, document: Document) -> tuple[dict[str, object], int]:
    if document.seal is None:
        return {"file_fault": gettext("这份文书没有加盖电子印章的存档，没有可以比对的。")}, WRONG
    if not file:
        return {"file_fault": gettext("没有选文件。")}, WRONG
    if (file.size or 0) > LARGEST:
        return {"file_fault": gettext("文件太大，最多 5 MB。")}, TOO_LARGE
    data = file.read()
    if not data.startswith(b"%PDF-"):
        return {"file_fault": gettext("这不是 PDF 文件；请选下载的 PDF 原件。")}, WRONG
    verdict = compared(data, document.seal)
    title, text = VERDICTS[verdict]
    return {"verdict": verdict, "verdict_title": gettext(title), "verdict_text": gettext(text)}, 200


def shown(document: Document) -> Shown:
    """This will word what may be told of a document to whoever holds its code."""
    name = applicant_of(UUID(document.case))
    seal, validity = document.seal, _validity(document)
    return Shown(
        code=document.code,
        name=gettext(NAMES[document.kind]),  # type: ignore[index]
        number=document.number,
        body=document.body_name,
        on=dates.day_text(document.on, year=True),
        holder=mask_name(name) if name else gettext("（个人信息已清除）"),
        named=bool(name),
        validity=gettext(VALIDITY[validity]),
        tone="valid" if validity == "valid" else "ended",
        ended=_ended(document),
        sealing=gettext(SEALING[document.sealing]),
        sealed=seal is not None,
        demonstration=bool(seal and seal.demonstration),
    )


def _validity(document: Document) -> str:
    """How a document stands; of a certificate, how its licence stands now, whatever was recorded of it by now."""
    now = present()
    licence = standing([UUID(document.source)], now=now).get(document.source) if document.kind == GIVEN else None
    return document.validity if licence is None else _of_licence(licence, document.case, legal_day(now))


def _of_licence(licence: Licence, case: str, today: date) -> str:
    """How the certificate of the period that a case gave stands: a renewed one holds until its own last day."""
    if not licence.holds:
        return licence.status
    own = next(one for one in (*licence.before, licence.period) if one.case == case)
    over = own is not licence.period and (own.until is None or own.until < today)
    return "renewed" if over else "valid"


def _ended(document: Document) -> str:
    if document.ended_on is None:
        return ""
    day = dates.day_text(document.ended_on, year=True)
    if document.replaced_by:
        return gettext("%(day)s由 %(number)s代替。") % {"day": day, "number": document.replaced_by}
    return gettext("自 %(day)s起不再有效。") % {"day": day}


def _fault(request: HttpRequest, typed: str, fault: str, status: int) -> HttpResponse:
    return render(request, PAGE, {"typed": typed, "fault": fault, "unknown": status == UNKNOWN}, status=status)
