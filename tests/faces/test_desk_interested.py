"""Interested parties at the desk (Licensing Law Art. 36): told by a letter that is theirs alone, heard, or silent."""

import json
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner

from tests.apps.case_scenes import account, at, faults, submit
from tests.apps.pdf_reading import text_of as printed_text
from tests.faces.desk_scene import actions, address, do, hidden, kinds, moment, now, people, sign_in, text_of
from yici.cases.interested import interested_of
from yici.cases.paper_kinds import SEPARATOR
from yici.cli.commands import yici
from yici.domain.case import Case
from yici.domain.error import Invalid, Refused
from yici.ledger.verify import rebuild
from yici.people.models import User

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"
WHO, WHERE, WHY = "吴邻", "3 幢 102 室", "油烟管道正对其卧室的窗户"
SAID = "排烟口离窗户不到两米，要求改道。"
TYPED = {"who": WHO, "address": WHERE, "note": WHY, "until": "2026-03-11"}


@pytest.fixture
def handled(sign_in: Any) -> Case:
    """A food licence that is handled since Tuesday 3 March."""
    case = submit(1).case
    do(sign_in("window"), case.id, "accept", items_chosen=[FOOD])
    do(sign_in("market"), case.id, "decide", SHOP, how="grant", note="")
    return case


def told(sign_in: Any, case: Case, **typed: Any) -> str:
    """The neighbour is told; the name of the offer under which the answer is recorded."""
    answer = do(sign_in("market"), case.id, "tell_interested", FOOD, **TYPED | typed)
    assert answer.status_code == 302, text_of(answer)
    return f"{FOOD}:{interested_of(UUID(case.id))[-1].subject}"


def letter(client: Any, case: Case, kind: str = "interested") -> Any:
    key = f"{FOOD}{SEPARATOR}{interested_of(UUID(case.id))[-1].subject}"
    return client.get(f"/desk/{case.id}/documents/{kind}/{key}.pdf")


def test_the_letter_is_shown_before_it_goes_out_and_goes_to_the_neighbour(sign_in, handled):
    market = sign_in("market")
    form = market.get(address(handled.id, "tell_interested", FOOD))
    shown = text_of(market.post(address(handled.id, "tell_interested"), hidden(form) | TYPED))
    assert "利害关系人告知书" in shown
    assert WHY in shown
    assert "interested.told" not in kinds(handled)
    told(sign_in, handled)
    printed = "".join(printed_text(letter(market, handled).content).split())
    for words in (
        "利害关系人告知书",
        WHO,
        "3幢102室",
        WHY,
        "您有权陈述、申辩",
        "2026年3月11日",
        "行政许可法第三十六条",
    ):
        assert words in printed
    # The number of the case is the applicant's.
    assert handled.number not in printed


def test_nothing_is_granted_before_they_are_heard_and_their_words_are_sealed_and_shown_to_the_officer(
    sign_in, handled, moment
):
    offer = told(sign_in, handled)
    market = sign_in("market")
    page = text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    assert "还有 1 位没有听取意见，到 2026年3月11日（周三）" in page
    # Where a text gives a hearing, the decision waits for the five days anyway.
    moment.now = at("2026-03-12", 9)
    refused = text_of(market.get(address(handled.id, "decide", FOOD)))
    assert "还有 1 位利害关系人的意见没有听取" in refused
    assert do(market, handled.id, "hear_interested", offer, answer="views", record="").status_code == 422
    assert do(market, handled.id, "hear_interested", offer, answer="views", record=SAID).status_code == 302
    page = text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    assert f"记录：{SAID}" in page
    assert "没有听取意见，到" not in page
    assert now(handled, moment).approval(FOOD).interested[0].answer == "views"
    assert faults() == []


def test_silence_is_recorded_after_the_day_and_with_the_receipt_of_the_letter(sign_in, handled, moment):
    offer = told(sign_in, handled)
    market = sign_in("market")
    assert "到期没有提出意见" not in text_of(market.get(address(handled.id, "hear_interested", offer)))
    moment.now = at("2026-03-12", 9)
    unproved = do(market, handled.id, "hear_interested", offer, answer="silent", record="")
    assert unproved.status_code == 422
    assert "选一种送达方式" in text_of(unproved)
    sent = {"answer": "silent", "record": "", "way": "courier", "number": "EMS-20260304"}
    assert do(market, handled.id, "hear_interested", offer, **sent).status_code == 302
    assert "邮寄回执 ems-20260304" in text_of(market.get(address(handled.id) + f"?item={FOOD}"))


