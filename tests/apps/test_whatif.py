"""Recorded cases under another rule, over the real definitions and the real record; nothing is written."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import (
    HOUR,
    LARGE,
    MONDAY,
    PLACE,
    act,
    city,
    everything,
    forgetful,
    submit,
)  # fmt: skip
from tests.apps.decided_cases import decided
from yici.cases.past import Wanted, past
from yici.cli.commands import yici
from yici.domain.case import Withdraw
from yici.domain.error import Refused
from yici.oversight.whatif import Asked, whatif

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_switching_a_reform_off_shows_what_it_spares():
    for number in (1, 2):
        decided(number)
    found = whatif(Asked({"parallel": False, "merged_form": False}))
    assert (found.looked_at, found.compared, found.lacking) == (2, 2, {})
    assert found.before
    assert found.after
    assert found.before.days == 2 * 6  # Monday to Tuesday of next week
    assert found.off_by == 0
    assert found.after.days >= found.before.days
    assert found.after.fields > found.before.fields
    assert (found.plans_made, found.plans_found) == (1, 1)


def test_the_worst_are_named_and_what_cannot_be_compared_is_counted():
    slow = decided(1, LARGE)
    act(submit(2).case, Withdraw(), MONDAY + HOUR)
    submit(3)
    found = whatif(Asked({"parallel": False}))
    assert found.lacking == {"ended_otherwise": 1, "unfinished": 1}
    assert [line.number for line in found.worst] in ([slow.number], [])
    assert found.worse == len(found.worst)
    assert (found.better, found.same + found.worse) == (0, 1)


def test_cases_are_chosen_by_matter_place_and_day():
    decided(1)
    policy = {"parallel": False}
    assert whatif(Asked(policy, cases=Wanted(bundle="newborn"))).looked_at == 0
    assert whatif(Asked(policy, cases=Wanted(place=PLACE[:4] + "00000000", since=date(2026, 3, 2)))).looked_at == 1
    assert whatif(Asked(policy, cases=Wanted(until=date(2026, 3, 1)))).looked_at == 0
    assert whatif(Asked(policy, cases=Wanted(until=date(2026, 3, 2)), most=1)).looked_at == 1


def test_nothing_is_written_and_a_page_takes_two_statements_and_each_plan_one():
    decided(1)
    decided(2)
    before = everything()
    with CaptureQueriesContext(connection) as asked:
        whatif(Asked({"parallel": False}))
    assert everything() == before
    # Two pages (the last one is empty), the pinned plan, and the catalogue's look for a newer release.
    assert len(asked) <= 6


@pytest.mark.parametrize("short", [0, 1])
def test_a_page_that_is_too_long_for_one_statement_is_read_in_parts(monkeypatch, short):
    """In halves; a case that is too long by itself piece by piece, so that it does not stop the whole run."""
    for number in (1, 2, 3):
        decided(number)
    whole = whatif(Asked({"parallel": False}))
    longest = max(len(one.events) for one in past(Wanted()))
    monkeypatch.setattr("yici.ledger.queries.MOST", longest - short)
    assert whatif(Asked({"parallel": False})) == whole


def test_without_another_rule_there_is_nothing_to_try():
    with pytest.raises(Refused, match=r"whatif\.nothing_changes"):
        whatif(Asked())


def test_the_command_says_that_it_is_a_model():
    decided(1)
    told = CliRunner().invoke(yici, ["whatif", "--policy", "parallel=off"])
    assert told.exit_code == 0
    assert "这是推算，不是记录" in told.output
    as_json = CliRunner().invoke(yici, ["whatif", "--policy", "merged_form=off", "--json"])
    assert json.loads(as_json.output)["model"] is True
    wrong = CliRunner().invoke(yici, ["whatif", "--policy", "speed=on"])
    assert wrong.exit_code != 0
