"""Applying for oneself or for a firm: asked of whoever has a firm, kept in the draft, told by the record."""

from typing import Any

import pytest

from tests.apps.people_samples import NOW
from tests.faces.application_scene import COMPANY, SMALL, Applicant, citizen, text_of, town
from yici.ledger.queries import history
from yici.people.firms import FirmClaim, firms_of
from yici.people.identity import Person, identity_join
from yici.people.ids import id_at, new_id
from yici.people.models import User
from yici.people.services import user_create

__all__ = ["town"]
OWN = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周敏", "representative")
OTHER = FirmClaim("91330802MA2DEM402C", "衢州青石建设有限公司(演示)", "郑工", "authorised")
ZHOU = Person("周敏", "330802197911010029", "13800000013", "demo-zhou", (OWN, OTHER))
LICENSED = {name: value for name, value in COMPANY.items() if name != "has_business_licence"} | {
    "has_business_licence": "yes"
}


@pytest.fixture
def zhou(town: None) -> Applicant:
    user = user_create(user_id=id_at(2, 70), username="zhou", now=NOW)
    identity_join(user_id=user.pk, identity="of zhou", person=ZHOU, by="provider", now=NOW)
    return Applicant(User.objects.get(pk=user.pk))


def begins(who: Applicant, answers: dict[str, str] = LICENSED) -> Any:
    answer = who.begins(answers)
    who.draft = answer["Location"].split("/")[2] if "/drafts/" in answer["Location"] else who.draft
    return answer


def chooses(who: Applicant, uscc: str) -> Any:
    firm = next((str(one.id) for one in firms_of(id_at(2, 70)) if one.uscc == uscc), uscc)
    return who.client.post(who.at("for/"), {"firm": firm})


def asked(who: Applicant) -> set[str]:
    return {one.element for one in who.plan().form.fields}


def test_whoever_has_a_firm_is_asked_and_nothing_is_chosen_for_them(zhou: Applicant) -> None:
    assert begins(zhou)["Location"] == zhou.at("for/")
    page = zhou.client.get(zhou.at("for/"))
    assert " checked" not in page.content.decode()
    assert "以个人" in text_of(page)
    assert OWN.name in text_of(page)
    assert zhou.client.post(zhou.at("for/")).status_code == 422


def test_for_a_firm_its_own_data_need_not_be_filled_in(zhou: Applicant) -> None:
    begins(zhou)
    assert chooses(zhou, "me")["Location"] == zhou.at("form/")
    as_oneself = asked(zhou)
    assert "以个人的名义办" in zhou.reads("form/")
    chooses(zhou, OWN.uscc)
    as_firm = asked(zhou)
    told = as_oneself - as_firm
    assert told
    assert all(one.startswith(("enterprise.", "legal_rep.")) for one in told), told
    assert not [one for one in zhou.plan().form.spared if one.origin == "account" and one.element[:9] == "applicant"]
    spared = {one.element: (one.trust, one.locked) for one in zhou.plan().form.spared if one.origin == "account"}
    assert set(spared.values()) == {("B", True)}
    assert OWN.name in zhou.reads("form/")


def test_a_firm_that_is_only_founded_has_no_name_yet(zhou: Applicant) -> None:
    begins(zhou, COMPANY)
    chooses(zhou, OWN.uscc)
    assert "enterprise.name" in asked(zhou)


def test_the_record_says_for_which_firm_it_was_handed_in_and_not_its_name(zhou: Applicant) -> None:
    begins(zhou, SMALL)
    chooses(zhou, OTHER.uscc)
    zhou.fills_in()
    zhou.signs()
    answer = zhou.client.post(zhou.at("review/"), {"key": str(zhou.draft)})
    case = answer["Location"].split("/")[2]
    [submitted] = [one for one in history(case) if one.kind == "case.submitted"]
    firm = next(one.firm for one in firms_of(id_at(2, 70)) if one.uscc == OTHER.uscc)
    assert submitted.actor.on_behalf_of == str(firm)


def test_a_firm_that_one_may_not_act_for_any_more_stops_the_handing_in(zhou: Applicant) -> None:
    begins(zhou, SMALL)
    chooses(zhou, OTHER.uscc)
    zhou.fills_in()
    zhou.signs()
    identity_join(
        user_id=id_at(2, 70), identity="of zhou", by="provider", now=NOW,
        person=Person(ZHOU.name, ZHOU.id_number, ZHOU.phone, ZHOU.who, (OWN,)),
    )  # fmt: skip
    assert "不能代它办事" in zhou.reads("form/")
    answer = zhou.client.post(zhou.at("review/"), {"key": str(zhou.draft)})
    assert (answer.status_code, "没有这家企业" in text_of(answer)) == (404, True)
    chooses(zhou, "me")
    assert zhou.client.get(zhou.at("form/")).status_code == 200


def test_the_firms_of_others_and_made_up_ones_are_no_choice(zhou: Applicant) -> None:
    wang = Applicant(citizen())
    wang.begins()
    assert wang.client.get(wang.at("for/")).status_code == 404
    mine = str(firms_of(id_at(2, 70))[0].id)
    assert wang.client.post(wang.at("for/"), {"firm": mine}).status_code == 404
    begins(zhou)
    for wrong in (str(new_id()), "x", ""):
        assert zhou.client.post(zhou.at("for/"), {"firm": wrong}).status_code == 422
    assert wang.client.get(zhou.at("for/")).status_code == 404


def test_whoever_has_none_and_guests_are_not_asked(town: None) -> None:
    for who in (Applicant(citizen()), Applicant()):
        assert who.begins()["Location"] == who.at("form/")
        assert "名义" not in who.reads("form/")
