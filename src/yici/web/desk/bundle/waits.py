"""Whom and what one approval waits for, since when and until when, in words."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from yici.domain.case import Approval, Case
from yici.domain.case.outlook import Outlook
from yici.domain.case.states import EDGES, FINAL
from yici.domain.clock import legal_day
from yici.domain.plan import PlannedApproval
from yici.web import dates
from yici.web.causes import cause_word
from yici.web.counting import end_text
from yici.web.desk.opened import Opened


def waits(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> tuple[str, ...]:
    """This will say whom one approval waits for, the body itself where it is its turn alone; empty once it is over."""
    if approval.status in FINAL:
        return ()
    unit = {"unit": opened.names.of("agency", approval.agency)}
    if approval.status == "decided":
        return (gettext("等%(unit)s或者窗口送达") % unit,)
    found = (_needs, _joined, _applicant, _stopped, _opinions, _visits, _hearing)
    told = tuple(text for tell in found for text in tell(opened, approval, planned, ahead))
    return told or (gettext("不等别人，轮到%(unit)s") % unit,)


def _needs(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> Iterator[str]:
    for item in approval.needs if approval.status == "waiting" else ():
        told = {"item": opened.names.of("item", item), "body": _body(opened, item)}
        end = ahead.of(item).ends
        if end is None:
            yield gettext("等“%(item)s”（%(body)s，哪天办好还说不准）") % told
        else:
            yield gettext("等“%(item)s”（%(body)s，%(day)s前）") % {**told, "day": dates.day_text(end)}


def _body(opened: Opened, item: str) -> str:
    return opened.names.of("agency", opened.case.approval(item).agency)


def _joined(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> Iterator[str]:
    if approval.joins:
        names = opened.names
        yield gettext("和%(items)s一起作决定") % {
            "items": names.listed(_quoted(names.of("item", item)) for item in approval.joins)
        }


def _quoted(text: str) -> str:
    return gettext("“%(text)s”") % {"text": text}


def _applicant(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> Iterator[str]:
    if approval.status == "correcting":
        yield gettext("等申请人补正")
    for owed in opened.case.owed:
        if approval.item in owed.items:
            told = {"paper": opened.names.of("material", owed.material)}
            if owed.deadline is None:
                yield gettext("等申请人的“%(paper)s”，现场核查时交") % told
            else:
                end = end_text(owed.deadline, legal_day(opened.staff.now))
                yield gettext("等申请人的“%(paper)s”，%(day)s前") % {**told, "day": end}


def _stopped(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> Iterator[str]:
    if approval.suspension:
        end = next((d for d in approval.deadlines if d.name == "resumption"), None)
        told = {"cause": cause_word(approval.suspension.cause, planned, opened.names)}
        day = end_text(end, legal_day(opened.staff.now)) if end else ""
        yield gettext("%(cause)s，%(day)s期限接着算") % {**told, "day": day}


def _opinions(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> Iterator[str]:
    for one in approval.owing:
        told = {"unit": opened.names.of("agency", one.agency), "since": _day(legal_day(one.asked_at))}
        if one.deadline is None:
            yield gettext("等%(unit)s的意见，%(since)s起") % told
        else:
            end = end_text(one.deadline, legal_day(opened.staff.now))
            yield gettext("等%(unit)s的意见，%(since)s起，%(day)s前") % {**told, "day": end}


def _day(day: date) -> str:
    return dates.short_day(day)


def _visits(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> Iterator[str]:
    pending = [visit for visit in opened.case.visits if approval.item in opened.case.pending(visit)]
    for visit in pending:
        yield gettext("等现场核查，%(day)s") % {"day": dates.day_text(visit.on)}
    if planned.inspections and not approval.committed and not approval.inspected and not pending:
        yield gettext("要现场核查，还没有约") if approval.status != "received" else gettext("受理以后要现场核查")


def _hearing(opened: Opened, approval: Approval, planned: PlannedApproval, ahead: Outlook) -> Iterator[str]:
    hearing = approval.hearing
    if hearing and hearing.stage in ("offered", "requested", "set"):
        yield (
            gettext("等听证")
            if hearing.on is None
            else gettext("等听证，%(day)s") % {"day": dates.day_text(hearing.on)}
        )


def changed_at(opened: Opened, case: Case) -> dict[str, date]:
    """This will give, by item, the day on which it came into the state in which it is."""
    from_start = legal_day(case.submitted_at)
    found = {approval.item: from_start for approval in case.approvals}
    for line in opened.lines:
        for item in _moved(line.event):
            if item in found:
                found[item] = legal_day(line.event.at)
    return found


def _moved(event: object) -> tuple[str, ...]:
    """The items whose state an event changes."""
    if getattr(event, "kind", "") not in EDGES:
        return ()
    item = getattr(event, "item", None)
    return (item,) if item else tuple(getattr(event, "deadlines", ()))
