"""What the sentences of a case's history need to know beside the event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yici.domain.case import events as e
from yici.domain.plan import Plan, PlannedApproval
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences need to know beside the event: names, the plan, what was received when."""

    names: Names
    planned: Mapping[str, PlannedApproval]
    visits: Mapping[str, tuple[str, ...]]
    submitted: e.CaseEvent
    plan: Plan

    def item(self, item: str | None) -> str:
        """This will name an item."""
        return self.names.of("item", item) if item else ""

    def regime(self, item: str) -> str:
        """This will give the regime that an item runs under."""
        return self.planned[item].regime if item in self.planned else ""

    def target(self, target: str) -> str:
        """This will name a paper or a field."""
        kind = "material" if target in self.names.catalogue.materials else "element"
        return self.names.of(kind, target)

    def list(self, words: Sequence[str]) -> str:
        """This will write a list in a sentence."""
        return self.names.listed(words)
