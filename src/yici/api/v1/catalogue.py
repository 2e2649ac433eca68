"""Reading what is published: matters, items, places; and planning."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, Published, published, says
from yici.api.auth import asked_at
from yici.api.bodies import STRICT, json_body
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.api.v1.shapes import BundleLine, BundlePage, BundleShown, ItemShown, PlacePage, PlanShown
from yici.catalogue import queries as catalogue
from yici.domain.catalogue import questions_of
from yici.domain.commitment import to_sign
from yici.domain.error import NotFound
from yici.domain.plan import Plan
from yici.domain.policy import LEVERS, Holdings, Lever, Policy
from yici.intake.services import plan_make
from yici.people.queries import PlaceRow, children, place

router = Router(tags=["catalogue"])
DIGITS: Final = r"^[1-9][0-9]{11}$"
LONGEST_ID: Final = 100
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]
Id = Annotated[str, Path(..., min_length=1, max_length=LONGEST_ID)]
Code = Annotated[str, Field(pattern=DIGITS, description="twelve digits")]
Choice = Annotated[str, Field(max_length=200)]
Number = Annotated[int, Field(ge=-(10**12), le=10**12)]
GuideAnswer = bool | Number | Choice | Annotated[list[Choice], Field(max_length=100)]
NOON_AT_UTC = time(4)
BUNDLES, BUNDLE = Published[BundlePage](BundlePage), Published[BundleShown](BundleShown)
ITEM, PLACES, PLACE = Published[ItemShown](ItemShown), Published[PlacePage](PlacePage), Published[PlaceRow](PlaceRow)
PLAN = Answer[PlanShown](PlanShown)


class Wish(BaseModel):
    """What somebody wants to do, and where. `answers` are choices of the guide, never personal data."""

    model_config = STRICT
    bundle: Name
    place: Code
    answers: Annotated[dict[Name, GuideAnswer], Field(max_length=200)] = {}


class HoldingsIn(BaseModel):
    """What need not be asked, to see what it would change: ids of licences, registers and elements."""

    model_config = STRICT
    licences: Annotated[list[Name], Field(max_length=100)] = []
    registers: Annotated[list[Name], Field(max_length=100)] = []
    elements: Annotated[list[Name], Field(max_length=500)] = []


class PlanIn(Wish):
    """What to plan. `off` switches reforms off, to see what each is worth; `start` is the day of handing in."""

    holdings: HoldingsIn = HoldingsIn()
    off: Annotated[list[Lever], Field(max_length=len(LEVERS))] = []
    start: Annotated[date | None, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))] = None


@router.get("/bundles", summary="List the matters")
@says(BUNDLES)
def bundles(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List what people can come with, by id."""
    known = catalogue.current().bundles
    behind = read_cursor(cursor, str)
    ids = sorted(one for one in known if behind is None or one > behind[0])[:limit]
    lines = [BundleLine(b.id, b.name, b.name_en, b.level) for b in map(known.__getitem__, ids)]
    return BUNDLES(BundlePage(lines, following(lines, limit, lambda line: (line.id,))))


@router.get("/bundles/{bundle}", summary="Give one matter")
@says(BUNDLE, finds=True)
def bundle_one(request: HttpRequest, bundle: Id) -> HttpResponse:
    """Give one matter with its items, questions, sources and gaps."""
    return _written("bundle", bundle, _bundle)


@router.get("/items/{item}", summary="Give one item")
@says(ITEM, finds=True)
def item_one(request: HttpRequest, item: Id) -> HttpResponse:
    """Give one item with every claim and its source; what is unknown says so."""
    return _written("item", item, _item)


def _written(kind: str, name: str, write: Callable[[str], bytes]) -> HttpResponse:
    if f"{kind}:{name}" not in catalogue.current().digests:
        raise NotFound(f"{kind}.unknown", remedy="take an id from the list of matters")
    return published(_kept(catalogue.state(), name, write))


@lru_cache(maxsize=256)
def _kept(state: str, name: str, write: Callable[[str], bytes]) -> bytes:
    # Not by the digest of the one definition: a matter shows the questions of its items, which change without it.
    return write(name)


def _bundle(name: str) -> bytes:
    known = catalogue.current()
    asked = list(questions_of(known, known.bundles[name]))
    return BUNDLE.adapter.dump_json(BundleShown(known.bundles[name], asked, known.digests[f"bundle:{name}"]))


def _item(name: str) -> bytes:
    known = catalogue.current()
    return ITEM.adapter.dump_json(ItemShown(known.items[name], known.digests[f"item:{name}"]))


@router.get("/places", summary="List places")
@says(PLACES, finds=True)
def place_list(
    request: HttpRequest,
    parent: Annotated[str | None, Query(None, pattern=DIGITS, description="a place's code")] = None,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """List what lies right below a place, by code; without `parent` the provinces."""
    behind = read_cursor(cursor, str)
    rows = children(parent, behind[0] if behind else "", limit)
    return PLACES(PlacePage(rows, following(rows, limit, lambda row: (row.code,))))


@router.get("/places/{code}", summary="Give one place")
@says(PLACE, finds=True)
def place_one(request: HttpRequest, code: Annotated[str, Path(..., pattern=DIGITS)]) -> HttpResponse:
    """Give one place by its code."""
    return PLACE(place(code))


@router.post("/plans", summary="Compute a plan")
@says(PLAN, finds=True)
def plan_one(request: HttpRequest, body: json_body(PlanIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Compute a plan: items, form, materials, graph, schedule, visits, savings, each line with its reasons.

    Nothing is kept, so no idempotency key is needed.
    """
    asked: PlanIn = body
    start = datetime.combine(asked.start, NOON_AT_UTC, UTC) if asked.start else asked_at(request)
    held = asked.holdings
    plan = planned(
        asked,
        start,
        Holdings(frozenset(held.licences), frozenset(held.registers), frozenset(held.elements)),
        Policy(**{lever: lever not in asked.off for lever in LEVERS}),
    )
    return PLAN(PlanShown(plan, to_sign(plan)))


def planned(wish: Wish, now: datetime, holdings: Holdings | None = None, policy: Policy | None = None) -> Plan:
    """This will compute the plan of a wish. Raises NotFound and Invalid as the planner does."""
    answers = {name: tuple(value) if isinstance(value, list) else value for name, value in wish.answers.items()}
    return plan_make(
        bundle=wish.bundle,
        place=_known_place(wish.place),
        answers=answers,
        now=now,
        holdings=holdings or Holdings(),
        policy=policy or Policy(),
    )


@lru_cache(maxsize=8192)
def _known_place(code: str) -> str:
    # A code that exists is never deleted, so a process asks for it once; one that does not raises and is not kept.
    return place(code).code
