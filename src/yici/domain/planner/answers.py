"""Checking the answers to the guide's questions: every fault at once, and the answers in one canonical order."""

from collections.abc import Callable, Iterator, Mapping

from yici.domain.error import Invalid
from yici.domain.item import Question
from yici.domain.plan import AnswerValue
from yici.domain.planner.judge import Judge

Fault = dict[str, str]


def checked(answers: Mapping[str, AnswerValue], questions: Mapping[str, Question]) -> dict[str, AnswerValue]:
    """This will give the answers in the order of the questions, choices in the order of their options.

    Raises Invalid("answers.invalid", faults=[{"code", "question", ...}]) with every fault: `answer.unknown_question`,
    `answer.wrong_type` (with `type`), `answer.not_an_option` (with `value`), `answer.twice` (with `value`),
    `answer.too_small` (with `at_least`), `answer.too_large` (with `at_most`), `answer.not_asked` (with `when`).
    """
    faults = [fault for name, value in sorted(answers.items()) for fault in _faults(name, value, questions)]
    wrong = {fault["question"] for fault in faults}
    sound = {
        name: _ordered(question, answers[name])
        for name, question in questions.items()
        if name in answers and name not in wrong
    }
    faults += list(_not_asked(sound, questions))
    if faults:
        remedy = "Answer with the types and options of the questions, and only questions that are asked."
        raise Invalid("answers.invalid", faults=faults, remedy=remedy)
    return sound


def fitting(answers: Mapping[str, AnswerValue], questions: Mapping[str, Question]) -> dict[str, AnswerValue]:
    """This will keep of some answers what these questions can be answered with, and only where they are asked."""
    kept = {name: value for name, value in answers.items() if not any(_faults(name, value, questions))}
    kept = {name: _ordered(questions[name], kept[name]) for name in questions if name in kept}
    while gone := {fault["question"] for fault in _not_asked(kept, questions)}:
        kept = {name: value for name, value in kept.items() if name not in gone}
    return kept


def _ordered(question: Question, value: AnswerValue) -> AnswerValue:
    if question.type != "choices" or not isinstance(value, tuple):
        return value
    return tuple(option.value for option in question.options if option.value in value)


def _faults(name: str, value: AnswerValue, questions: Mapping[str, Question]) -> Iterator[Fault]:
    question = questions.get(name)
    if question is None:
        yield {"code": "answer.unknown_question", "question": name}
        return
    if not _TYPED[question.type](value):
        yield {"code": "answer.wrong_type", "question": name, "type": question.type}
        return
    if question.type == "number" and isinstance(value, int) and value < question.at_least:
        yield {"code": "answer.too_small", "question": name, "at_least": str(question.at_least)}
        return
    if question.at_most is not None and isinstance(value, int) and value > question.at_most:
        yield {"code": "answer.too_large", "question": name, "at_most": str(question.at_most)}
        return
    chosen = value if isinstance(value, tuple) else (value,) if question.type == "choice" else ()
    allowed = {option.value for option in question.options}
    yield from (
        {"code": "answer.not_an_option", "question": name, "value": str(one)} for one in chosen if one not in allowed
    )
    twice = sorted({str(one) for one in chosen if chosen.count(one) > 1})
    yield from ({"code": "answer.twice", "question": name, "value": one} for one in twice)


def _is_choices(value: AnswerValue) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def _is_number(value: AnswerValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_TYPED: dict[str, Callable[[AnswerValue], bool]] = {
    "choice": lambda value: isinstance(value, str),
    "choices": _is_choices,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
}


def _not_asked(answers: Mapping[str, AnswerValue], questions: Mapping[str, Question]) -> Iterator[Fault]:
    judge = Judge(questions, answers)
    for name in answers:
        when = questions[name].when
        if when is not None and judge(when).holds is False:
            yield {"code": "answer.not_asked", "question": name, "when": when}
