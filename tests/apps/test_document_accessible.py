"""Every kind of document in both languages, at its longest, before and after its seal: PDF/UA-1, rule by rule."""

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.apps import documents_samples as samples
from tests.apps.documents_answers import GRANT
from tests.apps.documents_samples_english import ENGLISH
from tests.apps.pdf_ua import RULES, faults
from yici.documents import Document, Mark, render
from yici.documents.render import seal_place
from yici.documents.sample_data import samples_of
from yici.documents.seal_store import authority_make, seal_open
from yici.documents.sealing import sealed
from yici.documents.templates_of import KINDS, LANGUAGES, shipped

MARK = Mark(
    number="示例局决定书〔2026〕1号", check="https://yici.example.gov.cn/check/23456789ABCDEF/", code="23456789ABCDEF"
)
EVERY = [
    pytest.param(document, language, id=f"{language}-{kind}")
    for language, documents in (("zh-hans", samples.CHINESE), ("en", ENGLISH))
    for kind, document in documents.items()
]


@pytest.mark.parametrize(("document", "language"), EVERY)
def test_every_document_keeps_every_rule(document: Document, language: str) -> None:
    assert faults(render(document, language, mark=MARK)) == []
    assert faults(render(document, language, mark=replace(MARK, seal="pending"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_with_every_field_filled_and_at_its_longest_too(kind: str, language: str) -> None:
    for sample in samples_of(kind, language):
        assert faults(render(longest(sample), language, mark=MARK)) == []


def longest(document: Any) -> Any:
    """The longest real title, and lists that go on for pages."""
    lists = {
        name: tuple(value) * 30
        for name in document.__dataclass_fields__
        if isinstance(value := getattr(document, name), tuple) and value
    }
    return replace(document, matter=samples.LONG_TITLE, **lists)


@pytest.fixture
def signed(tmp_path: Path) -> bytes:
    authority_make(tmp_path)
    opened = seal_open(tmp_path, "market", "示例市市场监督管理局")
    mark, template = replace(MARK, seal="sealed"), shipped("decision", "zh-hans")
    place = seal_place(GRANT, mark=mark, template=template)
    assert place is not None
    job = {
        "pdf": base64.b64encode(render(GRANT, mark=mark)).decode(), "pkcs12": base64.b64encode(opened.data).decode(),
        "passphrase": opened.passphrase, "name": "示例市市场监督管理局", "below": "演示", "alt": "电子印章",
        "place": {"page": place.page, "x": place.x, "y": place.y}, "at": "2026-03-16T10:00:00+08:00", "timestamps": "",
    }  # fmt: skip
    # pyHanko begins a loop of its own: beside one that runs already it needs a thread.
    with ThreadPoolExecutor(1) as thread:
        return base64.b64decode(thread.submit(sealed, job).result()["pdf"])


def test_the_seal_breaks_no_rule(signed: bytes) -> None:
    assert faults(signed) == []


def spoilt(data: bytes, how: Any) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        how(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return faults(out.getvalue())


def untagged(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"0 0 m 10 10 l S")


def headless(pdf: pikepdf.Pdf) -> None:
    rename(pdf, "/TH", "/TD")


def rename(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    for one in list(pdf.objects):
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == old:
            one.S = pikepdf.Name(new)


def wordless(pdf: pikepdf.Pdf) -> None:
    for one in list(pdf.objects):
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure":
            del one["/Alt"]


def fontless(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].resources.Font.values():
        del font["/ToUnicode"]


def untitled(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def mute(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def loose(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for one in page.obj.get("/Annots", []):
            del one["/StructParent"]


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (untagged, "01-005"), (headless, "15-003"), (wordless, "13-004"), (fontless, "31-009"), (untitled, "06-001"),
        (mute, "11-001"), (loose, "leads back"), (lambda pdf: rename(pdf, "/H2", "/H4"), "14-002"),
        (lambda pdf: rename(pdf, "/P", "/Odd"), "01-006"), (lambda pdf: rename(pdf, "/LI", "/P"), "16-001"),
        (lambda pdf: rename(pdf, "/Link", "/P"), "28-002"), (lambda pdf: rename(pdf, "/TR", "/P"), "09-004"),
    ],
)  # fmt: skip
def test_the_checker_sees_each_rule_that_is_broken(how: Any, told: str) -> None:
    found = spoilt(render(samples.NOTICE, mark=MARK), how)
    assert any(told in one for one in found), found


def test_each_rule_is_named_with_its_checkpoint_or_clause() -> None:
    assert all(rule[:2].isdigit() and "(" in rule for rule in RULES)
    assert len(RULES) == 17
