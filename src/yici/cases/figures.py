"""What is due when, by department: open approvals from their counts, within rights, in one statement.

A number and the list of what stands in it never differ: a test holds both against the domain. Counts are kept by day
(`standing`), so only of today's ends must be looked at which have passed. Questions to departments are few and counted
one by one, as is everything for whoever may see some items only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from yici.cases import reach, rows
from yici.cases.standing import APPLICANT, NO_DATE, OTHER
from yici.domain.authority import Grants, Scope
from yici.domain.clock import ending_day
from yici.domain.division import bounds_of
from yici.domain.due_by import BUCKETS, Bucket, Marks

MOST: Final = 100_000
"""So many are counted one by one, those first that fall due first."""
BETWEEN: Final[dict[Bucket, str]] = {
    "late": "a.due <= %s",
    "today": "a.due > %s AND a.due <= %s",
    "next_day": "a.due > %s AND a.due <= %s",
    "week": "a.due > %s AND a.due <= %s",
    "later": "a.due > %s",
}
ONE_BY_ONE: Final = """SELECT agency, {kind} AS kind, count(*) AS n FROM (
  SELECT a.agency, a.due, a.bounded{tasks} FROM {rows} a WHERE a.open AND {right}{more} ORDER BY a.due LIMIT {most}
) a GROUP BY 1, 2"""
STANDING: Final = """SELECT agency, CASE WHEN stand <> 'dated' THEN stand
  WHEN day < %s THEN 'late' WHEN day = %s THEN 'today' WHEN day <= %s THEN 'next_day' WHEN day <= %s THEN 'week'
  ELSE 'later' END AS kind, sum(n) AS n
