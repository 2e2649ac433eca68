"""The catalogue as people read it: browsing, one item, a place's list, the at-most-once list, in both languages."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.faces.guide_scene import GUANGAN, QUZHOU, Visitor, text_of, unmarked_chinese
from yici.catalogue import queries as catalogue_queries
from yici.domain.authority import Grant, Grants
from yici.domain.event import Actor
from yici.domain.fact import NOT_SAID, Fact
from yici.lists import once_queries
from yici.lists.services import Pair, match_decide
from yici.people.ids import id_at
from yici.people.present import now
from yici.web.citizen.catalogue.once import harmless
from yici.web.citizen.item_page.facts import fact_words
from yici.web.list_words import list_names

pytest_plugins = ["tests.faces.guide_site"]
SHOP = "511A0074300005-511602000000-000-115113016823646795-1-00"
FOOD = "511A0005200004-511602000000-000-115113016823646795-1-00"
NOTHING = "511A0147300000-511602000000-000-11511300008778693M-1-00"
WHO = Actor(kind="staff", id=str(id_at(6, 1)), role="supervisor", channel="desk")
MAY = Grants((Grant("supervisor", "hall", "service_centre", GUANGAN),))
PAGES = [
    "/catalogue/", f"/catalogue/{GUANGAN}/", f"/catalogue/{GUANGAN}/{NOTHING}/",
    f"/items/food-licence/?place={GUANGAN}", "/items/house-transfer/", "/items/health-certificate/", "/lists/",
    f"/lists/{GUANGAN}/", f"/lists/{QUZHOU}/", f"/lists/{GUANGAN}/?department=区行政审批局",
]  # fmt: skip


def confirm(code: str, *items: str) -> None:
    for number, item in enumerate(items):
        match_decide(
            match_id=id_at(7, number + hash(code) % 1000), place=GUANGAN, pair=Pair(code, item), decision="confirmed",
            actor=WHO, grants=MAY, now=now(),
        )  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_in_both_languages_and_marks_what_is_chinese(guide: Visitor, page: str) -> None:
    confirm(SHOP, "individual-registration")
    assert guide.get(page).status_code == 200
    answer = Visitor("en").get(page)
    assert answer.status_code == 200
    assert unmarked_chinese(answer.content.decode()) == []


@pytest.mark.parametrize("query", ["theme=food_business", "agency=tax", "type=行政确认", "tier=town"])
def test_the_basic_items_are_narrowed(guide: Visitor, query: str) -> None:
    key, value = query.split("=")
    said: dict[str, Callable[[Any], Any]] = {
        "theme": lambda item: item.themes,
        "agency": lambda item: [item.agency],
        "type": lambda item: [claim.value for claim in item.type.claims],
        "tier": lambda item: [claim.value for claim in item.tier.claims],
    }
    wanted = {item.id for item in catalogue_queries.current().items.values() if value in said[key](item)}
    text = guide.get(f"/catalogue/?{query}").content.decode()
    assert set(re.findall(r'<li><a href="/items/([^/]+)/">', text)) == wanted
    assert wanted


def test_an_item_of_which_nothing_more_is_known_says_so(guide: Visitor) -> None:
    page = guide.reads(f"/catalogue/{GUANGAN}/{NOTHING}/")
    assert "户口迁移审批" in page
    assert "区公安分局" in page
    assert NOTHING in page
    assert "材料、期限、要不要跑，都没有查到" in page


def test_a_confirmed_item_leads_to_its_guide_which_names_it_as_the_place_does(guide: Visitor) -> None:
    confirm(SHOP, "individual-registration")
    answer = guide.get(f"/catalogue/{GUANGAN}/{SHOP}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/items/individual-registration/?place={GUANGAN}")
    page = guide.reads(answer["Location"])
    assert SHOP in page
    assert "由工作人员核对" in page
    confirm(FOOD, "food-licence", "food-sale-licence")
    both = guide.reads(f"/catalogue/{GUANGAN}/{FOOD}/")
    assert "食品经营许可核发（餐饮服务）" in both
    assert "食品经营许可核发（食品销售）" in both


def test_the_guide_of_an_item_shows_both_sides_of_a_contradiction_and_what_was_not_found(guide: Visitor) -> None:
    page = guide.reads("/items/food-licence/")
    for said in (
        "20 个工作日", "15 个工作日", "说法不一的，法律的算数", "参照西安市高陵区", "食品安全法第三十五条",
        "开办餐饮店", "营业执照", "个体工商户设立登记", "没有查到的", "材料清单没有录全", "000131024000",
    ):  # fmt: skip
        assert said in page


@pytest.mark.parametrize(
    "path", ["/items/nothing/", "/catalogue/110000000000/", f"/catalogue/{GUANGAN}/x/", "/lists/1/"]
)
def test_what_is_not_there_is_not_found_and_says_what_to_do(guide: Visitor, path: str) -> None:
    assert "回首页" in guide.reads(f"/{path}/", status=404)


def test_the_list_says_the_share_with_what_it_is_of_and_the_unknown_apart(guide: Visitor) -> None:
    assert "1135 个事项，跑几次都还不知道。" in guide.reads(f"/lists/{GUANGAN}/")
    confirm(SHOP, "new-home-transfer")
    page = guide.reads(f"/lists/{GUANGAN}/")
    assert "1135 个事项里，只有 1 个知道要跑几次，其中 1 个最多跑一次。" in page
    assert "知道 1 / " in page
    assert "100%" not in page
    bureau = guide.reads(f"/lists/{GUANGAN}/?department=区行政审批局&after=511A0074300004")
    assert "最多跑一次" in bureau
    assert "要看原件" in bureau


def test_the_table_holds_every_item_and_no_formula(guide: Visitor) -> None:
    answer = guide.get(f"/lists/{GUANGAN}.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(StringIO(text)))
    assert (len(rows), rows[0][:2]) == (1136, ["编码", "事项"])
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == "'" + cell
    assert harmless("事项" + cell) == "事项" + cell


def test_pages_cost_few_statements_however_long_the_list(guide: Visitor) -> None:
    confirm(SHOP, "individual-registration")
    for page, most in (("/catalogue/", 2), (f"/catalogue/{GUANGAN}/", 5), (f"/lists/{GUANGAN}/", 5), (PAGES[-1], 7)):
        guide.get(page)
        with CaptureQueriesContext(connection) as told:
            guide.get(page)
        assert len(told) <= most, (page, [one["sql"][:80] for one in told])


def test_an_item_of_which_nobody_says_how_its_result_comes_is_not_called_at_most_once(guide: Visitor) -> None:
    for item in ("individual-registration", "company-registration", "household-cancellation", "social-security-card"):
        page = guide.reads(f"/items/{item}/?place={GUANGAN}")
        assert "最多跑一次" not in page.replace("“最多跑一次”清单", ""), item
        assert "还不知道" in page


def test_a_place_is_named_for_an_item_only_where_something_says_that_it_has_it(guide: Visitor) -> None:
    assert "gas-transfer" not in guide.get(f"/lists/{GUANGAN}/").content.decode()
    roles = guide.reads("/items/seal-engraving/").split("在哪些地方，有什么不同")
    assert len(roles) == 1 or "广安市广安区" not in roles[1]


def test_an_item_is_shown_as_the_chosen_place_has_it(guide: Visitor) -> None:
    page = guide.reads(f"/items/individual-registration/?place={GUANGAN}")
    assert "在广安市广安区由区行政审批局办理" in page
    codes = page.split(" 编码 ")[1]
    assert codes.index(SHOP) < codes.index("00013112800001")
    assert not re.search(f"{SHOP} 参照", codes)
    assert "由市场监督管理部门办理" in guide.reads("/items/individual-registration/")


def test_an_item_of_a_list_leads_to_the_basic_item_that_has_its_code(guide: Visitor) -> None:
    page = guide.get(f"/catalogue/{GUANGAN}/{SHOP}/").content.decode()
    assert f'href="/items/individual-registration/?place={GUANGAN}"' in page
    assert "还没有人核对" in page


@pytest.mark.parametrize("path", ["/", "/search/?q=bdc", *PAGES[:4], "/matters/open-restaurant/", "/sources/"])
def test_a_page_answers_head_like_get(guide: Visitor, path: str) -> None:
    answer = guide.client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


def test_when_something_is_needed_is_said_by_the_answers_and_not_by_the_names_of_questions(guide: Visitor) -> None:
    page = guide.reads("/items/food-licence/")
    tags = re.findall(r"现场核查：\S+ 看情形：(.*?) 至少", page)
    assert len(tags) == len(set(tags))
    company = guide.reads("/items/individual-registration/")
    assert "看情形：“需要先有别的部门批准吗”答是" in company or re.search("看情形：“[^”]+”答是", company)


def test_what_a_writer_left_empty_is_nothing_that_citizens_read(guide: Visitor) -> None:
    known = catalogue_queries.current()
    names = list_names(known, ())
    fee = fact_words("收费", Fact(unknown=NOT_SAID), {}, GUANGAN, names, str)
    told = fact_words("收费", Fact(unknown="指南没有写"), {}, GUANGAN, names, str)
    assert (fee.unknown, told.unknown) == ("", "指南没有写")


def test_only_where_a_law_speaks_is_the_law_said_to_decide_between_sources(guide: Visitor) -> None:
    assert "说法不一的，法律的算数" in guide.reads("/items/food-licence/")
    page = guide.reads("/items/individual-registration/")
    assert "来源说法不一，都写在这里。" in page


def test_names_are_escaped(guide: Visitor) -> None:
    page = guide.get(f"/lists/{GUANGAN}/", {"department": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "没有这个部门的事项" in text_of(guide.get(f"/lists/{GUANGAN}/", {"department": "<b>"}))


def test_a_place_whose_share_cannot_be_computed_says_so_beside_the_others(
    guide: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = once_queries._by_definition

    def failing(catalogue: Any, place: str, today: Any) -> Any:
        if place == QUZHOU:
            raise KeyError(place)
        return found(catalogue, place, today)

    monkeypatch.setattr(once_queries, "_by_definition", failing)
    page = guide.reads("/lists/")
    assert "暂时算不出" in page
    assert "1135" in page


@pytest.mark.parametrize("page", ["/items/food-licence/", "/matters/open-restaurant/", "/matters/school-enrolment/"])
def test_a_guide_has_the_code_of_its_address(guide: Visitor, page: str) -> None:
    for query in ({}, {"place": QUZHOU}):
        shown = guide.get(page, query).content.decode()
        assert 'class="qr"' in shown
        assert "这一页地址的二维码" in shown
