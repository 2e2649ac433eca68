"""Regimes: the law that an item runs under, as data. Special laws come first; what nobody has sourced stays unknown."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Fact, Source, Strict
from yici.domain.term import Renewal

# The positive one before its opposite.
Outcome = Literal[
    "granted", "refused", "registered", "not_registered", "confirmed", "not_confirmed", "supported", "not_supported",
]  # fmt: skip
StopCause = Literal[
    "hearing", "bidding", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review"
]  # fmt: skip
CountedFrom = Literal["acceptance", "receipt"]
Missed = Literal["accepted_from_receipt", "none"]
Unanswered = Literal["withdrawn", "none"]


@dataclass(frozen=True, slots=True)
class Correction:
    """How defects are told: once, within `window`; `missed` is what the law makes of silence; `reply` is the
    applicant's period to supply, unknown where no text gives one; `unanswered` is what a text makes of that period
    when it passes."""

    window: Fact[Limit]
    missed: Missed
    reply: Fact[Limit]
    unanswered: Unanswered = "none"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Extension:
    """One lawful extension of the decision limit and who must approve it."""

    limit: Limit
    approver: str
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class LocalCause:
    """Why a place lets its own promise wait, such as for the applicant: by its own rule, which moves no legal limit."""

    id: str
    name: str
    source: str
    name_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class HearingRule:
    """The periods of a hearing: within `request` of being told it is asked for, within `hold` of that it is held, and
    its day is told `notice` before. `note` keeps a doubt about how they are counted."""

    request: Limit
    hold: Limit
    notice: Limit
    source: str
    note: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Regime:
    """One procedure of law. `decision` is the default limit for items that name none of their own; `joint` stands in
    its place, with `joint_extension`, where a decision ordered joint handling. `review` is how long a lower body may
    examine before a higher one decides, `assignment` within what those who inspect, test or quarantine are named."""

    id: str
    name: str
    correction: Correction
    decision: Fact[Limit]
    extension: Fact[Extension]
    delivery: Fact[Limit]
    counted_from: CountedFrom
    outcomes: tuple[Outcome, ...]
    stop_causes: tuple[StopCause, ...]
    sources: tuple[Source, ...]
    joint: Fact[Limit] = UNKNOWN
    joint_extension: Fact[Extension] = UNKNOWN
    renewal: Fact[Renewal] = UNKNOWN
    review: Fact[Limit] = UNKNOWN
    assignment: Fact[Limit] = UNKNOWN
    remedies: Fact[str] = UNKNOWN
    refusal_needs_reasons: bool = True
    hearing: HearingRule | None = None
    name_en: str | None = None
    gaps: tuple[str, ...] = ()
    format: Literal[1] = 1
    kind: Literal["regime"] = "regime"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}
