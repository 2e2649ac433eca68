"""What people follow: the cases of their accounts, of the firms for which they act, of those who authorised them.

Plain rows, keyset-paged, filtered by right inside the query; names are opened for the page at once.
"""

from collections.abc import Collection, Mapping, Sequence
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
) -> list[Row]:  # fmt: skip
    """This will list the cases that a living mandate covers, newest first, for whoever was given it: a person's own, or
    a firm's."""
    rows = named(fetched(*_covered(mandate, phase, before, limit)), firms=True)
    readings.note_all([row.id for row in rows], "list", reader)
    return rows


def cases_under_each(mandates: Mapping[UUID, tuple[Mandate, Reader]], *, limit: int) -> dict[UUID, list[Row]]:
    """This will list, for each of some living mandates that somebody was given, the `limit` newest cases that it
    covers; in one statement, each mandate its own bound in it, and the reading of each recorded as of its agent."""
    if not mandates:
        return {}
    parts, values = [], []
    for name, (mandate, _) in mandates.items():
        text, given = _covered(mandate, None, None, limit)
        parts.append(f"(SELECT page.*, %s::uuid AS under FROM ({text}) page)")  # noqa: S608 - of our own parts
        values += [name, *given]
    found = fetched(" UNION ALL ".join(parts), values)
    rows = named(found, firms=True)
    told: dict[UUID, list[Row]] = {name: [] for name in mandates}
    for row, one in zip(found, rows, strict=True):
        told[row[12]].append(one)
    seen = [([row.id for row in told[name]], reader) for name, (_, reader) in mandates.items()]
    readings.note_each(seen, "list")
    return {name: sorted(rows, key=lambda row: row.id, reverse=True) for name, rows in told.items()}


def _covered(mandate: Mandate, phase: str | None, before: UUID | None, limit: int) -> tuple[str, list[Any]]:
    """The statement of what a mandate covers, with its values: its scope is part of the condition."""
    scope = mandate.scope
    covered, wanted = ("", []) if scope.everything else (lists.COVERED, [list(scope.bundles), list(scope.items)])
    more, told = _narrowed(phase, before)
    of_firm = mandate.firm is not None
    statement = (lists.OF_FIRMS if of_firm else lists.OWN).format(more=covered + more)
    whose: list[Any] = [[UUID(str(mandate.firm))]] if of_firm else [UUID(mandate.principal), []]
    return statement, [*whose, *wanted, *told, limit, *([limit] if of_firm else [])]


def named(found: Sequence[Any], *, firms: bool = False) -> list[Row]:
    """This will be the rows of a list from those of its statement, with the names opened for the page at once."""
    told = names([(row[9], bytes(row[10])) for row in found])
    rows = zip(found, told, strict=True)
    return [Row(*(*row[:9], name, row[11] if firms else None)) for row, name in rows]
