"""What somebody may decide, for whom, where, at which level and until when: as recorded, and beside a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case, Decide, role_for
from yici.domain.clock import LEGAL
from yici.domain.division import covers
from yici.domain.roles import ROLES
from yici.people.queries import RoleRow, roles_of
from yici.web import dates
from yici.web.case_words import COMMAND_WORDS, ROLE_WORDS, worded
from yici.web.desk.who import Staff, staff_only
from yici.web.words import Names

DECIDE: Final = "approval.decide"
DEEDS: Final = (
    ("accept", "case.accept"), ("correct", "case.correct"), ("decline", "case.decline"),
    ("plan_inspection", "approval.inspect"), ("record_inspection", "approval.inspect"),
    ("ask_opinions", "approval.consult"), ("give_opinion", "approval.opine"), ("offer_hearing", "approval.hear"),
    ("suspend", "approval.suspend"), ("extend", "approval.extend"), ("decide", DECIDE), ("verify", "approval.verify"),
    ("revoke", "approval.revoke"), ("deliver", "case.deliver"), ("recuse", "approval.recuse"),
    ("urge", "approval.urge"), ("convene", "approval.convene"), ("issue_card", "card.issue"),
    ("answer_card", "card.answer"), ("reply", "case.reply"),
)  # fmt: skip
"""What is done at a desk, by the name of its form, and the action that it takes."""
LEVELS: Final[dict[str, str]] = {
    "province": gettext_noop("省级"), "city": gettext_noop("市级"),
    "county": gettext_noop("县级"), "town": gettext_noop("乡镇级"), "village": gettext_noop("村级"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One role in words, with what it lets somebody do; `decides` when it lets them decide."""

    role: str
    organisation: str
    place: str
    item: str
    level: str
    until: str
    decides: bool
    deeds: str


@require_safe
@staff_only
def authority(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show what this person holds now, each with its bounds."""
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    lines = [_line(row, names) for row in held(staff)]
    return render(request, "yici/desk/authority.html", {"staff": staff, "lines": lines})


def _line(row: RoleRow, names: Names) -> Line:
    return Line(
        role=worded(ROLE_WORDS, row.role),
        organisation=row.organisation_name,
        place=row.place_path,
        item=names.of("item", row.item) if row.item else gettext("全部事项"),
        level=gettext(LEVELS.get(row.level, row.level)) if row.level else gettext("不限层级"),
        until=until_text(row),
        decides=DECIDE in ROLES[row.role].actions,
        deeds=names.listed(worded(COMMAND_WORDS, deed) for deed, action in DEEDS if action in ROLES[row.role].actions),
    )


def held(staff: Staff) -> list[RoleRow]:
    """This will list the roles that somebody holds at this moment."""
    now = staff.now
    return [
        row for row in roles_of(staff.id)
        if row.valid_from <= now and (row.valid_until is None or now < row.valid_until)
    ]  # fmt: skip


def until_text(row: RoleRow) -> str:
    """This will say until when a role holds: by its last day, as the document that gave it does."""
    if row.valid_until is None:
        return gettext("没有写明止期")
    if row.valid_until.astimezone(LEGAL).time() == time(0):
        return gettext("到 %(day)s为止") % {"day": dates.day_text(dates.last_day(row.valid_until), year=True)}
    return gettext("到 %(day)s") % {"day": dates.moment_text(row.valid_until)}


def resting_on(staff: Staff, case: Case, item: str, names: Names) -> str:
    """This will say in which role somebody decides an item, within what and until when; empty when in none."""
    role = role_for(case, Decide(item=item, grant=True), staff.grants, str(staff.id))
    rows = _covering(held(staff), role or "", case.place_of(case.approval(item)), item)
    if not rows:
        return ""
    told = _line(rows[0], names)
    bounds = (told.organisation, told.place, told.item, told.level, told.until)
    return gettext("您以%(role)s决定：%(bounds)s。") % {"role": told.role, "bounds": gettext("；").join(bounds)}


def _covering(rows: Sequence[RoleRow], role: str, place: str, item: str) -> list[RoleRow]:
    return [row for row in rows if row.role == role and covers(row.place, place) and row.item in (None, item)]
