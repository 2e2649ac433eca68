"""The form of a draft as it would be handed in: its values, and every fault that keeps it from being so."""

from typing import Any

from yici.domain.error import Invalid
from yici.intake.account import spared_values
from yici.intake.values import FieldFault, read_form
from yici.web.citizen.application.opened import Opened

CLASH = "form.clash"


def raw_of(opened: Opened) -> dict[str, Any]:
    """This will give what was typed into the fields that are asked now; what was typed into others stays kept."""
    return {one.element: opened.filling.fields.get(one.element) for one in opened.plan.form.fields}


def form_faults(opened: Opened) -> dict[str, FieldFault]:
    """This will list what is wrong with the form, by element; what two places filled in otherwise is to be chosen."""
    return {**_read_faults(opened), **clashes(opened)}


def clashes(opened: Opened) -> dict[str, FieldFault]:
    """This will list the fields of the form that two places filled in otherwise, and nobody chose between."""
    asked = {one.element for one in opened.plan.form.fields}
    return {name: FieldFault(name, CLASH) for name in opened.filling.clashes if name in asked}


def _read_faults(opened: Opened) -> dict[str, FieldFault]:
    try:
        read_form(opened.plan, opened.catalogue.elements, raw_of(opened))
    except Invalid as error:
        return {fault.element: fault for fault in _faults(error)}
    return {}


def _faults(error: Invalid) -> list[FieldFault]:
    found = error.params["faults"]
    assert isinstance(found, list)
    return found


def form_values(opened: Opened) -> dict[str, Any]:
    """This will give the form's values with those that were spared but are known. Raises Invalid("form.invalid")."""
    if open_clashes := clashes(opened):
        raise Invalid("form.invalid", faults=tuple(open_clashes.values()), remedy="choose between the two values")
    typed = read_form(opened.plan, opened.catalogue.elements, raw_of(opened))
    return {**spared_values(opened.plan, opened.account), **typed}
