"""Keeping a form while it is typed: from two devices, after the session ended, with an old secret, sent twice."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.faces.application_scene import Applicant, citizen, town
from tests.faces.guide_scene import text_of
from yici.intake import queries as intake
from yici.web.citizen.application.filling import read_filling

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
SHOP = "enterprise.name"


class Device:
    """One device of somebody, with the page of the form that names the shop open on it."""

    def __init__(self, who: Applicant, client: Client | None = None) -> None:
        self.who, self.client = who, client or who.client
        self.opens()

    def opens(self) -> str:
        pages = self.client.get(self.who.at("form/")).context["lines"]
        self.at = next(one.url for one in pages if SHOP in text_of_fields(self.client.get(one.url)))
        answer = self.client.get(self.at)
        self.sending = answer.context["sending"]
        self.values = {one.element: one.value for one in answer.context["controls"] if one.kind in ("line", "area")}
        return text_of(answer)

    def keeps(self, **typed: str) -> HttpResponse:
        self.values |= typed
        return self.client.post(f"{self.at}keep/", self.sent(self.values))

    def saves(self, **more: str) -> HttpResponse:
        return self.client.post(self.at, self.sent(self.values | more))

    def sent(self, values: dict[str, str]) -> dict[str, str]:
        return {**values, "shown": self.sending.shown, "page": self.sending.page}


def text_of_fields(answer: HttpResponse) -> list[str]:
    return [one.element for one in answer.context["controls"]]


def typed(who: Applicant) -> dict[str, Any]:
    return who.typed()


@pytest.fixture
def wang() -> Applicant:
    made = Applicant(citizen())
    made.begins()
    return made


def another(who: Applicant) -> Client:
    other = Applicant()
    other.signs_in(who.client.get("/").wsgi_request.user)
    return other.client


def other_line(device: Device) -> str:
    return next(name for name in device.values if name != SHOP)


def test_what_is_typed_is_kept_at_once_and_says_when(wang: Applicant) -> None:
    answer = Device(wang).keeps(**{SHOP: "小面"})
    assert answer["X-Yici-Kept"] == "kept"
    assert "已保存 10:0" in text_of(answer)
    assert typed(wang)[SHOP] == "小面"


def test_two_devices_that_touch_different_fields_lose_nothing(wang: Applicant) -> None:
    phone, desk = Device(wang), Device(wang, another(wang))
    name = other_line(phone)
    phone.keeps(**{SHOP: "小面"})
    answer = desk.keeps(**{name: "别的"})
    assert (typed(wang)[SHOP], typed(wang)[name]) == ("小面", "别的")
    assert "在另一台设备上改过" in text_of(answer)


def test_what_two_devices_typed_otherwise_stands_side_by_side_until_one_is_chosen(wang: Applicant) -> None:
    phone, desk = Device(wang), Device(wang, another(wang))
    phone.keeps(**{SHOP: "小面"})
    answer = desk.keeps(**{SHOP: "大面"})
    assert answer["X-Yici-Kept"] == "clash"
    assert typed(wang)[SHOP] == "小面"
    page = desk.opens()
    assert "小面" in page
    assert "大面" in page
    assert "两台设备填得不一样" in page
    assert "选一个" in wang.reads("review/")
    desk.saves(take=SHOP)
    assert typed(wang)[SHOP] == "大面"
    assert "两台设备填得不一样" not in desk.opens()


def test_a_device_never_clashes_with_itself_when_an_answer_is_lost(wang: Applicant) -> None:
    phone = Device(wang)
    for name in ("小", "小面", "小面馆", "小面"):
        assert phone.keeps(**{SHOP: name})["X-Yici-Kept"] == "kept"
    assert typed(wang)[SHOP] == "小面"


def test_nobody_can_hand_in_what_still_waits_for_a_choice(wang: Applicant) -> None:
    wang.fills_in()
    wang.signs()
    phone, desk = Device(wang), Device(wang, another(wang))
    phone.keeps(**{SHOP: "小面"})
    desk.keeps(**{SHOP: "大面"})
    assert wang.submits().status_code == 422
    desk.opens()
    desk.saves(leave=SHOP)
    assert wang.submits().status_code == 302


def test_what_was_sent_after_the_session_ended_goes_on_after_signing_in(wang: Applicant) -> None:
    device = Device(wang)
    user = wang.client.get("/").wsgi_request.user
    wang.client.cookies.pop("sessionid")
    device.values |= {SHOP: "小面一碗"}
    answer = device.saves(go="stay")
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/accounts/login/?next={device.at.replace('/', '%2F')}",
    ) or (answer["Location"].startswith("/accounts/login/?next="))
    assert SHOP not in typed(wang)
    session = wang.client.session
    assert "小面" not in json.dumps(dict(session.items()), ensure_ascii=False)
    wang.signs_in(user)
    back = wang.client.get(device.at, follow=True)
    assert "接上了" in text_of(back)
    assert typed(wang)[SHOP] == "小面一碗"


def test_somebody_who_is_still_typing_is_told_that_the_session_ended(wang: Applicant) -> None:
    device = Device(wang)
    wang.client.cookies.pop("sessionid")
    answer = device.keeps(**{SHOP: "小面"})
    assert (answer.status_code, answer["X-Yici-Kept"]) == (200, "login")
    assert "登录过期了" in text_of(answer)


def test_what_waits_never_reaches_a_draft_of_somebody_else(wang: Applicant) -> None:
    device = Device(wang)
    wang.client.cookies.pop("sessionid")
    device.values |= {SHOP: "小面"}
    device.saves()
    other = citizen("chen")
    wang.signs_in(other)
    assert wang.client.get(device.at).status_code == 404
    assert SHOP not in typed(wang)


def test_an_unknown_draft_and_one_of_somebody_else_look_the_same_to_a_stranger(wang: Applicant) -> None:
    device, stranger = Device(wang), Client()
    unknown = device.at.replace(str(wang.draft), "01900000-0000-7000-8000-000000000000")
    there, nowhere = (stranger.post(one, {SHOP: "x"}) for one in (device.at, unknown))
    assert (there.status_code, nowhere.status_code) == (302, 302)
    assert stranger.get(device.at).status_code == stranger.get(unknown).status_code == 404
    signed_in = Applicant(citizen("chen")).client
    assert signed_in.post(device.at, {SHOP: "x"}).status_code == 404


def test_a_page_with_an_old_secret_offers_to_send_what_was_typed_again(wang: Applicant) -> None:
    user = wang.client.get("/").wsgi_request.user
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-hans"})
    strict.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    at = Device(wang).at
    answer = strict.post(at, {SHOP: "<b>小面"}, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 403
    assert "还没有存上" in text_of(answer)
    assert 'value="&lt;b&gt;小面"' in answer.content.decode()
    foreign = strict.post(at, {SHOP: "小面"}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403
    assert "小面" not in text_of(foreign)


def test_my_matters_say_where_one_was_and_lead_there(wang: Applicant) -> None:
    device = Device(wang)
    device.keeps(**{SHOP: "小面"})
    page = wang.client.get("/mine/")
    assert device.at in page.content.decode()
    assert "上次保存：2026年3月2日（周一） 10:0" in text_of(page)


def test_what_is_kept_beside_the_form_is_sealed(wang: Applicant) -> None:
    phone, desk = Device(wang), Device(wang, another(wang))
    phone.keeps(**{SHOP: "小面"})
    desk.keeps(**{SHOP: "大面"})
    row = wang.row
    assert row.form is not None
    assert "大面".encode() not in row.form
    assert read_filling(intake.form_values(row)).clashes == {SHOP: "大面"}
