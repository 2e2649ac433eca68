"""A worker that stood still: the law acts on its day all the same, and what fell due is recorded once."""

from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    LARGE,
    MONDAY,
    SMALL,
    act,
    applicant,
    at,
    at_once,
    city,
    everything,
    faults,
    forgetful,
    planned,
    submit,
    view,
)  # fmt: skip
from tests.apps.catalogue_files import CALENDAR, swapped
from yici.cases import queries, services
from yici.cases.services import case_settle, cases_wake
from yici.catalogue.read import read_file
from yici.catalogue.services import calendar_add
from yici.cli.serving import tick
from yici.domain.case import (
    Accept,
    Case,
    Decide,
    Defect,
    Deliver,
    Paper,
    RequestCorrection,
    SupplyCorrection,
    Withdraw,
)  # fmt: skip
from yici.domain.error import Refused
from yici.ledger.queries import failing_timers, history
from yici.ledger.timers import Fired, fire_due

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
FOOD = "food-licence"
TEN_DAYS_LATER = at("2026-03-12")  # Thursday; the window of the food licence ended on Monday 2026-03-09, 24:00


def late_correction() -> RequestCorrection:
    paper = next(m.material for m in planned().materials if m.how == "submit" and FOOD in m.items)
    return RequestCorrection(defects=(Defect(item=FOOD, target=paper, code="paper.unclear"),))


def lines(case: Case) -> list[tuple[int, str, datetime, datetime]]:
    return [(s.seq, s.kind, s.at, s.recorded_at) for s in history(UUID(case.id))]


