"""Made-up history: the same as the services write, whole, verified, and with every kind of event."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from tests.apps.case_scenes import PLACE, at, city, everything, faults, forget_everything_kept, forgetful, submit
from tests.apps.history_scenes import FEW, NOW, UNTIL, Served, made, prepared, table, told
from tests.apps.people_samples import load_county
from yici.catalogue import queries as catalogue
from yici.demo.history.behaviour import LIVELY, REALISTIC
from yici.demo.history.crowd import applicant
from yici.demo.history.fill import history_fill
from yici.demo.history.habits import HABITS, NOT_MADE
from yici.demo.history.moments import Times
from yici.demo.history.sheets import Sheets
from yici.demo.history.wishes import wishes
from yici.domain.case import EVENTS
from yici.domain.case.states import OPEN
from yici.domain.error import Refused
from yici.intake.values import read_form
from yici.ledger import verify as record
from yici.people.ids import id_at

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city", "county")]

OFTEN = replace(LIVELY, wishes_per_bundle=6, promise_broken=0.9, repaired=0.4)
"""Few matters know promises, so in few cases nearly all must be broken for some to be revoked."""


@pytest.fixture
def county(city: None, tmp_path: Path) -> None:
    load_county(tmp_path)


def made_events() -> int:
    [(count,)] = table("SELECT count(*) FROM ledger_event e JOIN ledger_head h USING (stream)"
                       " WHERE h.kind IN ('case', 'licence')")  # fmt: skip
    return int(count)


def check_equal_to_services(cases: int, months: int) -> None:
    """Load a history, take it back, do the same through the services, and compare all that the database says."""
    spec, days = prepared(cases, months)
    before = transaction.savepoint()
    calls = made(spec, days).calls
    loaded = told()
    assert len(loaded["rows"]) == cases
    transaction.savepoint_rollback(before)
    forget_everything_kept()
    assert told()["rows"] == {}
    served = Served()
    for name, what in calls:
        getattr(served, name)(**what)
    assert {name for name, value in told().items() if value != loaded[name]} == set()


def test_what_is_loaded_is_what_the_services_would_have_written() -> None:
    check_equal_to_services(60, 2)


@pytest.mark.soak
def test_ten_thousand_loaded_cases_are_what_the_services_would_have_written() -> None:
    check_equal_to_services(10_000, 12)


def test_a_history_verifies_and_a_rebuild_changes_nothing() -> None:
    spec, days = prepared(80, behaviour=replace(FEW, late=(0.5, 0.9)))
    made(spec, days)
    assert faults() == []
    tables = ("cases_approval", "ledger_timer", "ledger_head", "ledger_event")
    unsealed = "SELECT (to_jsonb(c) - 'label')::text FROM cases_case c ORDER BY id"
    before = everything(tables), table(unsealed)
    assert record.rebuild().ok
    assert (everything(tables), table(unsealed)) == before
    assert faults() == []


def test_every_kind_of_event_occurs_and_no_rule_stops_a_habit() -> None:
    filled = history_fill(
        cases=400, seed=3, until=UNTIL, months=6, place=PLACE, now=NOW, behaviour=OFTEN
    )  # fmt: skip
    occurred = {kind for (kind,) in table("SELECT DISTINCT kind FROM ledger_event")}
    assert {event.kind for event in EVENTS} - occurred == set(NOT_MADE)
    assert filled.stopped == Counter()
    assert filled.events == made_events()
    assert table("SELECT count(*) FROM licences_licence WHERE status = 'revoked'")[0][0]
    statuses = {status for (status,) in table("SELECT DISTINCT status FROM cases_approval WHERE open")}
    assert statuses >= OPEN - {"prepared"}
    later = "SELECT count(*) FROM ledger_event e JOIN cases_case c ON c.id = e.stream WHERE e.recorded_at > %s"
    assert table(later, UNTIL) == [(0,)]


def test_every_reason_for_a_kind_that_is_not_made_is_given_and_habits_have_names_of_their_own() -> None:
    assert all(NOT_MADE.values())
    assert len({habit.name for habit in HABITS}) == len(HABITS)


def test_nobody_gets_a_number_twice_neither_from_a_second_history_nor_from_a_real_submission() -> None:
    for seed in (1, 2):
        made(*prepared(30, months=1, seed=seed))
    [(day, last)] = table("SELECT day, last FROM cases_counter ORDER BY last DESC, day LIMIT 1")
    case = submit(1, now=at(day.isoformat(), 15)).case
    assert int(case.number[14:21]) == last + 1
    assert table("SELECT count(*) FROM cases_case") == [(61,)]
    assert faults() == []


def test_the_same_history_twice_is_refused_and_adds_nothing() -> None:
    spec, days = prepared(20, months=1)
    made(spec, days)
    with pytest.raises(Refused, match=r"fill\.before"):
        made(spec, days)
    assert table("SELECT count(*) FROM cases_case") == [(20,)]


@pytest.mark.parametrize(
    ("until", "code"), [("2026-07-02", "fill.not_over"), ("2003-12-01", "calendar.year_not_loaded")]
)
def test_a_time_that_is_not_over_or_has_no_calendar_is_refused(until: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        history_fill(cases=1, seed=1, until=at(until, 17), months=1, place=PLACE, now=NOW)
    assert refused.value.code == code
    assert refused.value.remedy


def test_what_is_handed_in_reads_as_a_face_reads_it() -> None:
    sheets, chance, elements = Sheets(), Random(1), catalogue.current().elements
    times = Times(chance, catalogue.calendar_for(PLACE), REALISTIC.at_window)
    people = set()
    for wish in wishes(PLACE, 3, now=UNTIL):
        sheet = sheets.sheet(wish, PLACE, UNTIL)
        handed = sheet.application(applicant(chance), id_at(1, 1), times, REALISTIC)
        assert read_form(sheet.plan, elements, handed.form) == handed.form, wish
        people.add(handed.identity)
    assert all(identity is None or identity.startswith("99") for identity in people)
    assert len(people) > 10


def test_every_matter_of_the_catalogue_with_items_comes_in() -> None:
    wanted = {name for name, bundle in catalogue.current().bundles.items() if bundle.items}
    assert {wish.bundle for wish in wishes(PLACE, 2, now=UNTIL)} == wanted


def test_applicants_come_in_the_order_of_their_numbers_within_the_time_asked_for() -> None:
    spec, days = prepared(50, months=1)
    made(spec, days)
    rows = table("SELECT number, submitted_at FROM cases_case ORDER BY substr(number, 7, 15)")
    assert [at for _, at in rows] == sorted(at for _, at in rows)
    assert UNTIL - timedelta(days=32) < rows[0][1] <= rows[-1][1] <= UNTIL
