"""Opening a restaurant, planned from the real definitions: real dates with their weekdays, papers, visits, limits."""

import pytest

from tests.domain.planner_samples import approvals, day
from tests.domain.restaurant_samples import (
    CATALOGUE,
    COMPANY,
    EVERY_REGISTER,
    GAOLING,
    HAS_LICENCE,
    STALL,
    papers,
    plan,
)

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
