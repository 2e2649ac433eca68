"""Large text and the language: cookies, so that they hold before anybody signs in.

Where something is being typed, both are switched by the form that keeps it: a switch must not cost what was typed.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

LARGE = "yici_large"
YEAR = 365 * 24 * 3600
FACE = "face"
SIZES: dict[str, str] = {"large": "1", "elder": "elder", "standard": ""}
"""The sizes by what the cookie says: large text, and the version for elders, which is shorter as well."""


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """This will switch large text and go back to where the person was; an address typed in leads to the first page."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("home"))
    response = HttpResponseRedirect(back(request))
    named = request.POST.get("large", "")
    _set_size(response, next((one for one, kept in SIZES.items() if kept == named), "standard"))
    return response


def size(request: HttpRequest) -> str:
    """This will give the size that was chosen on this device: "large", "elder" or "standard"."""
    kept = request.COOKIES.get(LARGE, "")
    return next((one for one, value in SIZES.items() if value == kept), "standard")


def _set_size(response: HttpResponse, named: str) -> None:
    if SIZES[named]:
        response.set_cookie(
            LARGE,
            SIZES[named],
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )
    else:
        response.delete_cookie(LARGE)


def switched(request: HttpRequest, here: str) -> HttpResponse | None:
    """This will lead back to `here` in the text size or language that a keeping form was sent for, None for neither."""
    face = request.POST.get(FACE, "")
    response = HttpResponseRedirect(here)
    if face in SIZES:
        _set_size(response, face)
    elif face in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, face, max_age=YEAR, samesite="Lax",
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )  # fmt: skip
    else:
        return None
    return response


def back(request: HttpRequest) -> str:
    """This will give the address of this site to go back to, as the form names it; the first page when it is none."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("home")
