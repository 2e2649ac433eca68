"""The one form: begun with or without an account, cut into short pages, kept at every step, faulty or not."""

import pytest
from django.db import connection

from tests.faces.application_scene import COMPANY, PROMISED, SMALL, Applicant, citizen, guest, town
from tests.faces.guide_scene import HANGZHOU, set_clock, text_of
from yici.intake import store
from yici.people.present import now

__all__ = ["guest", "town"]


def test_a_guest_begins_with_the_choices_of_the_guide_and_may_go_on_in_the_same_session_only(guest: Applicant) -> None:
    assert guest.begins().headers["Location"] == guest.at("form/")
    assert guest.row.owner is None
    assert guest.row.answers["premises_area"] == 45
    guest.gets("form/")
    stranger = Applicant()
    stranger.draft = guest.draft
    for page in ("form/", "form/applicant/", "choices/", "papers/", "review/"):
        stranger.gets(page, status=404)


@pytest.mark.parametrize(
    ("answers", "place"), [(SMALL, "x"), (SMALL, HANGZHOU), (SMALL | {"premises_area": "large"}, "330800000000")]
)
def test_without_a_place_that_serves_or_with_a_wrong_answer_it_goes_back_to_the_guide(
    guest: Applicant, answers: dict[str, str], place: str
) -> None:
    assert guest.begins(answers, place).headers["Location"].startswith("/matters/open-restaurant/?place=")


def test_the_form_asks_every_field_once_on_pages_that_together_are_the_plan(guest: Applicant) -> None:
    guest.begins(COMPANY)
    page = guest.gets("form/")
    asked = [one.element for one in page.context["opened"].plan.form.fields]
    shown = []
    for line in page.context["lines"]:
        shown += [control.element for control in guest.client.get(line.url).context["controls"]]
    assert sorted(shown) == sorted(asked)
    assert len(set(shown)) == len(shown)


def test_what_was_spared_is_told_with_pride_and_can_be_opened(guest: Applicant) -> None:
    guest.begins()
    text = guest.reads("form/")
    assert "已为您免填" in text
    assert "您在问题里已经回答" in text


def test_an_account_fills_in_what_it_knows_and_locks_it(town: None) -> None:
    wang = Applicant(citizen())
    wang.begins()
    page = wang.gets("form/applicant/")
    assert [(one.label, one.value) for one in page.context["known"]] == [
        ("申请人姓名", "王小面"),
        ("申请人性别", "女"),
        ("申请人身份证号码", "330802199003070025"),
        ("申请人手机号码", "13800000001"),
    ]
    assert "账户" in text_of(page)
    assert "applicant.name" not in page.content.decode()
    wang.client.post(wang.at("form/applicant/"), {"applicant.name": "别人", "applicant.postcode": "324000"})
    assert wang.typed() == {"applicant.postcode": "324000"}


def test_what_is_typed_is_kept_faulty_or_not_and_the_page_comes_back_with_what_to_mend(guest: Applicant) -> None:
    guest.begins()
    answer = guest.client.post(
        guest.at("form/applicant/"),
        {"applicant.name": "  王小面 ", "applicant.id_number": "123", "applicant.postcode": "32400", "go": "next"},
    )
    assert answer.headers["Location"] == guest.at("form/applicant/?check=1")
    assert guest.typed() == {"applicant.name": "王小面", "applicant.id_number": "123", "applicant.postcode": "32400"}
    page = guest.client.get(answer.headers["Location"])
    faults = {one.url: one.text for one in page.context["faults"]}
    assert faults["#f-applicant-id_number"].startswith("申请人身份证号码：身份证号码对不上")
    assert faults["#f-applicant-postcode"] == "申请人邮政编码：邮政编码是 6 位数字。"
    assert faults["#f-applicant-mobile"] == "申请人手机号码：这一项要填。"
    assert "#f-applicant-name" not in faults
    html = page.content.decode()
    assert 'value="32400"' in html
    assert 'aria-describedby="f-applicant-postcode-wrong"' in html
    assert 'id="f-applicant-postcode-wrong"' in html


def test_a_first_look_holds_nothing_against_anybody_but_what_was_typed_wrong(guest: Applicant) -> None:
    guest.begins()
    assert guest.gets("form/applicant/").context["faults"] == []
    guest.client.post(guest.at("form/applicant/"), {"applicant.postcode": "1", "go": "later"})
    assert [one.url for one in guest.gets("form/applicant/").context["faults"]] == ["#f-applicant-postcode"]


@pytest.mark.parametrize(("go", "leads_to"), [("skip", "form/enterprise/"), ("later", "form/?kept=1")])
def test_nobody_is_held_on_a_page(guest: Applicant, go: str, leads_to: str) -> None:
    guest.begins()
    answer = guest.client.post(guest.at("form/applicant/"), {"applicant.name": "王小面", "go": go})
    assert answer.headers["Location"] == guest.at(leads_to)
    assert guest.typed() == {"applicant.name": "王小面"}


@pytest.mark.parametrize("answers", [SMALL, COMPANY])
def test_pages_that_are_filled_in_lead_from_one_to_the_next_and_to_the_papers(
    guest: Applicant, answers: dict[str, str]
) -> None:
    guest.begins(answers)
    guest.fills_in_page_by_page()
    lines = guest.gets("form/").context["lines"]
    assert {line.tone for line in lines} == {"good"}
    assert guest.gets("review/").context["faults"] == []


def test_saving_while_typing_keeps_and_says_when(guest: Applicant) -> None:
    guest.begins()
    answer = guest.client.post(guest.at("form/applicant/keep/"), {"applicant.name": "王", "applicant.postcode": "x"})
    assert "已保存 10:0" in text_of(answer)
    assert guest.typed() == {"applicant.name": "王", "applicant.postcode": "x"}


