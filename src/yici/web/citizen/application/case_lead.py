"""The first sentence of a case: who has it now, what they do, until when, how many working days are left."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop, ngettext

from yici.domain.case import Approval, Case, Deadline, deadlines
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.workdays import Calendar
from yici.web.causes import is_local
from yici.web.citizen.application.ahead import body_of
from yici.web.citizen.application.explained import by_text, is_late, left_text, until_text
from yici.web.dates import joined
from yici.web.words import Names

# By deadline, while it can still be kept: who does what until when.
SENTENCES: dict[str, str] = {
    "correction": gettext_noop(
        "现在由<strong>综合窗口</strong>核对材料，<strong>{until}</strong>一次告诉您要不要补，{left}。"
    ),
    "promised": gettext_noop("现在由<strong>{who}</strong>办理“{item}”，<strong>{until}</strong>给您结果，{left}。"),
    "legal": gettext_noop("现在由<strong>{who}</strong>办理“{item}”，<strong>{until}</strong>给您结果，{left}。"),
    "resumption": gettext_noop(
        "“{item}”正在做依法不计入期限的事，<strong>{who}</strong>说<strong>{until}</strong>做完，{left}；做完期限接着算。"
    ),
    "delivery": gettext_noop("“{item}”已经办好，<strong>{until}</strong>把结果交到您手里，{left}。"),
    "verification": gettext_noop(
        "“{item}”按您的承诺办好了，<strong>{who}</strong>在<strong>{until}</strong>来核查，{left}。"
    ),
    "opinion": gettext_noop("正在为“{item}”征求别的部门的意见，<strong>{until}</strong>答复，{left}。"),
    "back_issue": gettext_noop("“{item}”在等一个部门<strong>{until}</strong>补出意见，{left}；这不影响您。"),
    "reply": gettext_noop("轮到您了：请在<strong>{until}</strong>补来“{item}”要补的，{left}。"),
    "supply": gettext_noop("轮到您了：请在<strong>{until}</strong>补交说好晚些交的材料，{left}。"),
    "repair": gettext_noop("轮到您了：“{item}”请在<strong>{until}</strong>整改好，{left}。"),
    "hearing_request": gettext_noop(
        "“{item}”作决定以前，您可以要求听证：要的话请在<strong>{until}</strong>提出，{left}；不要求的，接着办。"
    ),
    "hearing": gettext_noop("“{item}”有人要求了听证，<strong>{who}</strong>在<strong>{until}</strong>举行，{left}。"),
    "assignment": gettext_noop(
        "<strong>{who}</strong>在<strong>{until}</strong>定下谁来为“{item}”检验、检测，{left}。"
    ),
}
PAUSED = gettext_noop("“{item}”按本地规定暂停计算承诺期限，<strong>{until}</strong>为止，{left}；法定期限照常计算。")
EXTENDED = gettext_noop(
    "现在由<strong>{who}</strong>办理“{item}”，期限经批准延长过一次，<strong>{until}</strong>给您结果，{left}。"
)
LATE: dict[str, str] = {
    "promised": gettext_noop(
        "“{item}”本来应当由<strong>{who}</strong>在<strong>{until}</strong>办完，{left}。您可以打 12345 催办。"
    ),
    "legal": gettext_noop(
        "“{item}”本来应当由<strong>{who}</strong>在<strong>{until}</strong>办完，{left}。您可以打 12345 催办。"
    ),
    "delivery": gettext_noop("“{item}”已经办好，本来应当在<strong>{until}</strong>交到您手里，{left}。"),
    "opinion": gettext_noop("别的部门对“{item}”的意见<strong>{until}</strong>没有答复，{left}；您的期限不变。"),
    "back_issue": gettext_noop("有部门没有按期补出对“{item}”的意见，{left}；这不影响您。"),
    "correction": gettext_noop("综合窗口本来应当在<strong>{until}</strong>告诉您材料齐不齐，{left}。"),
    "verification": gettext_noop("<strong>{who}</strong>本来应当在<strong>{until}</strong>来核查“{item}”，{left}。"),
    "hearing_request": gettext_noop("“{item}”要求听证的日子<strong>{until}</strong>已经过了，{left}；接着办。"),
    "hearing": gettext_noop("<strong>{who}</strong>本来应当在<strong>{until}</strong>举行“{item}”的听证，{left}。"),
    "assignment": gettext_noop(
        "<strong>{who}</strong>本来应当在<strong>{until}</strong>定下谁来为“{item}”检验、检测，{left}。"
    ),
    "reply": gettext_noop("补正的日子<strong>{until}</strong>已经过了，{left}。请尽快补来，或者到窗口商量。"),
    "supply": gettext_noop("补交材料的日子<strong>{until}</strong>已经过了，{left}。请尽快交来，或者到窗口商量。"),
    "repair": gettext_noop("“{item}”整改的日子<strong>{until}</strong>已经过了，{left}。请马上联系核查的机关。"),
}
REMINDERS: dict[str, str] = {
    "window": gettext_noop("现在由<strong>综合窗口</strong>处理“{item}”。没有查到规定的期限；平台{until}会提醒他们。"),
    "agency": gettext_noop("现在由<strong>{who}</strong>办理“{item}”。没有查到规定的期限；平台{until}会提醒他们。"),
    "applicant": gettext_noop(
        "轮到您了：“{item}”有要补的。没有查到规定的期限，越早补来越早办好；平台{until}会再提醒您。"
    ),
}
READY = gettext_noop("<strong>“{item}”</strong>已经办好，结果在等您来领。没有查到送达的期限。")
GONE = frozenset({"withdrawn", "lapsed"})
REFUSED = frozenset({"refused", "not_accepted", "revoked"})
WORKED_ON = frozenset({"received", "handling", "suspended"})
NOT_TOLD = frozenset({"answer", "message"})
"""What offices owe each other is no end of the applicant's; a message is answered beside the course."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence; `tone` is "", "later" (it is the applicant's turn), "bad" (late) or "good" (all done).

    `also` says, to stand right after it, how many other approvals are late, and how many are worked on meanwhile.
    """

    sentence: SafeString
    tone: str
    yours: bool
    also: str = ""


def lead(case: Case, plan: Plan, names: Names, calendar: Calendar, now: datetime) -> Lead:
    """This will say where a case stands in one sentence."""
    standing = _standing(case)
    if standing is None:
        return _ended(case)
    item, deadline = standing
    late = is_late(deadline, now) and deadline.name != "reminder"
    planned = next((one for one in plan.schedule.approvals if one.item == item), None)
    template = gettext(READY) if is_ready(case, item, deadline) else _template(deadline, late)
    if deadline.name == "resumption" and item and is_paused(case.approval(item), planned):
        template = gettext(PAUSED)
    sentence = format_html(
        template,
        who=body_of(planned, names) if planned else "",
        item=names.of("item", item) if item else "",
        until=by_text(deadline, now) if _ends(deadline, late) else until_text(deadline),
        left=left_text(deadline, now, calendar),
    )
    yours = deadline.duty == "applicant"
    return Lead(sentence, "bad" if late else "later" if yours else "", yours, _also(case, item, now))


def overdue(case: Case, now: datetime) -> tuple[tuple[str | None, Deadline], ...]:
    """This will list what is late of a case, with its item, the longest late first; mere reminders are never late."""
    return tuple((item, one) for item, one in _told(case) if _binds(one) and _is_over(one, now))


def _binds(deadline: Deadline) -> bool:
    return deadline.name != "reminder" and deadline.duty != "consulted"


def _is_over(deadline: Deadline, now: datetime) -> bool:
    # The window to ask for a correction ends in acceptance where the law says so: only the record tells which it was.
    return deadline.missed if deadline.name == "correction" else is_late(deadline, now)


def _also(case: Case, item: str | None, now: datetime) -> str:
    """What the sentence of one item leaves unsaid: who else is late, and how many more are being worked on."""
    behind = {other for other, _ in overdue(case, now)} - {item}
    going = _others(case, {item, *behind})
    late, others = len(behind), len(going)
    refused = sum(one.status in REFUSED and not one.lapsed for one in case.approvals)
    told = [
        ngettext(
            "有 %(n)s 项没有同意或者没有受理，理由和还能怎么办，见下面。",
            "有 %(n)s 项没有同意或者没有受理，理由和还能怎么办，见下面。",
            refused,
        )
        % {"n": refused}
        if refused
        else "",
        ngettext("另外 %(n)s 项超过期限，见下面。", "另外 %(n)s 项超过期限，见下面。", late) % {"n": late}
        if late
        else "",
        ngettext("另外 %(n)s 项也在办，见下面。", "另外 %(n)s 项也在办，见下面。", others) % {"n": others}
        if others
        else "",
    ]
    return joined(("", *(one for one in told if one))) if any(told) else ""


def _standing(case: Case) -> tuple[str | None, Deadline] | None:
    """What to tell first: the applicant's own turn, then the earliest end that binds, a mere reminder last of all."""
    standing = _told(case)
    return min(standing, key=lambda pair: _rank(pair[1]), default=None)


