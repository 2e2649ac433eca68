"""How often the applicant must come, and why each time."""

from collections.abc import Iterable, Iterator

from yici.domain.item import Item
from yici.domain.plan import Trip
from yici.domain.planner.papers import Paper
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.policy import Policy
from yici.domain.reason import Reason

SHOWN = frozenset({"original", "original_and_copy"})
UNSURE = frozenset({"trip.form_unknown", "trip.papers_unknown", "trip.delivery_unknown"})
AT_THE_COUNTER = frozenset({"window", "cabinet"})


def plan_trips(request: Request, items: Iterable[Item], lines: list[Paper], policy: Policy) -> tuple[Trip, ...]:
    """This will find why the applicant must come. With one window for all, originals are shown when results are
    collected, so once at most; else once for each item that has a reason."""
    shown = _shown(lines)
    alone = [(item.id, (*shown.get(item.id, ()), *_untold(item), *_collecting(request, item))) for item in items]
    wanted = [(item, reasons) for item, reasons in alone if reasons]
    if not policy.merged_form:
        return tuple(_trip((item,), reasons) for item, reasons in wanted)
    merged = {(one.code, *one.params.values()): one for _, found in wanted for one in found}
    return (_trip(tuple(item for item, _ in wanted), tuple(merged.values())),) if wanted else ()


def _trip(items: tuple[str, ...], reasons: tuple[Reason, ...]) -> Trip:
    return Trip(reasons, items, sure=not UNSURE.issuperset(reason.code for reason in reasons))


def _shown(lines: list[Paper]) -> dict[str, list[Reason]]:
    """Say for each item which papers must be shown in the original, or may have to be."""
    found: dict[str, list[Reason]] = {}
    for line in lines:
        if line.counts and line.handed_in and (line.form is None or line.form in SHOWN) and not line.at_inspection:
            code = "trip.form_unknown" if line.form is None else "trip.original"
            reason = because(code, material=line.material)
            for item in line.items:
                found.setdefault(item, []).append(reason)
    return found


def _untold(item: Item) -> Iterator[Reason]:
    """A list that may leave papers out may leave out one whose original has to be seen."""
    if not item.materials_complete:
        yield because("trip.papers_unknown", item=item.id)


def _collecting(request: Request, item: Item) -> Iterator[Reason]:
    ways = request.facts(item.id).ways
    if ways is None:
        yield because("trip.delivery_unknown", item=item.id)
    elif AT_THE_COUNTER.issuperset(ways):
        yield because("trip.collect", item=item.id)
