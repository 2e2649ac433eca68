"""What somebody does for others, under each mandate that they hold: in their own list, but under the principal's name.

A mandate bounds what is listed in the query; when it ends, all of it is gone from here and stays with the principal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest

from yici.cases import queries as cases
from yici.cases.queries import Reader
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case
from yici.intake import queries as intake
from yici.intake.queries import DraftRow
from yici.people.queries.mandates import MandateView, acting_under, mandates_living
from yici.web import dates
from yici.web.case_words import PHASE_WORDS, worded
from yici.web.citizen.application.access import visitor
from yici.web.citizen.application.mandate_words import principal_name
from yici.web.citizen.application.mine_lines import CaseLine, DraftLine, case_line, draft_line
from yici.web.here import described

MOST: Final = 20
"""Mandates on the page; the page of mandates has all."""
SHOWN: Final = 5
"""Cases and drafts under each; the page of the mandate has more."""


@dataclass(frozen=True, slots=True)
class Under:
    """What is under way for one principal: `more` where its own page lists further cases or drafts, `begins` where a
    matter can be begun."""

    mandate: UUID
    principal: str
    until: str
    begins: bool
    drafts: tuple[DraftLine, ...]
    cases: tuple[CaseLine, ...]
    more: bool


def for_others(request: HttpRequest, now: datetime) -> list[Under]:
    """This will list what a visitor does for others, the newest mandate first; nothing for whoever holds none."""
    who = visitor(request, now)
    views = mandates_living(user=who[0], grants=who[2], now=now, limit=MOST) if who else []
    if who is None or not views:
        return []
    asked = {
        UUID(one.mandate.id): (one.mandate, Reader(acting_under(one.mandate, who[1], who[2]).actor, now))
        for one in views
    }
    rows = cases.cases_under_each(asked, limit=SHOWN + 1)
    applying = [name for name, (mandate, _) in asked.items() if "apply" in mandate.scope.acts]
    drafts = intake.drafts_under(applying, MOST * SHOWN)
    listed = [row for found in rows.values() for row in found[:SHOWN]]
    places = described(sorted({row.place for row in listed} | {row.place for row in drafts}))
    standing = cases.standing([row.id for row in listed if row.phase != "closed"])
    paths = {code: row.path for code, row in places.items()}
    return [_under(one, rows[UUID(one.mandate.id)], drafts, standing, paths) for one in views]


def _under(
    view: MandateView, rows: list[cases.Row], drafts: list[DraftRow], standing: Mapping[UUID, Case],
    paths: dict[str, str],
) -> Under:  # fmt: skip
    catalogue, mandate = catalogue_queries.current(), view.mandate
    begun = [row for row in drafts if str(row.mandate) == mandate.id]
    return Under(
        UUID(mandate.id), principal_name(view), dates.day_text(dates.last_day(mandate.period.until), year=True),
        "apply" in mandate.scope.acts,
        tuple(draft_line(row, catalogue, paths, {}, {}) for row in begun[:SHOWN]),
        tuple(_case(row, view, standing, paths) for row in rows[:SHOWN]), max(len(rows), len(begun)) > SHOWN,
    )  # fmt: skip


def _case(row: cases.Row, view: MandateView, standing: Mapping[UUID, Case], paths: dict[str, str]) -> CaseLine:
    """One case: whose turn it is where the agent may do something about it; else only how far it is. What it is called
    may say more of the principal than their agent is shown."""
    supplies = "supply" in view.mandate.scope.acts
    case = standing.get(row.id) if supplies else None
    line = case_line(replace(row, name=None), catalogue_queries.current(), paths, case, 0, "")
    return line if supplies else replace(line, phase=worded(PHASE_WORDS, row.phase))
