"""How often the applicant must come, and why each time."""

from collections.abc import Iterable, Iterator

from yici.domain.fact import settle
from yici.domain.item import Item
from yici.domain.plan import Trip
from yici.domain.planner.limits import by_id
from yici.domain.planner.papers import Paper
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.policy import Policy
from yici.domain.reason import Reason

SHOWN = frozenset({"original", "original_and_copy"})
UNSURE = frozenset({"trip.form_unknown", "trip.delivery_unknown"})
AT_THE_COUNTER = frozenset({"window", "cabinet"})


def plan_trips(request: Request, items: Iterable[Item], lines: list[Paper], policy: Policy) -> tuple[Trip, ...]:
    """This will find why the applicant must come. With one window for all, originals are shown when results are
    collected, so once at most; else once for each item that has a reason."""
    alone = [(item, tuple(_reasons(request, item, lines))) for item in items]
    wanted = [(item.id, reasons) for item, reasons in alone if reasons]
    if not policy.merged_form:
        return tuple(_trip((item,), reasons) for item, reasons in wanted)
    reasons = {(one.code, *one.params.values()): one for _, found in wanted for one in found}
    return (_trip(tuple(item for item, _ in wanted), tuple(reasons.values())),) if wanted else ()


def _trip(items: tuple[str, ...], reasons: tuple[Reason, ...]) -> Trip:
    return Trip(reasons, items, sure=not UNSURE.issuperset(reason.code for reason in reasons))


def _reasons(request: Request, item: Item, lines: list[Paper]) -> Iterator[Reason]:
    for line in lines:
        if line.counts and line.handed_in and not line.at_inspection and item.id in line.items:
            if line.form in SHOWN:
                yield because("trip.original", material=line.uses[0].use.material)
            elif line.form is None:
                yield because("trip.form_unknown", material=line.uses[0].use.material)
    yield from _collecting(request, item)


def _collecting(request: Request, item: Item) -> Iterator[Reason]:
    ways = settle(item.delivery, by_id(item.sources), request.place)
    if ways is None:
        yield because("trip.delivery_unknown", item=item.id)
    elif AT_THE_COUNTER.issuperset(ways.value):
        yield because("trip.collect", item=item.id)
