"""What the account knows of a person, shown masked; what is theirs to change; and who looked at their matters."""

import pytest

from tests.faces.application_scene import Applicant, citizen, guest, officer, text_of, town
from tests.faces.guide_scene import unmarked_chinese
from yici.domain.event import Actor
from yici.ledger.services import erase
from yici.people.ids import id_at
from yici.people.models import User
from yici.people.present import now
from yici.people.queries import Profile, profile_of
from yici.people.services import user_create
from yici.web.citizen.application import readings

__all__ = ["guest", "town"]
SETUP = Actor(kind="system", id="operator", role="operator", channel="cli")
PHONE, HOME = "applicant.mobile", "applicant.household_address"


@pytest.fixture
def wang(town: None) -> Applicant:
    return Applicant(citizen())


def told(who: Applicant) -> dict[str, str]:
    return {one.label: one.value for one in who.client.get("/me/").context["told"]}


def profile() -> Profile:
    found = profile_of(User.objects.get(username="wang").id)
    assert isinstance(found, Profile)
    return found


def test_what_the_account_knows_is_shown_masked_with_where_it_comes_from(wang: Applicant) -> None:
    page = wang.client.get("/me/")
    known = profile()
    assert list(told(wang).values()) == ["王**", "138******01", "330*************" + known.id_number[-2:], "女"]
    for value in (known.name, known.phone, known.id_number):
        assert value not in page.content.decode()
    assert "从身份证号码第 17 位看出来的" in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_a_telephone_number_and_an_address_are_theirs_to_change_and_no_form_asks_again(wang: Applicant) -> None:
    wang.begins()
    asked = {one.element for one in wang.plan().form.fields}
    answer = wang.client.post(
        "/me/", {PHONE: "１３９００００００００", HOME: "浙江省衢州市柯城区某路 1 号"}, follow=True
    )
    assert "改好了" in text_of(answer)
    assert (profile().phone, profile().address) == ("13900000000", "浙江省衢州市柯城区某路 1 号")
    assert profile().name == "王小面"
    assert "浙江省衢州市***" in told(wang).values()
    assert HOME not in {one.element for one in wang.plan().form.fields}
    assert {one.element for one in wang.plan().form.fields} <= asked


def test_what_is_left_empty_stays_and_what_is_deleted_is_gone(wang: Applicant) -> None:
    wang.client.post("/me/", {PHONE: "", HOME: "某路 1 号"})
    assert profile().phone == "13800000001"
    wang.client.post("/me/", {"forget": "phone"})
    assert (profile().phone, profile().address) == ("", "某路 1 号")
    for part in ("name", "id_number", "everything"):
        wang.client.post("/me/", {"forget": part, PHONE: ""})
    assert (profile().name, len(profile().id_number)) == ("王小面", 18)


def test_a_wrong_number_is_told_beside_the_field_and_what_was_typed_stays(wang: Applicant) -> None:
    answer = wang.client.post("/me/", {PHONE: "12", HOME: "某路 1 号"})
    assert answer.status_code == 422
    assert [one.url for one in answer.context["faults"]] == ["#f-applicant-mobile"]
    assert 'value="12"' in answer.content.decode()
    assert 'value="某路 1 号"' in answer.content.decode()
    assert profile().address == ""


def test_an_account_without_a_profile_says_so_and_may_begin_one(town: None) -> None:
    user = user_create(user_id=id_at(6, 77), username="new", now=now())
    new = Applicant(user)
    assert "账户里还没有您的资料" in text_of(new.client.get("/me/"))
    new.client.post("/me/", {PHONE: "13900000000"})
    assert profile_of(user.id) == Profile(phone="13900000000")


def test_who_was_erased_is_told_so_and_nothing_can_be_kept_under_the_destroyed_key(wang: Applicant) -> None:
    user = User.objects.get(username="wang")
    assert user.subject
    erase(user.subject, actor=SETUP, now=now(), ground="retention_over")
    assert "已经清除" in text_of(wang.client.get("/me/"))
    assert "已经清除" in text_of(wang.client.post("/me/", {PHONE: "13900000000"}))


def test_it_is_nobody_else_s_page(guest: Applicant) -> None:
    assert guest.client.get("/me/").headers["Location"] == "/accounts/login/?next=/me/"
    assert Applicant(officer()).client.get("/me/").headers["Location"] == "/signed-in/"


def test_the_applicant_reads_who_looked_at_the_case_a_page_at_a_time(
    wang: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang.applies()
    wang.follows()
    url = f"/cases/{wang.case}/readings/"
    assert "还没有人看过" in text_of(wang.client.get(url))
    clerk = Applicant(officer())
    for _ in range(3):
        clerk.client.get(f"/cases/{wang.case}/")
    assert url in wang.follows().content.decode()
    assert f'href="{url}"' in wang.client.get("/me/").content.decode()
    shown = wang.client.get(url)
    assert [(one.who, one.what, one.times) for one in shown.context["readings"]] == [("工作人员", "打开看了这件事", 3)]
    assert "打开看了这件事 3 次" in text_of(shown)
    monkeypatch.setattr(readings, "PAGE", 2)
    first = wang.client.get(url)
    assert [one.times for one in first.context["readings"]] == [2]
    assert [one.times for one in wang.client.get(f"{url}?before={first.context['next']}").context["readings"]] == [1]
    assert wang.client.get(f"{url}?before={'9' * 30}").status_code == 200
    assert clerk.client.get(url).status_code == 404
    assert Applicant().client.get(url).status_code == 404


def test_both_pages_can_be_read_in_english(town: None) -> None:
    wang = Applicant(citizen(), language="en")
    wang.applies()
    Applicant(officer()).client.get(f"/cases/{wang.case}/")
    for url in ("/me/", f"/cases/{wang.case}/readings/"):
        assert unmarked_chinese(wang.client.get(url).content.decode()) == []
