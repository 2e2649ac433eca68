"""The page of everything that can be found: typed, or narrowed by theme, department and for whom; page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue
from yici.search.queries import KINDS, Asked, Found, find
from yici.web import dates, here
from yici.web.citizen.hits import read_after, results_of
from yici.web.words import Names

LONGEST = 200
FILTERS = ("theme", "agency", "audience", "place")
TURNED = ("after", "before")
AUDIENCES = {"person": gettext_noop("个人"), "enterprise": gettext_noop("企业")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One link that narrows, or takes back what narrows."""

    name: str
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Links under one heading."""

    heading: str
    links: tuple[Choice, ...]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """This will show what was found, in groups with ten lines each, or one group from a line on."""
    catalogue = catalogue_queries.current()
    given = given_in(request)
    found = _found(asked_by(given))
    context = {
        "typed": given.get("q", ""),
        "results": results_of(catalogue, found, given.items()),
        "asked": bool(given),
        "whole": urlencode({name: value for name, value in given.items() if name not in ("kind", *TURNED)})
        if "kind" in given
        else "",
        "chosen": _chosen(catalogue, given),
        "choices": _choices(catalogue, given, here.here(request)),
        "kept": [(name, value) for name, value in given.items() if name in FILTERS],
    }
    return render(request, "yici/_found.html" if is_part(request) else "yici/search.html", context)


def is_part(request: HttpRequest) -> bool:
    """This will say whether only the hits are wanted, to be put into a page that is there."""
    told = request.headers
    return told.get("HX-Request") == "true" and told.get("HX-History-Restore-Request") != "true"


def given_in(request: HttpRequest) -> dict[str, str]:
    """This will read what an address asks for; nothing in it can be wrong, and what is empty is left out."""
    names = ("q", *FILTERS, "kind", *TURNED)
    told = {name: request.GET.get(name, "")[:LONGEST].replace("\0", "").strip() for name in names}
    return {name: value for name, value in told.items() if value}


def asked_by(given: dict[str, str]) -> Asked:
    """This will make it a question."""
    kinds = tuple(kind for kind in KINDS if kind == given.get("kind"))
    after, before = (given.get(name, "") if kinds else "" for name in TURNED)
    return Asked(
        given.get("q", ""), kinds, given.get("theme", ""), given.get("agency", ""), given.get("audience", ""),
        place=given.get("place", ""), grouped=True, after=read_after(after),
        before=read_after(before) if before else None,
    )  # fmt: skip


def _found(asked: Asked) -> Found:
    """In front of the second page lies the first, whatever it is called."""
    found = find(asked)
    cut = asked.before is not None and not any(group.before for group in found.groups)
    return find(replace(asked, before=None)) if cut else found


def _choices(catalogue: Catalogue, given: dict[str, str], place: here.Here | None) -> list[Choices]:
    names = Names(catalogue, {}, {}, dates.english())
    used = {item.agency for item in catalogue.items.values()}
    agencies = sorted((names.name(a), a.id) for a in catalogue.agencies.values() if a.id in used)
    told = [("audience", gettext("为谁办"), [(gettext(name), key) for key, name in AUDIENCES.items()])]
    for who, heading in (("person", gettext("个人办事主题")), ("enterprise", gettext("企业办事主题"))):
        themes = [(names.name(t), t.id) for t in catalogue.themes.values() if t.audience == who]
        told.append(("theme", heading, themes))
    told.append(("agency", gettext("办理部门"), agencies))
    if place is not None:
        told.append(("place", gettext("地方"), [(place.path, place.code)]))
    return [Choices(heading, tuple(_links(key, pairs, given))) for key, heading, pairs in told if pairs]


def _links(key: str, pairs: Iterable[tuple[str, str]], given: dict[str, str]) -> Iterable[Choice]:
    others = {name: value for name, value in given.items() if name not in (key, "kind", *TURNED)}
    for name, value in pairs:
        chosen = given.get(key) == value
        yield Choice(name, urlencode(others if chosen else {**others, key: value}), chosen)


def _chosen(catalogue: Catalogue, given: dict[str, str]) -> list[Choice]:
    """What narrows now, each as a link without it."""
    names = Names(catalogue, {}, {}, dates.english())
    shelves = {"theme": catalogue.themes, "agency": catalogue.agencies}
    told = []
    for key in FILTERS:
        if value := given.get(key):
            thing = shelves.get(key, {}).get(value)
            name = names.name(thing) if thing else _named(key, value)
            others = {one: text for one, text in given.items() if one not in (key, "kind", *TURNED)}
            told.append(Choice(name, urlencode(others), True))
    return told


def _named(key: str, value: str) -> str:
    if key == "audience" and value in AUDIENCES:
        return gettext(AUDIENCES[value])
    place = here.described([value]).get(value) if key == "place" else None
    return place.path if place else value
