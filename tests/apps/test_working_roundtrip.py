"""Files of definitions as forms: what nobody touches stays byte by byte, what is changed reads as it was meant."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.utils import translation

from tests.apps.catalogue_files import DEFINITIONS, definitions
from yici.catalogue.editing.forms import Box, Typed, all_boxes, box_at
from yici.catalogue.editing.patching import laid_out, patched
from yici.catalogue.editing.pointers import value_at, with_value
from yici.catalogue.editing.shapes import SHELVES, TOP, whole_shape
from yici.catalogue.kinds import KINDS
from yici.catalogue.read import read_file
from yici.catalogue.schemas import keys_at, shape_of
from yici.catalogue.tree import Way, read_tree
from yici.catalogue.working.base import written_anew
from yici.domain.catalogue import Catalogue
from yici.web.desk.editor.help_words import help_of
from yici.web.desk.editor.label_words import label_of

FILES = sorted(DEFINITIONS.rglob("*.yaml"))
ODD = [
    "新的", "a: b # c", '"q"', "000131", "5", "true", "yes", "两行\n文字", "- x", "  前面有空格", "it's", "长" * 200,
    "2026-01-01", "全角：后面", "x" * 150 + " y" * 50, "'", "#", "", "null", "~", "{a", "[b", "*c", "&d", "!e", "%f",
]  # fmt: skip


def order(kind: str) -> Any:
    return lambda way: keys_at(kind, way)


def pages(kind: str, value: Any, way: Way = ()) -> Iterator[Box]:
    """Every page that the editor has of a file."""
    box = box_at(kind, value, way)
    assert box is not None
    yield box
    for one in all_boxes(box):
        if one.kind == "row":
            yield from pages(kind, value, one.way)


def sent(box: Box) -> dict[str, str]:
    """What a browser sends of a page that nobody touched."""
    fields: dict[str, str] = {}
    for one in all_boxes(box):
        at = one.pointer
        match one.kind:
            case "lines" | "lists" | "pairs":
                fields |= {f"n:{at}": str(one.count), f"v:{at}/+": ""}
            case "fact":
                fields[f"s:{at}"] = one.state
            case "list":
                fields[f"v:{at}"] = ", ".join(one.value)
            case "text_lines":
                fields[f"v:{at}"] = "\r\n".join(one.value)
            case "yes":
                fields[f"v:{at}"] = one.truth
            case "text" | "choice" | "whole" | "day" | "condition":
                fields[f"v:{at}"] = (one.value or "").replace("\n", "\r\n")
    return fields


def as_typed(shelf: str, text: str) -> str:
    return text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DEFINITIONS).as_posix())
def test_every_page_of_every_shipped_file_sends_back_what_it_shows(path: Path) -> None:
    text = path.read_bytes().decode()
    value = read_tree(text.encode()).value
    kind = value["kind"]
    for box in pages(kind, value):
        told = Typed(sent(box), as_typed).value_of(box)
        assert told == value_at(value, box.way)
        assert len(sent(box)) < 900
        assert patched(text, with_value(value, box.way, told), order(kind)) == text


def _changed(rng: Random, value: Any) -> Any:
    """Change a file here and there, as a form could."""
    new = deepcopy(value)
    for _ in range(rng.choice((1, 1, 2, 6))):
        way = rng.choice(list(_ways(new)))
        if not way:
            continue
        above, here = value_at(new, way[:-1]), value_at(new, way)
        deed = rng.choice(("set", "set", "drop", "twice", "move", "add"))
        if deed == "set" and isinstance(here, str) and way not in (("kind",), ("format",)):
            above[way[-1]] = rng.choice(ODD)
        elif deed == "drop" and way not in (("kind",), ("format",)):
            del above[way[-1]]
        elif deed == "twice" and isinstance(above, list):
            above.insert(rng.randrange(len(above) + 1), deepcopy(here))
        elif deed == "move" and isinstance(above, list):
            above.insert(rng.randrange(len(above)), above.pop(int(way[-1])))
        elif deed == "add" and isinstance(here, dict):
            here[rng.choice(("note", "name_en", "when"))] = rng.choice(ODD)
    return new


def _ways(value: Any, way: Way = ()) -> Iterator[Way]:
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _ways(one, (*way, key))


@pytest.mark.parametrize("crlf", [False, True])
def test_random_changes_read_back_as_they_were_meant(crlf: bool) -> None:
    rng = Random(2026)
    for path in FILES:
        text = path.read_bytes().decode()
        text = text.replace("\n", "\r\n") if crlf else text
        value = read_tree(text.encode()).value
        for _ in range(4):
            wanted = _changed(rng, value)
            made = patched(text, wanted, order(value["kind"]))
            assert read_tree(made.encode()).value == wanted, path
            assert crlf or "\r" not in made


def test_a_change_leaves_every_other_line_with_its_remarks() -> None:
    text = (DEFINITIONS / "items" / "food-licence.yaml").read_text(encoding="utf-8")
    value = read_tree(text.encode()).value
    wanted = deepcopy(value)
    wanted["aliases"].insert(1, "新的叫法")
    wanted["promised_limit"]["claims"][0]["value"]["amount"] = "5"
    made = patched(text, wanted, order("item"))
    old, new = text.split("\n"), made.split("\n")
    assert [line for line in new if line not in old] == ["  - 新的叫法", "        amount: 5"]
    assert [line for line in old if line not in new] == ["        amount: 10"]
    assert [line for line in new if line.lstrip().startswith("#")] == [line for line in old if line.lstrip()[:1] == "#"]


def test_a_row_that_moves_takes_its_remark_along() -> None:
    head, first = "format: 1\nkind: themes\nthemes:\n", "  # the first\n  - id: a\n    name: 甲\n"
    second = "  - id: b # the second\n    name: 乙\n"
    text = head + first + second
    value = read_tree(text.encode()).value
    wanted = {**value, "themes": value["themes"][::-1]}
    assert patched(text, wanted, order("themes")) == head + second + first


def test_what_has_no_file_is_written_anew_and_says_the_same() -> None:
    for read in definitions().files:
        if read.kind == "list":
            continue
        again, faults = read_file(read.file, written_anew(read).encode())
        assert faults == []
        assert again is not None
        assert again.digest == read.digest


def test_values_of_another_shape_are_left_alone() -> None:
    value = {"format": "1", "kind": "item", "id": ["a"], "audience": "person", "materials": {"x": "y"}, "nmae": "错"}
    box = box_at("item", value, ())
    assert box is not None
    kinds = {str(one.last): one.kind for one in box.inner}
    assert (kinds["id"], kinds["audience"], kinds["materials"], kinds["nmae"]) == ("odd", "odd", "odd", "surplus")
    assert Typed(sent(box), as_typed).value_of(box) == value
    assert laid_out(value).startswith("format: 1\nkind: item\nid:\n  - a\n")


def test_every_key_has_a_name_and_a_meaning_in_both_languages() -> None:

    for kind in KINDS:
        if kind == "list":
            continue
        whole = shape_of(kind)
        for name, schema in ((TOP[kind], whole), *whole["definitions"].items()):
            for key in schema["properties"]:
                base = name.partition("_")[0]
                if key in ("format", "kind") and base == TOP[kind]:
                    continue
                for language in ("zh-hans", "en"):
                    with translation.override(language):
                        assert label_of(base, key) != key, (base, key)
                        assert help_of(base, key), (base, key)
        assert whole_shape(kind).kind == "object"


def test_shelves_are_those_of_the_catalogue() -> None:
    assert set(SHELVES.values()) <= set(Catalogue.__dataclass_fields__)
