"""Amounts of time and kinds of answers in words: what the domain has as codes, Chinese and English."""

import re
from collections.abc import Mapping
from typing import Final

UNITS: Final[dict[str, str]] = {
    "on_the_spot": "当场", "minute": "分钟", "hour": "小时", "working_minute": "办公分钟", "working_hour": "办公小时",
    "working_day": "个工作日", "day": "天", "month": "个月", "year": "年",
}  # fmt: skip
TYPES: Final[dict[str, tuple[str, str]]] = {
    "boolean": ("是或否（true、false）", "true or false"), "number": ("整数", "a whole number"),
    "choice": ("一个选项", "one option"), "choices": ("选项的列表", "a list of options"),
}  # fmt: skip
_AMOUNT: Final = re.compile(rf"(\d+) ({'|'.join(UNITS)})")


def with_amounts(params: Mapping[str, str]) -> dict[str, str]:
    """This will put amounts such as "5 working_day" into Chinese, and each into English under its name and `_en`."""
    told = dict(params)
    for name, value in params.items():
        if name == "unit" and value in UNITS:
            told |= {"unit": UNITS[value], "unit_en": value.replace("_", " ") + "s"}
        elif match := _AMOUNT.fullmatch(value):
            unit = match[2].replace("_", " ") + ("" if match[1] == "1" else "s")
            told |= {name: f"{match[1]} {UNITS[match[2]]}", f"{name}_en": f"{match[1]} {unit}"}
    return told
