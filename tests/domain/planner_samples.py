"""A small town of definitions made by hand: a shop that needs registration, food licence, fire check and sign."""

from datetime import date

from tests.domain.planner_vocabulary import (
    AGENCIES,
    CALENDAR,
    ELEMENTS,
    FILING,
    HERE,
    LICENCES,
    LICENSING,
    MATERIALS,
    MONDAY,
    ON_THE_SPOT,
    PLACE,
    REGISTERS,
    SOURCES,
    days,
    fact,
)
from yici.domain.bundle import Bundle, BundleItem
from yici.domain.catalogue import Catalogue
from yici.domain.clock import Limit
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
from yici.domain.vocabulary import Option

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


def plan(
    answers=None, *, catalogue=None, held=(), registers=(), elements=(), declared=(), off=(), start=MONDAY,
    calendar=CALENDAR,
):  # fmt: skip
    """Plan the shop; `off` names the levers that are switched off."""
    return make_plan(
        catalogue or catalogue_of(),
        bundle="open-shop",
        place=PLACE,
        answers=ALL if answers is None else answers,
        holdings=Holdings(frozenset(held), frozenset(registers), frozenset(elements), frozenset(declared)),
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
