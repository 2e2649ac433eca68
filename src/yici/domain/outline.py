"""What a plan comes to for whoever follows it, small enough to keep, and what became different since it was kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from yici.domain.plan import Plan
from yici.domain.reason import Reason

HANDED_IN = ("submit", "deferrable")


@dataclass(frozen=True, slots=True)
class Outline:
    """The items that apply, the papers to hand in now or later, the fields to fill in, and under which release."""

    release: int
    items: tuple[str, ...]
    papers: tuple[str, ...]
    fields: tuple[str, ...]


def outline_of(plan: Plan, release: int) -> Outline:
    """This will give the outline of a plan."""
    return Outline(
        release,
        tuple(item.item for item in plan.items if item.applies),
        tuple(paper.material for paper in plan.materials if paper.how in HANDED_IN),
        tuple(field.element for field in plan.form.fields),
    )


def turned(old: Outline, new: Outline) -> tuple[Reason, ...]:
    """This will say what is asked otherwise than it was: items and papers one by one, fields by their number."""
    told = [
        *_came("outline.item_added", "item", old.items, new.items),
        *_came("outline.item_removed", "item", new.items, old.items),
        *_came("outline.paper_added", "material", old.papers, new.papers),
        *_came("outline.paper_removed", "material", new.papers, old.papers),
    ]
    more, fewer = len(set(new.fields) - set(old.fields)), len(set(old.fields) - set(new.fields))
    told += [Reason("outline.fields_added", {"count": str(more)})] if more else []
    told += [Reason("outline.fields_removed", {"count": str(fewer)})] if fewer else []
    return tuple(told)


def _came(code: str, key: str, before: Iterable[str], after: Iterable[str]) -> list[Reason]:
    known = set(before)
    return [Reason(code, {key: name}) for name in after if name not in known]
