"""Large text, on and off: a cookie, so that it holds before anybody signs in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

LARGE = "yici_large"
YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """This will switch large text and go back to where the person was; an address typed in leads to the first page."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("home"))
    response = HttpResponseRedirect(back(request))
    if request.POST.get("large") == "1":
        response.set_cookie(
            LARGE, "1", max_age=YEAR, samesite="Lax", httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE)
        )
    else:
        response.delete_cookie(LARGE)
    return response


def back(request: HttpRequest) -> str:
    """This will give the address of this site to go back to, as the form names it; the first page when it is none."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("home")
