"""Readings: what staff and systems saw of projects is recorded by what shows it, so that no face can forget it."""

from collections.abc import Sequence
from uuid import UUID

from yici.ledger.readings import COLUMNS, Reader, ReadingRow, What, is_recorded
from yici.projects.models import Reading


def note(projects: Sequence[UUID], what: What, reader: Reader) -> None:
    """This will record that these projects are shown to somebody, in one row; nothing for a person or no project."""
    if projects and is_recorded(reader.actor):
        Reading.objects.create(projects=list(projects), **reader.values(what))


def readings_of(project_id: UUID, *, before: int | None = None, limit: int = 50) -> list[ReadingRow]:
    """This will list who saw a project, newest first; only for whoever was given it. `before` is the id of the last row
    of the page before."""
    rows = Reading.objects.filter(projects__contains=[project_id])
    rows = rows.filter(id__lt=before) if before else rows
    return [ReadingRow(*row) for row in rows.order_by("-id").values_list(*COLUMNS)[:limit]]
