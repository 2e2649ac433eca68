"""The same request again gets the same answer, for some days, and acts once."""

from threading import Barrier
from typing import Any

import pytest
from django.db import transaction

from tests.apps.ledger_samples import COOK, MINUTE, NOW, Kettles, Threads, begin, boiled, rows
from yici.domain.error import Conflict
from yici.ledger import services
from yici.ledger.values import Answer, InFlight

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_request_again_gets_the_same_answer() -> None:
    assert services.replay("cook", "k1", b"one") is None
    Kettles().fill(1, answer=Answer("cook", "k1", b"one", {"kettle": "1", "名": "壶"}))
    assert services.replay("cook", "k1", b"one") == {"kettle": "1", "名": "壶"}
    assert services.replay("another cook", "k1", b"one") is None
    with pytest.raises(Conflict, match="key_reused"):
        services.replay("cook", "k1", b"two")


def test_an_answer_can_be_made_from_what_was_recorded() -> None:
    _, [recorded] = Kettles().fill(1, answer=Answer("cook", "k1", b"one", lambda done: {"hash": done[0].hash.hex()}))
    assert services.replay("cook", "k1", b"one") == {"hash": recorded.hash.hex()}


def test_of_several_with_the_same_key_at_once_one_acts_and_the_others_can_replay() -> None:
    together, kettles = Barrier(4), Kettles()

    def go(number: int) -> dict[str, Any]:
        def act() -> dict[str, Any]:
            with transaction.atomic():
                found = services.replay("cook", "k1", b"one")
                together.wait()
                if found is None:
                    kettles.fill(number, answer=Answer("cook", "k1", b"one", {"kettle": number}))
                return found or {"kettle": number}

        try:
            return act()
        except InFlight:
            return services.replay("cook", "k1", b"one") or {}

    results = Threads(*(lambda n=n: go(n) for n in range(4))).run()  # type: ignore[misc]
    assert len({str(result) for result in results}) == 1
    assert rows("SELECT count(*) FROM ledger_event") == rows("SELECT count(*) FROM ledger_answer") == [(1,)]


def test_a_stale_head_keeps_no_answer() -> None:
    stale = begin(1)
    with transaction.atomic():
        services.append(stale, boiled(), actor=COOK, now=NOW, due=None)
    with pytest.raises(Conflict), transaction.atomic():
        services.append(stale, boiled(), actor=COOK, now=NOW, due=None, answer=Answer("cook", "k1", b"one", {}))
    assert services.replay("cook", "k1", b"one") is None


def test_answers_are_forgotten_after_some_days() -> None:
    kettles = Kettles()
    for number, age in enumerate((8, 7, 6)):
        then = NOW - 60 * 24 * MINUTE * age
        kettles.fill(number, now=then, answer=Answer("cook", f"k{age}", b"one", {}))
    assert services.prune_answers(now=NOW + MINUTE, days=7, limit=1) == 1
    assert services.prune_answers(now=NOW + MINUTE, days=7) == 1
    assert services.prune_answers(now=NOW + MINUTE, days=7) == 0
    assert services.replay("cook", "k6", b"one") == {}
