"""Statements over proposals and matches."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from yici.domain.matching import Candidate, tied
from yici.domain.reason import Reason
from yici.lists.models import Match, Proposal, Search

BATCH: Final = 2000
PROPOSAL: Final = ("code", "item", "score", "exact", "tied", "reasons")
MATCH: Final = (
    "id", "place", "code", "item", "standing", "name", "item_name", "score", "batch", "decided_by", "decided_at",
)  # fmt: skip
Key = tuple[int, str, str]
Row = tuple[Any, ...]


def searched(basis: str) -> tuple[int, int] | None:
    """This will give how many items were compared and how many of them nothing is proposed for; None before that."""
    return Search.objects.filter(basis=basis).values_list("items", "unmatched").first()


@transaction.atomic
def keep_search(
    basis: str, place: str, found: dict[str, tuple[Candidate, ...]], items: int, now: datetime
) -> None:  # fmt: skip
    """This will keep what a search proposes, in the stead of what an older search of the same place proposed.

    Of two that search at once one keeps the search, and both would have kept the same.
    """
    search, made = Search.objects.get_or_create(
        basis=basis, defaults={"place": place, "items": items, "unmatched": items - len(found), "made_at": now}
    )
    if not made:
        return
    older = Search.objects.filter(place=place).exclude(basis=search.basis)
    Proposal.objects.filter(basis__in=list(older.values_list("basis", flat=True))).delete()
    older.delete()
    Proposal.objects.bulk_create(_proposals(basis, found), batch_size=BATCH)


def _proposals(basis: str, found: dict[str, tuple[Candidate, ...]]) -> Iterable[Proposal]:
    for code, candidates in found.items():
        best, equal = candidates[0].score, tied(candidates)
        for one in candidates:
            yield Proposal(
                basis=basis, code=code, item=one.item, score=one.score, exact=one.exact,
                tied=equal and one.score == best,
                reasons=json.dumps([[reason.code, reason.params] for reason in one.reasons], ensure_ascii=False),
            )  # fmt: skip


def reasons_of(text: str) -> tuple[Reason, ...]:
    """This will read the reasons of a proposal back."""
    return tuple(Reason(code, params) for code, params in json.loads(text))


def open_proposals(basis: str, place: str, after: Key | None, limit: int) -> list[Row]:
    """This will read one page of what nobody has decided about yet, the surest first."""
    return _page(_open(basis, place), after, limit)


def exact_proposals(basis: str, place: str, limit: int) -> list[Row]:
    """This will read what is plain and not tied and nobody has decided about yet."""
    return _page(_open(basis, place).filter(exact=True, tied=False), None, limit)


def _open(basis: str, place: str) -> QuerySet[Proposal]:
    decided = Match.objects.filter(place=place, code=OuterRef("code"), item=OuterRef("item")).exclude(standing="open")
    return Proposal.objects.filter(~Exists(decided), basis=basis)


def _page(proposals: QuerySet[Proposal], after: Key | None, limit: int) -> list[Row]:
    if after:
        score, code, item = after
        same = Q(score=score, code__gt=code) | Q(score=score, code=code, item__gt=item)
        proposals = proposals.filter(Q(score__lt=score) | same, score__lte=score)
    return list(proposals.order_by("-score", "code", "item").values_list(*PROPOSAL)[:limit])


def proposal(basis: str, code: str, item: str) -> Row | None:
    """This will read what is proposed about a pair."""
    return Proposal.objects.filter(basis=basis, code=code, item=item).values_list(*PROPOSAL).first()


def proposed_codes(basis: str, codes: Sequence[str]) -> set[str]:
    """This will say for which of these codes something is proposed."""
    return set(Proposal.objects.filter(basis=basis, code__in=codes).values_list("code", flat=True))


def match_of(place: str, code: str, item: str) -> Match | None:
    """This will read the match of a pair, of which no one has decided before when it is None."""
    return Match.objects.filter(place=place, code=code, item=item).first()


def decided(place: str, before: tuple[datetime, UUID] | None, limit: int) -> list[Row]:
    """This will read one page of the decisions at a place, the newest first."""
    rows = Match.objects.filter(place=place).exclude(standing="open")
    if before:
        moment, last = before
        rows = rows.filter(Q(decided_at__lt=moment) | Q(decided_at=moment, id__gt=last))
    return list(rows.order_by("-decided_at", "id").values_list(*MATCH)[:limit])


def confirmed_for(place: str, codes: Sequence[str] | None) -> list[tuple[str, str]]:
    """This will read the confirmed pairs at a place: of these codes, or of all."""
    rows = Match.objects.filter(place=place, standing="confirmed")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    return list(rows.order_by("code", "item").values_list("code", "item"))


def confirmed_at(places: Sequence[str]) -> list[tuple[str, str, str]]:
    """This will read the confirmed pairs at several places."""
    rows = Match.objects.filter(place__in=places, standing="confirmed")
    return list(rows.order_by("place", "code", "item").values_list("place", "code", "item"))


def confirmed_of(item: str, limit: int) -> list[Row]:
    """This will read at which places which items of the list carry a basic item out."""
    rows = Match.objects.filter(item=item, standing="confirmed")
    return list(rows.order_by("place", "code").values_list(*MATCH)[:limit])


def in_batch(place: str, batch: UUID) -> list[Match]:
    """This will read what was decided together and still stands."""
    return list(Match.objects.filter(place=place, batch=batch).exclude(standing="open").order_by("id"))


def standing_of(match: UUID) -> str:
    """This will read how a match stands, for whoever holds the lock of its stream."""
    return str(Match.objects.values_list("standing", flat=True).get(id=match))
