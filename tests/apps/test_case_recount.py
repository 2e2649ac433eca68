"""A calendar corrected by two editors moves what still runs, in every open case, exactly once, whoever is killed."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker

from tests.apps.case_scenes import (
    DAY,
    EVERYTHING,
    HOUR,
    MONDAY,
    act,
    applicant,
    at,
    city,
    faults,
    forget_everything_kept,
    forgetful,
    submit,
    view,
)  # fmt: skip
from tests.apps.catalogue_files import definitions
from tests.apps.corrected_calendar import OFF, corrected
from tests.apps.kill_tools import Zygote, alone, check_once, connected, rows, zygote
from tests.apps.proposal_scenes import released
from yici.cases.asked import NEVER
from yici.cases.models import Recount
from yici.cases.queries import desk
from yici.cases.recounting import LEASE, SETTLE_DOWN, cases_recount
from yici.cases.services import case_settle
from yici.catalogue.services import catalogue_publish
from yici.cli.serving import tick
from yici.database.launcher import Running
from yici.domain.case import Case, Withdraw, next_due
from yici.ledger.queries import history

__all__ = ["city", "forgetful", "zygote"]
SHOP, FOOD = "individual-registration", "food-licence"
NOW = MONDAY + 4 * HOUR


def finished(**how: int) -> int:
    """This will run the pass to its end, and say of how many cases ends moved."""
    cases_recount(now=NOW, **how)
    moved = 0
    while (done := cases_recount(now=NOW + 2 * SETTLE_DOWN, **how)).seen:
        moved += done.moved
    return moved


def moved_ends(case: Case) -> list[tuple[str, str, str]]:
    told = [stored for stored in history(UUID(case.id)) if stored.kind == "deadline.recomputed"]
    return [
        (s.body["deadline"]["name"], s.body["was"][:10], s.body["deadline"]["due"][:10]) for s in told
    ]  # fmt: skip


def _end(case: UUID, item: str) -> object:
    """The earliest end of an approval, as the law has it."""
    ends = [d.due for d in view(case, NOW).case.approval(item).deadlines]
    return min(ends, default=NEVER)


def timers() -> dict[UUID, object]:
    return dict(rows("SELECT stream, due_at FROM ledger_timer"))


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_corrected_calendar_moves_the_ends_of_every_open_case_once():
    cases = [submit(number, username=("wang", "chen")[number % 2]).case for number in range(1, 6)]
    gone = submit(9).case
    act(gone, Withdraw(), MONDAY + HOUR, actor=applicant())
    assert finished() == 0
    shown = {row.number: row.due for row in desk(grants=EVERYTHING)}
    released(corrected(), now=MONDAY + 2 * HOUR)
    assert finished(batch=2, limit=3) == len(cases)
    assert finished() == 0
    for case in cases:
        names = moved_ends(case)
        assert ("correction", "2026-03-09", "2026-03-10") in names
        assert len(names) == len(set(names))
        assert timers()[UUID(case.id)] == next_due(view(case, NOW).case)
    moved = {row.due - shown[row.number] for row in desk(grants=EVERYTHING)}
    assert DAY in moved
    assert all(row.due == _end(row.case, row.item) for row in desk(grants=EVERYTHING))
    assert moved_ends(gone) == []
    assert faults() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_the_worker_does_it_by_itself_and_tells_how_far_it_is(monkeypatch, caplog):
    case = submit().case
    finished()
    released(corrected(), now=MONDAY + 2 * HOUR)
    caplog.set_level("INFO", logger="yici.cases.recounting")
    for moment in (NOW + HOUR, NOW + HOUR + SETTLE_DOWN, NOW + HOUR + 2 * SETTLE_DOWN):
        monkeypatch.setattr("yici.cli.serving.now", lambda moment=moment: moment)
        tick(1)
    assert moved_ends(case)
    assert "1 cases, 1 moved, done" in caplog.text
    assert Recount.objects.values_list("done", "seen", "moved").get() == (True, 1, 1)
    assert faults() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_step_that_comes_before_the_pass_has_done_its_work():
    case = submit().case
    finished()
    released(corrected(), now=MONDAY + 2 * HOUR)
    assert view(case, NOW).unrecorded
    act(case, Withdraw(items=(FOOD,)), NOW, actor=applicant())
    recorded = moved_ends(case)
    assert recorded
    finished()
    assert moved_ends(case) == recorded


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("ran", [True, False])
def test_an_end_that_had_passed_before_the_correction_stays_whether_or_not_a_worker_ran(ran):
    case = submit().case
    if ran:
        case_settle(stream=UUID(case.id), now=MONDAY + 9 * DAY)
    # The window of the food licence ended on Monday the 9th; with the Wednesday at rest it would have been the 10th.
    released(corrected(), now=MONDAY + 10 * DAY)
    case_settle(stream=UUID(case.id), now=MONDAY + 10 * DAY + HOUR)
    food = [s for s in history(UUID(case.id)) if s.kind in ("approval.accepted", "approval.cleared")]
    [silent] = [stored.at for stored in food if stored.body["item"] == FOOD]
    assert silent == at("2026-03-10", 0)
    assert faults() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_second_correction_begins_the_pass_anew():
    case = submit().case
    finished()
    released(corrected(), now=MONDAY + 2 * HOUR)
    cases_recount(now=NOW)
    released(definitions(), now=MONDAY + 3 * HOUR)
    assert finished() == 0
    assert moved_ends(case) == []


@pytest.fixture
def own_database(fresh_database: Callable[[], Running], django_db_blocker: DjangoDbBlocker) -> Iterator[Running]:
    """A database of its own on the server of all tests, with the real definitions."""
    made = fresh_database()
    with django_db_blocker.unblock(), connected(made):
        forget_everything_kept()
        catalogue_publish(reading=definitions(), actor="test", now=MONDAY - DAY)
        yield made


@pytest.mark.kill
def test_workers_killed_in_the_middle_count_every_case_again_once(zygote: Zygote, own_database: Running) -> None:
    cases = [submit(number, username=("wang", "chen", "zhao")[number % 3]).case for number in range(1, 25)]
    finished()
    released(corrected(), now=MONDAY + 2 * HOUR)
    cases_recount(now=NOW)
    now = NOW + SETTLE_DOWN
    with zygote.at(own_database):
        while not Recount.objects.values_list("done", flat=True).get():
            assert now < NOW + 200 * LEASE
            for _ in range(2):
                zygote.order("recount", now=now.isoformat())
            zygote.hear(1)
            time.sleep(0.01)
            zygote.kill()
            alone()
            now += LEASE
        assert zygote.errors == []
    assert [len(moved_ends(case)) for case in cases] == [len(moved_ends(cases[0]))] * len(cases)
    assert moved_ends(cases[0])
    assert date.fromisoformat(OFF).isoweekday() == 3
    check_once()
    assert faults() == []
