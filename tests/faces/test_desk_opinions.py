"""Opinions of other departments at the desk: asked with a letter, signed for, answered, and what silence leads to."""

import re
from typing import Any

import pytest

from tests.apps.case_scenes import at, faults
from tests.apps.opinion_scenes import CITY, FIRE, FOOD, asked, asking_definitions, gave, handled, noticed
from tests.apps.pdf_reading import text_of as printed_text
from tests.faces import desk_scene
from tests.faces.desk_scene import actions, address, do, hidden, kinds, moment, now, people, sign_in, signed_in, text_of
from yici.domain.case import Case

__all__ = ["moment", "people", "sign_in"]
ASK, NOTICE, GIVE, CORRECT = "ask_opinions", "confirm_notice", "give_opinion", "correct_opinion"
CITYS = f"{FOOD}:{CITY}"


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The city's definitions ask two departments about a food licence."""
    monkeypatch.setattr(desk_scene, "definitions", asking_definitions)


def offered(client: Any, case: Case) -> set[str]:
    return {one.name for one in actions(client.get(address(case.id) + f"?item={FOOD}"))}


def stances(case: Case, moment: Any) -> dict[str, str]:
    return {one.agency: one.stance for one in now(case, moment).approval(FOOD).opinions}


def test_all_are_asked_at_once_and_the_letter_is_shown_before_it_is_sent(sign_in, moment):
    case, market = handled(), sign_in("market")
    form = market.get(address(case.id, ASK, FOOD))
    told = text_of(form)
    assert "门面和占道；3 个工作日；不答复的，视为同意（某市并联审批办法第三条）" in told
    assert "疏散通道；5 个工作日；不答复的，不视为同意" in told
    assert "征求意见的时间计入办理期限，申请人的期限不变" in told
    assert (
        len(re.findall(r"<input [^>]*value=\"(?:urban_management|fire_rescue)\"[^>]* checked", form.content.decode()))
        == 2
    )
    look = market.post(address(case.id, ASK), hidden(form) | {"agencies": [CITY, FIRE]})
    assert "征求意见函" in text_of(look)
    assert "各单位同时征求意见" in text_of(look)
    assert do(market, case.id, ASK, FOOD, agencies=[CITY, FIRE]).status_code == 302
    assert kinds(case)[-1] == "opinions.asked"
    assert stances(case, moment) == {CITY: "asked", FIRE: "asked"}
    page = text_of(market.get(address(case.id) + f"?item={FOOD}"))
    assert "还没有送达的证明" in page
    letter = market.get(f"/desk/{case.id}/documents/opinion-request/{FOOD}__{CITY}.pdf")
    text = "".join(printed_text(letter.content).split())
    assert "征求意见函" in text
    assert "门面和占道" in text
    assert "最晚2026年3月6日" in text  # asked on Tuesday: Wednesday, Thursday, Friday
    assert "征求部门意见" not in offered(market, case)
    assert faults() == []


def test_a_grant_is_not_offered_before_all_agreed_and_the_form_says_who_is_missing(sign_in):
    case = handled()
    form = text_of(sign_in("market").get(address(case.id, "decide", FOOD)))
    assert "还没有得到这些部门同意，不能准予" in form


def test_the_asked_department_finds_signs_and_answers_its_question_and_nothing_else(sign_in, moment):
    case, city = asked(), sign_in("city")
    assert sign_in("fire").get(address(case.id)).status_code == 200
    [row] = city.get("/desk/").context["page"].rows
    assert (row.item, row.promise) == (FOOD, "等您答复意见")
    assert offered(city, case) == {"答复意见", "确认送达"}
    for command, on in ((ASK, FOOD), ("decide", FOOD), (GIVE, f"{FOOD}:{FIRE}"), (NOTICE, f"{FOOD}:{FIRE}")):
        assert city.get(address(case.id, command, on)).status_code == 409
    assert do(city, case.id, NOTICE, CITYS).status_code == 302
    [one, _] = now(case, moment).approval(FOOD).opinions
    assert re.fullmatch(r"signed:[0-9a-f]{64}", one.proof or "")
    wrong = do(city, case.id, GIVE, CITYS, says="disagrees", note="x")
    assert (wrong.status_code, "至少选一条理由" in text_of(wrong)) == (422, True)
    assert do(city, case.id, GIVE, CITYS, says="disagrees", grounds=["plan.conflict"], note="占道").status_code == 302
    assert stances(case, moment) == {CITY: "disagreed", FIRE: "asked"}
    assert offered(city, case) == {"更正意见"}
    assert city.get("/desk/").context["page"].rows == ()
    told = text_of(sign_in("market").get(address(case.id) + f"?item={FOOD}"))
    assert "不同意" in told
    assert "占道" in told
    assert "征求部门意见" in offered(sign_in("market"), case)  # who was against it may be asked again
    assert faults() == []


