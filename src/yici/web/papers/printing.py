"""Printing an issued document: under its number, with the code of its public page, as it stands with its seal."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import typst
from django.conf import settings
from django.urls import reverse

from yici.cases.documenting import documents_settle
from yici.cases.paper_kinds import ENDED, GIVEN, PROMISE, RECEIPT, keys_of, kind_of
from yici.documents import Document as Sheet
from yici.documents import Mark, render
from yici.documents.queries import documents_of_case, template_in_use, template_kept
from yici.documents.render import SealPlace, seal_place
from yici.documents.sentences import sentences
from yici.documents.services import template_fault
from yici.documents.templates_of import Template, shipped
from yici.documents.templates_of import kind_of as template_of
from yici.domain.case import Case, fold
from yici.domain.document import Document
from yici.domain.error import NotFound
from yici.files.keeping import file_kept
from yici.web.papers.builders import document_of
from yici.web.papers.certificates import certificate, given_by
from yici.web.papers.licences import licence_ended
from yici.web.papers.promises import commitment_of
from yici.web.papers.sheet import Papers

_log = logging.getLogger(__name__)
CHINESE = "zh-hans"


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as it is handed out, and whether these are the sealed bytes."""

    data: bytes
    document: Document
    sealed: bool


def printed(
    papers: Papers, kind: str, item: str, language: str, *, translated: bool = False, now: datetime
) -> Printed:  # fmt: skip
    """This will give the newest document of a kind about an item: the sealed original once there is one, unless its
    translation is asked for. Raises NotFound("document.unknown")."""
    return _printed(papers, issued_document(papers, kind, item, now=now), language, translated=translated)


def printed_all(papers: Papers, wanted: Iterable[tuple[str, str]], language: str, *, now: datetime) -> Iterator[bytes]:
    """This will give the newest documents of these kinds and items one after another, issued once for all of them."""
    there = documents_settle(UUID(papers.case.id), now=now, case=papers.case)
    papers = _with_promises(papers, there)
    for kind, item in wanted:
        yield _printed(papers, _newest(papers, there, kind, item), language).data


def _printed(papers: Papers, document: Document, language: str, *, translated: bool = False) -> Printed:
    if document.seal is not None and not (translated and language != CHINESE):
        return Printed(original(document), document, True)
    mark = mark_of(document, site_at(papers.status_url))
    if document.seal is not None:
        mark = replace(mark, seal="translation")
    return Printed(made(sheet_of(papers, document), language, mark, document), document, False)


def original(document: Document) -> bytes:
    """This will give the sealed file, the same bytes every time."""
    assert document.seal is not None
    return file_kept(UUID(document.seal.file), holder=UUID(document.id))


def issued_document(papers: Papers, kind: str, item: str, *, now: datetime) -> Document:
    """This will give the newest document of a kind about an item, issued if need be. Raises NotFound."""
    return _newest(papers, documents_settle(UUID(papers.case.id), now=now, case=papers.case), kind, item)


def _newest(papers: Papers, there: Sequence[Document], kind: str, item: str) -> Document:
    if kind in (ENDED, GIVEN, PROMISE):
        found = [one for one in there if (one.kind, one.key) == (kind, item)]
    else:
        places = {
            line.stored.seq for line in papers.lines if kind_of(line.event) == kind and item in keys_of(line.event)
        }
        found = [one for one in there if (one.source, one.kind) == (papers.case.id, kind) and one.seq in places]
    if not found:
        raise NotFound("document.unknown", kind=kind, item=item, remedy="choose one from the list of the case")
    return max(found, key=lambda one: (one.on, one.seq))


def receipt_mark(case: Case, status_url: str, *, now: datetime) -> tuple[Document, Mark]:
    """This will give the receipt of a case as it was issued, and what it carries."""
    there = documents_settle(UUID(case.id), now=now, case=case, later=(PROMISE,))
    document = next(one for one in there if one.kind == RECEIPT)
    return document, mark_of(document, site_at(status_url))


