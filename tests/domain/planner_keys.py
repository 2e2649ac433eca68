"""What a plan brings to light, worked out from its lines alone: asked, given, then register by register by its key."""

from collections.abc import Iterator

from yici.domain.catalogue import Catalogue
from yici.domain.form import FormField
from yici.domain.item import Question
from yici.domain.plan import Plan
from yici.domain.policy import Holdings
from yici.domain.vocabulary import role_of


def chain(catalogue: Catalogue, register: str, element: str) -> list[str]:
    """The role of an element, then those in whose records it stands in a register."""
    roles = [role_of(element)]
    while (owner := catalogue.registers[register].within.get(roles[-1])) and owner not in roles:
        roles.append(owner)
    return roles


def keys_of(catalogue: Catalogue, register: str, element: str) -> Iterator[frozenset[str]]:
    """The keys by which a register can be asked about the subject of an element."""
    for role in chain(catalogue, register, element):
        for bases in catalogue.registers[register].keys:
            yield frozenset(f"{role}.{base}" for base in bases)


def given_of(catalogue: Catalogue, holdings: Holdings, made: Plan) -> set[str]:
    """What is known without any form."""
    applying = {item.item for item in made.items if item.applies}
    licences = set(holdings.licences)
    licences |= {licence for name in applying for licence in catalogue.items[name].gives}
    certified = {element for licence in licences if licence in catalogue.licences
                 for element in catalogue.licences[licence].certifies}  # fmt: skip
    answered = {question.element for question in questions_with_elements(catalogue, made)}
    return certified | set(holdings.elements) | answered


def questions_with_elements(catalogue: Catalogue, made: Plan) -> list[Question]:
    """The questions answered that fill an element."""
    bundle = catalogue.bundles[made.bundle]
    asked = [*bundle.questions, *(one for member in bundle.items for one in catalogue.items[member.item].questions)]
    return [one for one in asked if one.element and one.id in made.answers]


def never_found(catalogue: Catalogue, holdings: Holdings, made: Plan) -> set[str]:
    """The fields that a plan spares by a register although nothing known leads to them; none, if the plan is right."""
    lost: set[str] = set()
    for lines in _together(made):
        known = given_of(catalogue, holdings, made)
        known |= {line.element for line in lines if line.origin == "ask" and not line.maybe}
        waiting = {line.element: line.register for line in lines if line.origin == "register"}
        while found := {name for name, register in waiting.items() if _found(catalogue, register, name, known)}:
            known |= found
            waiting = {name: register for name, register in waiting.items() if name not in found}
        lost |= waiting.keys()
    return lost


def _found(catalogue: Catalogue, register: str | None, element: str, known: set[str]) -> bool:
    if register is None:
        return False
    return any(key and key <= known and element not in key for key in keys_of(catalogue, register, element))


def _together(made: Plan) -> list[list[FormField]]:
    """The lines that share what is asked: all of one form, or of one item where each item asks for itself."""
    lines = [*made.form.fields, *made.form.spared]
    if made.policy.merged_form:
        return [lines]
    return [[line for line in lines if item.item in line.items] for item in made.items]
