"""Reading a condition: first its characters and words, then the standard library's `ast` against a whitelist.

The words are looked at before Python sees them, so that arithmetic, calls with braces, comments, string prefixes and
number forms never reach its parser, and an `and` that follows a comment sign is not silently lost.
"""

import ast
import re
from decimal import Decimal

from yici.domain.condition.condition import Condition
from yici.domain.condition.fault import ConditionFault
from yici.domain.condition.terms import And, Compare, CompareNames, Constant, Holds, Join, Not, OneOf, Or, Term, Truth
from yici.domain.condition.values import ORDERINGS, Value, comparable, kind_of

MOST_CHARACTERS = 2_000
MOST_LEVELS = 50

_WORD = re.compile(
    r"""(?P<space>\s+)
    |(?P<name>[^\W\d]\w*)
    |(?P<number>-?[0-9][\w.]*)
    |(?P<text>"[^"\\\x00-\x1f\ud800-\udfff]*"|'[^'\\\x00-\x1f\ud800-\udfff]*')
    |(?P<sign>==|!=|<=|>=|[<>().,\[\]])""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
MEANT = {
    "=": "==", "＝": "==", "＞": ">", "＜": "<", "≥": ">=", "≤": "<=", "≠": "!=", "“": '"', "”": '"', "（": "(",
    "）": ")", "，": ",", "、": ",", "&": "and", "|": "or", "！": "not", "!": "not",
}  # fmt: skip
"""What people type, above all with a Chinese keyboard, and what they mean by it."""
_TRUTHS = {"true": True, "false": False, "True": True, "False": False}


class _Name(str):
    """A dotted name, told apart from a text literal by its type."""

    __slots__ = ()


_Operand = _Name | str | Decimal | bool


def parse(text: str) -> Condition:
    """Read a condition. Raises ConditionFault with the column and what to write instead.

    Allowed are names (also dotted), numbers, text in quotes, true and false, comparisons (also chained), `in` and
    `not in`, `and`, `or`, `not`, brackets; at most 2,000 characters and 50 levels.
    """
    if len(text) > MOST_CHARACTERS:
        remedy = f"Shorten it to {MOST_CHARACTERS} characters, or split it over several questions."
        raise ConditionFault("condition.too_long", column=MOST_CHARACTERS + 1, characters=len(text), remedy=remedy)
    source = _scanned(text)
    if not source.strip():
        raise ConditionFault("condition.empty", column=1, remedy='Write a condition such as area > 50, or "true".')
    return Condition(_Reader(source).read())


def _scanned(text: str) -> str:
    """Give the text with every kind of blank as a space. Raises ConditionFault on what is no word of a condition."""
    words: list[str] = []
    position = level = 0
    before = spoken = ""
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None:
            raise _bad_character(text[position], position + 1)
        kind, word = str(match.lastgroup), match.group()
        _check_word(kind, word, (before, spoken), position + 1)
        level += (word in "([") - (word in ")]")
        if level > MOST_LEVELS:
            raise _too_deep(position + 1)
        words.append(" " * len(word) if kind == "space" else word)
        before, spoken = kind, (spoken if kind == "space" else kind)
        position = match.end()
    return "".join(words)


def _bad_character(character: str, column: int) -> ConditionFault:
    remedy = 'Only names, numbers, "text", and or not in, == != < <= > >=, commas and brackets are allowed.'
    near = {"near": MEANT[character]} if character in MEANT else {}
    return ConditionFault("condition.character", column=column, character=character, remedy=remedy, **near)


def _too_deep(column: int) -> ConditionFault:
    remedy = f"Use at most {MOST_LEVELS} levels of brackets, not and and/or; split the rest into a question."
    return ConditionFault("condition.too_deep", column=column, levels=MOST_LEVELS, remedy=remedy)


def _check_word(kind: str, word: str, before: tuple[str, str], column: int) -> None:
    """Refuse odd numbers and texts; `before` is the kind of what stands before it, with blanks and without."""
    if kind == "number" and not _NUMBER.fullmatch(word):
        remedy = "Write a number as 50 or 0.5, with at most 15 digits before and 10 after the point."
        raise ConditionFault("condition.number", column=column, number=word, remedy=remedy)
    if kind == "text" and (before[0] == "name" or before[1] == "text"):
        remedy = "Put a blank after a word and a comma between two texts: they are not joined."
        raise ConditionFault("condition.text", column=column, remedy=remedy)


class _Reader:
    """Turns the syntax tree of one source into terms."""

    def __init__(self, source: str) -> None:
        self._source = source.lstrip()
        self._bytes = self._source.encode()
        self._shift = len(source) - len(self._source)

    def read(self) -> Term:
        try:
            tree = ast.parse(self._source, mode="eval")
        except (RecursionError, MemoryError):
            raise _too_deep(1) from None
        except (SyntaxError, ValueError) as error:
            column = max(1, (getattr(error, "offset", None) or 1) + self._shift)
            remedy = "Check brackets, quotes and operators near this place."
            raise ConditionFault("condition.syntax", column=column, remedy=remedy) from None
        return self._term(tree.body, 1)

    def _column(self, node: ast.expr) -> int:
        # `ast` counts bytes of UTF-8, people count characters.
        return len(self._bytes[: node.col_offset].decode()) + self._shift + 1

    def _fault(self, node: ast.expr, code: str, remedy: str) -> ConditionFault:
        return ConditionFault(code, column=self._column(node), remedy=remedy)

    def _term(self, node: ast.expr, level: int) -> Term:
        if level > MOST_LEVELS:
            raise _too_deep(self._column(node))
        if isinstance(node, ast.BoolOp):
            joined = And if isinstance(node.op, ast.And) else Or
            return _joined(joined, [self._term(value, level + 1) for value in node.values])
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return _negated(self._term(node.operand, level + 1))
        if isinstance(node, ast.Compare):
            return self._chain(node, level)
        return self._alone(node)

    def _alone(self, node: ast.expr) -> Term:
        operand = self._operand(node)
        if isinstance(operand, bool):
            return Constant(operand)
        if isinstance(operand, _Name):
            return Truth(str(operand), column=self._column(node))
        raise self._fault(node, "condition.value_alone", "Compare the value with a name.")

    def _chain(self, node: ast.Compare, level: int) -> Term:
        """Read `0 < area <= 50` as the two comparisons that it stands for, one level down."""
        if len(node.ops) > 1 and level == MOST_LEVELS:
            raise _too_deep(self._column(node))
        sides = [node.left, *node.comparators]
        pairs = zip(sides, node.ops, sides[1:], strict=False)
        return _joined(And, [self._pair(left, op, right) for left, op, right in pairs])

    def _pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Term:
        if isinstance(op, ast.In):
            return self._membership(left, right)
        if isinstance(op, ast.NotIn):
            return _negated(self._membership(left, right))
        if type(op) not in _SIGNS:
            raise self._fault(left, "condition.is", "Use == or != instead of is.")
        return self._comparison(left, _SIGNS[type(op)], right)

    def _membership(self, left: ast.expr, right: ast.expr) -> Term:
        column = self._column(left)
        asked = self._operand(left)
        if isinstance(right, ast.Tuple | ast.List):
            if not isinstance(asked, _Name):
                raise self._fault(left, "condition.in", "Put a name before `in` and a list of options.")
            return OneOf(str(asked), self._options(right), column=column)
        holder = self._operand(right)
        if not isinstance(holder, _Name):
            raise self._fault(
                right, "condition.in", 'Put a list of options in brackets after `in`: ("a",) or ("a", "b").'
            )
        if isinstance(asked, _Name) or not isinstance(asked, str):
            raise self._fault(left, "condition.in", "Put an option in quotes before `in` and the name of a question.")
        return Holds(str(holder), asked, column=column)

    def _options(self, node: ast.Tuple | ast.List) -> tuple[Value, ...]:
        options = tuple(self._operand(element) for element in node.elts)
        kinds = {kind_of(option) for option in options}
        if len(kinds) != 1 or any(isinstance(option, _Name) for option in options):
            raise self._fault(
                node, "condition.options", "List one or more values of one kind: texts or numbers, no names."
            )
        return options

    def _comparison(self, left: ast.expr, op: str, right: ast.expr) -> Term:
        column = self._column(left)
        one, other = self._operand(left), self._operand(right)
        if not isinstance(one, _Name):
            one, op, other = other, _MIRRORED[op], one
        if not isinstance(one, _Name):
            raise self._fault(left, "condition.no_name", "Compare with a name: two values always give the same result.")
        if isinstance(other, _Name):
            return CompareNames(str(one), op, str(other), column=column)
        if op in ORDERINGS and not comparable(other, op, other):
            raise self._fault(
                left, "condition.ordering", 'Only numbers and dates ("2026-03-09") have an order; use ==.'
            )
        return Compare(str(one), op, other, column=column)

    def _operand(self, node: ast.expr) -> _Operand:
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return self._number(node)
        if isinstance(node, ast.Constant):
            return self._constant(node)
        remedy = 'Put here a name, a number, "text", true or false; a comparison cannot be compared again.'
        raise self._fault(node, "condition.not_allowed", remedy)

    def _constant(self, node: ast.Constant) -> _Operand:
        value = node.value
        if isinstance(value, bool | str):
            return value
        if isinstance(value, int | float):
            return self._number(node)
        raise self._fault(node, "condition.not_allowed", "An unanswered question is unknown by itself; leave None out.")

    def _number(self, node: ast.expr) -> Decimal:
        # From the text, not from the float that Python made of it: 0.1 is a tenth.
        return Decimal(self._bytes[node.col_offset : node.end_col_offset].decode())

    def _name(self, node: ast.expr) -> _Name | bool:
        parts: list[str] = []
        part = node
        while isinstance(part, ast.Attribute):
            parts.append(part.attr)
            part = part.value
        if not isinstance(part, ast.Name):
            raise self._fault(node, "condition.not_allowed", "A point stands only inside a name such as premises.area.")
        parts.append(part.id)
        if len(parts) == 1 and part.id in _TRUTHS:
            return _TRUTHS[part.id]
        if any(word.startswith("_") for word in parts):
            raise self._fault(node, "condition.name", "Names begin with a letter.")
        return _Name(".".join(reversed(parts)))


def _joined(kind: type[Join], terms: list[Term]) -> Term:
    """Join terms, without levels that mean nothing: `a and (b and c)` has three parts."""
    parts: list[Term] = []
    for term in terms:
        parts += term.parts if isinstance(term, Join) and type(term) is kind else (term,)
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _negated(term: Term) -> Term:
    return term.part if isinstance(term, Not) else Not(term)
