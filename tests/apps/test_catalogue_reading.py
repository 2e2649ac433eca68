"""Whatever the files hold: faults with file and line, in words, never an exception. No database is needed."""

import pytest

from tests.apps.catalogue_files import (
    AGENCIES,
    BUNDLE,
    CALENDAR,
    DEFINITIONS,
    ITEM,
    PLACE,
    TOWN,
    definitions,
    said,
    swapped,
    town,
)
from tests.apps.catalogue_spoilt import SPOILT
from yici.catalogue.reading import read_all
from yici.cli import words


def test_the_real_definitions_are_sound():
    reading = definitions()
    assert [words.fault(fault) for fault in reading.faults if fault.severity == "fault"] == []
    assert len(reading.files) == len(list(DEFINITIONS.rglob("*.yaml"))) > 40


def test_the_small_town_is_sound_so_that_what_follows_is_each_time_the_one_thing_spoilt():
    assert town().faults == []


WHOLE_FILES = [  # bytes of item.yaml, fault, line
    (b"", "file.empty", 1),
    (b"   \n \n", "file.empty", 1),
    (b"# only a remark\n", "file.empty", 1),
    ("format: 1\nname: 食品经营许可\n".encode("gbk"), "file.not_utf8", 2),
    ("format: 1\n".encode("utf-16"), "file.not_utf8", 1),
    (b"format: 1\nid: \xff\n", "file.not_utf8", 2),
    (b"format: 1\n\tkind: item\n", "file.tab", 2),
    (b"format: 1\nid: \x01\n", "file.yaml", 2),
    ("名称: 一\n名: \x01\n".encode(), "file.yaml", 2),
    (b"\0\0\0", "file.yaml", 1),
    (b"format: [1\n", "file.yaml", 2),
    (b"format: 1\nkind: 'item\n", "file.yaml", 3),
    (b"format: 1\n---\nformat: 1\n", "file.several_documents", 1),
    (b"format: 1\nkind: !!python/object:os.system item\n", "file.tag", 2),
    (b"format: 1\nkind: !item x\n", "file.tag", 2),
    (b"a: &a [x, x]\nb: [*a, *a]\n", "file.alias", 1),
    (b"format: 1\nb: *a\n", "file.alias", 2),
    (b"[" * 100_000, "file.too_deep", 1),
    (b"{a: " * 100_000, "file.too_deep", 1),
    (b"- " * 100_000, "file.too_deep", 1),
    (b"".join(b" " * depth + b"a:\n" for depth in range(200)), "file.too_deep", 41),
    (b"a: b\n" * 2_000_000, "file.too_large", 1),
    (b"- item\n- food\n", "file.not_a_mapping", 1),
    (b"item", "file.not_a_mapping", 1),
    (b"? [a, b]\n: c\n", "key.not_text", 1),
    (b"format: 1\nkind: pudding\n", "file.kind", 2),
    (b"format: 1\nkind: [item]\n", "file.kind", 2),
    (b"format: 1\nkind: {item: food}\n", "file.kind", 2),
    (b"format: 1\n", "file.kind", 1),
    (b"kind: item\n", "file.format", 1),
    (b"kind: item\nformat: 2\n", "file.format", 2),
    (b"kind: item\nformat: [1]\n", "file.format", 2),
    (b"kind: item\nformat: 1.0\n", "file.format", 2),
]


@pytest.mark.parametrize(("data", "code", "line"), WHOLE_FILES, ids=[f"{c[1]}-{n}" for n, c in enumerate(WHOLE_FILES)])
def test_a_file_that_is_no_definition_at_all_is_one_fault(data, code, line):
    files = {name: text.encode() for name, text in TOWN.items()} | {"item.yaml": data}
    found = [fault for fault in read_all(files.items()).faults if fault.file == "item.yaml"]
    assert [(fault.code, fault.line) for fault in found] == [(code, line)]
    assert said(found[0]).startswith(f"item.yaml:{line}: ")


@pytest.mark.parametrize(
    ("name", "swap", "code", "line", "path"), SPOILT, ids=[f"{case[2]}-{n}" for n, case in enumerate(SPOILT)]
)
def test_one_thing_wrong_is_one_fault_where_it_is(name, swap, code, line, path):
    faults = town(**{name: swapped(TOWN[f"{name}.yaml"], *swap)}).faults
    found = [fault for fault in faults if fault.file == f"{name}.yaml"]
    assert [(fault.code, fault.line, fault.path) for fault in found] == [(code, line, path)]
    assert all(said(fault).startswith(f"{fault.file}:{fault.line}: ") for fault in faults)


def test_every_fault_is_told_at_once_and_in_the_order_of_files_and_lines():
    faults = town(
        item=swapped(swapped(ITEM, "regime: plain", "regime: nowhere"), "agency: market", "agency: nobody"),
        place=swapped(PLACE, "[cn]", "[mars]"),
        calendar=swapped(CALENDAR, "year: 2026", "year: 0"),
    ).faults  # fmt: skip
    assert [(fault.file, fault.line) for fault in faults] == [
        ("calendar.yaml", 5), ("item.yaml", 6), ("item.yaml", 7), ("place.yaml", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "character", "line"),
    [("format: 1\nkind：item\n", "：", 2), ("format: 1\nname：食品\nid: x\n", "：", 2), ("kind：item\n", "：", 1),
     ("format: 1\n　kind: item\nid: [\n", "　", 2)],
)  # fmt: skip
def test_a_full_width_mark_is_named_with_its_own_line(text: str, character: str, line: int):
    (fault,) = [f for f in read_all([("item.yaml", text.encode())]).faults if f.code.startswith("file.")]
    assert (fault.code, fault.params["character"], fault.line) == ("file.full_width", character, line)


def test_what_waits_in_a_broken_file_is_not_said_to_be_missing():
    broken = read_all([("food.yaml", b"format: [1\n"), ("b.yaml", BUNDLE.encode())])
    assert "food" not in [fault.params.get("name") for fault in broken.faults]
    missing = read_all([("other.yaml", b"format: [1\n"), ("b.yaml", BUNDLE.encode())])
    assert "food" in [fault.params.get("name") for fault in missing.faults]


def test_scalars_stay_text_until_a_type_is_known():
    reading = town(
        item=swapped(ITEM, "id: food", "id: no"), bundle=swapped(BUNDLE, "item: food", "item: no"),
        agencies=swapped(AGENCIES, "id: market", "id: 000131024000"),
    )  # fmt: skip
    assert "no" in reading.catalogue.items
    assert "000131024000" in reading.catalogue.agencies
