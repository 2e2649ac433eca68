"""Changing the definitions with four eyes: one editor proposes, another one releases or declines.

The two are different accounts (the database sees to it, too), and different people as far as it is known who they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.catalogue import queries, record, store
from yici.catalogue.reading import Reading, check_reads
from yici.catalogue.services import Published, check_sound, release_add
from yici.catalogue.store import ProposalRow
from yici.domain.authority import Grants
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day
from yici.domain.comparing import Difference, compare
from yici.domain.comparing.effects import Effects, Progress, effects_of
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger.services import Entry, append, lock, new_head
from yici.people.queries.accounts import same_person

ACTION: Final = "catalogue.publish"
MOST_CHARACTERS: Final = 1000


@dataclass(frozen=True, slots=True)
class Intended:
    """A change that somebody thinks of, with what it would change and do; nothing is stored yet."""

    reading: Reading
    base: int
    base_digest: str
    old: Catalogue
    differences: tuple[Difference, ...]
    effects: Effects


def change_prepare(*, reading: Reading, now: datetime, progress: Progress | None = None) -> Intended:
    """This will compare files with the newest release and plan what they touch. It takes its time and locks nothing.

    Raises Invalid("catalogue.unsound") with all faults, Refused("proposal.no_release") before the first release,
    Refused("proposal.no_change").
    """
    check_sound(reading)
    newest = store.newest()
    if newest is None:
        raise Refused("proposal.no_release", remedy="publish the first release: yici publish PATH")
    if store.digest_of(store.members_text(reading.files)) == newest[1]:
        raise Refused("proposal.no_change", release=newest[0], remedy="nothing is to be released")
    old = queries.refresh()
    effects = effects_of(old, reading.catalogue, start=legal_day(now), progress=progress)
    return Intended(reading, *newest, old, compare(old, reading.catalogue), effects)


@transaction.atomic
def proposal_make(
    *, proposal_id: UUID, change: Intended, note: str, actor: Actor, grants: Grants, place: str, now: datetime
) -> int:
    """This will store what is proposed, whole, and give the proposal's number.

    Raises Forbidden("authority.missing"), Invalid("proposal.note_length"), Conflict("catalogue.published_meanwhile")
    when the release that the change was compared with is no longer the newest.
    """
    check_editor(grants, place)
    _check_length(note)
    if store.newest_number() != change.base:
        raise Conflict("catalogue.published_meanwhile", remedy="look at what was published, then try again")
    digest = store.keep(change.reading.files, now=now)
    store.keep_effects(change.base_digest, digest, change.effects)
    number = store.add_proposal(
        stream=proposal_id, base=change.base, digest=digest, author=actor.id, note=note, now=now
    )
    body = {"number": number, "base": change.base, "digest": digest, "note": note}
    append(new_head(proposal_id, record.PROPOSAL), [Entry(record.MADE, now, body)], actor=actor, now=now, due=None)
    return number


def proposal_release(*, number: int, actor: Actor, grants: Grants, place: str, now: datetime) -> Published:
    """This will let what somebody else proposed be the newest release.

    Raises NotFound("proposal.unknown"), Forbidden("authority.missing"), Refused("proposal.own" | "proposal.closed" |
    "proposal.stale"), Invalid("catalogue.unsound") when what was sound is not so any more, Conflict when somebody
    published at the same time.
    """

    def publish(row: ProposalRow) -> tuple[int, Published]:
        newest = store.newest()
        if newest is None or newest[0] != row.base:
            raise Refused(
                "proposal.stale", base=row.base, newest=newest[0] if newest else 0,
                remedy="propose the files again on top of the newest release: yici publish PATH --by ACCOUNT",
            )  # fmt: skip
        reading = check_reads(store.reads(store.members(row.digest).values()))
        check_sound(reading)
        done = release_add(
            reading.files, newest, way="proposal", actor=actor, now=now, author=row.author, proposal=number
        )
        return done.number, done

    check_editor(grants, place)
    with transaction.atomic():
        done = _close(number, record.RELEASED, actor, now, theirs=True, publish=publish)
    queries.refresh()
    return done


@transaction.atomic
def proposal_decline(*, number: int, reason: str, actor: Actor, grants: Grants, place: str, now: datetime) -> None:
    """This will close what somebody else proposed without releasing it, and tell why.

    Raises what `proposal_release` raises, Invalid("proposal.reason_missing" | "proposal.note_length").
    """
    check_editor(grants, place)
    if not reason.strip():
        raise Invalid("proposal.reason_missing", remedy="say why, so that it can be mended")
    _check_length(reason)
    _close(number, record.DECLINED, actor, now, theirs=True, reason=reason)


@transaction.atomic
def proposal_withdraw(*, number: int, actor: Actor, grants: Grants, place: str, now: datetime) -> None:
    """This will take one's own proposal back.

    Raises NotFound("proposal.unknown"), Forbidden("authority.missing"), Refused("proposal.not_own" |
    "proposal.closed").
    """
    check_editor(grants, place)
    _close(number, record.WITHDRAWN, actor, now, theirs=False)


def check_editor(grants: Grants, place: str) -> None:
    """This will pass for whoever may keep the definitions of the whole instance, which is `place` (empty: no place of
    its own). Raises Forbidden("authority.missing"): a right for one item or for a part of the place is not enough."""
    if place:
        grants.check(ACTION, None, place, None)
    elif not any(line.organisation is None and line.item is None for line in grants.scope(ACTION).lines):
        raise Forbidden("authority.missing", action=ACTION, place="", item="", remedy="ask for the role of an editor")


def is_editor(grants: Grants, place: str) -> bool:
    """This will say whether `check_editor` passes."""
    try:
        check_editor(grants, place)
    except Forbidden:
        return False
    return True


def _close(
    number: int, kind: str, actor: Actor, now: datetime, *, theirs: bool, reason: str = "",
    publish: Callable[[ProposalRow], tuple[int, Published]] | None = None,
) -> Published:  # fmt: skip
    """Lock, look, decide and record: of two who decide at once the second finds it closed."""
    found = store.proposal(number)
    if found is None:
        raise NotFound("proposal.unknown", number=number, remedy="choose one from yici proposals")
    head = lock([found.stream])[found.stream]
    row = store.proposal(number)
    if row is None or row.state != "open":
        state = row.state if row else ""
        raise Refused("proposal.closed", number=number, state=state, remedy="nothing is left to decide")
    _check_whose(row, actor, theirs=theirs)
    release, done = publish(row) if publish else (None, Published(row.base, (), (), ()))
    store.decide(number, state=kind.partition(".")[2], by=actor.id, reason=reason, release=release, now=now)
    body = {"release": release} if release else {"reason": reason} if reason else {}
    append(head, [Entry(kind, now, body)], actor=actor, now=now, due=None)
    return done


def _check_whose(row: ProposalRow, actor: Actor, *, theirs: bool) -> None:
    own = same_person(row.author, actor.id)
    if theirs and own:
        raise Refused(
            "proposal.own", number=row.number, remedy="let another editor look at it; your own you can withdraw"
        )
    if not theirs and row.author != actor.id:
        raise Refused("proposal.not_own", number=row.number, remedy="what somebody else proposed can be declined")


def _check_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Invalid("proposal.note_length", most=MOST_CHARACTERS, remedy="say it shorter")
