"""A small town of definitions made by hand: a shop that needs registration, food licence, fire check and sign."""

from dataclasses import replace
from datetime import date

from yici.domain.bundle import Bundle, BundleItem
from yici.domain.catalogue import Catalogue
from yici.domain.clock import Limit
from yici.domain.fact import Claim, Fact, Source
from yici.domain.item import (
    Basis,
    Commitment,
    Deferral,
    Field,
    Inspection,
    Item,
    MaterialUse,
    Need,
    PrintedForm,
    Question,
)
from yici.domain.place import LocalItem, PlaceDefinition
from yici.domain.planner import make_plan
from yici.domain.policy import LEVERS, Holdings, Policy
from yici.domain.regime import Correction, Regime
from yici.domain.vocabulary import Agency, Element, LicenceType, Material, Option, Register
from yici.domain.workdays import calendar_from
from yici.domain.year_table import YearTable

PLACE = "330100000000"
ELSEWHERE = "430100000000"

LAW = Source("law", "行政许可法", "law")
HERE = Source("here", "本市办事指南", "official", place=PLACE, place_name="某市")
THERE = Source("there", "外地办事指南", "official", place=ELSEWHERE, place_name="外地")
SOURCES = (LAW, HERE, THERE)

# 2026: 1 October is a Thursday; 1-7 October rest, Saturday 10 October is worked.
YEAR_2026 = YearTable(
    2026,
    {date(2026, 1, 1): "元旦", **{date(2026, 10, day): "国庆节" for day in range(1, 8)}},
    frozenset({date(2026, 10, 10)}),
    "made for tests",
)
CALENDAR = calendar_from([YEAR_2026])
MONDAY = date(2026, 6, 1)


def fact(value, source="here"):
    return Fact((Claim(value, source),))


def days(amount, source="here"):
    return fact(Limit(amount, "working_day"), source)


ON_THE_SPOT = fact(Limit(0, "on_the_spot"))

LICENSING = Regime(
    id="licensing",
    name="行政许可",
    correction=Correction(fact(Limit(5, "working_day"), "law"), "accepted_from_receipt", Fact()),
    decision=fact(Limit(20, "working_day"), "law"),
    extension=Fact(),
    delivery=fact(Limit(10, "working_day"), "law"),
    counted_from="acceptance",
    outcomes=("granted", "refused"),
    stop_causes=(),
    sources=SOURCES,
    remedies=fact("行政复议、行政诉讼", "law"),
)
FILING = replace(
    LICENSING, id="filing", name="备案", decision=Fact(), outcomes=("registered",), delivery=Fact(), remedies=Fact()
)

ELEMENTS = (
    Element("owner.name", "经营者姓名", "text", "population"),
    Element("owner.id_number", "经营者身份证号码", "id_number", "population"),
    Element("owner.mobile", "经营者电话", "phone", "account"),
    Element("shop.name", "名称", "text", "business"),
    Element("shop.uscc", "统一社会信用代码", "uscc", "business"),
    Element("shop.address", "经营场所", "address", "address"),
    Element("shop.area", "面积", "decimal", "self"),
    Element("shop.dishes", "经营项目", "text", "self"),
    Element("sign.text", "招牌内容", "text", "self"),
    Element("old.name", "变更前名称", "text", "business"),
)
MATERIALS = (
    Material("id_card", "身份证", certifies=("owner.name",)),
    Material("business_licence", "营业执照", licence="business_licence"),
    Material("premises_proof", "场所使用证明"),
    Material("layout", "平面图"),
    Material("food_form", "食品经营许可申请书", is_form=True),
    Material("fire_form", "消防检查申报表", is_form=True),
    Material("rules", "规章制度"),
)
LICENCES = (
    LicenceType("business_licence", "营业执照", certifies=("shop.name", "shop.uscc")),
    LicenceType("food_licence", "食品经营许可证"),
    LicenceType("fire_opinion", "消防意见书"),
    LicenceType("sign_licence", "户外广告设置证"),
)
AGENCIES = (Agency("market", "市场监管"), Agency("fire", "消防"), Agency("city", "城管"))
REGISTERS = (
    Register("population", "人口库", keys=(("id_number",),)),
    Register("business", "法人库", keys=(("uscc",),), within={"old": "shop"}),
    Register("address", "地址库", keys=(("address",),)),
)

