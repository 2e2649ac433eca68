"""Choices of the guide in an address: they are no personal data, so a plan can be shared by its link.

Booleans are written yes and no, choices by their values, several values by repeating the name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from yici.domain.item import Question
from yici.domain.plan import AnswerValue
from yici.domain.planner.judge import Judge

TRUE, FALSE = "yes", "no"
LONGEST_NUMBER = 15
WRONG: dict[str, str] = {
    "number": gettext_noop("这里要填一个整数，不带单位，比如 80。"),
    "boolean": gettext_noop("请从“是”和“否”里选。"),
    "choice": gettext_noop("没有这个选项，请从列出的里面选。"),
    "choices": gettext_noop("没有这个选项，请从列出的里面选。"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page: what was answered (as text), and what is wrong with it in words."""

    question: Question
    given: tuple[str, ...]
    wrong: str = ""


def read_answers(questions: Mapping[str, Question], query: QueryDict) -> dict[str, AnswerValue]:
    """This will read the answers in an address or a form; a value of the wrong kind stays the text that it is."""
    answers: dict[str, AnswerValue] = {}
    for name, question in questions.items():
        given = [value for value in query.getlist(name) if value.strip() != ""]
        if given:
            answers[name] = _value(question, given)
    return answers


def sound_answers(
    questions: Mapping[str, Question], given: Mapping[str, AnswerValue]
) -> tuple[dict[str, AnswerValue], dict[str, str]]:
    """This will part answers into those that can be planned with and, in words, what is wrong with the others.

    An answer to a question that is not asked (any more) is dropped: it was given before another answer changed.
    """
    wrong = {name: gettext(WRONG[questions[name].type]) for name in given if not _fits(questions[name], given[name])}
    answers = {name: value for name, value in given.items() if name not in wrong}
    while dropped := answers.keys() - asked_now(questions, answers):
        answers = {name: value for name, value in answers.items() if name not in dropped}
    return answers, {name: words for name, words in wrong.items() if name in asked_now(questions, answers)}


def asked_now(questions: Mapping[str, Question], answers: Mapping[str, AnswerValue]) -> set[str]:
    """This will name the questions that are put after the answers so far."""
    judge = Judge(questions, answers)
    return {name for name, question in questions.items() if judge(question.when).holds}


def asked_of(
    questions: Mapping[str, Question], names: set[str], given: Mapping[str, AnswerValue], wrong: Mapping[str, str]
) -> tuple[Asked, ...]:  # fmt: skip
    """This will prepare the named questions for showing, in the order in which they are asked."""
    return tuple(
        Asked(question, _texts(given.get(name)), wrong.get(name, ""))
        for name, question in questions.items()
        if name in names
    )


def answer_pairs(answers: Mapping[str, AnswerValue]) -> list[tuple[str, str]]:
    """This will write answers as the names and values of a form or an address."""
    return [(name, text) for name, value in answers.items() for text in _texts(value)]


def answers_query(answers: Mapping[str, AnswerValue], place: str) -> str:
    """This will write a place and answers as the query of an address."""
    return urlencode([("place", place), *answer_pairs(answers)])


def _value(question: Question, given: list[str]) -> AnswerValue:
    first = given[0].strip()
    if question.type == "choices":
        return tuple(dict.fromkeys(given))
    if question.type == "boolean":
        return {TRUE: True, FALSE: False}.get(first, first)
    if question.type == "number" and len(first) <= LONGEST_NUMBER and first.isascii() and first.isdigit():
        return int(first)
    return first


def _fits(question: Question, value: AnswerValue) -> bool:
    options = {option.value for option in question.options}
    match question.type:
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "choice":
            return value in options
    return isinstance(value, tuple) and options.issuperset(value)


def _texts(value: AnswerValue | None) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return (TRUE if value else FALSE,)
    return value if isinstance(value, tuple) else (str(value),)
