"""Many approvals at once: told beforehand, each in its own transaction, each only as its own case allows."""

from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import EVERYTHING, HOUR, MONDAY, account, act, staff, submit, view
from tests.apps.ledger_samples import Threads
from tests.faces.desk_scene import people
from yici.cases import batch_running
from yici.cases.batch_running import batch_run
from yici.cases.batches import Told, batch_ask, batch_of, batch_stop, lines_of, preview
from yici.cases.models import Batch
from yici.cases.queries import case_history
from yici.domain.case import Accept, Decide
from yici.domain.error import Conflict, Invalid, NotFound
from yici.people.ids import id_at
from yici.people.queries import grants_of

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")
FOOD, SHOP, HEALTH = "food-licence", "individual-registration", "health-certificate"
NOW = MONDAY + HOUR


def waiting(count: int) -> list[Any]:
    return [submit(number, shop=f"小面{number}(演示)").case for number in range(1, count + 1)]


def asked(
    number: int, deed: Any, cases: list[Any], item: str, username: str = "window", told: Told | None = None
) -> UUID:
    batch_id = id_at(8, number)
    chosen = [(UUID(case.id), item, view(case, NOW).seq) for case in cases]
    batch_ask(batch_id=batch_id, deed=deed, told=told or Told(), chosen=chosen, by=account(username), now=NOW)
    return batch_id


def states(batch_id: UUID) -> list[str]:
    return [line.state for line in lines_of(batch_id)]


def seen(deed: Any, cases: list[Any], item: str, username: str) -> list[str]:
    chosen = [(UUID(case.id), item) for case in cases]
    found = preview(deed=deed, chosen=chosen, actor=staff(username), grants=grants_of(account(username), NOW), now=NOW)
    return [one.code for one in found]


def test_each_is_done_in_a_transaction_of_its_own_and_one_that_changed_keeps_no_other_from_it():
    cases = waiting(3)
    batch_id = asked(1, "accept", cases, FOOD)
    act(cases[1], Accept(items=(HEALTH,)), NOW)
    assert batch_run(now=NOW, batch_id=batch_id) == batch_id
    assert states(batch_id) == ["done", "refused", "done"]
    assert [line.code for line in lines_of(batch_id)] == ["", "case.stale", ""]
    assert view(cases[0], NOW).case.approval(FOOD).status != "received"
    assert view(cases[1], NOW).case.approval(FOOD).status == "received"
    assert batch_of(batch_id, account("window")).state == "done"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_everything_once():
    cases = waiting(6)
    batch_id = asked(1, "accept", cases, FOOD)
    together = Barrier(2)

    def work() -> Any:
        together.wait()
        return batch_run(now=NOW, batch_id=batch_id)

    assert sorted(map(str, Threads(work, work).run())) == sorted([str(batch_id), "None"])
    assert states(batch_id) == ["done"] * 6
    for case in cases:
        kinds = [line.event.kind for line in case_history(UUID(case.id))]
        assert sum(kind in ("approval.accepted", "approval.cleared") for kind in kinds) == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_acts_on_one_of_them_meanwhile_wins_or_loses_that_one_alone():
    cases = waiting(4)
    batch_id = asked(1, "accept", cases, FOOD)
    together = Barrier(2)

    def work() -> None:
        together.wait()
        batch_run(now=NOW, batch_id=batch_id)

    def meddle() -> None:
        together.wait()
        act(cases[3], Accept(items=(HEALTH,)), NOW)

    Threads(work, meddle).run()
    assert states(batch_id)[:3] == ["done"] * 3
    assert states(batch_id)[3] in ("done", "refused")
    taken = view(cases[3], NOW).case.approval(FOOD).status != "received"
    assert taken == (states(batch_id)[3] == "done")


