"""Days and moments in words: a date never stands without its weekday."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

from yici.documents.parts import Due
from yici.domain.error import Invalid

LEGAL_TIME = timezone(timedelta(hours=8))
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_GAP = {"zh": " ", "en": ", "}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date, lang: str) -> str:
    """This will give "2026年3月17日 周二" or "Tue 17 March 2026", for a column or a list."""
    weekday = _WEEKDAYS[lang][day.weekday()]
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日 周{weekday}"
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_in_sentence(day: date, lang: str) -> str:
    """This will give "2026年3月17日（周二）", so that the words after it do not run into the weekday."""
    return re.sub(" (.*)", r"（\1）", day_in_words(day, lang)) if lang == "zh" else day_in_words(day, lang)


def moment_in_words(moment: datetime, lang: str) -> str:
    """This will give the day and the minute at +08:00. Raises Invalid for a moment without a time zone."""
    return f"{day_in_words(_local(moment).date(), lang)}{_GAP[lang]}{_local(moment):%H:%M}"


def moment_in_sentence(moment: datetime, lang: str) -> str:
    """This will give the day as in a sentence, and the minute at +08:00. Raises Invalid for a moment without a zone."""
    gap = "" if lang == "zh" else _GAP[lang]
    return f"{day_in_sentence(_local(moment).date(), lang)}{gap}{_local(moment):%H:%M}"


def due_in_words(due: Due, words: Mapping[str, str]) -> str:
    """This will give "by" the day, or "not before" the day with the reason why it is open."""
    return words["not_before" if due.open_because else "by"].format(
        day=day_in_words(due.day, words["lang"]), because=due.open_because
    )


def due_in_sentence(due: Due, words: Mapping[str, str]) -> str:
    """This will give the same as a part of a sentence."""
    return words["not_before_said" if due.open_because else "by"].format(
        day=day_in_sentence(due.day, words["lang"]), because=due.open_because
    )


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Invalid("documents.moment_naive", remedy="give an aware datetime")
    return moment.astimezone(LEGAL_TIME)
