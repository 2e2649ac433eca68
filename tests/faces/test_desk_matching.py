"""The desk of the catalogue: who may, two names side by side, one click each, together, and back."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.apps.case_scenes import account, faults
from tests.apps.list_files import PLACE, code, line, read, table
from tests.faces.desk_scene import Moment, moment, people, sign_in, text_of
from yici.catalogue.services import list_add
from yici.lists.models import Match
from yici.lists.queries import confirmed_items

__all__ = ["moment", "people", "sign_in"]
DESK = f"/desk/matching/{PLACE}/"
LINES = (
    line(1, "个体工商户设立登记"),
    line(2, "公司设立登记"),
    line(3, "食品经营许可证"),
    line(4, "户外广告设置审批（大型）"),
    line(5, "风马牛"),
)


@pytest.fixture
def supervisor(sign_in: Callable[..., Client], moment: Moment) -> Client:
    """The supervisor of the city, in one of whose counties a list is published."""
    list_add(read=read(table(*LINES)).files[0], actor="test", now=moment.now)
    return sign_in("supervisor")


def post(client: Client, where: str = "decide/", **told: Any) -> Any:
    return client.post(f"{DESK}{where}", told)


def pairs(client: Client, query: str = "") -> list[tuple[str, str]]:
    """This will give the pairs that the page asks about."""
    text = client.get(DESK + query).content.decode()
    rows = re.findall(r'<li class="pair.*?</li>', text, re.DOTALL)
    hidden = (re.findall(r'name="(?:code|item)" value="([^"]+)"', row) for row in rows)
    return [(code, item) for code, item in hidden]


def test_the_only_list_of_the_place_is_opened_at_once_and_the_desk_leads_to_it(supervisor: Client) -> None:
    assert 'href="/desk/matching/"' in supervisor.get("/desk/").content.decode()
    assert supervisor.get("/desk/matching/")["Location"] == DESK


def test_both_names_stand_side_by_side_the_surest_first_and_what_was_not_found_is_said(supervisor: Client) -> None:
    page = text_of(supervisor.get(DESK))
    for said in ("公司设立登记", "名称相同", "100", "没有找到相近的 1", "并列", "食品经营许可核发（餐饮服务）"):
        assert said in page
    found = pairs(supervisor)
    assert ("individual-registration" in found[0][1], (code(4), "outdoor-sign") in found) == (True, True)
    assert "风马牛" in text_of(supervisor.get(f"{DESK}?task=nothing"))


def test_yes_no_and_back_again(supervisor: Client) -> None:
    told = {"code": code(2), "item": "company-registration"}
    answer = post(supervisor, decision="confirmed", next=f"{DESK}?task=open", **told)
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}?task=open")
    assert confirmed_items(PLACE) == {code(2): ("company-registration",)}
    assert (code(2), "company-registration") not in pairs(supervisor)
    decided = text_of(supervisor.get(f"{DESK}?task=decided"))
    assert "supervisor" in decided
    assert "2026年3月3日（周二） 10:00" in decided
    post(supervisor, decision="withdrawn", **told)
    assert confirmed_items(PLACE) == {}
    post(supervisor, decision="rejected", **told)
    assert "不是" in text_of(supervisor.get(f"{DESK}?task=decided"))
    [match] = Match.objects.all()
    assert (match.decided_by, match.standing) == (str(account("supervisor")), "rejected")
    assert faults() == []


def test_who_comes_second_is_told_and_nothing_changes(supervisor: Client) -> None:
    told = {"code": code(2), "item": "company-registration"}
    post(supervisor, decision="confirmed", **told)
    answer = supervisor.post(f"{DESK}decide/", {"decision": "rejected", **told}, follow=True)
    assert "这一对已经有人定了" in text_of(answer)
    assert Match.objects.get().standing == "confirmed"


def test_the_same_names_are_confirmed_together_and_taken_back_together(supervisor: Client) -> None:
    page = supervisor.get(DESK).content.decode()
    ticked = [unescape(value) for value in re.findall(r'name="pair" value="([^"]+)" checked', page)]
    assert sorted(ticked) == [f"{code(1)} individual-registration", f"{code(2)} company-registration"]
    answer = supervisor.post(f"{DESK}together/", {"pair": ticked}, follow=True)
    assert "已确认 2 对。" in text_of(answer)
    batch = str(Match.objects.values_list("batch", flat=True)[0])
    assert "已撤回 2 对。" in text_of(supervisor.post(f"{DESK}together/", {"batch": batch}, follow=True))
    assert confirmed_items(PLACE) == {}
    assert "可能刚才已经撤回了" in text_of(supervisor.post(f"{DESK}together/", {"batch": batch}, follow=True))


def test_together_nothing_but_the_same_goes_through(supervisor: Client) -> None:
    for pair in (["x"], [f"{code(4)} outdoor-sign"], []):
        answer = supervisor.post(f"{DESK}together/", {"pair": pair}, follow=True)
        assert "notice bad" in answer.content.decode()
    assert Match.objects.count() == 0


@pytest.mark.parametrize("told", [{"decision": "x"}, {}, {"decision": "confirmed", "code": "x", "item": "y"}])
def test_what_no_button_sends_changes_nothing(supervisor: Client, told: dict[str, str]) -> None:
    assert post(supervisor, **told).status_code in (302, 422)
    assert Match.objects.count() == 0


def test_going_back_never_leads_to_another_site(supervisor: Client) -> None:
    told = {"code": code(2), "item": "company-registration", "decision": "confirmed"}
    assert post(supervisor, next="https://evil.example/?a=1", **told)["Location"] == f"{DESK}?a=1"


@pytest.mark.parametrize("name", ["window", "market", "lead", "wang"])
def test_who_has_no_right_is_refused_everywhere(supervisor: Client, sign_in: Any, name: str) -> None:
    client = sign_in(name)
    for answer in (client.get("/desk/matching/"), client.get(DESK), post(client, decision="confirmed", code=code(2))):
        assert answer.status_code == 404
    assert "/desk/matching/" not in client.get("/desk/").content.decode()
    assert Client().get(DESK).status_code == 302
    assert Match.objects.count() == 0


def test_a_place_beyond_one_s_reach_is_refused(supervisor: Client) -> None:
    for path in ("/desk/matching/511602000000/", "/desk/matching/x/"):
        assert supervisor.get(path).status_code in (403, 404)


@pytest.mark.parametrize("after", ["x", "1 2 3 4", "-1 a b", "999999 a b", "２ a b", "2026-13-01 x"])
def test_a_page_that_no_list_named_begins_at_the_beginning(supervisor: Client, after: str) -> None:
    for task in ("open", "decided"):
        assert supervisor.get(DESK, {"task": task, "after": after}).status_code == 200
