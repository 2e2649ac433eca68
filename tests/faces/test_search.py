"""Finding, as the pages and the API show it: in groups, marked, filtered, page by page, whatever is typed."""

import re
from urllib.parse import unquote

import pytest

from tests.faces.guide_scene import GUANGAN, MATTER, QUZHOU, Visitor, text_of, unmarked_chinese
from yici.search.entry import Entry
from yici.search.services import entries_replace

pytest_plugins = ["tests.faces.guide_site"]

ANYTHING = [
    "", " ", "x", "开", "!!!", "。，！？", "😀😀", "\0", "开\0店", "'", "''';--", "& | ! ( ) :*", "\\", "'开':* & !",
    "%", "_", "开" * 10_000, "a" * 10_000, "a b " * 2_500, "ﷺ" * 300, "\u202e开店", "<b>", "ü ÿ é ﬁ", "12345", "\ud83d",
]  # fmt: skip


@pytest.mark.parametrize("typed", ANYTHING)
@pytest.mark.parametrize("path", ["/", "/search/"])
def test_whatever_is_typed_gets_a_page(guide, path, typed):
    answer = guide.client.get(path, {"q": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["theme", "agency", "audience", "place", "kind", "after"])
@pytest.mark.parametrize("value", ["none", "' & 'k", "\\'", "\0", "9" * 400, "1.2.3.", "9999.0.0.x", "-1.0.0.item:a"])
def test_no_filter_breaks_the_page(guide, name, value):
    assert (
        guide.get("/search/", {"q": "登记", name: value, **({"kind": "item"} if name == "after" else {})}).status_code
        == 200
    )


def test_what_is_found_stands_in_groups_with_what_was_typed_marked(guide):
    answer = guide.get("/search/", {"q": "bdc"})
    page = answer.content.decode()
    assert "<mark>不动产</mark>转移登记" in page
    assert "找到 1 件事、4 个事项" in text_of(answer)
    assert page.index('id="found-bundle"') < page.index('id="found-item"')


@pytest.mark.parametrize(
    "typed", ["bdc", "budongchan", "budongc", "bu动产", "bu动chan", "不dong产", "bd产", "不動產", "bu'dong'chan"]
)
def test_homes_are_found_however_they_are_typed(guide, typed):
    page = guide.get("/search/", {"q": typed}).content.decode()
    assert 'href="/matters/house-transfer-utilities/"' in page
    assert 'href="/items/house-transfer/"' in page
    assert "<mark>不动产</mark>转移登记" in page
    assert "完全相符的" not in page


@pytest.mark.parametrize(
    ("typed", "same"),
    [("bdc", "不动产"), ("不動產", "不动产"), ("營業執照", "营业执照"), ("戶口", "户口")],
)
def test_other_letters_find_as_much(guide, typed, same):
    told = [
        set(re.findall('href="(/[mi][^"]+)"', guide.get("/search/", {"q": one}).content.decode()))
        for one in (typed, same)
    ]
    assert told[0] == told[1]
    assert told[0]


def test_a_place_comes_first_when_it_is_what_was_typed(guide):
    page = guide.get("/", {"q": "quzhou"}).content.decode()
    assert '<mark>衢州</mark>市</strong> <span class="quiet-text">浙江省衢州市' in page
    assert f'<button name="place" value="{QUZHOU}">' in page


def test_somebody_who_names_a_place_and_a_matter_gets_the_matter_there(guide):
    page = guide.get("/", {"q": "我想在衢州开个饭店"}).content.decode()
    assert f'href="{MATTER}?place={QUZHOU}"' in page
    assert "完全相符的" not in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("买二手房过户", "house-transfer-utilities"),
        ("给孩子上户口", "newborn"),
        ("I want to open a restaurant in Quzhou", "open-restaurant"),
        ("cafe", "open-restaurant"),
        ("restaurants", "open-restaurant"),
        ("家里老人去世了要办什么手续", "after-death"),
        ("公司注册", "company-startup"),
    ],
)
def test_what_people_say_finds_the_matter(guide, typed, found):
    assert f'href="/matters/{found}/' in guide.get("/", {"q": typed}).content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("开店", "/matters/open-convenience-store/"), ("做生意", "/matters/open-convenience-store/"),
        ("开早餐店", "/matters/open-restaurant/"), ("开火锅店", "/matters/open-restaurant/"),
        ("开饭馆", "/matters/open-restaurant/"), ("卖香烟", "/items/tobacco-licence/"),
        ("接电", "/items/power-install/"), ("上小学", "/matters/school-enrolment/"),
        ("food license", "/items/food-licence/"),
        ("招工", "/items/employment-registration-employer/"), ("准生证", "/items/fertility-registration/"),
        ("水电过户", "/items/water-transfer/"), ("水电过户", "/matters/house-transfer-utilities/"),
        ("house sale", "/matters/house-transfer-utilities/"), ("second hand house", "/items/house-transfer/"),
        ("how to open a shop", "/matters/open-convenience-store/"), ("business license", "/matters/company-startup/"),
    ],
)  # fmt: skip
def test_what_people_call_it_is_found_and_is_no_guess(guide, typed, found):
    page = guide.get("/search/", {"q": typed}).content.decode()
    assert f'href="{found}' in page
    assert "完全相符的" not in page


@pytest.mark.parametrize(
    "typed",
    [
        "营业执照丢了",
        "补办营业执照",
        "社保卡丢了",
        "退休",
        "领养老金",
        "失业金",
        "失业",
        "迁户口",
        "户口本",
        "car",
        "驾驶证丢了",
    ],
)
def test_what_is_only_partly_understood_is_called_a_guess_and_guesses_are_few(guide, typed):
    page = guide.get("/search/", {"q": typed}).content.decode()
    assert f"没有和“{typed}”完全相符的，下面是相近的" in page
    hits = page[page.index('id="hits"') :]
    if typed not in ("退休", "失业", "car"):
        assert hits.count("<li>") <= 5


