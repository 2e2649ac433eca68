"""Values of answers and literals: their kinds, exact comparison, and how they are written."""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Value = str | Decimal | bool
Answer = str | int | float | Decimal | bool | frozenset[str]
Kind = Literal["text", "number", "boolean", "choices"]

# Beyond these no area, age or amount of money lies; they keep every comparison and every text short.
BIGGEST = 10**25
MOST_PLACES = 30

ORDERINGS = ("<", "<=", ">", ">=")
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def kind_of(answer: object) -> Kind | None:
    """Name the kind of an answer; None for what no answer may be (lists, not-a-number, numbers beyond all use)."""
    if isinstance(answer, bool):
        return "boolean"
    if isinstance(answer, str):
        return "text"
    if isinstance(answer, frozenset | set):
        return "choices"
    return "number" if _is_number(answer) else None


def _is_number(answer: object) -> bool:
    if isinstance(answer, Decimal):
        exponent = answer.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= -MOST_PLACES and -BIGGEST < answer < BIGGEST
    return isinstance(answer, int | float) and -BIGGEST < answer < BIGGEST


def exact(answer: Answer) -> Answer:
    """Give a float as the decimal number that it is written as, so that 0.1 is a tenth; the rest as it is."""
    return Decimal(str(answer)) if isinstance(answer, float) else answer


def is_iso_date(text: object) -> bool:
    """Say whether a text is a date written YYYY-MM-DD, the only text that has an order."""
    if not isinstance(text, str) or not _ISO_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def comparable(left: object, op: str, right: object) -> bool:
    """Say whether two answers or literals may be compared: of one kind, not sets, and ordered only where order is."""
    kind = kind_of(left)
    if kind is None or kind == "choices" or kind != kind_of(right):
        return False
    return op not in ORDERINGS or kind == "number" or (is_iso_date(left) and is_iso_date(right))


def written(value: object) -> str:
    """Write a value as it stands in a condition: text quoted, numbers plain, true and false in small letters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}'" if '"' in value else f'"{value}"'
    return plain(value)


def plain(value: object) -> str:
    """Write an answer for people: text as it is, a set as a sorted list."""
    if isinstance(value, bool):
        return written(value)
    if isinstance(value, frozenset | set):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, Decimal):
        text = format(value, "f")
        shortened = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if shortened == "-0" else shortened
    return str(value)
