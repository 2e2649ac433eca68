"""Who saw anything of somebody's: cases in full, in lists, on desks, what the account tells, and files with them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from yici.cases import queries as cases
from yici.cases.readings import SeenRow, readings_of_many
from yici.ledger.readings import ReadingRow
from yici.people.firms import firm_ids
from yici.people.looks import Look, looks_of
from yici.people.queries.duty import Seat, body_at, seats_of
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.case_words import CHANNEL_WORDS, ROLE_WORDS, worded
from yici.web.citizen.application.readings import WHAT, before_row

PAGE = 50
LOOKED: dict[str, tuple[str, str]] = {
    "mandates": (gettext_noop("看了您给出的授权"), gettext_noop("有人凭您的身份证号码到窗口来问")),
    "account": (gettext_noop("找到了您的账户"), gettext_noop("有人到窗口来核对身份")),
}
"""What was looked at, and why."""
MOST_CASES = 200
"""The newest cases whose readings are laid together; those of an older one stand on its own page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: when, in which role, through which channel, what, why, and of which cases."""

    when: str
    iso: str
    who: str
    what: str
    why: str
    cases: tuple[tuple[UUID, str], ...]


def seen(applicant: UUID, request: HttpRequest) -> tuple[list[Reading], int | None]:
    """This will give one page of readings, and the last row of it where there are more."""
    numbers = {
        row.id: spaced(row.number)
        for row in cases.cases_of(applicant=applicant, firms=firm_ids(applicant), limit=MOST_CASES)
    }
    rows = readings_of_many(list(numbers), before=before_row(request), limit=PAGE + 1) if numbers else []
    following = rows[PAGE - 1].reading.id if len(rows) > PAGE else None
    seats = seats_of(row.reading.reader for row in rows[:PAGE])
    return [_reading(row, numbers, seats) for row in rows[:PAGE]], following


def _reading(row: SeenRow, numbers: dict[UUID, str], seats: dict[str, list[Seat]]) -> Reading:
    one = row.reading
    why = gettext("部门之间办同一件事要用") if one.kind == "system" else gettext("办理、核对或者监督这件事")
    return Reading(
        dates.moment_text(one.at), one.at.isoformat(), _who(one, seats), gettext(WHAT[one.what]), why,
        tuple((case, numbers[case]) for case in row.cases[:3]),
    )  # fmt: skip


def looked(account: UUID) -> list[Reading]:
    """This will list who looked at what stands with the account itself, the newest first."""
    found = looks_of(account)
    seats = seats_of(one.reader for one in found)
    return [_looked(one, seats) for one in found]


def _looked(one: Look, seats: dict[str, list[Seat]]) -> Reading:
    what, why = LOOKED[one.what]
    return Reading(
        dates.moment_text(one.at), one.at.isoformat(), _who(one, seats), gettext(what), gettext(why), ()
    )  # fmt: skip


def _who(one: ReadingRow | Look, seats: dict[str, list[Seat]]) -> str:
    """The body, the role and the way; never a name. What the record does not say is left out."""
    someone = gettext("另一个系统") if getattr(one, "kind", "") == "system" else gettext("工作人员")
    role = worded(ROLE_WORDS, one.role) if one.role else someone
    body = body_at(seats.get(one.reader, ()), one.role, one.at, english=dates.english())
    channel = worded(CHANNEL_WORDS, one.channel) if one.channel else ""
    return " · ".join(part for part in (body, role, channel) if part)