def _told(case: Case) -> list[tuple[str | None, Deadline]]:
    """The ends that the applicant is told: none between offices, and none of what only waits for another item while
    somebody works on that."""
    ends = [(item, one) for item, one in deadlines(case) if one.name not in NOT_TOLD]
    worked_on = [(item, one) for item, one in ends if item is None or case.approval(item).status != "prepared"]
    return worked_on or ends


def _rank(deadline: Deadline) -> int:
    if deadline.duty == "applicant":
        return 0
    # What another department owes moves no end of the applicant: it stands with its item.
    return 3 if deadline.duty == "consulted" else 2 if deadline.name == "reminder" else 1


def _others(case: Case, told: set[str | None]) -> list[str]:
    """Which other approvals somebody is working on at the same time."""
    return [one.item for one in case.approvals if one.status in WORKED_ON and one.item not in told]


def _ends(deadline: Deadline, late: bool) -> bool:
    """Whether the day is spoken of as an end; the sentences of what the applicant missed, and reminders, name it."""
    return deadline.name != "reminder" and not (late and deadline.duty == "applicant")


def is_ready(case: Case, item: str | None, deadline: Deadline) -> bool:
    """This will say whether a result waits for the applicant and nothing says until when they get it."""
    return deadline.name == "reminder" and item is not None and case.approval(item).status == "decided"


