"""Nobody handles a matter of their own: the person counts, not the account."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    MONDAY,
    account,
    act,
    applicant,
    application,
    new_subject,
    person,
    planned,
    staff,
    submit,
)  # fmt: skip
from tests.apps.ledger_samples import counted
from tests.faces.desk_scene import FOOD, SHOP, TUESDAY, actions, address, moment, people, sign_in, text_of
from tests.faces.window_scene import all_good, answered, begun, the_present
from yici.api.problem_types import MEANINGS
from yici.cases.access import authorise_submission
from yici.cases.services import case_submit
from yici.domain.case import Accept, Case, Decide, PlanInspection, Recuse
from yici.domain.error import Refused
from yici.ledger import keys
from yici.people.firms import firm_id
from yici.people.ids import id_at
from yici.people.models import Firm, User
from yici.people.queries import grants_of

__all__ = ["moment", "people", "sign_in", "the_present"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("people")]

USCC = "91330800MA0000000X"


def of_one_person(number: str, *names: str) -> UUID:
    """This will let accounts be of the person with this identity number."""
    subject = keys.subject_with_key(number, subject_id=id_at(3, 1), now=MONDAY)
    User.objects.filter(id__in=[account(name) for name in names]).update(subject=subject.id, sealed=b"x")
    return subject.id


def tried(case: Case, command: Any, name: str) -> Case:
    return act(case, command, TUESDAY, actor=staff(name), grants=grants_of(account(name), TUESDAY)).case


def test_who_applied_does_not_accept_it_at_the_window_but_takes_themselves_off():
    case = submit().case
    of_one_person(person("wang").id_number, "market", "window", "lead")
    for name, command in (("window", Accept()), ("market", Decide(item=SHOP, grant=True))):
        with pytest.raises(Refused, match=r"authority\.own_matter"):
            tried(case, command, name)
    after = tried(case, Recuse(item=FOOD, officer=str(account("market")), reason="own_interest"), "market")
    assert after.approval(FOOD).recused == (str(account("market")),)
    # Who else handles it is not theirs to choose.
    with pytest.raises(Refused, match=r"authority\.own_matter"):
        tried(case, Recuse(item=FOOD, officer=str(account("health")), reason="own_interest"), "lead")


def test_what_another_account_of_theirs_handed_in_for_somebody_else_is_theirs_too():
    case = submit().case
    of_one_person(person("chen").id_number, "wang", "window")
    with pytest.raises(Refused, match=r"authority\.own_matter"):
        tried(case, Accept(), "window")


def test_the_case_of_a_firm_is_theirs_as_long_as_they_act_for_it():
    firm, plan = id_at(3, 7), planned()
    case = case_submit(
        case_id=id_at(8, 1), subject_id=new_subject(1, "wang"), actor=applicant(), now=MONDAY,
        application=replace(application(plan), firm=str(firm)),
    ).case  # fmt: skip
    me = of_one_person(person("chen").id_number, "chen", "window")
    row = Firm.objects.create(
        id=id_at(3, 8), user_id=account("chen"), blind=b"b", firm=firm, subject=me, sealed=b"x", told_at=MONDAY
    )
    with pytest.raises(Refused, match=r"authority\.own_matter"):
        tried(case, Accept(), "window")
    row.ended_at = TUESDAY
    row.save()
    assert tried(case, Accept(), "window").approval(SHOP).status == "handling"


def test_others_handle_it_as_ever():
    case = submit().case
    of_one_person(person("chen").id_number, "window")
    assert tried(case, Accept(), "window").approval(SHOP).status == "handling"


def test_nobody_goes_to_look_at_their_own():
    case = submit().case
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    act(case, Accept(), MONDAY)
    of_one_person(person("wang").id_number, "lead")
    visit = PlanInspection(
        visit="v", items=(FOOD,), on=TUESDAY.date(), officers=(str(account("market")), str(account("lead")))
    )
    with pytest.raises(Refused, match=r"authority\.own_matter") as told:
        tried(case, visit, "market")
    assert told.value.params["officers"] == [str(account("lead"))]


def test_the_desk_says_so_and_offers_nothing_but_to_take_oneself_off(sign_in: Callable[..., Any]):
    case = submit().case
    of_one_person(person("wang").id_number, "market")
    page = sign_in("market").get(address(case.id))
    assert "这是您自己的事" in text_of(page)
    assert {one.name for one in actions(page)} == {"登记回避"}
    assert sign_in("market").get(address(case.id, "decide", FOOD)).status_code != 200


def test_a_look_at_several_leaves_ones_own_out_and_asks_no_more_for_many(sign_in: Callable[..., Any]):
    own, *others = (submit(number, username=name).case for number, name in enumerate(("wang", "chen", "zhao"), 1))
    of_one_person(person("wang").id_number, "wang", "window")
    client, chosen = sign_in("window"), [f"{case.id}~{FOOD}" for case in (own, *others)]
    client.post("/desk/bulk/", {"deed": "accept", "on": chosen[:1]})  # whatever is read but once
    with counted() as for_one:
        page = client.post("/desk/bulk/", {"deed": "accept", "on": chosen[:1]})
    assert "这是办件人自己的事，本人不能经办" in text_of(page)
    with counted() as for_three:
        page = client.post("/desk/bulk/", {"deed": "accept", "on": chosen})
    assert [line.number for line in page.context["not_ready"]] == [own.number]
    assert {line.number for line in page.context["ready"]} == {case.number for case in others}
    assert len(for_three) == len(for_one)


def test_a_clerk_does_not_take_in_at_the_window_what_they_apply_for(sign_in: Callable[..., Any]):
    clerk = sign_in("window")
    of_one_person(person("wang").id_number, "window")
    page = begun(clerk)
    form = answered(clerk, page)
    answer = clerk.post(page, all_good(form) | {"go": "accept"})
    assert answer.status_code == 409
    assert "本人不能经办" in text_of(answer)


def test_what_their_firm_applies_for_they_do_not_take_in_either():
    me = of_one_person(person("chen").id_number, "chen", "window")
    plan, told = planned(), grants_of(account("window"), TUESDAY)
    of_firm = replace(application(plan, "wang", own=False), form={"enterprise.uscc": USCC})
    taking = {
        "application": of_firm, "actor": staff("window"), "now": TUESDAY, "grants": told,
        "received": authorise_submission(plan, staff("window"), told),
    }  # fmt: skip
    row = Firm.objects.create(
        id=id_at(3, 8), user_id=account("chen"), blind=b"b", firm=firm_id(USCC), subject=me, sealed=b"x", told_at=MONDAY
    )
    with pytest.raises(Refused, match=r"authority\.own_matter"):
        case_submit(case_id=id_at(8, 1), subject_id=new_subject(1, "wang"), **taking)
    row.ended_at = TUESDAY
    row.save()
    assert case_submit(case_id=id_at(8, 2), subject_id=new_subject(2, "wang"), **taking).case.received


def test_what_names_them_in_another_role_they_do_not_take_in_either():
    of_one_person(person("chen").id_number, "chen", "window")
    plan, told = planned(), grants_of(account("window"), TUESDAY)
    taking = {"actor": staff("window"), "now": TUESDAY, "grants": told}
    taking |= {"received": authorise_submission(plan, staff("window"), told)}
    of_others = application(plan, "wang", own=False)
    sold = replace(of_others, form={**of_others.form, "buyer.id_number": person("chen").id_number})
    with pytest.raises(Refused, match=r"authority\.own_matter"):
        case_submit(case_id=id_at(8, 1), subject_id=new_subject(1, "wang"), application=sold, **taking)
    told_none = replace(of_others, form={**of_others.form, "buyer.id_number": person("zhao").id_number})
    assert case_submit(case_id=id_at(8, 2), subject_id=new_subject(2, "wang"), application=told_none, **taking).case


def test_the_api_refuses_it_under_its_own_name():
    assert "authority.own_matter" in MEANINGS
