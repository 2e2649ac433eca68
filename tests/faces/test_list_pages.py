"""Every list of the catalogue is looked through and turned over the same way, forward and back, without scripts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.faces.guide_scene import GUANGAN, QUZHOU, Visitor, text_of, unmarked_chinese
from yici.catalogue import queries as catalogue_queries
from yici.web.citizen.catalogue import paging

pytest_plugins = ["tests.faces.guide_site"]
LIST = f"/catalogue/{GUANGAN}/"
BUREAU = f"/lists/{GUANGAN}/?department=区行政审批局"
LISTS = [
    "/catalogue/",
    "/catalogue/?q=deng记",
    LIST,
    f"{LIST}?q=登记",
    BUREAU,
    f"{BUREAU}&q=dengji",
    "/lists/",
]
ROW = r'<(?:li|th scope="row")><a href="(/[^"]+)"'


def rows(page: str) -> list[str]:
    return re.findall(ROW, page[page.index("<main") :])


def link(page: str, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', page)
    return found[1].replace("&amp;", "&") if found else ""


def turned(guide: Visitor, path: str, rel: str) -> list[str]:
    """This will follow a list from one page to the next, and give the pages."""
    pages, address = [guide.get(path).content.decode()], path.partition("?")[0]
    while query := link(pages[-1], rel):
        pages.append(guide.client.get(address + query).content.decode())
        assert len(pages) < 100
    return pages


def test_the_basic_items_are_all_there_once_over_the_pages(guide: Visitor) -> None:
    found = [row for page in turned(guide, "/catalogue/", "next") for row in rows(page) if row.startswith("/items/")]
    assert sorted(found) == sorted(f"/items/{item}/" for item in catalogue_queries.current().items)


def test_a_place_s_list_is_there_whole_over_its_pages(guide: Visitor) -> None:
    found = [row for page in turned(guide, LIST, "next") for row in rows(page)]
    assert len(found) == len(set(found)) == 1135


@pytest.mark.lists_indexed
@pytest.mark.parametrize("path", LISTS)
def test_each_page_leads_back_to_the_one_in_front_of_it(
    guide: Visitor, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2 if path == "/lists/" else 7)
    address, first = path.partition("?")[0], guide.get(path).content.decode()
    pages = [first]
    for _ in range(3):
        if following := link(pages[-1], "next"):
            pages.append(guide.client.get(address + following).content.decode())
    assert len(pages) > 1
    assert link(first, "prev") == ""
    for front, behind in zip(pages[-2::-1], pages[:0:-1], strict=True):
        back = guide.client.get(address + link(behind, "prev")).content.decode()
        assert rows(back) == rows(front)
        assert (link(back, "next"), bool(link(back, "prev"))) == (link(front, "next"), bool(link(front, "prev")))


@pytest.mark.lists_indexed
@pytest.mark.parametrize(
    ("path", "found", "not_found"),
    [
        ("/catalogue/?q=bdc", "不动产转移登记", "食品经营许可"),
        ("/catalogue/?q=不動產", "不动产转移登记", "食品经营许可"),
        ("/catalogue/?theme=food_business&q=xuke", "食品经营许可", "不动产转移登记"),
        ("/catalogue/?type=行政许可&tier=county&q=spjy", "食品经营许可", "不动产转移登记"),
        (f"{LIST}?q=hkqy", "户口迁移审批", "护士"), (f"{LIST}?q=戶口", "户口迁移审批", "护士"),
        (f"{LIST}?department=区公安分局&q=qian移", "户口迁移审批", "护士"),
        (f"{BUREAU}&q=hu士", "护士", "户口迁移审批"), (f"{BUREAU}&q=511A0074300005", "个体工商户", "户口迁移审批"),
        (f"/lists/{QUZHOU}/?department=城乡规划主管部门&q=ghhs", "竣工规划核实", "不动产转移登记"),
    ],
)  # fmt: skip
def test_a_list_is_looked_through_within_what_narrows_it(guide: Visitor, path: str, found: str, not_found: str) -> None:
    answer = guide.get(path)
    page = text_of(answer)
    assert found in page
    assert not_found not in page
    assert "没有找到" not in page
    form = re.split('<form class="looking|</form>', answer.content.decode().partition("<main")[2])[1]
    held = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', form))
    assert {f"{key}={value}" for key, value in held.items()} == set(re.split("[?&]", path)[1:-1])
    assert unmarked_chinese(Visitor("en").get(path).content.decode()) == []


@pytest.mark.parametrize("path", ["/catalogue/", LIST, BUREAU])
def test_what_is_not_there_says_so_and_leads_back_to_the_whole_list(guide: Visitor, path: str) -> None:
    mark = "&" if "?" in path else "?"
    answer = guide.get(f"{path}{mark}q=没有这种事xyz")
    assert "这里没有找到“没有这种事xyz”" in text_of(answer)
    whole = re.search(r'<a href="([^"]+)">不找了，看整份清单', answer.content.decode())
    assert whole is not None
    assert "没有找到" not in text_of(guide.get(path.partition("?")[0] + whole[1]))


@pytest.mark.parametrize("path", ["/catalogue/", LIST, BUREAU, "/lists/", "/search/?theme=birth&kind=item"])
@pytest.mark.parametrize("name", ["q", "after", "before"])
@pytest.mark.parametrize("value", ["\0", "'", "!!!", "zzzz", "0.0.0.x", "-1", "9" * 500, "<script>alert(1)</script>"])
def test_whatever_an_address_holds_gets_a_page(guide: Visitor, path: str, name: str, value: str) -> None:
    address, _, query = path.partition("?")
    asked = dict(pair.split("=") for pair in query.split("&") if pair) | {name: value}
    answer = guide.client.get(address, asked)
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


@pytest.mark.lists_indexed
def test_pages_cost_few_statements_however_deep(guide: Visitor) -> None:
    paths = (
        ("/catalogue/?q=dengji", 4),
        (f"{LIST}?q=dengji", 8),
        (f"{LIST}?before=512", 5),
        (f"{BUREAU}&q=dengji", 10),
    )
    for path, most in paths:
        guide.get(path)
        with CaptureQueriesContext(connection) as told:
            guide.get(path)
        assert len(told) <= most, (path, [one["sql"][:80] for one in told])
