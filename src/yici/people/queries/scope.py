"""The scope of an action as a condition of a statement, the same rule as `Scope.includes`."""

from collections.abc import Sequence

from psycopg import sql

from yici.domain.authority import Reachable, Scope
from yici.domain.competence import LEVELS
from yici.domain.division import pattern_of


def scope_filter(
    scope: Scope, *, place: str, organisation: str | None = None, agency: str | None = None, item: str | None = None
) -> tuple[sql.Composed, list[str]]:
    """This will give a condition and its parameters for the columns named ("approval.place"), to stand after AND.

    Name the column that holds the organisation's id, or the one that holds its agency code; without either, only lines
    that reach a whole place let anything through, and without an item column only lines for all items do.
    """
    parts = [_line(line, place, (organisation, agency), item) for line in scope.lines]
    told = [part for part in parts if part is not None]
    if not told:
        return sql.Composed([sql.SQL("FALSE")]), []
    condition = sql.SQL("({})").format(sql.SQL(" OR ").join(condition for condition, _ in told))
    return condition, [value for _, values in told for value in values]


def _line(
    line: Reachable, place: str, bodies: tuple[str | None, str | None], item: str | None
) -> tuple[sql.Composable, list[str]] | None:
    conditions = [sql.SQL("{} BETWEEN %s AND %s").format(_column(place))]
    values = list(line.bounds)
    if line.level is not None:
        conditions.append(sql.SQL("{} ~ %s").format(_column(place)))
        values.append(pattern_of(LEVELS[line.level]))
    for column, value in _equalities(line, bodies, item):
        if column is None:
            return None
        conditions.append(sql.SQL("{} = %s").format(_column(column)))
        values.append(value)
    return sql.SQL("({})").format(sql.SQL(" AND ").join(conditions)), values


def _equalities(
    line: Reachable, bodies: tuple[str | None, str | None], item: str | None
) -> Sequence[tuple[str | None, str]]:
    organisation, agency = bodies
    wanted: list[tuple[str | None, str]] = []
    if line.organisation is not None:
        by_id = organisation is not None
        wanted.append((organisation, line.organisation) if by_id else (agency, line.agency or ""))
    if line.item is not None:
        wanted.append((item, line.item))
    return wanted


def _column(name: str) -> sql.Identifier:
    return sql.Identifier(*name.split("."))
