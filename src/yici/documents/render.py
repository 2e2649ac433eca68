"""From a document to its pages."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import segno
import typst

from yici.documents.faults import address_of, check
from yici.documents.fonts import Typefaces, typefaces
from yici.documents.kinds import Decision, Document, SubmissionReceipt
from yici.documents.marking import Mark
from yici.documents.printable import Printable
from yici.documents.spelling import LEGAL_TIME
from yici.documents.templates_of import MAIN, SHIPPED, WORDS, Template, kind_of, shipped
from yici.documents.view import view_of

NOON = time(12)
NOWHERE = SHIPPED / "none"
"""No such folder: a template takes no package, from anywhere. Its root holds nothing but the shipped templates."""
STANDARDS = ["ua-1", "a-2a"]
SEAL_PLACE = "<seal-place>"

_SEAL_WORDS = {"pending": "seal_pending", "translation": "seal_translation"}


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where the seal goes: page from 1, the centre from the left and upper edge in points."""

    page: int
    x: float
    y: float


def render(
    document: Document, language: str = "zh-hans", *, mark: Mark | None = None, template: Template | None = None
) -> bytes:
    """This will give the document as a tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same document.

    `language` is "zh-hans" or "en" and names the language of the texts, too; `template` is the shipped one when left
    out. Safe to call from many threads. Raises Invalid with every empty or wrong value, FontMissing when the type
    family is not installed, `typst.TypstError` for a template that cannot be compiled.
    """
    check(document)
    template = template or shipped(kind_of(document), language)
    faces = typefaces()
    made = typst.compile(_files(template), **_setting(document, template, mark, faces), **_as_pdf(document))
    return bytes(made)


def seal_place(document: Document, *, mark: Mark, template: Template) -> SealPlace | None:
    """This will find where a template keeps the place of the seal; None where it keeps none."""
    setting = _setting(document, template, mark, typefaces())
    found = json.loads(typst.query(_files(template), SEAL_PLACE, field="value", **setting))
    if not found:
        return None
    return SealPlace(int(found[0]["page"]), _points(found[0]["x"]), _points(found[0]["y"]))


def _points(length: str) -> float:
    return float(length.removesuffix("pt"))


def _files(template: Template) -> Any:
    files = {name: text.encode() for name, text in template.files.items() if name != WORDS}
    # Whatever a template is called, the file that is compiled goes first.
    return {MAIN: files.pop(MAIN), **files}


def _setting(document: Document, template: Template, mark: Mark | None, faces: Typefaces) -> dict[str, Any]:
    return {
        "root": SHIPPED, "font_paths": faces.fonts, "ignore_system_fonts": True, "package_path": NOWHERE,
        "package_cache_path": NOWHERE, "sys_inputs": {"data": _data(document, template.words, mark, faces)},
    }  # fmt: skip


def _as_pdf(document: Document) -> dict[str, Any]:
    timestamp = datetime.combine(_day_of(document), NOON, LEGAL_TIME)
    return {"format": "pdf", "pdf_standards": STANDARDS, "timestamp": timestamp}


def _data(document: Document, words: Mapping[str, str], mark: Mark | None, faces: Typefaces) -> str:
    printable = Printable(faces.coverage)
    view = view_of(document, words, printable)
    page, opens = address_of(document), mark.check if mark else address_of(document)
    return json.dumps(
        {
            **view,
            "words": dict(words),
            "qr": {
                "picture": _qr(opens), "alt": words["qr"].format(url=opens), "address": page,
                "said": words["scan_check" if mark else "scan"],
            },
            "mark": _mark(mark, words, printable),
            "missing": list(printable.missing),
        }
    )  # fmt: skip


def _mark(mark: Mark | None, words: Mapping[str, str], printable: Printable) -> dict[str, str]:
    if mark is None:
        return {"number": "", "code": "", "check": "", "seal": "", "told": ""}
    told = words[_SEAL_WORDS[mark.seal]] if mark.seal in _SEAL_WORDS else ""
    return {
        "number": printable.text(mark.number), "code": mark.code, "check": mark.check, "seal": mark.seal, "told": told,
    }  # fmt: skip


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
