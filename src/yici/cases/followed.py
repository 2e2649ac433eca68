"""What people follow: the cases of their accounts, of the firms for which they act, of those who authorised them.

Plain rows, keyset-paged, filtered by right inside the query; names are opened for the page at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yici.cases import lists, readings
from yici.cases.rows import PAGE, fetched, names, optional
from yici.domain.mandate import Mandate
from yici.ledger.readings import Reader


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    id: UUID
    number: str
    bundle: str
    place: str
    phase: str
    duty: str | None
    duty_item: str | None
    submitted_at: datetime
    due: datetime | None
    name: str | None
    firm: UUID | None = None


def cases_of(
    *, applicant: UUID, firms: Collection[str] = (), phase: str | None = None, before: UUID | None = None,
    limit: int = PAGE,
) -> list[Row]:  # fmt: skip
    """This will list what a person handed in, for themselves and for `firms` for which they act now, newest first;
    `before` is the last id of the page before."""
    more, told = _narrowed(phase, before)
    return named(fetched(lists.OWN.format(more=more), [applicant, _ids(firms), *told, limit]), firms=True)


def cases_followed(
    *, applicant: UUID, firms: Collection[str], phase: str | None = None, before: UUID | None = None, limit: int = PAGE
) -> list[Row]:
    """This will list what a person follows, newest first: their own cases, and those of the `firms` for which they act
    now, whoever handed them in."""
    if not firms:
        return cases_of(applicant=applicant, phase=phase, before=before, limit=limit)
    more, told = _narrowed(phase, before)
    text = lists.FOLLOWED.format(own=lists.OWN.format(more=more), of_firms=lists.OF_FIRMS.format(more=more))
    own = [applicant, [], *told, limit]
    return named(fetched(text, [*own, _ids(firms), *told, limit, limit, limit]), firms=True)


def cases_of_firms(
    *, firms: Collection[str], phase: str | None = None, before: UUID | None = None, limit: int = PAGE
) -> list[Row]:
    """This will list what was handed in for firms, newest first; only for whoever acts for them now."""
    more, told = _narrowed(phase, before)
    return named(fetched(lists.OF_FIRMS.format(more=more), [_ids(firms), *told, limit, limit]), firms=True)


def _narrowed(phase: str | None, before: UUID | None) -> tuple[str, list[Any]]:
    of_phase, phases = optional(" AND c.phase = %s", phase)
    behind, befores = optional(" AND c.id < %s", before)
    return of_phase + behind, [*phases, *befores]


def _ids(texts: Collection[str]) -> list[UUID]:
    return [UUID(one) for one in sorted(texts)]


def cases_under(
    mandate: Mandate, *, reader: Reader, phase: str | None = None, before: UUID | None = None, limit: int = PAGE
) -> list[Row]:
    """This will list the cases that a living mandate covers, newest first, for whoever was given it: a person's own, or
    a firm's."""
    scope = mandate.scope
    covered, wanted = ("", []) if scope.everything else (lists.COVERED, [list(scope.bundles), list(scope.items)])
    more, told = _narrowed(phase, before)
    of_firm = mandate.firm is not None
    statement = (lists.OF_FIRMS if of_firm else lists.OWN).format(more=covered + more)
    whose: list[Any] = [[UUID(str(mandate.firm))]] if of_firm else [UUID(mandate.principal), []]
    rows = named(fetched(statement, [*whose, *wanted, *told, limit, *([limit] if of_firm else [])]), firms=True)
    readings.note_all([row.id for row in rows], "list", reader)
    return rows


def named(found: Sequence[Any], *, firms: bool = False) -> list[Row]:
    """This will be the rows of a list from those of its statement, with the names opened for the page at once."""
    told = names([(row[9], bytes(row[10])) for row in found])
    rows = zip(found, told, strict=True)
    return [Row(*(*row[:9], name, row[11] if firms else None)) for row, name in rows]
