"""Reading what is published: matters, items, places; and planning."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import TypeAdapter

from yici.api.auth import caller
from yici.catalogue import queries as catalogue
from yici.domain.bundle import Bundle
from yici.domain.catalogue import questions_of
from yici.domain.error import NotFound
from yici.domain.item import Item
from yici.domain.plan import Plan
from yici.domain.policy import LEVERS, Holdings, Policy
from yici.intake.services import plan_make
from yici.people.queries import children, place

router = Router(tags=["catalogue"])
ITEM: TypeAdapter[Item] = TypeAdapter(Item)
BUNDLE: TypeAdapter[Bundle] = TypeAdapter(Bundle)
PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
Answer = str | bool | int | list[str]
Code = Annotated[str, Field(pattern=r"^\d{12}$")]


class HoldingsIn(Schema):
    """What need not be asked."""

    model_config = {"extra": "forbid"}
    licences: list[str] = []
    registers: list[str] = []
    elements: list[str] = []


class PlanIn(Schema):
    """What to plan. `answers` are choices of the guide, never personal data; `off` switches reforms off."""

    model_config = {"extra": "forbid"}
    bundle: str
    place: Code
    answers: Annotated[dict[str, Answer], Field(max_length=200)] = {}
    holdings: HoldingsIn = HoldingsIn()
    off: list[str] = []
    start: date | None = None


@router.get("/bundles")
def bundles(request: HttpRequest) -> Any:
    """List the matters."""
    known = catalogue.current()
    return {
        "items": [{"id": b.id, "name": b.name, "name_en": b.name_en, "level": b.level} for b in known.bundles.values()]
    }


@router.get("/bundles/{bundle}")
def bundle_one(request: HttpRequest, bundle: str) -> Any:
    """Give one matter with its questions, sources and gaps."""
    known = catalogue.current()
    found = known.bundles.get(bundle)
    if found is None:
        raise NotFound("bundle.unknown", bundle=bundle, remedy="see /bundles")
    asked = questions_of(known, found)
    return {
        **BUNDLE.dump_python(found, mode="json"),
        "all_questions": list(asked),
        "digest": known.digests[f"bundle:{bundle}"],
    }


@router.get("/items/{item}")
def item_one(request: HttpRequest, item: str) -> Any:
    """Give one item with every claim and its source; what is unknown says so."""
    known = catalogue.current()
    found = known.items.get(item)
    if found is None:
        raise NotFound("item.unknown", item=item, remedy="see the items of a matter")
    return {**ITEM.dump_python(found, mode="json"), "digest": known.digests[f"item:{item}"]}


@router.get("/places")
def place_list(request: HttpRequest, parent: str | None = None, after: str = "", limit: int = 100) -> Any:
    """List what lies right below a place, by code; without `parent` the provinces."""
    rows = children(parent, after, max(1, min(limit, 500)))
    return {"items": rows, "next": rows[-1].code if len(rows) >= limit else None}


@router.get("/places/{code}")
def place_one(request: HttpRequest, code: str) -> Any:
    """Give one place."""
    return place(code)


@router.post("/plans")
def plan_one(request: HttpRequest, body: PlanIn) -> Any:
    """Compute a plan: items, form, materials, graph, schedule, visits, savings, each line with its reasons."""
    start = datetime.combine(body.start, time(4), UTC) if body.start else caller(request).now
    return PLAN.dump_python(planned(body, start), mode="json")


def planned(body: PlanIn, now: datetime) -> Plan:
    """This will compute the plan that a body asks for. Raises NotFound and Invalid as the planner does."""
    if unknown := sorted(set(body.off) - set(LEVERS)):
        raise NotFound("policy.unknown", names=unknown, remedy="use " + ", ".join(LEVERS))
    given = body.holdings
    return plan_make(
        bundle=body.bundle,
        place=place(body.place).code,
        answers={name: tuple(value) if isinstance(value, list) else value for name, value in body.answers.items()},
        now=now,
        holdings=Holdings(frozenset(given.licences), frozenset(given.registers), frozenset(given.elements)),
        policy=Policy(**{lever: lever not in body.off for lever in LEVERS}),
    )
