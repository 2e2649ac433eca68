"""What-if on the page: chosen, run elsewhere, called a model, with a picture; for who may test rules alone."""

from typing import Any

import pytest
from django.test import Client

from tests.apps.case_scenes import PLACE
from tests.apps.catalogue_files import altered_files, definitions
from tests.apps.decided_cases import decided
from tests.apps.proposal_scenes import proposed
from tests.faces.desk_scene import moment, people, sign_in, text_of
from yici.oversight.models import Trial
from yici.oversight.services import trial_run
from yici.people.present import now

__all__ = ["moment", "people", "sign_in"]
SERIAL = {"off": ["parallel"], "place": PLACE}


def asked(client: Client, **more: Any) -> str:
    answer = client.post("/desk/whatif/", SERIAL | more)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def test_a_supervisor_tries_another_rule_and_reads_what_the_model_says(sign_in: Any) -> None:
    case, supervisor = decided(1), sign_in("supervisor")
    assert "换个规则推算" in text_of(supervisor.get("/desk/"))
    form = text_of(supervisor.get("/desk/whatif/"))
    for said in ("算出来的是推算，不是记录", "同时办", "食品经营许可", "所有的事"):
        assert said in form
    page = asked(supervisor, bundle="open-restaurant", item=["food-licence", ""], days=["0", ""], since="2026-03-01")
    waiting = supervisor.get(page)
    assert "等着算：看了 0 件，一共 1 件" in text_of(waiting)
    assert "every 2s" in waiting.content.decode()
    trial_run(now=now())
    done = supervisor.get(page)
    text = text_of(done)
    for said in ("这是推算，不是记录。", "1 件能比：0 件变好，0 件不变，1 件变差", "关掉“同时办”", "承诺 0 个工作日"):
        assert said in text
    assert "每件事变长还是变短" in text
    assert done.content.decode().count("<svg") >= 7
    assert f'href="/desk/{case.id}/"' in done.content.decode()
    assert "every 2s" not in done.content.decode()
    assert "算好了" in text_of(supervisor.get("/desk/whatif/"))


def test_what_cannot_be_compared_is_counted_with_its_reason(sign_in: Any) -> None:
    decided(1)
    supervisor = sign_in("supervisor")
    page = asked(supervisor, off=["commitment", "parallel"], bundle="newborn")
    trial_run(now=now())
    assert "看了 0 件，没有一件能比。" in text_of(supervisor.get(page))


def test_what_failed_says_so(sign_in: Any) -> None:
    supervisor = sign_in("supervisor")
    page = asked(supervisor)
    Trial.objects.update(state="failed", fault="whatif.failed")
    assert "没有算成" in text_of(supervisor.get(page))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"off": []}, "没有写明换成什么规则"),
        ({"off": ["speed"]}, "没有写明换成什么规则"),
        ({"item": ["food-licence"], "days": ["soon"]}, "承诺期限写得不对"),
        ({"item": ["food-licence"], "days": ["366"]}, "承诺期限写得不对"),
        ({"item": ["no-such"], "days": ["3"]}, "承诺期限写得不对"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "起止日期反了"),
        ({"since": "yesterday"}, "起止日期反了"),
    ],
)
def test_what_is_wrong_is_said_and_stays_in_the_form(sign_in: Any, more: dict[str, Any], said: str) -> None:
    answer = sign_in("supervisor").post("/desk/whatif/", SERIAL | more)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Trial.objects.exists()
    if more.get("off") is None:
        assert 'value="parallel" checked' in answer.content.decode()


def test_recorded_cases_are_counted_under_a_proposal(sign_in: Any) -> None:
    decided(1)
    other = {
        "claims": [{"value": {"amount": 3, "unit": "working_day"}, "source": "R07", "note": None}],
        "unknown": None,
    }
    number = proposed(altered_files(definitions(), "item:food-licence", promised_limit=other), note="缩短承诺期限")
    supervisor = sign_in("supervisor")
    assert f"/desk/whatif/?proposal={number}" in supervisor.get(f"/desk/catalogue/proposals/{number}/").content.decode()
    assert "督查可以" in text_of(sign_in("editor2").get(f"/desk/catalogue/proposals/{number}/"))
    chosen = supervisor.get(f"/desk/whatif/?proposal={number}").content.decode()
    assert f'value="{number}" selected' in chosen
    assert f"第 {number} 号提案 · 缩短承诺期限" in chosen
    page = supervisor.post("/desk/whatif/", {"proposal": str(number), "place": PLACE})["Location"]
    trial_run(now=now())
    assert "这是推算，不是记录。" in text_of(supervisor.get(page))
    assert supervisor.post("/desk/whatif/", {"proposal": "999", "place": PLACE}).status_code == 404


def test_one_at_a_time_and_only_within_their_place(sign_in: Any) -> None:
    supervisor = sign_in("supervisor")
    asked(supervisor)
    busy = supervisor.post("/desk/whatif/", SERIAL)
    assert (busy.status_code, "上一次推算还没有完" in text_of(busy)) == (422, True)
    assert supervisor.post("/desk/whatif/", SERIAL | {"place": "110000000000"}).status_code == 403
    assert Trial.objects.count() == 1


@pytest.mark.parametrize("who", ["window", "market", "lead", "editor", "operator", "wang"])
def test_nobody_else_sees_or_asks(sign_in: Any, who: str) -> None:
    page = asked(sign_in("supervisor"))
    client = sign_in(who)
    assert client.get("/desk/whatif/").status_code == 404
    assert client.get(page).status_code == 404
    assert client.post("/desk/whatif/", SERIAL).status_code == 404
    assert Client().get(page).status_code == 302
    assert Trial.objects.count() == 1
