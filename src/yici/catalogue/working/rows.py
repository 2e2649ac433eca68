"""Reading and writing the rows of drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Max, Min

from yici.catalogue.models import WorkingDraft, WorkingFile, WorkingStep
from yici.domain.error import NotFound

MOST_STEPS: Final = 500
"""Steps that can be gone back to; of older ones only what still stands is kept."""
DRAFT: Final = (
    "id", "name", "base", "opened_by", "opened_at", "step", "changed_by", "changed_at", "state", "proposal", "sample",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft without its files."""

    id: UUID
    name: str
    base: int
    opened_by: str
    opened_at: datetime
    step: int
    changed_by: str
    changed_at: datetime
    state: str
    proposal: int | None
    sample: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a draft; `text` None takes it out of the catalogue."""

    path: str
    text: str | None
    step: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class StepRow:
    """What one step made of one file."""

    number: int
    path: str
    held: bool
    gone: bool
    what: str
    at: datetime
    by: str


def draft_row(draft_id: UUID, *, lock: bool = False) -> DraftRow:
    """This will read one draft. Raises NotFound("working.unknown")."""
    rows = WorkingDraft.objects.filter(id=draft_id)
    found = (rows.select_for_update() if lock else rows).values_list(*DRAFT).first()
    if found is None:
        raise NotFound("working.unknown", remedy="choose one from the list of drafts")
    return DraftRow(*found)


def draft_rows(states: tuple[str, ...], before: datetime | None, limit: int) -> list[DraftRow]:
    """This will read one page of drafts, the last changed first."""
    rows = WorkingDraft.objects.filter(state__in=states).order_by("-changed_at", "id")
    rows = rows if before is None else rows.filter(changed_at__lt=before)
    return [DraftRow(*row) for row in rows.values_list(*DRAFT)[:limit]]


def open_count() -> int:
    """This will count the open drafts."""
    return WorkingDraft.objects.filter(state="open").count()


def file_rows(draft_id: UUID) -> dict[str, FileRow]:
    """This will read the files of a draft by path, in one statement."""
    rows = WorkingFile.objects.filter(draft=draft_id).order_by("path")
    found = rows.values_list("path", "text", "step", "changed_by", "changed_at")
    return {row[0]: FileRow(*row) for row in found}


def step_rows(draft_id: UUID, before: int | None, limit: int) -> list[StepRow]:
    """This will read one page of steps without their texts, the newest first."""
    rows = WorkingStep.objects.filter(draft=draft_id).order_by("-number", "path")
    rows = rows if before is None else rows.filter(number__lt=before)
    found = rows.extra(select={"gone": "text IS NULL"}).values_list(
        "number", "path", "held", "gone", "what", "at", "by"
    )
    return [StepRow(*row) for row in found[:limit]]


def only_by(draft_id: UUID, path: str, since: int, who: str) -> bool:
    """This will say whether nobody but one person changed a file after a step."""
    rows = WorkingStep.objects.filter(draft=draft_id, path=path, number__gt=since)
    return not rows.exclude(by=who).exists()


def text_at(draft_id: UUID, path: str, number: int) -> tuple[bool, str | None]:
    """This will say whether a draft held a file after a step, and with which text."""
    rows = WorkingStep.objects.filter(draft=draft_id, path=path, number__lte=number).order_by("-number")
    found = rows.values_list("held", "text").first()
    return (bool(found[0]), found[1]) if found else (False, None)


def files_at(draft_id: UUID, number: int) -> dict[str, str | None]:
    """This will give the files that a draft held after a step, with their texts."""
    rows = WorkingStep.objects.filter(draft=draft_id, number__lte=number).order_by("path", "-number").distinct("path")
    return {path: text for path, held, text in rows.values_list("path", "held", "text") if held}


def oldest_step(draft_id: UUID, step: int) -> int:
    """This will give the oldest step that can be gone back to, of a draft that stands at `step`."""
    return max(0, step - MOST_STEPS)


def write_step(
    row: DraftRow, changes: dict[str, tuple[bool, str | None]], *, what: str, by: str, now: datetime,
    name: str | None = None, base: int | None = None,
) -> int:  # fmt: skip
    """This will write a step of a locked draft: what becomes of each file (held or not, its text)."""
    number = row.step + 1
    WorkingStep.objects.bulk_create([
        WorkingStep(draft=row.id, number=number, path=path, text=text, held=held, what=what, at=now, by=by)
        for path, (held, text) in changes.items()
    ])  # fmt: skip
    WorkingFile.objects.filter(draft=row.id, path__in=list(changes)).delete()
    WorkingFile.objects.bulk_create([
        WorkingFile(draft=row.id, path=path, text=text, step=number, changed_by=by, changed_at=now)
        for path, (held, text) in changes.items() if held
    ])  # fmt: skip
    WorkingDraft.objects.filter(id=row.id).update(
        step=number, changed_by=by, changed_at=now, name=row.name if name is None else name,
        base=row.base if base is None else base,
    )  # fmt: skip
    _forget(row.id, number)
    return number


def _forget(draft_id: UUID, number: int) -> None:
    """Drop steps that nobody can go back to any more; the last of each file before them says what stood then."""
    cut = number - MOST_STEPS
    oldest = WorkingStep.objects.filter(draft=draft_id).aggregate(Min("number"))["number__min"]
    if cut <= 0 or oldest is None or oldest >= cut:
        return
    old = WorkingStep.objects.filter(draft=draft_id, number__lte=cut)
    last = dict(old.values_list("path").annotate(Max("number")))
    for path, kept in last.items():
        old.filter(path=path, number__lt=kept).delete()
