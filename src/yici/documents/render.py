"""From a document to its pages."""

import io
import json
from datetime import date, datetime, time
from pathlib import Path

import segno
import typst

from yici.documents.faults import address_of, check
from yici.documents.fonts import Typefaces, typefaces
from yici.documents.kinds import (
    AcceptanceNotice,
    CorrectionNotice,
    Decision,
    Document,
    ExtensionNotice,
    Letter,
    NotAcceptedNotice,
    OneTimeNotice,
    PreparedOpinion,
    SubmissionReceipt,
    SuspensionNotice,
)
from yici.documents.letters import AbsenceNotice, OpinionRequest
from yici.documents.printable import Printable
from yici.documents.spelling import LEGAL_TIME
from yici.documents.view import view_of
from yici.documents.words import words_of

NOON = time(12)
TEMPLATES = Path(__file__).parent / "templates"
_TEMPLATE_OF: dict[type, str] = {
    OneTimeNotice: "one_time_notice.typ",
    SubmissionReceipt: "submission_receipt.typ",
    CorrectionNotice: "correction_notice.typ",
    AcceptanceNotice: "acceptance_notice.typ",
    NotAcceptedNotice: "not_accepted_notice.typ",
    SuspensionNotice: "suspension_notice.typ",
    ExtensionNotice: "extension_notice.typ",
    OpinionRequest: "opinion_request.typ",
    AbsenceNotice: "absence_notice.typ",
    PreparedOpinion: "prepared_opinion.typ",
    Letter: "letter.typ",
    Decision: "decision.typ",
}


def render(document: Document, language: str = "zh-hans") -> bytes:
    """This will give the document as a tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same document.

    `language` is "zh-hans" or "en" and names the language of the texts, too. Safe to call from many threads. Raises
    Invalid with every empty or wrong value, FontMissing when the type family is not installed.
    """
    check(document)
    faces = typefaces()
    return typst.compile(
        TEMPLATES / _TEMPLATE_OF[type(document)],
        root=TEMPLATES,
        font_paths=faces.fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": _data(document, language, faces)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.combine(_day_of(document), NOON, LEGAL_TIME),
    )


def _data(document: Document, language: str, faces: Typefaces) -> str:
    words = words_of(language)
    printable = Printable(faces.coverage)
    view = view_of(document, words, printable)
    address = address_of(document)
    return json.dumps(
        {
            **view,
            "words": dict(words),
            "qr": {"picture": _qr(address), "alt": words["qr"].format(url=address), "address": address},
            "missing": list(printable.missing),
        }
    )


def _qr(address: str) -> str:
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False, omitsize=True)
    return picture.getvalue().decode()


def _day_of(document: Document) -> date:
    match document:
        case SubmissionReceipt():
            return document.received_at.astimezone(LEGAL_TIME).date()
        case Decision():
            return document.decided_on
        case _:
            return document.made_on
