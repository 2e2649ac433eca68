"""Two at once: of two who decide at the same moment one wins and the other is told; a double click acts once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from tests.apps.case_scenes import MONDAY, forget_everything_kept, submit
from tests.faces.desk_scene import Moment, address, hidden, moment, people_the_city, signed_in, text_of
from yici.cases.queries import case_history
from yici.domain.case import Case

__all__ = ["moment"]
SHOP = "individual-registration"
GRANT = {"how": "grant", "note": "", "step": "do"}
REFUSE = {"how": "refuse", "note": "", "grounds": ["condition.not_met"], "step": "do"}


@pytest.fixture
def case(transactional_db: None, tmp_path: Any, moment: Moment) -> Case:
    forget_everything_kept()
    people_the_city(tmp_path)
    moment.now = MONDAY
    return submit(1).case


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """This will let all begin at the same moment, each on a connection of its own."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait(10)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def decisions(case: Case) -> list[str]:
    return [line.event.kind for line in case_history(UUID(case.id)) if line.event.kind.startswith("approval.")]


def opened(client: Client, case: Case) -> dict[str, str]:
    return hidden(client.get(address(case.id, "decide", SHOP)))


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(case):
    market, lead = signed_in("market"), signed_in("lead")
    path = address(case.id, "decide")
    mine, theirs = opened(market, case), opened(lead, case)
    answers = together(lambda: market.post(path, mine | GRANT), lambda: lead.post(path, theirs | REFUSE))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    told = text_of(next(answer for answer in answers if answer.status_code == 409))
    assert "您打开以后的变化" in told or "您打开以后有了新的变化" in told
    granted, refused = ("approval.granted" in decisions(case)), ("approval.refused" in decisions(case))
    assert granted != refused
    assert granted == (answers[0].status_code == 302)


def test_the_same_form_sent_many_times_at_once_acts_once_and_answers_alike(case):
    path = address(case.id, "decide")
    clients = [signed_in("market") for _ in range(4)]
    sent = opened(clients[0], case) | GRANT
    answers = together(*[lambda client=client: client.post(path, sent) for client in clients])
    assert [answer.status_code for answer in answers] == [302] * 4
    assert decisions(case).count("approval.granted") == 1
