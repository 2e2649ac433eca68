"""Finding in the real database: what comes first, page by page, filters, sentences, whatever is typed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.apps.people_samples import CITY, COUNTY, PROVINCE
from tests.apps.search_conditions import spelt
from tests.apps.search_samples import item, put, ranked, titles
from yici.domain.error import Refused
from yici.search import speller
from yici.search.entry import KINDS, Entry
from yici.search.queries import RANKS, After, Asked, find
from yici.search.services import entries_replace

pytestmark = pytest.mark.django_db


def test_what_fits_best_comes_first():
    put(
        item("变更登记办理", around=("登记",)), item("房屋登记"), item("登记"), item("登记变更"), item("别的", "登记"),
        item("其他", "登记别名"), item("再一个", "补办登记"), item("登高记事"), item("无关", around=("登记机构",)),
    )  # fmt: skip
    assert ranked("登记") == [
        ("登记", "exact"), ("登记变更", "beginning"), ("别的", "alias"), ("其他", "alias_beginning"),
        ("房屋登记", "part"), ("变更登记办理", "part"), ("再一个", "alias_part"), ("无关", "around"),
    ]  # fmt: skip


def test_pinyin_comes_before_initials_and_what_begins_so_before_what_contains_it():
    put(item("房产证"), item("不动产登记"), item("买不动产"), item("布洞察", "bdc"), item("不懂", "不动产"))
    assert ranked("bdc") == [
        ("布洞察", "alias"), ("不懂", "initials"), ("不动产登记", "initials_beginning"), ("买不动产", "initials_part"),
    ]  # fmt: skip
    assert ranked("budongchan") == [
        ("不懂", "pinyin"), ("不动产登记", "pinyin_beginning"), ("买不动产", "pinyin_part"),
    ]  # fmt: skip


def test_several_words_are_all_looked_for_in_any_name_and_around():
    put(
        item("营业执照变更", agencies=("market",), around=("市场监管部门",)), item("营业执照"), item("变更", "执照"),
        item("Food business licence"), item("Business name"),
    )  # fmt: skip
    assert titles("营业执照 变更") == ["营业执照变更"]
    assert titles("变更 执照") == ["变更", "营业执照变更"]
    assert titles("执照，市场监管") == ["营业执照变更"]
    assert titles("licences for food") == ["Food business licence"]
    assert titles("busi") == ["Business name", "Food business licence"]


def test_ties_stand_by_weight_then_length_then_key_whatever_the_order_of_writing():
    entries = [item("登记乙", name="b"), item("登记甲", name="a"), item("登记甲甲", name="0"), item("登记重", weight=5)]
    put(*entries)
    first = titles("登记")
    put()
    put(*reversed(entries))
    assert titles("登记") == first == ["登记重", "登记甲", "登记乙", "登记甲甲"]


def test_an_english_word_that_stands_whole_comes_before_a_longer_one_that_begins_so():
    put(
        item("户口", title_en="Household register"), item("租房", title_en="House lease"), item("卡", title_en="A card")
    )
    assert ranked("house") == [("租房", "beginning"), ("户口", "unfinished")]
    assert not find(Asked("house")).likely
    assert find(Asked("car")).likely
    assert not find(Asked("card")).likely


def test_guesses_are_few_near_the_best_and_no_places_beside_matters():
    put(*(item(f"营业执照{n}") for n in range(9)))
    found = find(Asked("营业执照丢了"))
    assert found.likely
    assert len(found.groups[0].hits) == 5


def test_each_kind_has_a_page_of_its_own():
    entries_replace(kinds=KINDS, entries=[
        *(Entry(kind, f"{n}", f"登记{n}") for kind in ("bundle", "item") for n in range(5)),
        Entry("place", CITY, "登记镇"),
    ])  # fmt: skip
    groups = find(Asked("登记", grouped=True, limit=3)).groups
    assert [(group.kind, len(group.hits), group.after is None) for group in groups] == [
        ("bundle", 3, False), ("item", 3, False), ("place", 1, True), ("listed", 0, True),
    ]  # fmt: skip
    assert [len(g.hits) for g in find(Asked("登记", kinds=("place", "item"), grouped=True, limit=9)).groups] == [1, 5]


def test_filters_narrow_by_theme_department_audience_and_place():
    put(
        item("甲登记", themes=("t",), agencies=("a",), audience=("person",)),
        item("乙登记", themes=("u",), agencies=("a",), place=CITY),
        item("丙登记", themes=("t", "u"), agencies=("b",), audience=("enterprise",), place="110000000000"),
    )
    assert sorted(titles("登记", theme="t")) == ["丙登记", "甲登记"]
    assert sorted(titles("", agency="a")) == ["乙登记", "甲登记"]
    assert titles("登记", audience="enterprise") == ["丙登记"]
    assert titles("登记", theme="u", agency="a") == ["乙登记"]
    assert sorted(titles("登记", place=COUNTY)) == ["乙登记", "甲登记"]
    assert sorted(titles("登记", place=PROVINCE)) == ["乙登记", "甲登记"]
    assert titles("登记", theme="none") == []
    assert titles("登记", theme="' | 'kitem") == []
    assert sorted(titles("登记", place="nonsense")) == ["丙登记", "乙登记", "甲登记"]


def test_filters_narrow_by_type_level_and_to_the_list_of_one_place():
    put(
        item("甲登记", types=("许可",), tiers=("town",), department="局", owner=CITY, place=CITY),
        item("乙登记", types=("确认", "许可"), tiers=("county",), department="局", owner=COUNTY, place=COUNTY),
    )
    assert sorted(titles("登记", type="许可")) == ["乙登记", "甲登记"]
    assert titles("登记", type="确认") == titles("登记", tier="county") == titles("登记", owner=COUNTY) == ["乙登记"]
    assert titles("dj", department="局", owner=CITY) == ["甲登记"]


def test_a_sentence_is_found_by_its_words_and_says_when_it_is_a_guess():
    put(item("机动车驾驶证补领", "补驾驶证"), item("居民身份证补领"), item("护照签发"))
    found = find(Asked("我的身份证弄丢了想补领一个"))
    assert [hit.title for hit in found.groups[0].hits][:1] == ["居民身份证补领"]
    guess = find(Asked("身份证和房产证"))
    assert guess.likely
    assert [hit.title for hit in guess.groups[0].hits] == ["居民身份证补领"]
    assert not find(Asked("完全没有的东西"))


@pytest.mark.parametrize(
    ("typed", "likely"), [("驾驶证丢了", True), ("驾驶证注销了", False), ("我要注销驾驶证", False)]
)
def test_one_character_that_nothing_has_makes_it_a_guess(typed: str, likely: bool):
    put(item("机动车驾驶证注销", "驾驶证注销"))
    found = find(Asked(typed))
    assert ([hit.title for hit in found.groups[0].hits], found.likely) == (["机动车驾驶证注销"], likely)


def test_initials_with_one_letter_mistyped_are_a_guess():
    put(item("餐饮店"))
    found = find(Asked("ctd"))
    assert (found.likely, [hit.rank for hit in found.groups[0].hits]) == (True, ["nearly"])


ODD = [
    "",
    " ",
    "'",
    "''",
    "\\",
    "\0",
    "a\0b",
    ":*",
    "!",
    "& |",
    "(",
    "<->",
    "开\u0301",
    "😀",
    "\ud83d",
    "x" * 10_000,
    "🀄开" * 5_000,
]


@pytest.mark.parametrize("text", ODD)
def test_odd_input_is_an_ordinary_question(text):
    put(item("开店"))
    find(Asked(text, grouped=True))
    find(Asked("开", theme=text, agency=text, audience=text, place=text, limit=3))
    find(Asked("开店", after=After(0, 0, 0, "item:x")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8") | st.sampled_from("'\\:*&|!()<>-开店登记 "), max_size=30))
def test_no_text_is_an_error(text):
    find(Asked(text, theme=text[:5], grouped=True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.text(st.sampled_from("不动产转移登记（）开店A4 "), min_size=1, max_size=8),
        min_size=1,
        max_size=5,
        unique=True,
    )
)
def test_what_begins_so_is_ranked_before_all_others_and_every_part_is_found(monkeypatch, names):
    # In this process, whose dictionary is loaded once: another process for each example would take minutes.
    monkeypatch.setattr(speller, "_asked", lambda wanted, _: [spelt(name) for name in wanted])
    put(*(item(name) for name in names))
    for name in names:
        plain = "".join(one for one in name.casefold() if one.isalnum())
        if len(plain) > 1:
            told = ranked(plain[:2], limit=50)
            assert name in [title for title, _ in told]
            assert [RANKS.index(rank) for _, rank in told] == sorted(RANKS.index(rank) for _, rank in told)


def test_only_what_differs_is_written():
    entries = [item("甲登记"), item("乙登记")]
    assert entries_replace(kinds=("item",), entries=entries) == 2
    assert entries_replace(kinds=("item",), entries=entries) == 0
    assert entries_replace(kinds=("item",), entries=[replace(entries[0], aliases=("丙",))]) == 2
    assert titles("丙") == ["甲登记"]
    assert titles("乙") == []


def test_the_program_spells_as_this_process_does(spelling_program):
    names = ["不动产转移登记", "重庆市长寿区", "开店 A4"]
    for words in (True, False):
        assert spelling_program(names, words) == speller._asked(names, words)
    assert spelling_program(names, True) == [spelt(name) for name in names]


def test_names_that_cannot_be_spelt_change_nothing(monkeypatch, spelling_program):
    put(item("甲登记"))
    monkeypatch.setattr(speller, "_asked", spelling_program)
    monkeypatch.setattr(speller, "_known", {})
    monkeypatch.setattr(speller.sys, "executable", "/bin/false")
    with pytest.raises(Refused, match=r"search\.spelling_failed"):
        entries_replace(kinds=("item",), entries=[item("乙登记")])
    assert titles("登记") == ["甲登记"]


def test_a_question_takes_few_statements(django_assert_max_num_queries):
    put(item("登记"), item("餐饮店"))
    with django_assert_max_num_queries(2):
        find(Asked("登记", grouped=True))
    with django_assert_max_num_queries(7):
        assert not find(Asked("我想在远方做一件没有的事xyz", grouped=True))
    with django_assert_max_num_queries(2):
        find(Asked("deng记", grouped=True))
