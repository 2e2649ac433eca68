"""What the course of a case tells of each kind of event below its name: a teller for each that has more to say."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext, ngettext

from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.case import renewal_events as r
from yici.domain.plan import PlannedApproval
from yici.web import case_words as words
from yici.web import dates, watching_words
from yici.web.amounts import limit_text
from yici.web.case_words import worded
from yici.web.causes import cause_word, is_local
from yici.web.desk.contents import point_text
from yici.web.desk.hearing_details import HEARINGS
from yici.web.interest_words import RECUSAL_REASONS
from yici.web.opinion_words import CONSULTED, proof_text
from yici.web.refusal_words import target_name
from yici.web.words import Names


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


def suspended(event: ce.ApprovalSuspended, planned: PlannedApproval | None, names: Names) -> Iterator[str]:
    """This will tell why the clock stands; whether only the promised limit does, the plan says."""
    yield cause_word(event.cause, planned, names)
    if is_local(event.cause, planned):
        yield gettext("只停承诺期限，法定期限照常计算")
    if event.deadline.limit:
        yield gettext("需要 %(days)s") % {"days": limit_text(event.deadline.limit)}


def _extended(event: ce.ApprovalExtended, names: Names) -> Iterator[str]:
    yield gettext("延长 %(days)s") % {"days": limit_text(event.extended.limit)}
    legal = next((one for one in event.deadlines if one.name == "legal"), None)
    if legal and legal.due:
        yield gettext("法定期限到 %(day)s") % {"day": dates.day_text(dates.last_day(legal.due), year=True)}
    yield names.source(event.extended.source)


def _opinions_asked(event: b.OpinionsAsked, names: Names) -> Iterator[str]:
    for one in event.asked:
        until = one.deadline.due if one.deadline else None
        name = names.of("agency", one.agency)
        day = dates.day_text(dates.last_day(until), year=True) if until else gettext("期限没有查到")
        yield gettext("%(agency)s，%(day)s前答复") % {"agency": name, "day": day} if until else f"{name}，{day}"


def _opinion_noticed(event: b.OpinionNoticed, names: Names) -> Iterator[str]:
    yield names.of("agency", event.agency)
    yield proof_text(event.proof)
    if event.deadline.due:
        yield gettext("答复期限到 %(day)s") % {"day": dates.day_text(dates.last_day(event.deadline.due), year=True)}


def _opinion_given(event: b.OpinionGiven, names: Names) -> Iterator[str]:
    yield names.of("agency", event.agency)
    yield gettext("同意") if event.agrees else gettext("不同意")
    yield from (worded(words.GROUNDS, ground) for ground in event.grounds)
    if event.late:
        yield gettext("补出的意见，不改变视为同意的结果")
    if event.corrects:
        yield gettext("更正：原来同意") if event.corrects == "agreed" else gettext("更正：原来不同意")


def _opinion_absent(event: b.OpinionAbsent, names: Names) -> Iterator[str]:
    yield names.of("agency", event.agency)
    yield names.basis(event.law, event.article)
    if event.deadline.due:
        day = dates.day_text(dates.last_day(event.deadline.due), year=True)
        yield gettext("记入缺席默认台账，%(day)s前补出意见") % {"day": day}


def _granted(event: e.ApprovalGranted, names: Names) -> Iterator[str]:
    if event.licences:
        yield gettext("产生：%(licences)s") % {
            "licences": names.listed(names.of("licence", one) for one in event.licences)
        }


def _deemed(event: r.ApprovalDeemedGranted, names: Names) -> Iterator[str]:
    yield names.basis("行政许可法", "第五十条")


def _grounds(event: Any, names: Names) -> Iterator[str]:
    table = words.REVOKE_GROUNDS if isinstance(event, e.ApprovalRevoked) else words.GROUNDS
    yield from (worded(table, ground) for ground in event.grounds)


def _lapsed(event: e.ApprovalLapsed, names: Names) -> Iterator[str]:
    yield gettext("因为“%(item)s”没有办成") % {"item": names.of("item", event.because)}


def _delivered(event: e.ApprovalDelivered, names: Names) -> Iterator[str]:
    yield worded(words.WAY_WORDS, event.way)
    if event.proof == "signed":
        yield gettext("已签收")


def _verified(event: e.CommitmentVerified, names: Names) -> Iterator[str]:
    yield from (worded(words.FINDINGS, finding) for finding in event.findings)
    for deadline in event.deadlines:
        if deadline.due:
            yield gettext("整改到 %(day)s") % {"day": dates.day_text(dates.last_day(deadline.due), year=True)}


def _missed(event: ce.DeadlineMissed, names: Names) -> Iterator[str]:
    yield worded(words.DEADLINE_WORDS, event.name)
    if event.of and event.name in CONSULTED:
        yield names.of("agency", event.of)
    if event.material:
        yield names.of("material", event.material)


def _prepared(event: b.ApprovalPrepared, names: Names) -> Iterator[str]:
    yield gettext("等“%(items)s”办好，一起转为正式决定") % {
        "items": names.listed(names.of("item", one) for one in event.joins)
    }


def _near(event: b.DeadlineNear, names: Names) -> Iterator[str]:
    yield gettext("%(name)s到 %(day)s") % {
        "name": worded(words.DEADLINE_WORDS, event.name), "day": dates.day_text(dates.last_day(event.due), year=True),
    }  # fmt: skip
    told = {"rule": event.rule, "version": event.version, "days": event.days}
    yield gettext("平台第 %(rule)s 号规则（第 %(version)s 版）：最后一天以前 %(days)s 个工作日提醒") % told


def _recomputed(event: ce.DeadlineRecomputed, names: Names) -> Iterator[str]:
    name, ends = worded(words.DEADLINE_WORDS, event.deadline.name), event.deadline.due
    day = dates.day_text(dates.last_day(ends), year=True) if ends else gettext("还不能确定")
    if event.why == "whole":
        yield gettext("联合办理的期限从最早受理的一项算起，%(name)s：%(day)s") % {"name": name, "day": day}
    elif event.was is None:
        yield gettext("放假安排装入了，%(name)s：%(day)s") % {"name": name, "day": day}
    else:
        was = dates.day_text(dates.last_day(event.was), year=True)
        yield gettext("放假安排改了，%(name)s从 %(was)s改到 %(day)s") % {"name": name, "was": was, "day": day}


def _window(event: b.WindowCounted, names: Names) -> Iterator[str]:
    end = event.answered.window.due
    if end is not None:
        yield gettext("放假安排装入了，审查材料的期限：%(day)s") % {
            "day": dates.day_text(dates.last_day(end), year=True)
        }
    if event.accepted_at is not None:
        day = dates.day_text(dates.last_day(event.accepted_at), year=True)
        yield gettext("答复时已经过了，受理从收到申请的 %(day)s 起算，期限跟着提前") % {"day": day}
    elif event.late:
        yield gettext("答复时已经过了")


def _card(event: b.CardIssued, names: Names) -> Iterator[str]:
    card = event.card
    yield f"{worded(watching_words.DEGREE_WORDS, card.colour)}{gettext('：')}{watching_words.card_about(card.about)}"
    yield gettext("发给%(unit)s") % {"unit": names.of("agency", card.agency)}
    if card.rule:
        yield gettext("平台第 %(rule)s 号规则（第 %(version)s 版）") % {"rule": card.rule, "version": card.version}


def _answered(event: b.CardAnswered, names: Names) -> Iterator[str]:
    if event.expected:
        yield gettext("打算 %(day)s前办好；期限不变") % {"day": dates.day_text(event.expected, year=True)}


def _convened(event: b.MeetingConvened, names: Names) -> Iterator[str]:
    meeting = event.meeting
    yield worded(watching_words.MEETING_WORDS, meeting.about)
    yield dates.moment_text(meeting.at) + (gettext("，远程") if meeting.remote else "")
    yield gettext("请了%(units)s") % {"units": names.listed(names.of("agency", one.agency) for one in meeting.invited)}


def _invitation(event: b.InvitationAnswered, names: Names) -> Iterator[str]:
    told = {"unit": names.of("agency", event.agency)}
    yield (gettext("%(unit)s参加") if event.comes else gettext("%(unit)s不参加")) % told


def _meeting_held(event: b.MeetingHeld, names: Names) -> Iterator[str]:
    yield worded(watching_words.RESULT_WORDS, event.result)
    came = names.listed(names.of("agency", one) for one in event.attended)
    yield gettext("到会：%(units)s") % {"units": came} if came else gettext("没有部门到会")


def _rated(event: b.Rated, names: Names) -> Iterator[str]:
    yield gettext(watching_words.RATING_WORDS[event.level])


def _recused(event: b.OfficerRecused, names: Names) -> Iterator[str]:
    yield worded(RECUSAL_REASONS, event.reason)


def _proposed(event: b.DecisionProposed, names: Names) -> Iterator[str]:
    yield gettext("准予") if event.grant else gettext("不予")
    yield from (worded(words.GROUNDS, ground) for ground in event.grounds if not event.grant)
    if event.valid_until:
        yield gettext("有效期至 %(day)s") % {"day": dates.day_text(event.valid_until, year=True)}


TELLERS: dict[str, Callable[[Any, Names], Iterator[str]]] = {
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
    "opinions.asked": _opinions_asked,
    "opinion.noticed": _opinion_noticed,
    "opinion.given": _opinion_given,
    "opinion.absent": _opinion_absent,
    **HEARINGS,
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
    "approval.prepared": _prepared,
    "deadline.near": _near,
    "deadline.recomputed": _recomputed,
    "window.counted": _window,
    "card.issued": _card,
    "card.answered": _answered,
    "meeting.convened": _convened,
    "invitation.answered": _invitation,
    "meeting.held": _meeting_held,
    "case.rated": _rated,
}
