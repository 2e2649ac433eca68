"""The literal transition table of an approval: every state has a sentence, every edge its source."""

from dataclasses import dataclass
from typing import Literal

ApprovalStatus = Literal[
    "received", "correcting", "waiting", "handling", "suspended", "prepared", "decided", "delivered",
    "refused", "not_accepted", "lapsed", "withdrawn", "revoked",
]  # fmt: skip
Phase = Literal["received", "correcting", "handling", "closed"]

SENTENCES: dict[ApprovalStatus, str] = {
    "received": "The papers are with the office, which checks them.",
    "correcting": "The applicant was told once what to correct, and the office waits for it.",
    "waiting": "The papers are in order; another approval must be granted first.",
    "handling": "Accepted; the competent body examines.",
    "suspended": "The lawful clock stands still for the time told in writing; then it runs on.",
    "prepared": "Simulated approval: what there is to examine is in order; it becomes formal with what it waits for.",
    "decided": "Granted or registered; the result is not handed over yet.",
    "delivered": "Granted or registered, and the result is with the applicant.",
    "refused": "Refused with reasons and remedies.",
    "not_accepted": "Not accepted, with the reason and the competent body.",
    "lapsed": "Ended because an approval that it needs was not granted.",
    "withdrawn": "Withdrawn by the applicant before a decision.",
    "revoked": "Granted on a commitment that was broken and not repaired, then revoked.",
}
FINAL: frozenset[ApprovalStatus] = frozenset(
    {"delivered", "refused", "not_accepted", "lapsed", "withdrawn", "revoked"}
)  # fmt: skip
OPEN: frozenset[ApprovalStatus] = frozenset(SENTENCES) - FINAL
EXAMINED: frozenset[ApprovalStatus] = frozenset({"waiting", "handling", "suspended"})
"""The papers are in order and nothing is decided: in these states the premises may be inspected."""


@dataclass(frozen=True, slots=True)
class Edge:
    """From which states an event may come, where it leads, and the law or decision behind it."""

    origins: frozenset[ApprovalStatus]
    to: ApprovalStatus
    source: str


def _edge(origins: str, to: ApprovalStatus, source: str) -> Edge:
    return Edge(frozenset(origins.split()), to, source)  # type: ignore[arg-type]


LICENSING = "Administrative Licensing Law"
EDGES: dict[str, Edge] = {
    "case.correction_requested": _edge("received", "correcting", f"{LICENSING} Art. 32(4)"),
    "case.correction_withdrawn": _edge("correcting", "received", "an officer may take a wrong request back"),
    "case.correction_supplied": _edge("correcting", "received", f"{LICENSING} Art. 32(5)"),
    "approval.accepted": _edge("received", "handling", f"{LICENSING} Art. 32(4), 32(5)"),
    "approval.cleared": _edge("received", "waiting", f"{LICENSING} Art. 26: one office accepts for all"),
    "approval.started": _edge("waiting", "handling", f"{LICENSING} Art. 32(5), once the licence it needs exists"),
    "approval.not_accepted": _edge("received correcting", "not_accepted", f"{LICENSING} Art. 32(1), 32(2)"),
    "approval.suspended": _edge("handling", "suspended", f"{LICENSING} Art. 45"),
    "approval.resumed": _edge("suspended", "handling", f"{LICENSING} Art. 45"),
    "approval.extended": _edge("handling", "handling", f"{LICENSING} Art. 42"),
    "approval.prepared": _edge(
        "handling prepared", "prepared", "the definition relaxes the need, and says by which source"
    ),
    "preparation.lapsed": _edge("prepared", "handling", "nobody is granted until a day that is over"),
    "approval.granted": _edge("handling prepared", "decided", f"{LICENSING} Art. 34, 38"),
    "approval.deemed_granted": _edge(
        "received correcting waiting handling suspended prepared", "decided", f"{LICENSING} Art. 50, second paragraph"
    ),
    "approval.refused": _edge("handling prepared", "refused", f"{LICENSING} Art. 38"),
    "approval.lapsed": _edge(
        "received correcting waiting handling suspended prepared", "lapsed", "the licence that it needs was not granted"
    ),
    "approval.delivered": _edge("decided", "delivered", f"{LICENSING} Art. 44"),
    "approval.withdrawn": _edge(
        "received correcting waiting handling suspended prepared", "withdrawn", "before the decision"
    ),
    "approval.revoked": _edge("decided delivered", "revoked", f"{LICENSING} Art. 69, State Council Office 2020 No. 42"),
}
