"""Checking conditions and the questions that they hang on."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from yici.domain.catalogue import Catalogue
from yici.domain.checking.faults import doubled, missing
from yici.domain.checking.possible import can_hold
from yici.domain.condition import ConditionFault, Declared, parse
from yici.domain.fault import Fault
from yici.domain.item import Question
from yici.domain.same import Same
from yici.domain.vocabulary import Element

ELEMENT_TYPES = {
    "integer": "number", "decimal": "number", "money": "number", "boolean": "boolean",
    "choice": "choice", "choices": "choices",
}  # fmt: skip


def declared_names(catalogue: Catalogue, *questions: Iterable[Question]) -> Mapping[str, Declared]:
    """This will say of every element and question what a condition may compare it with."""
    asked: dict[str, Declared] = {}
    for group in questions:
        for question in group:
            asked[question.id] = Declared(question.type, frozenset(option.value for option in question.options))
    return ChainMap(asked, _declared_elements(Same(catalogue.elements)))


@lru_cache(maxsize=4)
def _declared_elements(elements: Same[Mapping[str, Element]]) -> dict[str, Declared]:
    """Thousands of items are checked with the same elements."""
    return {element.id: _declared_element(element) for element in elements.value.values()}


def _declared_element(element: Element) -> Declared:
    kind = ELEMENT_TYPES.get(element.type, "text")
    return Declared(kind, frozenset(option.value for option in element.options))  # type: ignore[arg-type]


def check_condition(subject: str, path: str, text: str, declared: Mapping[str, Declared]) -> Iterator[Fault]:
    """This will find what is wrong with one condition."""
    try:
        condition = parse(text)
    except ConditionFault as wrong:
        yield Fault(wrong.code, path, {"condition": text[:80], **_told(wrong)}, "fault", subject)
        return
    for found in condition.check(declared):
        yield Fault(found.code, path, {"condition": text[:80], **_told(found)}, "fault", subject)


def check_possible(
    subject: str, path: str, text: str, declared: Mapping[str, Declared], asked: Mapping[str, Question],
    elements: Mapping[str, Element],
) -> Iterator[Fault]:  # fmt: skip
    """This will find what is wrong with one condition, or that no answers make it true."""
    wrong = list(check_condition(subject, path, text, declared))
    yield from wrong
    # What makes no sense cannot be tried with answers.
    if not wrong and not can_hold([text], asked, elements):
        yield Fault("condition.never", path, {"condition": text[:80]}, "fault", subject)


def _told(fault: ConditionFault) -> dict[str, str]:
    return {key: str(value) for key, value in fault.params.items()}


def check_questions(questions: tuple[Question, ...], subject: str, catalogue: Catalogue) -> Iterator[Fault]:
    """This will find questions asked twice, without the options that they need, or about nothing known."""
    yield from doubled(subject, "questions", (question.id for question in questions))
    for n, question in enumerate(questions):
        choice = question.type in ("choice", "choices")
        if choice != bool(question.options):
            code = "question.needs_options" if choice else "question.takes_no_options"
            yield Fault(code, f"questions.{n}.options", {"question": question.id}, "fault", subject)
        yield from doubled(subject, f"questions.{n}.options", (option.value for option in question.options))
        if question.licence and question.licence not in catalogue.licences:
            yield missing(subject, f"questions.{n}.licence", "licence", question.licence)
        if question.licence and question.type != "boolean":
            yield Fault(
                "question.licence_needs_yes", f"questions.{n}.type", {"question": question.id}, "fault", subject
            )
        if question.element and question.element not in catalogue.elements:
            yield missing(subject, f"questions.{n}.element", "element", question.element)
