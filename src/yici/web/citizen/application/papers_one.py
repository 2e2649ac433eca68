"""The papers of a draft one at a time, in the version for elders; what is to be promised stands on the last page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from yici.web.citizen.application.one_by_one import BACK, ONLY, one_by_one
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.papers import Paper, committed, wanted

PROMISES: Final = "promises"
"""The page of what is promised: no paper has such a name."""


@dataclass(frozen=True, slots=True)
class OnePaper:
    """The page of one paper: the number-th of `total`; `last` when the check of everything comes next."""

    name: str
    number: int
    total: int
    last: bool

    @property
    def before(self) -> bool:
        """Whether there is one before it."""
        return self.number > 1


def order_of(opened: Opened) -> list[str]:
    """This will list the pages of papers, each by its paper."""
    return [*(one.material for one in wanted(opened)), *([PROMISES] if committed(opened) else [])]


def one_paper(request: HttpRequest, opened: Opened, papers: Sequence[Paper], *, unsigned: bool) -> OnePaper | None:
    """This will say which paper to show: the one that was sent or named, else the first of which nobody has said how
    it comes; None where all are shown at once."""
    order = order_of(opened)
    if not one_by_one(request) or not order:
        return None
    open_ = (one.material for one in papers if not one.settled and not one.optional)
    first = PROMISES if unsigned and PROMISES in order else next(open_, order[0])
    named = request.POST.get(ONLY) or request.GET.get(ONLY, "")
    name = named if named in order else first
    return OnePaper(name, order.index(name) + 1, len(order), name == order[-1])


def one_onward(request: HttpRequest, opened: Opened) -> str | None:
    """This will give the address behind the paper that was sent alone, or before it; "" for what comes behind all of
    them, None where it was not sent alone."""
    order, named, goal = order_of(opened), request.POST.get(ONLY, ""), request.POST.get("go", "stay")
    if named not in order or goal == "later":
        return None
    at = order.index(named) + {"next": 1, BACK: -1}.get(goal, 0)
    return "" if at >= len(order) else _address(opened, order[max(at, 0)])


def _address(opened: Opened, name: str) -> str:
    return f"{reverse('draft_papers', args=[opened.row.id])}?{urlencode({ONLY: name})}"
