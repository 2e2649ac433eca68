"""Searching for matches, and deciding about them. Each service is one transaction; each decision is an event."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.list_queries import all_listed, list_of, listed_by_code
from yici.domain.authority import Grants
from yici.domain.error import Conflict, Invalid, NotFound
from yici.domain.event import Actor
from yici.domain.local_list import LocalList
from yici.domain.matching import Decision, Matcher, basics_of, moved
from yici.ledger.services import Entry, append, lock, new_head
from yici.lists import match_record, store
from yici.lists.models import Match
from yici.lists.queries import RIGHT, basis_of

MOST_AT_ONCE: Final = 100
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of a place's list by its code, and a basic item."""

    code: str
    item: str


def matches_search(*, now: datetime) -> list[LocalList]:
    """This will compare every list with the basic items, unless that was done since either changed; it says which."""
    known = catalogue_queries.current()
    wanted = [head for head in known.lists.values() if store.searched(basis_of(head)) is None]
    if wanted:
        matcher = Matcher(basics_of(known))
        for head in wanted:
            _search(head, matcher, now)
    return wanted


def _search(head: LocalList, matcher: Matcher, now: datetime) -> None:
    found = {one.code: matcher.candidates(one.name, one.code) for one in all_listed(head)}
    some = {code: candidates for code, candidates in found.items() if candidates}
    store.keep_search(basis_of(head), head.place, some, len(found), now)


@transaction.atomic
def match_decide(
    *, match_id: UUID, place: str, pair: Pair, decision: Decision, actor: Actor, grants: Grants, now: datetime
) -> UUID:
    """This will record that an item of a place's list is a basic item, or is not. `match_id` is for a pair that is new.

    Raises Forbidden, NotFound for either item, Conflict when somebody decided about the pair before.
    """
    return _decide([pair], place, decision, lambda: match_id, actor=actor, grants=grants, now=now, batch=None)[0]


@transaction.atomic
def matches_confirm(
    *, place: str, pairs: Iterable[Pair], batch: UUID, ids: Callable[[], UUID], actor: Actor, grants: Grants,
    now: datetime,
) -> int:  # fmt: skip
    """This will confirm pairs together, all or none: only such as have the same code or name and no rival.

    `batch` names what was decided together, so that it can be taken back together. Raises Invalid("match.not_exact")
    and what `match_decide` raises.
    """
    wanted = list(dict.fromkeys(pairs))
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise Invalid("match.too_many", most=MOST_AT_ONCE, remedy="choose at least one and no more than these")
    basis = basis_of(list_of(place))
    plain = {(row[0], row[1]) for row in store.exact_proposals(basis, place, limit=10 * MOST_AT_ONCE)}
    if odd := [pair for pair in wanted if (pair.code, pair.item) not in plain]:
        raise Invalid("match.not_exact", code=odd[0].code, item=odd[0].item, remedy="decide about this pair by itself")
    return len(_decide(wanted, place, "confirmed", ids, actor=actor, grants=grants, now=now, batch=batch))


def _decide(
    pairs: list[Pair], place: str, decision: Decision, ids: Callable[[], UUID], *, actor: Actor, grants: Grants,
    now: datetime, batch: UUID | None,
) -> list[UUID]:  # fmt: skip
    grants.check(RIGHT, None, place, None)
    head, items = list_of(place), catalogue_queries.current().items
    listed = listed_by_code(head, {pair.code for pair in pairs})
    made = []
    for pair in pairs:
        if pair.code not in listed:
            raise NotFound("listed.unknown", code=pair.code, remedy="take a code from the list of the place")
        if pair.item not in items:
            raise NotFound("item.unknown", given=pair.item, remedy="take the id of a published item")
        match = store.match_of(place, pair.code, pair.item) or Match(
            id=ids(), place=place, code=pair.code, item=pair.item, standing="open"
        )
        match.name, match.item_name, match.batch = listed[pair.code].name, items[pair.item].name, batch
        proposed = store.proposal(basis_of(head), pair.code, pair.item)
        match.score = proposed[2] if proposed else None
        match.reasons = [reason.code for reason in store.reasons_of(proposed[5])] if proposed else []
        made.append(_step(match, decision, match_record.decided_body, actor, now))
    return made


@transaction.atomic
def match_withdraw(*, place: str, pair: Pair, actor: Actor, grants: Grants, now: datetime) -> None:
    """This will take a decision back; both stay on the record. Raises Forbidden, NotFound, Conflict("match.open")."""
    grants.check(RIGHT, None, place, None)
    match = store.match_of(place, pair.code, pair.item)
    if match is None:
        raise NotFound("match.unknown", code=pair.code, item=pair.item, remedy="nothing was decided about this pair")
    _step(match, WITHDRAWN, _nothing, actor, now)


@transaction.atomic
def matches_withdraw(*, place: str, batch: UUID, actor: Actor, grants: Grants, now: datetime) -> int:
    """This will take back what was decided together and still stands. Raises Forbidden, NotFound("match.unknown")."""
    grants.check(RIGHT, None, place, None)
    together = store.in_batch(place, batch)
    if not together:
        raise NotFound("match.unknown", batch=str(batch), remedy="it was taken back already")
    for match in together:
        _step(match, WITHDRAWN, _nothing, actor, now)
    return len(together)


def _nothing(match: Match) -> dict[str, object]:
    return {}


def _step(
    match: Match, step: str, body: Callable[[Match], dict[str, object]], actor: Actor, now: datetime
) -> UUID:  # fmt: skip
    """One event and the row that follows from it. The head is locked first: of two at once one sees the other."""
    begins = match._state.adding  # noqa: SLF001 - Django's own way to tell a row that is not stored yet
    stream = new_head(match.id, match_record.KIND) if begins else lock([match.id])[match.id]
    if not begins:
        match.standing = store.standing_of(match.id)
    match.standing = moved(match.standing, step)  # type: ignore[arg-type]
    match.decided_by, match.decided_at = actor.id, now
    try:
        with transaction.atomic():
            match.save(force_insert=begins, force_update=not begins)
    except IntegrityError as error:
        raise Conflict("match.decided", remedy="somebody decided about this pair just now: look at it again") from error
    append(stream, [Entry(match_record.kind_of(step), now, body(match))], actor=actor, now=now, due=None)
    return match.id
