"""The terms of a condition. Each knows its value, which of its tests decided it, and which answers it waits for.

Values are True, False and None for unknown. `and` is false as soon as one part is false, `or` true as soon as one is
true, whatever is unknown beside it (Kleene's strong logic), so a further answer never overturns a decided condition.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from yici.domain.condition.fault import ConditionFault
from yici.domain.condition.values import COMPARISONS, Answer, Value, comparable, exact, plain, written
from yici.domain.reason import Reason

Answers = Mapping[str, Answer]


class Term(ABC):
    """Anything with a truth value."""

    __slots__ = ()

    @abstractmethod
    def value(self, answers: Answers) -> bool | None:
        """Judge the answers. Raises ConditionFault("condition.answer_type") when an answer has another type."""

    @abstractmethod
    def tests(self) -> "Iterator[Test]":
        """List every test in it, in the order of the text."""

    @abstractmethod
    def deciding(self, answers: Answers) -> "Iterator[Test]":
        """List the tests that made its value what it is."""


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """`true` or `false`."""

    truth: bool

    def __str__(self) -> str:
        return written(self.truth)

    def value(self, answers: Answers) -> bool | None:
        return self.truth

    def tests(self) -> "Iterator[Test]":
        return iter(())

    def deciding(self, answers: Answers) -> "Iterator[Test]":
        return iter(())


@dataclass(frozen=True, slots=True)
class Test(Term):
    """One question put to the answer of a name."""

    name: str
    column: int = field(compare=False, kw_only=True, default=1)

    @property
    def names(self) -> tuple[str, ...]:
        """The names whose answers are compared."""
        return (self.name,)

    @property
    def literals(self) -> tuple[Value, ...]:
        """The literals that its name is compared with."""
        return ()

    @abstractmethod
    def judge(self, answer: Answer, answers: Answers) -> bool | None:
        """Judge an answer, or give None when it cannot be judged because its type does not fit."""

    def value(self, answers: Answers) -> bool | None:
        for name in self.names:
            if answers.get(name) is None:
                return None
        judged = self.judge(answers[self.name], answers)
        if judged is None:
            remedy = "Correct the answer, or the condition: numbers go with numbers, text with text, sets with `in`."
            named = ", ".join(self.names)
            raise ConditionFault("condition.answer_type", test=str(self), name=named, column=self.column, remedy=remedy)
        return judged

    def tests(self) -> "Iterator[Test]":
        yield self

    def deciding(self, answers: Answers) -> "Iterator[Test]":
        yield self

    def waiting(self, answers: Answers) -> frozenset[str]:
        """List its names that have no answer."""
        return frozenset(name for name in self.names if answers.get(name) is None)

    def reason(self, answers: Answers) -> Reason:
        """Say how it came out: its text, the name and the answer (of both names, when it compares two)."""
        code = {True: "condition.holds", False: "condition.fails", None: "condition.unknown"}[self.value(answers)]
        params = {"test": str(self)}
        for suffix, name in zip(("", "_2"), self.names, strict=False):
            params[f"name{suffix}"] = name
            if answers.get(name) is not None:
                params[f"answer{suffix}"] = plain(answers[name])
        return Reason(code, params)


@dataclass(frozen=True, slots=True)
class Truth(Test):
    """`has_kitchen`: the answer to a yes-or-no question."""

    def __str__(self) -> str:
        return self.name

    def judge(self, answer: Answer, answers: Answers) -> bool | None:
        return answer if isinstance(answer, bool) else None


@dataclass(frozen=True, slots=True)
class Compare(Test):
    """`area > 50`: an answer against a literal."""

    op: str
    literal: Value

    def __str__(self) -> str:
        return f"{self.name} {self.op} {written(self.literal)}"

    @property
    def literals(self) -> tuple[Value, ...]:
        return (self.literal,)

    def judge(self, answer: Answer, answers: Answers) -> bool | None:
        if not comparable(answer, self.op, self.literal):
            return None
        return COMPARISONS[self.op](exact(answer), self.literal)


@dataclass(frozen=True, slots=True)
class CompareNames(Test):
    """`rooms <= floors`: one answer against another."""

    op: str
    other: str

    def __str__(self) -> str:
        return f"{self.name} {self.op} {self.other}"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.other)

    def judge(self, answer: Answer, answers: Answers) -> bool | None:
        other = answers[self.other]
        if not comparable(answer, self.op, other):
            return None
        return COMPARISONS[self.op](exact(answer), exact(other))


@dataclass(frozen=True, slots=True)
class OneOf(Test):
    """`kind in ("a", "b")`: an answer among literals of one kind."""

    options: tuple[Value, ...]

    def __str__(self) -> str:
        return f"{self.name} in {_tuple(self.options)}"

    @property
    def literals(self) -> tuple[Value, ...]:
        return self.options

    def judge(self, answer: Answer, answers: Answers) -> bool | None:
        if not comparable(answer, "==", self.options[0]):
            return None
        return exact(answer) in self.options


@dataclass(frozen=True, slots=True)
class Holds(Test):
    """`"cold" in dishes`: a literal among the chosen options of a question with several answers."""

    literal: str

    def __str__(self) -> str:
        return f"{written(self.literal)} in {self.name}"

    @property
    def literals(self) -> tuple[Value, ...]:
        return (self.literal,)

    def judge(self, answer: Answer, answers: Answers) -> bool | None:
        return self.literal in answer if isinstance(answer, frozenset | set) else None


@dataclass(frozen=True, slots=True)
class Not(Term):
    """`not ...`, written `not in` where it turns a membership."""

    part: Term

    def __str__(self) -> str:
        if isinstance(self.part, OneOf):
            return f"{self.part.name} not in {_tuple(self.part.options)}"
        if isinstance(self.part, Holds):
            return f"{written(self.part.literal)} not in {self.part.name}"
        return f"not ({self.part})" if isinstance(self.part, Join) else f"not {self.part}"

    def value(self, answers: Answers) -> bool | None:
        value = self.part.value(answers)
        return None if value is None else not value

    def tests(self) -> Iterator[Test]:
        return self.part.tests()

    def deciding(self, answers: Answers) -> Iterator[Test]:
        return self.part.deciding(answers)


@dataclass(frozen=True, slots=True)
class Join(Term):
    """Parts joined by `and` or `or`; one part of the `dominant` value decides."""

    parts: tuple[Term, ...]
    word: ClassVar[str]
    dominant: ClassVar[bool]

    def __str__(self) -> str:
        return f" {self.word} ".join(f"({part})" if isinstance(part, Join) else str(part) for part in self.parts)

    def value(self, answers: Answers) -> bool | None:
        values = [part.value(answers) for part in self.parts]
        if self.dominant in values:
            return self.dominant
        return None if None in values else not self.dominant

    def tests(self) -> Iterator[Test]:
        for part in self.parts:
            yield from part.tests()

    def deciding(self, answers: Answers) -> Iterator[Test]:
        # All parts share a value that is not dominant; else those with the joint value decided or keep it open.
        value = self.value(answers)
        for part in self.parts:
            if part.value(answers) is value:
                yield from part.deciding(answers)


@dataclass(frozen=True, slots=True)
class And(Join):
    """True when all parts are."""

    word: ClassVar[str] = "and"
    dominant: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Or(Join):
    """True when one part is."""

    word: ClassVar[str] = "or"
    dominant: ClassVar[bool] = True


def _tuple(options: tuple[Value, ...]) -> str:
    inside = ", ".join(map(written, options))
    return f"({inside},)" if len(options) == 1 else f"({inside})"
