"""The values of a message as they are kept, until somebody reads it in a language of theirs.

A value is a plain text, a day (`{"day": "2026-12-01"}`), a moment (`{"at": "…Z"}`), the last day of a limit that ends
at a moment (`{"until": "…Z"}`), or a text in several languages (`{"zh-hans": "…", "en": "…"}`).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from yici.domain.clock import LEGAL, ending_day

Value = str | Mapping[str, str]
WEEKDAYS: Final = {
    "zh-hans": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(on: date) -> Value:
    """This will keep a day."""
    return {"day": on.isoformat()}


def until(end: datetime | None) -> Value:
    """This will keep the end of a limit; nothing where it is not known."""
    return {"until": end.isoformat()} if end else ""


def spoken(values: Mapping[str, Value], language: str) -> dict[str, str]:
    """This will say values in a language."""
    return {name: _spoken(value, language) for name, value in values.items()}


def _spoken(value: Value, language: str) -> str:
    if isinstance(value, str):
        return value
    if "day" in value:
        return _day(date.fromisoformat(value["day"]), language)
    if "until" in value:
        return _day(ending_day(datetime.fromisoformat(value["until"])), language)
    if "at" in value:
        local = datetime.fromisoformat(value["at"]).astimezone(LEGAL)
        return f"{_day(local.date(), language)} {local:%H:%M}"
    return value.get(language) or next(iter(value.values()), "")


def _day(on: date, language: str) -> str:
    weekday = WEEKDAYS["en" if language == "en" else "zh-hans"][on.weekday()]
    if language == "en":
        return f"{weekday} {on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日（{weekday}）"
