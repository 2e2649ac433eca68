"""The ledger of what was not asked, by who knows it already."""

from dataclasses import dataclass

from django.utils.translation import gettext

from yici.domain.plan import Plan
from yici.web.citizen.plan_page import HOW, ORIGINS
from yici.web.words import Names, worded


@dataclass(frozen=True, slots=True)
class Line:
    """One field or paper that was not asked, and why."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What one origin spared."""

    name: str
    lines: tuple[Line, ...]


def spared_fields(plan: Plan, names: Names) -> tuple[Group, ...]:
    """This will list the fields that were not asked."""
    groups: dict[str, list[Line]] = {}
    for one in plan.form.spared:
        reasons = tuple(dict.fromkeys(worded(reason, names) for reason in one.reasons))
        groups.setdefault(one.origin, []).append(Line(names.of("element", one.element), reasons))
    return tuple(Group(gettext(ORIGINS.get(origin, origin)), tuple(lines)) for origin, lines in groups.items())


def spared_papers(plan: Plan, names: Names) -> tuple[Group, ...]:
    """This will list the papers that need not be handed in."""
    groups: dict[str, list[Line]] = {}
    for paper in plan.materials:
        if paper.how not in ("submit", "deferrable"):
            reasons = tuple(dict.fromkeys(worded(reason, names) for reason in paper.reasons))
            groups.setdefault(paper.how, []).append(Line(names.of("material", paper.material), reasons))
    return tuple(Group(gettext(HOW[how][0]), tuple(lines)) for how, lines in groups.items())
