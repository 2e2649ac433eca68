"""Looking for the case of somebody who stands at the counter."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import MONDAY, act, person, submit
from tests.faces.desk_scene import moment, people, sign_in, signed_in, text_of
from yici.domain.case import Accept, Decide, Deliver

__all__ = ["moment", "people", "sign_in"]
HEALTH = "health-certificate"


def find(client: Any, text: str) -> Any:
    return client.post("/desk/find/", {"find": text}, follow=True)


def cases_of(answer: Any) -> set[str]:
    return {row.case for row in answer.context["page"].rows}


@pytest.fixture
def two(people: None) -> list[Any]:
    return [submit(1).case, submit(2, username="zhao", shop="赵记快餐(演示)").case]


def test_a_case_is_found_by_its_number_that_of_an_item_and_their_beginnings(sign_in, two):
    client, (wang, zhao) = sign_in("window"), two
    item = zhao.approvals[1].number
    for typed in (wang.number, wang.number.lower(), f" {wang.number[:6]} {wang.number[6:]} ", wang.number[:-1]):
        assert cases_of(find(client, typed)) == {wang.id}, typed
    assert cases_of(find(client, item)) == {zhao.id}
    assert cases_of(find(client, wang.number[:14])) == {wang.id, zhao.id}


def test_every_row_tells_the_number_of_its_case(sign_in, two):
    page = sign_in("window").get("/desk/?task=all")
    assert {(row.case, row.case_number) for row in page.context["page"].rows} == {(one.id, one.number) for one in two}
    assert two[0].number in text_of(page)


def test_the_cases_of_a_person_are_found_by_their_identity_card_which_no_address_carries(sign_in, two):
    client, card = sign_in("window"), person("zhao").id_number
    answer = find(client, f"{card[:6]} {card[6:]}")
    assert cases_of(answer) == {two[1].id}
    assert all(card not in address for address, _ in answer.redirect_chain)
    assert card not in text_of(answer)


def test_what_is_done_with_is_found_too_and_says_so(sign_in, two, moment):
    case = two[0]
    act(case, Accept(items=(HEALTH,)), MONDAY)
    act(case, Decide(item=HEALTH, grant=True), MONDAY)
    act(case, Deliver(item=HEALTH, way="window"), MONDAY)
    rows = find(sign_in("window"), case.number).context["page"].rows
    assert {row.item: row.due for row in rows}[HEALTH] == "已经结束"


def test_nobody_finds_what_they_may_not_see(sign_in, two):
    answer = find(sign_in("health"), two[0].number)
    assert {row.item for row in answer.context["page"].rows} == {HEALTH}
    answer = find(signed_in("fire"), two[0].number)
    assert cases_of(answer) == set()
    assert "没有找到" in text_of(answer)
    assert "没有找到" in text_of(find(signed_in("fire"), person("zhao").id_number))


@pytest.mark.parametrize(("typed", "said"), [("", "先写编号"), ("小面", "不像编号"), ("33080", "至少写前 14 位")])
def test_what_cannot_be_looked_for_is_answered_beside_the_box_and_kept(sign_in, two, typed, said):
    answer = find(sign_in("window"), typed)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert f'value="{typed}"' in answer.content.decode()


@pytest.mark.parametrize("query", ["person=nobody", "number=%25", "number="])
def test_an_address_that_cannot_be_read_looks_for_nothing(sign_in, two, query):
    assert len(sign_in("window").get(f"/desk/?task=all&{query}").context["page"].rows) == 6


def test_a_search_is_one_statement_and_recorded_as_a_reading(sign_in, two):
    client = sign_in("window")
    with CaptureQueriesContext(connection) as statements:
        client.post("/desk/find/", {"find": two[0].number})
    told = [one["sql"] for one in statements.captured_queries if "cases_approval a JOIN" in one["sql"]]
    assert len(told) == 1
    assert "INSERT INTO cases_reading" in told[0]
