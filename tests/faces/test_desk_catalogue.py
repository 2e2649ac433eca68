"""目录管理: what waits for a second person, what it changes and does; to release, decline, withdraw; editors only."""

from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest

from tests.apps.case_scenes import PLACE, account
from tests.apps.catalogue_files import altered_files, definitions
from tests.apps.changes_prepared import prepared
from tests.apps.ledger_samples import counted
from tests.apps.proposal_scenes import EDITOR
from tests.faces.desk_scene import TUESDAY, moment, people, sign_in, text_of
from yici.catalogue import queries
from yici.catalogue.kinds import KINDS
from yici.catalogue.proposals import proposal_make
from yici.catalogue.reading import Reading, check_reads
from yici.domain.event import Actor
from yici.people.ids import new_id

__all__ = ["moment", "people", "sign_in"]
HOME = "/desk/catalogue/"
SHORTER = {
    "promised_limit": {
        "claims": [{"value": {"amount": 3, "unit": "working_day"}, "source": "R07", "note": None}], "unknown": None,
    }
}  # fmt: skip


@cache
def shorter() -> Reading:
    return altered_files(definitions(), "item:food-licence", **SHORTER)


def proposed(name: str = "editor", note: str = "缩短承诺期限") -> int:
    change = prepared(shorter(), TUESDAY)
    who = Actor(kind="staff", id=str(account(name)), role="catalogue_editor", channel="cli")
    return proposal_make(
        proposal_id=new_id(), change=change, note=note, actor=who, grants=EDITOR, place=PLACE, now=TUESDAY
    )  # fmt: skip


def page_of(number: int) -> str:
    return f"{HOME}proposals/{number}/"


def test_a_second_editor_sees_what_it_changes_and_does_and_releases_it(sign_in):
    number, client = proposed(), sign_in("editor2")
    listed = text_of(client.get(HOME))
    assert f"第 {number} 号提案" in listed
    assert "editor，" in listed
    assert "首次公布（运行维护一人）" in listed
    shown = text_of(client.get(page_of(number)))
    assert "食品经营许可核发（餐饮服务）" in shown
    assert "承诺期限：由 10 个工作日缩短为 3 个工作日" in shown
    assert "开办餐饮店" in shown
    assert "工作日：少" in shown
    answer = client.post(page_of(number), {"do": "release"})
    assert (answer.status_code, answer["Location"]) == (302, page_of(number))
    assert queries.release() == 2
    after = text_of(client.get(page_of(number)))
    assert "已公布为第 2 版。" in after
    assert "已公布：editor2" in after
    assert "两人公布" in text_of(client.get(HOME))
    compared = client.get(f"{HOME}compare/1/2/")
    assert "承诺期限" in text_of(compared)
    assert "承诺期限" not in text_of(client.get(f"{HOME}compare/1/1/"))


def added(name: str = "editor") -> int:
    """This will propose an item that is new: a permit once more, under another name."""
    old = next(read for read in definitions().files if f"{read.kind}:{read.id}" == "item:taxi-vehicle-permit")
    renamed = replace(old.definition, id="snack-licence", name="小吃摊备案证", aliases=())
    content = KINDS["item"].dump_json(renamed).decode()
    new = replace(
        old, id="snack-licence", definition=renamed, content=content, digest=sha256(content.encode()).hexdigest()
    )
    change = prepared(check_reads([*definitions().files, new]), TUESDAY)
    who = Actor(kind="staff", id=str(account(name)), role="catalogue_editor", channel="cli")
    return proposal_make(
        proposal_id=new_id(), change=change, note="新增", actor=who, grants=EDITOR, place=PLACE, now=TUESDAY
    )  # fmt: skip


def test_what_is_added_is_shown_whole_before_it_is_released(sign_in):
    shown = text_of(sign_in("editor2").get(page_of(added())))
    assert "新增的，公布以后是这样" in shown
    whole = shown.split("新增的，公布以后是这样")[1]
    for said in ("小吃摊备案证", "法定期限", "个工作日", "要交的材料", "收费", "依据", "来源"):
        assert said in whole, said
    assert "选项 0/0" not in shown


