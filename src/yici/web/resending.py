"""A form whose secret is old: what was typed is shown again with a new one, to be sent by whoever typed it.

Somebody signed in once more in another window, and the page that is still open has the secret from before. Only what
this very site sent is taken up, which the browser tells; nothing is kept, and nothing happens before it is sent again.
"""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest

PAGES: Final = frozenset({"draft_part", "draft_choices", "draft_papers", "case_correct", "case_messages"})
"""Pages on which somebody types for long."""
MOST: Final = 300
LONGEST: Final = 64_000
_OURS: Final = frozenset({"csrfmiddlewaretoken", "version"})


def resendable(request: HttpRequest) -> list[tuple[str, str]] | None:
    """This will give what was typed, to be sent again; None where it is none of ours, or too much."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.url_name not in PAGES or not _is_ours(request):
        return None
    sent = [(name, value) for name, values in request.POST.lists() if name not in _OURS for value in values]
    if len(sent) > MOST or sum(len(name) + len(value) for name, value in sent) > LONGEST:
        return None
    return [(name, str(value)) for name, value in sent]


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
