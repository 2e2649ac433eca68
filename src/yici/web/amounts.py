"""Amounts of time in words: 10 个工作日, 10 working days."""

from collections.abc import Callable

from django.utils.translation import gettext, ngettext

from yici.domain.clock import Limit

_COUNTED: dict[str, Callable[[int], str]] = {
    "minute": lambda n: ngettext("%(n)s 分钟", "%(n)s 分钟", n),
    "hour": lambda n: ngettext("%(n)s 小时", "%(n)s 小时", n),
    "working_minute": lambda n: ngettext("%(n)s 个办公分钟", "%(n)s 个办公分钟", n),
    "working_hour": lambda n: ngettext("%(n)s 个办公小时", "%(n)s 个办公小时", n),
    "working_day": lambda n: ngettext("%(n)s 个工作日", "%(n)s 个工作日", n),
    "day": lambda n: ngettext("%(n)s 日", "%(n)s 日", n),
    "month": lambda n: ngettext("%(n)s 个月", "%(n)s 个月", n),
    "year": lambda n: ngettext("%(n)s 年", "%(n)s 年", n),
}


def limit_text(limit: Limit) -> str:
    """This will write a limit: 10 个工作日, 10 working days, 当场."""
    return amount_text(limit.amount, limit.unit)


def amount_text(amount: int, unit: str) -> str:
    """This will write an amount of a unit of the clock; a unit without words is written as it is."""
    if unit == "on_the_spot":
        return gettext("当场")
    counted = _COUNTED.get(unit)
    return counted(amount) % {"n": amount} if counted else f"{amount} {unit}"
