"""Letters: the right to a hearing, its time and place, a pause by the place's own rule, what counts as withdrawn."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from yici.documents import Letter, LetterPart
from yici.domain.case import Case, CaseEvent, Deadline
from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.case import interested_events as i
from yici.domain.clock import legal_day
from yici.domain.regime import HearingRule
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.case_words import FINDINGS, worded
from yici.web.causes import cause_source, cause_word, is_local
from yici.web.lapses import lapse_source, lapse_why
from yici.web.open_words import open_because
from yici.web.papers.sheet import Papers, remedies_of

Private = Mapping[str, Any]
Parts = list[tuple[str, list[str]]]


def hearing_offered(papers: Papers, before: Case, event: b.HearingOffered, private: Private) -> Letter:
    """This will tell the applicant that a hearing may be asked for, until when, and what follows if not."""
    rule, until = rule_of(papers, event.item), _until(event.deadline)
    about = [note] if (note := str(private.get("note", ""))) else _why_told(event)
    asked = gettext("要听证的，请在 %(until)s提出；可以在网上提，也可以到综合窗口提。") % {"until": until}
    held = gettext("您提出以后，本机关在 %(days)s内组织听证，不收费用。") % {"days": limit_text(rule.hold)}
    waived = gettext("到期没有提出的，不再举行听证，照常办理。")
    parts = [
        (gettext("为什么告诉您"), about), (gettext("怎样要求听证"), [asked, held]), (gettext("不要求的"), [waived]),
    ]  # fmt: skip
    told = gettext("本机关作出决定以前，您有要求听证的权利。")
    return letter(papers, before, event, gettext("听证权利告知书"), told, parts, [rule.source])


def _why_told(event: b.HearingOffered) -> list[str]:
    """Where a text gives a hearing, both are told of it (Art. 47)."""
    return [gettext("这项申请可能直接关系到他人的重大利益，本机关已经告知利害关系人。")] if event.for_interested else []


def hearing_set(papers: Papers, before: Case, event: b.HearingSet, private: Private) -> Letter:
    """This will tell the day of a hearing, where and at what time."""
    asked = [one.event for one in papers.lines if isinstance(one.event, b.HearingRequested)]
    last = next((one for one in reversed(asked) if one.item == event.item and one.at <= event.at), None)
    by_others = last is not None and last.by_interested
    told = (
        gettext("这项申请的听证，定在 %(day)s举行，请您参加。")
        if by_others
        else gettext("您要求的听证，定在 %(day)s举行。")
    )
    return hearing_letter(papers, before, event, private, told)


def hearing_letter(
    papers: Papers, before: Case, event: b.HearingSet | i.InterestedSummoned, private: Private, told: str
) -> Letter:  # fmt: skip
    """This will tell whoever takes part in a hearing when and where it is, and what they may do there."""
    rule, day = rule_of(papers, event.item), dates.day_text(event.on, year=True)
    where = [note] if (note := str(private.get("note", ""))) else [gettext("（个人信息已清除）")]
    rights = [
        gettext("您可以提出证据，并进行申辩和质证。"),
        gettext("听证制作笔录，交您确认无误以后签字；本机关根据笔录作出决定。"),
        gettext("认为主持人与这件事有直接利害关系的，可以申请他回避。"),
    ]
    parts = [(gettext("时间、地点"), [day, *where]), (gettext("您可以做什么"), rights)]
    return letter(papers, before, event, gettext("听证通知书"), told % {"day": day}, parts, [rule.source])


def paused(papers: Papers, before: Case, event: ce.ApprovalSuspended, private: Private) -> Letter:
    """This will tell that the promise waits by the place's own rule, and that the legal limit runs on."""
    planned = papers.planned(event.item)
    params = {"cause": cause_word(event.cause, planned, papers.names), "until": _until(event.deadline)}
    needed = limit_text(event.deadline.limit) if event.deadline.limit else ""
    told = gettext("办理您的申请要%(cause)s，承诺期限暂停计算。法定期限照常计算，不受影响。") % params
    again = gettext("暂停到 %(until)s为止，以后承诺期限接着计算，不用您申请。") % params
    legal = next((one for one in event.running if one.name == "legal"), None)
    runs = gettext("法定期限：%(until)s。") % {"until": _until(legal)} if legal else ""
    note = [text] if (text := str(private.get("note", ""))) else []
    parts = [(gettext("暂停多久"), [line for line in (needed, again, runs) if line]), (gettext("说明"), note)]
    source = cause_source(event.cause, planned)
    return letter(papers, before, event, gettext("暂停计算承诺期限告知书"), told, parts, [source])


