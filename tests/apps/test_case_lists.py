"""Who sees a case, in lists and on desks: exactly what may be seen, in order, a page at a time."""

from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_people import EVERYBODY, FIRE, FOOD, NOBODY, REGISTRATION, SEES, who
from tests.apps.case_scenes import (
    EVERYTHING,
    HOUR,
    MONDAY,
    PLACE,
    PROMISED,
    SMALL,
    account,
    act,
    applicant,
    city,
    forgetful,
    grants_of_staff,
    planned,
    staff,
    submit,
    view,
)
from yici.cases import queries
from yici.cases.access import check_readable
from yici.demo.people import STAFF
from yici.domain.authority import Grant, Grants
from yici.domain.case import TURNS, Case, Defect
from yici.domain.case import commands as c
from yici.domain.error import NotFound

__all__ = ["city", "forgetful"]


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_case_is_shown_to_its_applicant_and_to_those_who_handle_or_watch_it():
    case = submit(answers=PROMISED).case
    for name in EVERYBODY:
        actor, grants = who(name)
        if name in SEES:
            assert view(case, MONDAY, actor=actor, grants=grants).case == case
        else:
            with pytest.raises(NotFound, match=r"case\.unknown"):
                view(case, MONDAY, actor=actor, grants=grants)
            with pytest.raises(NotFound, match=r"case\.unknown"):
                queries.case_seen(case_id=UUID(case.id), actor=actor, grants=grants, now=MONDAY)


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_lists_and_desks_hold_exactly_what_may_be_seen():
    """The filter inside the query against the check of each case: two ways to the same answer."""
    places = (PLACE, "330802000000", "330802001000", "511602000000")
    matters = [(answers, place) for place in places for answers in (SMALL, PROMISED)]
    cases = [submit(n, answers=answers, place=place).case for n, (answers, place) in enumerate(matters)]
    holders = [grants_of_staff(one.username) for one in STAFF] + [
        Grants((Grant(role, "b", agency, place, item),))
        for role, agency in (
            ("window_clerk", "none"),
            ("supervisor", "none"),
            ("operator", "none"),
            ("officer", "market_regulation"),
            ("chief_representative", "fire_rescue"),
        )
        for place in ("330000000000", "330802000000", "330802001000", "511602000000", "510000000000")
        for item in (None, FOOD, FIRE)
    ]
    for grants in [*holders, NOBODY, EVERYTHING, Grants(holders[-1].held + holders[0].held)]:
        seen = {UUID(case.id) for case in cases if readable(case, grants)}
        assert {row.id for row in queries.cases_readable(grants=grants)} == seen
        lines = {(UUID(x.id), a.item) for x in cases for a in x.approvals if on_desk(x, a.agency, a.item, grants)}
        assert {(row.case, row.item) for row in queries.desk(grants=grants)} == lines


def readable(case: Case, grants: Grants) -> bool:
    try:
        check_readable(case, staff("operator"), grants)
    except NotFound:
        return False
    return True


def on_desk(case: Case, agency: str, item: str, grants: Grants) -> bool:
    return grants.may("case.read", agency, case.place, item)


def turns(grants: Grants, **asked: Any) -> dict[str, tuple[str, ...]]:
    return {row.item: row.tasks for row in queries.desk(grants=grants, **asked)}


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_desk_by_tasks_holds_what_the_domain_says_of_each_approval():
    first, second = submit(1, answers=PROMISED).case, submit(2, username="chen").case
    act(first, c.Accept(), MONDAY)
    act(first, c.Decide(item=REGISTRATION, grant=True), MONDAY)
    act(first, c.Decide(item=FIRE, grant=True), MONDAY)
    act(second, c.RequestCorrection(defects=(Defect(FOOD, "food_safety_rules", "paper.unclear"),)), MONDAY)
    approvals = [a for case in (first, second) for a in view(case, MONDAY).case.approvals]
    for task in (*TURNS, "correct", "wait"):
        rows = queries.desk(grants=EVERYTHING, tasks={task})
        assert {row.number for row in rows} == {a.number for a in approvals if task in a.tasks}
        assert all(task in row.tasks for row in rows)
    assert {row.number: row.tasks for row in queries.desk(grants=EVERYTHING)} == {a.number: a.tasks for a in approvals}
    assert queries.desk(grants=EVERYTHING, tasks=()) == []
    assert {row.tasks for row in queries.desk(grants=EVERYTHING) if row.item == FIRE} == {("deliver", "verify")}


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_it_is_somebodys_turn_only_where_their_right_to_that_very_task_reaches():
    case = submit(1, answers=PROMISED).case
    act(case, c.Accept(), MONDAY)
    act(case, c.Decide(item=REGISTRATION, grant=True), MONDAY)
    act(case, c.Decide(item=FIRE, grant=True), MONDAY)
    clerk = Grant("window_clerk", "hall", "service_centre", PLACE, REGISTRATION)
    watcher = Grant("supervisor", "hall", "service_centre", PLACE)
    officer = Grant("officer", "body-fire_rescue", "fire_rescue", PLACE)
    decider = Grant("chief_representative", "body-market", "market_regulation", "330802000000")
    for held, mine in (
        ((watcher,), set()),
        ((watcher, clerk), {REGISTRATION}),  # to be delivered there and nowhere else
        ((watcher, officer), {FIRE}),  # to be verified
        ((watcher, clerk, officer), {REGISTRATION, FIRE}),
        ((watcher, decider), set()),  # decides in a district only
    ):
        assert set(turns(Grants(held), mine=True)) == mine
        assert len(turns(Grants(held))) == len(case.approvals)
    assert turns(Grants((watcher, clerk, officer)), mine=True, tasks={"verify"}) == {FIRE: ("deliver", "verify")}
    assert turns(Grants((officer,)), mine=True, tasks={"deliver"}) == {}
    assert turns(Grants((clerk,)), mine=True, tasks={"correct"}) == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_applicants_list_their_own_and_nobody_elses():
    mine = [submit(number).case for number in (1, 2, 3)]
    hers = submit(4, username="chen").case
    rows = queries.cases_of(applicant=account("wang"))
    assert [row.id for row in rows] == [UUID(case.id) for case in reversed(mine)]
    assert [row.id for row in queries.cases_of(applicant=account("wang"), before=rows[0].id, limit=1)] == [rows[1].id]
    assert [row.id for row in queries.cases_of(applicant=account("chen"))] == [UUID(hers.id)]
    assert queries.cases_of(applicant=account("zhao")) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_desk_is_paged_in_order_of_due_dates_without_gaps_or_repeats():
    for number in range(1, 8):
        submit(number, now=MONDAY + number * HOUR)
    whole = queries.desk(grants=EVERYTHING, limit=200)
    pages, after = [], None
    while page := queries.desk(grants=EVERYTHING, after=after, limit=4):
        pages += page
        after = (page[-1].due, page[-1].number)
    assert pages == whole
    assert [(row.due, row.number) for row in whole] == sorted((row.due, row.number) for row in whole)
    assert len(whole) == 7 * len(planned().schedule.approvals)


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_what_is_done_leaves_the_desk_and_stays_in_the_list():
    case = submit().case
    act(case, c.Withdraw(), MONDAY + HOUR, actor=applicant())
    assert queries.desk(grants=EVERYTHING) == []
    assert [row.phase for row in queries.cases_readable(grants=EVERYTHING)] == ["closed"]
    assert [row.phase for row in queries.cases_readable(grants=EVERYTHING, phase="closed")] == ["closed"]
    assert queries.cases_readable(grants=EVERYTHING, phase="received") == []
