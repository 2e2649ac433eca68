"""A spreadsheet to fill in: a sheet for each table, one example, lists to choose from, what each column means."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from yici.catalogue.sheets.columns import BY_HEADING, CODE, COLUMNS, Column
from yici.catalogue.sheets.opening import MAX_ROWS

SHEETS = {
    "事项": ("item", "note"), "依据": ("basis",), "材料": ("material",), "环节": ("step",), "结果": ("result",),
    "特别程序": ("special",), "收费": ("charge",), "问答": ("answer",),
    "联办事项": ("joint",), "附件": ("attachment",),
}  # fmt: skip
KINDS = {
    "text": "文字", "lines": "文字，一条一行", "whole": "整数", "date": "日期，写成 2026-03-02", "choice": "选一个",
    "choices": "可选几个，用顿号隔开",
}  # fmt: skip
TEXT_FORMAT = "@"
LONGEST_LIST = 255
"""A spreadsheet program takes no longer list of choices."""


def write_template(path: Path) -> None:
    """This will write the template. Raises FileExistsError: nothing is ever overwritten."""
    book = Workbook()
    book.remove(book.active)
    for title, tables in SHEETS.items():
        _table(
            book.create_sheet(title),
            [BY_HEADING[CODE], *(c for c in COLUMNS if c.table in tables and c.heading != CODE)],
        )
    _explain(book.create_sheet("说明"))
    with path.open("xb") as file:
        book.save(file)


def _table(sheet: Any, columns: list[Column]) -> None:
    example = any(column.example not in ("",) for column in columns[1:])
    for at, column in enumerate(columns, start=1):
        head = sheet.cell(1, at, column.heading)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = max(12, 3 * len(column.heading))
        if column.kind != "whole":
            sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        if example and column.example != "":
            cell = sheet.cell(2, at, column.example)
            cell.number_format = "0" if column.kind == "whole" else TEXT_FORMAT
        _choices(sheet, letter, column)
    sheet.freeze_panes = "B2"


def _choices(sheet: Any, letter: str, column: Column) -> None:
    names = ",".join(name for name in column.choices or () if not name.isdigit())
    if column.kind == "choice" and len(names) <= LONGEST_LIST:
        # A code may be typed as well: the list offers, it does not forbid.
        choice = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True, showErrorMessage=False)
        choice.add(f"{letter}2:{letter}{MAX_ROWS}")
        sheet.add_data_validation(choice)


def _explain(sheet: Any) -> None:
    sheet.append(["列", "填什么", "可以填的值", "别的叫法"])
    for column in COLUMNS:
        allowed = "、".join(column.choices or ())
        sheet.append([column.heading, KINDS[column.kind], allowed, "、".join(column.also)])
    for line in RULES:
        sheet.append([line])


RULES = (
    "每一行都要写“事项编码”，同一个编码的各行说的是同一个事项；一个事项有几份材料就写几行。",
    "写了“联办事项”的编码是“一件事”：每行写一个事项的编码或名称，在本表或已有的定义里找得到；联办时限要写明联办决定。",
    "不知道的留空：导入后写作“未知”。不要合并单元格，不要写公式，编码一列设为文本格式。",
    "第二行是例子，请改成自己的。不用的表可以删掉；也可以把所有列放在一张表里。",
)
