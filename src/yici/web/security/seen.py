"""When a session was last in use: written every five minutes at most, so that reading pages costs no writing."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from yici.people.sessions import session_seen
from yici.people.visitor import address_of

SEEN: Final = "seen"
EVERY: Final = 300
"""Seconds between two notes."""


class SeenMiddleware:
    """This will note that a listed session is in use. A session that was never listed has nothing to be noted in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.COOKIES.get("sessionid") and (last := request.session.get(SEEN)) is not None:
            moment = timezone.now()
            if moment.timestamp() - last >= EVERY:
                session_seen(key=str(request.session.session_key), address=address_of(request), now=moment)
                seen_now(request, moment)
        return self.get_response(request)


def seen_now(request: HttpRequest, moment: datetime) -> None:
    """This will keep in the session when it was noted last."""
    request.session[SEEN] = moment.timestamp()
