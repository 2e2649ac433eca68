"""A guide of a whole matter in a spreadsheet: the bundle that it becomes, and what it cannot say."""

from pathlib import Path
from typing import Any

import pytest

from tests.apps.catalogue_files import said
from tests.apps.sheet_samples import ITEMS, PAPERS, book, put, read
from yici.catalogue.read import read_file
from yici.domain.bundle import Bundle

MATTERS: list[list[Any]] = [
    ["事项编码", "事项名称", "标识", "办理部门", "牵头部门", "联办时限", "联办时限单位", "联办决定", "联办决定机关",
     "联办决定日期", "受理条件", "咨询电话"],
    ["M1", "养狗一件事", "keep-a-dog", "公安机关", "市场监督管理局", 8, "工作日", "联合办理养犬登记的通知", "某市政府",
     "2026-03-02", "有狗", "0570-1"],
]  # fmt: skip
JOINED: list[list[Any]] = [
    ["事项编码", "联办事项", "联办事项编码", "联办事项承诺时限", "联办事项承诺时限单位", "联办结果样本"],
    ["M1", "养犬登记", None, 3, "工作日", "养犬登记证样本"],
    ["M1", "注销", "A002", None, None, None],
    ["M1", "食品经营许可核发（餐饮服务）", None, None, None, None],
]
ATTACHED: list[list[Any]] = [
    ["事项编码", "附件名称", "附件地址"], ["M1", "流程图", "https://example.com/m.pdf"],
    ["A001", "办事指南", "https://example.com/a.pdf"],
]  # fmt: skip
HANDED: list[list[Any]] = [[*PAPERS[0], "提交方式"], [*PAPERS[1], "窗口、网上"], *([*row, None] for row in PAPERS[2:])]
TABLES = {"事项": ITEMS, "一件事": MATTERS, "材料": HANDED, "联办事项": JOINED, "附件": ATTACHED}


def faults(done: Any) -> list[Any]:
    return [fault for fault in done.faults if fault.severity == "fault"]


def test_a_guide_that_joins_items_becomes_a_bundle_of_them(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", tables=TABLES))
    assert faults(done) == []
    found, _ = read_file("keep-a-dog", done.files["bundles/keep-a-dog.yaml"].encode())
    assert found is not None
    assert isinstance(found.definition, Bundle)
    bundle = found.definition
    assert [member.item for member in bundle.items] == [
        "dog-registration", "yang-quan-deng-ji-zhu-xiao", "food-licence",
    ]  # fmt: skip
    [lead], [limit] = bundle.lead.claims, bundle.joint_limit.claims
    assert (lead.value, limit.value.amount, limit.value.unit) == ("market_regulation", 8, "working_day")
    sources = {source.id: source for source in bundle.sources}
    assert (sources[limit.source].title, sources[limit.source].date) == ("联合办理养犬登记的通知", "2026-03-02")
    assert sources["attachment-1"].address == "https://example.com/m.pdf"
    assert "items/keep-a-dog.yaml" not in done.files
    assert done.items == 2


def test_what_a_matter_has_no_key_for_is_told_and_stands_as_a_remark(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", tables=TABLES))
    [notice] = [fault for fault in done.faults if fault.code == "row.no_place"]
    for heading in ("受理条件", "咨询电话", "联办事项承诺时限", "联办结果样本"):
        assert heading in notice.params["headings"]
    for value in ("有狗", "0570-1", "养犬登记证样本"):
        assert value in done.files["bundles/keep-a-dog.yaml"]
    assert said(notice)


def test_ways_of_submission_and_attachments_of_an_item_are_kept(tmp_path: Path) -> None:
    text = read(book(tmp_path / "b.xlsx", tables=TABLES)).files["items/dog-registration.yaml"]
    assert "提交方式：窗口、网上" in text
    assert "https://example.com/a.pdf" in text
    rows = [HANDED[0], *([*row[:-1], "窗口"] for row in HANDED[1:])]
    told = [one for one in read(book(tmp_path / "c.xlsx", tables=TABLES | {"材料": rows})).faults
            if one.code == "sheet.kept_as_note"]  # fmt: skip
    assert [(one.path, one.params["heading"], one.severity) for one in told] == [("材料!H1", "提交方式", "warning")]
    assert said(told[0])


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (put("联办事项", "B2", "养大象"), "row.joint_unknown", "联办事项!B2"),
        (put("联办事项", "B4", "食品经营许可证件"), "row.joint_unknown", "联办事项!B4"),
        (put("一件事", "H2", None), "row.lacks", "一件事!H2"),
        (put("一件事", "G2", None), "row.lacks", "一件事!G2"),
        (put("一件事", "J2", None), "bundle.joint_without_decision", "一件事!F2"),
        (put("联办事项", "A2", "M9"), "row.code_unknown", "联办事项!A2"),
    ],
)
def test_what_a_matter_cannot_say_is_told_at_its_cell(tmp_path: Path, change: Any, code: str, place: str) -> None:
    done = read(book(tmp_path / "b.xlsx", change, tables=TABLES))
    assert [(fault.code, fault.path) for fault in faults(done)] == [(code, place)]
    assert done.files == {} or not done.sound
    assert all(said(fault) for fault in faults(done))


def test_a_joint_limit_of_no_joined_items_is_a_fault(tmp_path: Path) -> None:
    rows = [[*ITEMS[0], "联办时限", "联办时限单位"], [*ITEMS[1], 8, "工作日"]]
    assert [fault.params["heading"] for fault in faults(read(book(tmp_path / "b.xlsx", tables={"事项": rows})))] == [
        "联办事项"
    ]
