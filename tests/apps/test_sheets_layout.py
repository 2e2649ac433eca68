"""Spreadsheets as offices keep them: titles, merged and hidden parts, footers, codes that nobody lists."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.apps.catalogue_files import said
from tests.apps.sheet_samples import ITEMS, PAPERS, TABLES, book, put, read
from yici.catalogue.sheets import headings, merged
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.importing import Imported

Change = Callable[[Workbook], object]


def told(done: Imported) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in done.faults if fault.severity == "fault"]


def above(*rows: list[object], merge: str = "") -> Change:
    """Rows above the headings of every sheet."""

    def change(made: Workbook) -> None:
        for sheet in made.worksheets:
            sheet.insert_rows(1, len(rows))
            for number, row in enumerate(rows, start=1):
                for at, value in enumerate(row, start=1):
                    sheet.cell(number, at, value)
            if merge:
                sheet.merge_cells(merge)

    return change


def test_titles_above_the_headings_are_passed_over_and_named(tmp_path: Path) -> None:
    title = above(["办事指南一览表"], ["填报单位：", "政务办", None, "2026年3月"], merge="A1:G1")
    done, plain = read(book(tmp_path / "b.xlsx", title)), read(book(tmp_path / "c.xlsx"))
    assert (done.sound, done.items) == (True, plain.items)
    assert done.files.keys() == plain.files.keys()
    notices = [(fault.code, fault.path) for fault in done.faults if fault.code == "sheet.title_row"]
    assert notices == [("sheet.title_row", f"{sheet}!A{row}") for sheet in TABLES for row in (1, 2)]
    assert "“办事指南一览表”在列名上面" in said(done.faults[0])


def test_what_is_wrong_below_a_title_is_told_at_its_own_cell(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", put("事项", "H2", "旬"), above(["一览表"], merge="A1:G1")))
    assert told(done) == [("cell.unit", "事项!H3")]


@pytest.mark.parametrize("title", ["办事指南一览表", "A001"])
def test_a_sheet_without_headings_is_one_fault_that_names_the_row(title: str, tmp_path: Path) -> None:
    rows = {**TABLES, "事项": [[title], *ITEMS[1:]]}
    [fault] = read(book(tmp_path / "b.xlsx", tables=rows)).faults
    assert (fault.code, fault.path) == ("sheet.no_headings", "事项!A1")
    assert f"“{title}”" in said(fault)


def test_headings_that_stand_too_far_down_are_not_looked_for(tmp_path: Path) -> None:
    far = above(*([f"说明{n}"] for n in range(headings.LOOKED_AT)))
    assert {code for code, _ in told(read(book(tmp_path / "b.xlsx", far)))} == {"sheet.no_headings"}


def test_headings_in_two_rows_are_one_fault(tmp_path: Path) -> None:
    def two_rows(made: Workbook) -> None:
        made["事项"].insert_rows(2)
        for letter in "ABCDEF":
            made["事项"].merge_cells(f"{letter}1:{letter}2")

    [fault] = read(book(tmp_path / "b.xlsx", two_rows)).faults
    assert (fault.code, fault.path.partition(":")[0][:3]) == ("sheet.headings_two_rows", "事项!")


def test_stars_and_line_breaks_of_headings_and_a_counter_of_rows_mean_nothing(tmp_path: Path) -> None:
    starred = [f"*{name[:2]}\n{name[2:]}" for name in ITEMS[0]]
    rows = {**TABLES, "事项": [["序号", *starred], *([n, *row] for n, row in enumerate(ITEMS[1:], start=1))]}
    assert read(book(tmp_path / "b.xlsx", tables=rows)).files == read(book(tmp_path / "b.xlsx")).files


def test_columns_stand_in_any_order(tmp_path: Path) -> None:
    rows = {**TABLES, "事项": [row[::-1] for row in ITEMS]}
    assert read(book(tmp_path / "b.xlsx", tables=rows)).files == read(book(tmp_path / "b.xlsx")).files


def test_a_code_that_no_sheet_of_items_has_is_told_once_a_sheet_with_its_rows(tmp_path: Path) -> None:
    papers = [*PAPERS, ["A0O1", 1, "照片", "必要", "纸质", 1, 0], ["A0O1", 2, "图纸", "必要", "纸质", 1, 0]]
    done = read(book(tmp_path / "b.xlsx", put("结果", "A2", "Z9"), tables={**TABLES, "材料": papers}))
    assert told(done) == [("row.code_unknown", "材料!A5"), ("row.code_unknown", "结果!A2")]
    assert "“A0O1”（到第 6 行）" in said(done.faults[0])
    assert done.files == {}


@pytest.mark.parametrize(("given", "near"), [("A001x", "A001"), ("9999", "")])
def test_the_nearest_code_is_proposed(given: str, near: str, tmp_path: Path) -> None:
    [fault] = read(book(tmp_path / "b.xlsx", put("材料", "A2", given))).faults
    assert fault.params.get("near", "") == near


def test_a_paper_whose_sheet_repeats_the_name_of_its_item_is_a_stranger_as_well(tmp_path: Path) -> None:
    papers = [["事项编码", "事项名称", "材料名称"], ["A001", "养犬登记", "照片"], ["A009", "养猫登记", "照片"]]
    done = read(book(tmp_path / "b.xlsx", tables={**TABLES, "材料": papers}))
    assert told(done) == [("row.code_unknown", "材料!A3")]


@pytest.mark.parametrize("change", [put("事项", "A2", "=B2"), put("事项", "A2", 4401), put("事项", "A2", None)])
def test_a_code_that_cannot_be_read_is_told_and_not_missed_elsewhere(change: Change, tmp_path: Path) -> None:
    assert [path for _, path in told(read(book(tmp_path / "b.xlsx", change)))] == ["事项!A2"]


def test_a_column_that_is_missing_is_one_fault_and_not_one_a_row(tmp_path: Path) -> None:
    rows = {"事项": [[*row[:4], *row[6:]] for row in ITEMS], "材料": [[*row[:2], *row[3:]] for row in PAPERS]}
    done = read(book(tmp_path / "b.xlsx", tables=rows))
    assert [(fault.path, fault.params["heading"]) for fault in done.faults] == [
        ("材料!A1", "材料名称"), ("事项!A1", "办理部门"), ("事项!A1", "服务对象"),
    ]  # fmt: skip


@pytest.mark.parametrize(("cell", "heading"), [("事项!B1", "事项名"), ("材料!C1", "材料名"), ("结果!A1", "事项编号")])
def test_a_misspelt_heading_is_one_fault_and_its_cells_are_not_missing(cell: str, heading: str, tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", put(cell.split("!")[0], cell.split("!")[1], heading)))
    assert told(done) == [("sheet.column_unknown", cell)]


def test_merged_cells_are_told_and_the_empty_ones_below_are_not(tmp_path: Path) -> None:
    def merge(made: Workbook) -> None:
        made["材料"].merge_cells("A2:A3")
        made["事项"].merge_cells("F2:F3")
        made["结果"].insert_rows(3)
        made["结果"].merge_cells("A2:C3")

    done = read(book(tmp_path / "b.xlsx", merge))
    assert {code for code, _ in told(done)} == {"sheet.merged"}
    assert [path for _, path in told(done)] == ["事项!F2:F3", "材料!A2:A3", "结果!A2:C3"]
    assert done.files == {}


def test_hundreds_of_merged_cells_leave_room_for_the_other_faults(tmp_path: Path) -> None:
    def merge(made: Workbook) -> None:
        for row in range(5, 1_005, 2):
            made["材料"].append(["A001", None, f"材料{row}", "必要", "纸质", 1, 0])
            made["材料"].append([None, None, f"材料{row + 1}", "必要", "纸质", 1, 0])
            made["材料"].merge_cells(f"A{row}:A{row + 1}")

    done = read(book(tmp_path / "b.xlsx", merge, put("结果", "B2", "=A2")))
    assert ("cell.formula", "结果!B2") in told(done)
    assert len(done.faults) == merged.TOLD + 2
    assert "还有 460 处" in said(done.faults[merged.TOLD])


@pytest.mark.parametrize("reference", ["A2:XFD1048576", "A2:A1048576", "B2", "rubbish", ""])
def test_a_merged_cell_of_any_size_or_shape_costs_nothing(reference: str) -> None:
    found = Found("b.xlsx")
    kept = merged.tell_merged([reference] * 3, "材料", 1, found)
    assert sum(map(len, kept.covered.values())) <= merged.MOST_COVERED


def test_a_hidden_sheet_of_items_is_a_fault_and_a_hidden_list_of_choices_is_not_looked_at(tmp_path: Path) -> None:
    def hide(made: Workbook) -> None:
        made["结果"].sheet_state = "hidden"
        choices = made.create_sheet("字典")
        choices.append(["是"])
        choices.append(["=A1"])
        choices.sheet_state = "veryHidden"

    path = book(tmp_path / "b.xlsx", hide)
    assert told(read(path)) == [("sheet.hidden", "结果")]
    assert told(read(path, sheet="字典")) == [("sheet.no_headings", "字典!A1")]


def test_a_remark_below_the_items_is_one_fault(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", lambda made: made["事项"].append(["填表说明：请认真填写"])))
    assert told(done) == [("row.only_code", "事项!A4")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.xlsx", None, "book.missing"),
        ("one.csv", "事项编码\r\nA001\r\n".encode("gbk"), "book.csv"),
        ("two.csv", "事项编码,事项名称\r\nA001,甲\r\n".encode("gbk"), "book.csv"),
        ("wide.txt", "事项编码\t事项名称".encode("utf-16"), "book.csv"),
        ("named.xlsx", "事项编码,事项名称\r\n".encode("gbk"), "book.csv"),
    ],
)
def test_what_is_no_spreadsheet_is_told_apart(name: str, content: Any, code: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert [fault.code for fault in read(tmp_path / name).faults] == [code]
