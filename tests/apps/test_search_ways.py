"""The ways in which something is typed, and the pages of what it finds, in the real database."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.apps.search_samples import item, put, ranked, titles
from yici.search.queries import After, Asked, find

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["不动chan", "bu动chan", "bu动产", "bd产", "budchan", "bu dong产"])
def test_characters_and_pinyin_may_be_mixed(text: str):
    put(item("不动产登记"), item("买不动产"), item("自动产品"), item("补办登记"), item("布洞察"), item("不动"))
    found = find(Asked(text, kinds=("item",)))
    assert [(hit.title, hit.rank) for hit in found.groups[0].hits] == [("买不动产", "mixed"), ("不动产登记", "mixed")]
    assert not found.likely


def test_letters_that_are_no_mixture_of_one_name_are_words():
    put(item("开咖啡馆", "开cafe"), item("开一家大cafe"), item("开店"))
    assert titles("开cafe") == ["开咖啡馆"]
    put(item("开一家大cafe"), item("开店"))
    assert titles("开cafe") == ["开一家大cafe"]


def test_a_mixture_stands_behind_what_is_read_so_throughout_and_in_no_list_twice():
    put(item("西安市"), item("西昂能"), item("稀安"), item("徐昂能"))
    assert ranked("xan") == [("徐昂能", "initials"), ("西昂能", "initials"), ("稀安", "mixed"), ("西安市", "mixed")]


def test_what_a_thing_belongs_to_is_found_by_its_pinyin_and_initials_too_and_comes_last():
    put(
        item("不动产登记"), item("房屋租赁备案", around=("不动产登记中心",)), item("抵押", around=("Real estate",)),
        item("土地", around=("区不动产登记局",)), item("营业执照"),
    )  # fmt: skip
    for text in ("不动产", "bdc", "budongchan"):
        first, *others = ranked(text)
        assert first[0] == "不动产登记"
        assert sorted(others) == [("土地", "around"), ("房屋租赁备案", "around")]


@pytest.mark.parametrize(
    ("text", "same"), [("不動產", "不动产"), ("營業執照", "营业执照"), ("我想辦戶口", "我想办户口")]
)
def test_traditional_characters_find_what_simplified_ones_find(text: str, same: str):
    put(item("不动产登记"), item("营业执照"), item("户口登记"), item("乾坤登記"))
    assert ranked(text) == ranked(same) != []
    assert titles("乾坤") == titles("乾坤登记") == ["乾坤登記"]


def test_pages_follow_each_other_without_a_gap_or_a_repetition():
    put(*(item(f"登记{'甲' * (n % 3)}{n}", name=f"i{n:02}", weight=n % 2) for n in range(30)), item("补登记"))
    whole = find(Asked("登记", limit=50)).groups[0]
    assert whole.after is None
    seen, after = [], After()
    for _ in range(8):
        page = find(Asked("登记", limit=4, after=after)).groups[0]
        seen += page.hits
        if page.after is None:
            break
        after = page.after
    assert tuple(seen) == whole.hits
    assert len(seen) == 31


@pytest.mark.parametrize("text", ["登记", "dengji", "deng记", "dji", ""])
def test_pages_lead_back_to_where_they_came_from(text: str):
    put(*(item(f"登记{'甲' * (n % 3)}{n}", name=f"i{n:02}", weight=n % 2, themes=("t",)) for n in range(10)))
    asked = Asked(text, kinds=("item",), theme="t", limit=4)
    pages = [find(asked).groups[0]]
    while pages[-1].after is not None:
        pages.append(find(replace(asked, after=pages[-1].after)).groups[0])
    assert [len(page.hits) for page in pages] == [4, 4, 2]
    assert pages[0].before is None
    for front, behind in pairwise(pages):
        back = find(replace(asked, before=behind.before)).groups[0]
        assert (back.hits, back.after) == (front.hits, front.after)
        assert (back.before is None) == (front.before is None)
    assert find(replace(asked, before=After())).groups[0].hits == ()
