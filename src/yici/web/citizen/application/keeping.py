"""Keeping what is typed: while somebody types, from several devices, and after a connection or a session was lost.

A page of the form says what it showed, so that what two devices typed meets without a loss (`yici.domain.editing`).
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yici.domain.editing import Met, prints_of
from yici.web import dates
from yici.web.citizen.application.controls import typed_of
from yici.web.citizen.application.filling import Filling
from yici.web.citizen.application.one_by_one import ONLY, narrowed
from yici.web.citizen.application.opened import Opened, open_draft
from yici.web.citizen.application.themes import Theme, themes_of
from yici.web.citizen.application.waiting import resumes

SHOWN, PAGE, TAKE, LEAVE = "shown", "page", "take", "leave"
_LONGEST = 100_000
"""Characters of the prints of one page: ten times what the largest form needs."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a page of the form sends along: what it showed, and its own name."""

    shown: str
    page: str


def themes(opened: Opened) -> tuple[Theme, ...]:
    """This will cut the form of a draft into its pages."""
    return themes_of(opened.plan.form.fields, opened.plan.form.spared, opened.names)


def sending(opened: Opened, theme: Theme) -> Sending:
    """This will give what a page of the form shall send along when it is kept."""
    prints = prints_of(opened.filling.fields, _names(theme))
    return Sending(_written(prints), secrets.token_hex(4))


def _names(theme: Theme) -> tuple[str, ...]:
    return tuple(one.element for one in theme.fields)


def _written(prints: Mapping[str, str]) -> str:
    return json.dumps(prints, separators=(",", ":"), sort_keys=True)


def shown_of(posted: QueryDict) -> dict[str, str]:
    """This will read what a page says that it showed; nothing when it says nothing that can be read."""
    text = posted.get(SHOWN, "")
    try:
        read = json.loads(text) if len(text) <= _LONGEST else {}
    except ValueError:
        return {}
    return {str(name): str(one) for name, one in read.items()} if isinstance(read, dict) else {}


def kept_part(opened: Opened, theme: Theme, posted: QueryDict) -> tuple[Opened, Met]:
    """This will keep what a page of the form sent, and where its owner was; a clash that was chosen in is settled."""
    typed = typed_of(theme.fields, opened.catalogue.elements, posted)
    shown, page = shown_of(posted), posted.get(PAGE, "")[:32]
    met: list[Met] = []

    def change(filling: Filling) -> Filling:
        changed, came = filling.met(typed, shown, page)
        met.append(came)
        return _chosen(changed.at(theme.id), posted)

    return opened.keep(change), met[-1]


def _chosen(filling: Filling, posted: QueryDict) -> Filling:
    for name, other in ((posted.get(TAKE, ""), True), (posted.get(LEAVE, ""), False)):
        if name:
            filling = filling.settled(name, other=other)
    return filling


@never_cache
@require_POST
@resumes
def draft_keep(request: HttpRequest, draft_id: UUID, part: str) -> HttpResponse:
    """This will keep what was typed while somebody is still typing, and say when it was kept.

    What was typed without a connection comes here as well, once there is one.
    """
    opened = open_draft(request, draft_id)
    theme = next((one for one in themes(opened) if one.id == part), None)
    if theme is None:
        return render(request, "yici/application/kept.html", {"gone": True})
    theme = narrowed(theme, request.POST.get(ONLY, ""))
    _, met = kept_part(opened, theme, request.POST)
    context = {
        "at": dates.clock_text(opened.now),
        "shown": _written(met.shown),
        "here": request.path.removesuffix("keep/"),
        "told": _told(met),
    }
    answer = render(request, "yici/application/kept.html", context)
    answer["X-Yici-Kept"] = "clash" if met.clashes else "kept"
    return answer


def _told(met: Met) -> str:
    if met.clashes:
        return gettext("有的项在另一台设备上填得不一样，两样都留着。")
    return gettext("有的项在另一台设备上改过，这里还没有显示。") if met.elsewhere else ""
