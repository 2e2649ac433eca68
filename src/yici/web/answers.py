"""Choices of the guide in an address: they are no personal data, so a plan can be shared by its link.

Booleans are written yes and no, choices by their values, several values by repeating the name. On paper an address must
be short, for a code that phones can read: there each answer is three letters for its question and a few for its value.
"""

import hashlib
import re
import unicodedata
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from yici.domain.item import Question
from yici.domain.plan import AnswerValue
from yici.domain.planner.judge import Judge

TRUE, FALSE = "yes", "no"
SHORT = "a"
BETWEEN, AMONG, MARK = "-", ".", 3
NUMBER = re.compile(r"[+-]?\d{1,15}", re.ASCII)
SPOKEN_UNITS: dict[str, tuple[str, ...]] = {"㎡": ("平方米", "平米", "平", "m2", "sqm")}
"""What people write behind a number for a unit, beside the unit itself."""
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
    short = _read_short(questions, query.get(SHORT, ""))
    for name, question in questions.items():
        given = [value for value in query.getlist(name) if value.strip() != ""] or short.get(name, [])
        if given:
            answers[name] = _value(question, given)
    return answers


def sound_answers(
    questions: Mapping[str, Question], given: Mapping[str, AnswerValue]
) -> tuple[dict[str, AnswerValue], dict[str, str]]:
    """This will part answers into those that can be planned with and, in words, what is wrong with the others.

    An answer to a question that is not asked (any more) is dropped: it was given before another answer changed.
    """
    wrong = {name: _told(questions[name], given[name]) for name in given if not _fits(questions[name], given[name])}
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


def short_query(questions: Mapping[str, Question], answers: Mapping[str, AnswerValue], place: str) -> str:
    """This will write the same as `answers_query` in a form for paper; `read_answers` reads both.

    A question that is renamed loses its answer, any other change of the catalogue does no harm. Where two questions of
    a matter would share their letters, the long form is written.
    """
    if len({_mark(name) for name in questions}) < len(questions):
        return answers_query(answers, place)
    written = (_mark(name) + AMONG.join(_short_texts(questions[name], value)) for name, value in answers.items())
    return urlencode([("place", place), (SHORT, BETWEEN.join(written))])


def _short_texts(question: Question, value: AnswerValue) -> Iterator[str]:
    for text in _texts(value):
        yield text[0] if question.type == "boolean" else text if question.type == "number" else _mark(text)


def _read_short(questions: Mapping[str, Question], text: str) -> dict[str, list[str]]:
    marked = {_mark(name): question for name, question in questions.items()}
    found: dict[str, list[str]] = {}
    for piece in text.split(BETWEEN) if text else ():
        question = marked.get(piece[:MARK])
        if question is not None:
            found[question.id] = [_long_text(question, one) for one in piece[MARK:].split(AMONG)]
    return found


def _long_text(question: Question, short: str) -> str:
    known = {TRUE[0]: TRUE, FALSE[0]: FALSE} if question.type == "boolean" else {}
    known |= {_mark(option.value): option.value for option in question.options}
    return known.get(short, short)


def _mark(name: str) -> str:
    return b32encode(hashlib.sha256(name.encode()).digest())[:MARK].decode().lower()


def _value(question: Question, given: list[str]) -> AnswerValue:
    first = given[0].strip()
    if question.type == "choices":
        return tuple(dict.fromkeys(given))
    if question.type == "boolean":
        return {TRUE: True, FALSE: False}.get(first, first)
    return _number(question, first) if question.type == "number" else first


def _number(question: Question, text: str) -> AnswerValue:
    """A number as people type it: in full-width digits, with its unit behind it."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").casefold().strip()
    for unit in _units(question):
        plain = plain.removesuffix(unit).rstrip()
    return int(plain) if NUMBER.fullmatch(plain) else text


def _units(question: Question) -> Iterator[str]:
    for unit in (question.unit, question.unit_en):
        if unit:
            yield unicodedata.normalize("NFKC", unit).casefold()
            yield from SPOKEN_UNITS.get(unit, ())


def _told(question: Question, value: AnswerValue) -> str:
    """What is wrong with an answer that does not fit."""
    if _is_number(value) and question.type == "number":
        if value < question.at_least:
            return gettext("不能小于 %(least)s。") % {"least": question.at_least}
        return gettext("不能大于 %(most)s，看看是不是多写了几位。") % {"most": question.at_most}
    return gettext(WRONG[question.type])


def _is_number(value: AnswerValue) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _fits(question: Question, value: AnswerValue) -> bool:
    options = {option.value for option in question.options}
    match question.type:
        case "boolean":
            return isinstance(value, bool)
        case "number":
            most = question.at_most
            return _is_number(value) and value >= question.at_least and (most is None or value <= most)
        case "choice":
            return value in options
    return isinstance(value, tuple) and options.issuperset(value)


def _texts(value: AnswerValue | None) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return (TRUE if value else FALSE,)
    return value if isinstance(value, tuple) else (str(value),)
