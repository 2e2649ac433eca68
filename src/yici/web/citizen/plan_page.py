"""The plan in words: what the plan page, the notice and the printout show, with nothing left to decide in a template."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.fact import Source
from yici.domain.plan import FormField, Plan, PlannedApproval, PlannedMaterial, Told
from yici.web import axis, dates
from yici.web.words import Names, worded

HOW: dict[str, tuple[str, str]] = {
    "submit": (gettext_noop("要交"), ""),
    "deferrable": (gettext_noop("可以晚交"), "later"),
    "commitment": (gettext_noop("不用交,您已承诺"), "good"),
    "form": (gettext_noop("不用交,合并成一张表"), "good"),
    "produced": (gettext_noop("不用交,本次产生"), "good"),
    "held": (gettext_noop("不用交,您已持有"), "good"),
    "shared": (gettext_noop("不用交,部门共享"), "good"),
}
ORIGINS: dict[str, str] = {
    "answered": gettext_noop("您已回答"),
    "account": gettext_noop("实名账户"),
    "register": gettext_noop("部门数据"),
    "held": gettext_noop("您的证照"),
    "produced": gettext_noop("本次产生"),
    "omitted": gettext_noop("用不着"),
}
FORMS: dict[str, str] = {
    "original": gettext_noop("原件"),
    "copy": gettext_noop("复印件"),
    "original_and_copy": gettext_noop("原件和复印件"),
    "electronic": gettext_noop("电子件"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to show."""

    name: str
    how: str
    tone: str
    form: str
    reasons: tuple[str, ...]
    items: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval to show."""

    item: str
    name: str
    body: str
    starts: str
    ends: str
    legal: str
    legal_source: str
    promised: str
    promised_source: str
    reference: str
    differing: tuple[str, ...]
    reasons: tuple[str, ...]
    basis: tuple[tuple[str, str], ...]
    gaps: tuple[str, ...]
    after: str
    committed: bool


@dataclass(frozen=True, slots=True)
class Spared:
    """One line of the ledger of what was not asked."""

    name: str
    origin: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of before and after: words, and bar lengths in percent."""

    name: str
    before: str
    after: str
    before_width: int
    after_width: int


@dataclass(frozen=True, slots=True)
class Page:
    """The whole plan in words."""

    name: str
    finish: str
    finish_open: tuple[str, ...]
    fields: int
    papers: int
    later: int
    trips: int
    trip_reasons: tuple[str, ...]
    spared_fields: int
    spared_papers: int
    approvals: tuple[Approval, ...]
    to_bring: tuple[Paper, ...]
    not_to_bring: tuple[Paper, ...]
    spared: tuple[Spared, ...]
    items_off: tuple[tuple[str, str], ...]
    open_questions: tuple[tuple[str, tuple[str, ...]], ...]
    visits: tuple[str, ...]
    points: tuple[tuple[str, ...], ...]
    compared: tuple[Compared, ...]
    unknown: tuple[str, ...]
    axis: axis.Axis
    axis_rows: tuple[dict[str, str], ...] = field(default=())


def names_for(catalogue: Catalogue, plan: Plan) -> Names:
    """This will collect the names that a plan's reasons may use."""
    bundle = catalogue.bundles[plan.bundle]
    sources: dict[str, Source] = {source.id: source for source in bundle.sources}
    for planned in plan.items:
        sources |= {source.id: source for source in catalogue.items[planned.item].sources}
    for regime in catalogue.regimes.values():
        sources |= {source.id: source for source in regime.sources}
    for place in catalogue.places.values():
        sources |= {source.id: source for source in place.sources}
    return Names(catalogue, questions_of(catalogue, bundle), sources, dates.english())


def plan_page(catalogue: Catalogue, plan: Plan) -> Page:
    """This will put a plan into words for a page."""
    names = names_for(catalogue, plan)
    approvals = tuple(_approval(one, names) for one in plan.schedule.approvals)
    papers = [(paper, _paper(paper, names)) for paper in plan.materials]
    visits = tuple(_visit(visit, names) for visit in plan.schedule.visits)
    words = {a.item: (a.name, _note(a, shown)) for a, shown in zip(plan.schedule.approvals, approvals, strict=True)}
    calendar = catalogue_queries.calendar_for(plan.place)
    return Page(
        name=names.name(catalogue.bundles[plan.bundle]),
        finish=dates.plan_day(plan.schedule.finish),
        finish_open=_open_ends(plan, names),
        fields=len(plan.form.fields),
        papers=sum(paper.how == "submit" for paper in plan.materials),
        later=sum(paper.how == "deferrable" for paper in plan.materials),
        trips=len(plan.trips),
        trip_reasons=tuple(worded(reason, names) for trip in plan.trips for reason in trip.reasons),
        spared_fields=plan.form.printed - len(plan.form.fields),
        spared_papers=sum(paper.how not in ("submit", "deferrable") for paper in plan.materials),
        approvals=approvals,
        to_bring=tuple(shown for paper, shown in papers if paper.how in ("submit", "deferrable")),
        not_to_bring=tuple(shown for paper, shown in papers if paper.how not in ("submit", "deferrable")),
        spared=tuple(_spared(one, names) for one in plan.form.spared),
        items_off=tuple(
            (names.name(catalogue.items[one.item]), _sentence(one.reasons, names))
            for one in plan.items
            if one.applies is False
        ),
        open_questions=tuple(
            (names.of("question", one.id), tuple(worded(reason, names) for reason in one.reasons))
            for one in plan.questions
        ),
        visits=visits,
        points=tuple(visit.points for visit in plan.schedule.visits),
        compared=_compared(plan),
        unknown=tuple(worded(reason, names) for reason in plan.savings.before.unknown),
        axis=axis.draw(plan, words, visits, axis.TickWriter(calendar)),
        axis_rows=tuple({"name": a.name, "when": _when(a), "after": a.after} for a in approvals),
    )


