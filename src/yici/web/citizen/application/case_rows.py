"""Each approval of a case: where it stands, until when, why that day, what was printed, why it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from yici.cases.context import office_hours
from yici.cases.queries import Line
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Approval, Case, Deadline
from yici.domain.clock import legal_day
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.workdays import Calendar
from yici.licences.queries import Shown
from yici.web import dates
from yici.web.case_words import DEEMED_SENTENCES, PAUSED_SENTENCE, STATUS_SENTENCES, worded
from yici.web.citizen.application.ahead import body_of
from yici.web.citizen.application.case_lead import is_paused, is_ready
from yici.web.citizen.application.explained import Explained, by_text, explained, is_late
from yici.web.citizen.application.questions import questions_told
from yici.web.citizen.application.reasons import reasons_of
from yici.web.papers import INTERNAL, issued
from yici.web.papers.sheet import remedies_of
from yici.web.words import Names, seat_text

# Status: shape, tone, word. The shape and the word say the same as the colour.
LIGHTS: dict[str, tuple[str, str, str]] = {
    "received": ("dot", "ink", gettext_noop("核对材料")),
    "correcting": ("turn", "yellow", gettext_noop("轮到您")),
    "waiting": ("ring", "grey", gettext_noop("等前一项")),
    "handling": ("dot", "ink", gettext_noop("办理中")),
    "suspended": ("bar", "ink", gettext_noop("期限暂停计算")),
    "prepared": ("tick", "ink", gettext_noop("审查完了，等别的项")),
    "decided": ("tick", "green", gettext_noop("办好了，等送达")),
    "delivered": ("tick", "green", gettext_noop("办好了")),
    "refused": ("cross", "red", gettext_noop("没有同意")),
    "not_accepted": ("cross", "red", gettext_noop("没有受理")),
    "lapsed": ("cross", "red", gettext_noop("终止了")),
    "withdrawn": ("bar", "grey", gettext_noop("您撤回了")),
    "revoked": ("cross", "red", gettext_noop("撤销了")),
}
# Until when, in the words of what is waited for.
WHEN: dict[str, str] = {
    "correction": gettext_noop("%(until)s告诉您要不要补"),
    "promised": gettext_noop("%(until)s给结果"),
    "legal": gettext_noop("%(until)s给结果（法律规定的最晚）"),
    "resumption": gettext_noop("%(until)s做完，期限接着算"),
    "delivery": gettext_noop("%(until)s交到您手里"),
    "verification": gettext_noop("%(until)s来核查"),
    "reply": gettext_noop("请在%(until)s补来"),
    "repair": gettext_noop("请在%(until)s整改好"),
    "supply": gettext_noop("请在%(until)s交来"),
    "renewal": gettext_noop("%(until)s给结果；没有结果，视为准予延续"),
    "reminder": gettext_noop("没有查到规定的期限；%(until)s没有动静，平台会提醒"),
    "hearing_request": gettext_noop("可以在%(until)s要求听证"),
    "hearing": gettext_noop("%(until)s举行听证"),
    "assignment": gettext_noop("%(until)s定下谁来检验、检测"),
}
EXTENDED = gettext_noop("%(until)s给结果（经批准延长过）")
OWN_SENTENCES: dict[str, str] = {
    **STATUS_SENTENCES,
    "correcting": gettext_noop("要补正的已经一次告知，等您补来。"),
    "decided": gettext_noop("已经办好，结果还没有交到您手里。"),
    "delivered": gettext_noop("已经办好，结果已经交到您手里。"),
    "withdrawn": gettext_noop("您在决定之前撤回了。"),
}
"""Where an approval stands, said to whose it is."""
ENDED = ("refused", "not_accepted", "revoked")
LATE = ("late", "red", gettext_noop("超过期限"))
DEEMED = ("cross", "red", gettext_noop("视为撤回"))


@dataclass(frozen=True, slots=True)
class Light:
    """A light: shape, tone and word say the same."""

    shape: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed document of an approval."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One approval of the case; `seat` says where it is handled and why there."""

    item: str
    name: str
    number: str
    body: str
    seat: str
    light: Light
    sentence: str
    committed: bool
    when: str
    forecast: str
    explained: tuple[Explained, ...]
    documents: tuple[Paper, ...]
    reasons: tuple[str, ...]
    remedies: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """What the rows of one case are made from; `reasons` and `papers` by item."""

    case: Case
    plan: Plan
    names: Names
    calendar: Calendar
    now: datetime
    reasons: Mapping[str, tuple[str, ...]]
    papers: Mapping[str, tuple[Paper, ...]]


def rows_of(
    case: Case, plan: Plan, lines: Sequence[Line], names: Names, calendar: Calendar, now: datetime,
    licences: Sequence[Shown] = (), *, handed: bool = True,
) -> tuple[Row, ...]:  # fmt: skip
    """This will describe each approval of a case, with its documents where they are `handed` to the reader."""
    reasons, papers = reasons_of(lines, names), papers_of(case, lines, names, licences) if handed else {}
    course = Course(case, plan, names, calendar, now, reasons, papers)
    return tuple(_row(approval, course) for approval in case.approvals)


