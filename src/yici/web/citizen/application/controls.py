"""One field of the form as a control: which input fits its type, what to say beside it, why it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from yici.domain.form import FormField
from yici.domain.vocabulary import Element
from yici.intake.values import FieldFault, needed
from yici.web.citizen.application.field_words import fault_text
from yici.web.citizen.question_words import Choice
from yici.web.words import Names, worded

MOST_RADIOS = 6
# Type of element: kind of control, type of input, keyboard of a phone.
INPUTS: dict[str, tuple[str, str, str]] = {
    "text": ("line", "text", "text"),
    "long_text": ("area", "text", "text"),
    "integer": ("line", "text", "numeric"),
    "decimal": ("line", "text", "decimal"),
    "money": ("line", "text", "decimal"),
    "date": ("line", "date", "text"),
    "phone": ("line", "tel", "tel"),
    "email": ("line", "email", "email"),
    "postcode": ("line", "text", "numeric"),
    "url": ("line", "url", "url"),
    "id_number": ("line", "text", "text"),
    "uscc": ("line", "text", "text"),
    "address": ("line", "text", "text"),
}
NARROW = {"integer", "decimal", "money", "date", "phone", "postcode"}
# Only of the person who sits here (WCAG 1.3.5); a browser must not put their data into the fields of others.
AUTOCOMPLETE: dict[str, str] = {
    "applicant.name": "name",
    "applicant.sex": "sex",
    "applicant.mobile": "tel",
    "applicant.phone": "home tel",
    "applicant.email": "email",
    "applicant.postcode": "postal-code",
    "applicant.household_address": "street-address",
}
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Control:
    """One field to show. `said` is what a source says about filling it: must, need not, or nothing."""

    element: str
    label: str
    hint: str
    kind: str
    type: str
    inputmode: str
    autocomplete: str
    unit: str
    said: str
    value: str
    choices: tuple[Choice, ...]
    wrong: str
    why: tuple[str, ...]
    used_by: str
    narrow: bool
    plain: bool

    @property
    def id(self) -> str:
        """The id of the control on the page."""
        return "f-" + self.element.replace(".", "-")

    @property
    def described_by(self) -> str:
        """The ids of what is said beside the control."""
        parts = [("hint", bool(self.hint)), ("unit", bool(self.unit)), ("wrong", bool(self.wrong))]
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)


def control_of(wanted: FormField, names: Names, given: Mapping[str, Any], fault: FieldFault | None) -> Control:
    """This will prepare one field for showing, with what was typed in it so far."""
    element = names.catalogue.elements[wanted.element]
    kind, input_type, keyboard = _kind(element)
    value = given.get(wanted.element)
    return Control(
        element=element.id,
        label=names.name(element),
        hint=(names.english and element.hint_en) or (element.hint or ""),
        kind=kind,
        type=input_type,
        inputmode=keyboard,
        autocomplete=AUTOCOMPLETE.get(element.id, "off"),
        unit=names.unit(element),
        said=_said(wanted),
        value="、".join(value) if isinstance(value, list) else "" if value is None else str(value),
        choices=_choices(element, value, wanted, names),
        wrong=fault_text(fault.code, fault.params) if fault else "",
        why=tuple(dict.fromkeys(worded(reason, names) for reason in wanted.reasons)),
        used_by=names.listed(names.of("item", item) for item in wanted.items),
        narrow=element.type in NARROW,
        plain=element.type in ("id_number", "uscc"),
    )


def _kind(element: Element) -> tuple[str, str, str]:
    if element.type == "boolean":
        return "radio", "", ""
    if element.type in ("choice", "choices") and element.options:
        if element.type == "choices":
            return "checks", "", ""
        return ("radio" if len(element.options) <= MOST_RADIOS else "select"), "", ""
    return INPUTS.get(element.type, INPUTS["text"])


def _said(wanted: FormField) -> str:
    if needed(wanted):
        return gettext("必填")
    return gettext("可以不填") if wanted.mandatory is False else ""


def _choices(element: Element, value: Any, wanted: FormField, names: Names) -> tuple[Choice, ...]:
    given = {str(one) for one in value} if isinstance(value, list) else {str(value)} if value is not None else set()
    if element.type == "boolean":
        pairs = [(YES, gettext("是")), (NO, gettext("否"))]
    else:
        pairs = [(option.value, names.name(option)) for option in element.options]
    choices = [Choice(each, name, each in given) for each, name in pairs]
    if element.type != "choices" and choices and not needed(wanted):
        # A radio once chosen cannot be taken back otherwise.
        choices.append(Choice("", gettext("先不选"), not given))
    return tuple(choices)


def typed_of(fields: tuple[FormField, ...], elements: Mapping[str, Element], posted: QueryDict) -> dict[str, Any]:
    """This will read what was typed into the fields of a page, faulty or not; fields not on the page are left alone."""
    typed: dict[str, Any] = {}
    for wanted in fields:
        element = elements[wanted.element]
        if element.type == "choices":
            typed[element.id] = [one for one in posted.getlist(element.id) if one]
        elif element.id in posted:
            typed[element.id] = str(posted[element.id]).strip()
        elif _kind(element)[0] == "radio":
            typed[element.id] = ""
    return typed
