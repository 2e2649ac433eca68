"""What a mandate is at a moment: between whom, for what, until when, and whether it holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Act = Literal["apply", "supply", "withdraw", "receive", "read"]
ACTS: Final[dict[Act, str]] = {
    "apply": "Fill in, hand in, and ask for a hearing that was offered.",
    "supply": "Supply what a correction names, and papers that may come later; write to the office.",
    "withdraw": "Take the application back.",
    "receive": "Receive decisions and licences.",
    "read": "See how far the matter is; whoever may do anything may see what they do it to.",
}
Consent = Literal["account", "window"]
Phase = Literal["offered", "living", "declined", "revoked", "resigned", "expired"]
OPEN: Final[frozenset[Phase]] = frozenset({"offered", "living"})
PHASES: Final[dict[Phase, str]] = {
    "offered": "The principal has consented; the agent has not accepted yet, and may do nothing.",
    "living": "The agent may act within scope and period.",
    "declined": "The agent did not accept.",
    "revoked": "The principal took it back.",
    "resigned": "The agent gave it back.",
    "expired": "Its period is over.",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which matters, by the ids of bundles and items, and which acts. A matter is covered as a whole or not at all:
    whoever acts for one item of an application sees all of it."""

    acts: tuple[Act, ...]
    bundles: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    everything: bool = False

    def reaches(self, bundle: str, items: Collection[str]) -> bool:
        """This will say whether a matter is among those that it names."""
        named = bundle in self.bundles or (bool(items) and set(items) <= set(self.items))
        return self.everything or named

    def covers(self, act: Act, bundle: str, items: Collection[str]) -> bool:
        """This will say whether one act on a matter lies within it."""
        return act in self.acts and self.reaches(bundle, items)


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, until before `until`. No text bounds how long; without an end there is none (Art. 165)."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """This will say whether a moment lies within it."""
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class Mandate:
    """One mandate. `principal` is an account, `subject` whose key seals the names; the agent is an account once it
    accepted, or an organisation whose helpers act. `paper` is the digest of the paper signed at the window. `firm`
    gives it where it is set: then it is about the firm's matters alone, else about the principal's own alone."""

    id: str
    principal: str
    subject: str
    scope: Scope
    period: Period
    consent: Consent
    offered_at: datetime
    organisation: str | None = None
    agent: str | None = None
    paper: str | None = None
    phase: Phase = "offered"
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    used: int = 0
    firm: str | None = None

    def holds(self, at: datetime) -> bool:
        """This will say whether the agent may act at a moment."""
        return self.phase == "living" and self.period.holds(at)
