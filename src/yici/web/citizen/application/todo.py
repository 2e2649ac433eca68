"""What the applicant has to do, now or when they like."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from yici.domain.case import Case, ratable
from yici.domain.mandate import Act
from yici.domain.plan import Plan
from yici.web import dates
from yici.web.citizen.application.explained import by_text
from yici.web.lapses import paper_warning, reply_warning
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that the applicant has to do, now (`urgent`) or when they like, and where; `else_` says what happens
    when they do not, where a text says something. `act` is what an agent needs for it, None where only the applicant
    may."""

    urgent: bool
    text: str
    until: str
    url: str
    action: str
    else_: str = ""
    act: Act | None = "read"


def todo(case: Case, plan: Plan, names: Names, now: datetime) -> tuple[Todo, ...]:
    """This will list what the applicant has to do; nothing is the usual answer."""
    return (
        *_corrections(case, plan, names, now),
        *_repairs(case, names, now),
        *_owed(case, plan, names, now),
        *_hearings(case, names, now),
        *_rating(case),
    )


def _corrections(case: Case, plan: Plan, names: Names, now: datetime) -> list[Todo]:
    if not case.defects:
        return []
    count = len({defect.target for defect in case.defects})
    reply = [d for a in case.approvals if a.status == "correcting" for d in a.deadlines if d.name == "reply"]
    text = ngettext("补 %(n)s 处", "补 %(n)s 处", count) % {"n": count}
    url = reverse("case_correct", args=[case.id])
    until = by_text(reply[0], now) if reply else ""
    return [
        Todo(
            True,
            text,
            until,
            url,
            gettext("看要补什么，现在补"),
            dates.joined(reply_warnings(case, plan, names)),
            "supply",
        )
    ]


def reply_warnings(case: Case, plan: Plan, names: Names) -> list[str]:
    """This will say what a text makes of corrections that do not come in time."""
    correcting = {one.item for one in case.approvals if one.status == "correcting"}
    told = (reply_warning(one, names) for one in plan.schedule.approvals if one.item in correcting)
    return [one for one in dict.fromkeys(told) if one]


def _owed(case: Case, plan: Plan, names: Names, now: datetime) -> list[Todo]:
    """Papers that may come later: with a date each for itself, those that can wait for the visit together."""
    url, action = reverse("case_supply", args=[case.id]), gettext("现在交")
    dated = [
        Todo(
            True,
            gettext("交来%(papers)s") % {"papers": names.of("material", owed.material)},
            by_text(end, now),
            url,
            action,
            paper_warning(owed.material, plan, names),
            "supply",
        )
        for owed in case.owed
        if (end := owed.deadline) is not None
    ]
    waiting = [names.of("material", owed.material) for owed in case.owed if owed.deadline is None]
    if not waiting:
        return dated
    text = gettext("交来%(papers)s") % {"papers": names.listed(waiting)}
    return [*dated, Todo(False, text, gettext("可以等现场核查时再交"), url, action, act="supply")]


def _hearings(case: Case, names: Names, now: datetime) -> list[Todo]:
    """A right that nobody has to use."""
    return [
        Todo(
            False,
            gettext("对“%(item)s”要求听证") % {"item": names.of("item", one.item)},
            by_text(one.hearing.deadline, now),
            reverse("case_hearing", args=[case.id, one.item]),
            gettext("看怎样要求听证"),
            act="apply",
        )
        for one in case.approvals
        if one.running and one.hearing and one.hearing.stage == "offered" and one.hearing.deadline
    ]


def _rating(case: Case) -> list[Todo]:
    if not ratable(case):
        return []
    url = reverse("case_rate", args=[case.id])
    return [Todo(False, gettext("评价这次办理"), gettext("自愿，只评一次"), url, gettext("去评价"), act=None)]


def _repairs(case: Case, names: Names, now: datetime) -> list[Todo]:
    return [
        Todo(
            True,
            gettext("把“%(item)s”整改好") % {"item": names.of("item", approval.item)},
            by_text(deadline, now),
            "",
            "",
        )
        for approval in case.approvals
        for deadline in approval.deadlines
        if deadline.name == "repair"
    ]