def test_a_department_corrects_what_it_said_with_reasons(sign_in, moment):
    case, city = asked(), sign_in("city")
    assert do(city, case.id, GIVE, CITYS, says="agrees").status_code == 302
    assert "同意" in text_of(city.get(address(case.id, CORRECT, CITYS)))
    for said in ({"says": "agrees"}, {"says": "disagrees", "grounds": ["plan.conflict"]}):
        assert do(city, case.id, CORRECT, CITYS, **said).status_code in (409, 422)
    said = {"says": "disagrees", "grounds": ["plan.conflict"], "note": "核对了新的规划图"}
    assert do(city, case.id, CORRECT, CITYS, **said).status_code == 302
    assert stances(case, moment)[CITY] == "disagreed"
    told = text_of(sign_in("market").get(address(case.id) + f"?item={FOOD}"))
    assert "更正：原来同意" in told
    assert "核对了新的规划图" in told
    assert faults() == []


def test_the_body_that_asks_proves_the_notice_by_its_receipt(sign_in, moment):
    case, market = asked(), sign_in("market")
    for typed in (
        {"way": "courier", "number": ""},
        {"way": "", "number": "SD-1"},
        {"way": "courier", "number": "送达"},
    ):
        assert do(market, case.id, NOTICE, CITYS, **typed).status_code == 422
    assert do(market, case.id, NOTICE, CITYS, way="courier", number="SD-2026-0031").status_code == 302
    [one, _] = now(case, moment).approval(FOOD).opinions
    assert one.proof == "courier:sd-2026-0031"
    assert "邮寄回执 sd-2026-0031" in text_of(market.get(address(case.id) + f"?item={FOOD}"))


def test_silence_tells_the_department_what_it_answers_for_and_what_it_owes(sign_in, moment):
    case = noticed(asked())
    moment.now = at("2026-03-06", 9)
    city = sign_in("city")
    page = text_of(city.get(address(case.id) + f"?item={FOOD}"))
    assert "到期未答复，视为同意" in page
    assert "某市并联审批办法第三条" in page
    letter = "".join(
        printed_text(city.get(f"/desk/{case.id}/documents/absence/{FOOD}__{CITY}.pdf").content).split()
    )  # fmt: skip
    assert "到期未答复视为同意告知书" in letter
    assert "记入缺席默认台账" in letter
    assert "2026年3月6日（周五）" in letter
    form = text_of(city.get(address(case.id, GIVE, CITYS)))
    assert "现在补出的意见存入办件，不改变这个结果" in form
    assert do(city, case.id, GIVE, CITYS, says="agrees", note="").status_code == 302
    assert stances(case, moment)[CITY] == "absent"
    assert faults() == []


def test_supervisors_read_the_ledger_of_absence_and_others_only_their_own(sign_in, moment):
    case = noticed(asked())
    moment.now = at("2026-03-06", 9)
    sign_in("city").get(address(case.id))
    page = sign_in("supervisor").get("/desk/absences/")
    told = text_of(page)
    assert page.status_code == 200
    assert "缺席默认台账" in told
    assert case.number in told
    assert "对方签收 r-1" in told
    assert "某市并联审批办法第三条" in told
    assert "还没有补出" in told
    assert case.number in text_of(sign_in("city").get("/desk/absences/"))
    assert case.number not in text_of(sign_in("fire").get("/desk/absences/"))
    assert sign_in("window").get("/desk/absences/").status_code == 404
    gave(now(case, moment), at("2026-03-06", 10), "city", CITY)
    assert "后来补出意见：同意" in text_of(sign_in("supervisor").get("/desk/absences/"))


def test_in_english(sign_in, moment):
    case = asked()
    page = signed_in("city", **{"Accept-Language": "en"}).get(address(case.id) + f"?item={FOOD}")
    assert "the front and the pavement" in text_of(page)