def timers() -> list[tuple[UUID, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stream, due_at FROM ledger_timer ORDER BY stream")
        return cursor.fetchall()


def test_on_the_fifth_working_day_a_correction_is_in_time():
    case = submit().case
    assert act(case, late_correction(), at("2026-03-09", 23, 59)).case.phase == "correcting"


def test_after_ten_days_without_a_worker_a_correction_is_refused_because_silence_accepted():
    case = submit().case
    before = everything()
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        act(case, late_correction(), TEN_DAYS_LATER)
    assert everything() == before, "refused is refused: what fell due is for the next command or the clock to record"
    seen = view(case, TEN_DAYS_LATER).case.approval(FOOD)
    assert (seen.status, seen.by_silence) == ("waiting", True)


def test_firing_late_records_what_the_page_showed_as_of_its_day_and_only_once():
    case = submit().case
    shown = view(case, TEN_DAYS_LATER).case
    assert fire_due(now=TEN_DAYS_LATER) == Fired(1, 0)
    recorded = lines(case)
    assert view(case, TEN_DAYS_LATER).case == shown
    assert [(kind, when) for _, kind, when, _ in recorded if kind == "approval.cleared"] == [
        ("approval.cleared", at("2026-03-09", 23) + HOUR)  # Monday, 24:00
    ]  # fmt: skip
    assert {told for _, kind, _, told in recorded if kind != "case.submitted"} == {TEN_DAYS_LATER}
    assert fire_due(now=TEN_DAYS_LATER) == Fired(0, 0)
    assert case_settle(stream=UUID(case.id), now=TEN_DAYS_LATER) == 0
    assert lines(case) == recorded
    assert faults() == []


def test_a_worker_that_came_every_hour_recorded_the_same_as_one_that_came_late():
    prompt, late = submit(1, answers=LARGE).case, submit(2, answers=LARGE).case
    now = MONDAY
    while now < TEN_DAYS_LATER:
        now += HOUR * 4
        case_settle(stream=UUID(prompt.id), now=now)
    fire_due(now=TEN_DAYS_LATER)
    assert [line[1:3] for line in lines(prompt)] == [line[1:3] for line in lines(late)]
    same = [view(case, TEN_DAYS_LATER).case.approvals for case in (prompt, late)]
    assert [(a.status, a.accepted_at, a.deadlines) for a in same[0]] == [
        (a.status, a.accepted_at, a.deadlines) for a in same[1]
    ]  # fmt: skip


def test_accepted_by_silence_counts_every_limit_from_the_day_of_receipt():
    case = submit(answers=SMALL).case
    act(case, Decide(item="individual-registration", grant=True), MONDAY + HOUR)
    fire_due(now=TEN_DAYS_LATER)
    food = view(case, TEN_DAYS_LATER).case.approval(FOOD)
    assert (food.status, food.by_silence, food.accepted_at) == ("handling", True, MONDAY)


def test_two_workers_at_once_record_what_fell_due_once():
    cases = [submit(number, username=("wang", "chen")[number % 2]).case for number in range(12)]
    answers = at_once(*([lambda: fire_due(now=TEN_DAYS_LATER)] * 2))
    assert sum(fired.count for fired in answers) == 12
    assert sum(fired.failed for fired in answers) == 0
    kinds = {tuple(line[1:3] for line in lines(case)) for case in cases}
    assert len(kinds) == 1
    assert all(len(found) == len(set(found)) for found in kinds)
    assert faults() == []


def test_the_worker_itself_settles_what_is_due_and_signs(monkeypatch):
    case = submit().case
    monkeypatch.setattr("yici.cli.serving.now", lambda: TEN_DAYS_LATER)
    assert tick(0) == 1
    assert tick(1) == 0
    assert view(case, TEN_DAYS_LATER).case.approval(FOOD).by_silence
    assert failing_timers() == []


def test_the_timer_of_a_case_is_its_next_end_and_goes_when_nothing_is_open():
    case = submit().case
    moved = act(case, Decide(item="individual-registration", grant=True), MONDAY + HOUR).case
    ends = [d for a in moved.approvals for d in a.deadlines]
    assert [due for _, due in timers()] == [min(d.near or d.due for d in ends)]
    assert min(d.near for d in ends if d.near) < min(d.due for d in ends)
    act(case, Withdraw(), MONDAY + 2 * HOUR, actor=applicant())
    done = act(case, Deliver(item="individual-registration", way="window"), MONDAY + 2 * HOUR).case
    assert done.phase == "closed"
    assert timers() == []


def test_a_supplement_in_time_begins_the_window_anew():
    case = submit().case
    asked = late_correction()
    act(case, asked, MONDAY + DAY)
    paper = Paper(material=asked.defects[0].target)
    act(case, SupplyCorrection(papers=(paper,)), TEN_DAYS_LATER, actor=applicant())
    assert fire_due(now=at("2026-03-19", 23, 59)).failed == 0
    assert view(case, at("2026-03-19", 23, 59)).case.approval(FOOD).status == "received"
    assert view(case, at("2026-03-20", 0, 0)).case.approval(FOOD).by_silence  # Friday, after five working days


DECEMBER = at("2026-12-29")  # Tuesday: the window of five working days ends in 2027
OPEN_BOUND = at("2027-01-01", 0, 0)
NEXT_YEAR = swapped(CALENDAR.replace("2026", "2027"), "workdays: []", "workdays: [2027-01-02]")
"""Made up for this test: New Year's Day is the only rest day in the week, and Saturday 2 January is worked."""
WINDOW_ENDS = at("2027-01-05", 23) + HOUR  # 30, 31 December, 2, 4, 5 January: Tuesday, 24:00


def load_next_year() -> None:
    read, wrong = read_file("cn-2027.yaml", NEXT_YEAR.encode())
    assert read
    assert not wrong
    calendar_add(read=read, actor="test", now=DECEMBER)


def test_a_year_that_is_not_loaded_leaves_an_end_open_and_stops_nothing():
    case = submit(now=DECEMBER).case
    [window] = [d for d in case.approval(FOOD).deadlines if d.name == "correction"]
    assert (window.due, window.not_before) == (None, OPEN_BOUND)
    assert fire_due(now=OPEN_BOUND + 60 * DAY).failed == 0
    assert view(case, OPEN_BOUND + 60 * DAY).case.approval(FOOD).status == "received"
    assert act(case, Accept(items=(FOOD,)), OPEN_BOUND + 60 * DAY).case.approval(FOOD).status == "waiting"
    assert faults() == []


def test_loading_the_year_computes_open_ends_and_records_each_as_an_event():
    cases = [submit(number, now=DECEMBER).case for number in (1, 2, 3)]
    known = submit(4, now=MONDAY).case
    load_next_year()
    assert cases_wake(now=DECEMBER + HOUR, batch=2) == 3
    assert cases_wake(now=DECEMBER + HOUR, batch=2) == 0
    for case in cases:
        told = [s for s in history(UUID(case.id)) if s.kind == "deadline.recomputed"]
        assert {s.body["deadline"]["name"] for s in told} >= {"correction"}
        assert {s.recorded_at for s in told} == {DECEMBER + HOUR}
        window = next(d for d in view(case, DECEMBER + HOUR).case.approval(FOOD).deadlines if d.name == "correction")
        assert window.due == WINDOW_ENDS
    assert "deadline.recomputed" not in [s.kind for s in history(UUID(known.id))]
    assert faults() == []


def test_before_anybody_wakes_them_pages_already_show_the_computed_end():
    case = submit(now=DECEMBER).case
    load_next_year()
    shown = view(case, DECEMBER + HOUR).case
    cases_wake(now=DECEMBER + HOUR)
    assert view(case, DECEMBER + HOUR).case == shown
    assert [row.due for row in queries.cases_of(applicant=UUID(applicant().id))] == [
        min(d.due for a in shown.approvals for d in a.deadlines)
    ]  # fmt: skip


def test_loading_the_year_late_lets_the_law_act_as_of_its_day():
    case = submit(now=DECEMBER).case
    load_next_year()
    assert cases_wake(now=at("2027-02-01")) == 1
    food = view(case, at("2027-02-01")).case.approval(FOOD)
    assert (food.status, food.by_silence) == ("waiting", True)
    assert ("approval.cleared", WINDOW_ENDS) in [line[1:3] for line in lines(case)]
    assert faults() == []


def test_one_case_that_cannot_be_woken_does_not_keep_the_others_asleep(monkeypatch, caplog):
    cases = [submit(number, now=DECEMBER).case for number in (1, 2, 3)]
    load_next_year()
    settle = services.case_settle

    def stumbling(*, stream: UUID, now: datetime) -> int:
        if stream == UUID(cases[0].id):
            raise Refused("case.broken")
        return settle(stream=stream, now=now)

    monkeypatch.setattr(services, "case_settle", stumbling)
    assert cases_wake(now=DECEMBER + HOUR) == 2
    assert f"case {cases[0].id} could not be woken: case.broken" in caplog.text
    monkeypatch.undo()
    assert cases_wake(now=DECEMBER + HOUR) == 1


def test_an_acceptance_that_is_set_back_says_no_reminder_again_of_days_long_over():
    """Nobody has a limit for it, so the platform reminds: from the day on which somebody acted."""
    case, late = submit(answers=LARGE).case, MONDAY + 15 * DAY
    case_settle(stream=UUID(case.id), now=late)
    accepted = act(case, Accept(items=("health-certificate",)), late).case
    [reminder] = accepted.approval("health-certificate").deadlines
    assert (reminder.name, reminder.since) == ("reminder", late)
    assert reminder.due is not None
    assert reminder.due > late
    case_settle(stream=UUID(case.id), now=late + DAY)
    told = [one for one in history(UUID(case.id)) if one.kind == "case.reminded"]
    said = [one.at for one in told if one.body["item"] == "health-certificate"]
    assert said
    assert len(said) == len(set(said))
