"""What the desk shows of the applicant: what the account told, and how much of what was asked was left empty."""

from typing import Any

import pytest
from django.test import Client

from tests.apps.case_scenes import person
from tests.faces.application_scene import Applicant, citizen, officer, town
from tests.faces.desk_scene import text_of
from yici.cases.queries import readings_of
from yici.people.queries import user_named
from yici.web.masking import mask_number

__all__ = ["town"]
WANG = person("wang")


@pytest.fixture
def case(town: None) -> Any:
    applicant = Applicant(citizen())
    applicant.applies()
    return applicant.case


def desk_of(role: str) -> Client:
    client = Client(headers={"Accept-Language": "zh-hans"})
    client.force_login(officer(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def account_lines(page: Any) -> dict[str, Any]:
    return {line.name: line for group in page.context["page"].groups for line in group.lines if line.account}


def test_what_the_account_told_stands_masked_until_somebody_asks_for_it_which_is_recorded(case):
    client = desk_of("window_clerk")
    page = client.get(f"/desk/{case}/")
    assert {line.value for line in account_lines(page).values()} >= {"王**", mask_number(WANG.id_number), "138******01"}
    assert all(line.masked for line in account_lines(page).values() if line.personal)
    shown = client.post(f"/desk/{case}/person/")
    assert {WANG.name, WANG.id_number, WANG.phone} <= {line.value for line in account_lines(shown).values()}
    assert readings_of(case)[0].what == "person"
    assert "显示来自账户的个人信息" not in text_of(shown)


def test_who_only_watches_cannot_have_it_shown(case):
    client = desk_of("supervisor")
    assert "显示来自账户的个人信息" not in text_of(client.get(f"/desk/{case}/"))
    assert client.post(f"/desk/{case}/person/").status_code == 404
    assert all(one.what != "person" for one in readings_of(case))


def test_the_applicant_is_told_who_had_it_shown(case):
    desk_of("window_clerk").post(f"/desk/{case}/person/")
    applicant = Applicant()
    applicant.signs_in(user_named("wang"))
    assert "看了您账户里的姓名" in text_of(applicant.client.get(f"/cases/{case}/readings/"))


def test_a_section_says_how_much_was_asked_and_left_empty(town):
    applicant = Applicant(citizen())
    applicant.begins()
    optional = [one.element for one in applicant.plan().form.fields if not one.mandatory]
    applicant.fills_in(**dict.fromkeys(optional, ""))
    applicant.signs()
    assert applicant.submits().status_code == 302
    page = desk_of("window_clerk").get(f"/desk/{applicant.case}/")
    empty = [group.empty for group in page.context["page"].groups]
    assert sum(empty) == len(optional)
    assert f"问了没有填的 {max(empty)} 栏" in text_of(page)
