"""Statements over the systems that are called, and over their calls."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from yici.notices.models import Endpoint, Outgoing


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """One system that is called: for some kinds of events, or for all (none named)."""

    id: UUID
    name: str
    url: str
    kinds: frozenset[str]
    active: bool
    made_at: datetime


def active_endpoints() -> list[EndpointRow]:
    """This will list the systems that are called."""
    return [row for row in all_endpoints() if row.active]


def all_endpoints() -> list[EndpointRow]:
    """This will list every system that is or was called, by name."""
    columns = ("id", "name", "url", "kinds", "active", "made_at")
    rows = Endpoint.objects.order_by("name").values_list(*columns)
    return [EndpointRow(one, name, url, frozenset(kinds), *rest) for one, name, url, kinds, *rest in rows]


def endpoint_named(name: str) -> EndpointRow | None:
    """This will find a system by its name."""
    return next((row for row in all_endpoints() if row.name == name), None)


def secret_of(endpoint: UUID) -> tuple[str, bytes] | None:
    """This will give address and wrapped secret of a system that is called; None for one that is not."""
    row = Endpoint.objects.filter(id=endpoint, active=True).values_list("url", "secret").first()
    return None if row is None else (row[0], bytes(row[1]))


def replayed(endpoint: UUID, since: datetime, now: datetime) -> int:
    """This will let every call of a system since a moment wait once more, and count them."""
    calls = Outgoing.objects.filter(endpoint=endpoint, made_at__gte=since)
    return calls.update(state="waiting", ready_at=now, attempts=0, reason="", receipt="", done_at=None)


def counts() -> dict[UUID, dict[str, int]]:
    """This will count the calls of every system by how far they came."""
    told: dict[UUID, dict[str, int]] = {}
    calls = Outgoing.objects.filter(endpoint__isnull=False).order_by()
    for endpoint, state, count in calls.values_list("endpoint", "state").annotate(count=Count("id")):
        if endpoint:
            told.setdefault(endpoint, {"waiting": 0, "delivered": 0, "failed": 0})[state] = count
    return told
