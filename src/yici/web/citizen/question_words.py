"""The questions of the guide in words: their options, why each is asked, and what hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from yici.domain.item import Question
from yici.web.answers import FALSE, TRUE, Asked
from yici.web.citizen.asking import Asking
from yici.web.words import Names, worded


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """One question to put. `hanging` says what its answer decides, `source` where the rule behind it stands."""

    id: str
    name: str
    kind: str
    unit: str
    value: str
    choices: tuple[Choice, ...]
    why: str
    hanging: tuple[str, ...]
    source: str
    wrong: str


def question_words(asking: Asking, shown: Sequence[Asked], names: Names) -> list[QuestionWords]:
    """This will put questions into words."""
    hanging = {one.id: one.reasons for one in asking.plan.questions} if asking.plan else {}
    return [
        QuestionWords(
            id=asked.question.id,
            name=names.name(asked.question),
            kind=asked.question.type,
            unit=names.unit(asked.question),
            value=asked.given[0] if asked.given else "",
            choices=_choices(asked, names),
            why=(names.english and asked.question.why_en) or asked.question.why,
            hanging=tuple(dict.fromkeys(worded(one, names) for one in hanging.get(asked.question.id, ()))),
            source=_source(asked.question.source, names),
            wrong=asked.wrong,
        )
        for asked in shown
    ]


def _source(source: str | None, names: Names) -> str:
    return names.source(source) if source and source in names.sources else ""


def _choices(asked: Asked, names: Names) -> tuple[Choice, ...]:
    question: Question = asked.question
    if question.type == "boolean":
        options = [(TRUE, gettext("是")), (FALSE, gettext("否"))]
    else:
        options = [(option.value, names.name(option)) for option in question.options]
    return tuple(Choice(value, name, value in asked.given) for value, name in options)
