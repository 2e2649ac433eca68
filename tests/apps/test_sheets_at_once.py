"""Whatever hides a part of a spreadsheet hides no fault of the rest: one run tells all of them, each at its cell."""

from pathlib import Path
from typing import Any

import pytest

from tests.apps.catalogue_files import said
from tests.apps.sheet_samples import Change, book, put, read

EVERYTHING: list[list[Any]] = [
    ["事项编码", "事项名称", "事项类型", "服务对象", "办理部门", "材料名称", "材料序号"],
    [5, "甲", "行政确认", "自然人", "局", "纸1", "x"],
    [5, "甲", None, None, None, "纸2", 2],
    [None, "乙", None, "自然人", "局", "纸3", 1],
]


def told(path: Path) -> set[tuple[str, str]]:
    done = read(path)
    assert done.files == {}
    assert all(said(fault) for fault in done.faults)
    faults = [(fault.code, fault.path) for fault in done.faults if fault.severity == "fault"]
    assert len(faults) == len(set(faults))
    return set(faults)


CODES = [  # what hides the codes of the items, and what is told of it
    ([put("事项", "A2", 5)], {("cell.number", "事项!A2")}),
    ([put("事项", "A2", "=1+1")], {("cell.formula", "事项!A2")}),
    ([put("事项", "A2", None)], {("row.lacks", "事项!A2")}),
    ([put("事项", "A1", "事项编玛")], {("sheet.column_unknown", "事项!A1")}),
    ([put("事项", "A1", "随便")], {("sheet.column_unknown", "事项!A1"), ("sheet.column_missing", "事项!A1")}),
]


@pytest.mark.parametrize(("changes", "wanted"), CODES)
def test_a_code_that_cannot_be_read_hides_no_other_fault_of_its_row(
    changes: list[Change], wanted: set[tuple[str, str]], tmp_path: Path
) -> None:
    more = [put("事项", "F2", None), put("事项", "H2", "当场"), put("事项", "C2", "Dog!")]
    assert told(book(tmp_path / "b.xlsx", *changes, *more)) == wanted | {
        ("row.lacks", "事项!F2"), ("row.on_the_spot", "事项!G2"), ("row.identity", "事项!C2"),
    }  # fmt: skip


def test_rows_of_one_name_without_a_code_are_one_item(tmp_path: Path) -> None:
    assert told(book(tmp_path / "b.xlsx", tables={"全部": EVERYTHING})) == {
        ("cell.number", "全部!A2"), ("cell.not_whole", "全部!G2"), ("cell.number", "全部!A3"), ("row.lacks", "全部!A4"),
        ("row.lacks", "全部!C4"),
    }  # fmt: skip


def test_the_cells_below_a_heading_with_one_wrong_character_are_read(tmp_path: Path) -> None:
    misspelt = [
        put("材料", "C1", "材料名"),
        put("材料", "C2", None),
        put("事项", "H1", "承诺时限单立"),
        put("事项", "H2", "旬"),
    ]
    assert told(book(tmp_path / "b.xlsx", *misspelt)) == {
        ("sheet.column_unknown", "材料!C1"), ("row.lacks", "材料!C2"), ("sheet.column_unknown", "事项!H1"),
        ("cell.unit", "事项!H2"),
    }  # fmt: skip


def test_what_the_check_says_is_told_with_the_cells_and_at_its_own(tmp_path: Path) -> None:
    unknown = [put("事项", "I1", "程序制度"), put("事项", "I2", "confirmaton")]
    assert told_of_nothing_written(book(tmp_path / "a.xlsx", *unknown)) == {("name.unknown", "事项!I2")}
    assert told(book(tmp_path / "b.xlsx", *unknown, put("事项", "F3", None), put("事项", "H2", "旬"))) == {
        ("name.unknown", "事项!I2"), ("row.lacks", "事项!F3"), ("cell.unit", "事项!H2"),
    }  # fmt: skip


def told_of_nothing_written(path: Path) -> set[tuple[str, str]]:
    done = read(path)
    assert not done.sound
    return {(fault.code, fault.path) for fault in done.faults if fault.severity == "fault"}


def test_a_number_for_a_day_is_told_as_the_day_that_it_may_mean(tmp_path: Path) -> None:
    day = [
        put("事项", "I1", "事项状态"),
        put("事项", "I2", "暂停"),
        put("事项", "J1", "状态日期"),
        put("事项", "J2", 45000),
    ]
    [fault] = read(book(tmp_path / "b.xlsx", *day)).faults
    assert (fault.code, fault.path, fault.params["near"]) == ("cell.not_a_date", "事项!J2", "2023-03-15")
    [fault] = read(book(tmp_path / "c.xlsx", *day, put("事项", "J2", 7))).faults
    assert "near" not in fault.params
