"""One item: the guide of a basic item, and what is known of an item that only a place's list has."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.list_queries import list_of, listed_item
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day
from yici.domain.error import NotFound
from yici.domain.item_code import read_code
from yici.lists.once_answers import answers
from yici.lists.queries import confirmed_items
from yici.people.present import now
from yici.web import here
from yici.web.address_code import code_of
from yici.web.citizen.item_page import item_guide
from yici.web.list_words import coming_word, list_names, list_worded, listed_type, main_item


@require_safe
def item(request: HttpRequest, item: str) -> HttpResponse:
    """This will show the guide of one basic item, as it stands at the place where somebody is."""
    known = catalogue_queries.current()
    found = known.items.get(item)
    if found is None:
        raise NotFound("item.unknown", given=item, remedy="choose an item of the catalogue")
    place, today = here.here(request), legal_day(now())
    code = place.code if place else ""
    address = f"{request.path}?{urlencode({'place': code})}" if code else request.path
    context: dict[str, object] = {
        "guide": item_guide(known, found, code, today),
        "code": code_of(request.build_absolute_uri(address)),
    }
    if place and place.served:
        names = list_names(known, [item])
        answer = answers(place.code, [item], today)[item]
        word, tone = coming_word(answer.coming)
        reasons = [list_worded(reason, names) for reason in answer.reasons]
        context |= {"coming": {"word": word, "tone": tone, "reasons": reasons}}
    return render(request, "yici/catalogue/item.html", context)


def _with_code(known: Catalogue, code: str) -> list[str]:
    """Name the basic items whose own definition gives them this code; nobody need have confirmed it."""
    return [item.id for item in known.items.values() if any(claim.value == code for claim in item.code.claims)]


@require_safe
def local_item(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """This will show an item of a place's list: its guide if a person has confirmed which basic item it is."""
    head, found = list_of(place), listed_item(place, code)
    basics = confirmed_items(place, [code]).get(code, ())
    if len(basics) == 1:
        return HttpResponseRedirect(reverse("item", args=[basics[0]]) + f"?place={place}")
    known = catalogue_queries.current()
    names = list_names(known, basics)
    context = {
        "found": found,
        "parts": read_code(code),
        "head": head,
        "name": names.name(head),
        "place": here.described([place]).get(place),
        "type": listed_type(head, found.type),
        "main_item": main_item(found.main_item),
        "written": [(one, names.of("item", one)) for one in _with_code(known, code) if one not in basics],
        "basics": [(one, names.of("item", one)) for one in basics],
        "sources": [names.cited(source) for source in head.sources],
    }
    return render(request, "yici/catalogue/local_item.html", context)
