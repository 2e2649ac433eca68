"""Who looked at a case: told to the person whose case it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue_queries
from yici.domain.clock import legal_day
from yici.ledger.readings import ReadingRow
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.case_words import CHANNEL_WORDS, ROLE_WORDS, worded
from yici.web.citizen.application.case_page import matter_of
from yici.web.citizen.application.case_view import mine_only
from yici.web.citizen.plan_page import names_for

PAGE = 50
WHAT: dict[str, str] = {
    "case": gettext_noop("打开看了这件事"),
    "list": gettext_noop("在清单里看到了这件事"),
    "person": gettext_noop("看了您账户里的姓名、证件号码这些内容"),
    "file": gettext_noop("打开了您交的一个文件"),
    "desk": gettext_noop("在工作台的待办里看到了这件事"),
}
LATEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What people of one role saw on one day, `times` times."""

    day: str
    iso: str
    who: str
    what: str
    channel: str
    times: int


@never_cache
@require_safe
def case_readings(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will list who saw a case, newest first, a page at a time by the last row of the page before."""
    seen = mine_only(request, case_id, None)
    rows = cases.readings_of(case_id, before=before_row(request), limit=PAGE + 1)
    context = {
        "case": seen.view.case,
        "spaced": spaced(seen.view.case.number),
        "matter": matter_of(seen.view.plan, names_for(catalogue_queries.current(), seen.view.plan)),
        "readings": grouped(rows[:PAGE]),
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
    }
    return render(request, "yici/application/readings.html", context)


def before_row(request: HttpRequest) -> int | None:
    """This will read the last row of the page before from an address."""
    given = request.GET.get("before", "")
    return min(int(given), LATEST) if given.isascii() and given.isdigit() and len(given) < 20 else None


def grouped(rows: Sequence[ReadingRow], words: Mapping[str, str] = WHAT) -> list[Reading]:
    """This will count what the same role did in the same way on the same day, the newest day first."""
    counted = Counter((legal_day(row.at), *_words(row, words)) for row in rows)
    return [
        Reading(dates.day_text(day, year=True), day.isoformat(), who, what, channel, times)
        for (day, who, what, channel), times in counted.items()
    ]


def _words(row: ReadingRow, words: Mapping[str, str]) -> tuple[str, str, str]:
    someone = gettext("另一个系统") if row.kind == "system" else gettext("工作人员")
    who = worded(ROLE_WORDS, row.role) if row.role else someone
    channel = worded(CHANNEL_WORDS, row.channel) if row.channel else ""
    return who, gettext(words[row.what]), channel
