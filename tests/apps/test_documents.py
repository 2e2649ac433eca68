"""What people hold in their hands: the rendered documents, read back from the PDF."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.apps import documents_samples as samples
from tests.apps.documents_answers import GRANT, REFUSAL
from tests.apps.documents_samples_english import APPROVALS, ENGLISH
from tests.apps.pdf_reading import opened, pages_of, runs, structure, text_of
from yici.documents import Approval, Decision, Defect, Document, Due, FontMissing, PaperToBring, ReceivedPaper, render
from yici.documents.fonts import typefaces
from yici.domain.error import Invalid

A4 = (595.28, 841.89)
MARGIN = 20 / 25.4 * 72
EVERY = [
    pytest.param(document, language, id=f"{language}-{kind}")
    for language, documents in (("zh-hans", samples.CHINESE), ("en", ENGLISH))
    for kind, document in documents.items()
]
every_document = pytest.mark.parametrize(("document", "language"), EVERY)


@every_document
def test_a_document_declares_itself_accessible_and_archivable(document: Document, language: str) -> None:
    with opened(render(document, language)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == {"zh-hans": "zh-CN", "en": "en-GB"}[language]
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert document.matter in str(pdf.docinfo.Title)
        declared = pdf.Root.Metadata.read_bytes().decode()
    assert re.search(r"<pdfuaid:part>1<", declared)
    assert re.search(r"<pdfaid:part>2<.*<pdfaid:conformance>A<", declared)


@every_document
def test_a_screen_reader_finds_headings_tables_and_the_picture(document: Document, language: str) -> None:
    tags = structure(render(document, language))
    kinds = [kind for kind, _ in tags]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 3
    assert kinds.count("/THead") == kinds.count("/Table")
    figures = [attributes.get("/Alt", "") for kind, attributes in tags if kind == "/Figure"]
    assert [bool(re.search("https://yici.example.gov.cn/", alt)) for alt in figures] == [True]


def test_a_chinese_name_in_an_english_document_is_marked_as_chinese() -> None:
    refusal = ENGLISH["refusal"]
    assert isinstance(refusal, Decision)
    for applicant, marked in (("王小明", True), ("Li", False)):
        with opened(render(replace(refusal, number="No. 2", applicant=applicant), "en")) as pdf:
            assert (b"zh-CN" in pdf.pages[0].Contents.read_bytes()) is marked


@every_document
def test_every_link_says_where_it_goes(document: Document, language: str) -> None:
    with opened(render(document, language)) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", pikepdf.Array())]
        assert links
        assert all(str(link.Contents) and str(link.A.URI).startswith("https://") for link in links)


@every_document
def test_pages_are_a4_numbered_and_keep_their_margins(document: Document, language: str) -> None:
    pdf = render(document, language)
    with opened(pdf) as opened_pdf:
        sizes = {tuple(round(float(edge), 2) for edge in page.mediabox[2:]) for page in opened_pdf.pages}
        count = len(opened_pdf.pages)
    assert sizes == {A4}
    numbered = {"zh-hans": "第{}页，共{}页", "en": "Page{}of{}"}[language]
    assert all(numbered.format(at, count) in text for at, text in enumerate(pages_of(pdf), 1))
    assert all(run.left >= MARGIN - 0.5 and run.right <= A4[0] - MARGIN + 0.5 for run in runs(pdf))


@every_document
def test_the_same_document_gives_the_same_bytes(document: Document, language: str) -> None:
    assert render(document, language) == render(document, language)


def test_everything_that_is_asked_stands_on_the_notice() -> None:
    text = text_of(render(samples.NOTICE))
    for paper in samples.NOTICE.bring:
        assert all(part in text for part in (paper.name, paper.met, paper.why, paper.law, *paper.for_items))
    for spared in samples.NOTICE.spared:
        assert spared.name + spared.reason in text
    assert "2026年3月2日（周一）提交，最晚2026年3月16日（周一）全部办好。" in text
    assert "已为您免填166项、免交3份材料。" in text
    assert "份数未注明" in text
    assert "依据未注明" in text
    assert "暂不能确定" in text


@pytest.mark.parametrize(
    ("promised", "sentence"),
    [
        (Due(day=date(2026, 3, 16)), "everything is done by Mon 16 March 2026."),
        (
            Due(day=date(2026, 12, 31), open_because="the calendar of 2027 is not loaded"),
            "everything is done not before Thu 31 December 2026, since the calendar of 2027 is not loaded.",
        ),
        (None, "The day when everything is done is not yet known."),
    ],
)
def test_the_promise_is_a_day_a_lower_bound_or_an_admission(promised: Due | None, sentence: str) -> None:
    notice = replace(samples.NOTICE, promised=promised)
    assert sentence.replace(" ", "") in text_of(render(notice, "en"))


def test_a_matter_without_papers_and_visits_says_so() -> None:
    text = text_of(render(replace(samples.NOTICE, bring=(), spared=(), visits=(), fill_count=0, fill_spared=0)))
    assert all(sentence in text for sentence in ("不用填任何内容。", "不用交任何材料。", "全程不用到场。"))
    assert "已为您" not in text


def test_the_receipt_carries_the_whole_hash_and_the_legal_time() -> None:
    text = text_of(render(samples.RECEIPT))
    assert samples.RECEIPT.event_hash in text
    assert "2026年3月17日（周二）14:05" in text
    assert "王*䶮" in text


def test_a_correction_notice_lists_every_defect_at_once() -> None:
    defects = tuple(Defect(subject=f"材料{n}", correction=f"补正{n}") for n in range(1, 61))
    text = text_of(render(replace(samples.CORRECTION, defects=defects)))
    assert "还有60处需要补正" in text
    assert all(f"材料{n}" in text and f"补正{n}" in text for n in range(1, 61))


@pytest.mark.parametrize(
    ("decision", "title"),
    [
        (GRANT, "准予行政许可决定书"),
        (REFUSAL, "不予行政许可决定书"),
        (replace(GRANT, title="不动产登记结果通知"), "不动产登记结果通知"),
    ],
)
def test_a_decision_is_called_by_its_outcome_or_by_its_regime(decision: Decision, title: str) -> None:
    assert text_of(render(decision)).startswith(title)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 3, 16), date(2031, 3, 15), "有效期2026年3月16日（周一）至2031年3月15日（周六）"),
        (date(2026, 3, 16), None, "有效期自2026年3月16日（周一）起"),
        (None, date(2031, 3, 15), "有效期至2031年3月15日（周六）"),
        (None, None, "许可证号JY20000000000000事实和理由"),
    ],
)
def test_validity_is_said_as_far_as_it_is_known(start: date | None, end: date | None, said: str) -> None:
    assert said in text_of(render(replace(GRANT, valid_from=start, valid_until=end)))


def test_a_long_list_goes_on_overleaf_under_the_same_header() -> None:
    papers = tuple(replace(samples.NOTICE.bring[0], name=f"材料第{n}号") for n in range(1, 91))
    pdf = render(replace(samples.NOTICE, bring=papers))
    listed = [text for text in pages_of(pdf) if "材料第" in text]
    assert re.findall(r"材料第(\d+)号", "".join(listed)) == [str(n) for n in range(1, 91)]
    assert len(listed) > 2
    assert all("材料形式、份数用于哪些事项怎样交为什么要" in text for text in listed)
    repeated = [run for run in runs(pdf) if run.text == "怎样交"]
    assert [run.artifact for run in repeated] == [False] + [True] * (len(repeated) - 1)


def test_the_longest_real_title_and_a_code_without_breaks_stay_inside_the_page() -> None:
    code = "511A0138000000_511602000000_000_115113010833722043_1_00"
    approval = Approval(item=samples.LONG_TITLE, body=code, basis=code)
    paper = PaperToBring(name=samples.LONG_TITLE, met="要交", why=code, for_items=(samples.LONG_TITLE,))
    pdf = render(replace(samples.NOTICE, matter=samples.LONG_TITLE, approvals=(approval,), bring=(paper,)))
    assert text_of(pdf).count(samples.LONG_TITLE) == 4
    assert text_of(pdf).count(code) == 3
    assert max(run.right for run in runs(pdf)) <= A4[0] - MARGIN + 0.5


def test_a_text_longer_than_a_page_is_not_cut() -> None:
    defect = Defect(subject="说明", correction=samples.LONG_TITLE * 40)
    pdf = render(replace(samples.CORRECTION, defects=(defect,)))
    assert len(pages_of(pdf)) > 3
    assert not Counter(defect.correction) - Counter(text_of(pdf))


@pytest.mark.parametrize(
    "name", ['#eval("1")', "]", "$x$", "\\", "*重*_斜_", "<l>@r", "//c", "`r`", "{count}", '"', "#"]
)
def test_a_name_that_looks_like_markup_prints_as_it_is(name: str) -> None:
    assert f"申请人王{name}收到日期" in text_of(render(replace(samples.CORRECTION, applicant=f"王{name}")))


@given(name=st.text(min_size=1, max_size=40).filter(str.strip))
@settings(max_examples=40)
def test_whatever_is_typed_a_document_comes_out(name: str) -> None:
    assert render(replace(samples.NOT_ACCEPTED, applicant=name, matter=name)).startswith(b"%PDF-1.7")


def test_rare_han_characters_are_printed() -> None:
    text = text_of(render(replace(samples.CORRECTION, applicant="㐂𠮷䶮")))
    assert "申请人㐂𠮷䶮" in text
    assert "〓" not in text


def test_a_character_that_the_type_lacks_is_marked_and_named() -> None:
    text = text_of(render(replace(samples.CORRECTION, applicant="王😀𪚥😀")))
    assert "申请人王〓〓〓" in text
    assert "〓代替了字库里没有的字：U+1F600、U+2A6A5。" in text


def test_the_standard_itself_would_refuse_a_missing_glyph() -> None:
    assert "😀" not in typefaces().coverage
    assert all(char in typefaces().coverage for char in "㐂𠮷䶮〓A1，")


def test_controls_that_reorder_the_reading_are_dropped() -> None:
    assert "申请人王小明" in text_of(render(replace(samples.CORRECTION, applicant="王\u202e小\u2066\x00明\ufeff")))


def test_english_knows_one_and_many() -> None:
    one = replace(samples.NOTICE, fill_count=1, fill_spared=1, spared=samples.NOTICE.spared[:1])
    text = text_of(render(one, "en"))
    assert "1fieldinall." in text
    assert "Youarespared1formfieldand1paper." in text
    assert "Onceinall." in text


def test_documents_are_rendered_by_many_threads_at_once() -> None:
    numbers = [f"示收〔2026〕{n:06} 号" for n in range(24)]
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda number: text_of(render(replace(samples.RECEIPT, number=number))), numbers))
    assert all(f"编号{number.replace(' ', '')}查询码" in text for number, text in zip(numbers, texts, strict=True))


def test_an_incomplete_document_is_refused_with_every_fault() -> None:
    papers = (replace(samples.NOTICE.bring[0], name=" ", why=""),)
    broken = replace(samples.NOTICE, matter="", approvals=(), bring=papers, unknowns=("",), plan_url="javascript:1")
    with pytest.raises(Invalid) as refused:
        render(broken)
    assert refused.value.code == "documents.incomplete"
    assert refused.value.remedy
    assert sorted(refused.value.params["faults"]) == sorted(  # type: ignore[call-overload]
        ["matter", "approvals", "bring[0].name", "bring[0].why", "unknowns[0]", "plan_url"]
    )


def test_a_refusal_without_reasons_or_remedies_is_not_printed() -> None:
    with pytest.raises(Invalid) as refused:
        render(replace(REFUSAL, grounds=(), remedies=()))
    assert refused.value.params["faults"] == ["grounds", "remedies"]
    assert render(replace(GRANT, grounds=(), remedies=()))


@pytest.mark.parametrize(
    "address", ["ftp://a.cn/1", "/q/1", "https://a.cn/" + "x" * 400, "https://a.cn/王", "https://a\n"]
)
def test_an_address_that_cannot_be_scanned_and_opened_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        render(replace(samples.RECEIPT, status_url=address))
    assert refused.value.params["faults"] == ["status_url"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        render(samples.NOTICE, "zh-hant")
    assert refused.value.code == "documents.language_unknown"


def test_a_missing_type_family_says_what_to_install() -> None:
    with pytest.raises(FontMissing) as missing:
        typefaces("no_such_font_package")
    assert missing.value.remedy == "install the font package: pip install no-such-font-package"


def test_the_receipt_names_what_has_not_come_yet() -> None:
    lacking = (ReceivedPaper(name="房产证明", how="带到窗口"),)
    text = text_of(render(replace(samples.RECEIPT, lacking=lacking)))
    assert "还没有收到的材料" in text
    assert "房产证明" in text
    assert "还没有收到的材料" not in text_of(render(samples.RECEIPT))


@pytest.mark.parametrize("because", ["", "No limit was found for the health certificate"])
def test_a_day_in_a_column_is_never_torn_apart(because: str) -> None:
    due = Due(day=date(2026, 9, 30), open_because=because)
    approvals = tuple(replace(one, due=due) for one in APPROVALS)
    found = [run.text.strip() for run in runs(render(replace(ENGLISH["notice"], approvals=approvals), "en"))]
    assert sum("Wed 30 September 2026" in text for text in found) == len(approvals)
