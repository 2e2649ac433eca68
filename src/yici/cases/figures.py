"""What is due when, by department: counted from the rows of desks, within rights, in one statement that is bounded.

The same conditions count a column and list what stands in it, so that a number and its list never differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from yici.cases import reach, rows
from yici.domain.authority import Grants
from yici.domain.division import bounds_of
from yici.domain.due_by import BUCKETS, Bucket, Marks

MOST: Final = 100_000
"""So many open approvals, and as many open questions, are counted, those first that fall due first."""
ENDLESS: Final = "9999-01-01+00"
APPLICANT: Final = "a.tasks = ARRAY['correct']"
OTHER: Final = "a.tasks = ARRAY['wait']"
NO_DATE: Final = f"(a.bounded OR a.due >= '{ENDLESS}')"
BETWEEN: Final[dict[Bucket, str]] = {
    "late": "a.due <= %s",
    "today": "a.due > %s AND a.due <= %s",
    "next_day": "a.due > %s AND a.due <= %s",
    "week": "a.due > %s AND a.due <= %s",
    "later": "a.due > %s",
}
COUNT: Final = """WITH counted AS (
  (SELECT a.agency, {of_approval} AS kind FROM cases_approval a
   WHERE a.open AND {right}{more} ORDER BY a.due LIMIT {most})
  UNION ALL
  (SELECT a.agency, {of_question} AS kind FROM cases_opinion a
   WHERE a.open AND {right}{more} ORDER BY a.due LIMIT {most})
) SELECT agency, kind, count(*) FROM counted GROUP BY agency, kind"""


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
    """This will count what is open at a place, as far as an action reaches."""
    scope = grants.scope(action)
    if not scope.lines:
        return DueFigures({}, cut=False)
    right, told = reach.right(scope)
    case, moments = _case(marks)
    more, bounds = _at(None, place)
    statement = COUNT.format(
        of_approval=case.format(waits=f"WHEN {APPLICANT} THEN 'applicant' WHEN {OTHER} THEN 'no_date'"),
        of_question=case.format(waits=""), right=right, more=more, most=most,
    )  # fmt: skip
    values = [*moments, *told, *bounds]
    found: dict[str, dict[Bucket, int]] = {}
    for agency, kind, count in rows.fetched(statement, [*values, *values]):
        found.setdefault(agency, {})[kind] = count
    return DueFigures(found, cut=sum(sum(row.values()) for row in found.values()) >= most)


def _case(marks: Marks) -> tuple[str, list[Any]]:
    text = (
        f"CASE {{waits}} WHEN {NO_DATE} THEN 'no_date' WHEN a.due <= %s THEN 'late' WHEN a.due <= %s THEN 'today'"
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
