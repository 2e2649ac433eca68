"""Several approvals from the list: a look before, each for itself, what came of it, and nobody else's."""

import re
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import HOUR, submit
from tests.faces.desk_scene import moment, people, sign_in, signed_in, statuses, text_of
from yici.cases.batch_running import batch_run
from yici.cases.batches import lines_of
from yici.cases.models import Batch

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP, HEALTH = "food-licence", "individual-registration", "health-certificate"


def cases(count: int) -> list[Any]:
    return [submit(number, shop=f"小面{number}(演示)").case for number in range(1, count + 1)]


def ticked(found: list[Any], item: str) -> list[str]:
    return [f"{case.id}~{item}" for case in found]


def confirmed(client: Any, page: Any, **told: str) -> Any:
    """This will confirm what a look showed."""
    body = page.content.decode()
    values = re.findall(r'name="on" value="([^"]+)" checked', body)
    hidden = dict(re.findall(r'<input type="hidden" name="(deed|key)" value="([^"]+)"', body))
    return client.post("/desk/bulk/do/", {"on": values, **hidden, **told})


def test_the_list_offers_what_a_role_may_do_with_several(sign_in):
    cases(2)
    page = sign_in("window").get("/desk/")
    assert [name for name, _ in page.context["page"].deeds] == ["accept"]
    assert page.content.decode().count('form="bulk" name="on"') == len(page.context["page"].rows)
    deeds = [name for name, _ in signed_in("market").get("/desk/").context["page"].deeds]
    assert deeds == ["accept", "confirm_notice", "grant", "plan_inspection"]
    assert signed_in("supervisor").get("/desk/").context["page"].deeds == ()


def test_a_look_does_nothing_and_says_of_each_whether_and_why_not(sign_in, moment):
    found = [*cases(2), submit(9, shop="缺材料(演示)", papers=()).case]
    client = sign_in("window")
    page = client.post("/desk/bulk/", {"deed": "accept", "on": ticked(found, FOOD)})
    assert len(page.context["ready"]) == 2
    [left] = page.context["not_ready"]
    assert "还没有收到" in left.why
    assert Batch.objects.count() == 0
    assert statuses(found[0], moment)[FOOD] == "received"
    answer = confirmed(client, page)
    assert answer.status_code == 302
    told = client.get(answer["Location"])
    assert "做好了 2" in text_of(told)
    assert all(statuses(case, moment)[FOOD] != "received" for case in found[:2])
    assert statuses(found[2], moment)[FOOD] == "received"


def test_a_second_click_does_nothing_more(sign_in):
    client = sign_in("window")
    page = client.post("/desk/bulk/", {"deed": "accept", "on": ticked(cases(2), FOOD)})
    one, two = confirmed(client, page), confirmed(client, page)
    assert one["Location"] == two["Location"]
    assert Batch.objects.count() == 1


def test_of_several_items_one_is_chosen_first(sign_in):
    found = cases(2)
    page = sign_in("window").post(
        "/desk/bulk/", {"deed": "accept", "on": [*ticked(found, FOOD), *ticked(found, HEALTH)]}
    )
    assert "一次做一种事项" in text_of(page)
    assert len(page.context["groups"]) == 2


def test_more_than_twenty_are_done_beside_with_progress_and_can_be_stopped(sign_in, moment):
    client = sign_in("window")
    page = client.post("/desk/bulk/", {"deed": "accept", "on": ticked(cases(22), FOOD)})
    answer = confirmed(client, page)
    waiting = client.get(answer["Location"])
    assert "做过 0，共 22" in text_of(waiting)
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    part = client.get(answer["Location"], headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    batch_id = UUID(answer["Location"].rstrip("/").rpartition("/")[2])
    assert client.post(f"{answer['Location']}stop/").status_code == 302
    assert batch_run(now=moment.now + HOUR) is None
    assert {line.state for line in lines_of(batch_id)} == {"stopped"}


def test_visits_of_several_need_a_day_and_two_people(sign_in, moment):
    client = sign_in("market")
    found = cases(2)
    clerk = signed_in("window")
    assert confirmed(clerk, clerk.post("/desk/bulk/", {"deed": "accept", "on": ticked(found, FOOD)})).status_code == 302
    decide = client.post("/desk/bulk/", {"deed": "grant", "on": ticked(found, SHOP)})
    assert confirmed(client, decide).status_code == 302
    page = client.post("/desk/bulk/", {"deed": "plan_inspection", "on": ticked(found, FOOD)})
    if not page.context["ready"]:
        assert all("现在不能" in one.why for one in page.context["not_ready"])
        return
    alone = confirmed(client, page, day="2026-03-05", officers="market")
    assert alone.status_code == 422
    assert "两名以上" in text_of(alone)
    done = confirmed(client, page, day="2026-03-05", officers="market lead")
    assert "做好了 2" in text_of(client.get(done["Location"]))


@pytest.mark.parametrize("username", ["market", "fire", "supervisor", "wang"])
def test_a_batch_is_its_askers_own(sign_in, username):
    client = sign_in("window")
    answer = confirmed(client, client.post("/desk/bulk/", {"deed": "accept", "on": ticked(cases(1), FOOD)}))
    other = signed_in(username)
    assert other.get(answer["Location"]).status_code in (403, 404)
    assert other.post(f"{answer['Location']}stop/").status_code in (403, 404)


@pytest.mark.parametrize("username", ["fire", "supervisor"])
def test_who_may_not_changes_nothing(sign_in, moment, username):
    found = cases(2)
    client = sign_in(username)
    page = client.post("/desk/bulk/", {"deed": "accept", "on": ticked(found, FOOD)})
    assert page.context["ready"] == []
    sent = client.post("/desk/bulk/do/", {"deed": "accept", "on": [f"{one}~1" for one in ticked(found, FOOD)]})
    assert sent.status_code == 302
    assert all(statuses(case, moment)[FOOD] == "received" for case in found)


def test_what_cannot_be_read_is_refused_plainly(sign_in):
    client = sign_in("window")
    assert client.post("/desk/bulk/", {"deed": "accept", "on": "nonsense"}).status_code == 422
    assert client.post("/desk/bulk/", {"deed": "burn", "on": ticked(cases(1), FOOD)}).status_code == 422
    opened = client.get("/desk/bulk/")
    assert opened.status_code == 405
    assert "这一页要从上一步打开" in opened.content.decode()
    assert opened["Allow"] == "POST"
    assert client.get("/desk/bulk/0190163d-8694-739b-aea5-966c26f8ad91/").status_code == 404


def test_the_look_costs_few_statements(sign_in, django_assert_max_num_queries):
    found = cases(12)
    client = sign_in("window")
    with django_assert_max_num_queries(15):
        client.post("/desk/bulk/", {"deed": "accept", "on": ticked(found, FOOD)})
