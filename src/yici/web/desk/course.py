"""The course of a case: every event in words, with who did it in which role, and the hash that a receipt carries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from yici.cases.queries import Line
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.event import Actor
from yici.domain.plan import Plan, PlannedApproval
from yici.web import case_words as words
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.case_words import worded
from yici.web.causes import cause_word, is_local
from yici.web.desk.contents import joint, point_text
from yici.web.lapses import lapse_why
from yici.web.outcome_words import outcome_of
from yici.web.refusal_words import target_name
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Step:
    """One event to show. `hash` is the event's own in hexadecimal, `role` who did it, `erased` when a person was."""

    seq: int
    kind: str
    when: str
    what: str
    item: str
    details: tuple[str, ...]
    notes: tuple[str, ...]
    role: str
    channel: str
    hash: str
    algorithm: str
    erased: bool

    @property
    def short_hash(self) -> str:
        """The beginning of the hash."""
        return self.hash[:12]


def course(
    lines: Sequence[Line], names: Names, *, clear: bool, plan: Plan | None = None
) -> tuple[Step, ...]:  # fmt: skip
    """This will put the history of a case into words, the newest first; notes only where `clear`."""
    return tuple(step(line, names, clear=clear, plan=plan) for line in reversed(lines))


def step(line: Line, names: Names, *, clear: bool, plan: Plan | None = None) -> Step:
    """This will put one event into words."""
    event, stored = line.event, line.stored
    item = getattr(event, "item", None)
    return Step(
        seq=stored.seq,
        kind=event.kind,
        when=dates.moment_text(event.at),
        what=_what(event, names),
        item=names.of("item", item) if item else "",
        details=tuple(_details(event, names, plan)),
        notes=tuple(_notes(line.private, names)) if clear else (),
        role=role_words(stored.actor),
        channel=worded(words.CHANNEL_WORDS, stored.actor.channel or ""),
        hash=stored.hash.hex(),
        algorithm=stored.algorithm,
        erased=line.erased,
    )


def role_words(actor: Actor) -> str:
    """This will say in which role somebody acted; nobody is named."""
    return worded(words.ROLE_WORDS, actor.role or "") if actor.role else gettext("工作人员")


def _what(event: e.CaseEvent, names: Names) -> str:
    if isinstance(event, e.ApprovalGranted | e.ApprovalRefused):
        return outcome_of(event.item, event.outcome, names)
    if isinstance(event, e.CommitmentVerified):
        return gettext("核查承诺：已兑现") if event.kept else gettext("核查承诺：没有兑现")
    if isinstance(event, e.InspectionPlanned) and joint(event.items, names):
        return gettext("约定联合勘验")
    if isinstance(event, e.ApprovalWithdrawn) and event.deemed:
        return gettext("视为撤回申请")
    return worded(words.EVENT_WORDS, event.kind)


def _details(event: Any, names: Names, plan: Plan | None) -> Iterator[str]:
    planned = next((one for one in plan.schedule.approvals if one.item == _item(event)), None) if plan else None
    if isinstance(event, e.ApprovalSuspended):
        yield from _suspended(event, planned, names)
    elif isinstance(event, e.ApprovalWithdrawn) and event.deemed and plan and planned:
        yield lapse_why(event, planned, plan, names)
    elif (tell := _TELLERS.get(event.kind)) is not None:
        yield from tell(event, names)


def _item(event: Any) -> str:
    return getattr(event, "item", None) or ""


def _submitted(event: e.Submitted, names: Names) -> Iterator[str]:
    count = len(event.papers)
    yield ngettext("交来 %(n)s 份材料", "交来 %(n)s 份材料", count) % {"n": count}


def _requested(event: e.CorrectionRequested, names: Names) -> Iterator[str]:
    for target, code in dict.fromkeys((defect.target, defect.code) for defect in event.defects):
        yield f"{target_name(names, target)}{gettext('：')}{worded(words.DEFECT_CODES, code)}"


def _papers(event: Any, names: Names) -> Iterator[str]:
    if event.papers:
        yield names.listed(names.of("material", paper.material) for paper in event.papers)


def _accepted(event: Any, names: Names) -> Iterator[str]:
    if event.by_silence:
        yield gettext("期限内没有告知补正，自收到之日起视为受理")


def _not_accepted(event: e.ApprovalNotAccepted, names: Names) -> Iterator[str]:
    yield worded(words.REASON_CODES, event.reason)
    if event.competent:
        yield gettext("该找：%(body)s") % {"body": names.of("agency", event.competent)}


def _planned(event: e.InspectionPlanned, names: Names) -> Iterator[str]:
    yield names.listed(names.of("item", item) for item in event.items)
    yield dates.day_text(event.on, year=True)
    count = len(event.officers)
    yield ngettext("%(n)s 个人去", "%(n)s 个人去", count) % {"n": count}