FROM (SELECT a.agency, a.stand, a.day, a.count AS n FROM cases_standing a WHERE {right}{more} UNION ALL
      SELECT a.agency, a.stand, a.day, a.by AS n FROM cases_standingchange a WHERE {right}{more}) s GROUP BY 1, 2"""
PASSED: Final = f"""SELECT p.agency, v.kind, v.by * p.n AS n FROM (
  SELECT a.agency, count(*) AS n FROM cases_approval a
  WHERE a.open AND a.due > %s AND a.due <= %s AND NOT {APPLICANT} AND NOT {NO_DATE} AND NOT {OTHER}
    AND {{right}}{{more}} GROUP BY 1) p, (VALUES ('late', 1), ('today', -1)) AS v (kind, by)"""  # noqa: S608
COUNT: Final = "SELECT agency, kind, sum(n)::int FROM ({parts}) f GROUP BY agency, kind HAVING sum(n) <> 0"
Part = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class DueFilter:
    """What a list shows of what is due: one column, of one department and place where these are named."""

    bucket: Bucket | None
    marks: Marks
    agency: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class DueFigures:
    """How many stand in each column, by department. `cut`: there are more than were counted, which fall due later."""

    by_agency: Mapping[str, Mapping[Bucket, int]]
    cut: bool

    @property
    def total(self) -> dict[Bucket, int]:
        """All departments together."""
        return {one: sum(row.get(one, 0) for row in self.by_agency.values()) for one in BUCKETS}


def due_by_department(
    *, grants: Grants, marks: Marks, place: str, action: str = "figures.read", most: int = MOST
) -> DueFigures:  # fmt: skip
    """This will count what is open at a place, as far as an action reaches. `most`: see `MOST`."""
    scope = grants.scope(action)
    if not scope.lines:
        return DueFigures({}, cut=False)
    whole = all(line.item is None for line in scope.lines)
    found: dict[str, dict[Bucket, int]] = {}
    for agency, kind, count in rows.fetched(*counting(scope, marks, place, most, whole=whole)):
        found.setdefault(agency, {})[kind] = count
    return DueFigures(found, cut=not whole and sum(sum(row.values()) for row in found.values()) >= most)


def counting(scope: Scope, marks: Marks, place: str, most: int, *, whole: bool) -> Part:
    """This will give the statement that counts, with its parameters; `whole`: all items are in the scope."""
    approvals = (_standing, _passed) if whole else (_approvals,)
    parts = [part(scope, marks, place, most) for part in (*approvals, _questions)]
    text = COUNT.format(parts=" UNION ALL ".join(one for one, _ in parts))
    return text, [value for _, told in parts for value in told]


def _standing(scope: Scope, marks: Marks, place: str, most: int) -> Part:
    where, told = _where(scope, place)
    today, next_day, week = (ending_day(end) for end in (marks.today, marks.next_day, marks.week))
    return STANDING.format(**where), [today, today, next_day, week, *told, *told]


def _passed(scope: Scope, marks: Marks, place: str, most: int) -> Part:
    """What ends today at an hour that has passed is late, not due today."""
    where, told = _where(scope, place)
    return PASSED.format(**where), [marks.today - timedelta(days=1), marks.now, *told]


def _approvals(scope: Scope, marks: Marks, place: str, most: int) -> Part:
    where, told = _where(scope, place)
    kind, moments = _kind(marks, f"WHEN {APPLICANT} THEN 'applicant' WHEN {OTHER} THEN 'no_date'")
    return ONE_BY_ONE.format(kind=kind, tasks=", a.tasks", rows="cases_approval", most=most, **where), [*moments, *told]


def _questions(scope: Scope, marks: Marks, place: str, most: int) -> Part:
    where, told = _where(scope, place)
    kind, moments = _kind(marks, "")
    return ONE_BY_ONE.format(kind=kind, tasks="", rows="cases_opinion", most=most, **where), [*moments, *told]


def _where(scope: Scope, place: str) -> tuple[dict[str, str], list[Any]]:
    right, told = reach.right(scope)
    more, bounds = _at(None, place)
    return {"right": right, "more": more}, [*told, *bounds]


def _kind(marks: Marks, waits: str) -> tuple[str, list[Any]]:
    text = (
        f"CASE {waits} WHEN {NO_DATE} THEN 'no_date' WHEN a.due <= %s THEN 'late' WHEN a.due <= %s THEN 'today'"
        " WHEN a.due <= %s THEN 'next_day' WHEN a.due <= %s THEN 'week' ELSE 'later' END"
    )
    return text, [marks.now, marks.today, marks.next_day, marks.week]


def _at(agency: str | None, place: str | None) -> tuple[str, list[Any]]:
    of_agency, named = (" AND a.agency = %s", [agency]) if agency else ("", [])
    there, bounds = (" AND a.place BETWEEN %s AND %s", list(bounds_of(place))) if place else ("", [])
    return of_agency + there, [*named, *bounds]


def condition(wanted: DueFilter, *, asked: bool) -> tuple[str, list[Any]]:
    """This will be the condition that an open approval `a`, or a question `a` (`asked`), stands in a column."""
    there, values = _at(wanted.agency, wanted.place)
    if wanted.bucket is None:
        return there, values
    text, moments = _in_column(wanted.bucket, wanted.marks, asked=asked)
    return f"{there} AND {text}", [*values, *moments]


def _in_column(column: Bucket, marks: Marks, *, asked: bool) -> tuple[str, list[Any]]:
    if column == "applicant":
        return ("FALSE" if asked else APPLICANT), []
    if column == "no_date":
        return (NO_DATE if asked else f"NOT {APPLICANT} AND ({NO_DATE} OR {OTHER})"), []
    ends = {"late": (marks.now,), "today": (marks.now, marks.today), "next_day": (marks.today, marks.next_day),
            "week": (marks.next_day, marks.week), "later": (marks.week,)}  # fmt: skip
    waits = "" if asked else f" AND NOT {APPLICANT} AND NOT {OTHER}"
    return f"NOT {NO_DATE}{waits} AND {BETWEEN[column]}", list(ends[column])
