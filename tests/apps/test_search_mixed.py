"""Half in characters, half as they are read: every name is found however it is typed. No database here."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.apps.catalogue_files import definitions
from tests.apps.search_conditions import entry_of, found_by, spelt
from yici.catalogue.entries import entries_of
from yici.search.marking import marked
from yici.search.mixed import MOST, mixed
from yici.search.phrase import phrase_of
from yici.search.text import has_han, plain

LISTED = Path(__file__).parents[2] / "definitions" / "lists" / "511602000000.csv"


@cache
def names() -> list[str]:
    """Every name of the real catalogue, of its matters, its items and of the list of a place."""
    catalogue = definitions().catalogue
    told = [name for entry in entries_of(catalogue) for name in entry.names]
    listed = [line.split(",")[2] for line in LISTED.read_text("utf-8-sig").splitlines()[1:]]
    return sorted({name for name in (*told, *listed) if has_han(name) and len(plain(name)) > 1})


@pytest.mark.parametrize(
    "text",
    ["bu动chan", "bu动产", "不dong产", "bd产", "不d产", "b动产", "不动c", "bdc", "budongchan", "budong", "budchan",
     "bdchan", "bdongc", "bu dong产", "bu'dong'chan", "不動產", "BU动Chan"],
)  # fmt: skip
def test_a_home_is_found_however_it_is_typed(text):
    assert found_by(entry_of("不动产登记"), text)
    assert found_by(entry_of("国有建设用地使用权转移登记", "买不动产（存量房）"), text)


@pytest.mark.parametrize("text", ["bu动chan", "bu动产", "不dong产", "bd产", "bdchan", "不动chu"])
@pytest.mark.parametrize("name", ["自动产品", "补办登记", "不懂动画产品", "产动不", "布洞察看", "不动"])
def test_what_only_has_pieces_of_it_is_not(text, name):
    assert not found_by(entry_of(name), text)


def test_initials_and_pinyin_find_every_name_that_the_characters_find():
    """An entry that 不动产 finds by its name is found by bdc, and so is what it belongs to."""
    entries = [*map(entry_of, names()), entry_of("房屋租赁备案", around=("区不动产登记局",))]
    for characters, letters in (("不动产", "bdc"), ("营业执照", "yyzz"), ("户口", "hk"), ("食品", "sp")):
        found = [one.plain for one in entries if found_by(one, characters)]
        assert found
        assert [one.plain for one in entries if one.plain in found and not found_by(one, letters)] == []


@settings(max_examples=300)
@given(st.data())
def test_every_name_is_found_by_itself_its_initials_its_pinyin_and_any_mixture(data):
    name = data.draw(st.sampled_from(names()))
    characters, syllables = plain(name), spelt(name).syllables
    entry = entry_of(name)
    start = data.draw(st.integers(0, len(characters) - 2))
    end = data.draw(st.integers(start + 2, min(len(characters), start + 14)))
    ways = [(one, read, read[0]) for one, read in zip(characters, syllables, strict=True)][start:end]
    kinds = data.draw(st.lists(st.sampled_from((0, 1, 2)), min_size=len(ways), max_size=len(ways)))
    for typed in (
        "".join(way[kind] for way, kind in zip(ways, kinds, strict=True)),
        characters[start:end], "".join(way[1] for way in ways), "".join(way[2] for way in ways),
    ):  # fmt: skip
        # Two letters may be any syllable, so that they are initials; and only so many letters are looked at.
        if len(typed) > 2 or not typed.isascii():
            assert found_by(entry, typed[:40]), typed


@given(st.text(st.sampled_from("abdeghinouzc不动产登记4"), max_size=60))
def test_a_condition_stays_short_whatever_is_typed(text):
    for condition in (mixed(plain(text)), phrase_of(text).mixed()):
        assert condition.count("'") // 2 <= (2 * MOST + 8) * (text.count("不") + len(text) // 2 + 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bu动chan", "转移[不动产]（登记）"), ("bd产", "转移[不动产]（登记）"), ("budchan", "转移[不动产]（登记）"),
        ("chandj", "转移不动[产]（[登记]）"), ("不動產", "转移[不动产]（登记）"), ("产deng", "转移不动[产]（[登]记）"),
    ],
)  # fmt: skip
def test_what_was_meant_is_marked_in_the_name(text, shown):
    name = "转移不动产（登记）"
    told = marked([name], [" ".join(spelt(name).syllables)], [phrase_of(text)])
    assert "".join(f"[{piece.text}]" if piece.found else piece.text for piece in told.pieces) == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("不動產", "不动产"), ("營業執照", "营业执照"), ("戶口", "户口"), ("著作權登記", "著作权登记"), ("電話", "电话")],
)
def test_traditional_characters_are_asked_as_simplified_ones(typed, meant):
    assert phrase_of(typed) == phrase_of(meant)


@pytest.mark.parametrize(
    ("written", "text"), [("乾县", "qian xian"), ("於家村", "yu jia cun"), ("著作权", "zhu zuo quan")]
)
def test_a_name_is_read_as_it_is_written_and_found_as_it_is_simplified(written, text):
    assert " ".join(spelt(written).syllables) == text
    assert found_by(entry_of(written), written)
    assert found_by(entry_of(written), text.replace(" ", ""))
