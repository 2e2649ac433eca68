"""Days, moments and limits in words, in the language of the page."""

from datetime import date, datetime

from django.utils.translation import get_language, gettext, ngettext

from yici.domain.clock import LEGAL, Limit
from yici.domain.plan import Day
from yici.web.words import UNITS

WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def english() -> bool:
    """This will say whether the page is in English."""
    return (get_language() or "").startswith("en")


def day_text(day: date, *, year: bool = False) -> str:
    """This will write a day with its weekday: 3月16日(周一), Monday 16 March."""
    if english():
        plain = f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}"
        return f"{plain} {day.year}" if year else plain
    plain = f"{day.month}月{day.day}日(周{'一二三四五六日'[day.weekday()]})"
    return f"{day.year}年{plain}" if year else plain


def moment_text(moment: datetime) -> str:
    """This will write a moment in legal time, with the weekday."""
    local = moment.astimezone(LEGAL)
    return f"{day_text(local.date(), year=True)} {local:%H:%M}"


def last_day(end: datetime) -> date:
    """This will give the last day of a limit that ends at `end`; 24:00 belongs to the day before."""
    local = end.astimezone(LEGAL)
    return date.fromordinal(local.date().toordinal() - 1) if (local.hour, local.minute) == (0, 0) else local.date()


def plan_day(day: Day) -> str:
    """This will write a planned day: itself, not before which day, or unknown."""
    if day.day is not None:
        return day_text(day.day)
    if day.not_before is not None:
        return gettext("不早于%(day)s") % {"day": day_text(day.not_before)}
    return gettext("未知")


def limit_text(limit: Limit) -> str:
    """This will write a limit: 10 个工作日, 10 working days."""
    if limit.unit == "on_the_spot":
        return gettext("当场")
    if english():
        return ngettext("%(n)s %(unit)s", "%(n)s %(unit)ss", limit.amount) % {
            "n": limit.amount,
            "unit": limit.unit.replace("_", " "),
        }
    unit = gettext(UNITS[limit.unit])
    return f"{limit.amount} {'个' if limit.unit in ('working_day', 'hour', 'working_hour') else ''}{unit}"
