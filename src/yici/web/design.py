"""The design system on one page: the tokens as the style sheet has them, and every part as pages are made of it."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from yici.web.citizen.application.case_rows import Light
from yici.web.citizen.application.controls import Control
from yici.web.citizen.application.form import Step
from yici.web.citizen.question_words import Choice
from yici.web.desk.light_words import LightWords

SHEET: Final = Path(__file__).parent / "static" / "yici" / "yici.css"
TEMPLATES: Final = Path(__file__).parent / "templates"
WORD: Final = re.compile(r"[a-zA-Z][\w-]*")
COLOURS: Final = {
    "ink": _("行动"), "ink-strong": _("按住"), "ink-soft": _("选中"), "ground": _("底"), "paper": _("纸"),
    "text": _("正文"), "muted": _("次要"), "line": _("线"), "line-strong": _("框"), "green": _("已好"),
    "green-soft": _("已好的底"), "amber": _("要注意"), "amber-soft": _("要注意的底"), "red": _("出错、逾期"),
    "red-soft": _("出错的底"), "bar-quiet": _("以前"),
}  # fmt: skip
"""What each colour is for."""
SIZES: Final = {
    "body": _("正文字号"), "small": _("小字"), "measure": _("一行最宽"), "page": _("一页最宽"),
    "target": _("点得到的最小尺寸"), "radius": _("圆角"),
    "space-1": _("间距一"), "space-2": _("间距二"), "space-3": _("间距三"),
    "space-4": _("间距四"), "space-5": _("间距五"),
}  # fmt: skip
DECLARED: Final = re.compile(r"--([\w-]+): ([^;]+);")


CLASS: Final = re.compile(r"\.(-?[a-zA-Z][\w-]*)")
COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
RULES: Final = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Part:
    """One class of a style sheet, and how many templates make something of it."""

    name: str
    templates: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One style sheet: its file, what it says it is for, its classes."""

    file: str
    about: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its name, what it is for, its value in the light look."""

    name: str
    use: str
    value: str


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """This will show every token and every part."""
    context = {
        "colours": _tokens(COLOURS),
        "sizes": _tokens(SIZES),
        "sheets": sheets(),
        "lights": [Light("tick", "green", gettext("已办结")), Light("dot", "ink", gettext("正在办"))],
        "desk_lights": _desk_lights(),
        "steps": [Step(gettext("填表"), "#parts", True), Step(gettext("材料"), "#parts", False)],
        "faults": [{"url": "#f-plain", "text": gettext("手机号码：少一位")}],
        "controls": [_control("plain", "text", wrong=gettext("少一位，核对一下。")), _control("one", "radio"),
                     _control("several", "checks"), _control("words", "area")],
    }  # fmt: skip
    return render(request, "yici/design.html", context)


@cache
def sheets() -> tuple[Sheet, ...]:
    """This will read every style sheet of ours: whatever has a look of its own stands on this page by its name."""
    templates = [one.read_text(encoding="utf-8") for one in sorted(TEMPLATES.rglob("*.html"))]
    used = Counter(name for text in templates for name in set(WORD.findall(text)))
    return tuple(_sheet(file, used) for file in sorted(SHEET.parent.glob("*.css")))


def _sheet(file: Path, used: Counter[str]) -> Sheet:
    text = file.read_text(encoding="utf-8")
    about = COMMENT.match(text)
    names = sorted(set(CLASS.findall(RULES.sub("{}", COMMENT.sub("", text)))))
    told = about[0].strip("/* ") if about else ""
    return Sheet(file.name, told, tuple(Part(name, used[name]) for name in names))


def _tokens(uses: dict[str, str]) -> list[Token]:
    values = tokens()
    return [Token(name, gettext(use), values[name]) for name, use in uses.items()]


@cache
def tokens() -> dict[str, str]:
    """This will read the tokens of the light look from the style sheet: what stands first holds there."""
    found: dict[str, str] = {}
    for name, value in DECLARED.findall(SHEET.read_text(encoding="utf-8")):
        found.setdefault(name, value)
    return found


def _desk_lights() -> list[LightWords]:
    shapes = (("green", "circle", _("期限内")), ("yellow", "diamond", _("快到期")), ("red", "triangle", _("已逾期")))
    return [LightWords(colour, shape, gettext(word)) for colour, shape, word in shapes]


def _control(name: str, kind: str, wrong: str = "") -> Control:
    choices = tuple(Choice(str(n), word, n == 1) for n, word in enumerate((gettext("是"), gettext("不是")), 1))
    return Control(
        element=name, label=gettext("手机号码") if kind == "text" else gettext("一项要填的"),
        hint=gettext("有进展发短信到这里。"), kind=kind, type="text", inputmode="text", autocomplete="off", unit="",
        said=gettext("必填"), value="", choices=choices if kind in ("radio", "checks") else (), wrong=wrong,
        why=(gettext("依据写在这里，用到它的事项也写在这里。"),), used_by="", narrow=False, plain=False,
    )  # fmt: skip
