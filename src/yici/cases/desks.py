"""The desk: open approvals of one's own body, and the questions of other bodies to it, as one list by due date.

Both parts are read in the order of an index and cut before they are laid together: a desk costs what one page costs.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yici.cases import figures, finding, lists, reach, turns
from yici.cases.figures import DueFilter
from yici.cases.finding import Wanted
from yici.cases.rows import PAGE, fetched, names, noted, optional
from yici.domain.authority import Grants, Scope
from yici.domain.case import Task
from yici.ledger.readings import Reader


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One approval on a desk, those first that fall due first. `tasks` is what is to be done next.

    `bounded`: a calendar is not loaded, and `due` is only the earliest that its end can be. `asked`: the row is a
    question to `agency` about an approval of another body, and `due` is when it must answer. `key` tells rows apart.
    """

    case: UUID
    number: str
    item: str
    bundle: str
    agency: str
    place: str
    status: str
    due: datetime
    bounded: bool
    tasks: tuple[Task, ...]
    case_number: str
    open: bool
    asked: bool
    key: str
    name: str | None


Part = tuple[str, list[Any]]
Condition = tuple[str, Sequence[Any]]


def desk(
    *, grants: Grants, action: str = "case.read", tasks: Collection[Task] | None = None, mine: bool = False,
    late_at: datetime | None = None, after: tuple[datetime, str] | None = None, limit: int = PAGE,
    reader: Reader | None = None, wanted: Wanted | None = None, sent_on: bool = False, due: DueFilter | None = None,
) -> list[DeskRow]:  # fmt: skip
    """This will list the open approvals that staff may act on, and the questions to them, by due date; `after` is the
    last row's due moment and key.

    `wanted`: all approvals, open or not, of the cases that are looked for, those that were taken in here among them.
    `sent_on`: only those that were taken in here and are handled elsewhere.
    `due`: what stands in one column of the figures by department, the questions to that department among them.
    `late_at`: only those whose end has passed at that moment.
    `tasks`: only those with one of these to be done next; `mine`: only those with one that these grants may do there.
    `reader` is who reads: the reading is recorded. Only what nobody sees is read without one.
    """
    scope = grants.scope(action)
    late, moments = optional(" AND a.due <= %s AND NOT a.bounded", late_at)
    sought, persons = finding.condition(wanted) if wanted else (" AND a.open", [])
    common = (sought + late, [*persons, *moments])
    asked = turns.mine(grants, scope, tasks) if mine else turns.among(tasks)
    parts = []
    if scope.lines and asked is not None:
        told = [_reached(scope, sent_on, wanted), asked, common, _standing(due, asked=False)]
        parts.append(_part(lists.DESK, told, "a.number", after, limit))
    own = scope if due else reach.of_bodies(grants.scope(turns.OPINE_ACTION) if mine else scope)
    if own.lines and not sent_on and (tasks is None or turns.OPINE in tasks):
        told = [reach.right(own), common, _standing(due, asked=True)]
        parts.append(_part(lists.QUESTIONS, told, "a.id", after, limit))
    return _page(parts, limit, reader) if parts else []


def _standing(due: DueFilter | None, *, asked: bool) -> Condition:
    return figures.condition(due, asked=asked) if due else ("", ())


def _part(
    select: str, conditions: Sequence[Condition], key: str, after: tuple[datetime, str] | None, limit: int
) -> Part:  # fmt: skip
    behind = f" AND (a.due, {key}) > (%s, %s)" if after else ""
    told = [value for _, some in conditions for value in some]
    condition = "".join(text for text, _ in conditions) + behind
    return select.format(condition=condition), [*told, *(after or ()), limit]


def _reached(scope: Scope, sent_on: bool, wanted: Wanted | None) -> Condition:
    if wanted:
        (handled, reached), (taken, known) = reach.right(scope), reach.taken_in(scope)
        return f"({handled} OR {taken})", (*reached, *known)
    return reach.sent_on(scope) if sent_on else reach.right(scope)


def _page(parts: list[Part], limit: int, reader: Reader | None) -> list[DeskRow]:
    values = [value for _, some in parts for value in some]
    told = parts[0][0]
    if len(parts) > 1:
        together = " UNION ALL ".join(f"({text})" for text, _ in parts)
        told, values = f"{together} ORDER BY due, key LIMIT %s", [*values, limit]
    record, who = noted(reader, "desk")
    found = fetched(lists.DESK_PAGE.format(parts=told, noted=record), [*values, *who])
    known = names([(row[14], bytes(row[15])) for row in found])
    return [DeskRow(*(*row[:9], tuple(row[9]), *row[10:14], name)) for row, name in zip(found, known, strict=True)]
