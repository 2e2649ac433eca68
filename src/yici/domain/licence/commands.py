"""What can be asked of a licence. Imperative; checked against state and law by `decide`."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yici.domain.fact import Strict
from yici.domain.licence.state import Ended
from yici.domain.term import PlannedRenewal, PlannedTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Make the licence that an approval gives. `until` is the last day that the decision names, if it names one."""

    id: str
    number: str
    type: str
    subject: str
    holder: str | None
    agency: str
    place: str
    case: str
    item: str
    term: PlannedTerm | None = None
    rule: PlannedRenewal | None = None
    remedies: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyForRenewal:
    """Take an application for renewal in: an item of a case, for a subject, that gives licences of these types.

    `term` and `rule` are those of its plan: the law as it is now.
    """

    case: str
    item: str
    subject: str
    gives: tuple[str, ...]
    term: PlannedTerm | None = None
    rule: PlannedRenewal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renew:
    """Renew it, as the approval of `item` decided; `until` as when it is issued."""

    case: str
    item: str
    term: PlannedTerm | None = None
    rule: PlannedRenewal | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRenewal:
    """The application for renewal is over without one."""

    case: str
    reason: Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeLicence:
    """Take it back: grounds of `REVOCATION`, the text that it rests on where a ground needs one, words for the holder.

    `basis` and `note` are words, sealed.
    """

    grounds: tuple[str, ...]
    basis: str = ""
    note: str = ""
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelLicence:
    """Strike it off: a ground of `CANCELLATION`; `basis` and `note` as when it is revoked."""

    ground: str
    basis: str = ""
    note: str = ""
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


LicenceCommand = Issue | ApplyForRenewal | Renew | EndRenewal | RevokeLicence | CancelLicence
