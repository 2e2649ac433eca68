"""A draft that leads back to what an earlier release said: proposed, looked at and published like every other."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yici.catalogue import store
from yici.catalogue.working.base import CLOSED, base_of, texts_of
from yici.catalogue.working.drafts import draft_change, draft_open
from yici.domain.authority import Grants
from yici.domain.error import NotFound
from yici.domain.event import Actor


@transaction.atomic
def draft_back(
    *, draft_id: UUID, name: str, release: int, actor: Actor, grants: Grants, place: str, now: datetime
) -> UUID:  # fmt: skip
    """This will begin a draft on the newest release whose files say what those of an earlier one said.

    Raises what `draft_open` and `draft_change` raise, NotFound("release.unknown").
    """
    draft_open(draft_id=draft_id, name=name, files={}, actor=actor, grants=grants, place=place, now=now)
    wanted = store.release(release)
    if wanted is None:
        raise NotFound("release.unknown", number=release, remedy="choose one of the releases")
    files = _differing(wanted.digest)
    if files:
        draft_change(
            draft_id=draft_id, files=files, seen=None, what="back", actor=actor, grants=grants, place=place, now=now
        )  # fmt: skip
    return draft_id


def _differing(digest: str) -> dict[str, str | None]:
    """The files of an earlier state that are others today, and those that it had not (None)."""
    newest = store.newest()
    assert newest is not None
    then, today = base_of(digest).by_path(), base_of(newest[1]).by_path()
    gone: dict[str, str | None] = {
        path: None for path, read in today.items() if path not in then and read.kind not in CLOSED
    }
    other = [
        read for path, read in then.items()
        if read.kind not in CLOSED and (path not in today or today[path].digest != read.digest)
    ]  # fmt: skip
    return gone | texts_of(other)
