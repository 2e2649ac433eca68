"""The literal transition table of a licence: every state has a sentence, every edge its source.

A renewal that was made, or that the law made of silence, begins a new period in the same stream: the licence is valid.
"""

from dataclasses import dataclass
from typing import Literal

LicenceStatus = Literal["valid", "renewing", "expired", "revoked", "cancelled"]

SENTENCES: dict[LicenceStatus, str] = {
    "valid": "It holds: until the end of its period, or until something ends it where no end is known.",
    "renewing": "It holds, and its holder has asked for renewal; nothing is decided yet.",
    "expired": "Its period ended and was not renewed; the body cancels it.",
    "revoked": "Taken back by the body that granted it, with reasons and remedies; the body cancels it.",
    "cancelled": "Struck off: it is over, and nothing leads back.",
}
FINAL: frozenset[LicenceStatus] = frozenset({"cancelled"})
RESTING: frozenset[LicenceStatus] = frozenset({"expired", "revoked"})
"""Over for the holder; only the striking off is left, which no text dates."""
HOLDS: frozenset[LicenceStatus] = frozenset({"valid", "renewing"})


@dataclass(frozen=True, slots=True)
class Edge:
    """From which states an event may come, where it leads, and the law behind it. Without origins it begins."""

    origins: frozenset[LicenceStatus]
    to: LicenceStatus
    source: str


def _edge(origins: str, to: LicenceStatus, source: str) -> Edge:
    return Edge(frozenset(origins.split()), to, source)  # type: ignore[arg-type]


LICENSING = "Administrative Licensing Law"
EDGES: dict[str, Edge] = {
    "licence.issued": _edge("", "valid", f"{LICENSING} Art. 38, 39"),
    "renewal.applied": _edge("valid", "renewing", f"{LICENSING} Art. 50, first paragraph"),
    "renewal.ended": _edge("renewing", "valid", f"{LICENSING} Art. 50: not renewed, so it holds until its end"),
    "licence.renewed": _edge("renewing", "valid", f"{LICENSING} Art. 50, second paragraph: the decision"),
    "licence.deemed_renewed": _edge("renewing", "valid", f"{LICENSING} Art. 50, second paragraph: no decision"),
    "licence.expired": _edge("valid renewing", "expired", f"{LICENSING} Art. 50, 70(1)"),
    "licence.revoked": _edge("valid renewing", "revoked", f"{LICENSING} Art. 8, 69"),
    "licence.cancelled": _edge("valid renewing expired revoked", "cancelled", f"{LICENSING} Art. 70"),
}
