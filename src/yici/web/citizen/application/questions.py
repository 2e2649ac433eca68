"""Which other departments are asked about an item, told to the applicant: about what, until when, what they said."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from yici.domain.case import Approval, AskedOpinion
from yici.domain.case import beside_events as b
from yici.domain.plan import PlannedApproval
from yici.web.case_words import GROUNDS, worded
from yici.web.citizen.application.explained import by_text
from yici.web.opinion_words import about_text, planned_opinion
from yici.web.words import Names

SAID: dict[str, str] = {
    "agreed": gettext_noop("%(agency)s同意了。"),
    "disagreed": gettext_noop("%(agency)s不同意，由承办机关决定怎么办。"),
    "absent": gettext_noop("%(agency)s到期没有答复，视为同意。"),
}
ASKED = gettext_noop("正在征求%(agency)s的意见（%(about)s），%(until)s答复。您的期限不变。")
LATE = gettext_noop("%(agency)s的意见到期没有答复，承办机关在催。您的期限不变。")


def opinion_params(event: Any, planned: PlannedApproval | None, names: Names) -> dict[str, object]:
    """This will give what the sentence of an event about opinions is filled with."""
    match event:
        case b.OpinionsAsked():
            parts = (question_text(event.item, one, planned, names, event.at) for one in event.asked)
            return {"asked": names.listed(parts)}
        case b.OpinionGiven():
            reasons = names.listed(worded(GROUNDS, one) for one in event.grounds)
            says = gettext("同意") if event.agrees else gettext("不同意，因为%(reasons)s") % {"reasons": reasons}
            if event.corrects:
                says = gettext("更正为%(says)s") % {"says": says}
            return {"agency": names.of("agency", event.agency), "says": says}
        case b.OpinionAbsent():
            return {"agency": names.of("agency", event.agency), "source": names.basis(event.law, event.article)}
        case _:
            return {"agency": names.of("agency", event.agency), "until": by_text(event.deadline, event.at)}


def question_text(
    item: str, one: AskedOpinion, planned: PlannedApproval | None, names: Names, at: datetime
) -> str:  # fmt: skip
    """This will name a department with what it is asked about and until when: part of a sentence."""
    told = _told(item, one, planned, names, at)
    if one.deadline is None:
        return str(told["agency"])
    return gettext("%(agency)s（%(about)s），%(until)s答复") % told


def questions_told(
    approval: Approval, planned: PlannedApproval | None, names: Names, now: datetime
) -> tuple[str, ...]:  # fmt: skip
    """This will say of every department that was asked what it was asked, or what it said, while the item runs."""
    if not approval.running:
        return ()
    return tuple(_said(approval.item, one, planned, names, now) for one in approval.opinions)


def _said(item: str, one: AskedOpinion, planned: PlannedApproval | None, names: Names, now: datetime) -> str:
    told = _told(item, one, planned, names, now)
    if one.stance != "asked":
        return gettext(SAID[one.stance]) % told
    return gettext(LATE if one.deadline is None or one.deadline.missed else ASKED) % told


def _told(
    item: str, one: AskedOpinion, planned: PlannedApproval | None, names: Names, at: datetime
) -> dict[str, str]:  # fmt: skip
    opinion = planned_opinion(planned, one.agency) if planned else None
    return {
        "agency": names.of("agency", one.agency),
        "about": about_text(item, opinion, names),
        "until": by_text(one.deadline, at) if one.deadline else "",
    }
