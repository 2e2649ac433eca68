"""A code for tokens, and what may be believed of them (OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2).

The library's own client skips the signature where the token came straight from the provider, knows no nonce, and keeps
what it learnt of a person in clear; so it gives us the state, the proof key and the redirect, and the rest is here.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import jwt
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge

from yici.domain.error import Refused
from yici.people.provider import Provider
from yici.web.real_name.asking import ask, configuration, signing_keys

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
LEEWAY: Final = 60
"""Seconds by which two clocks may differ."""
OK: Final = 200


@dataclass(frozen=True, slots=True)
class Leaving:
    """How somebody is sent to the provider: the address, and what must be remembered until they come back."""

    url: str
    nonce: str
    verifier: str


def leave(provider: Provider, state: str, back: str) -> Leaving:
    """This will make the address at the provider to which somebody is sent. Raises ProviderSilent."""
    nonce, proof = secrets.token_urlsafe(24), generate_code_challenge()
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "state": state,
        "nonce": nonce,
        "code_challenge": proof["code_challenge"].decode(),
        "code_challenge_method": proof["code_challenge_method"],
    }
    url = str(configuration(provider)["authorization_endpoint"])
    return Leaving(f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}", nonce, proof["code_verifier"])


def redeem(provider: Provider, code: str, *, back: str, nonce: str, verifier: str) -> dict[str, Any]:
    """This will give what the provider says of the person who came back with a code.

    Raises ProviderSilent, Refused("provider.untrue") for a code that is no good and for tokens that are not the answer
    to what we asked.
    """
    tokens = _tokens(provider, code, back, verifier)
    told = believed(provider, str(tokens.get("id_token", "")))
    if not hmac.compare_digest(str(told.get("nonce", "")).encode(), nonce.encode()):
        raise _untrue()
    bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
    status, more = ask(provider, str(configuration(provider)["userinfo_endpoint"]), headers=bearer)
    # 5.3.2: an answer about somebody else must not be used.
    if status != OK or more.get("sub") != told["sub"]:
        raise _untrue()
    return {**more, **told}


def believed(provider: Provider, token: str) -> dict[str, Any]:
    """This will open a token that the provider signed for us. Raises Refused("provider.untrue") for any other."""
    try:
        key = _key(provider, jwt.get_unverified_header(token))
        told: dict[str, Any] = jwt.decode(
            token, key, algorithms=list(ALGORITHMS), audience=provider.client, issuer=provider.issuer, leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )  # fmt: skip
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise _untrue() from error
    if not isinstance(told["sub"], str) or not told["sub"] or told.get("azp", provider.client) != provider.client:
        raise _untrue()
    return told


def _key(provider: Provider, header: dict[str, Any]) -> Any:
    """The key that a token names; one that we do not know yet may be new."""
    if header["alg"] not in ALGORITHMS:
        raise KeyError
    for fresh in (False, True):
        for one in signing_keys(provider, fresh=fresh):
            if one.get("kid") == header["kid"] and one.get("use", "sig") == "sig":
                return jwt.PyJWK(one, algorithm=header["alg"])
    raise KeyError


def _tokens(provider: Provider, code: str, back: str, verifier: str) -> dict[str, Any]:
    methods = configuration(provider).get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    basic = "client_secret_post" not in methods
    ours = {} if basic else {"client_id": provider.client, "client_secret": provider.secret}
    status, tokens = ask(
        provider, str(configuration(provider)["token_endpoint"]), method="POST", data={**given, **ours},
        auth=(provider.client, provider.secret) if basic else None,
    )  # fmt: skip
    if status != OK:
        raise _untrue()
    return tokens


def _untrue() -> Refused:
    return Refused("provider.untrue", remedy="begin the sign-in again")
