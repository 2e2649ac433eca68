"""Whether conditions can ever hold together: tried on the few answers that can make a difference.

A condition compares answers with literals, so one value below, at and above each literal stands for all numbers, the
named options and one other stand for all choices. What would take too many trials is taken as possible.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from math import prod

from yici.domain.condition import Answer, Condition, ConditionFault, Value, parse
from yici.domain.item import Question
from yici.domain.vocabulary import Element

MOST_TRIALS = 20_000
KINDS = {
    "boolean": "boolean", "choices": "choices",
    "number": "number", "integer": "number", "decimal": "number", "money": "number",
}  # fmt: skip
OTHER = "\N{BLACK SQUARE}"
"""A text that is no option of anything."""


def can_hold(texts: Iterable[str | None], questions: Mapping[str, Question], elements: Mapping[str, Element]) -> bool:
    """This will say whether some answers make all of the conditions true; True also where that takes too long to tell,
    and where a condition cannot be read or asks for what there is not (which another check tells)."""
    wanted = frozenset(text for text in texts if text is not None)
    fills = {question.element: name for name, question in questions.items() if question.element}
    try:
        conditions = [_read(text) for text in wanted]
        asked = _asked(conditions, questions, fills)
    except ConditionFault:
        return True
    names = sorted(_variables([*conditions, *asked.values()], fills) | asked.keys())
    if any(name not in questions and name not in elements for name in names):
        return True
    literals = _literals([*conditions, *asked.values()], fills)
    values = [_candidates(questions.get(name) or elements.get(name), literals.get(name, frozenset())) for name in names]
    if prod(len(choices) for choices in values) > MOST_TRIALS:
        return True
    try:
        return any(
            all(condition.evaluate(answers) is True for condition in conditions)
            for answers in (_answers(names, chosen, asked, questions) for chosen in product(*values))
        )
    except ConditionFault:
        return True


@lru_cache(maxsize=8192)
def _read(text: str) -> Condition:
    return parse(text)


def _variables(conditions: Iterable[Condition], fills: Mapping[str, str]) -> set[str]:
    """Name what the conditions hang on; an element that a question fills is that question."""
    return {fills.get(name, name) for condition in conditions for name in condition.names}


def _asked(
    conditions: Iterable[Condition], questions: Mapping[str, Question], fills: Mapping[str, str]
) -> dict[str, Condition]:
    """Collect the questions behind the conditions that are put only under a condition themselves."""
    found: dict[str, Condition] = {}
    ahead = list(_variables(conditions, fills))
    while ahead:
        name = ahead.pop()
        when = questions[name].when if name in questions else None
        if when is not None and name not in found:
            found[name] = _read(when)
            ahead += _variables([found[name]], fills)
    return found


def _literals(conditions: Iterable[Condition], fills: Mapping[str, str]) -> dict[str, frozenset[Value]]:
    found: dict[str, frozenset[Value]] = {}
    for condition in conditions:
        for name, literals in condition.literals.items():
            place = fills.get(name, name)
            found[place] = found.get(place, frozenset()) | literals
    return found


def _candidates(asked: Question | Element | None, literals: frozenset[Value]) -> list[Answer]:
    texts = sorted(literal for literal in literals if isinstance(literal, str))
    numbers = sorted(literal for literal in literals if isinstance(literal, Decimal))
    kind = KINDS.get(asked.type, "text") if asked else "number" if numbers else "text" if texts else "boolean"
    if kind == "boolean":
        return [True, False]
    if kind == "number":
        return list(_numbers(asked if isinstance(asked, Question) else None, numbers))
    options = [option.value for option in asked.options] if asked and asked.options else [*texts, OTHER]
    return list(_chosen(options, texts)) if kind == "choices" else list(options)


def _numbers(question: Question | None, literals: list[Decimal]) -> Iterator[Answer]:
    """Whole numbers are answers; a number that is no question may have a fraction."""
    step = Decimal(1) if question else Decimal("0.1")
    low = question.at_least if question else None
    high = question.at_most if question else None
    near = {literal + shift for literal in literals for shift in (-step, Decimal(0), step)}
    ends = {Decimal(end) for end in (low, high) if end is not None}
    for number in sorted(near | ends | (set() if near | ends else {Decimal(0)})):
        whole = number == number.to_integral_value()
        if (low is None or number >= low) and (high is None or number <= high) and (whole or question is None):
            yield number


def _chosen(options: list[str], named: list[str]) -> Iterator[Answer]:
    """Several answers at once: of the options that a condition names any, of the others one or none."""
    other = next((option for option in options if option not in named), None)
    for size in range(len(named) + 1):
        for some in combinations(named, size):
            yield frozenset(some)
            if other is not None:
                yield frozenset((*some, other))


def _answers(
    names: list[str], chosen: tuple[Answer, ...], asked: Mapping[str, Condition], questions: Mapping[str, Question]
) -> dict[str, Answer]:
    """Leave out the answers to questions that these very answers keep from being put."""
    answers = dict(zip(names, chosen, strict=True))
    for _ in asked:
        for name, when in asked.items():
            if name in answers and when.evaluate(_with_elements(answers, questions)) is not True:
                del answers[name]
    return _with_elements(answers, questions)


def _with_elements(answers: dict[str, Answer], questions: Mapping[str, Question]) -> dict[str, Answer]:
    elements = {
        element: value
        for name, value in answers.items()
        if name in questions and (element := questions[name].element) is not None
    }
    return {**elements, **answers}
