"""What an offer is, and what it hangs on: a case, its plan, whose rights, and the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from yici.domain.authority import Grants
from yici.domain.case.granting import Obstacle
from yici.domain.case.kinds import Command
from yici.domain.case.rights import APPLICANT, is_of, permits
from yici.domain.case.state import Case
from yici.domain.case.states import EDGES
from yici.domain.plan import Plan, PlannedApproval


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done. `on` names the item or visit that it is about, empty when it is the whole case.

    `items` are the items that it may concern; `hindered` are codes of what still keeps a grant from being given, and
    `obstacles` all that the machine would refuse it with, what a note can answer included.
    """

    command: str
    items: tuple[str, ...]
    on: str = ""
    hindered: tuple[str, ...] = ()
    obstacles: tuple[Obstacle, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """A case, its plan, what somebody (`actor`, a pseudonymous id) may do with it, and the day: all that an offer hangs
    on. `ahead` are by item the numbers of those that are decided first, where the number of grants is limited."""

    case: Case
    plan: Plan
    grants: Grants
    today: date
    actor: str = ""
    ahead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    planned: dict[str, PlannedApproval] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "planned", {a.item: a for a in self.plan.schedule.approvals})

    @property
    def is_applicant(self) -> bool:
        """Whether the case is whoever asks' own."""
        return is_of(self.case, self.actor, self.grants)

    def may(self, command: Command) -> bool:
        """This will say whether the grants permit a command, or whether it is the applicant's own."""
        if self.is_applicant and type(command) in APPLICANT:
            return True
        return permits(self.case, command, self.grants, self.actor)

    def those(self, make: Callable[[str], Command], event: str) -> tuple[str, ...]:
        """This will list the items in a state that an event leads on from, on which the command is permitted."""
        origins = EDGES[event].origins
        return tuple(a.item for a in self.case.approvals if a.status in origins and self.may(make(a.item)))

    def together(self, make: Callable[[tuple[str, ...]], Command], items: tuple[str, ...]) -> tuple[str, ...]:
        """This will give all of these items when one command is permitted on all, else those on which it is."""
        return items if items and self.may(make(items)) else tuple(one for one in items if self.may(make((one,))))

    def takes_part(self, offer: Offer) -> bool:
        """This will say whether an offer is about no item that whoever stands here was taken off."""
        return not any(self.actor in a.recused for a in self.case.approvals if a.item in offer.items)
