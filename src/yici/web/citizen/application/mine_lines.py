"""One draft and one case in a list, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case, deadlines
from yici.domain.catalogue import Catalogue
from yici.intake import queries as intake
from yici.intake.queries import DraftRow
from yici.people.firms import FirmRow
from yici.people.present import now as present
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.case_words import DUTY_WORDS, PHASE_WORDS, worded
from yici.web.citizen.application.case_lead import overdue
from yici.web.citizen.application.explained import late_text, until_text
from yici.web.citizen.application.filling import read_filling
from yici.web.citizen.application.themes import theme_name
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the list. `late` says by how much the longest late of its ends has passed, `until` who has
    something to do next, and until when, `unread` how many messages of the office nobody has looked at, `name` whose
    it is, which tells cases of the same matter apart; `firm` for which it was handed in, empty for oneself.
    """

    id: UUID
    matter: str
    place: str
    number: str
    phase: str
    tone: str
    late: str
    yours: bool
    until: str
    submitted: str
    unread: int
    name: str = ""
    firm: str = ""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One unfinished draft in the list; `left` is where its owner was last, `url` leads there; `firm` for which it is,
    empty for oneself.
    """

    id: UUID
    matter: str
    place: str
    until: str
    left: str
    url: str
    by_agent: bool = False
    firm: str = ""


TONES = {"correcting": "later", "closed": "good"}
PHASES: dict[str, str] = {**PHASE_WORDS, "correcting": gettext_noop("轮到您补正")}
"""As the applicant is told."""


def matter_name(catalogue: Catalogue, bundle: str) -> str:
    """This will name a matter, also one that is no longer in the catalogue."""
    found = catalogue.bundles.get(bundle)
    if found is None:
        return bundle
    return (dates.english() and found.name_en) or found.name


def case_line(
    row: cases.Row, catalogue: Catalogue, paths: dict[str, str], case: Case | None, unread: int, firm: str
) -> CaseLine:  # fmt: skip
    yours = case is not None and any(one.duty == "applicant" for _, one in deadlines(case))
    until = _until(case) if case else ""
    return CaseLine(
        row.id, matter_name(catalogue, row.bundle), paths.get(row.place, row.place), spaced(row.number),
        worded(PHASES, row.phase), TONES.get(row.phase, ""), _late(case) if case else "", yours, until,
        dates.day_text(dates.last_day(row.submitted_at), year=True), unread,
        row.name or "", firm,
    )  # fmt: skip


def _until(case: Case) -> str:
    """The next end and whose it is. Where it is the applicant's turn no end of an office is told: it would be read as
    theirs."""
    standing = [one for _, one in deadlines(case)]
    yours = any(one.duty == "applicant" for one in standing)
    ahead = [one for one in standing if one.due and one.name != "reminder" and one.due > present()]
    ahead = [one for one in ahead if one.duty == "applicant" or not yours]
    first = min(ahead, key=lambda one: str(one.due), default=None)
    if first is None:
        return gettext("越早补来，越早办好。") if yours else ""
    if first.duty == "applicant":
        return gettext("您最晚：%(day)s") % {"day": until_text(first)}
    return gettext("%(who)s最晚：%(day)s") % {"who": worded(DUTY_WORDS, first.duty), "day": until_text(first)}


def _late(case: Case) -> str:
    moment = present()
    late = overdue(case, moment)
    if not late:
        return ""
    told = late_text(late[0][1], moment, catalogue_queries.calendar_for(case.place))
    return told if late[0][1].duty == "applicant" else gettext("机关%(late)s") % {"late": told}


def draft_line(
    row: DraftRow, catalogue: Catalogue, paths: dict[str, str], form: dict[str, Any], firms: Mapping[UUID, FirmRow]
) -> DraftLine:
    until = dates.day_text(intake.kept_until(row), year=True)
    filling = read_filling(form)
    part = filling.part
    firm = next((one.name for one in firms.values() if str(one.id) == filling.firm), "")
    url = reverse("draft_part", args=[row.id, part]) if part else reverse("draft_form", args=[row.id])
    return DraftLine(
        row.id, matter_name(catalogue, row.bundle), paths.get(row.place, row.place), until, _left(row, catalogue, part),
        url, row.mandate is not None, firm,
    )  # fmt: skip


def _left(row: DraftRow, catalogue: Catalogue, part: str) -> str:
    """Where somebody was last and when: on another device it goes on from there."""
    told = {"when": dates.moment_text(row.updated_at)}
    if not part:
        return gettext("上次保存：%(when)s") % told
    names = Names(catalogue, {}, {}, dates.english())
    return gettext("填到“%(page)s”，上次保存：%(when)s") % {**told, "page": theme_name(part, names)}
