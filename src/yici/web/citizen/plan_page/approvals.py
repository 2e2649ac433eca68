"""Each approval in words: who, from when to when, both limits with their sources, contradictions, gaps, reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from yici.domain.fact import Source
from yici.domain.plan import Day, Plan, PlannedApproval, PlannedItem, Told
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.words import Names, worded

INSTANT = frozenset({"on_the_spot", "minute", "hour", "working_minute", "working_hour"})
SHOWN_ELSEWHERE = frozenset({"item.listed", "materials.incomplete", "item.committed"})


@dataclass(frozen=True, slots=True)
class LimitWords:
    """One limit: how long, until when, whose word it is, and how another place's word is marked (参照)."""

    text: str
    until: str
    source: str
    address: str
    reference: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval to show. `when` is one line of days, `differing` what other sources say of the limits."""

    item: str
    name: str
    body: str
    body_known: bool
    when: str
    limit: str
    instant: bool
    critical: bool
    committed: bool
    open: bool
    why_open: str
    after: str
    legal: LimitWords | None
    promised: LimitWords | None
    differing: tuple[str, ...]
    basis: tuple[str, ...]
    told: tuple[str, ...]
    verification: str
    notes: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """One item that does not apply, or of which that is still open, and why."""

    name: str
    reasons: tuple[str, ...]


def undecided(one: PlannedItem, names: Names) -> Undecided:
    """This will put an item that is not planned into words."""
    reasons = (reason for reason in one.reasons if reason.code not in SHOWN_ELSEWHERE)
    return Undecided(names.of("item", one.item), tuple(dict.fromkeys(worded(reason, names) for reason in reasons)))


def approval_words(planned: PlannedApproval, plan: Plan, names: Names) -> Approval:
    """This will put one approval into words."""
    names = names.within(planned.item)
    waits = names.listed(names.of("item", item) for item in planned.needs)
    reason = planned.promised_by.reason
    return Approval(
        item=planned.item,
        name=names.of("item", planned.item),
        body=planned.body or names.of("agency", planned.agency),
        body_known=planned.body is not None,
        when=_when(planned, plan),
        limit=limit_text(planned.promised.limit) if planned.promised else gettext("没有查到期限"),
        instant=planned.promised is not None and planned.promised.limit.unit in INSTANT,
        critical=planned.critical,
        committed=planned.committed,
        open=planned.promised_by.day is None,
        why_open=worded(reason, names) if reason else "",
        after=gettext("等“%(items)s”办好") % {"items": waits} if waits else "",
        legal=_limit(planned.legal, planned.legal_by, plan, names),
        promised=_limit(planned.promised, planned.promised_by, plan, names),
        differing=(
            *_differing(gettext("法定期限"), planned.legal, names),
            *_differing(gettext("承诺期限"), planned.promised, names),
        ),
        basis=tuple(names.basis(law, article) for law, article in planned.basis),
        told=names.texts(planned.told),
        verification=limit_text(planned.verification) if planned.verification else "",
        notes=tuple(dict.fromkeys(_notes(planned, plan, names))),
        gaps=names.texts(planned.gaps),
    )


def _when(planned: PlannedApproval, plan: Plan) -> str:
    start = plan.schedule.start
    first, last = (dates.plan_day(day, since=start) for day in (planned.starts, planned.promised_by))
    if planned.promised_by.day is None:
        return gettext("哪天办好还说不出") if planned.promised is None else last
    if planned.starts == planned.promised_by:
        return gettext("%(last)s当天办好") % {"last": last}
    if planned.starts.day == start:
        return gettext("最晚 %(last)s办好") % {"last": last}
    return gettext("%(first)s开始，最晚 %(last)s办好") % {"first": first, "last": last}


def _limit(told: Told | None, until: Day, plan: Plan, names: Names) -> LimitWords | None:
    if told is None:
        return None
    source = names.sources.get(told.source)
    reference = ""
    if told.standing == "reference":
        reference = gettext("参照%(place)s") % {"place": told.source_place or told.source_title}
    return LimitWords(
        text=limit_text(told.limit),
        until=dates.plan_day(until, since=plan.schedule.start),
        source=names.cited(source) if source else told.source_title,
        address=link_of(source),
        reference=reference,
    )


def link_of(source: Source | None) -> str:
    """This will give the address of a source when it can be opened; some sources are files of a collection."""
    address = (source and source.address) or ""
    return address if address.startswith(("http://", "https://")) else ""


def _differing(kind: str, told: Told | None, names: Names) -> Iterator[str]:
    for limit, source in told.others if told else ():
        yield gettext("%(kind)s另有一种说法：%(source)s写的是%(limit)s。") % {
            "kind": kind,
            "source": names.source(source),
            "limit": limit_text(limit),
        }


def _notes(planned: PlannedApproval, plan: Plan, names: Names) -> Iterator[str]:
    [item] = [one for one in plan.items if one.item == planned.item]
    seat = (planned.competent.reason,) if planned.competent else ()
    for reason in (*item.reasons, *seat, *planned.reasons):
        yield worded(reason, names)
