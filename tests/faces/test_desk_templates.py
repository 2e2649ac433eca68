"""The page of the templates of documents: what is wrong with a draft, where, and how it is mended, in words."""

from pathlib import Path

import pytest

from tests.faces.desk_scene import moment, people, sign_in, text_of
from yici.cli.documents import FAULTS as TOLD_ON_A_LINE
from yici.documents.mandatory import MANDATORY
from yici.documents.templates_of import SHIPPED
from yici.web.desk.template_words import FAULTS, PARTS

__all__ = ["moment", "people", "sign_in"]


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.YICI_DOCUMENTS = tmp_path / "documents"
    settings.YICI_DOCUMENTS.mkdir()
    return settings.YICI_DOCUMENTS  # type: ignore[no-any-return]


def test_every_fault_and_every_mandatory_part_has_its_words():
    assert set(FAULTS) == set(TOLD_ON_A_LINE)
    assert set(PARTS) == {part for parts in MANDATORY.values() for part in parts} | {"document_number", "check_code"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "d.grounds.len() > 0", "false",
            ("缺少必须写明的“理由”（行政许可法第三十八条第二款）",
             "把 d.grounds 写回模板；自带的模板写在 decision.typ:22。"),
        ),
        ("#closing(d.decided_on)", "#closing(d.decided_on", ("排版写法不对", "decision.typ:32", "改好这一行")),
        ("d.content", "w.nothing", ("排版写法不对", "decision.typ:16", "改好后才能看样子")),
    ],
)  # fmt: skip
def test_an_operator_who_breaks_a_template_is_told_where_and_how_to_mend_it(sign_in, folder, old, new, told):
    text = (SHIPPED / "decision.typ").read_text(encoding="utf-8")
    assert old in text
    (folder / "decision.typ").write_text(text.replace(old, new), encoding="utf-8")
    client = sign_in("editor")
    page = text_of(client.get("/desk/templates/"))
    for words in told:
        assert words in page
    # What cannot be printed is not offered to be looked at: no link that leads nowhere.
    offered = 'href="/desk/templates/decision/zh-hans.pdf"' in client.get("/desk/templates/").content.decode()
    assert offered == (new == "false")
    assert (client.get("/desk/templates/decision/zh-hans.pdf").status_code == 200) == offered


def test_files_that_belong_to_nothing_are_told_above_the_list(sign_in, folder):
    (folder / "desicion.typ").write_text("x", encoding="utf-8")
    page = text_of(sign_in("editor").get("/desk/templates/"))
    assert "这个文件不会用到" in page
    assert "desicion.typ" in page
