"""Middleware: Django's sessions, but a request under an ended session does not take the cookie of its successor.

Signing in gives a session a new key. A browser asks for more than the page at that moment (the service worker looks
for a newer one of itself at each change of page): what it asked under the old key is answered after the new cookie, and
Django answers that by deleting the cookie, so that whoever had just signed in would be signed out again.
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse


class KeptSessionMiddleware(SessionMiddleware):
    """This will delete the cookie only where this very request ended the session: it signed somebody out."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """This will let an ended session be: it opens nothing, and the next one to begin overwrites its cookie."""
        answer = super().process_response(request, response)
        session = getattr(request, "session", None)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if session is not None and not session.modified and cookie is not None and cookie["max-age"] == 0:
            del answer.cookies[settings.SESSION_COOKIE_NAME]
        return answer
