"""A match as the record tells it: one stream for each pair of items, from which the row can be rebuilt."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from yici.domain.event import instant, parse_instant
from yici.domain.matching import Standing, moved
from yici.ledger.register import Snapshot
from yici.ledger.values import Stored
from yici.lists.models import Match

KIND: Final = "match"
_PAIR: Final = ("place", "code", "item")
_SEEN: Final = ("name", "item_name", "score", "reasons", "batch")


def decided_body(match: Match) -> dict[str, Any]:
    """This will give the body of the event that confirms or rejects a pair: the pair, and what was seen of it."""
    told = snapshot_of(match)
    return {name: told[name] for name in (*_PAIR, *_SEEN)}


def kind_of(step: str) -> str:
    """This will name the event of a step: match.confirmed, match.rejected, match.withdrawn."""
    return f"{KIND}.{step}"


def fold(events: list[Stored]) -> Snapshot | None:
    """This will make the row that the events of one pair tell."""
    told: Snapshot = {}
    standing: Standing = "open"
    for event in events:
        standing = moved(standing, event.kind.removeprefix(f"{KIND}."))
        told |= event.body | {"standing": standing, "decided_by": event.actor.id, "decided_at": instant(event.at)}
    return told or None


def rows(streams: Sequence[UUID]) -> Mapping[UUID, Snapshot]:
    """This will read the rows of many pairs in one query."""
    return {match.id: snapshot_of(match) for match in Match.objects.filter(id__in=streams)}


def write(stream: UUID, snapshot: Snapshot | None) -> None:
    """This will make the row say what the events tell."""
    if snapshot is None:
        Match.objects.filter(id=stream).delete()
        return
    typed = {
        "decided_at": parse_instant(snapshot["decided_at"]),
        "batch": snapshot["batch"] and UUID(snapshot["batch"]),
    }
    Match.objects.update_or_create(id=stream, defaults=snapshot | typed)


def count() -> int:
    """This will count the rows."""
    return Match.objects.count()


def snapshot_of(match: Match) -> Snapshot:
    """This will write a row as plain JSON values."""
    told: Snapshot = {
        name: getattr(match, name)
        for name in (*_PAIR, "standing", "name", "item_name", "score", "reasons", "decided_by")
    }
    return told | {
        "batch": None if match.batch is None else str(match.batch),
        "decided_at": instant(match.decided_at),
    }
