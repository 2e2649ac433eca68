"""The questions of the guide one at a time, in the version for elders: all that was answered stands in the address."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yici.web.answers import answer_pairs, answers_query
from yici.web.citizen.asking import Asking
from yici.web.display import size

AT: Final = "at"
"""The question that is shown."""
AFTER: Final = "after"
"""The question that was just answered, or left open: the next one is shown."""


@dataclass(frozen=True, slots=True)
class One:
    """One question of the guide: its id, the number-th of `total` as far as is known; what else was answered, and the
    address of the question before."""

    id: str
    number: int
    total: int
    others: tuple[tuple[str, str], ...]
    before: str


def one_of(request: HttpRequest, asking: Asking) -> One | HttpResponse | None:
    """This will say which question to put; to whoever answered the last, where the plan is; None for all at once."""
    names = [one.question.id for one in asking.shown]
    if size(request) != "elder" or not names or request.headers.get("HX-Request") == "true":
        return None
    place = asking.place.code if asking.place else ""
    at = _position(request, names, {one.question.id for one in asking.wrong})
    if at == len(names):
        plan = reverse("plan" if asking.plan else "matter", args=[asking.bundle.id])
        return HttpResponseRedirect(f"{plan}?{answers_query(asking.answers, place)}")
    given = tuple((name, value) for name, value in answer_pairs(asking.answers) if name != names[at])
    before = f"?{urlencode([('place', place), *answer_pairs(asking.answers), (AT, names[at - 1])])}" if at else ""
    return One(names[at], at + 1, len(names), (("place", place), *given), before)


def _position(request: HttpRequest, names: list[str], wrong: set[str]) -> int:
    after = request.GET.get(AFTER, "")
    if after in names:
        return names.index(after) + (after not in wrong)
    at = request.GET.get(AT, "")
    return names.index(at) if at in names else 0
