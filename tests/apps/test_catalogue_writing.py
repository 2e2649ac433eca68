"""Definitions as they are written: they read back as they were, and their ids can be read out."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.catalogue_files import definitions
from yici.catalogue.matching import body_core, guesses_for, shelf
from yici.catalogue.slugs import LONGEST, free, slug
from yici.catalogue.tree import CONTROL, read_tree
from yici.catalogue.writing import schema_beside, yaml_text, yaml_tree

TEXTS = st.text(min_size=1).filter(lambda text: not CONTROL.search(text) and "\ufeff" not in text)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXTS, inner, min_size=1, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, TREES, min_size=1, max_size=4))
def test_what_is_written_reads_back_as_it_was(definition: dict[str, object]) -> None:
    tree = read_tree(yaml_text(definition, remarks=["第一行\n第二行"], schema="../schemas/item.json").encode())
    assert [fault.code for fault in tree.faults] == []
    assert tree.value == definition


KEYS = st.from_regex(r"[a-z][a-z_0-9]{0,8}", fullmatch=True)
SHAPED = st.recursive(
    TEXTS
    | st.sampled_from(["是", "no", "12", "1e3", "a: b", "- x", "# x", "很长" * 90, "一 二 " * 40, "甲\n乙\n\n丙 "]),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, SHAPED, min_size=1, max_size=4))
def test_what_is_written_is_what_reading_it_would_give_line_by_line(definition: dict[str, object]) -> None:
    text, told = yaml_tree(definition, remarks=["第一行"], schema="../schemas/item.json")
    read = read_tree(text.encode())
    assert [fault.code for fault in read.faults] == []
    assert (told.value, told.lines) == (read.value, read.lines)
    assert read.value == definition


def test_codes_and_words_that_a_reader_could_take_for_something_else_stay_what_they_are() -> None:
    text = yaml_text({"code": "000131024000", "no": "no", "day": "2026-03-02", "amount": 5, "true": True})
    assert read_tree(text.encode()).value == {
        "code": "000131024000", "no": "no", "day": "2026-03-02", "amount": "5", "true": "true",
    }  # fmt: skip


SLUGS = [
    ("养犬登记", "yang-quan-deng-ji"),
    ("  《养犬》登记（新办） ", "yang-quan-deng-ji-xin-ban"),
    ("Dog Registration", "dog-registration"),
    ("2026年度检验", "n-2026-nian-du-jian-yan"),
    ("……", "new"),
    ("", "new"),
    ("../../etc/passwd", "etc-passwd"),
]


@pytest.mark.parametrize(("name", "wanted"), SLUGS)
def test_ids_are_pinyin_or_what_is_latin_already(name: str, wanted: str) -> None:
    assert slug(name) == wanted


@given(st.text())
def test_every_name_has_an_id_that_is_a_file_name(name: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", slug(name))
    assert len(slug(name)) <= LONGEST + len("n-")


def test_an_id_that_is_taken_gets_the_first_free_number() -> None:
    assert [free("a", set()), free("a", {"a"}), free("a", {"a", "a-2"})] == ["a", "a-2", "a-3"]


BODIES = [
    ("衢州市市场监督管理局", "market_regulation"),
    ("广东省广州市越秀区市场监督管理局", "market_regulation"),
    ("公安局", "public_security"),
    ("公安机关", "public_security"),
]


@pytest.mark.parametrize(("printed", "meant"), BODIES)
def test_a_local_body_is_known_by_what_it_does(printed: str, meant: str) -> None:
    assert shelf("agency", definitions().catalogue.agencies, {}).id_of(printed) == meant
    assert guesses_for(definitions().catalogue, "agency", printed)[0].id == meant


def test_nothing_is_left_of_a_body_that_is_only_its_rank() -> None:
    assert body_core("管理局") == "管理局"
    assert body_core("城市管理局") == "城市"


def test_a_name_stands_for_one_id_however_often_it_is_met() -> None:
    papers = shelf("material", definitions().catalogue.materials, {"养犬证": "新"})
    assert papers.id_of("养犬证") == papers.id_of("养犬证") == "yang_quan_zheng"
    assert papers.new == {"yang_quan_zheng": "养犬证"}
    assert papers.doubts == {}


def test_a_schema_is_named_from_where_the_file_lies() -> None:
    assert schema_beside(Path("definitions"), Path("definitions/items"), "item") == "../schemas/item.json"
    assert schema_beside(Path("definitions"), Path("definitions/gd/items"), "item") == "../../schemas/item.json"
