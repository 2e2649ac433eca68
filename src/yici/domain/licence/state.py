"""What a licence is at a moment: plain frozen values, folded from its events and from nothing else."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from yici.domain.licence.states import FINAL, HOLDS, RESTING, LicenceStatus
from yici.domain.term import PlannedRenewal, PlannedTerm

LicenceDuty = Literal["holder", "agency"]
Ended = Literal["refused", "not_accepted", "withdrawn", "lapsed"]
"""Why an application for renewal led to no renewal."""


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a licence holds, both days included, and the approval (case and item) that says so.

    `until` is None where no end is known, and where it is `long_term` there is none. `by_silence`: nobody decided.
    """

    since: date
    until: date | None
    case: str
    item: str
    long_term: bool = False
    by_silence: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """An application for renewal that is not decided: the approval that it is, the day on which it came in and the last
    one in time. `in_time` is None while nobody can tell: no end or rule is known, or a calendar is not loaded."""

    case: str
    item: str
    on: date
    latest: date | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence of a type for a subject, as an approval of `item` by `agency` gave it.

    `term` and `rule` are the texts that its periods and its renewal go by, None where none is known; `remedies` what
    its holder may do against a revocation. `holder` is the account that may follow it, if there is one, `before` the
    periods that are over, `late` whether it expired because its renewal was asked for too late to be deemed granted.
    """

    id: str
    number: str
    type: str
    subject: str
    holder: str | None
    agency: str
    place: str
    status: LicenceStatus
    period: Period
    term: PlannedTerm | None = None
    rule: PlannedRenewal | None = None
    remedies: str | None = None
    asked: Asked | None = None
    before: tuple[Period, ...] = ()
    late: bool = False

    @property
    def item(self) -> str:
        """The item whose approval gave it first, by which rights to it are granted."""
        return (*self.before, self.period)[0].item

    @property
    def case(self) -> str:
        """The case that gave it first."""
        return (*self.before, self.period)[0].case

    @property
    def holds(self) -> bool:
        """Whether it holds: nothing has ended it."""
        return self.status in HOLDS

    @property
    def in_time(self) -> bool:
        """Whether renewal is asked for, and that in time."""
        return self.asked is not None and self.asked.in_time is True

    @property
    def open(self) -> bool:
        """True while something can fall due for somebody."""
        return self.status not in FINAL | RESTING

    def rests_on(self, case: str, item: str) -> bool:
        """This will say whether an approval gave it, or the period that it is in."""
        return (case, item) in ((self.case, self.item), (self.period.case, self.period.item))

    def in_period(self, period: Period) -> "Licence":
        """This will give the licence in a new period, the old one put behind it."""
        return replace(self, status="valid", period=period, before=(*self.before, self.period), asked=None)
