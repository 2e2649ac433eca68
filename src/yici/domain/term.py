"""How long a licence holds, and how it is renewed: what a text says, as values that can be counted with."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from yici.domain.clock import Limit
from yici.domain.fact import Strict

TermKind = Literal["fixed", "at_most", "long_term"]
"""`fixed`: so long. `at_most`: the decision names the end, no later than this. `long_term` (长期): no end."""
Silence = Literal["renewed", "none"]
COUNTED = frozenset({"day", "month", "year"})
"""The units in which a licence holds: from date to date, over rest days and holidays alike."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long a licence holds. `limit` is in days, months or years, and only a long-term licence has none."""

    kind: TermKind
    limit: Limit | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}

    @property
    def fits(self) -> bool:
        """Whether the limit is there exactly where the kind needs one, and in a unit that is counted by dates."""
        if self.kind == "long_term":
            return self.limit is None
        return self.limit is not None and self.limit.unit in COUNTED and self.limit.amount > 0


@dataclass(frozen=True, slots=True)
class Renewal:
    """How a licence is renewed (延续): asked for so long `before` its end, in the days that the unit of the limit says,
    and no earlier than `opens` before it. `missed` is what the law makes of no decision by the end."""

    before: Limit
    missed: Silence
    opens: Limit | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """How long a licence holds at the place, and where that was read."""

    term: Term
    source: str
    source_title: str


@dataclass(frozen=True, slots=True)
class PlannedRenewal:
    """How a licence of this item is renewed at the place, and where that was read."""

    rule: Renewal
    source: str
    source_title: str
