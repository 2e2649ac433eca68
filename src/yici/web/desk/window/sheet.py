"""The merged form at the counter: what the card told stands there, the rest is typed, what is wrong is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yici.domain.error import Invalid
from yici.domain.form import FormField
from yici.intake.values import FieldFault, needed, read_form
from yici.web.case_words import DEFECT_CODES, worded
from yici.web.citizen.application.controls import Control, control_of
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.reading import raw_of
from yici.web.citizen.application.themes import theme_name, themes_of
from yici.web.citizen.question_words import Choice
from yici.web.desk.contents import masked, value_text
from yici.web.desk.window import checklist
from yici.web.desk.window.person import person_kept, told_by


@dataclass(frozen=True, slots=True)
class Known:
    """A field that the card told: masked, as everybody at the counter may see it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field to type, with what is asked for instead where it is wrong on the paper."""

    control: Control
    codes: tuple[Choice, ...]
    note: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one subject; `must` how many a source demands, `typed` how many are filled."""

    id: str
    name: str
    known: tuple[Known, ...]
    fields: tuple[Field, ...]
    must: int
    typed: int
    open: bool


def known_of(opened: Opened) -> dict[str, str]:
    """This will give the fields that are known of whoever came."""
    return told_by(person_kept(opened.filling.person), opened.plan)


def asked_for(opened: Opened) -> frozenset[str]:
    """This will name the fields that the notice asks to be corrected: nothing of them is taken over."""
    return frozenset(
        one.element for one in opened.plan.form.fields if one.element in checklist.codes_of(opened)
    )  # fmt: skip


def values_of(opened: Opened) -> dict[str, Any]:
    """This will give the form's values without those that are asked for. Raises Invalid("form.invalid").

    Of a form that lies there on paper, filled in and signed, nothing more needs to be typed than what is typed.
    """
    raw = {name: value for name, value in (raw_of(opened) | known_of(opened)).items() if name not in asked_for(opened)}
    untyped = {one.element for one in opened.plan.form.fields if raw.get(one.element) in (None, "", [])}
    without = asked_for(opened) | (untyped if checklist.on_paper(opened) else set())
    return read_form(opened.plan, opened.catalogue.elements, raw, without=without)


def values_so_far(opened: Opened) -> dict[str, Any]:
    """This will give what can be read of the form as it is: nobody fills one in whole for what is refused at once."""
    raw = raw_of(opened) | known_of(opened)
    faults = {name for name in faults_in_form(opened) if name in raw}
    read = {name: value for name, value in raw.items() if name not in faults | asked_for(opened)}
    without = {one.element for one in opened.plan.form.fields if read.get(one.element) in (None, "", [])}
    return read_form(opened.plan, opened.catalogue.elements, read, without=without)


def faults_in_form(opened: Opened) -> dict[str, FieldFault]:
    """This will list what is wrong with the form, by element, but for what the notice asks."""
    try:
        values_of(opened)
    except Invalid as error:
        faults: Any = error.params["faults"]
        return {fault.element: fault for fault in faults}
    return {}


def shown_fields(opened: Opened) -> tuple[FormField, ...]:
    """This will list the fields that stand on the page to be typed."""
    known = known_of(opened)
    return tuple(one for one in opened.plan.form.fields if one.element not in known)


def groups_of(opened: Opened, *, checked: bool) -> tuple[Group, ...]:
    """This will cut the form as at home; a page on which a source demands something, or something is wrong, is open."""
    known, faults = known_of(opened), faults_in_form(opened)
    return tuple(
        _group(opened, theme.id, theme.fields, known, faults, checked)
        for theme in themes_of(opened.plan.form.fields, (), opened.names)
    )


def _group(
    opened: Opened, theme: str, fields: tuple[FormField, ...], known: dict[str, str], faults: dict[str, FieldFault],
    checked: bool,
) -> Group:  # fmt: skip
    wrong = {name: fault for name, fault in faults.items() if checked or fault.code != "form.missing"}
    to_type = [one for one in fields if one.element not in known]
    must = sum(needed(one) for one in to_type)
    typed = sum(one.element in opened.filling.fields for one in to_type)
    told = any(one.element in wrong or one.element in opened.filling.checks for one in fields)
    return Group(
        theme, theme_name(theme, opened.names), tuple(_known(opened, fields, known)),
        tuple(_field(opened, one, wrong) for one in to_type), must, typed, bool(must or told or typed),
    )  # fmt: skip


def _known(opened: Opened, fields: tuple[FormField, ...], known: dict[str, str]) -> Iterator[Known]:
    for one in fields:
        if one.element in known:
            element = opened.catalogue.elements[one.element]
            text = value_text(element, known[one.element], opened.names)
            yield Known(opened.names.name(element), masked(element, text) if element.personal else text)


def _field(opened: Opened, one: FormField, wrong: dict[str, FieldFault]) -> Field:
    told = opened.filling.checks.get(one.element, {})
    codes = tuple(
        Choice(code, worded(DEFECT_CODES, code), code == told.get("code")) for code in checklist.CODES[checklist.FIELD]
    )
    control = control_of(one, opened.names, opened.filling.fields, wrong.get(one.element))
    return Field(control, codes, told.get("note", ""), bool(told))
