"""What a draft does to all matters, worked out beside the requests; and proposing a draft once that is known."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yici.catalogue import store
from yici.catalogue.models import WantedEffects, WorkingDraft
from yici.catalogue.proposals import Intended, check_editor, proposal_make
from yici.catalogue.services import check_sound
from yici.catalogue.working.drafts import Draft, draft_of
from yici.catalogue.working.rows import draft_row, file_rows
from yici.domain.authority import Grants
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day
from yici.domain.comparing import compare
from yici.domain.comparing.effects import Effects, effects_of
from yici.domain.error import Conflict, Refused, YiciError
from yici.domain.event import Actor

LEASE: Final = timedelta(minutes=5)
MOST_TRIES: Final = 3
FAILED: Final = "working.effects_failed"


def effects_ask(*, draft_id: UUID, step: int, grants: Grants, place: str, now: datetime) -> None:
    """This will have the effects of a draft worked out as it stands at a step.

    Raises NotFound("working.unknown"), Forbidden("authority.missing"), Refused("working.closed"),
    Invalid("catalogue.unsound"), Conflict("working.changed_meanwhile").
    """
    draft = draft_of(draft_id=draft_id, grants=grants, place=place)
    if draft.row.state != "open":
        raise Refused("working.closed", state=draft.row.state, remedy="begin another draft")
    if draft.row.step != step:
        raise Conflict("working.changed_meanwhile", files=[], remedy="look at what was changed, then try again")
    check_sound(draft.judged().reading)
    fresh = {"step": step, "asked_at": now, "leased_until": None, "tries": 0, "done": 0, "of": 0, "fault": ""}
    WantedEffects.objects.update_or_create(draft=draft_id, defaults=fresh)


def effects_known(draft: Draft) -> Effects | None:
    """This will give the effects of a draft as it stands, if they were worked out."""
    return store.effects(draft.digest, draft.judged().digest)


def effects_progress(draft: Draft) -> tuple[int, int, str] | None:
    """This will say how far the effects of a draft as it stands are: done, of how many, and what stopped it; None when
    nobody asked for them."""
    wanted = WantedEffects.objects.filter(draft=draft.row.id, step=draft.row.step)
    return wanted.values_list("done", "of", "fault").first()


def effects_untouched(draft: Draft) -> datetime | None:
    """This will give the moment at which the effects were asked for, where no worker has taken them up since."""
    wanted = WantedEffects.objects.filter(draft=draft.row.id, step=draft.row.step, tries=0, fault="")
    return wanted.values_list("asked_at", flat=True).first()


def effects_waiting(now: datetime) -> bool:
    """This will say whether effects wait to be worked out."""
    return _left(now).exists()


def _left(now: datetime) -> "QuerySet[WantedEffects]":
    return WantedEffects.objects.filter(Q(leased_until=None) | Q(leased_until__lte=now), fault="")


def effects_run(*, now: datetime) -> UUID | None:
    """This will work out what waits longest, and name the draft; None when nothing waits.

    1. take it for a while, 2. read the draft as it stands, 3. plan every touched matter, 4. keep what came of it.
    """
    wanted = _claimed(now)
    if wanted is None:
        return None
    mine = WantedEffects.objects.filter(draft=wanted.draft, step=wanted.step)
    try:
        _work_out(wanted.draft, now)
    except YiciError:
        mine.update(fault=FAILED)
    except BaseException:
        mine.update(leased_until=None)
        raise
    else:
        mine.delete()
    return wanted.draft


@transaction.atomic
def _claimed(now: datetime) -> WantedEffects | None:
    row = _left(now).select_for_update(skip_locked=True).order_by("asked_at").first()
    if row is None:
        return None
    if row.tries >= MOST_TRIES:
        WantedEffects.objects.filter(draft=row.draft).update(fault=FAILED)
        return _claimed(now)
    WantedEffects.objects.filter(draft=row.draft).update(leased_until=now + LEASE, tries=row.tries + 1)
    return row


def _work_out(draft_id: UUID, now: datetime) -> None:
    row = draft_row(draft_id)
    release = store.release(row.base)
    if release is None:
        raise Refused("working.closed", state=row.state, remedy="begin another draft")
    draft = Draft(row, file_rows(draft_id), release.digest)
    found = draft.judged()
    check_sound(found.reading)

    def told(done: int, of: int) -> None:
        WantedEffects.objects.filter(draft=draft_id).update(done=done, of=of)

    effects = effects_of(_old(draft), found.catalogue, start=legal_day(now), progress=told)
    store.keep_effects(draft.digest, found.digest, effects)


def _old(draft: Draft) -> Catalogue:
    return store.load(read.digest for read in draft.base.reads)


def draft_propose(
    *, draft_id: UUID, proposal_id: UUID, step: int, note: str, actor: Actor, grants: Grants, place: str, now: datetime
) -> int:
    """This will propose a draft as it stands at a step, and give the number of the proposal.

    Raises what `proposal_make` raises, Conflict("working.changed_meanwhile"), Refused("proposal.no_change" |
    "working.closed" | "working.no_effects" | "proposal.stale").
    """
    check_editor(grants, place)
    with transaction.atomic():
        draft_row(draft_id, lock=True)
        draft = draft_of(draft_id=draft_id, grants=grants, place=place)
        _check_ready(draft, step)
        effects = effects_known(draft)
        if effects is None:
            raise Refused("working.no_effects", remedy="let the effects be worked out first")
        found, old = draft.judged(), _old(draft)
        change = Intended(
            found.reading, draft.row.base, draft.digest, old, compare(old, found.catalogue), effects
        )  # fmt: skip
        number = proposal_make(
            proposal_id=proposal_id, change=change, note=note, actor=actor, grants=grants, place=place, now=now
        )
        WorkingDraft.objects.filter(id=draft_id).update(
            state="proposed", proposal=number, changed_by=actor.id, changed_at=now
        )
    return number


def _check_ready(draft: Draft, step: int) -> None:
    if draft.row.state != "open":
        raise Refused("working.closed", state=draft.row.state, remedy="begin another draft")
    if draft.row.step != step:
        raise Conflict("working.changed_meanwhile", files=[], remedy="look at what was changed, then try again")
    newest = store.newest_number()
    if newest != draft.row.base:
        remedy = "put the draft on top of the newest release, look at it, then propose it"
        raise Refused("proposal.stale", base=draft.row.base, newest=newest, remedy=remedy)
    found = draft.judged()
    check_sound(found.reading)
    if found.digest == draft.digest:
        raise Refused("proposal.no_change", release=draft.row.base, remedy="nothing is to be released")
