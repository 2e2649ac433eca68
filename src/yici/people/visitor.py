"""Whence somebody comes who has not said who they are."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """This will give the address that a request came from: what the nearest of our own proxies saw, if there are any.

    What a client writes into X-Forwarded-For itself counts for nothing.
    """
    near: str = request.META.get("REMOTE_ADDR", "")
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    seen = [*told, near]
    return str(seen[-1 - min(settings.YICI_PROXIES, len(seen) - 1)])
