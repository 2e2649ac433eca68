"""The sentence on top of a case: who has it, with what, until when, and how long that still is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from yici.domain.case import Case, Deadline, deadlines, owner
from yici.domain.clock import legal_day
from yici.domain.lights import light
from yici.domain.workdays import Calendar
from yici.web import counting
from yici.web.case_words import DEADLINE_WORDS, DUTY_WORDS, worded
from yici.web.desk.light_words import LightWords, left_words, light_words
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Sentence:
    """Who has the case, until when, as sentences; `light` is that of the next end, None when nothing is open."""

    has: str
    until: str
    light: LightWords | None


def sentence(case: Case, *, calendar: Calendar, names: Names, now: datetime) -> Sentence:
    """This will say who has a case and until when."""
    has = owner(case)
    if has is None:
        return Sentence(gettext("全部办结，没有要做的了。"), "", None)
    duty, item = has
    standing = _standing(case, item, duty)
    lamp = light(standing.due or standing.not_before, now=now, calendar=calendar)
    left = left_words(lamp) if standing.due else ""
    return Sentence(_who(case, duty, item, names), _until(standing, left, now), light_words(lamp))


def _standing(case: Case, item: str | None, duty: str) -> Deadline:
    return next(d for found, d in deadlines(case) if found == item and d.duty == duty)


def _who(case: Case, duty: str, item: str | None, names: Names) -> str:
    if item is None:
        return gettext("现在等申请人补交后补的材料。")
    name = names.of("item", item)
    if duty == "applicant":
        return gettext("现在等申请人：“%(item)s”。") % {"item": name}
    if duty == "agency":
        body = names.of("agency", case.approval(item).agency)
        return gettext("现在由%(who)s办“%(item)s”。") % {"who": body, "item": name}
    return gettext("现在由%(who)s办“%(item)s”。") % {"who": worded(DUTY_WORDS, duty), "item": name}


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
