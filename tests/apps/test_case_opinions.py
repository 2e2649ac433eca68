"""Opinions on the real database: who sees a question, who may do what with it, and the ledger of absence."""

from uuid import UUID

import pytest
from django.db import connection

from tests.apps.case_scenes import (
    HOUR,
    MONDAY,
    at,
    faults,
    forgetful,
    grants_of_staff,
    staff,
    view,
)
from tests.apps.opinion_scenes import CITY, FIRE, FOOD, as_staff, asked, asking_city, gave, handled, noticed
from yici.cases import queries
from yici.cases.readings import Reader
from yici.cases.services import case_settle
from yici.domain.authority import Grant, Grants
from yici.domain.case import AnswerCard, AskOpinions, Case, ConfirmNotice, Decide, GiveOpinion, Suspend
from yici.domain.error import Forbidden, NotFound
from yici.ledger import verify as record

__all__ = ["asking_city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asking_city")]


def desk(name: str, now=MONDAY, **more):
    return queries.desk(grants=grants_of_staff(name), reader=Reader(staff(name), now), **more)


def sees(case: Case, name: str) -> bool:
    try:
        view(case, MONDAY, actor=staff(name), grants=grants_of_staff(name))
    except NotFound:
        return False
    return any(row.id == UUID(case.id) for row in queries.cases_readable(grants=grants_of_staff(name)))


def test_a_department_sees_the_case_from_when_it_is_asked_and_finds_the_question_by_its_own_end():
    case = handled()
    assert (sees(case, "city"), desk("city")) == (False, [])
    case = as_staff(case, AskOpinions(item=FOOD), MONDAY, "market")
    assert sees(case, "city")
    [row] = desk("city", mine=True)
    assert (row.item, row.agency, row.asked, row.tasks, row.open) == (FOOD, CITY, True, ("opine",), True)
    assert row.due == at("2026-03-06", 0)  # three working days after Monday: Thursday 24:00
    assert row.number == case.approval(FOOD).number
    assert not any(one.asked for one in desk("market"))
    assert [one.item for one in desk("market", mine=True)] == [FOOD]  # to decide, not to opine
    assert faults() == []


def test_reading_as_an_asked_department_is_recorded():
    case = asked()
    view(case, MONDAY, actor=staff("city"), grants=grants_of_staff("city"))
    desk("city")
    assert {(one.reader, one.what) for one in queries.readings_of(UUID(case.id))} == {
        (staff("city").id, "case"), (staff("city").id, "desk"),
    }  # fmt: skip


def test_it_may_answer_and_sign_for_its_own_question_and_nothing_else():
    case = asked()
    for command in (
        Decide(item=FOOD, grant=True),
        AskOpinions(item=FOOD),
        Suspend(item=FOOD, cause="testing", days=3),
        ConfirmNotice(item=FOOD, agency=FIRE, proof="signed:1"),
        GiveOpinion(item=FOOD, agency=FIRE, agrees=True),
    ):
        with pytest.raises(Forbidden):
            as_staff(case, command, MONDAY, "city")
    with pytest.raises(Forbidden):  # nor may the body that decides speak for it
        as_staff(case, GiveOpinion(item=FOOD, agency=CITY, agrees=True), MONDAY, "market")
    for name in ("health", "window", "supervisor"):
        with pytest.raises(Forbidden):
            as_staff(case, GiveOpinion(item=FOOD, agency=CITY, agrees=True), MONDAY, name)
    case = as_staff(case, ConfirmNotice(item=FOOD, agency=CITY, proof="signed:7"), MONDAY, "city")
    case = gave(case, MONDAY + HOUR, "city", CITY)
    assert [one.stance for one in case.approval(FOOD).opinions] == ["agreed", "asked"]
    assert desk("city", mine=True) == []
    assert sees(case, "city")
    assert faults() == []


def test_a_department_asked_of_another_place_sees_nothing():
    case = asked()
    elsewhere = Grants((Grant("officer", "b", CITY, "330700000000"),))
    with pytest.raises(NotFound):
        view(case, MONDAY, grants=elsewhere)
    assert queries.desk(grants=elsewhere) == queries.cases_readable(grants=elsewhere) == []


def silent(number: int = 1) -> Case:
    case = noticed(asked(number))
    case_settle(stream=UUID(case.id), now=at("2026-03-06"))
    return view(case, at("2026-03-06")).case