def _open_ends(plan: Plan, names: Names) -> tuple[str, ...]:
    ends = [one.promised_by.reason for one in plan.schedule.approvals if one.promised_by.reason is not None]
    finish = plan.schedule.finish.reason
    reasons = dict.fromkeys(worded(reason, names) for reason in [*ends, *([finish] if finish else [])])
    return tuple(reasons)


def _when(shown: Approval) -> str:
    if shown.starts == shown.ends:
        return f"{shown.ends} · {shown.promised}"
    return f"{shown.starts} → {shown.ends} · {shown.promised}"


def _note(planned: PlannedApproval, shown: Approval) -> str:
    committed = gettext("告知承诺") + " · " if planned.committed else ""
    return committed + shown.promised


def _approval(planned: PlannedApproval, names: Names) -> Approval:
    waits = [names.of("item", item) for item in planned.needs]
    reference = ""
    if planned.promised and planned.promised.standing == "reference":
        reference = gettext("参照%(place)s") % {"place": planned.promised.source_place or planned.promised.source_title}
    return Approval(
        item=planned.item,
        name=names.of("item", planned.item),
        body=planned.body or names.of("agency", planned.agency),
        starts=dates.plan_day(planned.starts),
        ends=dates.plan_day(planned.promised_by),
        legal=_limit(planned.legal),
        legal_source=planned.legal.source_title if planned.legal else "",
        promised=_limit(planned.promised),
        promised_source=planned.promised.source_title if planned.promised else "",
        reference=reference,
        differing=_differing(planned.legal) + _differing(planned.promised),
        reasons=tuple(worded(reason, names) for reason in planned.reasons),
        basis=planned.basis,
        gaps=planned.gaps,
        after=gettext("等%(items)s办好后开始") % {"items": "、".join(waits)} if waits else "",
        committed=planned.committed,
    )


def _limit(told: Told | None) -> str:
    return dates.limit_text(told.limit) if told else gettext("没有查到期限")


def _differing(told: Told | None) -> tuple[str, ...]:
    if told is None:
        return ()
    return tuple(
        gettext("%(source)s写的是 %(limit)s。") % {"source": title, "limit": dates.limit_text(limit)}
        for limit, title in told.others
    )


def _paper(paper: PlannedMaterial, names: Names) -> Paper:
    how, tone = HOW[paper.how]
    form = gettext(FORMS[paper.form]) if paper.form else gettext("形式没有写明")
    copies = ngettext("%(n)s 份", "%(n)s copies", paper.copies) % {"n": paper.copies} if paper.copies else ""
    return Paper(
        name=names.of("material", paper.material),
        how=gettext(how),
        tone=tone,
        form=" ".join(part for part in (form, copies) if part) if paper.how in ("submit", "deferrable") else "",
        reasons=tuple(dict.fromkeys(worded(reason, names) for reason in paper.reasons)),
        items="、".join(names.of("item", item) for item in paper.items),
    )


def _spared(one: FormField, names: Names) -> Spared:
    return Spared(
        names.of("element", one.element),
        gettext(ORIGINS.get(one.origin, one.origin)),
        tuple(dict.fromkeys(worded(reason, names) for reason in one.reasons)),
    )


def _sentence(reasons: Any, names: Names) -> str:
    return " ".join(worded(reason, names) for reason in reasons if reason.code != "item.listed")


def _visit(visit: Any, names: Names) -> str:
    items = "、".join(names.of("item", item) for item in visit.items)
    count = len(visit.agencies)
    days = f"{dates.plan_day(visit.earliest)} – {dates.plan_day(visit.latest)}"
    if count > 1:
        return gettext("一次联合勘验,%(count)s 个部门一起来(%(items)s),%(days)s") % {
            "count": count,
            "items": items,
            "days": days,
        }
    return gettext("一次现场核查(%(items)s),%(days)s") % {"items": items, "days": days}


def _compared(plan: Plan) -> tuple[Compared, ...]:
    before, after = plan.savings.before, plan.savings.after
    lines = (
        (gettext("填写"), before.fields, after.fields, gettext("项")),
        (gettext("材料"), before.papers, after.papers, gettext("份")),
        (gettext("时间"), before.days, after.days, gettext("个工作日")),
        (gettext("跑动"), before.visits, after.visits, gettext("次")),
        (gettext("找几家"), before.departments, after.departments, gettext("家")),
    )
    return tuple(_compare(*line) for line in lines)


def _compare(name: str, before: int | None, after: int | None, unit: str) -> Compared:
    most = max(before or 0, after or 0, 1)
    return Compared(
        name,
        _count(before, unit),
        _count(after, unit),
        round(100 * (before or 0) / most),
        round(100 * (after or 0) / most),
    )


def _count(value: int | None, unit: str) -> str:
    return gettext("未公布") if value is None else f"{value} {unit}"
