"""What is handed in with a wish: the form as a face would have read it, the papers, the promises.

Reading a form costs more than everything else about it, and of one applicant's form to the next only names and numbers
differ: so each is read once, and these are put in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yici.cases.services import Application
from yici.catalogue import queries as catalogue
from yici.demo.filling import fill_form
from yici.demo.history.behaviour import Behaviour
from yici.demo.history.crowd import Applicant
from yici.demo.history.moments import Times
from yici.demo.history.wishes import Wish
from yici.demo.people import Person
from yici.domain.case import Paper
from yici.domain.commitment import to_sign
from yici.domain.plan import Plan, PlannedApproval, PlannedMaterial
from yici.intake.services import plan_make
from yici.intake.values import as_document, identity_of, label_of, read_form

MARKS = Applicant(Person("mark", "某某", id_number="110101199003070011", phone="10000000000"), "某店(演示)")
"""Stands in a form that is read once for all."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan with the form that everybody hands in under it: `personal` says what of the applicant stands where.

    `planned` are its approvals by item, `wanted` the papers that must be handed in at some time or other.
    """

    plan: Plan
    form: Mapping[str, Any]
    personal: Mapping[str, str]
    commitments: Mapping[str, str]
    planned: Mapping[str, PlannedApproval]
    wanted: frozenset[str]

    def application(self, who: Applicant, case_id: UUID, times: Times, behaviour: Behaviour) -> Application:
        """This will hand in for somebody, now and then without all papers; it belongs to whoever holds its code."""
        own = _own(who)
        form = {**self.form, **{element: own[what] for element, what in self.personal.items()}}
        return Application(
            plan=self.plan, form=form, papers=self._papers(times, behaviour), identity=identity_of(form),
            label=label_of(form) or who.person.name, applicant=case_id, commitments=self.commitments,
        )  # fmt: skip

    def _papers(self, times: Times, behaviour: Behaviour) -> tuple[Paper, ...]:
        here = [m for m in self.plan.materials if _comes(m, times, behaviour)]
        if here and times.happens(behaviour.papers_missing):
            del here[times.chance.randrange(len(here))]
        return tuple(Paper(material=m.material, form=m.form, copies=m.copies) for m in here)


def _comes(material: PlannedMaterial, times: Times, behaviour: Behaviour) -> bool:
    if material.how == "deferrable":
        return times.happens(behaviour.deferred_brought)
    return material.how == "submit" and not material.maybe


def _own(who: Applicant) -> dict[str, str]:
    return {"name": who.person.name, "id_number": who.person.id_number, "phone": who.person.phone, "shop": who.shop}


class Sheets:
    """Makes sheets and keeps the forms that were read: they follow from the wish and place, not from the day."""

    def __init__(self) -> None:
        self._read: dict[tuple[Any, ...], tuple[dict[str, Any], dict[str, str]]] = {}

    def sheet(self, wish: Wish, place: str, now: datetime) -> Sheet:
        """This will plan a wish at a place for the day of `now`, and fill its form in."""
        plan = plan_make(bundle=wish.bundle, place=place, answers=wish.answers, now=now)
        asked = tuple(field.element for field in plan.form.fields)
        if asked not in self._read:
            self._read[asked] = _read(plan)
        form, personal = self._read[asked]
        planned = {approval.item: approval for approval in plan.schedule.approvals}
        wanted = frozenset(m.material for m in plan.materials if m.how == "submit" and m.mandatory is not False)
        return Sheet(plan, form, personal, to_sign(plan), planned, wanted)


def _read(plan: Plan) -> tuple[dict[str, Any], dict[str, str]]:
    elements = catalogue.current().elements
    first = fill_form(plan, elements, MARKS.person, MARKS.shop)
    # What a document's number must look like hangs on the type of document that was chosen.
    typed = {**elements, **{name: as_document(elements[name], elements, first) for name in first}}
    form = read_form(plan, elements, fill_form(plan, typed, MARKS.person, MARKS.shop))
    marks = {value: what for what, value in _own(MARKS).items()}
    return form, {name: marks[value] for name, value in form.items() if isinstance(value, str) and value in marks}
