"""What can happen to a licence. Past tense; every computed figure stands in the event; free text stands in `private`.

`private` is sealed apart under the holder's key: folding never needs it, so an erased person breaks nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from yici.domain.licence.state import Asked, Ended, Period
from yici.domain.term import PlannedRenewal, PlannedTerm

Private = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceEvent:
    """Common part: `at` is the legal moment, which for a silent consequence is the moment it fell due."""

    kind: ClassVar[str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued(LicenceEvent):
    """An approval gave it; `term` and `rule` are those of the plan that the approval ran under."""

    kind = "licence.issued"
    id: str
    number: str
    type: str
    subject: str
    holder: str | None
    agency: str
    place: str
    period: Period
    term: PlannedTerm | None = None
    rule: PlannedRenewal | None = None
    remedies: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalApplied(LicenceEvent):
    """Its holder asked for renewal; `asked` says whether in time. `term` and `rule` are what holds from now on."""

    kind = "renewal.applied"
    asked: Asked
    term: PlannedTerm | None = None
    rule: PlannedRenewal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalCounted(LicenceEvent):
    """A calendar was loaded that tells whether the application came in time."""

    kind = "renewal.counted"
    asked: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalEnded(LicenceEvent):
    """The application led to no renewal; the licence holds until its end."""

    kind = "renewal.ended"
    case: str
    reason: Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed(LicenceEvent):
    """The renewal was decided; `term` and `rule` are those of the plan that it was decided under."""

    kind = "licence.renewed"
    period: Period
    term: PlannedTerm | None = None
    rule: PlannedRenewal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedRenewed(LicenceEvent):
    """Nobody decided before its end, so it is renewed as of its end (Licensing Law Art. 50)."""

    kind = "licence.deemed_renewed"
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired(LicenceEvent):
    """Its period ended; `late` when renewal had been asked for, too late to be deemed granted."""

    kind = "licence.expired"
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(LicenceEvent):
    """Taken back, on grounds of `REVOCATION` or those of the approval that was revoked with it."""

    kind = "licence.revoked"
    grounds: tuple[str, ...]
    remedies: str | None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(LicenceEvent):
    """Struck off, on a ground of `CANCELLATION`; `private` has the text that it rests on, where one must be named."""

    kind = "licence.cancelled"
    ground: str
    remedies: str | None
    private: Private = field(default_factory=dict)


EVENTS: tuple[type[LicenceEvent], ...] = (
    Issued, RenewalApplied, RenewalCounted, RenewalEnded, Renewed, DeemedRenewed, Expired, Revoked, Cancelled,
)  # fmt: skip