def sheet_of(papers: Papers, document: Document) -> Sheet:
    """This will build what an issued document says, from the event that led to it."""
    if document.kind == ENDED:
        shown = next(one for one in papers.licences if one.licence.id == document.source)
        return licence_ended(papers, shown)
    if document.kind == GIVEN:
        given = given_by(papers.case.id, papers.licences)
        return next(
            certificate(papers, one, period)
            for key, one, period in given
            if (one.licence.id, key) == (document.source, document.key)
        )
    at = next(at for at, line in enumerate(papers.lines) if line.stored.seq == document.seq)
    if document.kind == PROMISE:
        return commitment_of(papers, papers.lines[at], document.key)
    papers = _with_promises(papers)
    before = fold(line.event for line in papers.lines[:at])
    return document_of(papers, before, papers.lines[at].event, papers.lines[at].private or {})


def _with_promises(papers: Papers, known: Sequence[Document] | None = None) -> Papers:
    """Where something was promised, the papers that rest on it name the commitment by its number."""
    if papers.promises or not any(one.committed for one in papers.case.approvals):
        return papers
    there = documents_of_case(UUID(papers.case.id)) if known is None else known
    return replace(papers, promises={one.key: one.number for one in there if one.kind == PROMISE})


def site_at(address: str) -> str:
    """This will give the public address of the site: the operator's word for it, else that of an address of ours."""
    asked = urlsplit(address)
    return settings.YICI_URL or f"{asked.scheme}://{asked.netloc}"


def mark_of(document: Document, site: str) -> Mark:
    """This will give what an issued document carries: its number, its public page, how it stands with the seal."""
    address = site + reverse("check_document", args=[document.code])
    seal = "pending" if document.sealing == "waiting" else ""
    return Mark(number=document.number, check=address, code=document.code, seal=seal)  # type: ignore[arg-type]


def made(sheet: Sheet, language: str, mark: Mark | None = None, document: Document | None = None) -> bytes:
    """This will render a document from the template it was issued with, else from the one in use. One that stumbles
    stops nobody: the shipped one is taken, and the operator told."""
    template = template_for(sheet, language, document)
    try:
        return render(sheet, language, mark=mark, template=template)
    except typst.TypstError as fault:
        stumbled(template, fault)
        return render(sheet, language, mark=mark)


@dataclass(frozen=True, slots=True)
class ToSeal:
    """A document as it goes to its seal: the file, where the seal is to be, the digest of the template it is made from,
    and its name in words."""

    data: bytes
    place: SealPlace
    template: str
    name: str


def to_seal(papers: Papers, document: Document) -> ToSeal:
    """This will make a document as it is sealed: in Chinese, the language of the office (国家通用语言文字法 Art. 9)."""
    sheet, mark = sheet_of(papers, document), replace(mark_of(document, site_at(papers.status_url)), seal="sealed")
    template = template_for(sheet, CHINESE, document)
    try:
        place = seal_place(sheet, mark=mark, template=template)
        data = render(sheet, CHINESE, mark=mark, template=template)
    except typst.TypstError as fault:
        stumbled(template, fault)
        place = None
    if place is None:
        template = shipped(template.kind, CHINESE)
        place, data = (
            seal_place(sheet, mark=mark, template=template),
            render(sheet, CHINESE, mark=mark, template=template),
        )
    assert place is not None
    return ToSeal(data, place, template.digest, sentences(sheet, template.words)["title"])


def template_for(sheet: Sheet, language: str, document: Document | None = None) -> Template:
    """This will find the template of a document: the recorded one where it is in Chinese, else the one in use."""
    kind = template_of(sheet)
    kept = template_kept(document.template, kind, language) if document and language == CHINESE else None
    return kept or template_in_use(kind, language)


def stumbled(template: Template, fault: typst.TypstError) -> None:
    """This will tell the operator of a template that could not be used. The shipped one's own fault it raises."""
    if template.digest == shipped(template.kind, template.language).digest:
        raise fault
    _log.error("template %s (%s) failed, the shipped one was used: %s", template.kind, template.language, fault.message)
    template_fault(template.kind, template.language, fault.message)
