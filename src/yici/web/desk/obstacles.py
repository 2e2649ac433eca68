"""What stands in the way of a grant, in words, each with what can be done about it from here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from yici.domain.case.allowing import Offer
from yici.domain.case.granting import Obstacle
from yici.domain.error import Refused
from yici.web import dates
from yici.web.desk.contents import point_text
from yici.web.desk.opened import Opened
from yici.web.desk.visits import deed_words
from yici.web.refusal_words import refusal_words

HELPING: Final[dict[str, tuple[str, ...]]] = {
    "decision.inspection_missing": ("record_inspection", "plan_inspection", "move_inspection"),
    "decision.papers_missing": ("supply_paper", "correct"),
    "decision.failed_points": ("plan_inspection",),
    "decision.lacking": ("supply_paper",),
    "decision.unheard": ("hear_interested",),
    "signature.missing": ("correct",),
    "decision.opinions_missing": ("ask_opinions", "confirm_notice", "give_opinion"),
}
"""By the code of an obstacle, the deeds that take it out of the way, the best first."""


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do about it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One obstacle: what it is, what to do, each thing that is missing, and the ways from here. `spoken`: words in the
    note are enough."""

    what: str
    remedy: str
    details: tuple[str, ...]
    ways: tuple[Way, ...]
    spoken: bool


def hindrances(opened: Opened, offer: Offer) -> tuple[Hindrance, ...]:
    """This will put into words all that keeps an approval from being granted, by the domain's own rule."""
    known = {one.code for one in offer.obstacles}
    own = (Obstacle(Refused(code, item=offer.on)) for code in offer.hindered if code not in known)
    return tuple(_worded(opened, one, offer.on) for one in (*own, *offer.obstacles))


def _worded(opened: Opened, one: Obstacle, item: str) -> Hindrance:
    what, remedy = refusal_words(one.refusal, opened.names)
    return Hindrance(what, remedy, tuple(_details(opened, one, item)), tuple(_ways(opened, one.code, item)), one.spoken)


def _details(opened: Opened, one: Obstacle, item: str) -> Iterator[str]:
    params = one.refusal.params
    yield from (point_text(point, opened.names) for point in _listed(params.get("points")))
    due = {owed.material: owed.deadline for owed in opened.case.owed}
    for paper in _listed(params.get("papers")):
        end = due.get(paper)
        name = opened.names.of("material", paper)
        if end is not None and end.due is not None:
            name += gettext("（补交到 %(day)s）") % {"day": dates.day_text(dates.last_day(end.due), year=True)}
        yield name
    for visit in opened.case.visits if one.code == "decision.inspection_missing" else ():
        if item in opened.case.pending(visit):
            yield gettext("约在 %(day)s，还没有记录") % {"day": dates.day_text(visit.on, year=True)}


def _listed(value: object) -> Iterable[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _ways(opened: Opened, code: str, item: str) -> Iterator[Way]:
    for command in HELPING.get(code, ()):
        for offer in opened.offers:
            if offer.command == command and item in offer.items:
                href = reverse("desk_do", args=[opened.id, command])
                name = deed_words(command, offer.on, offer.items, opened.case)
                yield Way(name, f"{href}?{urlencode({'on': offer.on})}" if offer.on else href)
