"""How often people must come for one item at one place, and why: what is published there, else what the planner finds.

「最多跑一次」 is a promise, so nothing is guessed in its favour: where a source is silent on papers or on how a result
is handed out, the answer is unknown and is counted apart, even where one reason to come is sure: nobody knows whether
the second comes on another day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from yici.domain.bundle import Bundle, BundleItem
from yici.domain.catalogue import Catalogue
from yici.domain.fact import settle
from yici.domain.item import Item
from yici.domain.place import PlaceDefinition
from yici.domain.planner.choose import choose_items
from yici.domain.planner.request import Request, make_request
from yici.domain.planner.trips import SHOWN, UNSURE
from yici.domain.planner.work import Work
from yici.domain.policy import Holdings, Policy
from yici.domain.reason import Reason
from yici.domain.workdays import Calendar

Coming = Literal["none", "once", "more", "unknown"]
COMINGS: Final[Mapping[Coming, str]] = {
    "none": "Nobody has to come: everything can be sent and is sent.",
    "once": "At most one visit.",
    "more": "Two visits or more.",
    "unknown": "What is published does not say.",
}
_WORST: Final[tuple[Coming, ...]] = ("none", "once", "more", "unknown")
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "once.published": ("count", "source"),
    "once.elsewhere": ("count", "source"),
    "once.no_paper_no_counter": (),
    "once.papers_open": ("questions",),
    "once.not_matched": (),
    "once.not_computable": (),
    "once.several": ("items",),
}
"""The codes of this module with their parameters; the planner's own stand in its list."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How often people must come, and why."""

    coming: Coming
    reasons: tuple[Reason, ...] = ()


NOT_MATCHED: Final = Answer("unknown", (Reason("once.not_matched"),))
"""Of an item of a list that is no known basic item nothing more is known."""


def carried_out(catalogue: Catalogue, place: str) -> tuple[str, ...]:
    """This will name the basic items that a place is said to carry out, by id."""
    local = catalogue.places.get(place)
    if local is None:
        return ()
    return tuple(sorted(item.id for item in catalogue.items.values() if handled_at(item, local)))


def handled_at(item: Item, local: PlaceDefinition) -> bool:
    """This will say whether a place has an item: its definition names it, or a source of the item speaks of the place.

    That the place has a body for the role is not enough: it may leave this item to another level of government.
    """
    return item.id in local.items or any(source.place == local.code for source in item.sources)


def answers_at(
    catalogue: Catalogue, place: str, items: Iterable[str], *, calendar: Calendar, start: date
) -> dict[str, Answer]:
    """This will answer for many items at a place, each by itself."""
    wanted = [catalogue.items[name] for name in items if name in catalogue.items]
    alone = replace(catalogue, bundles={item.id: _alone(item) for item in wanted})
    return {item.id: _answer(alone, item, place, calendar, start) for item in wanted}


def _alone(item: Item) -> Bundle:
    """An item handled by itself is a matter of one item."""
    return Bundle(item.id, item.name, item.level, (BundleItem(item.id, ""),), item.sources)


def _answer(catalogue: Catalogue, item: Item, place: str, calendar: Calendar, start: date) -> Answer:
    sources = {source.id: source for source in item.sources}
    published = settle(item.visits_alone, sources, place) if item.visits_alone.claims else None
    told: tuple[Reason, ...] = ()
    if published is not None:
        params = {"count": str(published.value), "source": published.source.id}
        if published.standing != "reference":
            return Answer(_counted(published.value), (Reason("once.published", params),))
        told = (Reason("once.elsewhere", params),)
    request = make_request(
        catalogue, bundle=item.id, place=place, answers={}, holdings=Holdings(), calendar=calendar, start=start
    )
    found = _planned(request)
    return replace(found, reasons=(*found.reasons, *told))


def _counted(visits: int) -> Coming:
    return "none" if visits == 0 else "once" if visits == 1 else "more"


def _planned(request: Request) -> Answer:
    """One window takes in everything and hands everything out, so whoever must come comes once."""
    chosen = choose_items(request)
    if not chosen.applying:
        return Answer("unknown", tuple(reason for _, _, why in chosen.members for reason in why if reason.params))
    work = Work(request, chosen)
    trips = work.trips(Policy())
    reasons = tuple(reason for trip in trips for reason in trip.reasons)
    if trips:
        return Answer("unknown" if any(reason.code in UNSURE for reason in reasons) else "once", reasons)
    doubtful = list(_doubtful(work))
    if doubtful:
        return Answer("unknown", (Reason("once.papers_open", {"questions": ", ".join(doubtful)}),))
    return Answer("none", (Reason("once.no_paper_no_counter"),))


def _doubtful(work: Work) -> Iterator[str]:
    """Name the questions on whose answers it hangs whether a paper must be shown."""
    asked: dict[str, None] = {}
    for line in work.papers(Policy()):
        if line.handed_in and line.maybe and (line.form is None or line.form in SHOWN):
            for use in line.uses:
                asked |= dict.fromkeys(work.request.judge(use.use.when).open)
    yield from asked


def of_several(answers: Mapping[str, Answer]) -> Answer:
    """This will answer for an item of a list that is several basic items: the worst of them holds."""
    if not answers:
        return NOT_MATCHED
    worst = max(answers.values(), key=lambda answer: _WORST.index(answer.coming))
    if len(answers) == 1:
        return worst
    return replace(worst, reasons=(*worst.reasons, Reason("once.several", {"items": ", ".join(answers)})))


@dataclass(frozen=True, slots=True)
class Share:
    """How many items need at most one visit, among those of which it is known; the unknown ones stand apart."""

    counts: Mapping[Coming, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All items."""
        return sum(self.counts.values())

    @property
    def unknown(self) -> int:
        """Those of which nobody has said how often people must come."""
        return self.counts.get("unknown", 0)

    @property
    def known(self) -> int:
        """The denominator."""
        return self.total - self.unknown

    @property
    def at_most_once(self) -> int:
        """The numerator."""
        return self.counts.get("none", 0) + self.counts.get("once", 0)

    @property
    def percent(self) -> int | None:
        """The share of all in whole percent, rounded down; None while it is not known of every item."""
        return None if self.unknown or not self.total else 100 * self.at_most_once // self.total

    def __add__(self, other: "Share") -> "Share":
        return Share(Counter(self.counts) + Counter(other.counts))


def share_of(comings: Iterable[Coming]) -> Share:
    """This will count answers."""
    return Share(Counter(comings))
