"""Judging conditions by the answers given: true, false, or unknown while a question is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from yici.domain.condition import Answer, Condition, parse
from yici.domain.item import Question
from yici.domain.plan import AnswerValue


@dataclass(frozen=True, slots=True)
class Judged:
    """What a condition comes to. `used` are the names whose answers decided it, `open` the names that can still decide
    it. `not_asked` names questions that will not be put: a condition that only they could fulfil does not hold."""

    holds: bool | None
    used: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()


ALWAYS = Judged(True)


class Judge:
    """Judges each condition once. An answer stands under its question and under the element that the question fills."""

    def __init__(self, questions: Mapping[str, Question], answers: Mapping[str, AnswerValue]) -> None:
        self._questions = questions
        self._answers = _known(questions, answers)
        self._judged: dict[str, Judged] = {}

    def __call__(self, when: str | None) -> Judged:
        """This will say whether a condition holds; no condition always does."""
        if when is None:
            return ALWAYS
        judged = self._judged.get(when)
        if judged is None:
            # Questions may hang on each other in a circle: while a condition is being judged it counts as open.
            self._judged[when] = Judged(None)
            judged = self._judged[when] = self._judge(condition_of(when))
        return judged

    def asked(self, name: str) -> bool | None:
        """True when a question is put, None while that is open; a name that is no question is open, too."""
        question = self._questions.get(name)
        return None if question is None else self(question.when).holds

    def _judge(self, condition: Condition) -> Judged:
        holds = condition.evaluate(self._answers)
        if holds is not None:
            return Judged(holds, used=_deciding(condition, self._answers))
        waiting = tuple(sorted(condition.depends_on(self._answers)))
        possible = tuple(name for name in waiting if self.asked(name) is not False)
        return Judged(None, open=possible) if possible else Judged(False, not_asked=waiting)


@lru_cache(maxsize=8192)
def condition_of(text: str) -> Condition:
    """This will read a condition, each text once."""
    return parse(text)


def _known(questions: Mapping[str, Question], answers: Mapping[str, AnswerValue]) -> dict[str, Answer]:
    known: dict[str, Answer] = {}
    for name, answer in answers.items():
        value = frozenset(answer) if isinstance(answer, tuple) else answer
        known[name] = value
        element = questions[name].element
        if element is not None:
            known.setdefault(element, value)
    return known


def _deciding(condition: Condition, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for test in condition.deciding(answers) for name in test.names))
