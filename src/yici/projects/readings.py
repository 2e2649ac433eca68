"""Readings: what staff and systems saw of projects is recorded by what shows it, so that no face can forget it.

A builder's own reading is nobody's business and is not recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from yici.domain.event import Actor
from yici.projects.models import Reading

What = Literal["project", "list"]
RECORDED: Final = frozenset({"staff", "system"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a list, and when."""

    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class ProjectReadingRow:
    """One time that a project was seen by somebody who is not its builder: whole (`project`), or in a list."""

    at: datetime
    reader: str
    kind: str
    role: str | None
    channel: str | None
    what: What
    id: int


def note(projects: Sequence[UUID], what: What, reader: Reader) -> None:
    """This will record that these projects are shown to somebody, in one row; nothing for a person or no project."""
    actor = reader.actor
    if projects and actor.kind in RECORDED:
        Reading.objects.create(
            reader=actor.id, kind=actor.kind, role=actor.role, channel=actor.channel, what=what, at=reader.now,
            projects=list(projects),
        )  # fmt: skip


def readings_of(project_id: UUID, *, before: int | None = None, limit: int = 50) -> list[ProjectReadingRow]:
    """This will list who saw a project, newest first; only for whoever was given it. `before` is the id of the last row
    of the page before."""
    rows = Reading.objects.filter(projects__contains=[project_id])
    rows = rows.filter(id__lt=before) if before else rows
    columns = ("at", "reader", "kind", "role", "channel", "what", "id")
    return [ProjectReadingRow(*row) for row in rows.order_by("-id").values_list(*columns)[:limit]]
