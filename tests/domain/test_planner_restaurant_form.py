"""What a restaurant is asked, by the real definitions: how much, of whom, and what registers spare."""

import pytest

from tests.domain.restaurant_samples import CATALOGUE, COMPANY, EVERY_REGISTER, HAS_LICENCE, STALL, papers, plan
from yici.domain.policy import Holdings


def test_registers_spare_what_they_know_but_not_what_this_matter_first_records():
    holdings = Holdings(registers=frozenset({"population", "enterprise", "address"}))
    made = plan(STALL, holdings=holdings)
    asked = {field.element: field for field in made.form.fields}
    assert "enterprise.name" in asked
    # What these registers know of somebody is asked only where it is that by which they are asked, or first recorded.
    reasons = {
        field.reasons[0].code
        for name, field in asked.items()
        if CATALOGUE.elements[name].register in ("population", "address")
    }
    assert reasons == {"field.first_captured", "field.register_key", "field.register_key_not_asked"}
    assert made.savings.after.fields < plan(STALL).savings.after.fields


RENTED = {"premises_rented": True}
# How many questions are left, all registers away and all of them there. By the definitions:
# - an individual, 62: 78 elements are printed, of which 2 are answered in the guide (area, one person), 3 come with the
#   licence and 11 belong to changes, agents, families, online shops or are printed for a paper. The person in charge on
#   the food form and on the sign form is the owner: asked once. With the registers 16 fewer; names and numbers of owner
#   and food safety officer stay, as by them the register is asked, the contact person's name stays, as no form asks for
#   the number, and so does the address of the warehouse.
# - a company, 101 and 15 fewer: its own registration is what the business register learns of it, so that most stays.
# - a lease adds the two parties: their names and numbers stay, and the certificate or the address of the house.
# - a company that has its licence is found by its code: nothing that the registers know of it is left.
QUESTIONS_LEFT = [
    (STALL, 62, 46),
    (COMPANY, 101, 86),
    (STALL | RENTED, 85, 59),
    (COMPANY | RENTED, 116, 99),
    (HAS_LICENCE, 68, 46),
]


@pytest.mark.parametrize(("given_answers", "alone", "connected"), QUESTIONS_LEFT)
def test_how_many_questions_a_restaurant_is_asked(given_answers, alone, connected):
    assert plan(given_answers).savings.after.fields == alone
    assert plan(given_answers, holdings=EVERY_REGISTER).savings.after.fields == connected


ALL_FORMS = {"sign_large": True}
OWNERS = [  # the kind of business and what else is answered; whose boxes may not be asked of it
    (STALL | ALL_FORMS, {"agent", "legal_rep"}),
    (STALL | ALL_FORMS | {"uses_agent": True}, {"legal_rep"}),
    (COMPANY | ALL_FORMS, {"agent", "applicant"}),
]


@pytest.mark.parametrize(("given_answers", "never"), OWNERS)
def test_nobody_is_asked_about_an_agent_or_a_legal_representative_that_they_do_not_have(given_answers, never):
    asked = plan(given_answers).form.fields
    assert not [field.element for field in asked if field.element.partition(".")[0] in never]


def test_the_owner_of_an_individual_business_is_asked_once_for_every_form_that_names_who_is_in_charge():
    asked = {field.element: field for field in plan(STALL | ALL_FORMS).form.fields}
    assert asked["applicant.mobile"].asked_by == ("pt-individual-online", "nx-food-application", "zj-banner")
    assert asked["applicant.household_address"].asked_by == ("pt-individual-online", "nx-food-application")


WHO = [  # of whom, what is asked of them with every register there, what is spared by their number
    (STALL, "applicant", {"name", "id_number"}, {"sex", "nation", "household_address"}),
    (STALL, "food_safety_staff", {"name", "id_number"}, {"sex"}),
    (STALL, "contact", {"name"}, set()),
    (COMPANY, "staff", {"name", "id_number"}, {"sex", "nation", "household_address", "id_type"}),
    (COMPANY, "legal_rep", {"name", "id_number"}, {"sex", "nation", "nationality", "household_address"}),
    (COMPANY | {"uses_agent": True}, "agent", {"name"}, set()),
    (STALL | RENTED, "lessor", {"name", "id_number"}, {"sex", "id_type"}),
    (COMPANY | RENTED, "lessee", {"name", "id_number"}, set()),
]


@pytest.mark.parametrize(("given_answers", "role", "asked", "spared"), WHO)
def test_who_somebody_is_must_be_asked_before_the_population_register_can_spare_the_rest(
    given_answers, role, asked, spared
):
    form = plan(given_answers, holdings=EVERY_REGISTER).form
    assert asked == {
        field.element.partition(".")[2]
        for field in form.fields
        if field.element in (f"{role}.name", f"{role}.id_number")
    }
    assert spared == {
        field.element.partition(".")[2]
        for field in form.spared
        if field.register == "population" and field.element.startswith(f"{role}.")
    }


def test_another_business_is_not_first_recorded_here_but_no_form_asks_for_its_code():
    asked = {field.element: field for field in plan(COMPANY, holdings=EVERY_REGISTER).form.fields}
    assert asked["enterprise.scope"].reasons[0].code == "field.first_captured"
    assert asked["design_unit.name"].reasons[0].code == "field.register_key_not_asked"


def test_the_liaison_officer_is_not_the_agent():
    made = plan(STALL)
    asked = {field.element for field in made.form.fields}
    assert {"liaison.name", "liaison.mobile", "liaison.id_number", "liaison.contact_address"} <= asked
    assert "agent.id_number" not in asked
    assert "identity_card.liaison" in papers(made)
    assert "identity_card.agent" not in papers(made)
