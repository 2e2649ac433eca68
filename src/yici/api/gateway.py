"""The door of the API: everything below /api/ is answered here, in JSON, past sessions, cookies and pages.

A caller brings a token with each request, so nothing that serves browsers is needed: no session, no CSRF secret, no
language. That spares half the work of a request, and makes sure that nobody is ever answered with a page.
"""

import logging
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase, HttpResponseNotAllowed, HttpResponseNotModified
from django.urls import resolve
from django.utils.http import parse_etags

from yici.api import problems
from yici.api.answers import FRESH, MEDIA
from yici.domain.error import YiciError

log = logging.getLogger(__name__)
BELOW: Final = "/api/"
NOTHING_LOADS: Final = "default-src 'none'; frame-ancestors 'none'"
UTF8: Final = ("", "utf-8", "utf8")
BUSY_SECONDS: Final = 5


class BodyRefused(YiciError):
    """A body that is not read at all."""


class ApiGateway:
    """This will answer the API and leave everything else to what comes behind it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BELOW):
            return self.get_response(request)
        answer = _unless_known(request, _answer(request))
        answer.headers.setdefault("Content-Security-Policy", NOTHING_LOADS)
        return answer


def _answer(request: HttpRequest) -> HttpResponseBase:
    asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
    try:
        answer = _dispatched(request)
    except Exception as error:  # noqa: BLE001 - the last resort: whatever happens is a problem, never a page
        answer = _failed(request, error)
    if asked == "HEAD" and isinstance(answer, HttpResponse):
        answer.content = b""
    return answer


def _unless_known(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Spare whoever has it already what is public and still the same (RFC 9110, 13.1.2)."""
    if answer.status_code != 200 or answer.headers.get("Cache-Control") != FRESH:
        return answer
    held = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    if "*" not in held and answer.headers["ETag"] not in {tag.removeprefix("W/") for tag in held}:
        return answer
    same = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control"):
        same.headers[name] = answer.headers[name]
    return same


def _dispatched(request: HttpRequest) -> HttpResponseBase:
    request.get_host()
    match = resolve(request.path_info)
    request.resolver_match = match
    if request.method == "POST":
        _check_body(request)
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return _not_allowed(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer


def _check_body(request: HttpRequest) -> None:
    told = request.META.get("CONTENT_LENGTH") or ""
    if not told.isdigit():
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            raise _refused(411, "request.length_needed", "send Content-Length")
        return
    if int(told[:20]) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
        raise _refused(413, "request.too_large", "send less at once", most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if int(told) and not _is_json(request):
        raise _refused(415, "request.media_type", "send application/json in UTF-8")


def _is_json(request: HttpRequest) -> bool:
    charset = (request.content_params or {}).get("charset", "").lower()
    plain = request.META.get("HTTP_CONTENT_ENCODING", "identity").lower() == "identity"
    return request.content_type == MEDIA and charset in UTF8 and plain


def _refused(status: int, code: str, remedy: str, **params: object) -> BodyRefused:
    error = BodyRefused(code, remedy=remedy, **params)
    error.status = status
    return error


def _not_allowed(request: HttpRequest, answer: HttpResponseNotAllowed) -> HttpResponse:
    methods = {one.strip() for one in answer["Allow"].split(",")}
    methods |= {"HEAD", "OPTIONS"} if "GET" in methods else {"OPTIONS"}
    told = ", ".join(sorted(methods))
    if request.method == "OPTIONS":
        answer = HttpResponse(status=204)  # type: ignore[assignment]
    else:
        answer = problems.problem(405, "method.not_allowed", remedy=f"use {told}")  # type: ignore[assignment]
    answer.headers["Allow"] = told
    return answer


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    match error:
        case YiciError():
            return problems.of_error(request, error)
        case Http404():
            return problems.problem(404, "address.unknown", remedy="see /api/v1/openapi.json")
        case RequestDataTooBig():
            return problems.problem(413, "request.too_large", remedy="send less at once")
        case SuspiciousOperation() | UnreadablePostError() | BadRequest():
            return problems.problem(400, "request.unreadable", remedy="see the OpenAPI description")
        case OperationalError() | InterfaceError():
            log.error("The database did not answer", exc_info=error)
            answer = problems.problem(503, "service.busy", remedy="send the same request again, with the same key")
            answer["Retry-After"] = str(BUSY_SECONDS)
            return answer
        case _:
            route = request.resolver_match.route if request.resolver_match else "an unknown address"
            log.error("A fault in %s %s", request.method, route, exc_info=error)
            return problems.problem(500, "service.failed", remedy="send the same request again later")
