"""The statements of lists: pages in the order of an index, filtered by right inside, the reading recorded with them."""

from typing import Any, Final

from yici.cases import reach
from yici.cases.reach import Branch
from yici.domain.authority import Scope

COLUMNS: Final = """c.id, c.number, c.bundle, c.place, c.phase, c.duty, c.duty_item, c.submitted_at, c.due,
    c.subject, c.label"""
OWN = f"""SELECT {COLUMNS}, c.firm FROM cases_case c
  WHERE c.applicant = %s AND (c.firm IS NULL OR c.firm = ANY(%s::uuid[])){{more}} ORDER BY c.id DESC LIMIT %s"""  # noqa: S608
"""What an account handed in, for its owner or for a firm for which they still act."""
OF_FIRMS = f"""SELECT page.* FROM unnest(%s::uuid[]) AS acted (firm) CROSS JOIN LATERAL (
    SELECT {COLUMNS}, c.firm FROM cases_case c WHERE c.firm = acted.firm{{more}} ORDER BY c.id DESC LIMIT %s) page
  ORDER BY id DESC LIMIT %s"""  # noqa: S608
"""What was handed in for firms, by whichever account: each goes in its own order, no further than one page."""
FOLLOWED = "SELECT * FROM (({own}) UNION ALL ({of_firms})) page ORDER BY id DESC LIMIT %s"
COVERED: Final = """ AND (c.bundle = ANY(%s) OR NOT EXISTS (
    SELECT FROM cases_approval a WHERE a.case_id = c.id AND a.item <> ALL(%s)))"""
"""The matters and the items that a mandate names: all items of a case, or it is not covered."""
READABLE: Final = f"""WITH page AS MATERIALIZED (
  SELECT {COLUMNS} FROM cases_case c WHERE {{found}} ORDER BY c.id DESC LIMIT %s
){{noted}} SELECT page.*, EXISTS (SELECT FROM cases_opinion q WHERE q.case_id = page.id) AS asked
  FROM page ORDER BY id DESC"""  # noqa: S608
BY_CASE: Final = "(SELECT c.id FROM cases_case c WHERE {right}{more} ORDER BY c.id DESC LIMIT %s)"
BY_APPROVAL: Final = """(SELECT DISTINCT a.case_id FROM cases_approval a JOIN cases_case c ON c.id = a.case_id
   WHERE {right}{more} ORDER BY a.case_id DESC LIMIT %s)"""
DESK: Final = """SELECT a.case_id AS id, a.number, a.item, c.bundle, a.agency, a.place, a.status, a.due, a.bounded,
         a.tasks, c.number AS case_number, a.open, FALSE AS asked, a.number AS key, c.subject, c.label
  FROM cases_approval a JOIN cases_case c ON c.id = a.case_id
  WHERE {condition} ORDER BY a.due, a.number LIMIT %s"""
QUESTIONS: Final = """SELECT a.case_id AS id, a.number, a.item, c.bundle, a.agency, a.place, b.status, a.due, a.bounded,
         array_remove(ARRAY[CASE WHEN a.open THEN 'opine' END], NULL) AS tasks,
         c.number AS case_number, a.open, TRUE AS asked, a.id AS key, c.subject, c.label
  FROM cases_opinion a JOIN cases_approval b ON b.number = a.number JOIN cases_case c ON c.id = a.case_id
  WHERE {condition} ORDER BY a.due, a.id LIMIT %s"""
DESK_PAGE: Final = "WITH page AS MATERIALIZED ({parts}){noted} SELECT * FROM page ORDER BY due, key"


def readable(scope: Scope, more: str, told: list[Any], limit: int, noted: str) -> tuple[str, list[Any]]:
    """This will give the statement of a page of the cases within a scope, as text with its parameters; those of `noted`
    come behind. Several ways to a case are gone each in its own order, no further than one page."""
    ways = reach.branches(scope)
    if len(ways) == 1 and not ways[0].by_approval:
        statement = READABLE.format(found=ways[0].condition + more, noted=noted)
        return statement, [*ways[0].values, *told, limit]
    parts = " UNION ALL ".join(_way(one, more) for one in ways)
    values = [value for one in ways for value in (*one.values, *told, limit)]
    return READABLE.format(found=f"c.id IN ({parts})", noted=noted), [*values, limit]


def _way(branch: Branch, more: str) -> str:
    text = BY_APPROVAL if branch.by_approval else BY_CASE
    return text.format(right=branch.condition, more=more)
