"""How far a right to cases reaches, as conditions of statements: the same rules as the domain's `required` and `may`.

A right reaches what is handled in its place, and what a window of its place took in for a body elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from yici.domain.authority import Reachable, Scope
from yici.people.queries import scope_filter

Condition = tuple[str, tuple[str, ...]]
COUNTY: Final = 6
"""So many digits name a county; the rest of a code says what lies in it."""
NOTHING: Final[Condition] = ("FALSE", ())
AT_HOME: Final = "(CASE WHEN c.spread THEN {somewhere} ELSE c.place BETWEEN %s AND %s END)"
"""The approvals need a look only where they are not all handled at the case's own place."""
SOMEWHERE: Final = "(SELECT TRUE FROM cases_approval a WHERE a.case_id = c.id AND {handled} LIMIT 1)"
"""One look a case: as EXISTS it would be answered from a table of all approvals ever handled there."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One way to a case: by its own row `c`, or by one of its approvals `a`, each in the order of an index."""

    condition: str
    values: tuple[str, ...]
    by_approval: bool = False


@lru_cache(maxsize=1024)
def right(scope: Scope) -> Condition:
    """This will give the condition that an approval `a` is handled within a scope, or a question `a` was put to a
    department within it, as text, with its parameters."""
    condition, told = scope_filter(scope, place="a.place", agency="a.agency", item="a.item")
    return condition.as_string(), tuple(told)


@lru_cache(maxsize=1024)
def taken_in(scope: Scope, case: str = "c") -> Condition:
    """This will give the condition that a window within a scope took a case in; `case` names its row."""
    return _any(_taken_in(line, f"{case}.received_place", case, f"{case}.id") for line in scope.lines)


@lru_cache(maxsize=1024)
def sent_on(scope: Scope) -> Condition:
    """This will give the condition that a window within a scope took an approval `a` of a case `c` in which is handled
    outside of what the scope reaches."""
    taken, told = _any(_taken_in(line, "a.received", "c", None) for line in scope.lines)
    handled, reached = right(scope)
    return f"a.received IS NOT NULL AND {taken} AND NOT {handled}", (*told, *reached)


@lru_cache(maxsize=1024)
def branches(scope: Scope) -> tuple[Branch, ...]:
    """This will give the ways to the cases within a scope: by what is handled there, by what was taken in there, and by
    what a department there was asked about."""
    lines = scope.lines
    return (*(branch for line in lines for branch in (_narrow if _county(line) else _wide)(line)), *_asked(lines))


def _asked(lines: tuple[Reachable, ...]) -> Iterator[Branch]:
    """Those about which a department within the lines was asked."""
    if (own := of_bodies(Scope(lines))).lines:
        condition, told = right(own)
        yield Branch(f"c.id IN (SELECT a.case_id FROM cases_opinion a WHERE {condition})", told)  # noqa: S608


def of_bodies(scope: Scope) -> Scope:
    """This will keep of a scope what belongs to one body: whoever reaches a whole place needs not be asked to see."""
    return Scope(tuple(line for line in scope.lines if line.agency is not None))


def _county(line: Reachable) -> str | None:
    """The county that a line lies in; None for a wider one."""
    low, high = line.bounds
    return low[:COUNTY] if low[:COUNTY] == high[:COUNTY] else None


def _wide(line: Reachable) -> Iterator[Branch]:
    """So much lies in it that a page is soon full, from the newest case on."""
    (handled, told), (taken, known) = _handled(line), _taken_in(line, "c.received_place", "c", "c.id")
    yield Branch(f"({handled} OR {taken})", (*told, *known))


def _narrow(line: Reachable) -> Iterator[Branch]:
    """A range of places alone must not lead: all cases ever handled there would be read and sorted for one page."""
    county = line.bounds[0][:COUNTY]
    handled, told = _handled(line)
    yield Branch(f"left(c.place, 6) = %s AND {handled}", (county, *told))
    yield Branch(*_taken_in(line, "c.received_place", "c", "c.id"))
    of_approval, known = right(Scope((line,)))
    yield Branch(f"a.outside AND left(a.place, 6) = %s AND {of_approval}", (county, *known), by_approval=True)


def _handled(line: Reachable) -> Condition:
    """A line for a whole place is told from the case itself as far as it can be, which spares looking at approvals."""
    condition, told = right(Scope((line,)))
    somewhere = SOMEWHERE.format(handled=condition)
    if line.agency is None and line.item is None:
        return AT_HOME.format(somewhere=somewhere), (*told, *line.bounds)
    return somewhere, told


def _taken_in(line: Reachable, column: str, case: str, cases: str | None) -> Condition:
    """Without `cases`, the name of the case's id, the item is that of the approval `a` itself."""
    county = _county(line)
    parts = [f"left({column}, 6) = %s AND {column} IS NOT NULL"] if county else []
    values = [county] if county else []
    parts.append(f"{column} BETWEEN %s AND %s")
    values += line.bounds
    if line.organisation is not None:
        parts.append(f"{case}.received_by IN (%s, %s)")
        values += [line.organisation, line.agency or ""]
    if line.item is not None:
        of_item = f"EXISTS (SELECT FROM cases_approval i WHERE i.case_id = {cases} AND i.item = %s)"
        parts.append(of_item if cases else "a.item = %s")
        values.append(line.item)
    return f"({' AND '.join(parts)})", tuple(values)


def _any(conditions: Iterator[Condition]) -> Condition:
    told = list(conditions)
    if not told:
        return NOTHING
    return f"({' OR '.join(text for text, _ in told)})", tuple(value for _, values in told for value in values)