def _template(deadline: Deadline, late: bool) -> str:
    if deadline.name == "reminder":
        return gettext(REMINDERS[deadline.duty])
    if deadline.extended and not late:
        return gettext(EXTENDED)
    return gettext((LATE if late else SENTENCES)[deadline.name])


def is_paused(approval: Approval, planned: PlannedApproval | None) -> bool:
    """This will say whether the clock stands still by the place's own rule, which never stops the legal limit."""
    return approval.suspension is not None and is_local(approval.suspension.cause, planned)


def counted_withdrawn(case: Case) -> bool:
    """This will say whether a case ended because a text counts it as withdrawn, though its applicant did not."""
    return any(one.lapsed for one in case.approvals) and {one.status for one in case.approvals} <= GONE


def taken_back(case: Case) -> bool:
    """This will say whether a case ended because its applicant wanted so, with what had waited for what they took."""
    statuses = {one.status for one in case.approvals}
    return "withdrawn" in statuses and statuses <= GONE


def _ended(case: Case) -> Lead:
    good = sum(one.status in ("decided", "delivered") for one in case.approvals)
    other = len(case.approvals) - good
    if any(one.running for one in case.approvals):
        return Lead(format_html("{}", gettext("现在等前一项办好，您不用做什么。")), "", False)
    if other == 0:
        told = ngettext("办完了：<strong>{n} 项</strong>办好了。", "办完了：<strong>{n} 项</strong>都办好了。", good)
        return Lead(format_html(told, n=good), "good", False)
    if counted_withdrawn(case):
        why = gettext("原因写在下面；以后想办，可以重新申请。")
        return Lead(format_html("<strong>{}</strong>{}", gettext("您的申请视为撤回，不再办了。"), why), "bad", False)
    if taken_back(case):
        return Lead(
            format_html("<strong>{}</strong>{}", gettext("您撤回了申请。"), gettext("以后想办，可以重新申请。")),
            "",
            False,
        )
    if good == 0:
        return Lead(format_html("{}", gettext("结束了：没有一项办成。原因和还能怎么办，写在下面。")), "bad", False)
    told = gettext("办完了：<strong>{good} 项</strong>办好了，<strong>{other} 项</strong>没有办成，原因写在下面。")
    return Lead(format_html(told, good=good, other=other), "later", False)