def test_an_english_word_stands_before_longer_words_that_begin_so(guide):
    page = guide.get("/search/", {"q": "house"}).content.decode()
    assert 0 < page.index("/items/lease-filing/") < page.index("/items/household-cancellation/")


@pytest.mark.lists_indexed
def test_items_of_a_place_s_list_stand_in_a_group_of_their_own_and_are_found_by_name_and_code(guide):
    answer = guide.get("/search/", {"q": "护士"})
    assert 'id="found-listed">地方目录事项' in answer.content.decode()
    assert "广安市广安区 区行政审批局" in text_of(answer)
    more = guide.get("/search/", {"q": "登记", "kind": "listed"}).content.decode()
    assert re.search(r'<p class="more"><a href="[^"]*kind=listed', more)
    for typed, code in (("烟花爆竹", ""), ("512004013001", "512004013001-511602000000-000-11511301008778175U-1-00/")):
        page = guide.get("/search/", {"q": typed}).content.decode()
        assert f'href="/catalogue/{GUANGAN}/{code}' in page
        assert "完全相符的" not in page


def test_an_english_page_shows_english_names_and_the_chinese_one_that_was_found(guide):
    page = Visitor("en").get("/", {"q": "bdc"}).content.decode()
    assert "Transfer of a home with its water, power and gas" in page
    assert "Found 1 matter, 4 items" in page
    assert unmarked_chinese(page) == []


def test_filters_narrow_what_is_found_and_can_be_taken_back(guide):
    page = guide.get("/search/", {"q": "登记", "theme": "birth"}).content.decode()
    assert "出生<mark>登记</mark>" in page
    assert "公司设立" not in page
    assert re.search(r'<p class="chosen">.*href="/search/\?q=[^"&]*">生育收养', page)
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', page)
    assert ("theme", "birth") in kept


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"theme": "after_death"}, "公民身后一件事", "开办餐饮店"),
        ({"theme": "food_business"}, "开办餐饮店", "公民身后一件事"),
        ({"audience": "person"}, "公民身后一件事", "企业开办"),
        ({"agency": "fire_rescue"}, "营业前消防安全检查", "死亡注销户口"),
    ],
)
def test_everything_of_a_theme_a_department_and_for_somebody_can_be_listed(guide, query, there, not_there):
    page = text_of(guide.get("/search/", query))
    hits = page[page.index("找到") :]
    assert there in hits
    assert not_there not in hits


def test_more_than_ten_are_shown_page_by_page_each_once(guide):
    seen: list[str] = []
    path = "/search/?theme=construction&kind=item"
    for _ in range(9):
        page = guide.client.get(path).content.decode()
        seen += re.findall(r"<li><(?:a|div).*?<strong>(.*?)</strong>", page)
        more = re.search(r'<a href="([^"]+)"(?: rel="next")?>更多', page)
        if more is None:
            break
        path = unquote(more[1].replace("&amp;", "&"))
    assert len(seen) == len(set(seen)) > 12


def test_a_page_of_what_was_found_leads_back(guide):
    def link(page, words):
        return re.search(rf'<a href="(/search/[^"]+)"[^>]*>{words}', page)

    first = guide.get("/search/?theme=construction&kind=item").content.decode()
    assert link(first, "上一页") is None
    second = guide.client.get(link(first, "更多")[1].replace("&amp;", "&")).content.decode()
    back = guide.client.get(link(second, "上一页")[1].replace("&amp;", "&")).content.decode()
    assert re.findall('href="/items/[^"]+', back) == re.findall('href="/items/[^"]+', first)
    assert link(back, "上一页") is None
    assert link(second, "看全部结果")[1] == "/search/?theme=construction"


def test_an_item_of_no_matter_is_shown_without_a_dead_link(guide):
    entries_replace(kinds=("item",), entries=[Entry("item", "alone", "孤零零的事项")])
    page = guide.get("/", {"q": "孤零零"}).content.decode()
    assert "<p><strong><mark>孤零零</mark>的事项</strong></p></div>" in page


def test_an_entry_that_this_process_does_not_know_yet_leads_nowhere_and_breaks_nothing(guide):
    entries_replace(kinds=("bundle",), entries=[Entry("bundle", "tomorrow", "明天的一件事")])
    assert "<p><strong><mark>明天</mark>的一件事" in guide.get("/", {"q": "明天"}).content.decode()


def test_the_count_is_put_where_screen_readers_listen(guide):
    part = guide.get("/", {"q": "餐饮"}, **{"HX-Request": "true"}).content.decode()
    assert re.search(r'id="hits-count" role="status" hx-swap-oob="innerHTML">找到 2 件事、\d 个事项<', part)
    whole = guide.get("/", {"q": "餐饮"}).content.decode()
    assert re.search(r'id="hits-count" role="status">找到 2 件事', whole)


def test_a_search_asks_the_database_little(guide, django_assert_max_num_queries):
    guide.get("/", {"q": "bdc"})
    with django_assert_max_num_queries(8):
        guide.get("/", {"q": "请问我妈妈的驾驶证丢了怎么办"})


@pytest.mark.parametrize("typed", ["Quzhou", "衢", "quzhou", "qzs", "qu州", "衢zhou"])
def test_the_place_picker_finds_by_pinyin_too(guide, typed):
    part = guide.get("/place/", {"where": typed}, **{"HX-Request": "true"}).content.decode()
    assert f'value="{QUZHOU}"' in part
