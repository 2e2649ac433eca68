"""Applied for anywhere, handled where competent: who takes in, who decides, who goes on seeing it, and who never."""

from uuid import UUID

import pytest
from django.db import connection

from tests.apps.case_scenes import (
    CLERK,
    DAY,
    HOUR,
    MONDAY,
    PROMISED,
    SMALL,
    act,
    everything,
    faults,
    forgetful,
    staff,
    submit,
    view,
)  # fmt: skip
from tests.apps.routing_scenes import (
    CITY,
    FOOD,
    HALL_ID,
    HEALTH,
    MARKET,
    REGISTRATION,
    TOWN,
    VILLAGE,
    A,
    B,
    C,
    clerk,
    counties,
    officer,
    take_in,
)
from yici.cases import queries, reach
from yici.cases.lists import readable
from yici.cases.queries import Reader
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    Case,
    Decide,
    Defect,
    Deliver,
    Paper,
    Received,
    RequestCorrection,
    SupplyCorrection,
    Withdraw,
    may,
)
from yici.domain.division import covers
from yici.domain.error import Forbidden, NotFound
from yici.ledger import verify as record
from yici.people.ids import id_at

__all__ = ["counties", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counties")]


def sent(grants: Grants) -> list[str]:
    return [row.item for row in queries.desk(grants=grants, sent_on=True)]


def on_desk(grants: Grants) -> list[str]:
    return [row.item for row in queries.desk(grants=grants)]


def listed(grants: Grants) -> list[UUID]:
    return [row.id for row in queries.cases_readable(grants=grants)]


def sees(case: Case, grants: Grants) -> bool:
    try:
        view(case, MONDAY, grants=grants, actor=staff("window"))
    except NotFound:
        return False
    return True


def test_the_county_next_door_takes_in_what_is_decided_where_it_belongs():
    done = take_in(1, clerk(A))
    case = done.case
    assert case.received == Received(A, HALL_ID[A])
    assert {one.item: case.place_of(one) for one in case.approvals} == {FOOD: B, REGISTRATION: B, HEALTH: CITY}
    everybody = {"A": clerk(A), "B": clerk(B), "C": clerk(C), "city": clerk(CITY), "market B": officer(B)}
    assert {name: sees(case, grants) for name, grants in everybody.items()} == {
        "A": True, "B": True, "C": False, "city": True, "market B": True,
    }  # fmt: skip
    assert {name: sorted(on_desk(grants)) for name, grants in everybody.items()} == {
        "A": [], "B": [FOOD, REGISTRATION], "C": [], "city": [FOOD, HEALTH, REGISTRATION],
        "market B": [FOOD, REGISTRATION],
    }  # fmt: skip
    assert {name: sorted(sent(grants)) for name, grants in everybody.items()} == {
        "A": [FOOD, HEALTH, REGISTRATION], "B": [], "C": [], "city": [], "market B": [],
    }  # fmt: skip
    assert {name: listed(grants) == [UUID(case.id)] for name, grants in everybody.items()} == {
        "A": True, "B": True, "C": False, "city": True, "market B": True,
    }  # fmt: skip


def test_the_window_that_took_it_in_sees_it_all_along_and_decides_nothing():
    case = take_in(1, clerk(A)).case
    before = everything()
    for command in (
        Accept(), Accept(items=(FOOD,)), Decide(item=REGISTRATION, grant=True), Withdraw(),
        RequestCorrection(defects=(Defect(FOOD, "food_safety_rules", "paper.unclear"),)),
    ):  # fmt: skip
        with pytest.raises(Forbidden, match=r"authority\.missing"):
            act(case, command, MONDAY + HOUR, grants=clerk(A))
        with pytest.raises(NotFound, match=r"case\.unknown"):
            act(case, command, MONDAY + HOUR, grants=clerk(C))
    for command in (SupplyCorrection(), Deliver(item=FOOD, way="window")):
        with pytest.raises(NotFound, match=r"case\.unknown"):
            act(case, command, MONDAY + HOUR, grants=clerk(C))
    assert everything() == before
    defect = Defect(item=FOOD, target="food_safety_rules", code="paper.unclear")
    act(case, RequestCorrection(defects=(defect,)), MONDAY + HOUR, grants=clerk(B))
    paper = SupplyCorrection(papers=(Paper(material="food_safety_rules"),))
    act(case, paper, MONDAY + 2 * HOUR, grants=clerk(A))
    act(case, Accept(items=(FOOD, REGISTRATION)), MONDAY + 3 * HOUR, grants=clerk(B))
    act(case, Decide(item=REGISTRATION, grant=True), MONDAY + 4 * HOUR, grants=officer(B))
    with pytest.raises(Forbidden):
        act(case, Accept(items=(HEALTH,)), MONDAY + 4 * HOUR, grants=clerk(B))
    now = act(case, Deliver(item=REGISTRATION, way="window"), MONDAY + 5 * HOUR, grants=clerk(A)).case
    assert now.approval(REGISTRATION).status == "delivered"
    assert sorted(sent(clerk(A))) == [FOOD, HEALTH]
    assert view(case, MONDAY + DAY, grants=clerk(A)).case == view(case, MONDAY + DAY, grants=clerk(B)).case
    assert faults() == []


def test_what_came_online_is_no_window_s():
    case = submit(1, place=VILLAGE).case
    assert case.received is None
    assert [sees(case, grants) for grants in (clerk(A), clerk(B), clerk(C), clerk(TOWN))] == [False, True, False, False]
    assert sent(clerk(A)) == sent(clerk(B)) == []


def test_a_window_outside_the_region_is_refused_and_nothing_is_recorded():
    before = everything()
    outside = Grants((Grant("window_clerk", "hall", "service_centre", "330100000000"),))
    with pytest.raises(Forbidden) as refused:
        take_in(1, outside)
    assert (refused.value.code, refused.value.params["place"]) == ("receiving.not_here", B)
    for nobody in (Grants(), officer(B), Grants((Grant("supervisor", "s", "s", B),))):
        with pytest.raises(Forbidden, match=r"authority\.missing"):
            take_in(1, nobody)
    # Only for some of the items: a window that may not receive all of a matter receives none of it.
    with pytest.raises(Forbidden, match=r"authority\.missing"):
        take_in(1, clerk(A, FOOD))
    assert everything() == before


def test_of_several_windows_the_one_is_recorded_that_may_take_it_all_in():
    both = Grants((Grant("window_clerk", "far", "service_centre", "330100000000"), *clerk(A).held))
    assert take_in(1, both).case.received == Received(A, HALL_ID[A])


GRANTS = [
    *(clerk(place) for place in (CITY, A, B, C, TOWN)),
    *(clerk(place, item) for place in (CITY, A, B) for item in (FOOD, HEALTH)),
    *(officer(place, agency) for place in (CITY, A, B, TOWN) for agency in (MARKET, "health")),
    *(Grants((Grant(role, HALL_ID[A], "service_centre", A),)) for role in ("officer", "supervisor", "operator")),
    Grants((Grant("officer", HALL_ID[A], "service_centre", A, FOOD),)),
    Grants((*clerk(A).held, *officer(B).held)),
    Grants((*clerk(A, FOOD).held, *clerk(B).held, *officer(CITY, "health").held)),
    Grants((Grant("window_clerk", "p", "service_centre", "330000000000"),)),
    Grants(),
]


def test_every_list_holds_exactly_what_may_be_seen():
    """The filters inside the queries against the domain's own rules, over every way in and every place."""
    ways = [
        (grants, place, answers)
        for grants in (None, clerk(A), clerk(B), clerk(CITY), clerk(TOWN))
        for place in (VILLAGE, A, CITY)
        for answers in (SMALL, PROMISED)
    ]
    cases = []
    for number, (grants, place, answers) in enumerate(ways, 1):
        if grants is None:
            cases.append(submit(number, place=place, answers=answers).case)
        elif not _refused(number, grants, place, answers):
            cases.append(queries.case_seen(case_id=id_at(8, number), actor=CLERK, grants=clerk(CITY), now=MONDAY))
    assert len(cases) > 20
    for grants in GRANTS:
        seen = {UUID(case.id) for case in cases if may("case.read", case, grants)}
        assert set(listed(grants)) == seen
        assert len(listed(grants)) == len(seen)
        assert {UUID(case.id) for case in cases if sees(case, grants)} == seen
        handled = {one for case in cases for one in here(case, grants)}
        assert {(row.case, row.item) for row in queries.desk(grants=grants, limit=500)} == handled
        passed_on = {one for case in cases for one in passed(case, grants)}
        rows = queries.desk(grants=grants, sent_on=True, limit=500)
        assert {(row.case, row.item) for row in rows} == passed_on
        assert [(row.due, row.number) for row in rows] == sorted((row.due, row.number) for row in rows)
        assert paged(grants) == listed(grants)
    assert faults() == []


def _refused(number: int, grants: Grants, place: str, answers: object) -> bool:
    try:
        take_in(number, grants, place=place, answers=answers)
    except Forbidden:
        return True
    return False


def here(case: Case, grants: Grants) -> set[tuple[UUID, str]]:
    """The approvals that are handled within the grants."""
    return {
        (UUID(case.id), a.item)
        for a in case.approvals
        if grants.may("case.read", a.agency, case.place_of(a), a.item)
    }  # fmt: skip


def passed(case: Case, grants: Grants) -> set[tuple[UUID, str]]:
    """The approvals that a window within the grants took in and that are handled outside of what they reach."""
    window = case.received
    if window is None:
        return set()
    away = [a for a in case.approvals if not covers(window.place, case.place_of(a))]
    mine = {a.item for a in away if grants.may("case.read", window.organisation, window.place, a.item)}
    return {(UUID(case.id), item) for item in mine} - here(case, grants)


def paged(grants: Grants) -> list[UUID]:
    found, before = [], None
    while page := queries.cases_readable(grants=grants, before=before, limit=3):
        found += [row.id for row in page]
        before = page[-1].id
    return found


def test_a_page_of_what_was_sent_on_is_a_reading_of_its_cases():
    case = take_in(1, clerk(A)).case
    reader = Reader(staff("window"), MONDAY + HOUR)
    queries.desk(grants=clerk(A), sent_on=True, reader=reader)
    queries.cases_readable(grants=clerk(A), reader=reader)
    view(case, MONDAY + HOUR, actor=staff("window"), grants=clerk(A))
    queries.desk(grants=clerk(C), sent_on=True, reader=reader)
    assert not sees(case, clerk(C))
    assert sorted(row.what for row in queries.readings_of(UUID(case.id))) == ["case", "desk", "list"]


def test_who_took_it_in_finds_it_by_its_number_even_when_it_is_done():
    case = take_in(1, clerk(A)).case
    act(case, Withdraw(), MONDAY + HOUR, grants=clerk(CITY))
    wanted = queries.wanted_number(case.number)
    for grants, found in ((clerk(A), 3), (clerk(B), 2), (clerk(C), 0), (clerk(CITY), 3), (officer(A), 0)):
        assert len(queries.desk(grants=grants, wanted=wanted)) == found


def test_the_rows_of_receiving_and_handling_are_made_anew_from_the_record():
    case = take_in(1, clerk(A)).case
    submit(2, place=VILLAGE)
    assert faults() == []
    held = everything(("cases_case", "cases_approval"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET received_place = %s, spread = false", [C])
        cursor.execute("UPDATE cases_approval SET place = %s, outside = false, received = NULL", [C])
    told = [one for one in record.verify().faults if "count of" not in one.what]
    assert len(told) == 2
    record.rebuild()
    assert everything(("cases_case", "cases_approval")).keys() == held.keys()
    assert faults() == []
    assert sorted(sent(clerk(A))) == [FOOD, HEALTH, REGISTRATION]
    assert sees(case, clerk(A))
    assert not sees(case, clerk(C))


def test_no_way_of_a_list_reads_a_whole_table():
    statement, values = readable(clerk(B).scope("case.read"), "", [], 50, "")
    text = explained(statement, values)
    for index in ("case_of_county", "case_received", "approval_outside"):
        assert f"using {index}" in text
    condition, told = reach.sent_on(clerk(B).scope("case.read"))
    asked = f"SELECT a.number FROM cases_approval a JOIN cases_case c ON c.id = a.case_id WHERE {condition} AND a.open"
    text = explained(f"{asked} ORDER BY a.due, a.number LIMIT 50", list(told))
    assert "using approval_received" in text
    assert "Sort" not in text


def explained(statement: str, values: list[object]) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {statement}", values)
        return "\n".join(row[0] for row in cursor.fetchall())
