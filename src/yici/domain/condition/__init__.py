"""Three-valued conditions over declared questions and elements: `area > 50 and "cold" in dishes`.

An unanswered question is unknown, and so is what depends on it (Kleene's strong logic). A condition is read by the
standard library's `ast` against a whitelist and never evaluated as code.
"""

from yici.domain.condition.condition import Condition
from yici.domain.condition.declared import Declared, DeclaredType
from yici.domain.condition.fault import ConditionFault
from yici.domain.condition.syntax import MOST_CHARACTERS, MOST_LEVELS, parse
from yici.domain.condition.values import Answer, Value

__all__ = [
    "MOST_CHARACTERS",
    "MOST_LEVELS",
    "Answer",
    "Condition",
    "ConditionFault",
    "Declared",
    "DeclaredType",
    "Value",
    "parse",
]