def test_silence_stands_in_the_ledger_with_its_proof_and_law_and_so_does_what_came_afterwards():
    case = silent()
    [entry] = queries.absences(grants=grants_of_staff("supervisor"))
    assert (entry.agency, entry.item, entry.case_number) == (CITY, FOOD, case.number)
    assert (entry.proof, entry.noticed_at) == ("signed:r-1", MONDAY)
    assert (entry.law, entry.article) == ("某市并联审批办法", "第三条")
    assert (entry.absent_at, entry.due, entry.owed) == (at("2026-03-06", 0), at("2026-03-07", 0), True)
    [row] = desk("city", mine=True)
    assert row.due == at("2026-03-07", 0)  # one working day to supply it: Friday 24:00
    gave(case, at("2026-03-06", 10), "city", CITY, agrees=False)
    [entry] = queries.absences(grants=grants_of_staff("supervisor"))
    assert (entry.owed, entry.given_at, entry.afterwards) == (False, at("2026-03-06", 10), "disagreed")
    assert desk("city", mine=True) == []
    assert faults() == []


def test_who_sees_the_ledger():
    silent()
    seen = {name: len(queries.absences(grants=grants_of_staff(name))) for name in ("supervisor", "city", "fire")}
    assert seen == {"supervisor": 1, "city": 1, "fire": 0}
    for name in ("market", "window", "health"):
        assert queries.absences(grants=grants_of_staff(name)) == []
    assert not queries.may_see_absences(grants_of_staff("window"))
    other = Grants((Grant("supervisor", "b", "service_centre", "330700000000"),))
    assert queries.absences(grants=other) == []


def test_the_ledger_and_desks_go_on_behind_the_last_row():
    for number in range(1, 6):
        silent(number)
    grants, after, found = grants_of_staff("supervisor"), None, []
    while page := queries.absences(grants=grants, after=after, limit=2):
        found += [one.key for one in page]
        after = (page[-1].absent_at, page[-1].key)
    assert len(found) == len(set(found)) == 5
    grants, after, rows = grants_of_staff("city"), None, []
    while part := queries.desk(grants=grants, after=after, limit=2):
        rows += [one.key for one in part]
        after = (part[-1].due, part[-1].key)
    assert len(rows) == len(set(rows)) == 5
    both = Grants((*grants_of_staff("city").held, *grants_of_staff("fire").held, *grants_of_staff("market").held))
    after, rows = None, []
    while part := queries.desk(grants=both, after=after, limit=3):
        rows += [one.key for one in part]
        after = (part[-1].due, part[-1].key)
    whole = [one.key for one in queries.desk(grants=both, limit=100)]
    assert rows == whole
    assert len(set(rows)) == len(rows)


def test_a_rebuild_writes_the_same_rows_and_a_changed_one_is_found():
    silent()
    before = queries.absences(grants=grants_of_staff("supervisor"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_opinion SET agency = %s, id = number || ':x' WHERE agency = %s", ["tax", CITY])
    assert len(faults()) == 1
    assert record.rebuild().ok
    assert queries.absences(grants=grants_of_staff("supervisor")) == before
    assert faults() == []


def test_silence_without_proof_stays_silence():
    case = asked()
    case_settle(stream=UUID(case.id), now=at("2026-03-20"))
    assert queries.absences(grants=grants_of_staff("supervisor")) == []
    assert [one.stance for one in view(case, at("2026-03-20")).case.approval(FOOD).opinions] == ["asked", "asked"]
    assert [one.asked for one in desk("city", now=at("2026-03-20"), late_at=at("2026-03-20"))] == [True]


def test_who_got_a_card_by_the_law_answers_it_before_any_worker_recorded_it():
    case = noticed(asked())
    # Silent until Thursday, and nothing supplied by Friday: the department has a card that nobody has recorded yet.
    said = AnswerCard(item=FOOD, card="back_issue-1", note="人员外出，已补出")
    with pytest.raises(Forbidden):
        as_staff(case, said, at("2026-03-09"), "fire")
    case = as_staff(case, said, at("2026-03-09"), "city")
    assert [(one.agency, one.about) for one in case.approval(FOOD).cards if one.answered_at] == [(CITY, "back_issue")]
    assert faults() == []
