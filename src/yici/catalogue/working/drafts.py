"""Opening, changing, going back in and discarding drafts. Every change is a step; nobody overwrites what they have not
seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.catalogue import store
from yici.catalogue.models import WorkingDraft
from yici.catalogue.proposals import check_editor
from yici.catalogue.tree import MAX_BYTES
from yici.catalogue.working import rows
from yici.catalogue.working.base import CLOSED, FOLDERS, Base, base_of, is_path, text_of, texts_of
from yici.catalogue.working.judging import Judged, judged
from yici.catalogue.working.rows import DraftRow, FileRow
from yici.domain.authority import Grants
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.domain.event import Actor

MOST_DRAFTS: Final = 100
MOST_FILES: Final = 200
MOST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its files, on the state that it is based on."""

    row: DraftRow
    files: Mapping[str, FileRow]
    digest: str

    @property
    def base(self) -> Base:
        """The state that it is based on."""
        return base_of(self.digest)

    def texts(self) -> dict[str, str | None]:
        """This will give what its files say."""
        return {path: row.text for path, row in self.files.items()}

    def judged(self) -> Judged:
        """This will read it."""
        return judged(self.digest, self.texts())

    def text(self, path: str) -> str:
        """This will give what a file says in it. Raises NotFound("working.no_file")."""
        held = self.files.get(path)
        if held is not None and held.text is not None:
            return held.text
        found = None if held else self.base.by_path().get(path)
        if found is None:
            raise NotFound("working.no_file", remedy="choose one from the files of the draft")
        return text_of(found)

    def whole(self) -> dict[str, str]:
        """This will give all files of the state that it would be, by path: a folder that can be checked."""
        closed = {read.file for read in self.base.reads if read.kind in CLOSED}
        kept = [read for read in self.base.reads if read.file not in self.files and read.file not in closed]
        return texts_of(kept) | {path: row.text for path, row in self.files.items() if row.text is not None}

    def step_of(self, path: str) -> int:
        """This will give the step that made a file what it is; 0 for that of the base."""
        return self.files[path].step if path in self.files else 0


def draft_of(*, draft_id: UUID, grants: Grants, place: str) -> Draft:
    """This will give a draft to an editor. Raises NotFound("working.unknown"), Forbidden("authority.missing")."""
    check_editor(grants, place)
    return _loaded(rows.draft_row(draft_id))


def _loaded(row: DraftRow) -> Draft:
    release = store.release(row.base)
    if release is None:
        raise NotFound("release.unknown", number=row.base, remedy="restore the table of releases from a backup")
    return Draft(row, rows.file_rows(row.id), release.digest)


@transaction.atomic
def draft_open(
    *, draft_id: UUID, name: str, files: Mapping[str, str], actor: Actor, grants: Grants, place: str, now: datetime
) -> UUID:
    """This will begin a draft on the newest release, with some files if they are there already.

    Raises Forbidden("authority.missing"), Invalid("working.name" | "working.path" | "working.text"),
    Refused("proposal.no_release" | "working.too_many").
    """
    check_editor(grants, place)
    newest = store.newest()
    if newest is None:
        raise Refused("proposal.no_release", remedy="publish the first release: yici publish PATH")
    if rows.open_count() >= MOST_DRAFTS:
        raise Refused("working.too_many", most=MOST_DRAFTS, remedy="discard drafts that nobody needs")
    WorkingDraft.objects.create(
        id=draft_id, name=checked_name(name), base=newest[0], opened_by=actor.id, opened_at=now, changed_by=actor.id,
        changed_at=now,
    )  # fmt: skip
    if files:
        row = rows.draft_row(draft_id, lock=True)
        _check_files(files, set())
        rows.write_step(row, {path: (True, text) for path, text in files.items()}, what="opened", by=actor.id, now=now)
    return draft_id


def checked_name(name: str) -> str:
    """This will give a name without blanks around it. Raises Invalid("working.name")."""
    plain = " ".join(name.split())
    if not plain or len(plain) > MOST_NAME or "\0" in plain:
        raise Invalid("working.name", most=MOST_NAME, remedy="give the draft a short name")
    return plain


def check_path(path: str) -> None:
    """This will pass for the path of a file that a draft may hold. Raises Invalid("working.path")."""
    if not is_path(path) or path.startswith(f"{FOLDERS['list']}/"):
        raise Invalid("working.path", path=path[:80], remedy="name it like items/food-licence.yaml")


def check_text(text: str) -> None:
    """This will pass for what can be kept, whatever it says. Raises Invalid("working.text")."""
    if len(text.encode()) > MAX_BYTES or "\0" in text:
        raise Invalid("working.text", most=MAX_BYTES, remedy="split the file; take out characters that nobody sees")


def _check_files(files: Mapping[str, str | None], held: set[str]) -> None:
    for path, text in files.items():
        check_path(path)
        if text is not None:
            check_text(text)
    if len(held | files.keys()) > MOST_FILES:
        raise Invalid("working.too_many_files", most=MOST_FILES, remedy="make two drafts of it")