def test_a_hearing_that_they_ask_for_is_told_to_both(sign_in, handled, moment):
    offer = told(sign_in, handled)
    market = sign_in("market")
    assert "interested.told" in kinds(handled)
    assert "hearing.offered" in kinds(handled)
    assert do(market, handled.id, "hear_interested", offer, answer="hearing", record="").status_code == 302
    set_it = do(market, handled.id, "set_hearing", FOOD, day="2026-03-16", note="九点，二楼")
    assert set_it.status_code == 302
    called = "".join(printed_text(letter(market, handled, "interested-hearing").content).split())
    assert WHO in called
    assert "听证定在2026年3月16日（周一）举行" in called
    own = market.get(f"/desk/{handled.id}/documents/hearing/{FOOD}.pdf")
    assert "这项申请的听证，定在2026年3月16日（周一）举行，请您参加" in "".join(printed_text(own.content).split())
    page = text_of(sign_in("wang").get(f"/cases/{handled.id}/"))
    assert "利害关系人对“食品经营许可核发（餐饮服务）”要求听证" in page
    assert "也通知了利害关系人" in page


def test_the_applicant_learns_that_others_are_heard_and_nothing_of_who_they_are(sign_in, handled):
    offer = told(sign_in, handled)
    market, wang = sign_in("market"), sign_in("wang")
    assert do(market, handled.id, "hear_interested", offer, answer="views", record=SAID).status_code == 302
    page = text_of(wang.get(f"/cases/{handled.id}/"))
    assert "可能关系到他人的重大利益" in page
    assert "您也可以陈述、申辩" in page
    assert "利害关系人提出了意见" in page
    key = f"{FOOD}{SEPARATOR}{interested_of(UUID(handled.id))[0].subject}"
    assert wang.get(f"/cases/{handled.id}/documents/interested/{key}.pdf").status_code == 404
    own = wang.get("/me/data.json")
    for answer in (wang.get(f"/cases/{handled.id}/"), own, wang.get(f"/cases/{handled.id}/messages/")):
        assert answer.status_code == 200
        for words in (WHO, "102 室", "卧室", "排烟口", json.dumps(WHO), json.dumps(SAID)):
            assert words not in answer.content.decode()


def test_another_department_of_the_case_sees_that_somebody_was_told_and_not_who(sign_in, handled):
    told(sign_in, handled)
    lead, health = sign_in("market"), sign_in("health")
    assert letter(lead, handled).status_code == 200
    assert letter(health, handled).status_code == 404
    page = text_of(health.get(address(handled.id)))
    assert "告知利害关系人" in page
    for words in (WHO, "102 室", WHY):
        assert words not in page
        assert words in text_of(lead.get(address(handled.id)))


@pytest.mark.parametrize("who", ["fire", "window", "wang"])
def test_nobody_else_tells_or_hears_them(sign_in, handled, who):
    offer = told(sign_in, handled)
    client = sign_in(who)
    for command, on in (("tell_interested", FOOD), ("hear_interested", offer)):
        assert client.get(address(handled.id, command, on)).status_code != 200
        assert client.post(address(handled.id, command), TYPED | {"on": on, "key": "k"}).status_code != 200
    assert interested_of(UUID(handled.id))[1:] == []


def test_what_is_typed_wrong_is_said_at_its_field(sign_in, handled):
    market = sign_in("market")
    for typed, words in (
        ({"who": " "}, "写明姓名或者名称"), ({"note": ""}, "写明为什么告知"), ({"until": ""}, "选一天"),
        ({"until": "2026-03-09"}, "最早可以选 2026"),
    ):  # fmt: skip
        answer = do(market, handled.id, "tell_interested", FOOD, **TYPED | typed)
        assert answer.status_code == 422
        assert words in text_of(answer)
    assert "interested.told" not in kinds(handled)