def test_two_proposals_that_say_the_same_say_so(sign_in):
    first, second = proposed(), proposed()
    client = sign_in("editor2")
    assert f"第 {first} 号提案和这个一模一样" in text_of(client.get(page_of(second)))
    assert f"第 {second} 号提案和这个一模一样" in text_of(client.get(page_of(first)))


def test_an_editor_finds_the_definitions_from_every_page(sign_in):
    assert f'href="{HOME}"' in sign_in("editor2").get("/").content.decode()


def test_who_proposed_can_withdraw_and_is_not_offered_the_rest(sign_in):
    number, client = proposed(), sign_in("editor")
    page = client.get(page_of(number)).content.decode()
    assert ('value="withdraw"' in page, 'value="release"' in page, 'value="decline"' in page) == (True, False, False)
    forced = client.post(page_of(number), {"do": "release"})
    assert forced.status_code == 409
    assert "自己提的，由别人公布。" in text_of(forced)
    assert queries.release() == 1
    client.post(page_of(number), {"do": "withdraw"})
    assert queries.proposal(number).state == "withdrawn"


def test_declining_needs_a_reason_and_keeps_what_was_typed(sign_in):
    number, client = proposed(), sign_in("editor2")
    for typed in ("  ", "长" * 1001):
        wrong = client.post(page_of(number), {"do": "decline", "reason": typed})
        assert wrong.status_code == 422
        assert "写明理由" in text_of(wrong)
        assert typed in wrong.content.decode()
    assert client.post(page_of(number), {"do": "decline", "reason": "依据<不对>"}).status_code == 302
    assert "依据<不对>" in text_of(client.get(page_of(number)))
    assert queries.proposal(number).state == "declined"


def test_a_second_click_and_a_stale_proposal_are_told_without_harm(sign_in):
    early, late, client = proposed(), proposed(note="另一份"), sign_in("editor2")
    client.post(page_of(late), {"do": "release"})
    again = client.post(page_of(late), {"do": "release"})
    assert again.status_code == 409
    assert "已经有人审定了" in text_of(again)
    page = client.get(page_of(early))
    assert "不能公布" in text_of(page)
    assert 'value="release"' not in page.content.decode()
    assert client.post(page_of(early), {"do": "release"}).status_code == 409
    assert queries.release() == 2


@pytest.mark.parametrize("name", ["window", "lead", "operator", "wang"])
def test_nobody_else_sees_anything_of_it(sign_in, name):
    number, client = proposed(), sign_in(name)
    for address in (HOME, page_of(number), f"{HOME}compare/1/1/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "缩短承诺期限" not in text_of(answer)
    assert client.post(page_of(number), {"do": "release"}).status_code == 404
    assert queries.release() == 1


def test_who_is_not_signed_in_is_sent_to_the_login(client, sign_in):
    answer = client.get(HOME)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_editors_arrive_at_the_definitions_and_supervisors_find_them_from_their_desk(sign_in):
    client = sign_in("editor")
    assert client.get("/signed-in/")["Location"] == HOME
    assert client.get("/desk/")["Location"] == HOME
    assert HOME in sign_in("supervisor").get("/desk/").content.decode()
    assert HOME not in sign_in("window").get("/desk/").content.decode()


def test_what_is_not_there_is_told_so(sign_in):
    client = sign_in("editor")
    assert client.get(page_of(999_999)).status_code == 404
    assert client.get(f"{HOME}compare/1/77/").status_code == 404
    assert client.get(f"{HOME}?before=x&release=99999999999999").status_code == 200


def test_the_list_costs_as_many_statements_however_much_there_is(sign_in):
    client = sign_in("editor2")
    proposed()
    client.get(HOME)
    with counted() as few:
        client.get(HOME)
    for number in range(3):
        proposed(note=f"第{number}份")
    with counted() as many:
        client.get(HOME)
    assert len(many) == len(few) <= 10


def test_the_pages_speak_english_too(sign_in):
    page = text_of(sign_in("editor2", **{"Accept-Language": "en"}).get(page_of(proposed())))
    assert "What it does to matters" in page
    assert "Promised limit" in page
