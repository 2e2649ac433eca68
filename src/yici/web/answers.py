"""Choices of the guide in an address: they are no personal data, so a plan can be shared by its link."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.condition import parse
from yici.domain.item import Question
from yici.domain.plan import AnswerValue

TRUE, FALSE = "yes", "no"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page: what was answered (as text), and what is wrong with it."""

    question: Question
    given: tuple[str, ...]
    wrong: str = ""


def read_answers(questions: Mapping[str, Question], query: QueryDict) -> dict[str, AnswerValue]:
    """This will read the answers in an address; what cannot be read is left for the planner to refuse by name."""
    answers: dict[str, AnswerValue] = {}
    for name, question in questions.items():
        given = [value for value in query.getlist(name) if value != ""]
        if given:
            answers[name] = _value(question, given)
    return answers


def _value(question: Question, given: list[str]) -> AnswerValue:
    if question.type == "choices":
        return tuple(given)
    if question.type == "boolean":
        return {TRUE: True, FALSE: False}.get(given[0], given[0])
    if question.type == "number" and given[0].strip().lstrip("-").isdigit():
        return int(given[0])
    return given[0].strip()


def answers_query(answers: Mapping[str, AnswerValue], place: str) -> str:
    """This will write answers as the query of an address."""
    pairs: list[tuple[str, str]] = [("place", place)]
    for name, value in answers.items():
        for one in value if isinstance(value, tuple) else (value,):
            pairs.append((name, {True: TRUE, False: FALSE}[one] if isinstance(one, bool) else str(one)))
    return urlencode(pairs)


def shown_questions(
    catalogue: Catalogue, bundle: str, answers: Mapping[str, AnswerValue], faults: Mapping[str, str]
) -> list[Asked]:  # fmt: skip
    """This will list the questions to show: those whose own condition is not false after the answers so far."""
    known = {name: frozenset(value) if isinstance(value, tuple) else value for name, value in answers.items()}
    shown = []
    for name, question in questions_of(catalogue, catalogue.bundles[bundle]).items():
        if question.when and parse(question.when).evaluate(known) is not True:
            continue
        shown.append(Asked(question, _texts(answers.get(name)), faults.get(name, "")))
    return shown


def _texts(value: AnswerValue | None) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return (TRUE if value else FALSE,)
    return value if isinstance(value, tuple) else (str(value),)
