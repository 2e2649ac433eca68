"""What is indexed is found: by any part, by its pinyin, by its initials, whatever the name. No database here."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.apps.search_conditions import entry_of, found_by, fulfils
from yici.search import spelling
from yici.search.marking import marked
from yici.search.phrase import phrase_of
from yici.search.sentence import meant
from yici.search.text import grams, plain, stem, tokens, typed

WORDS = (
    "不动产",
    "转移",
    "登记",
    "营业",
    "执照",
    "食品",
    "经营",
    "许可",
    "二手房",
    "A4",
    "（存量房）",
    "西安",
    "旅",
    "嗯",
    "的",
)
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
ANY_NAME = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("（）、 -A4"), min_size=2, max_size=20
)


@given(NAMES | ANY_NAME, st.data())
@example("不动产登记", None)
def test_a_name_is_found_by_any_part_of_two_characters_or_more(name, data):
    entry, whole = entry_of(name), plain(name)
    if len(whole) < 2:
        return
    start = data.draw(st.integers(0, len(whole) - 2)) if data else 0
    end = data.draw(st.integers(start + 2, len(whole))) if data else 3
    part = whole[start:end]
    assert found_by(entry, part)
    assert found_by(entry, f"“{part}”。")


@given(NAMES, st.data())
def test_a_name_is_found_by_its_pinyin_and_its_initials_from_any_character_on(name, data):
    entry, read = entry_of(name), spelling.syllables(plain(name))
    start = data.draw(st.integers(0, len(read) - 1))
    syllables = read[start : data.draw(st.integers(start + 1, len(read)))]
    pinyin, initials = "".join(syllables), "".join(one[0] for one in syllables)
    if len(pinyin) > 2:
        assert found_by(entry, pinyin)
        assert found_by(entry, pinyin.upper())
        assert found_by(entry, " ".join(syllables))
        assert found_by(entry, pinyin[: max(3, len(pinyin) - 1)])
    if len(initials) > 1:
        assert found_by(entry, initials)


@given(NAMES, NAMES)
def test_an_entry_is_found_by_words_of_different_names(title, alias):
    entry = entry_of(title, alias)
    if len(plain(title)) > 1 and len(plain(alias)) > 1:
        assert found_by(entry, f"{plain(alias)[:2]} {plain(title)[-2:]}")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_a_condition_that_can_be_read(text, name):
    phrase = phrase_of(text)
    if phrase.plain:
        fulfils(("n", "x"), phrase.holds())
        fulfils(("n", "x"), phrase.starts())
    assert phrase_of(text + "\0") == phrase
    names = [name, "不动产登记"]
    told = marked(names, [" ".join(plain(one)) for one in names], [phrase])
    assert "".join(piece.text for piece in told.pieces) == names[told.at]


@given(NAMES)
def test_what_comes_first_is_among_what_is_found(name):
    entry, whole = entry_of(name), plain(name)
    for text in (
        whole,
        whole[:2],
        "".join(spelling.syllables(whole)),
        "".join(s[0] for s in spelling.syllables(whole)),
    ):
        phrase = phrase_of(text)
        if len(text) > 1 and fulfils(entry.terms, phrase.starts()):
            assert fulfils(entry.terms, phrase.holds())


PLAIN = [
    ("ＣａｎＹｉｎ", "canyin"),
    ("Café", "cafe"),
    ("Xi'an", "xian"),
    ("lǚ", "lu"),
    ("lü", "lv"),
    ("（存量房） 买-卖", "存量房买卖"),
    ("😀！", ""),
    ("ﬁ", "fi"),
]


@pytest.mark.parametrize(("text", "folded"), PLAIN)
def test_writing_is_brought_to_one_shape(text, folded):
    assert plain(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营业执照 变更", ("营业执照", "变更")),
        ("开cafe", ("开", "cafe")),
        ("A4纸", ("a4", "纸")),
        ("Xi'an food-licence", ("xian", "food", "licence")),
        ("，。", ()),
    ],
)
def test_a_text_is_split_into_words(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("licences", "licence"), ("licenses", "licence"), ("business", "business"), ("gas", "gas"), ("shops", "shop")],
)
def test_english_words_meet_in_their_commonest_shapes(word, expected):
    assert stem(word) == expected


def test_pairs_end_with_the_last_character():
    assert grams("不动产") == ["不动", "动产", "产"]


SAID = [
    ("我想开一家餐馆", "开餐馆"),
    ("请问开饭店要什么材料？", "开饭店"),
    ("开个小吃店怎么办", "开小吃店"),
    ("我要给孩子上户口", "给孩子上户口"),
    ("怎么注销公司呢", "注销公司"),
    ("办理", "办理"),
    ("I want to open a shop", "openshop"),
    ("to", "to"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_is_said_around_a_matter_is_taken_away(text, expected):
    assert meant(text).plain == expected


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("不动产（转移）登记", "转移登", "不动产（[转移]）[登]记"),
        ("不动产登记", "bdc", "[不动产]登记"),
        ("不动产登记", "dongchan", "不[动产]登记"),
        ("西安市", "xian", "[西安]市"),
        ("Food business licence", "food license", "[Food] business [licence]"),
        ("不动产登记", "餐饮", "不动产登记"),
    ],
)
def test_what_was_looked_for_is_marked_in_the_name(name, text, shown):
    told = marked([name], [" ".join(spelling.syllables(plain(name)))], [phrase_of(text)])
    assert "".join(f"[{piece.text}]" if piece.found else piece.text for piece in told.pieces) == shown


def test_of_ten_thousand_characters_only_the_first_are_looked_at():
    assert len(typed("开" * 10_000)) < 1_000
    assert len(phrase_of("开店" * 5_000).holds()) < 5_000


READ = [
    ("洪洞县", "hong tong xian"),
    ("漯河市", "luo he shi"),
    ("朝阳区", "chao yang qu"),
    ("重庆市", "chong qing shi"),
]


@pytest.mark.parametrize(("name", "read"), READ)
def test_places_are_read_as_people_there_say_them(name, read):
    [(syllables, _)] = spelling.spell([name])
    assert " ".join(syllables) == read
