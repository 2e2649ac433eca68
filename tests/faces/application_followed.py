"""A case as its applicant follows it: handed in on a Monday at ten, looked at from noon on, and what its page says."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse

from tests.apps.case_scenes import act, at
from tests.faces.application_scene import PROMISED, Applicant
from tests.faces.guide_scene import set_clock, text_of
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Accept, Defect, RequestCorrection

NOON = at("2026-03-02", 12)


def do(applicant: Applicant, *commands: Any, now: Any = NOON) -> None:
    """This will carry out commands of staff, a minute apart.

    Who accepts here asks nobody for the papers that were to be brought and did not come.
    """
    every = tuple(catalogue_queries.current().materials)
    for number, command in enumerate(commands):
        given = replace(command, lacking=every) if isinstance(command, Accept) else command
        act(applicant.case, given, now + number * timedelta(minutes=1))


def page(applicant: Applicant) -> Any:
    """This will give what the page of the case is made from."""
    return applicant.follows().context["page"]


def lead(applicant: Applicant) -> str:
    """This will give the sentence that stands first on the page."""
    return text_of(HttpResponse(str(page(applicant).lead.sentence)))


def rows(applicant: Applicant) -> dict[str, Any]:
    """This will give the line of each approval by its item."""
    return {row.item: row for row in page(applicant).rows}


@pytest.fixture
def case(guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> Applicant:
    """Somebody who handed in on Monday at ten and looks at noon."""
    guest.applies(PROMISED)
    set_clock(monkeypatch, "2026-03-02T12:30")
    return guest


def correct(case: Applicant) -> None:
    """This will ask for a paper that is missing and for a field that is wrong, with a word about the field."""
    defects = (
        Defect("food-licence", "food_layout_documents", "paper.missing"),
        Defect("food-licence", "premises.address", "field.wrong"),
    )
    act(case.case, RequestCorrection(defects=defects, notes={"premises.address": "请照租约写。"}), NOON)
