"""The sentence for every fault of a place's list: what is wrong and what to do, Chinese then English."""

LIST_FAULTS: dict[str, str] = {
    "list.no_types": "清单没有写事项类型的代码表，请写 types。 Its numbers have no meaning: write types.",
    "list.no_file": "没有找到清单的表“{file}”，请放在旁边。 The table is not beside the list: check its name.",
    "list.unnamed": "没有哪份清单用到这张表，不会读；请在清单里写 file，或删掉。 No list names this table: name it.",
    "list.digest": "表的摘要是 {digest}，与写的不同，请核对。 The lines have another digest: check the table.",
    "list.count": "表有 {count} 行，与写的不同，请核对。 The table has another number of lines: check it.",
    "list.csv": "不是有效的 CSV：{problem}。请核对引号。 Not valid CSV: check the quotes.",
    "list.columns": "第一行的列名不对：缺少 {missing}，多出 {surplus}，请改。 Wrong columns: change the first line.",
    "list.cells": "这一行有 {cells} 格，应为 {wanted} 格；含逗号的要加引号。 Wrong number of cells: check the commas.",
    "list.no_lines": "表里没有一个事项，请核对。 The table has no line: check it.",
    "list.too_many": "超过 {most} 行，请核对，或按下级地方拆开。 Too many lines: split the list.",
    "list.empty": "“{column}”是空的，请补上。 The cell is empty: write what it is.",
    "list.cell": "“{column}”首尾有空格，或超过 {most} 字，请改。 Blanks at an end, or too long: change it.",
    "list.formula": "“{column}”以 {begin} 开头，表格软件会当作公式，请改。 A formula to spreadsheets: change it.",
    "list.area": "区划代码是 {area}，应为清单的 {place}。 The area must be the place of the list.",
    "list.type": "没有事项类型 {type}，只能是：{known}。 Not a type of this list: use one of these, or add it.",
    "list.code_twice": "编码“{code}”在第 {first} 行已经有了，请改一个。 The code is used twice: change one.",
    "list.name_twice": "同一部门的“{name}”在第 {first} 行已经有了，请核对。 One name under two codes: check them.",
    "list.code_shape": "编码“{code}”应为：基本编码-区划12位-000-信用代码-1-00。 Not the shape of a code: check it.",
    "list.code_area": "编码里的区划是 {area}，应为 {place}。 The code names another area: check it.",
    "list.code_body": "编码里的信用代码“{body}”不对，共 {count} 行，请核对：{lines}。 The credit code is wrong: check.",
}
