"""The operator's administration: for operators alone, nothing of citizens, added and taken back by the services."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.apps.ledger_samples import counted
from tests.faces.desk_scene import moment, people, sign_in, text_of
from yici.catalogue.models import ALONE
from yici.ledger.register import REGISTER
from yici.notices.channels import CONTACTS, WEBHOOK
from yici.notices.kinds import KINDS
from yici.notices.models import Outgoing
from yici.notices.store import DELIVERED, FAILED, SENT, WAITING
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import user_named
from yici.people.queries.roster import all_staff, roles_held
from yici.web.administration.vocabulary import (
    NOTICE_WORDS,
    OUTGOING_WORDS,
    READER_WORDS,
    STREAM_WORDS,
    WAY_OUT_WORDS,
)
from yici.web.desk.catalogue.rows import WAYS

__all__ = ["moment", "people", "sign_in"]
HOME = "/administration/"
TABLES = [f"{one._meta.app_label}_{one._meta.model_name}" for one in admin.site._registry]
STRANGERS = ["wang", "window", "market", "lead", "supervisor", "editor"]


def listed(table: str) -> str:
    return reverse(f"admin:{table}_changelist")


def every_address() -> list[str]:
    """Without what names a row: who is not let in is told nothing about whether it is there."""
    names = [HOME, f"{HOME}jsi18n/", f"{HOME}search/?s=a", f"{HOME}people/", f"{HOME}autocomplete/"]
    rows = [f"{listed(table)}{end}" for table in TABLES for end in ("", "add/", "1/change/", "1/delete/", "1/history/")]
    return names + rows


@pytest.mark.parametrize("turn", [0, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_but_an_operator_is_let_in(sign_in, who, turn):
    """Everybody asks for every address; half of them send something, the other half at the other turn."""
    client = sign_in(who)
    for number, address in enumerate(every_address(), STRANGERS.index(who) + turn):
        answer = client.post(address, {"action": "take_back"}) if number % 2 else client.get(address)
        assert answer.status_code == 404, address


def test_whoever_has_not_signed_in_is_led_to_do_so(people):
    for address in every_address():
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/"), address


def test_every_table_is_listed_in_chinese_without_counting_it(sign_in):
    client = sign_in("operator")
    assert "运行管理" in text_of(client.get(HOME))
    for table in TABLES:
        with counted() as statements:
            answer = client.get(listed(table))
        assert answer.status_code == 200, table
        assert len(statements) <= 15, (table, statements)
        assert not [one for one in statements if "COUNT(" in str(one).upper()], table
        assert "wang" not in text_of(answer)
        for english in ("Previous", "No results", "yielded", "Type to search"):
            assert english not in answer.content.decode(), (table, english)


def test_codes_stand_in_words_in_both_languages(sign_in):
    client = sign_in("operator")
    told = text_of(client.get(listed("people_user")))
    assert "functools" not in told
    assert "工作人员" in told
    assert "首次公布（运行维护一人）" in text_of(client.get(listed("catalogue_release")))
    assert "市场监督管理部门" in text_of(client.get(listed("people_organisation")))
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    assert "The first, by the operator alone" in text_of(client.get(listed("catalogue_release"), **english))
    assert "Market regulation authority" in text_of(client.get(listed("people_organisation"), **english))


def test_what_leaves_the_house_stands_in_words_and_is_found_by_how_it_stands(sign_in):
    for state in ("waiting", "failed"):
        Outgoing.objects.create(
            id=new_id(),
            channel="sms",
            kind="approval.granted",
            state=state,
            made_at=now(),
            ready_at=now(),
            content=b"x",
        )
    client = sign_in("operator")
    told = text_of(client.get(listed("notices_outgoing")))
    for word in ("短信", "批准了", "等着发", "没有发成"):
        assert word in told
    found = client.get(listed("notices_outgoing") + "?state=failed").context["cl"].result_list
    assert [one.state for one in found] == ["failed"]


def test_every_code_that_can_come_has_a_word():
    settled = {kind for kind, machine in REGISTER.machines.items() if machine.settle}
    assert settled == set(STREAM_WORDS)
    assert set(REGISTER.readers) == set(READER_WORDS)
    assert {*ALONE, "proposal"} == set(WAYS)
    assert set(NOTICE_WORDS) >= {kind for kind in KINDS if kind != "channel.try"}
    assert set(WAY_OUT_WORDS) == {*CONTACTS, WEBHOOK}
    assert set(OUTGOING_WORDS) == {WAITING, SENT, DELIVERED, FAILED}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_lists_are_titled_by_what_is_in_them(sign_in, language):
    client = sign_in("operator")
    for table in TABLES:
        page = client.get(listed(table), HTTP_ACCEPT_LANGUAGE=language).content.decode()
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert not any(odd in title for odd in ("选择", "查看", "Select", " to view")), title
        assert "yielded into" not in page


def test_an_english_reader_meets_no_chinese_but_names(sign_in):
    client = sign_in("operator")
    home = text_of(client.get(HOME, HTTP_ACCEPT_LANGUAGE="en"))
    assert not re.search(r"[一-龥]", home.replace("简体中文", "")), home


def test_a_row_is_shown_and_nothing_can_be_changed(sign_in):
    client = sign_in("operator")
    address = reverse("admin:people_user_change", args=[user_named("window").id])
    assert "window" in text_of(client.get(address))
    assert "pbkdf2" not in client.get(address).content.decode()
    assert client.post(address, {"username": "other"}).status_code == 403
    assert client.get(address.replace("change", "delete")).status_code == 403
    citizen = reverse("admin:people_user_change", args=[user_named("wang").id])
    assert client.get(citizen).status_code == 302


def test_staff_is_added_with_a_password_that_is_shown_once(sign_in):
    client, address = sign_in("operator"), reverse("admin:people_user_add")
    answer = client.post(address, {"username": "li", "display_name": "李办事"}, follow=True)
    assert "密码只显示这一次" in text_of(answer)
    assert "密码只显示这一次" not in text_of(client.get(listed("people_user")))
    assert "li" in [one.username for one in all_staff()]
    again = client.post(address, {"username": "li", "display_name": "另一人"})
    assert "账号已经有人用了" in text_of(again)
    assert 'value="另一人"' in again.content.decode()


GRANT = {"username": "window", "role": "officer", "body": "demo-fire", "place": "330800000000"}


def test_a_role_is_granted_and_taken_back_by_the_services(sign_in):
    client, address = sign_in("operator"), reverse("admin:people_role_add")
    before = {one.id for one in roles_held(now())}
    assert client.post(address, {**GRANT, "item": "fire-check", "until": "2099-01-31"}).status_code == 302
    (made,) = [one for one in roles_held(now()) if one.id not in before]
    page = text_of(client.get(reverse("admin:people_role_change", args=[made.id])))
    assert "window · officer" in page
    assert "Role object" not in page
    assert "+00:00" not in page
    assert "要收回：勾选以后" in text_of(client.get(listed("people_role")))
    assert (made.role, made.item) == ("officer", "fire-check")
    client.post(listed("people_role"), {"action": "take_back", "_selected_action": str(made.id)})
    assert made.id not in {one.id for one in roles_held(now())}


@pytest.mark.parametrize(
    ("wrong", "told", "beside"),
    [
        ({"username": "nobody"}, "没有这个账号", "username"),
        ({"username": "wang"}, "这是办事人的账号", "username"),
        ({"body": "nothing"}, "没有这个机构代码", "body"),
        ({"item": "nothing"}, "没有这个事项", "item"),
        ({"until": "2020-01-01"}, "截止日期已经过去", "until"),
        ({"level": "city"}, "这个身份不分层级", "level"),
        ({"place": "999999999999"}, "没有这个地方代码", "place"),
        ({"role": "king"}, "选择", "role"),
        ({"username": ""}, "字段", "username"),
    ],
)
def test_what_a_service_refuses_stands_beside_its_field_and_what_was_typed_stays(sign_in, wrong, told, beside):
    client, before = sign_in("operator"), len(roles_held(now()))
    answer = client.post(reverse("admin:people_role_add"), {**GRANT, **wrong})
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert list(errors) == [beside]
    assert told in str(errors[beside])
    assert told in text_of(answer)
    assert 'value="330800000000"' in answer.content.decode() or "place" in wrong
    assert len(roles_held(now())) == before


BODY = {"code": "new-body", "name": "新机构", "agency": "market_regulation", "place": "330800000000"}


@pytest.mark.parametrize(
    ("wrong", "told", "beside"),
    [
        ({"code": "demo-fire"}, "机构代码已经有了", "code"),
        ({"place": "999"}, "没有这个地方代码", "place"),
        ({"agency": "nothing"}, "选择", "agency"),
        ({"uscc": "123"}, "统一社会信用代码不对", "uscc"),
    ],
)
def test_a_body_is_added_where_all_is_as_it_should_be(sign_in, wrong, told, beside):
    client, address = sign_in("operator"), reverse("admin:people_organisation_add")
    refused = client.post(address, {**BODY, **wrong})
    errors = refused.context["adminform"].form.errors
    assert list(errors) == [beside]
    assert told in str(errors[beside])
    assert client.post(address, BODY).status_code == 302
    assert "新机构" in text_of(client.get(listed("people_organisation")))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_one_row_is_called_by_what_it_is_and_its_times_are_local(sign_in, language):
    client = sign_in("operator")
    shown = {
        f"{model._meta.app_label}_{model._meta.model_name}": table for model, table in admin.site._registry.items()
    }
    for table in ("people_organisation", "people_role", "people_user", "catalogue_release"):
        pk = shown[table].get_queryset(None).values_list("pk", flat=True)[0]
        page = client.get(reverse(f"admin:{table}_change", args=[pk]), HTTP_ACCEPT_LANGUAGE=language).content.decode()
        assert " object (" not in page, table
        assert "+00:00" not in page, table


def test_only_the_administration_loosens_the_policy_for_contents(sign_in):
    client = sign_in("operator")
    assert "unsafe-eval" in client.get(HOME)["Content-Security-Policy"]
    assert "unsafe" not in client.get("/")["Content-Security-Policy"]


def test_without_a_second_factor_nobody_works_there(sign_in, settings):
    settings.YICI_SECOND_FACTOR = "required"
    answer = sign_in("operator").get(HOME)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/2fa/")
