"""How many statements a request takes: bounded for writes, the same for ten rows as for a hundred for reads."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    MONDAY,
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
)  # fmt: skip
from yici.cases import queries
from yici.catalogue import queries as catalogue
from yici.domain.case import Accept, Decide, Defect, Paper, RequestCorrection, SupplyCorrection, Withdraw

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
REGISTER = Decide(item="individual-registration", grant=True, note="同意")


class Statements(CaptureQueriesContext):
    """What was sent inside, without the marks of transactions."""

    def __init__(self) -> None:
        super().__init__(connection)

    def __len__(self) -> int:
        marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        return sum(not query["sql"].startswith(marks) for query in self.captured_queries)


def test_the_first_application_of_a_plan_takes_five_and_every_other_one_four():
    with Statements() as first:
        submit(1)
    with Statements() as second:
        submit(2, username="chen")
    assert (len(first), len(second)) == (5, 4)


def test_even_with_a_look_for_a_newer_release_an_application_takes_no_more_than_six():
    plan = planned()
    catalogue._known.looked_at = float("-inf")
    with Statements() as sent:
        submit(1)
    assert plan
    assert len(sent) == 6


def test_a_step_takes_four_five_with_a_note_one_more_with_licences_and_one_with_what_fell_due():
    case = submit().case
    view(case, MONDAY)
    with Statements() as plain:
        act(case, Accept(), MONDAY + HOUR)
    with Statements() as noted:
        act(case, REGISTER, MONDAY + 2 * HOUR)
    late = submit(2).case
    with Statements() as late_and_noted:
        act(late, REGISTER, MONDAY + 20 * DAY)
    with Statements() as refused:
        act(case, Decide(item="food-licence", grant=False, grounds=("condition.not_met",), note="不同意"), MONDAY + DAY)
    assert (len(plain), len(refused), len(noted), len(late_and_noted)) == (4, 5, 6, 7)


def test_the_first_step_in_a_process_reads_the_plan_once():
    case = submit().case
    with Statements() as first:
        act(case, Accept(), MONDAY + HOUR)
    with Statements() as second:
        act(case, Withdraw(), MONDAY + HOUR, actor=applicant())
    assert (len(first), len(second)) == (5, 4)


def test_asking_for_a_correction_takes_five_and_answering_it_four():
    case = submit().case
    view(case, MONDAY)
    paper = next(m.material for m in planned().materials if m.how == "submit" and "food-licence" in m.items)
    defect = Defect(item="food-licence", target=paper, code="paper.unclear")
    with Statements() as asked:
        act(case, RequestCorrection(defects=(defect,), notes={paper: "看不清"}), MONDAY + HOUR)
    with Statements() as answered:
        act(case, SupplyCorrection(papers=(Paper(material=paper),)), MONDAY + 2 * HOUR, actor=applicant())
    assert (len(asked), len(answered)) == (5, 4)


def test_fetching_one_case_takes_two_and_its_history_two_more():
    case = submit().case
    view(case, MONDAY)
    for reader, grants in ((staff("market"), grants_of_staff("market")), (applicant(), grants_of_staff("operator"))):
        with Statements() as sent:
            view(case, MONDAY + HOUR, actor=reader, grants=grants)
        assert len(sent) == 2
    act(case, Accept(), MONDAY + HOUR)
    with Statements() as sent:
        lines = queries.case_history(UUID(case.id))
    assert len(lines) > 1
    assert len(sent) == 2


def test_lists_take_as_many_statements_for_forty_rows_as_for_four():
    for number in range(1, 41):
        submit(number, username=("wang", "chen")[number % 2])
    reader = queries.Reader(staff("market"), MONDAY)
    lists = {
        "desk": lambda limit: queries.desk(grants=grants_of_staff("market"), limit=limit, reader=reader),
        "cases": lambda limit: queries.cases_readable(grants=grants_of_staff("market"), limit=limit, reader=reader),
        "own": lambda limit: queries.cases_of(applicant=account("wang"), limit=limit),
    }
    for name, read in lists.items():
        with Statements() as few:
            short = read(4)
        with Statements() as many:
            long = read(40)
        assert (len(short), len(long)) == (4, 20 if name == "own" else 40), name
        assert len(few) == len(many) == 2, name
        assert {row.name for row in long} == {"小面一碗(演示)"}
