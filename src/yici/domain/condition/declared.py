"""Does a condition fit the questions and elements that are declared: names, types, allowed options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from yici.domain.condition.fault import ConditionFault
from yici.domain.condition.terms import Compare, CompareNames, Holds, Term, Test, Truth
from yici.domain.condition.values import ORDERINGS, Value, is_iso_date, kind_of, written

DeclaredType = Literal["text", "choice", "choices", "number", "boolean", "date"]

KINDS: Mapping[DeclaredType, str] = {
    "text": "text",
    "choice": "text",
    "choices": "choices",
    "number": "number",
    "boolean": "boolean",
    "date": "text",
}
ORDERED: tuple[DeclaredType, ...] = ("number", "date")


@dataclass(frozen=True, slots=True)
class Declared:
    """A question or element as conditions may use it. `options` None: any text; a date's answer is YYYY-MM-DD text."""

    type: DeclaredType
    options: frozenset[str] | None = None


def check_term(term: Term, declared: Mapping[str, Declared]) -> list[ConditionFault]:
    """Find everything in a condition that does not fit the declarations, in the order of its text."""
    return [fault for test in term.tests() for fault in _check(test, declared)]


def _check(test: Test, declared: Mapping[str, Declared]) -> Iterator[ConditionFault]:
    unknown = [name for name in test.names if name not in declared]
    if unknown:
        yield from (_unknown(test, name, declared) for name in unknown)
    elif isinstance(test, CompareNames):
        yield from _check_names(test, declared[test.name].type, declared[test.other].type)
    elif isinstance(test, Truth):
        yield from _check_truth(test, declared[test.name].type)
    elif isinstance(test, Holds):
        yield from _check_holds(test, declared[test.name])
    else:
        yield from _check_literals(test, declared[test.name])


def _fault(code: str, test: Test, remedy: str, **params: object) -> ConditionFault:
    return ConditionFault(code, test=str(test), column=test.column, remedy=remedy, **params)


def _unknown(test: Test, name: str, declared: Mapping[str, Declared]) -> ConditionFault:
    near = get_close_matches(name, declared, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "Declare it as a question or element, or use one that is declared."
    return _fault("condition.unknown_name", test, remedy, name=name, **({"near": near[0]} if near else {}))


def _check_truth(test: Truth, type_: DeclaredType) -> Iterator[ConditionFault]:
    if type_ != "boolean":
        remedy = "Compare it with a value; only a yes-or-no question stands alone."
        yield _fault("condition.not_boolean", test, remedy, name=test.name, type=type_)


def _check_holds(test: Holds, question: Declared) -> Iterator[ConditionFault]:
    if question.type != "choices":
        remedy = f"Write {test.name} == {written(test.literal)}: only a question with several answers holds an option."
        yield _fault("condition.not_choices", test, remedy, name=test.name, type=question.type)
    else:
        yield from _check_options(test, question)


def _check_names(test: CompareNames, left: DeclaredType, right: DeclaredType) -> Iterator[ConditionFault]:
    scalars = "choices" not in (left, right)
    if not scalars or KINDS[left] != KINDS[right]:
        remedy = "Compare two names of the same type."
        yield _fault("condition.type", test, remedy, name=test.name, type=left, other=right)
    elif test.op in ORDERINGS and not (left == right and left in ORDERED):
        yield _ordering(test, left)


def _check_literals(test: Test, question: Declared) -> Iterator[ConditionFault]:
    """Check a comparison or a choice among literals."""
    if question.type == "choices":
        remedy = f'Write "..." in {test.name}: the question has several answers.'
        yield _fault("condition.type", test, remedy, name=test.name, type=question.type)
    elif not all(_fits(literal, question.type) for literal in test.literals):
        remedy = f"Give values of the type {question.type} (text and dates in quotes, dates as YYYY-MM-DD)."
        yield _fault("condition.type", test, remedy, name=test.name, type=question.type)
    elif isinstance(test, Compare) and test.op in ORDERINGS and question.type not in ORDERED:
        yield _ordering(test, question.type)
    else:
        yield from _check_options(test, question)


def _fits(literal: Value, type_: DeclaredType) -> bool:
    return kind_of(literal) == KINDS[type_] and (type_ != "date" or is_iso_date(literal))


def _ordering(test: Test, type_: DeclaredType) -> ConditionFault:
    remedy = "Use == or !=: only numbers and dates have an order."
    return _fault("condition.ordering", test, remedy, name=test.name, type=type_)


def _check_options(test: Test, question: Declared) -> Iterator[ConditionFault]:
    if question.options is None:
        return
    for literal in test.literals:
        if isinstance(literal, str) and literal not in question.options:
            near = get_close_matches(literal, question.options, n=1) or sorted(question.options)[:10]
            remedy = f"Use an option of the question: {', '.join(map(written, near))}."
            told = ", ".join(near)
            yield _fault("condition.unknown_option", test, remedy, name=test.name, option=literal, near=told)
