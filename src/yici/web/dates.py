"""Days and moments in words, in the language of the page; limits are written by `amounts`."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import get_language, gettext

from yici.domain.clock import LEGAL
from yici.domain.plan import Day
from yici.web.amounts import limit_text

__all__ = ["day_text", "english", "joined", "last_day", "limit_text", "moment_text", "plan_day", "short_day"]

WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def english() -> bool:
    """This will say whether the page is in English."""
    return (get_language() or "").startswith("en")


def joined(sentences: Iterable[str]) -> str:
    """This will put sentences after each other as the language does."""
    return (" " if english() else "").join(sentences)


def day_text(day: date, *, year: bool = False) -> str:
    """This will write a day with its weekday: 3月16日（周一), Monday 16 March."""
    if english():
        plain = f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}"
        return f"{plain} {day.year}" if year else plain
    plain = f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
    return f"{day.year}年{plain}" if year else plain


def moment_text(moment: datetime) -> str:
    """This will write a moment in legal time, with the weekday."""
    local = moment.astimezone(LEGAL)
    return f"{day_text(local.date(), year=True)} {local:%H:%M}"


def clock_text(moment: datetime) -> str:
    """This will write the time of day, as 14:05."""
    return f"{moment.astimezone(LEGAL):%H:%M}"


def last_day(end: datetime) -> date:
    """This will give the last day of a limit that ends at `end`; 24:00 belongs to the day before."""
    local = end.astimezone(LEGAL)
    return date.fromordinal(local.date().toordinal() - 1) if (local.hour, local.minute) == (0, 0) else local.date()


def plan_day(day: Day, *, since: date | None = None) -> str:
    """This will write a planned day: itself, not before which day, or unknown; with the year if it is not `since`'s."""
    known = day.day or day.not_before
    if known is None:
        return gettext("未知")
    text = day_text(known, year=since is not None and known.year != since.year)
    return text if day.day else gettext("不早于 %(day)s") % {"day": text}


def short_day(day: date) -> str:
    """This will write a day as short as the axis needs it: 3月16日, 16 Mar."""
    return f"{day.day} {MONTHS_EN[day.month - 1][:3]}" if english() else f"{day.month}月{day.day}日"
