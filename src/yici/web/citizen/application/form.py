"""The one form: its table of contents, its pages, saving at every step."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yici.domain.form import FormField
from yici.intake.queries import KEPT, kept_until
from yici.intake.values import FieldFault, needed
from yici.web import dates
from yici.web.citizen.application.controls import Control, control_of
from yici.web.citizen.application.field_words import about
from yici.web.citizen.application.keeping import LEAVE, TAKE, kept_part, sending, themes
from yici.web.citizen.application.one_by_one import (
    BACK,
    ONLY,
    address,
    narrowed,
    next_open,
    one_by_one,
    place_of,
    question_after,
)
from yici.web.citizen.application.opened import Opened, open_draft
from yici.web.citizen.application.reading import form_faults
from yici.web.citizen.application.themes import Theme
from yici.web.citizen.application.value_words import option_name
from yici.web.citizen.application.waiting import resumes
from yici.web.citizen.plan_page.ledger import ledger_words
from yici.web.display import switched
from yici.web.words import worded

MISSING = "form.missing"


@dataclass(frozen=True, slots=True)
class Line:
    """One page of the form in the table of contents; `tone` is good, bad, later or empty."""

    id: str
    name: str
    url: str
    count: int
    state: str
    tone: str
    here: bool


@dataclass(frozen=True, slots=True)
class Known:
    """One field that the account knows: shown, locked, with where it comes from."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two places filled in otherwise: what stands, and what the other place typed."""

    element: str
    label: str
    id: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One fault in the summary, with the address of its field."""

    text: str
    url: str


def contents(opened: Opened, faults: dict[str, FieldFault], here: str = "") -> tuple[Line, ...]:
    """This will list the pages of the form and how far each is filled in."""
    return tuple(_line(opened, theme, faults, here) for theme in themes(opened))


def _line(opened: Opened, theme: Theme, faults: dict[str, FieldFault], here: str) -> Line:
    state, tone = _state(opened, theme, faults)
    url = reverse("draft_part", args=[opened.row.id, theme.id])
    return Line(theme.id, theme.name, url, len(theme.fields), state, tone, theme.id == here)


def _state(opened: Opened, theme: Theme, faults: dict[str, FieldFault]) -> tuple[str, str]:
    names = [one.element for one in theme.fields]
    filled = sum(name in opened.filling.fields for name in names)
    codes = [faults[name].code for name in names if name in faults]
    wrong, missing = sum(code != MISSING for code in codes), codes.count(MISSING)
    if wrong:
        return ngettext("%(n)s 处要改", "%(n)s 处要改", wrong) % {"n": wrong}, "bad"
    if missing:
        return ngettext("还有 %(n)s 项必填", "还有 %(n)s 项必填", missing) % {"n": missing}, "later" if filled else ""
    if filled == len(names):
        return gettext("填好了"), "good"
    if untold(theme):
        told = gettext("填了 %(n)s 项，请尽量填全") if filled else gettext("请尽量填全")
        return told % {"n": filled}, "later" if filled else ""
    if filled == 0:
        return gettext("没有一项是必填的"), ""
    return gettext("必填的都填了"), "good"


def untold(theme: Theme) -> int:
    """This will count the fields of a page of which no source says whether they must be filled in."""
    return sum(one.mandatory is None and not needed(one) for one in theme.fields)


@never_cache
@require_safe
def draft_form(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will show how the form is cut up, how far it is filled in, and what was spared."""
    opened = open_draft(request, draft_id)
    lines = contents(opened, form_faults(opened))
    unfinished = [line for line in lines if line.tone != "good"]
    context = {
        "opened": opened,
        "lines": lines,
        "ledger": ledger_words(opened.plan, opened.names),
        "open": len(opened.plan.questions),
        "begin": (unfinished or lines)[0] if lines else None,
        "begun": any(line.tone for line in lines),
        "steps": steps(opened, "form"),
        "until": dates.day_text(kept_until(opened.row), year=True),
        "days": KEPT.days,
    }
    return render(request, "yici/application/form.html", context)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps of applying."""

    name: str
    url: str
    here: bool


def steps(opened: Opened, here: str) -> tuple[Step, ...]:
    """This will list the steps of applying, the one that somebody is on marked."""
    named = (
        ("choices", gettext("您的情况"), "draft_choices"),
        ("form", gettext("填表"), "draft_form"),
        ("papers", gettext("材料"), "draft_papers"),
        ("review", gettext("核对提交"), "draft_review"),
    )
    return tuple(Step(name, reverse(view, args=[opened.row.id]), key == here) for key, name, view in named)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resumes
def draft_part(request: HttpRequest, draft_id: UUID, part: str) -> HttpResponse:
    """This will show one page of the form, or keep what was typed in it and go on to the next."""
    opened = open_draft(request, draft_id)
    pages = themes(opened)
    theme = next((one for one in pages if one.id == part), None)
    if theme is None:
        raise Http404
    if request.method == "POST":
        sent = narrowed(theme, request.POST.get(ONLY, ""))
        opened, _ = kept_part(opened, sent, request.POST)
        onward = _onward(request, opened, theme) if sent is theme else _one_onward(request, opened, theme, sent)
        return switched(request, request.path) or redirect(onward)
    if one_by_one(request):
        return _one(request, opened, pages, theme)
    return render(request, "yici/application/part.html", _part(request, opened, pages, theme))


def _one(request: HttpRequest, opened: Opened, pages: tuple[Theme, ...], theme: Theme) -> HttpResponse:
    """One question of the page, the one named in the address or the first that is open."""
    named = request.GET.get(ONLY, "")
    if named not in {one.element for one in theme.fields}:
        named = next_open(theme, opened.filling.fields, form_faults(opened))
    shown = _part(request, opened, pages, narrowed(theme, named))
    return render(request, "yici/application/one.html", {**shown, "place": place_of(opened, pages, named)})


def _one_onward(request: HttpRequest, opened: Opened, theme: Theme, sent: Theme) -> str:
    """Where somebody goes from one question: back whatever it holds, on when it holds nothing wrong."""
    named, goal = sent.fields[0].element, request.POST.get("go", "stay" if _settles(request) else "next")
    here = address(opened, theme.id, named)
    if goal == "later":
        return reverse("draft_form", args=[opened.row.id]) + "?kept=1"
    if goal == "stay":
        return here
    if goal == BACK:
        return question_after(opened, themes(opened), named, back=True) or here
    if goal == "next" and named in form_faults(opened):
        return f"{here}&{urlencode({'check': 1})}"
    return question_after(opened, themes(opened), named) or reverse("draft_papers", args=[opened.row.id])


def _onward(request: HttpRequest, opened: Opened, theme: Theme) -> str:
    """What was typed is kept by now: with a fault the page is shown again from what was kept, so a reload is safe."""
    goal = request.POST.get("go", "stay" if _settles(request) else "next")
    faults = form_faults(opened)
    here = reverse("draft_part", args=[opened.row.id, theme.id])
    if goal == "later":
        return reverse("draft_form", args=[opened.row.id]) + "?kept=1"
    if goal == "stay":
        return here
    if goal == "next" and any(one.element in faults for one in theme.fields):
        return f"{here}?{urlencode({'check': 1})}"
    return _after(opened, theme)


def _settles(request: HttpRequest) -> bool:
    return bool({TAKE, LEAVE} & request.POST.keys())


def _after(opened: Opened, theme: Theme) -> str:
    pages = [one.id for one in themes(opened)]
    following = pages.index(theme.id) + 1 if theme.id in pages else len(pages)
    if following < len(pages):
        return reverse("draft_part", args=[opened.row.id, pages[following]])
    return reverse("draft_papers", args=[opened.row.id])


def _part(request: HttpRequest, opened: Opened, pages: tuple[Theme, ...], theme: Theme) -> dict[str, object]:
    faults = form_faults(opened)
    checked = "check" in request.GET
    shown = {one.element: _shown(one, faults, checked) for one in theme.fields}
    controls = [control_of(one, opened.names, opened.filling.fields, shown[one.element]) for one in theme.fields]
    number = [one.id for one in pages].index(theme.id)
    return {
        "opened": opened,
        "theme": theme,
        "controls": controls,
        "untold": untold(theme),
        "all_untold": untold(theme) == len(theme.fields),
        "known": [_known(one, opened) for one in theme.spared],
        "faults": [Listed(about(one.label, one.wrong), f"#{one.id}") for one in controls if one.wrong],
        "lines": contents(opened, faults, theme.id),
        "number": number + 1,
        "total": len(pages),
        "before": pages[number - 1] if number else None,
        "steps": steps(opened, "form"),
        "keeps": "typed",
        "sending": sending(opened, theme),
        "clashes": clashes_of(opened, controls),
    }


def clashes_of(opened: Opened, controls: list[Control]) -> list[Clash]:
    """This will list the fields of a page that two places filled in otherwise, with both values."""
    kept, other = opened.filling.fields, opened.filling.clashes
    return [
        Clash(
            one.element, one.label, one.id, _read(opened, one.element, kept), _read(opened, one.element, other)
        )
        for one in controls
        if one.element in other
    ]  # fmt: skip


def _read(opened: Opened, element: str, values: dict[str, Any]) -> str:
    value = values.get(element)
    return option_name(opened.names, element, value) if value not in (None, "", []) else gettext("（空着）")


def _shown(wanted: FormField, faults: dict[str, FieldFault], checked: bool) -> FieldFault | None:
    """What is merely missing is not held against anybody before they want to go on."""
    fault = faults.get(wanted.element)
    return fault if fault and (checked or fault.code != MISSING) else None


def _known(one: FormField, opened: Opened) -> Known:
    element = opened.catalogue.elements[one.element]
    value = opened.told(one.element)
    reasons = dates.joined(dict.fromkeys(worded(reason, opened.names) for reason in one.reasons))
    return Known(opened.names.name(element), option_name(opened.names, one.element, value), reasons)
