"""Thirty-two clients on the same few cases, and two workers on their timers: all at once, and every answer is kept."""

from collections import Counter
from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    MONDAY,
    act,
    applicant,
    at_once,
    city,
    faults,
    forgetful,
    submit,
    view,
)  # fmt: skip
from tests.apps.kill_tools import check_once, rows
from tests.apps.licence_scenes import RUNNING, SIGN, the_licence
from yici.cases.services import Outcome
from yici.domain.case import Accept, Case, Command, Decide, DeclineAcceptance, Deliver, Suspend, Withdraw
from yici.domain.error import Conflict, Refused, YiciError
from yici.domain.event import Actor
from yici.ledger.queries import failing_timers
from yici.ledger.receipts import receipt_of
from yici.ledger.repeated import Key
from yici.ledger.services import InFlight, replay
from yici.ledger.timers import fire_due

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
CLIENTS, CASES, STEPS = 32, 4, 6
LATE = MONDAY + 15 * DAY
ITEMS = ("food-licence", "fire-check", SIGN, "health-certificate")


def commands(item: str) -> list[Command]:
    return [
        Accept(items=(item,)),
        Decide(item=item, grant=True),
        Decide(item=item, grant=False, grounds=("condition.not_met",)),
        DeclineAcceptance(item=item, reason="not_competent", competent="urban_management"),
        Suspend(item=item, cause="hearing", days=5),
        Deliver(item=item, way="window"),
    ]


def client(seed: int, cases: list[Case]) -> Callable[[], list[object]]:
    """This will be one who sends commands, some on the version that they saw, each under a key of its own."""

    def run() -> list[object]:
        chance, answers = Random(seed), list[object]()
        for step in range(STEPS):
            case, item = chance.choice(cases), chance.choice(ITEMS)
            seen = view(case, LATE).seq if chance.random() < 0.5 else None
            if chance.random() < 0.1:
                answers.append(sent(case, Withdraw(items=(item,)), f"{seed}-{step}", seen, applicant()))
            else:
                answers.append(sent(case, chance.choice(commands(item)), f"{seed}-{step}", seen))
        return answers

    return run


def sent(case: Case, command: Command, name: str, seen: int | None, actor: Actor | None = None) -> object:
    key = Key("crowd", name, name.encode())
    try:
        return act(case, command, LATE, version=seen, key=key, **({"actor": actor} if actor else {}))
    except YiciError as refusal:
        return refusal


def worker() -> int:
    fired = 0
    while count := fire_due(now=LATE, limit=1).count:
        fired += count
    return fired


@pytest.mark.parametrize("seed", [1, 2])
def test_thirty_two_clients_and_two_workers_on_four_cases_leave_one_truth(seed: int) -> None:
    people = ("wang", "chen", "zhao", "wang")
    cases = [submit(n, answers=RUNNING, username=people[n]).case for n in range(CASES)]
    told = at_once(worker, *(client(seed * 100 + n, cases) for n in range(CLIENTS)), worker)
    assert [one for one in told if isinstance(one, BaseException)] == []
    answers = [answer for one in told[1:-1] for answer in one]  # type: ignore[attr-defined]
    won = [answer for answer in answers if isinstance(answer, Outcome)]
    lost = [answer for answer in answers if not isinstance(answer, Outcome)]
    assert len(won) > CASES
    assert len(answers) == CLIENTS * STEPS
    assert {type(one) for one in lost} <= {Conflict, Refused, InFlight}, Counter(map(str, lost))
    for outcome in won:
        stored = receipt_of(UUID(outcome.case.id), outcome.seq)
        assert stored
        assert stored["statement"] == outcome.receipt["statement"]
    assert len({(outcome.case.id, outcome.seq) for outcome in won}) == len(won), "no two were told the same version"
    assert rows("SELECT count(*) FROM ledger_answer WHERE scope = 'crowd'") == [(len(won),)]
    fire_due(now=LATE + HOUR)
    assert failing_timers() == []
    check_once()
    assert faults() == []


def test_of_thirty_two_who_send_the_same_request_one_does_it_and_all_are_told_the_same() -> None:
    case = act(submit(answers=RUNNING).case, Accept(items=(SIGN,)), MONDAY).case
    key = Key("crowd", "same", b"same")

    def run() -> object:
        try:
            return act(case, Decide(item=SIGN, grant=True), MONDAY + HOUR, key=key).receipt
        except InFlight:
            answer = replay(key.scope, key.key, key.request_hash)
            assert answer
            return answer["receipt"]

    told = at_once(*[run] * CLIENTS)
    assert [one for one in told if isinstance(one, BaseException)] == []
    assert len({str(one) for one in told}) == 1
    assert the_licence(case, now=MONDAY + HOUR).status == "valid"
    check_once()
    assert faults() == []
