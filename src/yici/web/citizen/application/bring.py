"""What is still to be brought to the window: which papers, where, by when.

What did not come with the application is to be brought, whether that was said or left open: the case records what came,
not how the rest was meant to come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from yici.domain.case import Approval, Case, Deadline, lacking
from yici.domain.catalogue import place_at
from yici.domain.plan import Plan, PlannedMaterial
from yici.web.citizen.application.explained import by_text, is_late
from yici.web.citizen.application.papers import form_text
from yici.web.here import Here
from yici.web.words import Names

USES = frozenset({"correction", "promised", "legal"})
"""Ends of what is done with papers."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One paper to bring: in which form, for which items."""

    name: str
    form: str
    items: str


@dataclass(frozen=True, slots=True)
class Bring:
    """What to bring where; `addresses` is empty when none is known, `until` when no day is; `over`: the days that were
    known have passed."""

    papers: tuple[Brought, ...]
    window: str
    addresses: tuple[str, ...]
    until: str
    over: bool


def window_name(code: str, here: Here | None, names: Names) -> str:
    """This will name the window of a place; `here` is what is known of the applicant's."""
    place = here.name if here and here.code == code else names.place(code)
    return gettext("%(place)s综合窗口") % {"place": place}


def window_of(case: Case, items: Sequence[str]) -> str:
    """This will give the place whose window has to do with these items: where the case was handed in, else where they
    are handled, else the applicant's place."""
    if case.received is not None:
        return case.received.place
    handled = {case.place_of(case.approval(item)) for item in items}
    return handled.pop() if len(handled) == 1 else case.place


def bring(case: Case, plan: Plan, names: Names, here: Here | None, now: datetime) -> Bring | None:
    """This will list what did not come, while the window still checks the papers; None when nothing is to be brought.

    Where the window has told what is missing, it told everything: nothing else is wanted there.
    """
    waiting = {one.item: one for one in case.approvals if one.status == "received" and not one.corrected}
    wanted = lacking(case, list(waiting), plan)
    missing = [one for one in plan.materials if one.material in wanted]
    if not missing:
        return None
    items = [item for item in waiting if any(item in one.items for one in missing)]
    window = window_of(case, items)
    ends = _ends([waiting[item] for item in items])
    to_come = [one for one in ends if not is_late(one, now)]
    return Bring(
        papers=tuple(_brought(one, names) for one in missing),
        window=window_name(window, here, names),
        addresses=addresses_of(window, items, names),
        until=by_text(to_come[0], now) if to_come else "",
        over=bool(ends) and not to_come,
    )


def _brought(one: PlannedMaterial, names: Names) -> Brought:
    items = names.listed(names.of("item", item) for item in one.items)
    return Brought(names.of("material", one.material), form_text(one), items)


def addresses_of(place: str, items: Sequence[str], names: Names) -> tuple[str, ...]:
    """This will say where these items are handed in and fetched, as far as the place has published it."""
    local = place_at(names.catalogue, place)
    found = [local.items[item].address for item in items if item in local.items] if local else []
    return tuple(dict.fromkeys(address for address in found if address))


def _ends(approvals: Sequence[Approval]) -> list[Deadline]:
    """The ends by which these are checked, or decided where nothing says until when they are checked; those whose day
    is known first, in their order."""
    ends = [one for approval in approvals for one in approval.deadlines if one.name in USES]
    return sorted(ends, key=lambda one: (one.due is None, str(one.due)))
