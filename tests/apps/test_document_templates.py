"""Templates of a site: what is refused and named, what is put in use, and that a broken one stops nobody."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.apps.case_scenes import MONDAY, act, city, forgetful, submit
from tests.apps.document_scenes import LATER, of_kind
from yici.cli.commands import yici
from yici.documents import template_record
from yici.documents.mandatory import MANDATORY
from yici.documents.models import TemplateText
from yici.documents.queries import template_in_use, template_kept, templates_used
from yici.documents.reading_back import text_of
from yici.documents.render import render
from yici.documents.sample_data import samples_of
from yici.documents.services import template_use
from yici.documents.site_templates import draft_of, drafts_of, preview_of, stray_files
from yici.documents.templates_of import KINDS, LANGUAGES, MAIN, SHIPPED, Template, made_of, shipped
from yici.domain.case import Decide
from yici.domain.event import Actor
from yici.ledger.verify import verify
from yici.web.papers.printing import made

__all__ = ["city", "forgetful"]
OPERATOR = Actor(kind="staff", id="operator", role="operator", channel="cli")
BEGIN = '#import "style.typ": *\n#show: sheet\n'


def wrote(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(folder: Path, kind: str, language: str = "zh-hans") -> list[tuple[str, int, str]]:
    return [(one.file, one.line, one.code) for one in draft_of(folder, kind, language).faults]


def test_the_shipped_templates_copied_have_no_fault(tmp_path: Path) -> None:
    for kind in KINDS:
        wrote(tmp_path, f"{kind}.typ", (SHIPPED / f"{kind}.typ").read_text(encoding="utf-8"))
    assert [one for draft in drafts_of(tmp_path) for one in draft.faults] == []
    assert all(draft.own and draft.template for draft in drafts_of(tmp_path))
    assert stray_files(tmp_path) == []


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, paths in MANDATORY.items() for path in paths])
def test_each_mandatory_part_that_is_left_out_is_named_with_its_source(tmp_path: Path, kind: str, path: str) -> None:
    # Whatever the template prints, the one field is blank before it gets there.
    blank = f'#let d = blanked(d, "{path}".split("."))\n#let said = said.pairs().map(((k, v)) => (k, "x")).to-dict()\n'
    style = (SHIPPED / "style.typ").read_text(encoding="utf-8")
    head, rest = style.split("#let ink", 1)
    function = """
