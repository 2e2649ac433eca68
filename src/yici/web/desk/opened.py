"""A case that a member of staff has open: as the law has it now, its history, and what they can do with it."""

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from yici.cases.ahead import ahead_of
from yici.cases.context import office_hours
from yici.cases.internal import is_told
from yici.cases.licensing import shown
from yici.cases.own import is_own, without_own
from yici.cases.queries import Line, View, What, case_history, case_view
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case
from yici.domain.case.allowed import allowed
from yici.domain.case.allowing import Offer
from yici.domain.office import OfficeHours
from yici.domain.plan import Plan
from yici.domain.workdays import Calendar
from yici.ledger.codec import subject_of
from yici.licences.queries import Shown
from yici.web.citizen.plan_page import names_for
from yici.web.desk.panels import Surroundings
from yici.web.desk.who import Staff
from yici.web.recorded import recorded
from yici.web.words import Names


@dataclass(frozen=True)
class Opened:
    """Everything that pages and forms about one case need; the history is read when it is first asked for."""

    staff: Staff
    view: View
    names: Names
    person: bool = False

    @property
    def id(self) -> UUID:
        """The id of the case."""
        return UUID(self.view.case.id)

    @property
    def case(self) -> Case:
        """The case as the law has it now."""
        return self.view.case

    @property
    def plan(self) -> Plan:
        """The plan that it pins."""
        return self.view.plan

    @property
    def around(self) -> Surroundings:
        """What panels are worded with."""
        calendars = {one.item: self.calendar_of(one.item) for one in self.case.approvals}
        offices = {one.item: self.office_of(one.item) for one in self.case.approvals}
        return Surroundings(self.plan, calendars, self.names, self.staff.now, offices)

    def calendar_of(self, item: str) -> Calendar:
        """This will give the calendar of the place that handles an item."""
        return catalogue_queries.calendar_for(self.case.place_of(self.case.approval(item)))

    def office_of(self, item: str) -> OfficeHours | None:
        """This will give the office hours of the place that handles an item, None where nobody has recorded any."""
        return office_hours(self.case.place_of(self.case.approval(item)))

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """What this person can do now."""
        ahead = ahead_of(self.case, self.plan, self.staff.now)
        who, grants = str(self.staff.id), self.staff.grants
        offers = allowed(self.case, self.plan, grants, self.staff.now, who, ahead)
        return without_own(offers, self.case, who, grants)

    @cached_property
    def own(self) -> bool:
        """Whether it is this person's own matter, which others handle."""
        return is_own(self.case, str(self.staff.id), self.staff.grants)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What happened, oldest first; who interested parties are is for those alone whose item concerns them, and what
        offices write to each other about it for nobody whose own matter it is."""
        return tuple(self._seen(line) for line in case_history(self.id))

    def _seen(self, line: Line) -> Line:
        hidden = subject_of(line.event) is not None and getattr(line.event, "item", "") not in self.clear
        hidden = hidden or (self.own and not is_told(self.case, line.event))
        return replace(line, private=None, erased=False) if hidden else line

    @cached_property
    def licences(self) -> tuple[Shown, ...]:
        """The licences that it gave or is to renew."""
        return tuple(shown(self.case, self.staff.now))

    @cached_property
    def knows(self) -> bool:
        """Whether personal values are this person's business."""
        return self.staff.knows(self.case)

    @cached_property
    def clear(self) -> frozenset[str]:
        """The items whose personal values this person may see: none of a matter of their own."""
        if self.own:
            return frozenset()
        return frozenset(a.item for a in self.case.approvals if self.staff.knows(self.case, [a.item]))

    def offer(self, command: str, on: str) -> Offer | None:
        """This will give the offer with this command on this item or visit; None when there is none now."""
        return next((one for one in self.offers if (one.command, one.on) == (command, on)), None)


def open_case(staff: Staff, case_id: UUID, *, person: bool = False) -> Opened:
    """This will open a case for a member of staff. Raises NotFound for one that they may not see.

    `person`: what the account told of the applicant is shown, too, which is recorded as a reading of its own.
    """
    what: What = "person" if person else "case"
    view = case_view(case_id=case_id, actor=staff.reader(), grants=staff.grants, now=staff.now, what=what)
    view = recorded(view, staff.now)
    names = names_for(catalogue_queries.current(), view.plan)
    return Opened(staff, view, names, person)