def _recorded(event: e.InspectionRecorded, names: Names) -> Iterator[str]:
    if event.items:
        yield names.listed(names.of("item", item) for item in event.items)
    if not event.failed:
        yield gettext("全部要点符合")
    yield from (gettext("不符合：%(point)s") % {"point": point_text(one, names)} for one in event.failed)
    if event.supplied:
        yield gettext("现场收到：%(papers)s") % {
            "papers": names.listed(names.of("material", one) for one in event.supplied)
        }


def _suspended(event: e.ApprovalSuspended, planned: PlannedApproval | None, names: Names) -> Iterator[str]:
    yield cause_word(event.cause, planned, names)
    if is_local(event.cause, planned):
        yield gettext("只停承诺期限，法定期限照常计算")
    if event.deadline.limit:
        yield gettext("需要 %(days)s") % {"days": limit_text(event.deadline.limit)}


def _extended(event: e.ApprovalExtended, names: Names) -> Iterator[str]:
    yield gettext("延长 %(days)s") % {"days": limit_text(event.extended.limit)}
    legal = next((one for one in event.deadlines if one.name == "legal"), None)
    if legal and legal.due:
        yield gettext("法定期限到 %(day)s") % {"day": dates.day_text(dates.last_day(legal.due), year=True)}
    yield names.source(event.extended.source)


def _granted(event: e.ApprovalGranted, names: Names) -> Iterator[str]:
    if event.licences:
        yield gettext("产生：%(licences)s") % {
            "licences": names.listed(names.of("licence", one) for one in event.licences)
        }


def _deemed(event: e.ApprovalDeemedGranted, names: Names) -> Iterator[str]:
    yield names.basis("行政许可法", "第五十条")


def _grounds(event: Any, names: Names) -> Iterator[str]:
    table = words.REVOKE_GROUNDS if isinstance(event, e.ApprovalRevoked) else words.GROUNDS
    yield from (worded(table, ground) for ground in event.grounds)


def _lapsed(event: e.ApprovalLapsed, names: Names) -> Iterator[str]:
    yield gettext("因为“%(item)s”没有办成") % {"item": names.of("item", event.because)}


def _delivered(event: e.ApprovalDelivered, names: Names) -> Iterator[str]:
    yield worded(words.WAY_WORDS, event.way)


def _verified(event: e.CommitmentVerified, names: Names) -> Iterator[str]:
    yield from (worded(words.FINDINGS, finding) for finding in event.findings)
    for deadline in event.deadlines:
        if deadline.due:
            yield gettext("整改到 %(day)s") % {"day": dates.day_text(dates.last_day(deadline.due), year=True)}


def _missed(event: e.DeadlineMissed, names: Names) -> Iterator[str]:
    yield worded(words.DEADLINE_WORDS, event.name)
    if event.material:
        yield names.of("material", event.material)


def _until(event: b.HearingOffered | b.HearingRequested, names: Names) -> Iterator[str]:
    if event.deadline.due:
        day = dates.day_text(dates.last_day(event.deadline.due), year=True)
        yield gettext("到 %(day)s") % {"day": day}
    yield names.source(event.deadline.source)


def _set(event: b.HearingSet, names: Names) -> Iterator[str]:
    yield dates.day_text(event.on, year=True)


def _held(event: b.HearingHeld, names: Names) -> Iterator[str]:
    yield gettext("笔录摘要：%(digest)s") % {"digest": event.minutes[:12]}


def _recused(event: b.OfficerRecused, names: Names) -> Iterator[str]:
    yield worded(words.RECUSAL_REASONS, event.reason)


def _proposed(event: b.DecisionProposed, names: Names) -> Iterator[str]:
    yield gettext("准予") if event.grant else gettext("不予")
    yield from (worded(words.GROUNDS, ground) for ground in event.grounds if not event.grant)


_TELLERS: dict[str, Callable[[Any, Names], Iterator[str]]] = {
    "case.submitted": _submitted,
    "case.correction_requested": _requested,
    "case.correction_supplied": _papers,
    "paper.supplied": _papers,
    "approval.accepted": _accepted,
    "approval.cleared": _accepted,
    "approval.not_accepted": _not_accepted,
    "inspection.planned": _planned,
    "inspection.recorded": _recorded,
    "approval.extended": _extended,
    "hearing.offered": _until,
    "hearing.requested": _until,
    "hearing.set": _set,
    "hearing.held": _held,
    "officer.recused": _recused,
    "decision.proposed": _proposed,
    "approval.granted": _granted,
    "approval.deemed_granted": _deemed,
    "approval.refused": _grounds,
    "approval.revoked": _grounds,
    "approval.lapsed": _lapsed,
    "approval.delivered": _delivered,
    "commitment.verified": _verified,
    "deadline.missed": _missed,
}


def _notes(private: Mapping[str, Any] | None, names: Names) -> Iterator[str]:
    for key, value in (private or {}).items():
        if key == "note" and value:
            yield str(value)
        elif key == "approver" and value:
            yield gettext("%(who)s批准") % {"who": value}
        elif key == "record" and value:
            yield gettext("听证笔录：%(text)s") % {"text": value}
        elif key not in ("form", "label", "note") and value:
            yield f"{target_name(names, key)}{gettext('：')}{value}"
