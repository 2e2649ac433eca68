"""A condition that was read: what it needs to know, how it comes out, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yici.domain.condition.declared import Declared, check_term
from yici.domain.condition.fault import ConditionFault
from yici.domain.condition.terms import Answers, Term, Test
from yici.domain.condition.values import Value
from yici.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition; two are equal when they are written alike but for spaces, brackets and the side of a literal.

    `str` gives the canonical text, which reads back as an equal condition.
    """

    root: Term

    def __str__(self) -> str:
        return str(self.root)

    @property
    def names(self) -> frozenset[str]:
        """The questions and elements that it is about."""
        return frozenset(name for test in self.root.tests() for name in test.names)

    @property
    def literals(self) -> dict[str, frozenset[Value]]:
        """The literals that each name is compared with."""
        found: dict[str, frozenset[Value]] = {}
        for test in self.root.tests():
            found[test.name] = found.get(test.name, frozenset()) | frozenset(test.literals)
        return {name: literals for name, literals in found.items() if literals}

    def evaluate(self, answers: Answers) -> bool | None:
        """Judge the answers: True, False, or None while what is unanswered (missing or None) could decide it.

        Raises ConditionFault("condition.answer_type") when an answer's type does not fit.
        """
        return self.root.value(answers)

    def explain(self, answers: Answers) -> list[Reason]:
        """List the tests that decided it (or, while it is unknown, keep it open), each once, with their answers.

        Codes are condition.holds, condition.fails and condition.unknown; params are `test`, `name`, `answer` (and
        `name_2`, `answer_2` where two names are compared). An answer may be personal data: never log it.
        """
        return [test.reason(answers) for test in dict.fromkeys(self.deciding(answers))]

    def deciding(self, answers: Answers) -> Iterator[Test]:
        """Give the tests that decided it, or, while it is unknown, keep it open."""
        return self.root.deciding(answers)

    def depends_on(self, answers: Answers) -> frozenset[str]:
        """List the unanswered names that can still decide it; empty once it is decided."""
        if self.evaluate(answers) is not None:
            return frozenset()
        return frozenset(name for test in self.deciding(answers) for name in test.waiting(answers))

    def check(self, declared: Mapping[str, Declared]) -> list[ConditionFault]:
        """Find every name, literal and comparison that does not fit what is declared, in the order of the text."""
        return check_term(self.root, declared)
