"""What one cell says: the value that its column asks for, or what is wrong with it. Nothing is computed or guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from yici.catalogue.sheets.choices import UNITS
from yici.catalogue.sheets.columns import Column
from yici.catalogue.tree import CONTROL

Value = str | int | tuple[str, ...]
MOST_DIGITS = 6
DAY_ZERO = date(1899, 12, 30)
"""Counted on from the date that such a program shows for 61, the first it has right."""
SERIALS = (18_264, 73_415)
"""1950 to 2100: other numbers are hardly dates."""
SEVERAL = re.compile(r"[、,，;；\n]+")
LINES = re.compile(r"[\n；;]+")
MARK = re.compile(r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．])\s*")
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell."""

    code: str
    params: dict[str, str]


def read_cell(cell: Any, column: Column) -> Value | Wrong | None:
    """This will read a cell as its column is; None when it is empty."""
    value, kind = cell.value, cell.data_type
    if kind in REFUSED:
        return Wrong(REFUSED[kind], {"given": _shown(value), "column": column.heading})
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if kind == "d":
        return _day(value, column)
    if kind == "n":
        return _number(value, column)
    return _text(str(value).replace("\r\n", "\n").replace("\r", "\n").strip(), column)


REFUSED = {"f": "cell.formula", "e": "cell.error", "b": "cell.truth"}


def _shown(value: Any) -> str:
    return str(getattr(value, "text", value))


def _day(value: Any, column: Column) -> Value | Wrong:
    if column.kind == "date" and isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    return Wrong("cell.date", {"given": _shown(value), "column": column.heading})


def _number(value: int | float, column: Column) -> Value | Wrong:
    whole = int(value) if float(value).is_integer() else None
    if column.kind == "whole":
        return _whole(str(whole if whole is not None else value), column)
    if column.kind == "date":
        return Wrong("cell.not_a_date", {"given": str(value), "column": column.heading, "near": _serial(whole)})
    if column.choices and str(whole) in column.choices:
        return column.choices[str(whole)]
    return Wrong("cell.number", {"given": str(value), "column": column.heading})


def _serial(number: int | None) -> str:
    """The day that a number may mean: spreadsheet programs count days, and show them so where the format is lost."""
    return (DAY_ZERO + timedelta(number)).isoformat() if number and SERIALS[0] <= number <= SERIALS[1] else ""


def _text(text: str, column: Column) -> Value | Wrong:
    if found := CONTROL.search(text):
        return Wrong("cell.control_character", {"code": f"U+{ord(found.group()):04X}"})
    match column.kind:
        case "whole":
            return _whole(text, column)
        case "date":
            return _date(text, column)
        case "choice":
            return _choice(text, column)
        case "choices":
            return _choices(text, column)
        case "lines":
            return tuple(line for line in (MARK.sub("", part).strip() for part in LINES.split(text)) if line)
    return text


def _whole(text: str, column: Column) -> int | Wrong:
    if not re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", text):
        return Wrong("cell.not_whole", {"given": text, "column": column.heading})
    return int(text)


def _date(text: str, column: Column) -> str | Wrong:
    try:
        date.fromisoformat(text if ISO.fullmatch(text) else "")
    except ValueError:
        return Wrong("cell.not_a_date", {"given": text, "column": column.heading})
    return text


def _choice(text: str, column: Column) -> str | Wrong:
    choices: Mapping[str, str] = column.choices or {}
    if text in choices:
        return choices[text]
    near = get_close_matches(text, choices, n=1, cutoff=0.5)
    code = "cell.unit" if choices is UNITS else "cell.choice"
    allowed = "、".join(name for name in choices if not name.isdigit())
    return Wrong(code, {"given": text, "column": column.heading, "allowed": allowed, "near": "".join(near)})


def _choices(text: str, column: Column) -> tuple[str, ...] | Wrong:
    chosen: dict[str, None] = {}
    for part in SEVERAL.split(text):
        one = _choice(part.strip(), column) if part.strip() else ""
        if isinstance(one, Wrong):
            return one
        chosen[one] = None
    return tuple(one for one in chosen if one)