@transaction.atomic
def draft_change(
    *, draft_id: UUID, files: Mapping[str, str | None], seen: Mapping[str, int] | None, what: str, actor: Actor,
    grants: Grants, place: str, now: datetime,
) -> int:  # fmt: skip
    """This will make files of a draft say something else (None: be taken out of the catalogue), and give the number of
    the step. `seen` are the steps of these files that whoever changes them has looked at; None: whatever they are.

    Raises NotFound("working.unknown"), Forbidden("authority.missing"), Refused("working.closed"),
    Invalid("working.path" | "working.text" | "working.too_many_files"), Conflict("working.changed_meanwhile") naming
    the files that somebody else has changed since.
    """
    check_editor(grants, place)
    row = _open_row(draft_id)
    held = rows.file_rows(draft_id)
    _check_files(files, set(held))
    if seen is not None:
        _check_seen(files, seen, held)
    changed = {path: text for path, text in files.items() if path not in held or held[path].text != text}
    if not changed:
        return row.step
    return rows.write_step(
        row, {path: (True, text) for path, text in changed.items()}, what=what, by=actor.id, now=now
    )  # fmt: skip


def _open_row(draft_id: UUID) -> DraftRow:
    row = rows.draft_row(draft_id, lock=True)
    if row.state != "open":
        raise Refused("working.closed", state=row.state, remedy="begin another draft")
    return row


def _check_seen(files: Mapping[str, str | None], seen: Mapping[str, int], held: Mapping[str, FileRow]) -> None:
    stale = [path for path in files if (held[path].step if path in held else 0) != seen.get(path, 0)]
    if stale:
        raise Conflict("working.changed_meanwhile", files=stale, remedy="look at what was changed, then try again")


@transaction.atomic
def draft_restore(
    *, draft_id: UUID, number: int, seen: int, actor: Actor, grants: Grants, place: str, now: datetime
) -> int:
    """This will let a draft be what it was after a step, as a further step: that can be undone, too.

    Raises as `draft_change`, Conflict("working.changed_meanwhile") when it was changed since step `seen`,
    NotFound("working.no_step").
    """
    check_editor(grants, place)
    row = _open_row(draft_id)
    if row.step != seen:
        raise Conflict("working.changed_meanwhile", files=[], remedy="look at what was changed, then try again")
    if not rows.oldest_step(draft_id, row.step) <= number <= row.step:
        raise NotFound("working.no_step", number=number, remedy="choose one from the history of the draft")
    then, held = rows.files_at(draft_id, number), rows.file_rows(draft_id)
    changes: dict[str, tuple[bool, str | None]] = {
        path: (True, text) for path, text in then.items() if path not in held or held[path].text != text
    }
    changes |= dict.fromkeys(held.keys() - then.keys(), (False, None))
    return rows.write_step(row, changes, what=f"restored {number}", by=actor.id, now=now) if changes else row.step


@transaction.atomic
def draft_drop(*, draft_id: UUID, path: str, seen: int, actor: Actor, grants: Grants, place: str, now: datetime) -> int:
    """This will take a file out of a draft: what the base says of it stands again. Raises as `draft_change`."""
    check_editor(grants, place)
    row, held = _open_row(draft_id), rows.file_rows(draft_id)
    if path not in held:
        raise NotFound("working.no_file", remedy="choose one from the files of the draft")
    _check_seen({path: None}, {path: seen}, held)
    return rows.write_step(row, {path: (False, None)}, what="dropped", by=actor.id, now=now)


@transaction.atomic
def draft_discard(*, draft_id: UUID, actor: Actor, grants: Grants, place: str, now: datetime) -> None:
    """This will put a draft away; its steps stay until it is forgotten. Raises as `draft_change`."""
    check_editor(grants, place)
    _open_row(draft_id)
    WorkingDraft.objects.filter(id=draft_id).update(state="discarded", changed_by=actor.id, changed_at=now)


@transaction.atomic
def draft_reopen(*, draft_id: UUID, actor: Actor, grants: Grants, place: str, now: datetime) -> None:
    """This will take a discarded or proposed draft up again, as it is. Raises as `draft_change`."""
    check_editor(grants, place)
    rows.draft_row(draft_id, lock=True)
    WorkingDraft.objects.filter(id=draft_id).update(state="open", proposal=None, changed_by=actor.id, changed_at=now)


@transaction.atomic
def draft_name(*, draft_id: UUID, name: str, grants: Grants, place: str) -> None:
    """This will call a draft something else. Raises as `draft_change`, Invalid("working.name")."""
    check_editor(grants, place)
    _open_row(draft_id)
    WorkingDraft.objects.filter(id=draft_id).update(name=checked_name(name))


@transaction.atomic
def draft_sample(*, draft_id: UUID, sample: Mapping[str, object], grants: Grants, place: str) -> None:
    """This will keep the matter, place, day and answers that the plan beside a draft is made for."""
    check_editor(grants, place)
    _open_row(draft_id)
    WorkingDraft.objects.filter(id=draft_id).update(sample=dict(sample))


@transaction.atomic
def draft_move(*, draft_id: UUID, base: int, actor: Actor, grants: Grants, place: str, now: datetime) -> int:
    """This will put a draft on top of the newest release, which must still be `base`. What both changed stays as the
    draft has it, so look at the comparison. Raises as `draft_change`, Conflict("catalogue.published_meanwhile")."""
    check_editor(grants, place)
    row = _open_row(draft_id)
    if store.newest_number() != base:
        raise Conflict("catalogue.published_meanwhile", remedy="look at what was published, then try again")
    return rows.write_step(row, {}, what="moved", by=actor.id, now=now, base=base)


def changed_in_both(draft: Draft, newest: str) -> list[str]:
    """This will name the files of a draft that were published anew since its base, or taken out."""
    old, new = draft.base.by_path(), base_of(newest).by_path()
    digest = {path: (old[path].digest if path in old else "", new[path].digest if path in new else "")
              for path in draft.files}  # fmt: skip
    return [path for path, (before, after) in digest.items() if before != after]
