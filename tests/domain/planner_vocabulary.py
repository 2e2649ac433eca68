"""The words of a small town of definitions made by hand: its sources, days, regimes, elements, papers and bodies."""

from dataclasses import replace
from datetime import date

from yici.domain.clock import Limit
from yici.domain.fact import Claim, Fact, Source
from yici.domain.regime import Correction, Regime
from yici.domain.vocabulary import Agency, Element, LicenceType, Material, Register
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
