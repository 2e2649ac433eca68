"""From the first page to the questions of a matter: finding, choosing a place, answering, and what errors say."""

import re
from itertools import pairwise

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.urls import reverse
from django.utils.translation import trans_real

from tests.faces.guide_scene import GUANGAN, HANGZHOU, MATTER, PLAN, QUZHOU, SMALL, Visitor, text_of, unmarked_chinese

pytest_plugins = ["tests.faces.guide_site"]

FOUND = [
    ("餐饮", "开办餐饮店"),
    ("cyd", "开办餐饮店"),
    ("kbcyd", "开办餐饮店"),
    ("canyin", "开办餐饮店"),
    ("ＣａｎＹｉｎ", "开办餐饮店"),
    ("开小吃店", "开办餐饮店"),
    ("restaur", "开办餐饮店"),
    ("营业执照", "个体工商户设立登记"),
    ("xiaofang", "消防安全检查"),
    ("招牌", "户外广告（招牌）设置审批"),
]
ITEMS = {"营业执照": "individual-registration", "xiaofang": "fire-check", "招牌": "outdoor-sign"}


@pytest.mark.parametrize(("typed", "name"), FOUND)
def test_a_matter_is_found_by_a_part_of_its_name_by_pinyin_initials_and_aliases(guide, typed, name):
    hits = guide.get("/", {"q": typed}, **{"HX-Request": "true"})
    assert name in text_of(hits)
    address = f"/items/{ITEMS[typed]}/" if typed in ITEMS else MATTER
    assert f'href="{address}"' in hits.content.decode()
    assert "完全相符的" not in text_of(hits)


@pytest.mark.parametrize("typed", ["我想开一家餐馆", "请问开饭店要什么材料？", "开小吃店怎么办"])
def test_a_matter_is_found_in_the_sentence_that_somebody_would_say(guide, typed):
    said = guide.reads("/", {"q": typed})
    assert "完全相符的" not in said
    assert "找到 1 件事 一件事 开办餐饮店" in said


@pytest.mark.parametrize("typed", ["ctd", "开餐店"])
def test_what_is_nearly_right_is_offered_as_a_guess(guide, typed):
    said = guide.reads("/", {"q": typed})
    assert f"没有和“{typed}”完全相符的，下面是相近的： 一件事 开办餐饮店" in said


def test_what_is_not_found_leads_on_and_shows_what_there_is(guide):
    said = guide.reads("/", {"q": "qqqqq"})
    assert "没有找到“qqqqq”。换个说法试试" in said
    assert "开办餐饮店" in said


