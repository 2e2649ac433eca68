"""A condition as a sentence: what somebody's answers must be, not only which questions it is about."""

from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from yici.domain.condition import parse
from yici.domain.condition.terms import And, Compare, CompareNames, Holds, Not, OneOf, Or, Term, Truth
from yici.domain.condition.values import Value
from yici.web.words import Names

COMPARISONS: dict[str, str] = {
    "==": gettext_noop("“%(name)s”是%(value)s"),
    "!=": gettext_noop("“%(name)s”不是%(value)s"),
    ">": gettext_noop("“%(name)s”大于 %(value)s"),
    ">=": gettext_noop("“%(name)s”不小于 %(value)s"),
    "<": gettext_noop("“%(name)s”小于 %(value)s"),
    "<=": gettext_noop("“%(name)s”不大于 %(value)s"),
}
OPPOSITE = {"==": "!=", "!=": "==", ">": "<=", "<=": ">", "<": ">=", ">=": "<"}


def condition_words(text: str, names: Names) -> str:
    """This will write a published condition as a sentence without an end."""
    return _worded(parse(text).root, names, negated=False)


def _worded(term: Term, names: Names, *, negated: bool) -> str:
    match term:
        case Not(part):
            return _worded(part, names, negated=not negated)
        case And(parts) | Or(parts):
            both = isinstance(term, And) != negated
            return (gettext("，并且") if both else gettext("，或者")).join(
                _worded(part, names, negated=negated) for part in parts
            )
        case Truth(name):
            words = gettext("“%(name)s”答否") if negated else gettext("“%(name)s”答是")
            return words % {"name": names.of("question", name)}
        case Compare(name, op, literal):
            return _compared(name, OPPOSITE[op] if negated else op, _value(name, literal, names), names)
        case CompareNames(name, op, other):
            return _compared(name, OPPOSITE[op] if negated else op, names.of("question", other), names)
        case OneOf(name, options):
            either = gettext("或者").join(_value(name, one, names) for one in options)
            return _compared(name, "!=" if negated else "==", either, names)
        case Holds(name, literal):
            words = gettext("“%(name)s”没有选%(value)s") if negated else gettext("“%(name)s”选了%(value)s")
            return words % {"name": names.of("question", name), "value": _value(name, literal, names)}
    return str(term)


def _compared(name: str, op: str, value: str, names: Names) -> str:
    return gettext(COMPARISONS[op]) % {"name": names.of("question", name), "value": value}


def _value(name: str, literal: Value, names: Names) -> str:
    """An option is named as the question names it, else as the element does that it is an answer to."""
    everywhere = (question for bundle in names.catalogue.bundles.values() for question in bundle.questions)
    asked = [names.questions.get(name), names.catalogue.elements.get(name), *(q for q in everywhere if q.id == name)]
    found = next((one for thing in asked for one in getattr(thing, "options", ()) if one.value == literal), None)
    if found is not None:
        return gettext("“%(option)s”") % {"option": names.name(found)}
    return format(literal.normalize(), "f") if isinstance(literal, Decimal) else str(literal)
