"""Meetings to come: a page of them, and the next few on top of a desk whose department is called."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.cases.meetings import MeetingRow, meetings
from yici.cases.queries import Reader
from yici.catalogue import queries as catalogue_queries
from yici.web import dates
from yici.web.case_words import worded
from yici.web.desk.who import Staff, staff_only
from yici.web.watching_words import ATTENDANCE_WORDS, MEETING_WORDS
from yici.web.words import Names

PAGE: Final = 40
NEXT: Final = 3
CONVENE, ANSWER = "approval.convene", "approval.opine"


@dataclass(frozen=True, slots=True)
class Called:
    """One department called to one meeting, in words. `answered`: it said whether it comes."""

    when: str
    about: str
    matter: str
    number: str
    unit: str
    answer: str
    answered: bool
    href: str


def may_confer(staff: Staff) -> bool:
    """This will say whether somebody calls departments together, or belongs to one that may be called."""
    return bool({CONVENE, ANSWER} & staff.grants.actions())


def called(staff: Staff) -> tuple[Called, ...]:
    """This will list the next meetings that a department is called to, for its desk."""
    if ANSWER not in staff.grants.actions():
        return ()
    rows = meetings(grants=staff.grants, action=ANSWER, limit=NEXT, reader=Reader(staff.reader(), staff.now))
    return _words(rows)


@require_safe
@staff_only
def desk_meetings(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list the meetings to come, the next one first, with what each department answered."""
    action = next((one for one in (CONVENE, ANSWER) if one in staff.grants.actions()), None)
    if action is None:
        raise Http404
    rows = meetings(
        grants=staff.grants, action=action, after=_key(request.GET.get("after", "")), limit=PAGE + 1,
        reader=Reader(staff.reader(), staff.now),
    )  # fmt: skip
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    context = {
        "staff": staff, "lines": _words(rows[:PAGE]),
        "following": last and f"{reverse('desk_meetings')}?{urlencode({'after': f'{last.at.isoformat()}|{last.id}'})}",
    }  # fmt: skip
    return render(request, "yici/desk/meetings.html", context)


def _words(rows: list[MeetingRow]) -> tuple[Called, ...]:
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    return tuple(_called(row, names) for row in rows)


def _called(row: MeetingRow, names: Names) -> Called:
    bundle = names.catalogue.bundles.get(row.bundle)
    return Called(
        when=dates.moment_text(row.at) + (gettext("，远程") if row.remote else ""),
        about=worded(MEETING_WORDS, row.about),
        matter=names.name(bundle) if bundle else row.bundle,
        number=row.case_number,
        unit=names.of("agency", row.agency),
        answer=worded(ATTENDANCE_WORDS, row.answer),
        answered=row.answer != "invited",
        href=reverse("desk_bundle", args=[row.case]) + "#meetings-title",
    )


def _key(text: str) -> tuple[datetime, str] | None:
    at, _, rest = text.partition("|")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, rest) if moment.tzinfo and rest and "\0" not in rest else None
