"""Where somebody is: the place that an address names, else the one that was chosen once, else the instance's own."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yici.catalogue import queries as catalogue
from yici.domain.division import codes_above
from yici.people import queries as people
from yici.web import dates

COOKIE = "yici_place"
YEAR = 365 * 24 * 3600
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Here:
    """One place: its name in the language of the page, its full name, and whether matters can be planned for it."""

    code: str
    name: str
    path: str
    served: bool


def code_of(request: HttpRequest) -> str | None:
    """This will give the code of the place that holds for a request; None when nobody has chosen one yet."""
    named = (request.GET.get("place"), request.COOKIES.get(COOKIE), settings.YICI_PLACE)
    return next((code for code in named if code and is_code(code)), None)


def is_code(text: str) -> bool:
    """This will say whether a text is twelve digits."""
    return len(text) == DIGITS and text.isascii() and text.isdigit()


def here(request: HttpRequest) -> Here | None:
    """This will give the place that holds for a request, with its name; None when there is none or it is not known."""
    code = code_of(request)
    return described([code]).get(code) if code else None


def described(codes: list[str]) -> dict[str, Here]:
    """This will describe many places at once, by code; an unknown one is left out."""
    rows = people.places(codes)
    return {code: describe(rows[code]) for code in codes if code in rows}


def describe(row: people.PlaceRow) -> Here:
    """This will describe one place."""
    definition = catalogue.current().places.get(row.code)
    english = definition.name_en if definition and dates.english() else None
    return Here(row.code, english or row.name, english or row.path, is_served(row.code))


def is_served(code: str) -> bool:
    """This will say whether the place, or one above it, has published how it carries matters out."""
    places = catalogue.current().places
    return any(above in places for above in (code, *codes_above(code)))


def served() -> list[Here]:
    """This will list the places that have a published definition of their own, by code."""
    return list(described(sorted(catalogue.current().places)).values())


def remember(response: HttpResponse, code: str) -> None:
    """This will keep the chosen place for a year."""
    response.set_cookie(
        COOKIE, code, max_age=YEAR, samesite="Lax", httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE)
    )
