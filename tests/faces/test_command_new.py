"""`yici new` with answers in a file: what is written is checked and never written over others."""

from pathlib import Path
from typing import Any

import pytest

from tests.apps.catalogue_files import DEFINITIONS
from tests.faces.new_files import folder, from_file, names, written
from yici.catalogue.drafting.files import write_new
from yici.catalogue.reading import read_folder
from yici.cli import words
from yici.domain.bundle import Bundle
from yici.domain.error import YiciError
from yici.domain.item import Item
from yici.domain.place import PlaceDefinition

__all__ = ["folder"]
DOG: dict[str, Any] = {
    "name": "养犬登记", "id": "dog-registration", "agency": "public_security", "regime": "confirmation",
    "audience": ["person"],
    "source": {"title": "养犬登记指南", "publisher": "某市公安局", "date": "2026-03-02", "place": "330800000000"},
    "type": "行政确认", "basis": [{"law": "某市养犬管理条例", "article": "第十条", "text": "养犬人应当办理养犬登记"}],
    "legal_limit": {"amount": 10, "unit": "working_day"}, "promised_limit": {"unknown": "指南没有写"},
    "steps": ["受理", "发证"], "fee": "不收费", "conditions": ["犬只已经免疫"],
    "materials": [
        {"name": "身份证", "material": "identity_card.applicant", "form": "copy", "copies": 1}, {"name": "犬只免疫证明"}
    ],
    "results": [{"name": "养犬登记证"}],
}  # fmt: skip


def test_an_item_from_answers_is_a_file_with_remarks_that_the_check_finds_sound(folder: Path) -> None:
    before = names(folder)
    told = from_file("item", DOG, folder)
    assert told.exit_code == 0, told.output
    assert "没有错误" in told.output
    item = written(folder / "items" / "dog-registration.yaml")
    assert isinstance(item, Item)
    assert (item.promised_limit.unknown, item.code.unknown) == ("指南没有写", "填写时没有写明")
    assert [use.material for use in item.materials] == ["identity_card.applicant", "quan_zhi_mian_yi_zheng_ming"]
    assert item.legal_limit.claims[0].source == "law-1"
    text = (folder / "items" / "dog-registration.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/item.json\n")
    assert "# 承诺期限\npromised_limit:" in text
    assert "#   inspections: 现场核查\n" in text
    assert read_folder(folder).sound
    assert names(folder) - before == {
        "items/dog-registration.yaml", "vocabulary/materials-dog-registration.yaml",
        "vocabulary/licences-dog-registration.yaml",
    }  # fmt: skip


def test_what_is_not_answered_is_named_as_missing_and_the_file_is_there_to_be_completed(folder: Path) -> None:
    told = from_file("item", {"name": "养犬登记", "regime": {"unknown": "没有查到条例"}}, folder)
    assert told.exit_code == 0
    assert all(f"缺少“{key}”" in told.output for key in ("regime", "agency", "audience"))
    assert "请按上面的提示补全" in told.output
    text = (folder / "items" / "yang-quan-deng-ji.yaml").read_text(encoding="utf-8")
    assert "没有查到条例" in text
    assert "没有书面来源" in text


def test_nothing_is_overwritten(folder: Path) -> None:
    assert from_file("item", DOG, folder).exit_code == 0
    text = (folder / "items" / "dog-registration.yaml").read_bytes()
    again = from_file("item", DOG, folder)
    assert isinstance(again.exception, YiciError)
    assert "已经有了" in words.refusal(again.exception)
    (folder / "items" / "other.yaml").write_text("not ours", encoding="utf-8")
    before = names(folder)
    third = from_file("item", DOG | {"id": "other", "materials": [{"name": "没有人知道的纸"}]}, folder)
    assert isinstance(third.exception, YiciError)
    assert (folder / "items" / "other.yaml").read_text(encoding="utf-8") == "not ours"
    assert (folder / "items" / "dog-registration.yaml").read_bytes() == text
    assert names(folder) == before


def test_files_are_written_all_or_none_even_when_somebody_stops_just_then(tmp_path: Path) -> None:
    class Stopping(dict[str, str]):
        def items(self) -> Any:
            yield "items/a.yaml", "a"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_new(Stopping(), tmp_path)
    assert names(tmp_path) == set()


REFUSED = [
    ("item", {"nmae": "x"}, "没有问“nmae”"),
    ("item", {"id": "x"}, "至少要有名称"),
    ("item", {"name": "x", "materials": "身份证"}, "“materials”的写法不对"),
    ("item", {"name": "x", "materials": ["身份证"]}, "“materials”的写法不对"),
    ("item", {"name": "x", "legal_limit": 5}, "“legal_limit”的写法不对"),
    ("item", {"name": "x", "id": "../../x"}, "只能用小写字母"),
    ("item", [], "不是可以读的 JSON"),
    ("item", b"{", "不是可以读的 JSON"),
    ("place", {"name": "x", "code": "3308"}, "没有这个区划代码"),
    ("bundle", {"name": "x", "items": ["dog"]}, "“items”的写法不对"),
]


