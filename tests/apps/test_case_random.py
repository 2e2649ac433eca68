"""Random work over the real database: rows are the fold of the events, refused commands leave no trace."""

from collections import Counter
from datetime import datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest

from tests.apps.case_chance import ANSWERS, COMMANDS, Chance
from tests.apps.case_scenes import MONDAY, act, city, everything, faults, forgetful, submit, view
from yici.cases.codec import CODEC
from yici.cases.register import folded
from yici.cases.services import Outcome, case_settle
from yici.domain.case import Case, Command
from yici.domain.error import Conflict, YiciError
from yici.ledger import queries as record
from yici.ledger import verify as ledger
from yici.ledger.repeated import Key
from yici.ledger.services import InFlight, replay
from yici.ledger.timers import fire_due

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
ROWS = ("cases_case", "cases_approval", "ledger_event", "ledger_head", "ledger_timer")
CASES = 4


def work(seed: int, steps: int) -> tuple[Counter[str], Counter[str]]:
    """Do random things and count by command what was done and what was refused."""
    chance, now = Chance(seed), MONDAY
    cases = [submit(n, answers=chance.random.choice(ANSWERS), username="wang").case for n in range(1, CASES + 1)]
    done, refused = Counter[str](), Counter[str]()
    for step in range(steps):
        now += chance.pause()
        place = chance.random.randrange(CASES)
        command = chance.command(cases[place], now)
        before = everything(ROWS)
        key = Key("api:wang", f"{seed}-{step}", b"body" * 8)
        try:
            outcome = act(cases[place], command, now, key=key)
            cases[place] = outcome.case
            done[type(command).__name__] += 1
            if step % 4 == 0:
                same_again(cases[place], command, now, key, outcome)
        except YiciError as error:
            assert everything(ROWS) == before, (command, error)
            assert replay(key.scope, key.key, key.request_hash) is None, "a refused request keeps its key"
            refused[error.code] += 1
        if chance.random.random() < 0.2:
            let_time_pass(chance, now, cases[place])
    return done, refused


def same_again(case: Case, command: Command, now: datetime, key: Key, first: Outcome) -> None:
    """The same request once more changes nothing and has the first one's answer; another body has none."""
    before = everything(ROWS)
    with pytest.raises(InFlight):
        act(case, command, now, key=key)
    told = replay(key.scope, key.key, key.request_hash)
    assert told is not None
    assert (told["case"], told["seq"], told["receipt"]) == (first.case.id, first.seq, first.receipt)
    with pytest.raises(Conflict, match=r"idempotency\.key_reused"):
        replay(key.scope, key.key, b"other" * 8)
    assert everything(ROWS) == before


def let_time_pass(chance: Chance, now: datetime, case: Case) -> None:
    """Record what fell due; a page that was looked at before showed it already."""
    seen = view(case, now).case
    if chance.random.random() < 0.5:
        fire_due(now=now)
    else:
        case_settle(stream=UUID(case.id), now=now)
    assert view(case, now).case == seen


@pytest.mark.parametrize("seed", range(3))
def test_rows_are_what_the_events_say_after_any_work(seed):
    done, refused = work(seed, 90)
    assert sum(done.values()) >= 5
    assert refused
    assert faults() == []
    rows = everything(("cases_case", "cases_approval", "ledger_timer"))
    assert ledger.rebuild().ok
    unsealed = ("cases_approval", "ledger_timer")
    again = everything(("cases_case", "cases_approval", "ledger_timer"))
    assert {name: again[name] for name in unsealed} == {name: rows[name] for name in unsealed}
    assert faults() == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 160))
def test_rows_are_what_the_events_say_after_much_work(seed):
    work(seed, 150)
    assert faults() == []
    assert ledger.rebuild().ok
    assert faults() == []


def test_every_command_is_among_the_random_ones_and_most_succeed_sometimes():
    chance, made = Chance(1), set[type]()
    case = submit(1, answers=ANSWERS[2]).case
    for _ in range(400):
        made.add(type(chance.command(case, MONDAY)))
    assert made == set(get_args(Command))
    assert len(COMMANDS) >= len(made)


def test_a_case_folds_to_what_its_rows_say_at_every_event_on_the_way():
    chance, now = Chance(77), MONDAY
    case, seen = submit(1, answers=ANSWERS[2]).case, {}
    for _ in range(30):
        now += timedelta(hours=5)
        try:
            done = act(case, chance.command(case, now), now)
        except YiciError:
            continue
        case = done.case
        seen[done.seq] = case
    history = record.history(UUID(case.id))
    assert len(history) == max(seen)
    for seq, state in seen.items():
        assert CODEC.state_of(folded(history[:seq])) == state
