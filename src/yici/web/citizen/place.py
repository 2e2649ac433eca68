"""Choosing where: typed, or picked from the places that have published how they carry matters out. Kept in a cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yici.domain.clock import legal_day
from yici.people import queries as people
from yici.people.present import now
from yici.search.queries import Asked, find
from yici.search.simplified import simplified
from yici.web import here
from yici.web.display import back

MOST = 12


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """This will show the picker with what was found; a choice is kept, and the person goes back to where they were."""
    if request.method == "POST":
        return _keep(request)
    typed = request.GET.get("where", "").strip()
    context = {
        "typed": typed,
        "found": [here.describe(row) for row in _found(typed)] if typed else [],
        "served": here.served(),
        "next": request.GET.get("next", ""),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "yici/_places.html" if part else "yici/place.html", context)


def _found(typed: str) -> list[people.PlaceRow]:
    """Down to the counties by what everything is found by, then towns and villages by how their names begin."""
    found = find(Asked(typed, kinds=("place",), limit=MOST))
    codes = [hit.id for group in found.groups for hit in group.hits]
    known = people.places(codes)
    upper = [known[code] for code in codes if code in known]
    if len(upper) == MOST or found.likely:
        return upper
    lower = people.find(simplified(typed), MOST, at=legal_day(now()))
    return [*upper, *(row for row in lower if row.code not in known)][:MOST]


def _keep(request: HttpRequest) -> HttpResponse:
    place = people.place(request.POST.get("place", ""))
    response = HttpResponseRedirect(_with_place(back(request), place.code))
    here.remember(response, place.code)
    return response


def _with_place(address: str, code: str) -> str:
    # An address that names a place keeps naming one: the plan that it shows must be of the place just chosen.
    path, _, query = address.partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    others = [pair for pair in pairs if not pair.startswith("place=")]
    return address if others == pairs else f"{path}?{'&'.join([f'place={code}', *others])}"
