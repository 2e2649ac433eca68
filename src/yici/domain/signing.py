"""Several signers: who besides the one who hands an application in must declare that it is theirs, and what was signed.

Nobody is asked who is not named by a text that the definition cites (for example the sale of a home, which both sides
apply for: Regulation on Real-Estate Registration Art. 14). A signature is under one content; another content is another
declaration (Electronic Signature Law Art. 13: a change after signing can be found).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from yici.domain.error import Conflict, Refused
from yici.domain.event import canonical

Way = Literal["account", "window"]


@dataclass(frozen=True, slots=True)
class PlannedSigner:
    """A role whose holder must sign: for which items, by which text of which source."""

    role: str
    items: tuple[str, ...]
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as the record has it: in which role, by which account (at the `window`: before which clerk), when,
    under which content; `mandate` where an agent signed."""

    role: str
    by: str
    at: datetime
    digest: str
    way: Way = "account"
    mandate: str | None = None


def content_digest(content: Mapping[str, Any]) -> str:
    """This will give the SHA-256 of an application as it was reviewed: matter, place, answers, form, papers, promises.

    Dates of the plan are no part of it: the same application reviewed a day later is the same.
    """
    return "sha256:" + hashlib.sha256(canonical(dict(content)).encode()).hexdigest()


def all_signed(
    signers: Iterable[PlannedSigner], given: Iterable[Signature], formless: frozenset[str] = frozenset()
) -> tuple[Signature, ...]:  # fmt: skip
    """This will give the signatures that are needed, each once, under one content.

    Of items in `formless` the signed form has not come to the window yet: whose signature they want may sign it when it
    is asked for (Licensing Law Art. 32(4)). Raises Refused("signature.missing") naming the roles,
    Conflict("signature.changed") for different contents.
    """
    held = {one.role: one for one in given}
    wanted = [one for one in signers if one.role in held or not formless.issuperset(one.items)]
    if missing := [one.role for one in wanted if one.role not in held]:
        raise Refused("signature.missing", roles=missing, remedy="let them sign first, online or at the window")
    signed = tuple(held[one.role] for one in wanted)
    if len({one.digest for one in signed}) > 1:
        raise Conflict("signature.changed", remedy="let everybody sign the application as it is now")
    return signed


def signed_before(
    signers: Iterable[PlannedSigner], clerk: str, at: datetime, digest: str = ""
) -> tuple[Signature, ...]:  # fmt: skip
    """This will be the signatures of people who all signed before a clerk."""
    return tuple(Signature(one.role, clerk, at, digest, "window") for one in signers)
