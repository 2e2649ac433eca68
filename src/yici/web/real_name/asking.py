"""Asking the provider: its addresses and keys, a code for tokens, a person's data. Each call is bounded in time and
size.

These are the only calls that a request thread makes to somebody else: the browser waits for the answer, and no job
could give it one sooner. A provider that did not answer is left alone for a while, so that it cannot stop the workers.
"""

import json
import time
from typing import Any, Final

from allauth.socialaccount.adapter import get_adapter

from yici.domain.error import YiciError
from yici.people.provider import Provider, is_safe

WAIT: Final = (2.0, 3.0)
"""Seconds to connect, and between two pieces of an answer."""
LONGEST: Final = 5.0
"""Seconds that an answer may take in all."""
MOST_BYTES: Final = 256 * 1024
KEPT: Final = 3600
"""Seconds that a provider's addresses and keys are believed."""
REST: Final = 15
"""Seconds in which a provider that failed is not asked again."""
OK, SERVER_ERROR = 200, 500
WELL_KNOWN: Final = "/.well-known/openid-configuration"
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")

_kept: dict[str, tuple[float, dict[str, Any]]] = {}
_failed: dict[str, float] = {}


class ProviderSilent(YiciError):
    """The provider cannot be reached, or answers what nobody can read."""

    code = "provider.silent"
    status = 503


def silent() -> ProviderSilent:
    """This will say that the provider did not answer."""
    return ProviderSilent(remedy="try again in a minute, or sign in another way")


def configuration(provider: Provider) -> dict[str, Any]:
    """This will give the provider's addresses, as it publishes them. Raises ProviderSilent.

    They must be its own word (OpenID Connect Discovery 1.0, 4.3: the issuer is compared exactly), each by TLS.
    """
    found = _remembered(provider, provider.issuer.rstrip("/") + WELL_KNOWN)
    if found.get("issuer") != provider.issuer or not all(is_safe(str(found.get(name))) for name in ENDPOINTS):
        forget()
        raise silent()
    return found


def signing_keys(provider: Provider, *, fresh: bool = False) -> list[dict[str, Any]]:
    """This will give the keys that the provider signs with; `fresh` asks for them again. Raises ProviderSilent."""
    url = str(configuration(provider)["jwks_uri"])
    if fresh:
        _kept.pop(url, None)
    found = _remembered(provider, url).get("keys")
    return [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []


def ask(provider: Provider, url: str, *, method: str = "GET", **how: Any) -> tuple[int, dict[str, Any]]:
    """This will ask one thing and give status and answer, a JSON object. Raises ProviderSilent."""
    if time.monotonic() < _failed.get(provider.issuer, 0.0):
        raise silent()
    try:
        with get_adapter().get_requests_session() as session:
            return _read(session.request(method, url, timeout=WAIT, allow_redirects=False, stream=True, **how))
    # What the library of requests raises is an OSError: it is loaded with the first call, not by every worker.
    except (OSError, ValueError, RecursionError) as error:
        _failed[provider.issuer] = time.monotonic() + REST
        raise silent() from error


def forget() -> None:
    """This will forget what was remembered of providers, and that they failed."""
    _kept.clear()
    _failed.clear()


def _read(response: Any) -> tuple[int, dict[str, Any]]:
    body, until = b"", time.monotonic() + LONGEST
    with response:
        for piece in response.iter_content(8192):
            body += piece
            if len(body) > MOST_BYTES or time.monotonic() > until:
                raise ValueError
    answer = json.loads(body)
    if response.status_code >= SERVER_ERROR or not isinstance(answer, dict):
        raise ValueError
    return response.status_code, answer


def _remembered(provider: Provider, url: str) -> dict[str, Any]:
    moment, found = _kept.get(url, (0.0, None))
    if found is None or time.monotonic() - moment > KEPT:
        status, found = ask(provider, url)
        if status != OK:
            raise silent()
        _kept[url] = (time.monotonic(), found)
    return found