def papers_of(
    case: Case, lines: Sequence[Line], names: Names, licences: Sequence[Shown] = ()
) -> dict[str, tuple[Paper, ...]]:
    """This will list, by item, what was printed."""
    found: dict[str, list[Paper]] = {}
    for one in (paper for paper in issued(lines, names, licences) if paper.kind not in INTERNAL):
        url = reverse("case_document", args=[case.id, one.item, one.kind])
        papers = found.setdefault(one.of_item, [])
        papers.append(Paper(gettext("%(name)s（PDF）") % {"name": one.name}, url))
        if names.english and one.translated:
            papers.append(Paper(gettext("英文译文（PDF）"), f"{url}?translation"))
    return {item: tuple(papers) for item, papers in found.items()}


def _row(approval: Approval, course: Course) -> Row:
    names, now = course.names, course.now
    planned = next((one for one in course.plan.schedule.approvals if one.item == approval.item), None)
    main = _main(approval)
    return Row(
        item=approval.item,
        name=names.of("item", approval.item),
        number=approval.number,
        body=body_of(planned, names) if planned else names.of("agency", approval.agency),
        seat=seat_text(planned.competent, names) if planned else "",
        light=_light(approval, now),
        sentence=_sentence(approval, planned),
        committed=approval.committed,
        when=_when(course, approval, main) if main else "",
        forecast=_forecast(approval, planned, course.case, now),
        reasons=course.reasons.get(approval.item, ()),
        explained=tuple(_explained(one, approval, planned, course) for one in _ends(approval)),
        documents=course.papers.get(approval.item, ()),
        remedies=_remedies(approval, planned),
        asked=questions_told(approval, planned, names, now),
    )


def _remedies(approval: Approval, planned: PlannedApproval | None) -> str:
    ended = approval.lapsed or approval.status in ENDED
    return " ".join(remedies_of([planned.remedies])) if ended and planned else ""


def _calendar(approval: Approval, course: Course) -> Calendar:
    """An approval counts as the place that handles it does."""
    place = course.case.place_of(approval)
    return course.calendar if place == course.case.place else catalogue_queries.calendar_for(place)


def _ends(approval: Approval) -> tuple[Deadline, ...]:
    """What binds somebody towards the applicant, the end of the licence that is to be renewed, and of the hearing."""
    hearing = approval.hearing.deadline if approval.running and approval.hearing else None
    return (*approval.deadlines, *(end for end in (approval.renewal, hearing) if end))


def _sentence(approval: Approval, planned: PlannedApproval | None) -> str:
    if approval.lapsed:
        return worded(DEEMED_SENTENCES, approval.lapsed)
    if is_paused(approval, planned):
        return gettext(PAUSED_SENTENCE)
    return worded(OWN_SENTENCES, approval.status)


def _explained(
    deadline: Deadline, approval: Approval, planned: PlannedApproval | None, course: Course
) -> Explained:  # fmt: skip
    office = office_hours(course.case.place_of(approval))
    return explained(deadline, planned, course.names, _calendar(approval, course), course.now, office)


def _when(course: Course, approval: Approval, main: Deadline) -> str:
    if approval.status == "prepared":
        joins = course.names.listed(course.names.of("item", one) for one in approval.joins)
        return gettext("等“%(joins)s”办好，一起转为正式决定") % {"joins": joins}
    if is_ready(course.case, approval.item, main):
        return gettext("可以领了；没有查到送达的期限")
    template = EXTENDED if main.extended else WHEN[main.name]
    return gettext(template) % {"until": by_text(main, course.now)}


def _forecast(approval: Approval, planned: PlannedApproval | None, case: Case, now: datetime) -> str:
    """What the plan said of the result, as long as no limit of the decision runs and what it waits for is in time."""
    if planned is None or approval.status not in ("received", "waiting"):
        return ""
    if any(one.name in ("promised", "legal") for one in approval.deadlines) or planned.promised_by.day is None:
        return ""
    if planned.promised_by.day < legal_day(now) or any(_late(case.approval(item), now) for item in approval.needs):
        return ""
    return gettext("照计划，%(day)s前给结果") % {"day": dates.day_text(planned.promised_by.day)}


def _main(approval: Approval) -> Deadline | None:
    """The deadline that matters to the applicant: what was promised, else whatever ends first."""
    by_name = {one.name: one for one in approval.deadlines}
    return by_name.get("promised") or next(iter(approval.deadlines), None)


def _late(approval: Approval, now: datetime) -> bool:
    """Whether the office has let a limit pass; a platform's reminder binds nobody."""
    return approval.running and any(
        is_late(one, now) and one.duty != "applicant" and one.name != "reminder" for one in approval.deadlines
    )


def _light(approval: Approval, now: datetime) -> Light:
    shape, tone, word = LATE if _late(approval, now) else DEEMED if approval.lapsed else LIGHTS[approval.status]
    return Light(shape, tone, gettext(word))
