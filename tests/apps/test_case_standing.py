"""Counts of what stands where: what the approvals say at every moment; added up, verified, mended."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from tests.apps.case_scenes import DAY, HOUR, MONDAY, PLACE, act, applicant, city, faults, forgetful, submit
from yici.cases import standing
from yici.cases.figures import due_by_department
from yici.cases.models import Approval, Standing, StandingChange
from yici.catalogue import queries as catalogue
from yici.domain.authority import Grant, Grants
from yici.domain.case import Accept, Decide, RequestCorrection, Withdraw
from yici.domain.case import Defect as Wrong
from yici.domain.due_by import NO_DAY, marks_at, stands
from yici.ledger.verify import rebuild

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
FOOD, SHOP = "food-licence", "individual-registration"
SUPERVISOR = Grants((Grant("supervisor", "body-service_centre", "service_centre", PLACE),))


def by_hand() -> dict[tuple[Any, ...], int]:
    """The same counts as the domain has them, row by row."""
    found: dict[tuple[Any, ...], int] = {}
    rows = Approval.objects.filter(open=True).values_list("place", "agency", "due", "tasks", "bounded")
    for place, agency, due, tasks, bounded in rows:
        key = (place, agency, *stands(due, tasks, bounded=bounded))
        found[key] = found.get(key, 0) + 1
    return found


def counted() -> dict[tuple[Any, ...], int]:
    found: dict[tuple[Any, ...], int] = {}
    rows = [*Standing.objects.values_list("place", "agency", "stand", "day", "count"),
            *StandingChange.objects.values_list("place", "agency", "stand", "day", "by")]  # fmt: skip
    for *key, by in rows:
        found[tuple(key)] = found.get(tuple(key), 0) + by
    return {key: count for key, count in found.items() if count}


def course() -> None:
    """Cases that come, are corrected, decided and withdrawn."""
    one, two, three = submit(1).case, submit(2, username="chen").case, submit(4).case
    act(one, Accept(), MONDAY)
    act(one, Decide(item=SHOP, grant=True), MONDAY + HOUR)
    act(two, RequestCorrection(defects=(Wrong(item=FOOD, target="food_safety_rules", code="paper.unclear"),)), MONDAY)
    act(three, Withdraw(), MONDAY + DAY, actor=applicant())
    act(submit(6).case, Accept(), MONDAY)


def test_counts_follow_every_step_and_stay_so_when_they_are_added_up():
    course()
    assert counted() == by_hand()
    assert {stand for _, _, stand, _ in counted()} == {"applicant", "no_date", "dated"}
    standing.standings_add_up()
    assert not StandingChange.objects.exists()
    assert not Standing.objects.filter(count=0).exists()
    assert counted() == by_hand()
    submit(5)
    standing.standings_add_up()
    assert counted() == by_hand()


def test_what_ends_at_midnight_ends_on_the_day_that_was():
    submit(1)
    Approval.objects.update(due=MONDAY.replace(hour=16, minute=0), tasks=["decide"], bounded=False)  # 24:00
    standing.standings_mend()
    assert counted() == by_hand()
    assert {day for *_, day in counted()} == {MONDAY.date()}
    Approval.objects.update(due=MONDAY.replace(hour=16, minute=0, second=1))
    standing.standings_mend()
    assert {day for *_, day in counted()} == {MONDAY.date() + timedelta(days=1)}


def test_what_ended_earlier_today_is_late_and_what_ends_later_today_is_due_today():
    submit(1)
    number = Approval.objects.filter(open=True).first().number  # type: ignore[union-attr]
    Approval.objects.exclude(number=number).update(open=False)
    for hours, column in ((-1, "late"), (0, "late"), (1, "today")):
        Approval.objects.filter(number=number).update(due=MONDAY + hours * HOUR, tasks=["decide"], bounded=False)
        standing.standings_mend()
        moments = marks_at(MONDAY, catalogue.calendar_for(PLACE))
        assert due_by_department(grants=SUPERVISOR, marks=moments, place=PLACE).total[column] == 1, hours


def test_verify_finds_a_wrong_count_and_rebuild_mends_it():
    course()
    standing.standings_add_up()
    Standing.objects.filter(stand="dated").update(count=77)
    assert any("rebuild" in fault for fault in faults())
    rebuild()
    assert counted() == by_hand()
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_who_mends_while_another_mends_waits_and_finds_it_done():
    def mends():
        standing.standings_mend()
        connection.close()

    submit(1)
    StandingChange.objects.all().delete()
    assert counted() != by_hand()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            standing.standings_mend()
            other = pool.submit(mends)
            with suppress(TimeoutError):
                other.result(timeout=1)
        other.result()
    assert counted() == by_hand()


def test_rows_that_are_forgotten_and_written_anew_are_counted_once():
    course()
    rebuild()
    rebuild()
    assert counted() == by_hand()
    assert all(day == NO_DAY for _, _, stand, day in counted() if stand != "dated")


def test_figures_are_read_from_the_counts_alone():
    course()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT sum(count) FROM cases_standing WHERE place BETWEEN '330800000000' AND '3308zz'")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "standing_once" in plan
