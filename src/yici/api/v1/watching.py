"""Watching over the API: supervision cards and bad ratings, each list filtered by right inside its query."""

from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor, read_moment
from yici.cases.cards import CardRow, CardState, cards, cards_sent
from yici.cases.queries import Reader
from yici.cases.ratings import RatingRow, bad_ratings

router = Router(tags=["watching"])
READ = Token("case:read")


@dataclass(frozen=True, slots=True)
class CardPage:
    """One page of cards, the newest first; `next` as in other lists."""

    items: list[CardRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class RatingPage:
    """One page of bad ratings, the newest first; `next` as in other lists."""

    items: list[RatingRow]
    next: str | None


CARDS, RATINGS = Answer[CardPage](CardPage), Answer[RatingPage](RatingPage)
Side = Annotated[
    Literal["watching", "answering", "sent"],
    Query("watching", description="as who watches a place, as the unit that is to answer, or as who sent them"),
]
Answered = Annotated[CardState | None, Query(None, description="only cards that wait, or only answered ones")]
ACTIONS = {"watching": "card.issue", "answering": "card.answer"}


@router.get("/cards", auth=READ, summary="List supervision cards")
@says(CARDS)
def cards_listed(
    request: HttpRequest, side: Side = "watching", state: Answered = None, cursor: Cursor = None, limit: Limit = MOST
) -> HttpResponse:
    """List the cards of the places that the caller watches, those sent to the caller's unit, or those that the caller
    sent, the newest first."""
    who, behind = caller(request), read_cursor(cursor, read_moment, str)
    after, reader = (behind[0], behind[1]) if behind else None, Reader(who.actor, who.now)
    if side == "sent":
        rows = cards_sent(sender=who.actor.id, state=state, after=after, limit=limit, reader=reader)
    else:
        rows = cards(
            grants=who.grants, action=ACTIONS[side], state=state, after=after, limit=limit, reader=reader
        )  # fmt: skip
    return CARDS(CardPage(rows, following(rows, limit, lambda row: (row.issued_at.isoformat(), row.id))))


@router.get("/ratings", auth=READ, summary="List bad ratings")
@says(RATINGS)
def ratings(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List the ratings 4 and 5 (GB/T 39046) within the caller's reach with the bodies that handled the matter."""
    who, behind = caller(request), read_cursor(cursor, read_moment, UUID)
    after = (behind[0], behind[1]) if behind else None
    rows = bad_ratings(grants=who.grants, after=after, limit=limit, reader=Reader(who.actor, who.now))
    return RATINGS(RatingPage(rows, following(rows, limit, lambda row: (row.rated_at.isoformat(), row.case))))
