"""Middleware: a session lasts as long as the device allows, and whoever leaves takes along what was kept on it."""

from collections.abc import Callable

from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest, HttpResponseBase

from yici.web.device.whose import DEVICE, remember, wipe

LEFT = "_yici_left"


class DeviceMiddleware:
    """This will keep the end of a session where the device wants it, and wipe the device after somebody signed out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, LEFT, False):
            wipe(response)
        elif (request.COOKIES.get("sessionid") or request.session.modified) and DEVICE in request.session:
            remember(request, response)
        return response


def connect() -> None:
    """This will listen to who signs out."""
    user_logged_out.connect(_left)


def _left(sender: object, request: HttpRequest | None, **_: object) -> None:
    if request is not None:
        setattr(request, LEFT, True)