def withdrawn(papers: Papers, before: Case, event: e.ApprovalWithdrawn, private: Private) -> Letter:
    """This will tell that an application counts as withdrawn: why, by which text, and what the applicant can do."""
    planned, names = papers.planned(event.item), papers.names
    why = lapse_why(event, planned, papers.view.plan, names)
    can = [gettext("以后想办，可以重新申请。"), *remedies_of([planned.remedies])]
    told = gettext("您的申请“%(item)s”，自 %(day)s起视为撤回，不再办理。") % {
        "item": names.of("item", event.item), "day": dates.day_text(legal_day(event.at), year=True),
    }  # fmt: skip
    parts = [(gettext("为什么"), [why]), (gettext("您可以怎样做"), can)]
    source = lapse_source(event, planned, papers.view.plan, names)
    return letter(papers, before, event, gettext("视为撤回申请通知书"), told, parts, [source])


def to_repair(papers: Papers, before: Case, event: e.CommitmentVerified, private: Private) -> Letter:
    """This will order what was found by the check of a promise to be put right: what, until when, and what follows
    (State Council Office 2020 No. 42)."""
    planned, names = papers.planned(event.item), papers.names
    until = next((_until(one) for one in event.deadlines if one.name == "repair"), gettext("期限没有查到"))
    note = [text] if (text := str(private.get("note", ""))) else []
    found = [worded(FINDINGS, one) for one in event.findings]
    order = gettext("请在 %(until)s整改到与承诺一致，并告诉本机关来核查。") % {"until": until}
    follows = [
        gettext("整改好的，经核查确认，这项承诺了结，许可继续有效。"),
        gettext("期满没有整改好的，依法撤销许可；没有修复以前，不再适用告知承诺。"),
    ]
    parts = [
        (gettext("您承诺过的"), list(names.texts(planned.told))), (gettext("核查发现的"), [*found, *note]),
        (gettext("怎样整改"), [order]), (gettext("整改以后，或者没有整改"), follows),
        (gettext("有异议可以怎样做"), list(remedies_of([planned.remedies]))),
    ]  # fmt: skip
    told = gettext("您以告知承诺方式取得“%(item)s”，核查发现与承诺不一致，责令限期整改。") % {
        "item": names.of("item", event.item)
    }
    made = letter(papers, before, event, gettext("责令限期整改通知书"), told, parts, [])
    return replace(made, basis=(gettext("国办发〔2020〕42号"), *papers.basis(event.item)))


def is_pause(papers: Papers, event: CaseEvent) -> bool:
    """This will say whether an event stops the clock for a cause of the place."""
    return isinstance(event, ce.ApprovalSuspended) and is_local(event.cause, papers.planned(event.item))


def letter(
    papers: Papers, before: Case, event: Any, title: str, lead: str, parts: Parts, sources: list[str]
) -> Letter:  # fmt: skip
    """This will lay out a letter about an item in its parts, with the texts that it rests on."""
    names = papers.names
    known = tuple(dict.fromkeys(names.source(one) for one in sources if one)) or (gettext("依据未注明"),)
    return Letter(
        title=title,
        lead=lead,
        number=before.approval(event.item).number,
        case_number=papers.case.number,
        matter=f"{papers.matter} · {names.of('item', event.item)}",
        applicant=papers.applicant,
        office=papers.office([event.item]),
        made_on=legal_day(event.at),
        parts=tuple(LetterPart(heading=heading, lines=tuple(lines)) for heading, lines in parts if lines),
        basis=known,
        status_url=papers.status_url,
    )


def rule_of(papers: Papers, item: str) -> HearingRule:
    """This will give the periods of the hearing of an item."""
    rule = papers.planned(item).hearing
    # The machine offers no hearing where no text gives one.
    assert rule is not None
    return rule


def _until(deadline: Deadline) -> str:
    """The last day of a period, or why it is not known."""
    if deadline.due is not None:
        return gettext("%(day)s以前") % {"day": dates.day_text(dates.last_day(deadline.due), year=True)}
    return open_because(deadline) or gettext("期限没有查到")