#let blanked(value, path) = if type(value) == array { value.map(one => blanked(one, path)) } else if path.len() > 0 {
  if type(value) == dictionary { value.insert(path.first(), blanked(value.at(path.first()), path.slice(1))) }
  value
} else if type(value) == str { "x" } else { value }
"""
    wrote(tmp_path, "style.typ", head + function + blank + "#let ink" + rest)
    draft = draft_of(tmp_path, kind, "zh-hans")
    named = {one.params["part"]: one.params["source"] for one in draft.faults if one.code == "missing"}
    assert named.get(path) == MANDATORY[kind][path], draft.faults
    # How to mend it: as a line of the shipped files writes it.
    [mend] = [one.params for one in draft.faults if one.code == "missing" and one.params["part"] == path]
    name, line = mend["shipped"].split(":")
    assert mend["written"] in (SHIPPED / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (BEGIN + '#read("/etc/passwd")', 3, "reads"),
        (BEGIN + '#image("../../secret.svg")', 3, "reads"),
        (BEGIN + '#include "/etc/hosts"', 3, "reads"),
        (BEGIN + '#import "@preview/cetz:0.3.4": *', 3, "package"),
        (BEGIN + "\n#nothing", 4, "typst"),
        (BEGIN + "#let x = (", 3, "typst"),
        (BEGIN + "#while true {}", 3, "typst"),
        ("no title, no structure", 0, "typst"),
    ],
)
def test_what_reads_outside_or_cannot_be_compiled_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, code: str
) -> None:  # fmt: skip
    wrote(tmp_path, "decision.typ", text)
    assert told(tmp_path, "decision") == [("decision.typ", line, code)]


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = wrote(tmp_path, "elsewhere/secret.typ", "x")
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.typ").symlink_to(secret)
    assert told(folder, "letter") == [("letter.typ", 0, "outside")]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ('receipt_title = "收条"\nnobody = "x"\n', 2, "word_unknown"),
        ('lang = "xx"\n', 1, "word_unknown"),
        ('receipt_lead = "收到了"\n', 1, "word_values"),
        ('receipt_title = " "\n', 1, "word_empty"),
        ('receipt_title = "😀"\n', 1, "word_unprintable"),
        ("receipt_title = \n", 1, "words"),
    ],
)
def test_words_that_are_wrong_are_told_with_their_line(tmp_path: Path, text: str, line: int, code: str) -> None:
    wrote(tmp_path, "zh-hans/words.toml", text)
    assert told(tmp_path, "submission_receipt") == [("zh-hans/words.toml", line, code)]
    assert told(tmp_path, "submission_receipt", "en") == []


def test_one_language_may_differ_and_words_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    wrote(tmp_path, "zh-hans/words.toml", 'receipt_title = "收件凭证"\n')
    wrote(tmp_path, "en/letter.typ", (SHIPPED / "letter.typ").read_text(encoding="utf-8") + "\nPS\n")
    receipt = draft_of(tmp_path, "submission_receipt", "zh-hans")
    assert receipt.template is not None
    assert text_of(preview_of(receipt.template)).startswith("收件凭证")
    assert draft_of(tmp_path, "letter", "en").own
    assert draft_of(tmp_path, "letter", "zh-hans").template != draft_of(tmp_path, "letter", "en").template


def test_a_decision_keeps_a_place_for_its_seal(tmp_path: Path) -> None:
    style = (SHIPPED / "style.typ").read_text(encoding="utf-8").replace("<seal-place>", "<elsewhere>")
    wrote(tmp_path, "style.typ", style)
    assert [one.code for one in draft_of(tmp_path, "decision", "zh-hans").faults] == ["no_seal_place"]


def test_files_that_nothing_reads_and_marks_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    wrote(tmp_path, "desicion.typ", "x")
    wrote(tmp_path, "marks.toml", "[bodies]\nx = 3\n")
    assert [(one.file, one.code) for one in stray_files(tmp_path)] == [
        ("desicion.typ", "stray"),
        ("marks.toml", "marks"),
    ]


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.YICI_DOCUMENTS = tmp_path / "documents"
    settings.YICI_DOCUMENTS.mkdir()
    return settings.YICI_DOCUMENTS  # type: ignore[no-any-return]


def run(*words: str) -> Any:
    return CliRunner().invoke(yici, ["documents", *words])


@pytest.mark.django_db
def test_from_a_copy_to_its_use_and_back(folder: Path, tmp_path: Path) -> None:
    assert run("copy", "decision").exit_code == 0
    assert "template.there" in repr(run("copy", "decision").exception)
    path = folder / "decision.typ"
    path.write_text(path.read_text(encoding="utf-8") + "\n#par[本站附注]\n", encoding="utf-8")
    assert run("check").exit_code == 0
    assert "本站附注" not in used_text()
    assert run("preview", "decision", str(tmp_path / "look.pdf")).exit_code == 0
    assert "本站附注" in text_of((tmp_path / "look.pdf").read_bytes())
    assert run("use").exit_code == 0
    assert "本站附注" in used_text()
    path.write_text(BEGIN + "#nothing", encoding="utf-8")
    broken = run("use")
    assert (broken.exit_code, "decision.typ:3" in broken.output) == (1, True)
    assert "本站附注" in used_text()
    path.unlink()
    assert run("use").exit_code == 0
    assert template_in_use("decision", "zh-hans").digest == shipped("decision", "zh-hans").digest
    assert verify().faults == []


def used_text() -> str:
    template = template_in_use("decision", "zh-hans")
    return text_of(render(samples_of("decision", "zh-hans")[0], template=template))


@pytest.mark.django_db
def test_the_list_tells_how_each_stands(folder: Path) -> None:
    wrote(folder, "letter.typ", BEGIN + "#nothing")
    listed = run("list", "--json").output
    assert listed.count("草稿有错") == len(LANGUAGES)
    assert listed.count('"kind"') == len(KINDS) * len(LANGUAGES)
    assert run("check", "--json").output.count("unknown variable") == 1


@pytest.mark.django_db
def test_a_template_in_use_that_stumbles_stops_nobody_and_the_operator_is_told() -> None:
    good = shipped("decision", "zh-hans")
    stumbling = Template("decision", "zh-hans", {**good.files, MAIN: BEGIN + "#d.no_such_field"})
    assert template_use(stumbling, actor=OPERATOR, now=LATER)
    assert not template_use(stumbling, actor=OPERATOR, now=LATER)
    printed = text_of(made(samples_of("decision", "zh-hans")[0], "zh-hans"))
    assert "样例applicant" in printed
    _, fault = templates_used()["decision", "zh-hans"]
    assert "no_such_field" in fault
    assert verify().faults == []
    assert "no_such_field" in run("list").output


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("city")
def test_a_document_is_made_again_from_the_template_it_was_made_from(folder: Path) -> None:
    case = submit(1).case
    act(case, Decide(item="individual-registration", grant=True), MONDAY)
    first = of_kind(case.id, "decision")[0]
    style = (SHIPPED / "style.typ").read_text(encoding="utf-8")
    other = made_of("decision", "zh-hans", shipped("decision", "zh-hans").files[MAIN] + "\n#par[后来的]\n", style, {})
    template_use(other, actor=OPERATOR, now=LATER)
    second = submit(2).case
    act(second, Decide(item="individual-registration", grant=True), MONDAY)
    assert of_kind(second.id, "decision")[0].template == other.digest
    kept = template_kept(first.template, "decision", "zh-hans")
    assert kept is not None
    assert "后来的" not in kept.files[MAIN]
    assert {first.template, other.digest} <= set(TemplateText.objects.values_list("digest", flat=True))
    assert template_record.files_of("sha256:none") is None
