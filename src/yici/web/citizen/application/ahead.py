"""What happens next after handing in: who does what, until when. The same lines for the page and for the printed paper.

Everything comes from the plan that the case pins and from the deadlines in the event, so a receipt says for ever what
it said on its day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from yici.domain.case import Approval, handled_at
from yici.domain.clock import ending_day, legal_day
from yici.domain.office import OfficeHours
from yici.domain.open_ends import due_known
from yici.domain.plan import Day, Plan, PlannedApproval
from yici.domain.workdays import Calendar
from yici.web import dates
from yici.web.correction_source import correction_source
from yici.web.words import Names, worded

Window = Mapping[str, Day]


@dataclass(frozen=True, slots=True)
class Ahead:
    """One thing that happens next. `until` is the day in words; `day` the same for the printer, None while unknown."""

    what: str
    who: str
    until: str
    note: str
    day: date | None
    open_because: str


def body_of(planned: PlannedApproval, names: Names) -> str:
    """This will name who decides an approval: the local body, else the kind of body."""
    return planned.body or names.of("agency", planned.agency)


def ahead(plan: Plan, names: Names, window: Window) -> tuple[Ahead, ...]:
    """This will list what happens next: the check of the papers, each approval, visits, fetching the results."""
    lines = (*_checks(plan, names, window), *_approvals(plan, names), *_visits(plan, names))
    return tuple(sorted(lines, key=lambda one: (one.day is None, bool(one.open_because), one.day)))


def window_from(
    now: datetime,
    plan: Plan,
    calendar_for: Callable[[str], Calendar],
    office_for: Callable[[str], OfficeHours | None],
) -> Window:
    """This will give the last day of the correction window of each approval for a submission at `now`, counted as the
    place counts that handles it."""
    found: dict[str, Day] = {}
    for planned in plan.schedule.approvals:
        if planned.correction_window is not None:
            place = handled_at(planned, plan)
            end = due_known(planned.correction_window, now, calendar_for(place), office_for(place))
            bound = legal_day(end.not_before) if end.not_before else None
            found[planned.item] = Day(day=end.day if end.at else None, not_before=bound)
    return found


def window_of(approvals: tuple[Approval, ...]) -> Window:
    """This will read the last day of the correction window of each approval from an event."""
    found: dict[str, Day] = {}
    for approval in approvals:
        for standing in approval.deadlines:
            if standing.name == "correction":
                bound = legal_day(standing.not_before) if standing.not_before else None
                found[approval.item] = Day(day=ending_day(standing.due) if standing.due else None, not_before=bound)
    return found


def _checks(plan: Plan, names: Names, window: Window) -> list[Ahead]:
    groups: dict[tuple[Day, str], list[PlannedApproval]] = {}
    for planned in plan.schedule.approvals:
        if planned.item in window:
            groups.setdefault((window[planned.item], planned.missed), []).append(planned)
    return [_check(day, missed, group, names) for (day, missed), group in groups.items()]


def _check(day: Day, missed: str, group: list[PlannedApproval], names: Names) -> Ahead:
    items = names.listed([names.of("item", one.item) for one in group])
    silence = ""
    if missed == "accepted_from_receipt":
        silence = gettext("到期没有告诉您，就从收到申请的那天起算受理（%(source)s）。") % {
            "source": correction_source(group[0], names)
        }
    return _line(
        gettext("核对材料，要补什么一次告诉您（%(items)s）") % {"items": items}, gettext("综合窗口"), day, silence
    )


def _approvals(plan: Plan, names: Names) -> list[Ahead]:
    return [_approval(planned, plan, names) for planned in plan.schedule.approvals]


def _approval(planned: PlannedApproval, plan: Plan, names: Names) -> Ahead:
    end, start = planned.promised_by, plan.schedule.start
    what = gettext("办理“%(item)s”，给您结果") % {"item": names.of("item", planned.item)}
    notes = []
    if planned.committed:
        notes.append(gettext("按您的承诺办，办成以后再来核查。"))
    if planned.needs:
        waits = names.listed([names.of("item", item) for item in planned.needs])
        notes.append(gettext("等“%(items)s”办好后开始。") % {"items": waits})
    return _line(what, body_of(planned, names), end, dates.joined(notes), since=start, names=names)


def _visits(plan: Plan, names: Names) -> list[Ahead]:
    lines = []
    for visit in plan.schedule.visits:
        who = names.listed([names.of("agency", agency) for agency in visit.agencies])
        items = names.listed([names.of("item", item) for item in visit.items])
        what = gettext("到店里看一次现场（%(items)s）") % {"items": items}
        note = gettext("哪天来会先告诉您。")
        lines.append(_line(what, who, visit.latest, note, since=plan.schedule.start, names=names))
    return lines


def _line(
    what: str, who: str, day: Day, note: str, *, since: date | None = None, names: Names | None = None
) -> Ahead:  # fmt: skip
    because = worded(day.reason, names) if day.reason and names else ""
    known = day.day or day.not_before
    until = dates.plan_day(day, since=since) if known else gettext("日子还说不出")
    if day.day:
        until = (gettext("%(day)s当天") if day.day == since else gettext("%(day)s前")) % {"day": until}
    if day.day is None and not because:
        because = gettext("期限没有查到，或者那一年的放假安排还没有装入。")
    told = dates.joined(part for part in (note, because if day.day is None else "") if part)
    return Ahead(what, who, until, told, known, because if day.day is None else "")
