"""`yici new` asking question by question on a terminal."""

from pathlib import Path

import pytest

from tests.faces.new_files import folder, names, run, written
from yici.catalogue.reading import read_folder
from yici.domain.item import Item

__all__ = ["folder"]

TYPED = """养犬登记
dog-registration
Dog registration
养犬登记指南
1
某市公安局
2026-03-02

330800000000
某市养犬管理条例
第十条
养犬人应当办理养犬登记


公安局
1
确认
{regime}
1
行政确认
10个工作日
很快
5 个工作日
受理
发证

一次
1

指南没有写
犬只已经免疫

营业执照复印件
1
2
1

犬只免疫证明
0




养犬登记证
0

1年
"""


def test_an_item_is_asked_for_question_by_question(folder: Path) -> None:
    order = list(read_folder(folder).catalogue.regimes)
    typed = TYPED.format(regime=order.index("confirmation") + 1)
    told = run("item", "--definitions", str(folder), typed=typed)
    assert told.exit_code == 0, told.output
    assert "没有错误" in told.output, told.output
    assert "请写上面的编号" in told.output
    assert "请写数字和单位" in told.output
    item = written(folder / "items" / "dog-registration.yaml")
    assert isinstance(item, Item)
    assert (item.name_en, item.agency, item.regime, item.audience) == (
        "Dog registration", "public_security", "confirmation", ("person",),
    )  # fmt: skip
    assert (item.fee.unknown, item.visits_alone.claims[0].value) == ("指南没有写", 1)
    assert [(use.material, use.form, use.copies) for use in item.materials] == [
        ("business_licence", "copy", 1), ("quan_zhi_mian_yi_zheng_ming", None, None),
    ]  # fmt: skip
    assert item.gives == ("yang_quan_deng_ji_zheng",)


@pytest.mark.parametrize("kind", ["item", "bundle", "place"])
def test_who_stops_in_the_middle_has_written_nothing(kind: str, folder: Path) -> None:
    before = names(folder)
    told = run(kind, "--definitions", str(folder), typed="养犬登记\n")
    assert told.exit_code != 0
    assert names(folder) == before


@pytest.mark.parametrize(("kind", "typed", "file"), [
    ("item", "养犬登记\n", "items/yang-quan-deng-ji.yaml"),
    ("bundle", "养狗\n", "bundles/yang-gou.yaml"),
    ("place", "衢州市\n3308\n330800000000\n", "places/330800000000.yaml"),
])  # fmt: skip
def test_every_answer_but_the_name_may_be_left_empty(kind: str, typed: str, file: str, folder: Path) -> None:
    told = run(kind, "--definitions", str(folder), typed=typed + "\n" * 60)
    assert told.exit_code == 0, told.output
    assert (folder / file).is_file()


TO_BODY = "养犬登记\n\n\n指南\n1\n\n\n\n\n\n\n"
"""Name, id, English name, source, basis and why there is none: the next question is for the body."""


def test_whoever_does_not_know_what_bodies_are_called_here_is_shown_all(folder: Path) -> None:
    told = run("item", "--definitions", str(folder), typed=TO_BODY + "城管局\nurban_management\n" + "\n" * 60)
    assert "没有像这样的名称，请从下面选" in told.output
    assert "城市管理（市容环境卫生）主管部门  urban_management" in told.output
    assert "agency: urban_management" in (folder / "items" / "yang-quan-deng-ji.yaml").read_text(encoding="utf-8")


def test_a_paper_of_the_very_name_of_a_known_one_is_not_made_anew_and_a_new_form_is_one(folder: Path) -> None:
    papers = "营业执照\n0\n1\n\n\n\n养犬申请表\n0\ny\n\n\n\n"
    told = run("item", "--definitions", str(folder), typed=TO_BODY + "\n" * 20 + papers + "\n" * 30)
    assert "已有同名的，不能再写一个" in told.output
    item = (folder / "items" / "yang-quan-deng-ji.yaml").read_text(encoding="utf-8")
    assert "material: business_licence" in item
    [made] = written(folder / "vocabulary" / "materials-yang-quan-deng-ji.yaml").materials
    assert made.is_form
    assert f"material: {made.id}" in item


def test_days_places_and_numbers_are_read_as_people_write_them_and_what_cannot_be_is_asked_again(folder: Path) -> None:
    source = "指南\n1\n某市公安局\n三月\n2026年13月\n2026/3/2\n\n某市\n330800000000\n"
    basis = "某市养犬管理条例\n\n\n2020年1月\n\n"
    rest = "公安局\n1\n3\n1\n行政\n行政确认\n\n\n\n\n\n一次\n1次\n"
    told = run("item", "--definitions", str(folder), typed="养犬登记\n\n\n" + source + basis + rest + "\n" * 40)
    assert told.exit_code == 0, told.output
    assert told.output.count("请写成 2026-03-02、2026-03 或 2026") == 2
    assert "区划代码是 12 位数字" in told.output
    item = written(folder / "items" / "yang-quan-deng-ji.yaml")
    assert [(one.date, one.place) for one in item.sources] == [("2026-03-02", "330800000000"), ("2020-01", None)]
    assert [(one.article, one.text) for one in item.basis] == [("未写明", "填写时没有写条文")]
    assert (item.type.claims[0].value, item.visits_alone.claims[0].value) == ("行政确认", 1)
