"""The schemas that editors complete from: up to date, explained, and as strict and as lenient as the loader."""

import json

import pytest

from tests.apps.catalogue_files import DEFINITIONS, ITEM, TOWN, said, swapped, town
from tests.apps.catalogue_spoilt import SPOILT
from tests.apps.schema_rules import as_an_editor, wrong
from yici.catalogue.key_words import KEYS, TITLES
from yici.catalogue.schemas import keys_at, schemas

FORM = ("key.missing", "key.unknown", "value.not_allowed", "value.not_a_list", "value.not_text", "value.not_a_number",
        "value.not_a_boolean")  # fmt: skip
UNQUOTED = [
    ("name: 食品经营许可", "name: 2026"),
    ("name: 食品经营许可", "name: no"),
    ("name: 食品经营许可", "name: 000131024000"),
    ("printed: 管理制度", "printed: 3.5"),
    ("printed: 管理制度", "printed: true"),
    ("printed: 管理制度", 'printed: 规\n    copies: "2"'),
    ("printed: 管理制度", 'printed: 规\n    required: "yes"'),
    ("printed: 管理制度", "printed: 规\n    required: yes"),
    ("format: 1", 'format: "1"'),
    ("kind: official", "kind: official, date: 2026-03-02"),
    ("kind: official", "kind: official, date: 2026"),
    ("kind: official", "kind: official, place: 330800000000"),
    ("kind: official", 'kind: official, place: "330800000000"'),
    ("level: reference", "level: reference\nchanges: [{standing: suspended, since: 2026-03-02, source: s}]"),
]


def misfits(kind: str, text: str) -> list[str]:
    return list(wrong(as_an_editor(text), schemas()[kind], schemas()[kind]))


def test_the_shipped_schemas_are_those_of_the_types() -> None:
    shipped = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in DEFINITIONS.glob("schemas/*.json")}
    assert shipped == schemas(), "run: .venv/bin/yici schema definitions/schemas"


@pytest.mark.parametrize("folder", ["items", "bundles", "places", "regimes", "vocabulary", "calendars"])
def test_every_shipped_definition_fits_its_schema(folder: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((DEFINITIONS / folder).glob("*.yaml"))]
    assert texts
    assert [misfits(as_an_editor(text)["kind"], text) for text in texts] == [[] for _ in texts]


@pytest.mark.parametrize(("old", "new"), UNQUOTED)
def test_what_the_loader_takes_an_editor_takes_too(old: str, new: str) -> None:
    text = swapped(ITEM, old, new)
    assert [said(fault) for fault in town(item=text).faults if fault.severity == "fault"] == []
    assert misfits("item", text) == []


@pytest.mark.parametrize(("name", "swap"), [case[:2] for case in SPOILT if case[2] in FORM])
def test_what_the_loader_refuses_for_its_form_an_editor_marks(name: str, swap: tuple[str, str]) -> None:
    text = swapped(TOWN[f"{name}.yaml"], *swap)
    assert misfits(as_an_editor(text)["kind"], text)


def test_every_type_has_its_title_and_every_key_its_chinese_sentence() -> None:
    models = [model for one in schemas().values() for model in (one, *one["definitions"].values())]
    assert {model["title"] for model in models} == set(TITLES.values())
    assert [(m["title"], key) for m in models for key, one in m["properties"].items() if "description" not in one] == []


def test_no_sentence_is_about_a_key_that_there_is_not() -> None:
    models = [model for one in schemas().values() for model in (one, *one["definitions"].values())]
    there = {(model["title"], key) for model in models for key in model["properties"]}
    assert {(TITLES[name], key) for name, keys in KEYS.items() for key in keys} - there == set()


def test_a_misspelt_key_is_told_with_the_one_that_was_meant() -> None:
    [fault] = [
        f for f in town(item=swapped(ITEM, "    printed:", "    prinetd: x\n    printed:")).faults if f.line == 17
    ]
    assert "是不是“printed”" in said(fault)
    assert keys_at("place", ("items", "anything", "spares", 0)) == ["material", "source"]
    assert keys_at("place", ("agencies",)) == []
