"""What stands beside a form: the words that a name may mean, and the plan for sample answers."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from yici.catalogue.working.drafts import Draft, draft_sample
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day
from yici.web import dates
from yici.web.desk.editor.dressing import SHELF_KIND
from yici.web.desk.editor.opened import address, draft_for, files_of
from yici.web.desk.editor.trying import kept, sample_sent, trial
from yici.web.desk.who import Staff, editors_only
from yici.web.words import Names

MOST_WORDS: Final = 20


@require_safe
@editors_only
def draft_words(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will find the words of a shelf that begin with, hold, or are called like what was typed."""
    catalogue = draft_for(staff, draft_id).judged().catalogue
    typed = str(next((value for key, value in request.GET.items() if key[:2] in ("v:", "k:")), "")).strip()[:60]
    context = {"words": _words(catalogue, request.GET.get("shelf", ""), typed.casefold())}
    return render(request, "yici/desk/editor/words.html", context)


def _words(catalogue: Catalogue, shelf: str, typed: str) -> list[tuple[str, str]]:
    known: Any = getattr(catalogue, shelf, {}) if shelf in SHELF_KIND or shelf in ("themes", "bundles") else {}
    names = Names(catalogue, {}, {}, dates.english())
    found = [
        (key, names.name(one)) for key, one in known.items()
        if typed in f"{key} {one.name} {' '.join(getattr(one, 'aliases', ()))}".casefold()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one[1].casefold().startswith(typed), len(one[1]), one[0]))[:MOST_WORDS]


@require_http_methods(["POST"])
@editors_only
def draft_trial(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will keep the sample that plans are made for, and show them."""
    return tried(request, staff, draft_for(staff, draft_id))


def tried(request: HttpRequest, staff: Staff, draft: Draft) -> HttpResponse:
    """This will keep a sample and answer with both plans, or lead back to the page that it stood on."""
    sample = sample_sent(draft, request.POST, legal_day(staff.now))
    draft_sample(draft_id=draft.row.id, sample=kept(sample), grants=staff.grants, place=staff.place)
    path, at = request.POST.get("sample_path", ""), request.POST.get("sample_at", "")
    if request.headers.get("HX-Request") != "true":
        name = "desk_draft_form" if path in draft.files else "desk_draft_edit"
        return HttpResponseRedirect(address(name, draft, **({"path": path, "at": at} if path else {})) + "#trial")
    context = {"draft": draft, "trial": trial(draft, draft.judged(), sample), "file": files_of(draft).get(path),
               "at": at}  # fmt: skip
    return render(request, "yici/desk/editor/trial.html", context)
