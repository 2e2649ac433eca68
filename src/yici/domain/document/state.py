"""What is known of an issued document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Validity = Literal["valid", "revoked", "replaced"]
Sealing = Literal["none", "waiting", "sealed"]
SEALED_KINDS: Final[frozenset[str]] = frozenset({"decision", "revocation", "renewal", "licence-ended", "licence"})
"""Decisions: what grants, refuses or takes back; and the certificate of what was granted. Notices on the way to them
carry no electronic seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """How a document was sealed: the digest of the file as it is kept, `algorithm:hex`, its id and size in bytes, by
    whose certificate (SHA-256 of it, hexadecimal), after which scheme ("PAdES-B-B", "PAdES-B-T"), and whether by a
    demonstration's authority. `detached` is a signature of another provider beside it, empty when there is none."""

    at: datetime
    digest: str
    file: str
    size: int
    certificate: str
    scheme: str
    template: str
    demonstration: bool = False
    detached: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One issued document of a case. `source` and `seq` name the event that led to it (a stream and its place there),
    `key` the item, or the letter, it is about.

    `body` is the code of the issuing body, `number` what is printed, made of `body`, kind, `year` and `serial`; `code`
    opens its public page. `template` is the digest of the template in use when it was issued.
    """

    id: str
    case: str
    source: str
    seq: int
    subject: str
    kind: str
    key: str
    body: str
    body_name: str
    year: int
    serial: int
    number: str
    code: str
    on: date
    template: str
    sealing: Sealing = "none"
    validity: Validity = "valid"
    ended_on: date | None = None
    replaced_by: str = ""
    seal: Seal | None = None
