"""Reading licences: one as the law has it at a moment, lists for holders and staff, those of a case.

Lists are plain rows, keyset-paged, filtered by right inside the query. No name stands in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yici.catalogue import queries as catalogue
from yici.domain.authority import Grants, Scope
from yici.domain.event import Actor
from yici.domain.licence import (
    Licence,
    LicenceContext,
    LicenceEvent,
    LicenceStatus,
    decide,
    ends_at,
    evolve,
    settle,
    unknown_licence,
)
from yici.ledger.queries import history
from yici.licences import asking, store
from yici.licences.access import check_readable
from yici.licences.codec import CODEC
from yici.people.queries import scope_filter

PAGE = 50
MOST_EVENTS = 500
COUNTY = 6


@dataclass(frozen=True, slots=True)
class View:
    """One licence as it stands in law at the moment asked for, and its version."""

    licence: Licence
    seq: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A licence as it stands, and the event that ended it, if it was revoked or cancelled, with its sealed words."""

    licence: Licence
    ended: LicenceEvent | None = None
    private: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One licence in a list, as recorded last. `until` is the last day of its period, None where none is known."""

    id: UUID
    number: str
    type: str
    item: str
    agency: str
    place: str
    case: UUID
    status: LicenceStatus
    until: date | None


def licence_view(*, licence_id: UUID, actor: Actor, grants: Grants, now: datetime) -> View:
    """This will give a licence to its holder or to staff with a right to read it. Raises NotFound for anybody else.

    What fell due since the last record is settled in memory, so that nobody sees a state the law has left.
    """
    loaded = store.load([licence_id]).get(licence_id)
    if loaded is None:
        raise unknown_licence()
    licence = settled(loaded.licence, now)
    check_readable(licence, actor, grants)
    return View(licence, loaded.seq)


def licences_of_case(case_id: UUID, *, now: datetime) -> list[Licence]:
    """This will give the licences that a case gave, as they stand; only for whoever was given that case."""
    return [settled(loaded.licence, now) for loaded in store.of_case(case_id)]


def licences_shown(case_id: UUID, renewed: Sequence[UUID], *, now: datetime) -> list[Shown]:
    """This will give the licences that a case gave or renewed, with how they ended; only for whoever was given that
    case. One statement, one more where it renews, and two for each that was ended."""
    found = {licence.id: licence for licence in licences_of_case(case_id, now=now)} | standing(renewed, now=now)
    return [Shown(licence, *_ended(licence)) for licence in found.values()]


def _ended(licence: Licence) -> tuple[LicenceEvent | None, Mapping[str, Any]]:
    if licence.status not in ("revoked", "cancelled"):
        return None, {}
    kind = f"licence.{licence.status}"
    stored = next(one for one in reversed(history(UUID(licence.id), limit=MOST_EVENTS)) if one.kind == kind)
    private = stored.open()
    told = private if isinstance(private, dict) else {}
    return CODEC.event_of(stored.kind, stored.at, stored.body), told


def standing(ids: Sequence[UUID], *, now: datetime) -> dict[str, Licence]:
    """This will give licences as they stand, by id as text; only for whoever was given a case that renews them."""
    return {str(name): settled(loaded.licence, now) for name, loaded in store.load(ids).items()} if ids else {}


def ids_of_approval(case: UUID, item: str) -> list[UUID]:
    """This will name the licences that an approval gave, for the service that holds its case."""
    return store.of_approval(case, item)


def recorded(ids: Sequence[UUID]) -> dict[str, Licence]:
    """This will give licences as recorded last, by id as text: what a case that is settled in memory goes by."""
    return {str(name): loaded.licence for name, loaded in store.load(ids).items()} if ids else {}


def settled(licence: Licence, now: datetime) -> Licence:
    """This will settle a licence in memory."""
    return _folded(licence, fallen(licence, now))


def fallen(licence: Licence, now: datetime) -> list[LicenceEvent]:
    """This will give everything that fell due in a licence up to `now`, each as of its own moment.

    At its end the case that asks for renewal is heard first: what was decided or lost there before leaves nothing to
    silence. Whoever records this holds the licence's lock, without which no case decides on it.
    """
    happened = _answered(licence, now)
    return happened + settle(_folded(licence, happened), context_of(licence.place, now))


def _answered(licence: Licence, now: datetime) -> list[LicenceEvent]:
    end = ends_at(licence)
    if licence.asked is None or end is None or end > now:
        return []
    happened: list[LicenceEvent] = []
    for at, command in asking.REGISTER.answers(licence.asked, end):
        events = decide(licence, command, context_of(licence.place, at))
        licence, happened = _folded(licence, events), happened + events
    return happened


def _folded(licence: Licence, events: Sequence[LicenceEvent]) -> Licence:
    for event in events:
        licence = evolve(licence, event)
    return licence


def context_of(place: str, now: datetime) -> LicenceContext:
    """This will give what a decision on a licence needs beside it."""
    return LicenceContext(now, catalogue.calendar_for(place))


LISTED = 'l.id, l.number, l.type, l.item, l.agency, l.place, l."case", l.status, l.until'
OWN = f"SELECT {LISTED} FROM licences_licence l WHERE l.holder = %s{{before}} ORDER BY l.id DESC LIMIT %s"  # noqa: S608
READABLE = f"SELECT {LISTED} FROM licences_licence l WHERE {{right}}{{before}} ORDER BY l.id DESC LIMIT %s"  # noqa: S608


def licences_of(*, holder: UUID, before: UUID | None = None, limit: int = PAGE) -> list[Row]:
    """This will list a person's own licences, newest first; `before` is the last id of the page before."""
    behind, befores = _behind(before)
    return _rows(OWN.format(before=behind), [holder, *befores, limit])


def licences_readable(*, grants: Grants, before: UUID | None = None, limit: int = PAGE) -> list[Row]:
    """This will list the licences that staff may read, newest first, filtered by right inside the query."""
    scope = grants.scope("licence.read")
    if not scope.lines:
        return []
    right, values = _right(scope)
    behind, befores = _behind(before)
    return _rows(READABLE.format(right=right, before=behind), [*values, *befores, limit])


def _right(scope: Scope) -> tuple[str, list[str]]:
    """A range of places alone must not lead: one page would read and sort all that was ever given there."""
    condition, told = scope_filter(scope, place="l.place", agency="l.agency", item="l.item")
    counties = {tuple(bound[:COUNTY] for bound in line.bounds) for line in scope.lines}
    if len(counties) == 1 and len(set(next(iter(counties)))) == 1:
        return f"left(l.place, 6) = %s AND {condition.as_string()}", [next(iter(counties))[0], *told]
    return condition.as_string(), list(told)


def _behind(before: UUID | None) -> tuple[str, list[Any]]:
    return (" AND l.id < %s", [before]) if before else ("", [])


def _rows(statement: str, values: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Row(*row) for row in cursor.fetchall()]
