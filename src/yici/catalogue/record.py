"""Releases and proposals as the record tells them: one stream for each, from which the rows can be rebuilt."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Model

from yici.catalogue.models import Proposal, Release
from yici.domain.event import instant, parse_instant
from yici.ledger.register import Snapshot
from yici.ledger.values import Stored

RELEASE, PROPOSAL = "release", "proposal"
PUBLISHED: Final = "release.published"
MADE, WITHDRAWN, DECLINED, RELEASED = "proposal.made", "proposal.withdrawn", "proposal.declined", "proposal.released"
_RELEASE: Final = ("number", "digest", "actor", "way", "author", "proposal")
_PROPOSAL: Final = ("number", "base", "digest", "author", "note", "state", "decided_by", "reason", "release")
_MOMENTS: Final = {Release: ("published_at",), Proposal: ("proposed_at", "decided_at")}
_FIELDS: Final = {Release: _RELEASE, Proposal: _PROPOSAL}


def fold_release(events: list[Stored]) -> Snapshot | None:
    """This will make the row that the one event of a release tells."""
    if not events:
        return None
    [event] = events
    return {**event.body, "actor": event.actor.id, "published_at": instant(event.at)}


def fold_proposal(events: list[Stored]) -> Snapshot | None:
    """This will make the row that the events of one proposal tell."""
    told: Snapshot = {}
    for event in events:
        if event.kind == MADE:
            told = {**event.body, "author": event.actor.id, "proposed_at": instant(event.at), "state": "open"}
            told |= {"decided_by": None, "decided_at": None, "reason": "", "release": None}
        else:
            told |= {"state": event.kind.partition(".")[2], **event.body}
            told |= {"decided_by": event.actor.id, "decided_at": instant(event.at)}
    return told or None


def snapshot_of(row: Model) -> Snapshot:
    """This will write a row as plain JSON values."""
    kind: Any = type(row)
    told = {name: getattr(row, name) for name in _FIELDS[kind]}
    return told | {name: _instant(getattr(row, name)) for name in _MOMENTS[kind]}


def rows_of(kind: Any) -> Callable[[Sequence[UUID]], Mapping[UUID, Snapshot]]:
    """This will make the function that reads many rows in one query."""
    return lambda streams: {row.stream: snapshot_of(row) for row in kind.objects.filter(stream__in=streams)}


def writer_of(kind: Any) -> Callable[[UUID, Snapshot | None], object]:
    """This will make the function that lets a row say what the events tell. A release that is there already is never
    changed: the application has no right to, and `verify` says when it should be."""

    def write(stream: UUID, snapshot: Snapshot | None) -> None:
        there = kind.objects.filter(stream=stream)
        if snapshot is None:
            there.delete()
            return
        moments = {name: snapshot[name] and parse_instant(snapshot[name]) for name in _MOMENTS[kind]}
        values = {name: value for name, value in (snapshot | moments).items() if name in (*_FIELDS[kind], *moments)}
        row = there.first()
        if row is None:
            kind.objects.create(stream=stream, **values)
        elif snapshot_of(row) != snapshot:
            there.update(**values)

    return write


def _instant(value: datetime | None) -> str | None:
    return None if value is None else instant(value)
