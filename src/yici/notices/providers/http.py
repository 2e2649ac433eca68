"""One POST over HTTP, for gateways and webhooks: no redirect is followed, no answer is read beyond a bound."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yici.notices.providers.provider import NotSent

TIMEOUT: Final = 10
LONGEST: Final = 64 * 1024
_AGAIN: Final = frozenset({408, 425, 429})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """What is sent is for the address that the operator named, and no other."""


_OPENER: Final = urllib.request.build_opener(_NoRedirect)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said."""

    status: int
    body: bytes


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """This will send one request and give its answer (2xx). Raises `NotSent`: for good where the other side refuses
    what it is sent (4xx, but for too many or too slow)."""
    if not url.startswith(("https://", "http://")):
        raise NotSent("url", for_good=True)
    request = urllib.request.Request(url, body, dict(headers), method="POST")  # noqa: S310 - an operator's own address
    try:
        with _OPENER.open(request, timeout=TIMEOUT) as answer:
            return Answer(answer.status, answer.read(LONGEST))
    except urllib.error.HTTPError as error:
        with error:
            raise NotSent(str(error.code), for_good=400 <= error.code < 500 and error.code not in _AGAIN) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        cause = getattr(error, "reason", None)
        raise NotSent(type(cause if isinstance(cause, Exception) else error).__name__) from error