def test_what_is_typed_cannot_become_markup(guide):
    page = guide.get("/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_typing_ahead_gets_the_hits_alone_and_going_back_the_whole_page(guide):
    part = guide.get("/", {"q": "餐饮"}, **{"HX-Request": "true"}).content.decode()
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    whole = guide.get("/", {"q": "餐饮"}, **restored).content.decode()
    assert "<html" not in part
    assert "<html" in whole


def test_a_place_is_chosen_once_and_remembered(guide):
    assert "在哪里办？" in guide.reads("/")
    assert "浙江省衢州市" in guide.reads("/place/", {"where": "qz"})
    answer = guide.client.post("/place/", {"place": QUZHOU, "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    said = guide.reads("/")
    assert "衢州市" in said
    assert "在哪里办？" not in said


def test_a_place_is_found_while_typing_without_the_rest_of_the_page(guide):
    part = guide.get("/place/", {"where": "衢"}, **{"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert f'value="{QUZHOU}"' in part


def test_choosing_another_place_changes_the_place_in_the_address_to_return_to(guide):
    answer = guide.client.post("/place/", {"place": GUANGAN, "next": f"{PLAN}?place={QUZHOU}&premises_area=80"})
    assert answer["Location"] == f"{PLAN}?place={GUANGAN}&premises_area=80"


@pytest.mark.parametrize("path", ["/place/", "/display/"])
def test_no_choice_leads_to_another_site(guide, path):
    answer = guide.client.post(path, {"place": QUZHOU, "large": "1", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_place_of_the_instance_holds_until_another_is_chosen(guide, settings):
    settings.YICI_PLACE = QUZHOU
    assert "衢州市" in guide.reads(MATTER)
    guide.client.post("/place/", {"place": GUANGAN})
    assert "广安区" in guide.reads(MATTER)


def test_without_a_place_the_guide_asks_for_it_and_promises_nothing(guide):
    said = guide.reads(MATTER)
    assert "先选在哪里办" in said
    assert "看我的方案" not in said
    assert guide.get(PLAN, {"premises_area": 80})["Location"] == f"{MATTER}?premises_area=80"


def test_a_place_that_has_published_nothing_says_so_and_what_to_do(guide):
    said = guide.reads(MATTER, {"place": HANGZHOU})
    assert "浙江省杭州市还没有公布怎么办这件事" in said
    assert "换一个地方" in said


def test_where_nothing_is_published_no_question_is_put_and_other_places_are_named(guide):
    page = guide.get(MATTER, {"place": HANGZHOU, "premises_area": "80"}).content.decode()
    assert 'id="ask"' not in page
    assert f'href="?place={QUZHOU}&amp;premises_area=80"' in page
    assert "衢州市" in page


def test_a_county_is_served_by_what_its_city_has_published(guide):
    assert "看我的方案" in guide.reads(MATTER, {"place": "330881000000"})


def test_the_guide_says_what_the_matter_is_who_leads_and_why_each_question_is_asked(guide):
    said = guide.reads(MATTER, {"place": QUZHOU})
    assert "营业执照、食品经营许可、消防检查、招牌，一次说清" in said
    assert "牵头：市场监督管理部门" in said
    assert "50㎡以下不需要营业前消防安全检查（开办食品生产企业" in said
    assert "决定要不要办“公众聚集场所投入使用、营业前消防安全检查”。" in said
    asked = re.findall(r"<fieldset.*?</fieldset>", guide.get(MATTER, {"place": QUZHOU}).content.decode(), re.DOTALL)
    assert len(asked) == 12
    assert all("为什么？" in one and "<legend>" in one for one in asked)


def test_published_figures_stand_apart_with_their_source(guide):
    said = guide.reads(MATTER, {"place": QUZHOU} | SMALL)
    assert "这些数字是各地自己公布的，照原样摘录" in said
    assert "广元市利州区" in said
    assert "来源：实行“5合一”开办餐饮店一件事（利州区工作做法）" in said
    assert said.index("按现在的回答") < said.index("各地公布的改革前后")


def test_what_is_not_known_is_shown(guide):
    assert "没有找到开办餐饮店办事指南原件" in guide.reads(MATTER)


def test_a_question_that_hangs_on_an_answer_appears_after_it(guide):
    for area, asked in (("", False), ("50", False), ("51", True)):
        page = guide.get(MATTER, {"place": QUZHOU, "premises_area": area}).content.decode()
        assert ('id="f-fire_check_procedure"' in page) is asked, area


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_dropped(guide):
    query = SMALL | {"place": QUZHOU, "fire_check_procedure": "general"}
    assert "消防安全检查用哪种方式办" not in guide.reads(PLAN, query)
    assert 'name="fire_check_procedure"' not in guide.get(PLAN, query).content.decode()


def test_answering_swaps_the_questions_alone(guide):
    part = guide.get(MATTER, {"place": QUZHOU, "premises_area": 80}, **{"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "消防安全检查用哪种方式办" in part
    assert 'id="preview-title"' in part


@pytest.mark.parametrize("given", ["abc", "80.5", "八十", "9" * 40, "80 坪"])
def test_a_number_that_cannot_be_read_is_marked_and_the_rest_still_counts(guide, given):
    page = guide.get(MATTER, {"place": QUZHOU, "premises_area": given, "applicant_kind": "company"}).content.decode()
    assert "这里要填一个整数" in page
    assert 'aria-invalid="true"' in page
    assert 'value="company" id="q-applicant_kind"' not in page
    assert re.search(r'value="company"[^>]* checked', page)


@pytest.mark.parametrize("given", ["９０", "90平", "90 平米", "90㎡", "90 m²", "90平方米", " 90 "])
def test_a_number_may_be_written_in_full_width_and_with_its_unit(guide, given):
    page = guide.get(MATTER, {"place": QUZHOU, "premises_area": given}).content.decode()
    assert 'name="premises_area" type="text" inputmode="numeric" value="90"' in page
    assert "aria-invalid" not in page


@pytest.mark.parametrize(
    ("given", "told"),
    [("0", "不能小于 1。"), ("-5", "不能小于 1。"), ("1000001", "不能大于 1000000，看看是不是多写了几位。")],
)
def test_a_number_that_cannot_be_is_told_why(guide, given, told):
    page = guide.get(MATTER, {"place": QUZHOU, "premises_area": given}).content.decode()
    assert told in page
    assert "这里要填一个整数" not in page
    assert f'value="{given}"' in page


def test_a_choice_that_does_not_exist_is_marked(guide):
    said = guide.reads(PLAN, {"place": QUZHOU, "applicant_kind": "bank", "cold_dishes": "perhaps"})
    assert "没有这个选项，请从列出的里面选。" in said
    assert "请从“是”和“否”里选。" in said


def test_large_text_is_switched_on_and_off_and_kept(guide):
    answer = guide.client.post("/display/", {"large": "1", "next": "/sources/"})
    assert answer["Location"] == "/sources/"
    assert 'data-text="large"' in guide.get("/").content.decode()
    guide.client.post("/display/", {"large": "0"})
    assert "data-text" not in guide.get("/").content.decode()


def test_the_address_of_that_switch_leads_home_when_it_is_typed_in(guide):
    assert guide.get("/display/")["Location"] == "/"


def test_how_much_there_is_to_do_is_not_said_before_it_is_known(guide):
    said = guide.reads(MATTER, {"place": QUZHOU})
    assert "要填多少、交多少、到场几次，答完就知道。" in said
    assert re.search(r"\d–\d", said) is None


def test_the_language_is_switched_and_kept(guide):
    guide.client.post("/language/", {"language": "en", "next": "/"})
    page = guide.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "What would you like to do?" in page


def test_every_source_is_listed_with_what_it_is_used_for(guide):
    assert "二手房" in guide.reads("/sources/")
    said = guide.reads("/sources/", {"matter": "open-restaurant"})
    assert "行政许可法第四十二条、第八十二条 2019-04-23 用在：食品经营许可核发（餐饮服务）" in said
    assert "找过、没有找到的" in said
    assert "契税法" not in said


PAGES = [
    ("/", {}),
    ("/place/", {"where": "qz"}),
    (MATTER, {"place": QUZHOU}),
    ("/sources/", {}),
    ("/sources/", {"matter": "open-restaurant"}),
]


@pytest.mark.parametrize(("path", "query"), PAGES)
def test_no_page_breaks_the_security_policy_of_the_site(guide, path, query):
    answer = guide.get(path, query)
    page = answer.content.decode()
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page


@pytest.mark.parametrize(("path", "query"), PAGES)
def test_an_english_page_says_nothing_in_chinese_but_what_is_marked(guide, path, query):
    page = Visitor("en").get(path, query).content.decode()
    assert unmarked_chinese(page) == []


def test_each_page_has_one_main_heading_and_headings_in_order(guide):
    for path, query in PAGES:
        levels = [int(level) for level in re.findall(r"<h([1-6])", guide.get(path, query).content.decode())]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_the_names_of_the_routes_hold():
    assert reverse("matter", args=["open-restaurant"]) == MATTER
    assert reverse("plan", args=["open-restaurant"]) == PLAN


def test_a_site_may_say_any_sentence_in_words_of_its_own(guide, settings, monkeypatch, tmp_path):
    own = Catalog(locale="zh_Hans")
    own.add("您要办什么事？", "来衢州办什么事？")
    target = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, own)
    monkeypatch.setattr(trans_real, "_translations", {})
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    said = guide.reads("/")
    assert "来衢州办什么事？" in said
    assert "可以一次办好的事" in said