SHOP = Item(
    id="shop",
    name="个体工商户登记",
    level="reference",
    regime="filing",
    agency="market",
    audience=("person",),
    sources=SOURCES,
    basis=(Basis("市场主体登记管理条例", "第十九条", "…", "law"),),
    promised_limit=ON_THE_SPOT,
    visits_alone=fact(2),
    steps=fact(("申请", "登记")),
    delivery=fact(("window", "courier")),
    forms=(
        PrintedForm(
            "shop-form",
            "登记申请书",
            "here",
            (
                Field("姓名", "owner.name", True),
                Field("身份证号码", "owner.id_number", True),
                Field("电话", "owner.mobile"),
                Field("名称", "shop.name", True),
                Field("统一社会信用代码", "shop.uscc", omit="office_use"),
                Field("原名称", "old.name", omit="change_only"),
                Field("经营场所", "shop.address", True),
                Field("面积", "shop.area"),
            ),
            captures=("business",),
        ),
    ),
    materials=(
        MaterialUse("id_card", "身份证明", "here", "original_and_copy", 1),
        MaterialUse("premises_proof", "经营场所使用证明", "here", "copy", 1),
    ),
    materials_complete=True,
    gives=("business_licence",),
)
FOOD = Item(
    id="food",
    name="食品经营许可",
    level="reference",
    regime="licensing",
    agency="market",
    audience=("person", "enterprise"),
    sources=SOURCES,
    basis=(Basis("食品安全法", "第三十五条", "…", "law"),),
    promised_limit=days(10),
    steps=fact(("受理", "勘查", "审批", "发证")),
    questions=(Question("raw", "有生食吗", "boolean", "加交布局"),),
    forms=(
        PrintedForm(
            "food-form",
            "食品经营许可申请书",
            "here",
            (
                Field("经营者", "shop.name", True),
                Field("信用代码", "shop.uscc", True),
                Field("负责人", "owner.name", True),
                Field("移动电话", "owner.mobile", True),
                Field("经营场所", "shop.address", True),
                Field("经营项目", "shop.dishes", True),
                Field("负责人(复印)", "owner.name", omit="repeated_print"),
            ),
        ),
    ),
    materials=(
        MaterialUse("food_form", "申请书", "here", "original", 1),
        MaterialUse("business_licence", "营业执照复印件", "here", "copy", 1),
        MaterialUse("id_card", "负责人身份证", "here", "copy", 2),
        MaterialUse("layout", "布局流程图", "here", None, None, when="raw"),
        MaterialUse("rules", "规章制度", "here", "copy", 1, deferral=Deferral("here", Limit(5, "working_day"))),
    ),
    needs=(Need("business_licence", "law"),),
    gives=("food_licence",),
    inspections=(Inspection("food-visit", "现场核查", ("布局", "设备"), "here"),),
)
FIRE = Item(
    id="fire",
    name="消防安全检查",
    level="reference",
    regime="licensing",
    agency="fire",
    audience=("person", "enterprise"),
    sources=SOURCES,
    legal_limit=days(13, "law"),
    promised_limit=days(13, "there"),
    delivery=fact(("window",)),
    questions=(
        Question(
            "fire_way", "消防检查方式", "choice", "", options=(Option("promise", "告知承诺"), Option("check", "一般"))
        ),
    ),
    forms=(
        PrintedForm(
            "fire-form",
            "消防检查申报表",
            "here",
            (
                Field("场所名称", "shop.name", True),
                Field("地址", "shop.address", True),
                Field("面积", "shop.area", True),
            ),
        ),
    ),
    materials=(
        MaterialUse("fire_form", "申报表", "here", "original", 1),
        MaterialUse("business_licence", "营业执照", "here", "copy", None),
        MaterialUse("layout", "平面布置图", "here", "copy", 1, by_commitment=True),
    ),
    materials_complete=True,
    needs=(Need("business_licence", "here"),),
    gives=("fire_opinion",),
    inspections=(Inspection("fire-visit", "消防检查", ("疏散",), "law", within=days(10, "law")),),
    commitment=Commitment("law", ("标准",), days(1), days(20), when='fire_way == "promise"'),
)
SIGN = Item(
    id="sign",
    name="户外广告设置",
    level="reference",
    regime="licensing",
    agency="city",
    audience=("person", "enterprise"),
    sources=SOURCES,
    legal_limit=days(15, "law"),
    forms=(
        PrintedForm(
            "sign-form", "户外广告申请表", "here", (Field("名称", "shop.name"), Field("内容", "sign.text", True))
        ),
    ),
    materials=(MaterialUse("layout", "效果图", "here", "electronic", 1),),
    needs=(Need("business_licence", "here"),),
    gives=("sign_licence",),
)
BUNDLE = Bundle(
    id="open-shop",
    name="开店",
    level="reference",
    items=(
        BundleItem("shop", "here", "not has_licence"),
        BundleItem("food", "here"),
        BundleItem("fire", "here", "area > 50"),
        BundleItem("sign", "here", "sign"),
    ),
    sources=SOURCES,
    questions=(
        Question("has_licence", "已有营业执照吗", "boolean", ""),
        Question("area", "面积多大", "number", "", unit="㎡", element="shop.area"),
        Question("sign", "招牌超出字号吗", "boolean", ""),
    ),
)
CITY = PlaceDefinition(
    code=PLACE,
    name="某市",
    calendars=("cn",),
    sources=(HERE,),
    agencies={"market": "某市市场监督管理局"},
    items={"food": LocalItem(promised_limit=days(8))},
)


def index(definitions):
    return {definition.id: definition for definition in definitions}


def catalogue_of(items=(SHOP, FOOD, FIRE, SIGN), bundle=BUNDLE, city=CITY):
    return Catalogue(
        elements=index(ELEMENTS),
        materials=index(MATERIALS),
        licences=index(LICENCES),
        agencies=index(AGENCIES),
        registers=index(REGISTERS),
        regimes=index((LICENSING, FILING)),
        items=index(items),
        bundles=index((bundle,)),
        places={city.code: city},
        digests={"bundle:open-shop": "b", "item:shop": "s", "item:food": "f", "place:330100000000": "p"},
    )


ALL = {"has_licence": False, "area": 80, "sign": True, "raw": True, "fire_way": "check"}


def plan(answers=None, *, catalogue=None, held=(), registers=(), elements=(), off=(), start=MONDAY, calendar=CALENDAR):
    """Plan the shop; `off` names the levers that are switched off."""
    return make_plan(
        catalogue or catalogue_of(),
        bundle="open-shop",
        place=PLACE,
        answers=ALL if answers is None else answers,
        holdings=Holdings(frozenset(held), frozenset(registers), frozenset(elements)),
        policy=Policy(**{lever: lever not in off for lever in LEVERS}),
        calendar=calendar,
        start=start,
    )


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def approvals(made):
    return {approval.item: approval for approval in made.schedule.approvals}


def codes(approval):
    return [reason.code for reason in approval.reasons]


def day(text):
    """Read "Mon 2026-06-01" and check that the weekday is right."""
    weekday, iso = text.split()
    read = date.fromisoformat(iso)
    assert WEEKDAYS[read.weekday()] == weekday
    return read
