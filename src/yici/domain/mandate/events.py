"""What can happen to a mandate. Past tense; who did it stands in the event's actor, names only sealed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from yici.domain.mandate.state import Act, Consent, Period, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEvent:
    """Common part: `at` is the legal moment."""

    kind: ClassVar[str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(MandateEvent):
    """The principal consented."""

    kind = "mandate.offered"
    id: str
    principal: str
    subject: str
    scope: Scope
    period: Period
    consent: Consent
    organisation: str | None = None
    paper: str | None = None
    firm: str | None = None
    private: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(MandateEvent):
    """The agent accepted: from its first day on the mandate holds."""

    kind = "mandate.accepted"
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(MandateEvent):
    """The agent did not accept."""

    kind = "mandate.declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(MandateEvent):
    """The principal took it back; `paper` is the digest of what a firm signed for that at a window."""

    kind = "mandate.revoked"
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resigned(MandateEvent):
    """The agent gave it back."""

    kind = "mandate.resigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired(MandateEvent):
    """Its period was over."""

    kind = "mandate.expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Used(MandateEvent):
    """The agent acted for the principal."""

    kind = "mandate.used"
    act: Act
    about: str
    target: str
    bundle: str


EVENTS: tuple[type[MandateEvent], ...] = (Offered, Accepted, Declined, Revoked, Resigned, Expired, Used)