def test_what_a_process_left_is_gone_on_with_and_nothing_is_done_twice():
    cases = waiting(4)
    batch_id = asked(1, "accept", cases, FOOD)
    row = batch_running._leased(NOW, batch_id)
    batch_running._do(row, 1, batch_running.User.objects.get(id=account("window")), NOW)
    assert batch_run(now=NOW, batch_id=batch_id) is None, "somebody is at it"
    later = NOW + batch_running.LEASE + HOUR
    assert batch_run(now=later, batch_id=batch_id) == batch_id
    assert states(batch_id) == ["done"] * 4
    assert all("approval" in line.event.kind for line in case_history(UUID(cases[0].id))[1:])


def test_what_is_stopped_is_not_done_and_what_was_done_stays():
    cases = waiting(3)
    batch_id = asked(1, "accept", cases, FOOD)
    batch_stop(batch_id=batch_id, by=account("window"), now=NOW)
    assert batch_run(now=NOW, batch_id=batch_id) is None
    assert states(batch_id) == ["stopped"] * 3
    assert view(cases[0], NOW).case.approval(FOOD).status == "received"


def test_the_same_asked_again_is_noted_once_and_nobody_takes_anothers_name():
    cases = waiting(2)
    batch_id = asked(1, "accept", cases, FOOD)
    assert asked(1, "accept", cases, FOOD) == batch_id
    assert Batch.objects.count() == 1
    assert len(lines_of(batch_id)) == 2
    with pytest.raises(Conflict):
        asked(1, "accept", cases, FOOD, "market")
    with pytest.raises(NotFound):
        batch_of(batch_id, account("market"))
    with pytest.raises(NotFound):
        batch_stop(batch_id=batch_id, by=account("market"), now=NOW)


def test_who_may_not_is_told_so_beforehand_and_refused_afterwards():
    cases = waiting(2)
    assert seen("accept", cases, FOOD, "window") == ["", ""]
    assert seen("grant", cases, SHOP, "window") == ["bulk.not_now"] * 2
    assert seen("accept", cases, FOOD, "fire") == ["case.unknown"] * 2
    batch_id = asked(1, "accept", cases, FOOD, "fire")
    batch_run(now=NOW, batch_id=batch_id)
    assert [line.code for line in lines_of(batch_id)] == ["case.unknown"] * 2


def test_what_lacks_a_paper_or_an_inspection_is_not_done_by_a_list():
    whole, without = submit(1).case, submit(2, shop="缺材料(演示)", papers=()).case
    assert seen("accept", [whole, without], FOOD, "window") == ["", "acceptance.papers_missing"]
    assert seen("grant", [whole], SHOP, "market") == [""]
    act(whole, Decide(item=SHOP, grant=True), NOW)
    act(whole, Accept(items=(FOOD,)), NOW + HOUR)
    assert seen("grant", [whole], FOOD, "market") in (["decision.inspection_missing"], [""], ["bulk.weighed"])


def test_registrations_are_granted_together():
    cases = waiting(3)
    batch_id = asked(1, "grant", cases, SHOP, "market")
    batch_run(now=NOW, batch_id=batch_id)
    assert states(batch_id) == ["done"] * 3
    granted = [line for line in case_history(UUID(cases[0].id)) if line.event.kind == "approval.granted"]
    assert granted[0].stored.actor.role == "chief_representative"
    assert granted[0].stored.actor.id == str(account("market"))


@pytest.mark.parametrize(("chosen", "code"), [(0, "bulk.none"), (201, "bulk.too_many")])
def test_nothing_and_too_much_are_said(chosen: int, code: str):
    with pytest.raises(Invalid) as refused:
        preview(deed="accept", chosen=[(id_at(1, n), FOOD) for n in range(chosen)], actor=staff("window"),
                grants=EVERYTHING, now=NOW)  # fmt: skip
    assert refused.value.code == code


def test_a_preview_of_many_costs_no_more_statements_than_of_one(django_assert_max_num_queries: Any):
    cases = waiting(8)
    with django_assert_max_num_queries(12):
        assert seen("accept", cases, FOOD, "window") == [""] * 8