@pytest.mark.parametrize("answer", [None, [], {"unknown": ""}, {"unknown": "指南没有写"}])
def test_what_is_left_empty_is_a_gap_that_has_a_name(answer: Any, folder: Path) -> None:
    bird = {key: DOG[key] for key in ("agency", "regime", "audience", "source")}
    told = from_file("item", {**bird, "name": "养鸟登记", "id": "bird", "results": answer}, folder)
    assert told.exit_code == 0, told.output
    gaps = written(folder / "items" / "bird.yaml").gaps
    assert all(gap.partition("：")[0] for gap in gaps), gaps
    [result] = [gap for gap in gaps if gap.startswith("办好后得到的证照：")]
    assert result.endswith("指南没有写" if answer and answer["unknown"] else "填写时没有写明")


@pytest.mark.parametrize(("kind", "answers", "said"), REFUSED)
def test_answers_that_cannot_be_are_refused_in_words(kind: str, answers: Any, said: str, folder: Path) -> None:
    before = names(folder)
    told = from_file(kind, answers, folder)
    assert isinstance(told.exception, YiciError)
    assert said in words.refusal(told.exception)
    assert names(folder) == before


def test_a_bundle_and_a_place_from_answers(folder: Path) -> None:
    assert from_file("item", DOG, folder).exit_code == 0
    told = from_file("bundle", {
        "name": "养狗", "id": "keep-a-dog", "source": {"title": "清单"}, "lead": "public_security",
        "items": [{"item": "dog-registration", "when": "big_dog"}],
        "questions": [{"id": "big_dog", "name": "是大型犬吗", "type": "boolean", "why": "大型犬要登记"}],
    }, folder)  # fmt: skip
    assert "没有错误" in told.output, told.output
    bundle = written(folder / "bundles" / "keep-a-dog.yaml")
    assert isinstance(bundle, Bundle)
    assert (bundle.items[0].when, bundle.joint_limit.unknown) == ("big_dog", "填写时没有写明")
    for path in DEFINITIONS.glob("calendars/*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    told = from_file("place", {
        "name": "衢州市", "code": "330800000000", "agencies": {"public_security": "衢州市公安局"},
        "items": {"dog-registration": {"body": "派出所", "promised_limit": {"amount": 3, "unit": "working_day"}}},
    }, folder)  # fmt: skip
    assert "没有错误" in told.output, told.output
    place = written(folder / "places" / "330800000000.yaml")
    assert isinstance(place, PlaceDefinition)
    assert place.items["dog-registration"].promised_limit.claims[0].value.amount == 3


def test_a_paper_that_somebody_says_is_new_is_new_although_something_is_called_so(folder: Path) -> None:
    assert from_file("item", DOG | {"materials": [{"name": "营业执照", "new": True}]}, folder).exit_code == 0
    assert written(folder / "items" / "dog-registration.yaml").materials[0].material == "ying_ye_zhi_zhao"


def test_an_empty_bundle_says_that_it_has_no_items(folder: Path) -> None:
    told = from_file("bundle", {"name": "入学", "items": {"unknown": "只有政策，没有清单"}}, folder)
    assert "没有列出事项" in told.output
    assert "提示" in told.output
    assert "包括哪些事项：只有政策，没有清单" in (folder / "bundles" / "ru-xue.yaml").read_text(encoding="utf-8")


def schema_of(path: Path) -> Path:
    """Where an editor looks for the schema that the first line of a file names."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema="), first
    return (path.parent / first.partition("$schema=")[2]).resolve()


@pytest.mark.parametrize("with_schemas", [True, False])
def test_the_schema_that_a_new_file_names_is_there_whatever_folder_it_is_in(folder: Path, with_schemas: bool) -> None:
    if with_schemas:
        (folder / "schemas").mkdir()
        (folder / "schemas" / "item.json").write_text("{}", encoding="utf-8")
    told = from_file("item", DOG, folder)
    assert told.exit_code == 0, told.output
    files = [*folder.glob("items/dog-*.yaml"), *folder.glob("vocabulary/*-dog-registration.yaml")]
    assert len(files) == 3
    for path in files:
        kind = "item" if path.parent.name == "items" else path.name.partition("-")[0]
        assert schema_of(path) == folder / "schemas" / f"{kind}.json"
        assert schema_of(path).is_file()
    kept = (folder / "schemas" / "item.json").read_text(encoding="utf-8") == "{}"
    assert kept == with_schemas, "nothing that is there is written over"
    assert read_folder(folder).sound
