"""What happens about interested parties: told, heard, called to a hearing. All of it is sealed under keys of their own:
what they are called, where they live and what they said is neither the applicant's nor erased with the applicant."""

from dataclasses import dataclass, field
from datetime import date

from yici.domain.case.events import CaseEvent, Private
from yici.domain.case.parts import Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestedTold(CaseEvent):
    """Somebody whose major interest is concerned was told, and may state their case until the end of a day (Licensing
    Law Art. 36). Who it is, is sealed under a key of their own."""

    kind = "interested.told"
    sealed_under = "interested"
    item: str
    interested: str
    until: date
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestedHeard(CaseEvent):
    """An interested party gave their views (`minutes` is the digest of the record, its words are sealed), asked for a
    hearing, or said nothing in time, which a `proof` that the letter arrived has to show."""

    kind = "interested.heard"
    sealed_under = "interested"
    item: str
    interested: str
    answer: Heard
    minutes: str | None = None
    proof: str | None = None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestedSummoned(CaseEvent):
    """An interested party was told the day of the hearing, where and at what time (Licensing Law Art. 48)."""

    kind = "interested.summoned"
    sealed_under = "interested"
    item: str
    interested: str
    on: date
    private: Private = field(default_factory=dict)


INTERESTED: tuple[type[CaseEvent], ...] = (InterestedTold, InterestedHeard, InterestedSummoned)
