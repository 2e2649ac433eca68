"""One question at a time: the form in the version for elders, without scripts, with faults, from two views at once."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.faces.application_scene import PROMISED, Applicant, citizen, person, town
from tests.faces.guide_scene import text_of
from yici.demo.filling import fill_form
from yici.people.models import User
from yici.web.citizen.application.papers_one import PROMISES

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def elder() -> Applicant:
    made = Applicant(citizen())
    made.begins()
    made.client.post("/display/", {"large": "elder", "next": "/"})
    return made


def only(address: str) -> str:
    return parse_qs(urlsplit(address).query)["only"][0]


def asked(client: Client, address: str) -> tuple[str, dict[str, str]]:
    """This will open a question: which it is, and what its page sends along."""
    page = client.get(address)
    context = page.context
    [control] = context["controls"]
    return control.element, {
        "only": control.element, "shown": context["sending"].shown, "page": context["sending"].page
    }  # fmt: skip


def test_each_page_asks_one_thing_and_says_how_far_it_is(elder: Applicant) -> None:
    opened = elder.gets("form/").context["opened"]
    values = fill_form(opened.plan, opened.catalogue.elements, person("wang"), "小面一碗")
    page, met = elder.gets("form/").context["begin"].url, []
    total = len(opened.plan.form.fields)
    while "/form/" in page:
        text = text_of(elder.client.get(page))
        assert f"第 {len(met) + 1} 项，共 {total} 项" in text
        name, sent = asked(elder.client, page)
        met.append(name)
        page = elder.client.post(page, {**sent, **({name: values[name]} if name in values else {})}).headers["Location"]
    assert page == elder.at("papers/")
    assert sorted(met) == sorted(one.element for one in opened.plan.form.fields)
    assert elder.typed() == {name: value for name, value in values.items() if value not in ("", [])}


def test_one_question_touches_no_other_however_it_is_sent(elder: Applicant) -> None:
    elder.fills_in()
    before = elder.typed()
    page = elder.gets("form/").context["lines"][0].url
    name, sent = asked(elder.client, page)
    value = before[name]
    elder.client.post(f"{page}keep/?only={name}", {**sent, name: value})
    elder.client.post(page, {**sent, name: value, "go": "stay"})
    assert elder.typed() == before


def test_the_page_begins_with_what_must_be_mended_and_goes_back_whatever_it_holds(elder: Applicant) -> None:
    elder.fills_in()
    wrong = next(name for name in elder.typed() if name.endswith(".id_number"))
    elder.fills_in(**{wrong: "123"})
    page = next(line.url for line in elder.gets("form/").context["lines"] if line.tone == "bad")
    name, sent = asked(elder.client, page)
    assert name == wrong
    stays = elder.client.post(page, {**sent, name: "123"}).headers["Location"]
    assert only(stays) == wrong
    assert "要改" in text_of(elder.client.get(stays))
    on = elder.client.post(page, {**sent, name: "123", "go": "skip"}).headers["Location"]
    assert "only=" not in on or only(on) != wrong
    back = elder.client.post(page, {**sent, name: "123", "go": "back"}).headers["Location"]
    assert only(back) != wrong


def test_what_was_typed_waits_for_who_signs_in_again(elder: Applicant) -> None:
    elder.fills_in()
    before = elder.typed()
    page = elder.gets("form/").context["lines"][0].url
    name, sent = asked(elder.client, page)
    user = elder.client.session["_auth_user_id"]
    elder.client.logout()
    away = elder.client.post(page, {**sent, name: before[name]})
    assert re.match(r"/accounts/login/", away.headers["Location"])

    elder.client.force_login(User.objects.get(id=user), backend="django.contrib.auth.backends.ModelBackend")
    elder.client.get(page)
    assert elder.typed() == before


def test_the_review_leads_to_the_very_question(elder: Applicant) -> None:
    elder.fills_in()
    fault = next(name for name in elder.typed() if name.endswith(".id_number"))
    elder.fills_in(**{fault: "123"})
    [listed] = [one for one in elder.gets("review/").context["faults"] if only(one.url) == fault]
    name, _ = asked(elder.client, listed.url.partition("#")[0])
    assert name == fault


def test_papers_come_one_at_a_time_and_promises_are_left_alone(elder: Applicant) -> None:
    elder.begins(PROMISED)
    elder.fills_in()
    page, met = elder.at("papers/"), []
    while "/papers/" in page:
        one = elder.client.get(page).context["one"]
        assert f"第 {one.number} 份，共 {one.total} 份" in text_of(elder.client.get(page))
        met.append(one.name)
        sent = {"only": one.name, "go": "next"}
        if one.name == PROMISES:
            sent |= {f"sign:{promise.item}": "yes" for promise in elder.client.get(page).context["promises"]}
        page = elder.client.post(elder.at("papers/"), sent | {f"way:{one.name}": "bring"}).headers["Location"]
    assert page == elder.at("review/")
    assert met[-1] == PROMISES
    assert len(met) == len(set(met)) > 2
    elder.client.post(elder.at("papers/"), {"only": met[0], f"way:{met[0]}": "bring", "go": "back"})
    assert all(promise.signed for promise in elder.gets(f"papers/?only={PROMISES}").context["promises"])
