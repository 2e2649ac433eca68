"""The lines of two plans, one over the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from yici.domain.plan import Day, Plan
from yici.web import dates
from yici.web.citizen.plan_page import HOW
from yici.web.words import Names

Said = tuple[str, str]
"""What a line is about, and the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of both plans: `mark` "new" or "gone" where only one has it, "moved" where they say it otherwise, which
    `was` is then."""

    text: str
    mark: str
    was: str = ""


def item_lines(plan: Plan, names: Names) -> Iterator[Said]:
    """This will give the items of a plan, each with its day."""
    ends = {one.item: _end(one.promised_by) for one in plan.schedule.approvals}
    for one in plan.items:
        if one.applies is not False:
            told = f" · {ends[one.item]}" if ends.get(one.item) else ""
            yield one.item, names.of("item", one.item) + (told if one.applies else gettext("（看回答）"))


def _end(end: Day) -> str:
    if end.day:
        return dates.day_text(end.day)
    return gettext("不早于 %(day)s") % {"day": dates.day_text(end.not_before)} if end.not_before else ""


def form_lines(plan: Plan, names: Names) -> Iterator[Said]:
    """This will give what a plan has to be filled in."""
    for one in plan.form.fields:
        yield one.element, names.of("element", one.element) + (gettext("（看回答）") if one.maybe else "")


def paper_lines(plan: Plan, names: Names) -> Iterator[Said]:
    """This will give the papers of a plan, each with how it is met."""
    for one in plan.materials:
        told = gettext("（看回答）") if one.maybe else ""
        yield one.material, f"{names.of('material', one.material)} · {gettext(HOW[one.how][0])}{told}"


def both_lines(before: Iterable[Said], after: Iterable[Said]) -> Iterator[Line]:
    """This will lay the lines of two plans over each other; about one thing there is one line, whatever they say."""
    old, new = dict(before), dict(after)
    for about, text in new.items():
        mark = "" if not old or old.get(about) == text else "moved" if about in old else "new"
        yield Line(text, mark, old.get(about, "") if mark == "moved" else "")
    yield from (Line(text, "gone") for about, text in old.items() if about not in new)
