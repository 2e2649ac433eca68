"""The first page: one search box, then the matters. Typing ahead needs scripts, searching does not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue
from yici.search.queries import Asked, find
from yici.web.citizen.hits import Matter, matter_of, results_of
from yici.web.citizen.search import given_in, is_part


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This will show the search box with what was found, and all matters."""
    catalogue = catalogue_queries.current()
    typed = given_in(request).get("q", "")
    found = find(Asked(typed, grouped=True))
    context = {"typed": typed, "asked": bool(typed), "results": results_of(catalogue, found, [("q", typed)])}
    if is_part(request):
        return render(request, "yici/_found.html", context)
    return render(request, "yici/home.html", {**context, "groups": groups_of(catalogue)})


def groups_of(catalogue: Catalogue) -> list[tuple[str, list[Matter]]]:
    """This will list what people do for themselves first, then what firms do, each by name; by the first theme."""
    person: list[Matter] = []
    other: list[Matter] = []
    for matter in matters_of(catalogue):
        themes = [catalogue.themes[one] for one in catalogue.bundles[matter.id].themes if one in catalogue.themes]
        (person if themes and themes[0].audience == "person" else other).append(matter)
    told = ((gettext("个人和家里的事"), person), (gettext("开店、办企业、建工程"), other))
    return [(heading, matters) for heading, matters in told if matters]


def matters_of(catalogue: Catalogue) -> list[Matter]:
    """This will list the matters by name."""
    return sorted((matter_of(catalogue, name) for name in catalogue.bundles), key=lambda matter: matter.name)