def test_their_data_are_erased_apart_from_the_applicants(sign_in, handled):
    told(sign_in, handled)
    wanted = ["erase", "--case", handled.number, "--interested", "1", "--ground", "request_granted", "--yes"]
    with pytest.raises(Refused, match=r"subject\.cases_open"):
        CliRunner().invoke(yici, wanted, catch_exceptions=False)
    done = CliRunner().invoke(yici, [*wanted, "--even-if-open"], catch_exceptions=False)
    assert "吴*" in done.output
    market = sign_in("market")
    assert interested_of(UUID(handled.id))[0].name is None
    printed = "".join(printed_text(letter(market, handled).content).split())
    assert WHO not in printed
    assert "个人信息已清除" in printed
    # The applicant's own stands.
    assert "小面一碗" in printed


def test_who_is_erased_holds_up_neither_the_hearing_nor_the_decision(sign_in, handled, moment):
    first = told(sign_in, handled)
    second = told(sign_in, handled, who="郑二")
    market = sign_in("market")
    assert do(market, handled.id, "hear_interested", first, answer="hearing", record="").status_code == 302
    assert erased(handled, "1").exit_code == erased(handled, "2").exit_code == 0
    assert do(market, handled.id, "set_hearing", FOOD, day="2026-03-16", note="九点，二楼").status_code == 302
    assert do(market, handled.id, "hear_interested", second, answer="views", record=SAID).status_code == 302
    assert [one.answer for one in now(handled, moment).approval(FOOD).interested] == ["hearing", "views"]
    assert SAID not in text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    printed = "".join(printed_text(letter(market, handled, "interested-hearing").content).split())
    assert "个人信息已清除" in printed
    assert faults() == []
    assert rebuild().ok


def erased(case: Case, which: str, *more: str) -> Any:
    wanted = ["erase", "--case", case.number, "--interested", which, "--ground", "request_granted", "--yes", *more]
    return CliRunner().invoke(yici, [*wanted, "--even-if-open"])


def test_one_person_is_named_and_not_an_account_beside_the_case(sign_in, handled):
    told(sign_in, handled)
    answer = erased(handled, "1", "--account", "wang")
    assert isinstance(answer.exception, Invalid)
    assert interested_of(UUID(handled.id))[0].name == WHO


def test_whoever_is_told_after_the_hearing_was_set_is_called_to_it_before_it_is_held(sign_in, handled, moment):
    offer = told(sign_in, handled)
    market = sign_in("market")
    assert do(market, handled.id, "hear_interested", offer, answer="hearing", record="").status_code == 302
    assert do(market, handled.id, "set_hearing", FOOD, day="2026-03-16", note="九点，二楼").status_code == 302
    told(sign_in, handled, who="郑二")
    moment.now = at("2026-03-16", 15)
    refused = do(market, handled.id, "hold_hearing", FOOD, record="双方到会。")
    assert "还有 1 位利害关系人没有通知听证" in text_of(refused)


def test_a_day_behind_the_end_of_the_limit_is_named_before_the_letter_goes_out(sign_in, handled):
    market = sign_in("market")
    form = market.get(address(handled.id, "tell_interested", FOOD))
    for until, warned in (("2026-03-11", False), ("2062-03-11", True)):
        answer = market.post(address(handled.id, "tell_interested"), hidden(form) | TYPED | {"until": until})
        assert ("不因此停下。告知以后不能改" in text_of(answer)) is warned


def test_the_desk_offers_it_to_whoever_decides(sign_in, handled):
    market = sign_in("market")
    assert "告知利害关系人" in {one.name for one in actions(market.get(address(handled.id) + f"?item={FOOD}"))}


def test_whose_own_matter_it_is_reads_nothing_of_them_at_the_desk_either(sign_in, handled):
    told(sign_in, handled)
    User.objects.filter(id=account("market")).update(subject=UUID(handled.subject), sealed=b"x")
    market = sign_in("market")
    assert WHO not in market.get(address(handled.id) + f"?item={FOOD}").content.decode()
    assert letter(market, handled).status_code == 404
