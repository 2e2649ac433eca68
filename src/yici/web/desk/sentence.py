"""The sentence on top of a case: who has it, with what, until when, and how long that still is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from yici.domain.case import Approval, Case, Deadline
from yici.domain.clock import legal_day
from yici.domain.lights import light
from yici.domain.workdays import Calendar
from yici.web import counting
from yici.web.case_words import DEADLINE_WORDS, DUTY_WORDS, STATUS_SENTENCES, worded
from yici.web.desk.light_words import LightWords, left_words, light_words
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Sentence:
    """Who has the case, until when, as sentences; `light` is that of the next end, None when nothing is open."""

    has: str
    until: str
    light: LightWords | None


def sentence(case: Case, item: str, *, calendar: Calendar, names: Names, now: datetime) -> Sentence:
    """This will say who has one item of a case and until when; several run side by side, each with its own owner."""
    approval = case.approval(item)
    standing = next((d for d in _in_turn(approval) if not d.missed or d.duty != "applicant"), None)
    if standing is None:
        return Sentence(_at_rest(approval, names), "", None)
    end = standing.due or standing.not_before
    lamp = light(end, now=now, calendar=calendar, bounded=standing.due is None)
    left = left_words(lamp) if standing.due else ""
    gap = " " if names.english else ""
    until = f"{gap}{_until(standing, left, now)}"
    return Sentence(_who(approval, standing.duty, names), until, light_words(lamp))


def _in_turn(approval: Approval) -> list[Deadline]:
    """The ends of an approval, those first that fall due first; open ones last."""
    if not approval.running or approval.status == "prepared":
        return []
    standing = [one for one in approval.standing if one.name not in ("answer", "message") and one.duty != "consulted"]
    return sorted(standing, key=lambda one: (one.due is None, one.due or one.since))


def _at_rest(approval: Approval, names: Names) -> str:
    if approval.status == "prepared":
        told = {
            "item": names.of("item", approval.item),
            "joins": names.listed(names.of("item", n) for n in approval.joins),
        }
        return gettext("“%(item)s”的模拟审批已经完成，等“%(joins)s”办好，就一起转为正式决定。") % told
    if approval.status == "waiting" and approval.needs:
        told = {
            "item": names.of("item", approval.item),
            "needs": names.listed(names.of("item", n) for n in approval.needs),
        }
        return gettext("“%(item)s”在等“%(needs)s”办好。") % told
    state = worded(STATUS_SENTENCES, approval.status)
    return f"{names.of('item', approval.item)}{gettext('：')}{state}"


def _who(approval: Approval, duty: str, names: Names) -> str:
    name = names.of("item", approval.item)
    if duty == "applicant":
        return gettext("现在等申请人：“%(item)s”。") % {"item": name}
    who = names.of("agency", approval.agency) if duty == "agency" else worded(DUTY_WORDS, duty)
    return gettext("现在由%(who)s办“%(item)s”。") % {"who": who, "item": name}


def _until(standing: Deadline, left: str, now: datetime) -> str:
    told = {
        "name": worded(DEADLINE_WORDS, standing.name),
        "day": counting.end_text(standing, legal_day(now)),
        "left": left,
    }
    if standing.due is None:
        return gettext("%(name)s：%(day)s。") % told
    if standing.due <= now:
        return gettext("%(name)s是 %(day)s，%(left)s。") % told
    return gettext("%(name)s到 %(day)s，%(left)s。") % told
