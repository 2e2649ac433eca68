"""Working drafts of the definitions, for editors: read as files, taken in as files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.api.v1.writing import KEY, VERSION, idempotency_key, version_seen
from yici.catalogue.proposals import ACTION, check_editor
from yici.catalogue.services import NAMESPACE
from yici.catalogue.tree import MAX_BYTES
from yici.catalogue.working import rows
from yici.catalogue.working.base import LONGEST_PATH
from yici.catalogue.working.drafts import MOST_FILES, MOST_NAME, Draft, draft_change, draft_of, draft_open
from yici.domain.error import Conflict, NotFound
from yici.domain.fault import Fault

router = Router(tags=["working drafts"], auth=Token("catalogue:edit"))
Path = Annotated[str, Field(min_length=1, max_length=LONGEST_PATH)]
Text = Annotated[str, Field(max_length=MAX_BYTES)]
Files = Annotated[dict[Path, Text | None], Field(max_length=MOST_FILES)]
STATES: Final = ("open", "proposed", "discarded")


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft; `base` is the number of the release under it, `step` that of its last change, which is its ETag."""

    id: UUID
    name: str
    state: str
    base: int
    step: int
    changed_at: datetime
    proposal: int | None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One page of drafts, the last changed first; `next` as in other lists."""

    items: list[DraftLine]
    next: str | None


@dataclass(frozen=True, slots=True)
class DraftShown:
    """One draft with its files by path (null: taken out of the catalogue), and everything that is wrong in them."""

    draft: DraftLine
    files: dict[str, str | None]
    sound: bool
    faults: tuple[Fault, ...]


class DraftIn(BaseModel):
    """A new draft: its name, and the files that it changes, by path."""

    model_config = STRICT
    name: Annotated[str, Field(min_length=1, max_length=MOST_NAME)]
    files: Files = Field(default_factory=dict)


class FilesIn(BaseModel):
    """Files of a draft by path; null takes a definition out of the catalogue."""

    model_config = STRICT
    files: Annotated[Files, Field(min_length=1)]


DRAFTS, DRAFT = Answer[DraftPage](DraftPage), Answer[DraftShown](DraftShown, headers=("ETag",))
MADE = Answer[DraftShown](DraftShown, 201, ("ETag", "Location"), "Begun")


@router.get("/working-drafts", summary="List working drafts")
@says(DRAFTS)
def drafts(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List the drafts of definitions, the last changed first, to editors of this instance."""
    check_editor(caller(request).grants, settings.YICI_PLACE)
    behind = read_cursor(cursor, datetime.fromisoformat)
    lines = [_line(row) for row in rows.draft_rows(STATES, behind[0] if behind else None, limit)]
    return DRAFTS(DraftPage(lines, following(lines, limit, lambda line: (line.changed_at.isoformat(),))))


@router.get("/working-drafts/{draft_id}", summary="Give one working draft")
@says(DRAFT, finds=True)
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Give one draft with its files as they are written and everything that is wrong in them."""
    return _answer(DRAFT, _draft(caller(request), draft_id))


@router.post("/working-drafts", summary="Begin a working draft")
@says(MADE, needs=(KEY,))
def begin(request: HttpRequest, body: json_body(DraftIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Begin a draft on the newest release, with files that may hold faults: they are named in the answer. The same
    request under the same key gives the same draft."""
    who = caller(request)
    key = idempotency_key(request, who.actor.id)
    draft_id = uuid5(NAMESPACE, f"{key.scope} {key.key} {key.request_hash.hex()}")
    try:
        found = _draft(who, draft_id)
    except NotFound:
        draft_open(
            draft_id=draft_id, name=body.name, files=body.files, actor=who.acting(ACTION), grants=who.grants,
            place=settings.YICI_PLACE, now=who.now,
        )  # fmt: skip
        found = _draft(who, draft_id)
    return _answer(MADE, found, Location=f"/api/v1/working-drafts/{draft_id}")


@router.put("/working-drafts/{draft_id}/files", summary="Change files of a working draft")
@says(DRAFT, needs=(KEY, VERSION), finds=True)
def change(request: HttpRequest, draft_id: UUID, body: json_body(FilesIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Make files of a draft say something else, as it stands at the step of If-Match. What they say already is no
    change, so the same request may come again."""
    who = caller(request)
    idempotency_key(request, who.actor.id)
    seen, found = version_seen(request), _draft(who, draft_id)
    held = found.texts()
    if all(path in held and held[path] == text for path, text in body.files.items()):
        return _answer(DRAFT, found)
    if found.row.step != seen:
        raise Conflict("working.changed_meanwhile", files=sorted(held), remedy="read the draft again, then change it")
    draft_change(
        draft_id=draft_id, files=body.files, seen={path: found.step_of(path) for path in body.files}, what="import",
        actor=who.acting(ACTION), grants=who.grants, place=settings.YICI_PLACE, now=who.now,
    )  # fmt: skip
    return _answer(DRAFT, _draft(who, draft_id))


def _draft(who: Caller, draft_id: UUID) -> Draft:
    return draft_of(draft_id=draft_id, grants=who.grants, place=settings.YICI_PLACE)


def _answer(answer: Answer[DraftShown], found: Draft, **headers: str) -> HttpResponse:
    told = found.judged()
    shown = DraftShown(_line(found.row), found.texts(), told.sound, (*told.own, *told.others))
    return answer(shown, ETag=f'"{found.row.step}"', **headers)


def _line(row: rows.DraftRow) -> DraftLine:
    return DraftLine(row.id, row.name, row.state, row.base, row.step, row.changed_at, row.proposal)
