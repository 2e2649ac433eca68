"""The identity provider that an instance trusts for real names, as the operator's environment names it.

It is read when the settings are, so it touches no Django and asks nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

HERE: Final = ("127.0.0.1", "localhost", "::1")
"""Hosts that may speak without TLS: nobody listens between two processes of one machine."""
CLAIMS: Final = {"name": "name", "id_number": "id_number", "phone": "phone_number", "firms": "firms"}
"""What we want to know, and how a provider calls it unless the operator says otherwise."""


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider. `claims` says by our words how it calls what it tells; `face` is the address of its
    face check, empty where it has none."""

    issuer: str
    name: str
    name_en: str
    client: str
    secret: str = field(repr=False)
    scopes: tuple[str, ...]
    claims: Mapping[str, str]
    face: str = ""

    @property
    def origins(self) -> list[str]:
        """The origins that a form of ours may lead to."""
        return sorted({origin(url) for url in (self.issuer, self.face) if url})


def read_provider(environment: Mapping[str, str]) -> Provider | None:
    """This will read the provider from the environment; None where none is named. Raises ValueError with what is wrong.

    `YICI_OIDC_ISSUER`, `YICI_OIDC_CLIENT` and `YICI_OIDC_SECRET_FILE` belong together; `YICI_OIDC_NAME`,
    `YICI_OIDC_NAME_EN`, `YICI_OIDC_SCOPES`, `YICI_OIDC_CLAIMS` (our=theirs, ...) and `YICI_FACE_URL` may be left out.
    """
    issuer = environment.get("YICI_OIDC_ISSUER", "")
    if not issuer:
        return None
    face = environment.get("YICI_FACE_URL", "")
    for name, url in (("YICI_OIDC_ISSUER", issuer), ("YICI_FACE_URL", face)):
        if url and not is_safe(url):
            raise ValueError(f"{name} is no address of a provider: write https://...")
    client = environment.get("YICI_OIDC_CLIENT", "")
    if not client:
        raise ValueError("YICI_OIDC_CLIENT is not set: name the client as the provider knows it")
    return Provider(
        issuer=issuer,
        name=environment.get("YICI_OIDC_NAME", "实名认证"),
        name_en=environment.get("YICI_OIDC_NAME_EN", environment.get("YICI_OIDC_NAME", "Real-name check")),
        client=client,
        secret=_secret(environment.get("YICI_OIDC_SECRET_FILE", "")),
        scopes=("openid", *environment.get("YICI_OIDC_SCOPES", "profile phone").split()),
        claims={**CLAIMS, **_renamed(environment.get("YICI_OIDC_CLAIMS", ""))},
        face=face,
    )


def is_safe(url: str) -> bool:
    """This will say whether a provider may be spoken to at an address: by TLS, or on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = parts.scheme == "http" and parts.hostname in HERE
    return bool(parts.hostname) and (parts.scheme == "https" or plain)


def origin(url: str) -> str:
    """This will give scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _secret(file: str) -> str:
    try:
        secret = Path(file).read_text(encoding="utf-8").strip() if file else ""
    except OSError as error:
        raise ValueError("YICI_OIDC_SECRET_FILE cannot be read") from error
    if not secret:
        raise ValueError("YICI_OIDC_SECRET_FILE is not set or empty: name the file with the client's secret")
    return secret


def _renamed(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.replace(",", " ").split()]
    if any(not theirs or ours not in CLAIMS for ours, _, theirs in pairs):
        raise ValueError(f"YICI_OIDC_CLAIMS is unreadable: write our=theirs for some of {', '.join(CLAIMS)}")
    return {ours: theirs for ours, _, theirs in pairs}
