"""Who came to the counter, and who may look at it: number, mask, fields, the receipt, and everybody else."""

from uuid import UUID

import pytest
from stdnum.cn import ric

from tests.apps.case_scenes import account, submit
from tests.faces.desk_scene import moment, now, people, sign_in, signed_in, text_of
from tests.faces.window_scene import CAME, NUMBER, all_good, answered, begun, case_of, the_present
from yici.cases.queries import case_by_number, case_history, query_code
from yici.intake.queries import drafts_of

__all__ = ["moment", "people", "sign_in", "the_present"]


@pytest.mark.parametrize(("typed", "name"), [
    (NUMBER, ""), (f"王小面 {NUMBER}", "王小面"), (f"{NUMBER},王小面,女,汉", "王小面"),
    (f"王小面|{NUMBER}\r", "王小面"),
])  # fmt: skip
def test_a_reader_types_the_number_and_perhaps_the_name(typed: str, name: str) -> None:
    from yici.web.desk.window.person import person_noted

    noted = person_noted({"number": typed}, whole=False)
    assert noted.person.number == NUMBER
    assert noted.wrong == {}
    assert noted.person.name == name


def test_a_number_that_does_not_check_is_said_beside_the_field_and_nothing_begins(sign_in):
    client = sign_in("window")
    wrong = NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")
    answer = client.post("/desk/window/", CAME | {"number": wrong, "bundle": "open-restaurant"})
    assert answer.status_code == 422
    assert "身份证号码对不上" in text_of(answer)
    assert "13800000001" in answer.content.decode()
    assert drafts_of(account("window")) == []


def test_whoever_came_is_masked_on_the_page_and_their_fields_are_filled(sign_in):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    told = text_of(shown)
    assert "王** 330802********" in told
    assert NUMBER not in told
    assert shown.context["known"] >= 3
    answer = client.post(page, all_good(shown) | {"go": "accept"})
    form = case_history(UUID(case_of(client, answer).id))[0].private["form"]
    assert form["applicant.name"] == "王小面"
    assert form["applicant.id_number"] == NUMBER


def test_the_number_finds_what_a_person_has_here_and_stands_in_no_address(sign_in):
    submit(1)
    client = sign_in("window")
    found = client.post("/desk/window/person/", {"number": NUMBER})
    assert "个体工商户" in text_of(found)
    assert NUMBER not in found.content.decode()
    unknown = "33080219900307999"
    nobody = client.post("/desk/window/person/", {"number": unknown + ric.calc_check_digit(unknown + "0")})
    assert "还没有办件" in text_of(nobody)


def test_fields_that_are_wrong_on_the_paper_are_asked_for_and_not_taken_over(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    field = next(
        one.control.element for group in shown.context["groups"] for one in group.fields if one.control.kind == "line"
    )
    said = all_good(shown) | {field: "什么都不对", f"code:{field}": "field.wrong", "go": "accept"}
    case = case_of(client, client.post(page, said))
    assert (field, "field.wrong") in {(one.target, one.code) for one in now(case, moment).defects}
    assert field not in case_history(UUID(case.id))[0].private["form"]


def test_the_page_with_the_receipt_is_the_windows_own(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    case = case_of(client, client.post(page, all_good(answered(client, page)) | {"go": "accept"}))
    shown = client.get(f"/desk/window/taken/{case.id}/")
    code = query_code(UUID(case.id))
    assert code in shown.content.decode()
    assert case_by_number(number=case.number, code=code, now=moment.now).case.id == case.id
    page = client.get(f"/desk/{case.id}/")
    assert "presented" not in text_of(page)
    course = page.content.decode().partition('id="course"')[2]
    assert "收到申请" in course
    assert NUMBER not in course
    receipt = client.get(f"/cases/{case.id}/receipt/")
    assert "窗口收到，看了原件" in text_of(receipt)
    online = submit(3, username="zhao", shop="赵记(演示)").case
    assert client.get(f"/desk/window/taken/{online.id}/").status_code == 404


ADDRESSES = ("/desk/window/", "/desk/window/person/", "/desk/window/matters/?q=cyd")


@pytest.mark.parametrize("username", ["market", "fire2", "lead", "supervisor", "operator", "wang"])
def test_nobody_without_a_window_has_a_counter(sign_in, username):
    client = sign_in(username)
    clerk = signed_in("window")
    page = begun(clerk)
    case = case_of(clerk, clerk.post(page, all_good(answered(clerk, page)) | {"go": "accept"}))
    for one in (*ADDRESSES, page, f"{page}done/", f"/desk/window/taken/{case.id}/"):
        got, sent = client.get(one), client.post(one, {"bundle": "open-restaurant", **CAME})
        assert got.status_code in (302, 403, 404, 405), one
        assert sent.status_code in (302, 403, 404, 405), one
        for answer in (got, sent):
            assert NUMBER not in answer.content.decode()
            assert "/login" in answer["Location"] if answer.status_code == 302 else True


def test_nobody_at_all_is_led_to_the_login(people, client):
    for one in ADDRESSES:
        assert client.get(one).status_code in (302, 405)
    assert client.get("/desk/window/").status_code == 302


def test_a_counter_page_is_its_clerks_own(sign_in, moment):
    mine = sign_in("window")
    page = begun(mine)
    assert mine.get(page).status_code == 200
    other = sign_in("wang")
    assert other.get(page).status_code in (403, 404)
    assert mine.get("/desk/window/0190163d-8694-739b-aea5-966c26f8ad91/").status_code == 404
