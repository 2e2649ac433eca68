"""What is due by department, urgings and meetings as rows: counted and listed alike, within rights, and verified."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.apps.case_scenes import HOUR, MONDAY, PLACE, act, city, faults, forgetful, staff, submit
from tests.apps.case_scenes import grants_of_staff as grants_of
from yici.cases.cards import cards
from yici.cases.figures import DueFilter, due_by_department
from yici.cases.meetings import meetings
from yici.cases.models import Approval, Opinion, Reading
from yici.cases.queries import Reader, desk
from yici.catalogue import queries as catalogue
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    AnswerCard,
    AnswerInvitation,
    CallOffMeeting,
    Case,
    Convene,
    RequestCorrection,
    Urge,
)
from yici.domain.case import Defect as Wrong
from yici.domain.due_by import BUCKETS, Marks, bucket, marks_at
from yici.domain.error import Forbidden, YiciError
from yici.ledger.queries import history
from yici.ledger.verify import rebuild

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SHOP, FOOD = "individual-registration", "food-licence"
SUPERVISOR = Grants((Grant("supervisor", "body-service_centre", "service_centre", PLACE),))
ELSEWHERE = Grants((Grant("supervisor", "body-service_centre", "service_centre", "330100000000"),))
CALL = Convene(about="joint_review", at=MONDAY + timedelta(days=2), where="三楼会议室")


def several() -> list[Case]:
    """Cases that stand in different columns."""
    first = act(submit(1).case, Accept(), MONDAY).case
    submit(2, username="chen")
    third = submit(4).case
    wrong = RequestCorrection(defects=(Wrong(item=FOOD, target="food_safety_rules", code="paper.unclear"),))
    return [first, act(third, wrong, MONDAY).case]


def marks(now: datetime) -> Marks:
    return marks_at(now, catalogue.calendar_for(PLACE))


def by_hand(moments: Marks) -> dict[str, dict[str, int]]:
    """The same figures as the domain has them, row by row."""
    found: dict[str, dict[str, int]] = {}
    rows: list[tuple[Any, ...]] = list(
        Approval.objects.filter(open=True).values_list("agency", "due", "tasks", "bounded")
    )
    rows += [
        (a, d, ("opine",), b) for a, d, b in Opinion.objects.filter(open=True).values_list("agency", "due", "bounded")
    ]
    for agency, due, tasks, bounded in rows:
        column = bucket(due, tasks, moments, bounded=bounded)
        found.setdefault(agency, {}).setdefault(column, 0)
        found[agency][column] += 1
    return found


@pytest.mark.parametrize("days", [0, 3, 5, 12, 40])
def test_figures_are_what_the_domain_says_of_each_row_and_lists_show_as_many(days: int):
    several()
    now = MONDAY + timedelta(days=days, hours=2)
    moments = marks(now)
    figures = due_by_department(grants=SUPERVISOR, marks=moments, place=PLACE)
    assert figures.by_agency == by_hand(moments)
    assert not figures.cut
    for agency, row in figures.by_agency.items():
        for column in BUCKETS:
            listed = desk(grants=SUPERVISOR, due=DueFilter(column, moments, agency, PLACE), limit=100)
            assert len(listed) == row.get(column, 0), (agency, column)
    for column in BUCKETS:
        assert len(desk(grants=SUPERVISOR, due=DueFilter(column, moments), limit=100)) == figures.total[column]


def test_figures_are_counted_within_rights_and_place():
    several()
    moments = marks(MONDAY)
    whole = due_by_department(grants=SUPERVISOR, marks=moments, place=PLACE)
    own = due_by_department(grants=grants_of("lead"), marks=moments, place=PLACE)
    assert set(own.by_agency) == {"market_regulation"}
    assert own.by_agency["market_regulation"] == whole.by_agency["market_regulation"]
    assert due_by_department(grants=ELSEWHERE, marks=moments, place=PLACE).by_agency == {}
    assert due_by_department(grants=SUPERVISOR, marks=moments, place="330802000000").by_agency == {}
    assert due_by_department(grants=grants_of("fire"), marks=moments, place=PLACE).by_agency == {}
    some = Grants((Grant("supervisor", "body-service_centre", "service_centre", PLACE, item=FOOD),))
    one = due_by_department(grants=some, marks=moments, place=PLACE)
    assert sum(one.total.values()) == Approval.objects.filter(open=True, item=FOOD).count()
    assert due_by_department(grants=some, marks=moments, place=PLACE, most=2).cut


def test_figures_are_one_statement_answered_from_one_index(django_assert_num_queries: Any):
    several()
    with django_assert_num_queries(1):
        due_by_department(grants=SUPERVISOR, marks=marks(MONDAY), place=PLACE)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT agency, bounded, tasks FROM cases_approval WHERE open AND place >= '3' ORDER BY due LIMIT 9"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Only Scan using approval_hall" in plan
    assert "Sort" not in plan


def test_an_urging_is_a_card_of_the_unit_and_its_answer_names_a_day():
    case = several()[0]
    urge = Urge(item=SHOP, about="others_wait", note="食品许可在等")
    urged = act(case, urge, MONDAY + HOUR, actor=staff("supervisor"), grants=SUPERVISOR).case
    [row] = cards(grants=grants_of("market"), action="card.answer")
    assert (row.colour, row.about, row.agency, row.expected) == ("urging", "others_wait", "market_regulation", None)
    assert cards(grants=grants_of("window"), action="approval.urge", colour="urging") == [row]
    assert cards(grants=SUPERVISOR, colour="red") == []
    day = (MONDAY + timedelta(days=2)).date()
    told = AnswerCard(item=SHOP, card=row.name, note="今天送审", expected=day)
    act(urged, told, MONDAY + 2 * HOUR, actor=staff("market"), grants=grants_of("market"))
    [row] = cards(grants=SUPERVISOR)
    assert row.expected == day
    assert faults() == []


def test_who_may_not_urge_is_refused():
    case = several()[0]
    for who in ("market", "fire"):
        with pytest.raises(YiciError):
            act(case, Urge(item=SHOP, about="late"), MONDAY, actor=staff(who), grants=grants_of(who))
    # The lead of a department that takes part sees to it that others go on, too.
    health = next(a.item for a in case.approvals if a.agency == "health")
    act(case, Urge(item=health, about="late"), MONDAY, actor=staff("lead"), grants=grants_of("lead"))
    with pytest.raises(Forbidden):
        act(
            case,
            Convene(about="late", at=CALL.at, where="1"),
            MONDAY,
            actor=staff("health"),
            grants=grants_of("health"),
        )


def test_a_meeting_stands_on_the_desk_of_every_department_that_is_called():
    case = several()[0]
    called = act(case, CALL, MONDAY, actor=staff("lead"), grants=grants_of("lead")).case
    before = Reading.objects.count()
    [mine] = meetings(grants=grants_of("health"), reader=Reader(staff("health"), MONDAY))
    assert (mine.agency, mine.answer, mine.at) == ("health", "invited", CALL.at)
    assert Reading.objects.count() == before + 1
    assert meetings(grants=grants_of("fire")) == []
    assert meetings(grants=ELSEWHERE, action="approval.convene") == []
    whole = meetings(grants=SUPERVISOR, action="approval.convene")
    assert {row.agency for row in whole} == {"market_regulation", "health"}
    assert meetings(grants=SUPERVISOR, action="approval.convene", after=(whole[0].at, whole[0].id)) == whole[1:]
    comes = AnswerInvitation(meeting="meeting-1", agency="health", comes=True)
    called = act(called, comes, MONDAY + HOUR, actor=staff("health"), grants=grants_of("health")).case
    [mine] = meetings(grants=grants_of("health"))
    assert mine.answer == "accepted"
    assert faults() == []
    act(called, CallOffMeeting(meeting="meeting-1"), MONDAY + HOUR, actor=staff("lead"), grants=grants_of("lead"))
    assert meetings(grants=grants_of("health")) == []
    assert faults() == []


def test_verify_tells_a_line_of_a_meeting_that_was_changed_and_a_rebuild_writes_it_again():
    act(several()[0], CALL, MONDAY, actor=staff("lead"), grants=grants_of("lead"))
    before = meetings(grants=SUPERVISOR, action="approval.convene")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_meeting SET answer = 'accepted'")
    assert faults()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_meeting")
    rebuild()
    assert meetings(grants=SUPERVISOR, action="approval.convene") == before
    assert faults() == []


def test_where_a_meeting_is_and_its_minutes_are_sealed():
    done = act(several()[0], CALL, MONDAY, actor=staff("lead"), grants=grants_of("lead"))
    bodies = " ".join(str(line.body) for line in history(UUID(done.case.id)))
    assert "meeting-1" in bodies
    assert "会议室" not in bodies
