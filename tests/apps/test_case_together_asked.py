"""What departments owe an opinion about is due, too: counted for the department that owes it, and it may be urged."""

from datetime import timedelta

import pytest

from tests.apps.case_scenes import HOUR, MONDAY, PLACE, faults, forgetful
from tests.apps.opinion_scenes import CITY, FIRE, FOOD, as_staff, asked, asking_city, gave
from yici.cases.cards import cards
from yici.cases.figures import DueFilter, due_by_department
from yici.cases.meetings import meetings
from yici.cases.queries import desk
from yici.catalogue import queries as catalogue
from yici.domain.authority import Grant, Grants
from yici.domain.case import AnswerInvitation, Convene, Urge
from yici.domain.due_by import marks_at

__all__ = ["asking_city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asking_city")]
SUPERVISOR = Grants((Grant("supervisor", "body-service_centre", "service_centre", PLACE),))


def test_an_opinion_that_is_owed_is_due_where_it_is_owed():
    case = asked()
    marks = marks_at(MONDAY, catalogue.calendar_for(PLACE))
    figures = due_by_department(grants=SUPERVISOR, marks=marks, place=PLACE)
    assert sum(figures.by_agency[FIRE].values()) == sum(figures.by_agency[CITY].values()) == 1
    [column] = figures.by_agency[FIRE]
    [row] = desk(grants=SUPERVISOR, due=DueFilter(column, marks, FIRE, PLACE))
    assert (row.asked, row.item, row.agency) == (True, FOOD, FIRE)
    gave(case, MONDAY + HOUR, "fire", FIRE)
    assert FIRE not in due_by_department(grants=SUPERVISOR, marks=marks, place=PLACE).by_agency


def test_a_department_that_was_asked_is_urged_and_called_and_answers_itself():
    case = as_staff(asked(), Urge(item=FOOD, about="late", agency=FIRE), MONDAY + HOUR, "lead")
    [card] = [row for row in cards(grants=SUPERVISOR) if row.colour == "urging"]
    assert card.agency == FIRE
    call = Convene(
        about="differing", at=MONDAY + timedelta(days=1), where="1", items=(FOOD,), agencies=(FIRE, CITY)
    )  # fmt: skip
    case = as_staff(case, call, MONDAY + HOUR, "lead")
    comes = AnswerInvitation(meeting="meeting-1", agency=FIRE, comes=False, note="另有任务")
    as_staff(case, comes, MONDAY + HOUR, "fire")
    assert {row.answer for row in meetings(grants=SUPERVISOR, action="approval.convene")} == {"invited", "declined"}
    assert faults() == []
