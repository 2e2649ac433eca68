"""Rating how a case was handled: five levels, voluntary, once, without a name unless the applicant gives it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.domain.case import Rate, ratable
from yici.web.case_number import spaced
from yici.web.citizen.application.case_view import act, mine_only, page_of
from yici.web.citizen.application.waiting import resumes
from yici.web.watching_words import RATING_WORDS

LONGEST = 2000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resumes
def case_rate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will show the five levels, or record the one that was chosen."""
    seen = mine_only(request, case_id, None)
    chosen, note = request.POST.get("level", ""), request.POST.get("note", "").strip()[:LONGEST]
    if request.method == "POST" and chosen in map(str, RATING_WORDS):
        command = Rate(level=int(chosen), note=note, named=request.POST.get("named") == "yes")
        return act(request, seen, command, gettext("评价收到了，谢谢。"))
    page = page_of(seen)
    context = {
        "page": page,
        "spaced": spaced(page.case.number),
        "open": ratable(seen.view.case),
        "rated": gettext(RATING_WORDS[page.case.rating]) if page.case.rating else "",
        "levels": [(level, gettext(words)) for level, words in RATING_WORDS.items()],
        "missed": request.method == "POST",
        "note": note,
        "version": seen.view.seq,
    }
    return render(request, "yici/application/rate.html", context, status=422 if request.method == "POST" else 200)
