"""Representative answers to the questions of a matter: nothing answered, then each option once, then pairs of options.

The same questions give the same answers in the same order, so that two people who look at one change see the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice, product

from yici.domain.item import Question
from yici.domain.plan import AnswerValue
from yici.domain.planner.answers import fitting
from yici.domain.planner.judge import Judge, condition_of

MOST_NUMBERS = 4
MOST_TRIES = 64
Answers = dict[str, AnswerValue]
Choice = tuple[str, AnswerValue]
Pair = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers to try, and how far they go: how many single options and how many pairs of options occur in them."""

    answers: tuple[Answers, ...]
    options: int
    options_tried: int
    pairs: int
    pairs_tried: int


def sample(questions: Mapping[str, Question], conditions: Iterable[str], most: int) -> Sample:
    """This will choose at most `most` sets of answers; `conditions` tell at which numbers something changes."""
    values = _values(questions, conditions)
    options: set[Pair] = {((name, value),) for name, known in values.items() for value in known}
    pairs: set[Pair] = {
        ((one, first), (other, second))
        for one, other in combinations(values, 2)
        for first, second in product(values[one], values[other])
    }
    open_options, open_pairs = set(options), set(pairs)
    chosen: list[Answers] = [{}]
    for answers in islice(_rows(questions, values, open_options, open_pairs), most - 1):
        chosen.append(answers)
    return Sample(
        tuple(chosen), len(options), len(options) - len(open_options), len(pairs), len(pairs) - len(open_pairs)
    )


def _rows(
    questions: Mapping[str, Question], values: Mapping[str, tuple[AnswerValue, ...]], options: set[Pair],
    pairs: set[Pair],
) -> Iterator[Answers]:  # fmt: skip
    """Give answers while they bring in an option or a pair that was not there yet; what is brought in is taken out."""
    order = {choice: number for number, choice in enumerate((name, one) for name in values for one in values[name])}
    waiting = [*sorted(options, key=lambda one: _place(one, order)), *sorted(pairs, key=lambda one: _place(one, order))]
    for wanted in waiting:
        if wanted not in options and wanted not in pairs:
            continue
        answers = _row(questions, values, wanted, options, pairs)
        brought = {*_subsets(answers, 1), *_subsets(answers, 2)}
        if wanted not in brought:
            continue
        options -= brought
        pairs -= brought
        yield answers


def _place(wanted: Pair, order: Mapping[Choice, int]) -> tuple[int, ...]:
    return tuple(order[choice] for choice in wanted)


def _subsets(answers: Answers, size: int) -> Iterator[Pair]:
    return combinations(answers.items(), size)


def _row(
    questions: Mapping[str, Question], values: Mapping[str, tuple[AnswerValue, ...]], wanted: Pair, options: set[Pair],
    pairs: set[Pair],
) -> Answers:  # fmt: skip
    """Answer every question: as wanted, so that what is wanted is asked at all, and else with what is newest."""
    fixed: Answers = dict(wanted)
    for name, _ in wanted:
        fixed = _so_that_asked(questions, values, name, fixed)
    for name, known in values.items():
        if name not in fixed:
            fixed[name] = max(known, key=lambda one: _news(name, one, fixed, options, pairs))
    return fitting({name: fixed[name] for name in questions if name in fixed}, questions)


def _news(name: str, value: AnswerValue, fixed: Answers, options: set[Pair], pairs: set[Pair]) -> int:
    one = (name, value)
    fresh = sum(((other, one) in pairs) + ((one, other) in pairs) for other in fixed.items())
    return fresh + len(fixed) * ((one,) in options)


def _so_that_asked(
    questions: Mapping[str, Question], values: Mapping[str, tuple[AnswerValue, ...]], name: str, fixed: Answers
) -> Answers:
    """Add answers under which a question is asked, and those under which these are; what cannot be is left open."""
    when = questions[name].when
    if when is None:
        return fixed
    free = [one for one in sorted(condition_of(when).names) if one in values and one not in fixed and one != name]
    for tried in islice(product(*(values[one] for one in free)), MOST_TRIES):
        answers = {**dict(zip(free, tried, strict=True)), **fixed}
        if Judge(questions, answers)(when).holds:
            for one in free:
                answers = _so_that_asked(questions, values, one, answers)
            return answers
    return fixed


def _values(questions: Mapping[str, Question], conditions: Iterable[str]) -> dict[str, tuple[AnswerValue, ...]]:
    numbers: dict[str, set[int]] = {}
    for when in conditions:
        for name, literals in condition_of(when).literals.items():
            numbers.setdefault(name, set()).update(int(one) for one in literals if isinstance(one, Decimal))
    found = {name: _of(question, numbers) for name, question in questions.items()}
    return {name: known for name, known in found.items() if known}


def _of(question: Question, numbers: Mapping[str, set[int]]) -> tuple[AnswerValue, ...]:
    names = [option.value for option in question.options]
    match question.type:
        case "boolean":
            return (False, True)
        case "choice":
            return tuple(names)
        case "choices":
            return ((), *((name,) for name in names), *((tuple(names),) if len(names) > 1 else ()))
    edges = numbers.get(question.id, set()) | numbers.get(question.element or "", set())
    near = sorted({max(1, question.at_least), *edges, *(one + 1 for one in edges)})
    most = question.at_most
    return tuple(one for one in near if question.at_least <= one and (most is None or one <= most))[:MOST_NUMBERS]
