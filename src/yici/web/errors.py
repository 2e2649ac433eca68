"""Refusals and faults as pages: what happened, what to do, a way back; the status stays, no traceback is ever shown."""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from yici.database.outage import is_outage
from yici.domain.error import YiciError
from yici.web import error_words
from yici.web.error_words import Words
from yici.web.resending import resendable

View = Callable[[HttpRequest], HttpResponseBase]
OF_THE_API = "/api/"
NOT_ALLOWED = 405


class RefusalMiddleware:
    """This will turn a refusal that a view did not answer itself into a page; the API answers its own."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if answer.status_code == NOT_ALLOWED and not request.path.startswith(OF_THE_API):
            return _only_sent(request, answer)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """This will answer a refusal; anything else is a fault and goes on."""
        if not isinstance(exception, YiciError) or request.path.startswith(OF_THE_API):
            return None
        return error_page(request, exception.status, error_words.words_of(exception), exception.code)


def _only_sent(request: HttpRequest, bare: HttpResponseBase) -> HttpResponse:
    """An address that only takes forms, opened as a page: after signing in anew one is led to such a one."""
    page = _of_status(request, NOT_ALLOWED)
    page["Allow"] = bare["Allow"]
    return page


def error_page(request: HttpRequest, status: int, words: Words, code: str = "") -> HttpResponse:
    """This will render one error page."""
    context = {"title": words[0], "remedy": words[1], "code": code, "status": status}
    return HttpResponse(render_to_string("yici/error.html", context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer a request that cannot be read."""
    return _of_status(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer a request for what this account may not do."""
    return _of_status(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This will answer a request for what is not here."""
    return _of_status(request, 404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This will answer a form whose secret is missing or old."""
    if (sent := resendable(request)) is not None:
        page = render_to_string("yici/again.html", {"sent": sent, "path": request.path}, request)
        return HttpResponse(page, status=403)
    return error_page(request, 403, error_words.spoken(error_words.EXPIRED), "form.expired")


def fault(request: HttpRequest) -> HttpResponse:
    """This will answer our own faults, without the session or the database, which may be what is broken."""
    title, remedy = error_words.spoken(error_words.of_status(500))
    # A database that does not answer will, and whoever stands between may then ask again.
    status, later = (503, {"Retry-After": "5"}) if is_outage(sys.exc_info()[1]) else (500, {})
    page = render_to_string("yici/fault.html", {"title": title, "remedy": remedy})
    return HttpResponse(page, status=status, headers=later)


def _of_status(request: HttpRequest, status: int) -> HttpResponse:
    return error_page(request, status, error_words.spoken(error_words.of_status(status)))