def test_what_is_emptied_is_forgotten_and_other_pages_are_left_alone(guest: Applicant) -> None:
    guest.begins()
    guest.client.post(guest.at("form/applicant/keep/"), {"applicant.name": "王", "applicant.postcode": "1"})
    guest.client.post(guest.at("form/enterprise/keep/"), {"enterprise.name": "面馆", "applicant.name": "x"})
    guest.client.post(guest.at("form/applicant/keep/"), {"applicant.name": "王", "applicant.postcode": ""})
    assert guest.typed() == {"applicant.name": "王", "enterprise.name": "面馆"}


def test_what_was_typed_lies_sealed(guest: Applicant) -> None:
    guest.begins()
    guest.client.post(guest.at("form/applicant/keep/"), {"applicant.name": "SECRET WANG"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text || encode(d.form, 'escape') FROM intake_draft d")
        told = cursor.fetchone()[0]
    assert "SECRET" not in told
    assert "WANG" not in str(dict(guest.client.session))


def test_changed_choices_change_the_form_and_lose_nothing(guest: Applicant) -> None:
    guest.begins(PROMISED)
    guest.fills_in()
    before = guest.typed()
    shown = list(PROMISED)
    answer = guest.client.post(guest.at("choices/"), PROMISED | {"premises_rented": "yes", "shown": shown})
    assert answer.headers["Location"] == guest.at("form/")
    assert any(line.id == "lease" for line in guest.gets("form/").context["lines"])
    guest.client.post(guest.at("choices/"), PROMISED | {"premises_rented": "no", "shown": shown})
    assert guest.typed() == before


def test_an_answer_that_puts_further_questions_shows_them_before_it_goes_on(guest: Applicant) -> None:
    guest.begins()
    answer = guest.client.post(guest.at("choices/"), SMALL | {"premises_area": "120", "shown": list(SMALL)})
    assert answer.status_code == 200
    assert "fire_check_procedure" in [one.id for one in answer.context["questions"]]
    answer = guest.client.post(guest.at("choices/"), SMALL | {"premises_area": "many", "shown": list(SMALL)})
    assert answer.status_code == 422
    assert "这里要填一个整数" in text_of(answer)


def test_signing_in_takes_the_draft_along_and_spares_what_the_account_knows(guest: Applicant) -> None:
    guest.begins()
    fields = len(guest.plan().form.fields)
    user = citizen()
    guest.signs_in(user)
    assert len(guest.plan().form.fields) == fields - 4
    assert guest.row.owner == user.id
    elsewhere = Applicant(user)
    elsewhere.draft = guest.draft
    elsewhere.gets("form/")
    guest.client.logout()
    guest.gets("form/", status=404)


def test_where_somebody_else_applies_the_account_fills_in_nothing(town: None) -> None:
    wang = Applicant(citizen())
    wang.begins(SMALL | {"uses_agent": "yes"})
    assert wang.gets("form/applicant/").context["known"] == []


def test_the_form_speaks_english_as_well(town: None) -> None:
    guest = Applicant(language="en")
    guest.begins()
    guest.client.post(guest.at("form/applicant/keep/"), {"applicant.postcode": "1"})
    text = guest.reads("form/applicant/?check=1")
    assert "Applicant's postcode: A postcode has 6 digits." in text
    assert "Why do you ask?" in text


def test_a_draft_handed_in_is_not_filled_in_again(guest: Applicant) -> None:
    guest.applies()
    guest.gets("form/", status=409)
    assert "已经提交" in guest.reads("form/", status=409)


def test_a_choice_that_a_newer_catalogue_no_longer_offers_is_asked_anew(guest: Applicant) -> None:
    guest.begins()
    store.change_draft(guest.draft, now(), answers={"applicant_kind": "cooperative", "gone": True, "raw_fish": False})
    assert guest.plan().answers == {"raw_fish": False}
    assert "applicant_kind" in [one.id for one in guest.gets("choices/").context["questions"]]


def test_a_draft_of_another_day_gets_the_dates_of_the_day(guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.begins()
    first = guest.plan().schedule.start
    set_clock(monkeypatch, "2026-03-05T09:00")
    assert (guest.plan().schedule.start - first).days == 3
    assert store.draft(guest.draft) is not None
    assert now().day == 5


@pytest.mark.parametrize(("face", "cookie"), [("en", "django_language"), ("large", "yici_large")])
def test_a_switch_of_language_or_size_keeps_what_was_typed_and_stays(guest: Applicant, face: str, cookie: str) -> None:
    guest.begins()
    answer = guest.client.post(guest.at("form/enterprise/"), {"enterprise.name": "小面一碗", "face": face})
    assert answer.headers["Location"] == guest.at("form/enterprise/")
    assert guest.typed()["enterprise.name"] == "小面一碗"
    assert guest.client.cookies[cookie].value in (face, "1")
    guest.client.post(guest.at("form/enterprise/"), {"enterprise.name": "小面一碗", "face": "standard"})
    assert not guest.client.cookies["yici_large"].value


def test_a_switch_keeps_what_was_chosen_about_papers_and_in_the_choices(guest: Applicant) -> None:
    guest.begins()
    material = guest.gets("papers/").context["papers"][0].material
    answer = guest.client.post(guest.at("papers/"), {f"way:{material}": "bring", "face": "en"})
    assert answer.headers["Location"] == guest.at("papers/")
    assert guest.gets("papers/").context["papers"][0].way == "bring"
    answer = guest.client.post(guest.at("choices/"), SMALL | {"premises_area": "60", "face": "large"})
    assert answer.headers["Location"] == guest.at("choices/")
    assert guest.row.answers["premises_area"] == 60
