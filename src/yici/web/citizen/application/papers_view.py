"""The page of papers and commitments of a draft."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yici.domain.error import NotFound
from yici.files.arriving import uploads_open
from yici.files.queries import files_of
from yici.files.services import file_remove
from yici.people.present import now as present
from yici.web.citizen.application.access import draft_row
from yici.web.citizen.application.field_words import about
from yici.web.citizen.application.filling import Filling
from yici.web.citizen.application.form import Listed, steps
from yici.web.citizen.application.one_by_one import ONLY
from yici.web.citizen.application.opened import Opened, open_draft
from yici.web.citizen.application.papers import (
    committed,
    papers_of,
    promises_of,
    unsigned_of,
    wanted,
)
from yici.web.citizen.application.papers_one import PROMISES, one_onward, one_paper
from yici.web.citizen.application.uploads import FIELD, file_answer, keep_uploads, take_back
from yici.web.citizen.plan_page.ledger import ledger_words
from yici.web.display import switched

Wrong = dict[str, tuple[str, ...]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will show the papers to hand in, or keep what came: files, how the others come, signatures.

    Every button of the page keeps everything on it. A refused file shows at once; otherwise a reload repeats nothing.
    """
    opened = open_draft(request, draft_id)
    if request.method != "POST":
        unsigned = unsigned_of(opened) if "check" in request.GET else frozenset()
        return render(request, "yici/application/papers.html", _page(request, opened, {}, unsigned))
    opened, wrong = _keep(request, opened)
    if wrong:
        return render(request, "yici/application/papers.html", _page(request, opened, wrong, frozenset()), status=422)
    return switched(request, request.path) or redirect(_onward(request, opened))


def _keep(request: HttpRequest, opened: Opened) -> tuple[Opened, Wrong]:
    materials = [one.material for one in wanted(opened)]
    if removed := request.POST.get("remove"):
        _remove(removed, opened.row.id)
    take_back(request, opened.row.id)
    wrong = keep_uploads(
        request, holder=opened.row.id, subject=opened.subject, materials=materials, now=opened.now
    )  # fmt: skip
    return opened.keep(lambda filling: _filled(request, opened, filling, materials)), wrong


def _remove(named: str, draft_id: UUID) -> None:
    try:
        file_remove(file_id=UUID(named), holder=draft_id)
    except (ValueError, NotFound):
        return  # Taken back already, by a second click or in another window.


def _filled(request: HttpRequest, opened: Opened, filling: Filling, materials: list[str]) -> Filling:
    optional = {one.material for one in wanted(opened) if one.mandatory is False}
    ways = {name: _way(request, filling, name, name in optional) for name in materials}
    filling = filling.coming({name: way for name, way in ways.items() if way})
    # A page of one paper says nothing of what is promised on another.
    promised = committed(opened) if request.POST.get(ONLY, PROMISES) == PROMISES else ()
    for one in promised:
        filling = filling.signing(one.item, one.told, f"sign:{one.item}" in request.POST)
    return filling


def _way(request: HttpRequest, filling: Filling, material: str, optional: bool) -> str:
    """How a paper comes, as was chosen; a file says it by itself, and one button says it for all others that must."""
    chosen = request.POST.get(f"way:{material}", "") or filling.ways.get(material, "")
    if FIELD + material in request.FILES:
        return "upload"
    return chosen or ("bring" if request.POST.get("go") == "bring" and not optional else "")


def _onward(request: HttpRequest, opened: Opened) -> str:
    here = reverse("draft_papers", args=[opened.row.id])
    goal = request.POST.get("go", "stay")
    if one := one_onward(request, opened):
        return one
    if goal == "later":
        return reverse("draft_form", args=[opened.row.id]) + "?kept=1"
    if goal != "next":
        if goal == "bring":
            return f"{here}?set=1#set"
        anchor = request.POST.get("upload", "")
        return f"{here}#p-{anchor.replace('.', '-')}" if anchor else here
    if unsigned_of(opened):
        return f"{here}?check=1"
    return reverse("draft_review", args=[opened.row.id])


def _page(request: HttpRequest, opened: Opened, wrong: Wrong, unsigned: frozenset[str]) -> dict[str, object]:
    arriving = uploads_open(opened.row.id, [one.material for one in wanted(opened)])
    papers = papers_of(opened, files_of(opened.row.id), wrong, arriving)
    one = one_paper(request, opened, papers, unsigned=bool(unsigned))
    promises = promises_of(opened, unsigned) if one is None or one.name == PROMISES else ()
    shown = papers if one is None else tuple(paper for paper in papers if paper.material == one.name)
    faults = [Listed(about(one.name, text), f"#{one.id}") for one in shown for text in one.wrong]
    faults += [Listed(about(one.name, one.wrong), f"#{one.id}") for one in promises if one.wrong]
    return {
        "opened": opened,
        "papers": shown,
        "one": one,
        "optional": sum(one.optional for one in papers),
        "brought": [one.name for one in papers if one.way == "bring" and not one.files],
        "promises": promises,
        "faults": faults,
        "ledger": ledger_words(opened.plan, opened.names),
        "steps": steps(opened, "papers"),
        "keeps": "typed",
        "uploads": reverse("draft_uploads", args=[opened.row.id]),
    }


@never_cache
@require_safe
def draft_file(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """This will send a file of a draft to whoever may see the draft."""
    row, _ = draft_row(request, draft_id, present())
    return file_answer(request, file_id, row.id, own=True)
