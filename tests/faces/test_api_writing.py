"""Writing once: idempotency keys, versions, and two at the same moment."""

import json
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from tests.apps.ledger_samples import Threads
from tests.faces.api_samples import MONDAY, World
from yici.ledger.services import history, prune_answers
from yici.people.ids import new_id


def cases_of(world: World, who: str = "wang") -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case WHERE applicant = %s", [world.users[who]])
        return int(cursor.fetchone()[0])


def test_the_same_application_twice_is_one_case_and_the_same_answer(world: World) -> None:
    body, key, before = world.application(), str(new_id()), cases_of(world)
    first = world.write("/cases", "wang", body, key=key)
    second = world.write("/cases", "wang", body, key=key)
    assert (first.status, second.status) == (201, 201)
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"] == '"1"'
    assert first.headers["Location"] == second.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert cases_of(world) == before + 1


def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    key, before = str(new_id()), cases_of(world)
    assert world.write("/cases", "wang", world.application(), key=key).status == 201
    other = world.write("/cases", "wang", world.application(shop="别的店(演示)"), key=key)
    assert (other.status, other["code"]) == (409, "idempotency.key_reused")
    assert cases_of(world) == before + 1


def test_a_key_belongs_to_one_account_and_one_address(world: World) -> None:
    key = str(new_id())
    first = world.write("/cases", "wang", world.application(), key=key)
    assert world.write("/cases", "chen", world.application(), key=key).status == 201
    other = world.act(first, "withdraw", "wang", {}, Idempotency_Key=key)
    assert (other.status, other["code"]) == (409, "idempotency.key_reused")


def test_a_key_may_stand_in_quotes(world: World) -> None:
    key = str(new_id())
    first = world.write("/cases", "wang", world.application(), key=f'"{key}"')
    assert world.write("/cases", "wang", world.application(), key=key).content == first.content


@pytest.mark.parametrize(("key", "code"), [("", "idempotency.key_missing"), (" ", "idempotency.key_missing")])
def test_a_write_without_a_key_is_refused(world: World, key: str, code: str) -> None:
    told = world.call("POST", "/cases", "wang", world.application(), Idempotency_Key=key)
    assert (told.status, told["code"]) == (400, code)


@pytest.mark.parametrize("key", ["two words", "x" * 201, "schlüssel", "tab\there", '"', "back\\slash"])
def test_a_key_that_is_no_key_is_refused(world: World, key: str) -> None:
    told = world.call("POST", "/cases", "wang", world.application(), Idempotency_Key=key)
    assert (told.status, told["code"]) == (400, "header.invalid")


def test_a_refused_request_may_be_mended_and_sent_under_the_same_key(world: World) -> None:
    key, body = str(new_id()), world.application()
    assert world.write("/cases", "wang", {**body, "papers": [{"material": "no.such"}]}, key=key).status == 422
    assert world.write("/cases", "wang", body, key=key).status == 201


def test_a_repeated_command_gives_the_first_answer_though_the_case_went_on(world: World) -> None:
    told, key = world.submitted(), str(new_id())
    accepted = world.act(told, "accept", "window", {}, Idempotency_Key=key)
    assert world.act(accepted, "withdraw", "wang").status == 200
    again = world.act(told, "accept", "window", {}, Idempotency_Key=key)
    assert again.content == accepted.content
    assert again.headers["Idempotency-Replayed"] == "true"


def test_an_answer_is_kept_for_days_and_then_forgotten(world: World) -> None:
    told, key = world.submitted(), str(new_id())
    world.act(told, "accept", "window", {}, Idempotency_Key=key)
    prune_answers(now=MONDAY.replace(month=4))
    again = world.act(told, "accept", "window", {}, Idempotency_Key=key)
    assert (again.status, again["code"]) == (412, "case.stale")


def test_a_command_without_the_version_it_was_decided_on_is_refused(world: World) -> None:
    told = world.submitted()
    bare = world.write(f"/cases/{told['case']}/accept", "window", {})
    assert (bare.status, bare["code"]) == (428, "header.missing")


@pytest.mark.parametrize("seen", ["1", "*", 'W/"1"', '"1", "2"', '"one"', '""', '"99999999999999"', '"1\n"'])
def test_a_version_that_cannot_be_read_is_refused(world: World, seen: str) -> None:
    told = world.submitted()
    wrong = world.write(f"/cases/{told['case']}/accept", "window", {}, If_Match=seen)
    assert (wrong.status, wrong["code"]) == (400, "header.invalid")


def test_a_stale_version_is_refused_and_told_the_newest(world: World) -> None:
    told = world.submitted()
    accepted = world.act(told, "accept", "window")
    stale = world.act(told, "withdraw", "wang")
    assert (stale.status, stale["code"]) == (412, "case.stale")
    assert stale.headers["ETag"] == accepted.headers["ETag"] == f'"{accepted["version"]}"'
    assert world.get(f"/cases/{told['case']}", "wang").headers["ETag"] == stale.headers["ETag"]


def test_of_many_equal_applications_at_once_one_is_made_and_all_read_the_same(world: World) -> None:
    body, key, before, gate = world.application(), str(new_id()), cases_of(world), Barrier(4)

    def send(_: int) -> tuple[int, bytes]:
        gate.wait(30)
        told = world.write("/cases", "wang", body, key=key)
        return told.status, told.content

    answers = Threads(*(partial(send, n) for n in range(4))).run()
    assert {status for status, _ in answers} == {201}
    assert len({content for _, content in answers}) == 1
    assert cases_of(world) == before + 1


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(world: World) -> None:
    told, gate = world.submitted(), Barrier(2)
    path, seen = f"/cases/{told['case']}/decline", f'"{told["version"]}"'

    def send(number: int) -> int:
        gate.wait(30)
        body = {"item": "food-licence", "reason": ("not_entitled", "already_decided")[number]}
        return world.write(path, "window", body, If_Match=seen).status

    assert sorted(Threads(*(partial(send, n) for n in range(2))).run()) == [200, 412]
    kinds = [event.kind for event in history(UUID(told["case"]))]
    assert kinds.count("approval.not_accepted") == 1


def test_an_equal_command_at_once_is_carried_out_once(world: World) -> None:
    told, key, gate = world.submitted(), str(new_id()), Barrier(3)
    path, seen = f"/cases/{told['case']}/accept", f'"{told["version"]}"'

    def send(_: int) -> tuple[int, bytes]:
        gate.wait(30)
        answer = world.write(path, "window", {}, key=key, If_Match=seen)
        return answer.status, answer.content

    answers = Threads(*(partial(send, n) for n in range(3))).run()
    assert {status for status, _ in answers} == {200}
    assert len({json.loads(content)["version"] for _, content in answers}) == 1
