"""For whom somebody applies: for themselves, or for a firm that they may act for. Asked of nobody who has no firm."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.web.citizen.application.opened import open_draft
from yici.web.citizen.application.standing_in import firms as firms_of_visitor

ME = "me"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_for(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will ask for whom a draft is, and keep it: what need not be filled in follows from it."""
    opened, firms = open_draft(request, draft_id), firms_of_visitor(request)
    # What is prepared under a mandate is for the principal, and for nobody's firm.
    if opened.row.mandate is not None or not (firms or opened.filling.firm):
        raise Http404
    chosen = request.POST.get("firm", "")
    if chosen == ME or chosen in {one.id for one in firms}:
        firm = "" if chosen == ME else chosen
        opened.keep(lambda filling: replace(filling, firm=firm))
        return redirect("draft_form", draft_id)
    wrong = request.method == "POST"
    told = {"opened": opened, "firms": firms, "wrong": wrong}
    return render(request, "yici/application/for_whom.html", told, status=422 if wrong else 200)
