"""What every document of a case is made of: the case, its names, the offices, ends and remedies in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext

from yici.cases.queries import Line, View, form_values
from yici.documents import Due, Office
from yici.domain.case import Case, Deadline, handled_at
from yici.domain.clock import legal_day
from yici.domain.licence import Licence
from yici.domain.plan import PlannedApproval
from yici.intake.values import label_of
from yici.licences.queries import Shown
from yici.people.queries import organisation_for
from yici.web import dates
from yici.web.open_words import open_because
from yici.web.remedy_words import remedies_worded
from yici.web.words import Names


@dataclass(frozen=True)
class Papers:
    """A case with everything that its documents are made of. `status_url` is the whole address of the status page,
    `promises` the numbers of the signed commitments, by item."""

    view: View
    lines: tuple[Line, ...]
    names: Names
    status_url: str
    licences: tuple[Shown, ...] = ()
    promises: Mapping[str, str] = field(default_factory=dict)

    def licences_of(self, item: str) -> list[Licence]:
        """The licences that rest on an item of the case."""
        return [one.licence for one in self.licences if one.licence.rests_on(self.case.id, item)]

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.view.case

    @property
    def applicant(self) -> str:
        """The applicant's whole name, as whoever gets a letter is called: lists know a person by a masked one. That it
        was erased, when it was."""
        return self._whole_name or self.view.name or gettext("（个人信息已清除）")

    @cached_property
    def _whole_name(self) -> str:
        if self.view.name is None:
            return ""
        presented = (self.lines[0].private or {}).get("presented") or {} if self.lines else {}
        came = str(presented.get("name", "")) if presented.get("role", "") in ("applicant", "") else ""
        return label_of(form_values(self.lines)) or came

    @property
    def matter(self) -> str:
        """The matter that was applied for."""
        found, plan = self.names.catalogue.bundles.get(self.case.bundle), self.view.plan
        # What came alone is called by its own name, as its plan has it.
        if found is None or plan.name == self._only_item:
            return (self.names.english and plan.name_en) or plan.name
        return self.names.name(found)

    @property
    def _only_item(self) -> str:
        planned = self.view.plan.schedule.approvals
        return planned[0].name if len(planned) == 1 else ""

    def planned(self, item: str) -> PlannedApproval:
        """The plan's approval of an item."""
        return next(one for one in self.view.plan.schedule.approvals if one.item == item)

    def office(self, items: Sequence[str]) -> Office:
        """The body that these items are with; several are named one after another."""
        return Office(name=self.names.listed(dict.fromkeys(self.body(item) for item in items)))

    def body(self, item: str) -> str:
        """The name of the body that an item is with: the plan's, else the organisation's, else the agency's."""
        planned = self.planned(item)
        if planned.body:
            return planned.body
        return self.department(planned.agency, item)

    def department(self, agency: str, item: str) -> str:
        """The name of the body that fills a role where an item is handled, else that of the role."""
        found = organisation_for(agency, handled_at(self.planned(item), self.view.plan))
        if found is None:
            return self.names.of("agency", agency)
        return (self.names.english and found.name_en) or found.name

    def basis(self, item: str) -> tuple[str, ...]:
        """What an item rests on."""
        return tuple(self.names.basis(law, article) for law, article in self.planned(item).basis)


def due_of(deadline: Deadline) -> Due | None:
    """This will give an end as a document prints it; None when not even a bound is known."""
    if deadline.due is not None:
        return Due(day=dates.last_day(deadline.due))
    if deadline.not_before is None:
        return None
    day = legal_day(deadline.not_before)
    return Due(day=day, open_because=open_because(deadline))


def named(deadlines: Iterable[Deadline], name: str) -> Deadline | None:
    """This will find the end of that name."""
    return next((one for one in deadlines if one.name == name), None)


def remedies_of(told: Iterable[str | None]) -> tuple[str, ...]:
    """This will give the remedies that a regime states; where none is known it says so."""
    known = tuple(dict.fromkeys(remedies_worded(one) for one in told if one))
    return known or (gettext("这一类事项怎样救济，没有查到统一的规定；可以向本机关说明理由，或者拨打 12345。"),)
