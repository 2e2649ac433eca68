"""A case in words: the sentence first, what to do now, each approval, what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext

from yici.cases.queries import Line
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Approval, Case, Deadline, Defect
from yici.domain.case.states import EDGES
from yici.domain.clock import legal_day
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.workdays import Calendar
from yici.web import dates
from yici.web.case_words import DEFECT_CODES, STATUS_SENTENCES, worded
from yici.web.citizen.application.access import Seen
from yici.web.citizen.application.ahead import body_of
from yici.web.citizen.application.case_lead import Lead, lead
from yici.web.citizen.application.explained import Explained, by_text, explained, is_late
from yici.web.citizen.application.timeline import Moment, reasons_of, timeline
from yici.web.citizen.plan_page import names_for
from yici.web.words import Names

# Status: shape, tone, word. The shape and the word say the same as the colour.
LIGHTS: dict[str, tuple[str, str, str]] = {
    "received": ("dot", "ink", gettext_noop("核对材料")),
    "correcting": ("turn", "yellow", gettext_noop("轮到您")),
    "waiting": ("ring", "grey", gettext_noop("等前一项")),
    "handling": ("dot", "ink", gettext_noop("办理中")),
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
    "delivery": gettext_noop("%(until)s交到您手里"),
    "verification": gettext_noop("%(until)s来核查"),
    "reply": gettext_noop("请在%(until)s补来"),
    "repair": gettext_noop("请在%(until)s整改好"),
    "supply": gettext_noop("请在%(until)s交来"),
    "reminder": gettext_noop("没有查到规定的期限；%(until)s没有动静，平台会提醒"),
}
LATE = ("late", "red", gettext_noop("超过期限"))
WITHDRAWABLE = EDGES["approval.withdrawn"].origins


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
    """One approval of the case."""

    item: str
    name: str
    number: str
    body: str
    light: Light
    sentence: str
    committed: bool
    when: str
    forecast: str
    explained: tuple[Explained, ...]
    documents: tuple[Paper, ...]
    reasons: tuple[str, ...]
    remedies: str


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that the applicant has to do, now (`urgent`) or when they like, and where."""

    urgent: bool
    text: str
    until: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole case in words."""

    seen: Seen
    names: Names
    matter: str
    place: str
    lead: Lead
    todo: tuple[Todo, ...]
    rows: tuple[Row, ...]
    happened: tuple[Moment, ...]
    withdrawable: bool
    visits: tuple[str, ...]

    @property
    def urgent(self) -> bool:
        """Whether something is for the applicant to do now."""
        return any(one.urgent for one in self.todo)

    @property
    def idle(self) -> bool:
        """Whether somebody else has it all in hand, and the applicant may be told so."""
        return self.seen.mine and not self.urgent and not self.lead.yours and self.lead.tone in ("", "bad")

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.seen.view.case


def case_page(seen: Seen, lines: Sequence[Line], place: str, now: datetime) -> Page:
    """This will put a case into words for whoever may see it."""
    case, plan = seen.view.case, seen.view.plan
    names = names_for(catalogue_queries.current(), plan)
    calendar = catalogue_queries.calendar_for(case.place)
    reasons = reasons_of(lines, names)
    return Page(
        seen=seen,
        names=names,
        matter=matter_of(plan, names),
        place=place,
        lead=lead(case, plan, names, calendar, now),
        todo=todo(case, plan, _given(lines), names) if seen.mine else (),
        rows=tuple(_row(approval, case, plan, names, calendar, now, reasons) for approval in case.approvals),
        happened=timeline(lines, plan, names)[::-1],
        withdrawable=seen.mine and any(one.status in WITHDRAWABLE for one in case.approvals),
        visits=_visits(case, names),
    )


def _given(lines: Sequence[Line]) -> set[str]:
    return {paper.material for line in lines for paper in getattr(line.event, "papers", ())}


def matter_of(plan: Plan, names: Names) -> str:
    """This will name the matter."""
    return (names.english and plan.name_en) or plan.name


def todo(case: Case, plan: Plan, given: set[str], names: Names) -> tuple[Todo, ...]:
    """This will list what the applicant has to do; nothing is the usual answer."""
    return (
        *_corrections(case),
        *_repairs(case, names),
        *_bring(case, plan, given, names),
        *_owed(case, names),
        *_fetch(case, names),
    )


def _bring(case: Case, plan: Plan, given: set[str], names: Names) -> list[Todo]:
    """What did not come with the application, while the window still checks the papers."""
    # Where the window has told what is missing, it told everything: nothing else is wanted there.
    waiting = {one.item for one in case.approvals if one.status == "received" and not one.corrected}
    missing = [
        names.of("material", one.material)
        for one in plan.materials
        if one.how == "submit" and one.mandatory is not False and not one.maybe
        if one.material not in given and waiting & set(one.items)
    ]
    if not missing:
        return []
    text = gettext("带到综合窗口：%(papers)s") % {"papers": names.listed(missing)}
    return [Todo(False, text, gettext("越早带来越早办；还要补什么，窗口会一次告诉您"), "", "")]


def _corrections(case: Case) -> list[Todo]:
    if not case.defects:
        return []
    count = len({defect.target for defect in case.defects})
    reply = [d for a in case.approvals if a.status == "correcting" for d in a.deadlines if d.name == "reply"]
    text = ngettext("补 %(n)s 处", "补 %(n)s 处", count) % {"n": count}
    url = reverse("case_correct", args=[case.id])
    return [Todo(True, text, by_text(reply[0]) if reply else "", url, gettext("看要补什么，现在补"))]


def _owed(case: Case, names: Names) -> list[Todo]:
    """Papers that may come later: with a date each for itself, those that can wait for the visit together."""
    url, action = reverse("case_supply", args=[case.id]), gettext("现在交")
    dated = [
        Todo(
            True,
            gettext("交来%(papers)s") % {"papers": names.of("material", owed.material)},
            by_text(end),
            url,
            action,
        )
        for owed in case.owed
        if (end := owed.deadline) is not None
    ]
    waiting = [names.of("material", owed.material) for owed in case.owed if owed.deadline is None]
    if not waiting:
        return dated
    text = gettext("交来%(papers)s") % {"papers": names.listed(waiting)}
    return [*dated, Todo(False, text, gettext("可以等现场核查时再交"), url, action)]


def _repairs(case: Case, names: Names) -> list[Todo]:
    return [
        Todo(True, gettext("把“%(item)s”整改好") % {"item": names.of("item", approval.item)}, by_text(deadline), "", "")
        for approval in case.approvals
        for deadline in approval.deadlines
        if deadline.name == "repair"
    ]


def _fetch(case: Case, names: Names) -> list[Todo]:
    ready = [names.of("item", one.item) for one in case.approvals if one.status == "decided"]
    if not ready:
        return []
    return [Todo(False, gettext("领“%(items)s”的结果") % {"items": names.listed(ready)}, "", "", "")]


def _visits(case: Case, names: Names) -> tuple[str, ...]:
    return tuple(
        gettext("%(day)s来看现场：%(items)s。请留人在店里。")
        % {
            "day": dates.day_text(visit.on),
            "items": names.listed([names.of("item", item) for item in visit.items]),
        }
        for visit in case.visits
        if not visit.recorded
    )


def _row(
    approval: Approval,
    case: Case,
    plan: Plan,
    names: Names,
    calendar: Calendar,
    now: datetime,
    reasons: Mapping[str, tuple[str, ...]],
) -> Row:
    planned = next((one for one in plan.schedule.approvals if one.item == approval.item), None)
    main = _main(approval)
    return Row(
        item=approval.item,
        name=names.of("item", approval.item),
        number=approval.number,
        body=body_of(planned, names) if planned else names.of("agency", approval.agency),
        light=_light(approval, now),
        sentence=worded(STATUS_SENTENCES, approval.status),
        committed=approval.committed,
        when=gettext(WHEN[main.name]) % {"until": by_text(main)} if main else "",
        forecast=_forecast(approval, planned, case, now),
        reasons=reasons.get(approval.item, ()),
        explained=tuple(explained(one, planned, names, calendar, now) for one in approval.deadlines),
        documents=_documents(approval, UUID(case.id)),
        remedies=(planned.remedies or "") if planned and approval.status in ENDED else "",
    )


ENDED = ("refused", "not_accepted", "revoked")
DECIDED = ("decided", "delivered", "refused", "revoked")


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
    return approval.open and any(
        is_late(one, now) and one.duty != "applicant" and one.name != "reminder" for one in approval.deadlines
    )


def _light(approval: Approval, now: datetime) -> Light:
    shape, tone, word = LATE if _late(approval, now) else LIGHTS[approval.status]
    return Light(shape, tone, gettext(word))


def _documents(approval: Approval, case_id: UUID) -> tuple[Paper, ...]:
    kinds: list[tuple[str, str]] = []
    if approval.status == "correcting":
        kinds.append((gettext("补正告知书（PDF）"), "correction"))
    if approval.accepted_at is not None:
        kinds.append((gettext("受理通知书（PDF）"), "acceptance"))
    if approval.status == "not_accepted":
        kinds.append((gettext("不予受理通知书（PDF）"), "not-accepted"))
    if approval.status in DECIDED:
        kinds.append((gettext("决定书（PDF）"), "decision"))
    return tuple(Paper(name, reverse("case_document", args=[case_id, approval.item, kind])) for name, kind in kinds)


@dataclass(frozen=True, slots=True)
class DefectShown:
    """One thing to correct: what, in which item, and how."""

    target: str
    name: str
    item: str
    how: str
    note: str
    basis: str


def defects_of(defects: Sequence[Defect], notes: Mapping[str, str], names: Names) -> tuple[DefectShown, ...]:
    """This will list what is to be corrected, each target once, with the free words of the window."""
    shown: dict[str, DefectShown] = {}
    for defect in defects:
        kind = "material" if defect.target in names.catalogue.materials else "element"
        shown.setdefault(
            defect.target,
            DefectShown(
                defect.target,
                names.of(kind, defect.target),
                names.of("item", defect.item),
                worded(DEFECT_CODES, defect.code),
                str(notes.get(defect.target, "") or notes.get(defect.item, "")),
                defect.basis or "",
            ),
        )
    return tuple(shown.values())
