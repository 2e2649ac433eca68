"""The editor beside its worker and beside itself: what waits says so, and nobody is in their own way."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.faces.desk_scene import TUESDAY, moment, people, sign_in, text_of
from tests.faces.editor_scene import FOOD, HOME, begun, drafted, fields_of, form_of, send, who
from yici.catalogue.proposals import proposal_release
from yici.catalogue.working.effects import draft_propose, effects_ask, effects_run
from yici.people.ids import new_id
from yici.people.present import now

__all__ = ["moment", "people", "sign_in"]
AMOUNT = "v:/promised_limit/claims/0/value/amount"


def test_two_saves_of_one_person_never_meet_as_two_people(sign_in):
    draft, client = begun(), sign_in("editor")
    fields = fields_of(client.get(form_of(draft)).content.decode())
    # The box was kept as it was left; the button, pressed at once, still sends what the page had seen before.
    kept = client.post(form_of(draft), {**fields, AMOUNT: "5", "do": "keep"}, headers={"HX-Request": "true"})
    assert "已存" in text_of(kept)
    answer = client.post(form_of(draft), {**fields, AMOUNT: "5", "v:/name": "食品许可", "do": "save"})
    assert answer.status_code == 302
    text = drafted(draft).text(FOOD)
    assert "amount: 5\n" in text
    assert "name: 食品许可\n" in text


def test_what_another_editor_changed_meanwhile_is_still_shown_first(sign_in):
    draft, client = begun(), sign_in("editor2")
    fields = fields_of(client.get(form_of(draft)).content.decode())
    send(sign_in("editor"), form_of(draft), fields={AMOUNT: "5"})
    assert client.post(form_of(draft), {**fields, AMOUNT: "4", "do": "save"}).status_code == 409


def test_effects_that_no_worker_takes_up_say_since_when_they_wait(sign_in):
    draft, client = begun(), sign_in("editor")
    send(client, form_of(draft), fields={AMOUNT: "5"})
    step = drafted(draft).row.step
    asked = who("editor")
    effects_ask(
        draft_id=draft, step=step, grants=asked["grants"], place=asked["place"], now=TUESDAY - timedelta(minutes=3)
    )
    page = client.get(f"{HOME}{draft}/")
    assert "已等 3 分钟，还没有后台进程来取" in text_of(page)
    assert "刷新看看" in text_of(page)
    assert 'hx-trigger="load delay:2s"' in page.content.decode()
    assert 'hx-trigger="load delay:15s"' in client.get(f"{HOME}{draft}/?again=20").content.decode()
    effects_run(now=now())
    done = client.get(f"{HOME}{draft}/")
    assert 'hx-trigger="load' not in done.content.decode()
    assert "提出以后由另一个编辑公布" in text_of(done)


def test_faults_stand_by_the_names_of_their_boxes(sign_in):
    draft, client = begun(), sign_in("editor")
    send(client, form_of(draft), fields={"do": "add:/materials"})
    told = text_of(client.get(f"{HOME}{draft}/"))
    assert "材料 7 › 规范材料" in told
    assert "“规范材料”还没有写。" in told
    assert "缺少“material”" not in told


def test_an_item_whose_date_moves_is_one_line_of_the_trial(sign_in):
    draft, client = begun(), sign_in("editor")
    send(client, form_of(draft), fields={AMOUNT: "5"})
    told = text_of(client.get(form_of(draft)))
    assert "变了" in told
    assert "少了" not in told


def test_a_release_is_taken_back_by_a_draft_that_two_publish(sign_in):
    draft, client = begun(), sign_in("editor")
    send(client, form_of(draft), fields={AMOUNT: "5"})
    asked = who("editor")
    effects_ask(draft_id=draft, step=drafted(draft).row.step, grants=asked["grants"], place=asked["place"], now=now())
    effects_run(now=now())
    number = draft_propose(draft_id=draft, proposal_id=new_id(), step=drafted(draft).row.step, note="试", **asked)
    release = proposal_release(number=number, **who("editor2")).number
    assert f"已公布为第 {release} 版" in text_of(client.get(f"{HOME}{draft}/"))
    page = client.get(f"/desk/catalogue/compare/{release - 1}/{release}/")
    assert "拟一份改回去的草稿" in text_of(page)
    answer = client.post(HOME, {"name": "改回去", "release": str(release - 1)})
    back = drafted(UUID(answer["Location"].rstrip("/").rpartition("/")[2]))
    assert list(back.files) == [FOOD]
    assert "amount: 10\n" in back.text(FOOD)
    assert back.row.base == release
    assert client.post(HOME, {"name": "改回去", "release": "999"}).status_code == 404


@pytest.mark.parametrize("name", ["window", "lead", "operator", "wang"])
def test_nobody_else_takes_a_release_back(sign_in, name):
    assert sign_in(name).post(HOME, {"name": "改回去", "release": "1"}).status_code == 404
