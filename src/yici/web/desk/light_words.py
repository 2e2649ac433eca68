"""Lights in words and shapes: never by colour alone."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, ngettext

from yici.domain.lights import RULE, VERSION, Light

WHY: dict[str, str] = {
    "late": gettext_noop("已超期"),
    "today": gettext_noop("今天到期"),
    "next_day": gettext_noop("下个工作日到期"),
    "in_time": gettext_noop("期限内"),
    "open": gettext_noop("日期未定"),
    "waits": gettext_noop("等前一项"),
}
SHAPES: dict[str, str] = {"red": "triangle", "yellow": "diamond", "green": "circle", "grey": "ring"}


@dataclass(frozen=True, slots=True)
class LightWords:
    """One light to show: colour, shape, and what it means."""

    colour: str
    shape: str
    word: str


def light_words(lamp: Light) -> LightWords:
    """This will put a light into words."""
    return LightWords(lamp.colour, SHAPES[lamp.colour], gettext(WHY[lamp.why]))


def left_words(lamp: Light) -> str:
    """This will say how many working days are left, or by how many it is late; empty when they cannot be counted."""
    if lamp.left is None:
        return ""
    if lamp.left < 0:
        late = -lamp.left
        return ngettext("超了 %(n)s 个工作日", "超了 %(n)s 个工作日", late) % {"n": late}
    if lamp.left == 0:
        return gettext("今天是最后一天")
    return ngettext("还剩 %(n)s 个工作日", "还剩 %(n)s 个工作日", lamp.left) % {"n": lamp.left}


def rule_words() -> str:
    """This will say by which rule the lights are lit."""
    return gettext(
        "灯按平台第 %(rule)s 号规则（第 %(version)s 版）：过了期限是红，今天或者下个工作日到期是黄，"
        "没有日期或者在等前一项是灰，其余是绿。这是平台规则，不是法律规定。"
    ) % {"rule": RULE, "version": VERSION}
