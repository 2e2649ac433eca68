"""Opening a restaurant, planned from the real definitions: real dates with their weekdays, and what always holds."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.domain.planner_keys import never_found
from yici.catalogue.reading import read_folder
from yici.domain.catalogue import questions_of
from yici.domain.item import Question
from yici.domain.plan import AnswerValue, Plan
from yici.domain.planner import REASONS, make_plan
from yici.domain.planner.judge import Judge
from yici.domain.policy import LEVERS, Holdings, Policy
from yici.domain.reason import Reason

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CATALOGUE = read_folder(Path(__file__).parents[2] / "definitions").catalogue
QUESTIONS = questions_of(CATALOGUE, CATALOGUE.bundles["open-restaurant"])
QUZHOU, GAOLING = "330800000000", "610117000000"
PLAN = TypeAdapter(Plan)

STALL = {
    "applicant_kind": "individual", "cold_dishes": True, "fresh_juice": False, "raw_fish": False, "premises_area": 80,
    "premises_rented": False, "sign_exceeds_name": True, "sign_large": False, "uses_agent": False,
    "needs_prior_approval": False, "fire_check_procedure": "general", "online_ordering": False,
    "vending_machine": False, "business_composition": "individual", "has_business_licence": False,
}  # fmt: skip
COMPANY = {name: value for name, value in STALL.items() if name != "business_composition"} | {
    "applicant_kind": "company", "fire_check_procedure": "commitment", "sign_carrier": "single_owner",
}  # fmt: skip


def plan(answers, *, place=QUZHOU, start=date(2026, 6, 1), holdings=None, policy=None):
    return make_plan(
        CATALOGUE,
        bundle="open-restaurant",
        place=place,
        answers=answers,
        holdings=holdings or Holdings(),
        policy=policy or Policy(),
        calendar=CATALOGUE.calendars["cn"],
        start=start,
    )


def approvals(made):
    return {approval.item: approval for approval in made.schedule.approvals}


def papers(made):
    return {paper.material: paper for paper in made.materials}


def day(text):
    weekday, iso = text.split()
    read = date.fromisoformat(iso)
    assert WEEKDAYS[read.weekday()] == weekday
    return read


# Submission, registration (on the spot), food licence (10 working days), fire check (13), sign (20).
DATES = [
    ("Mon 2026-06-01", "Mon 2026-06-01", "Mon 2026-06-15", "Thu 2026-06-18", "Tue 2026-06-30"),
    # Dragon Boat rests on Fri 2026-06-19.
    ("Fri 2026-06-05", "Fri 2026-06-05", "Mon 2026-06-22", "Thu 2026-06-25", "Mon 2026-07-06"),
    # National Day rests 1-7 October, Sat 2026-10-10 is worked.
    ("Wed 2026-09-30", "Wed 2026-09-30", "Tue 2026-10-20", "Fri 2026-10-23", "Tue 2026-11-03"),
    # Spring Festival rests 15-23 February, Sat 14 and Sat 28 are worked.
    ("Mon 2026-02-09", "Mon 2026-02-09", "Sat 2026-02-28", "Wed 2026-03-04", "Fri 2026-03-13"),
]


@pytest.mark.parametrize(("start", "registration", "food", "fire", "sign"), DATES)
def test_the_promised_days_of_a_restaurant(start, registration, food, fire, sign):
    made = approvals(plan(STALL, start=day(start)))
    assert made["individual-registration"].promised_by.day == day(registration)
    assert made["food-licence"].promised_by.day == day(food)
    assert made["fire-check"].promised_by.day == day(fire)
    assert made["outdoor-sign"].promised_by.day == day(sign)


def test_a_limit_that_runs_into_a_year_not_loaded_has_a_bound():
    food = approvals(plan(STALL, start=day("Mon 2026-12-21")))["food-licence"]
    assert (food.promised_by.day, food.promised_by.not_before) == (None, day("Fri 2027-01-01"))
    assert food.promised_by.reason.params == {"year": "2027"}


def test_a_commitment_brings_the_fire_check_to_one_day_without_a_visit_before_it():
    fire = approvals(plan(COMPANY))["fire-check"]
    assert (fire.committed, fire.promised_by.day, fire.inspections) == (True, day("Tue 2026-06-02"), ())
    assert fire.verification is not None
    assert papers(plan(COMPANY))["fire_layout_plans"].how == "deferrable"
    general = approvals(plan({**COMPANY, "fire_check_procedure": "general"}))["fire-check"]
    assert (general.committed, general.inspections) == (False, ("fire-premises",))


def test_the_business_licence_comes_first_and_nobody_has_to_copy_it():
    made = plan(STALL)
    for item in ("food-licence", "fire-check", "outdoor-sign"):
        assert approvals(made)[item].needs == ("individual-registration",)
    licence = papers(made)["business_licence"]
    assert (licence.how, licence.printed) == ("produced", 3)
    spared = {field.element: field for field in made.form.spared}
    assert (spared["enterprise.uscc"].origin, spared["enterprise.uscc"].given_by) == (
        "produced",
        "individual-registration",
    )
    assert all(paper.how == "form" for paper in made.materials if CATALOGUE.materials[paper.material].is_form)


def test_food_and_fire_are_seen_in_one_visit():
    (visit,) = plan(STALL).schedule.visits
    assert visit.items == ("food-licence", "fire-check")
    assert visit.officers == 2
    assert visit.latest.day == day("Mon 2026-06-15")


def test_up_to_50_square_metres_no_fire_check_is_needed_nor_asked_about():
    answers = {name: value for name, value in STALL.items() if name not in ("premises_area", "fire_check_procedure")}
    made = plan({**answers, "premises_area": 50})
    assert "fire-check" not in approvals(made)
    assert made.questions == ()
    assert [question.id for question in plan({**answers, "premises_area": 51}).questions] == ["fire_check_procedure"]


def test_what_no_guide_says_stays_unknown_and_the_known_part_shows():
    made = plan(STALL)
    health = approvals(made)["health-certificate"]
    assert (health.promised, health.legal, health.promised_by.day) == (None, None, None)
    assert made.schedule.finish.day is None
    assert made.schedule.finish.not_before == day("Tue 2026-06-30")
    assert made.savings.after.days == 20
    assert "health-certificate" in {
        reason.params.get("item") for reason in made.savings.after.unknown if reason.code == "burden.days_unknown"
    }


def test_a_limit_read_elsewhere_is_a_reference_and_at_home_its_own():
    assert approvals(plan(STALL))["food-licence"].promised.standing == "reference"
    assert approvals(plan(STALL, place=GAOLING))["food-licence"].promised.standing == "own"
    legal = approvals(plan(STALL))["food-licence"].legal
    # The guide calls 15 days legal; the law's 20 win and both are shown.
    assert (legal.standing, legal.limit.amount, [limit.amount for limit, _ in legal.others]) == ("law", 20, [15])


def test_a_licence_may_take_ten_days_more_a_registration_three_and_a_certificate_none():
    allowed = {name: one.extension for name, one in approvals(plan(STALL)).items()}
    assert {name: one and (one.limit.amount, one.source) for name, one in allowed.items()} == {
        "individual-registration": (3, "registration-19"),
        "food-licence": (10, "licensing-42"),
        "fire-check": (10, "licensing-42"),
        "outdoor-sign": (10, "licensing-42"),
        "health-certificate": None,
    }


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


EVERY_REGISTER = Holdings(registers=frozenset(CATALOGUE.registers))
RENTED = {"premises_rented": True}
HAS_LICENCE = {name: value for name, value in COMPANY.items() if name != "needs_prior_approval"} | {
    "has_business_licence": True
}
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


def test_whoever_says_they_have_a_licence_need_not_register_and_still_shows_it():
    made = plan(HAS_LICENCE)
    assert not {"company-registration", "individual-registration"} & approvals(made).keys()
    assert made.questions == ()
    assert papers(made)["business_licence"].how == "submit"
    [food] = [item for item in made.items if item.item == "food-licence"]
    [stated] = [reason for reason in food.reasons if reason.code.startswith("need.")]
    assert (stated.code, stated.params["question"]) == ("need.stated", "has_business_licence")
    assert papers(plan(HAS_LICENCE, holdings=EVERY_REGISTER))["business_licence"].how == "shared"
    open_one = {name: value for name, value in COMPANY.items() if name != "has_business_licence"}
    assert "has_business_licence" in [question.id for question in plan(open_one).questions]


def test_the_liaison_officer_is_not_the_agent():
    made = plan(STALL)
    asked = {field.element for field in made.form.fields}
    assert {"liaison.name", "liaison.mobile", "liaison.id_number", "liaison.contact_address"} <= asked
    assert "agent.id_number" not in asked
    assert "identity_card.liaison" in papers(made)
    assert "identity_card.agent" not in papers(made)


@st.composite
def answers(draw):
    """Valid answers to some of the questions, in the order in which they are asked."""
    given_so_far: dict[str, AnswerValue] = {}
    for name, question in QUESTIONS.items():
        if Judge(QUESTIONS, given_so_far)(question.when).holds and draw(st.integers(0, 4)):
            given_so_far[name] = draw(_value(question))
    return given_so_far


def _value(question: Question) -> st.SearchStrategy[AnswerValue]:
    options = st.sampled_from([option.value for option in question.options] or [""])
    return {"boolean": st.booleans(), "number": st.integers(0, 200), "choice": options}[question.type]


holdings = st.builds(
    Holdings,
    licences=st.frozensets(st.sampled_from(sorted(CATALOGUE.licences)), max_size=3),
    registers=st.frozensets(st.sampled_from(sorted(CATALOGUE.registers)), max_size=4),
    elements=st.frozensets(st.sampled_from(sorted(CATALOGUE.elements)), max_size=4),
)
places = st.sampled_from(sorted(CATALOGUE.places))
policies = st.builds(Policy, **{lever: st.booleans() for lever in LEVERS})


def reasons_in(value: object) -> Iterator[Reason]:
    if isinstance(value, Reason):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from reasons_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from reasons_in(one)


@given(answers(), places, holdings, policies)
def test_every_plan_of_a_restaurant_is_whole(given_answers, place, held, policy):
    made = plan(given_answers, place=place, holdings=held, policy=policy)
    assert PLAN.validate_json(PLAN.dump_json(made)) == made
    assert {reason.code for reason in reasons_in(made)} <= REASONS.keys()
    lines = (*made.items, *made.form.fields, *made.form.spared, *made.materials, *made.schedule.visits, *made.trips)
    assert all(line.reasons for line in lines)
    assert sum(field.printed for field in (*made.form.fields, *made.form.spared)) == made.form.printed
    assert never_found(CATALOGUE, held, made) == set()
    if policy.merged_form:
        assert max(Counter(field.element for field in made.form.fields).values(), default=1) == 1
        assert max(Counter(paper.material for paper in made.materials).values(), default=1) == 1


@given(answers(), holdings, policies, st.sampled_from(LEVERS))
def test_no_reform_of_a_restaurant_makes_it_harder(given_answers, held, policy, lever):
    on = plan(given_answers, holdings=held, policy=replace(policy, **{lever: True})).savings.after
    off = plan(given_answers, holdings=held, policy=replace(policy, **{lever: False})).savings.after
    assert off.fields >= on.fields
    assert off.papers >= on.papers
    assert off.departments >= on.departments
    if off.days is not None and on.days is not None:
        assert off.days >= on.days
