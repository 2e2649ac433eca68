"""A restaurant to plan from the real definitions: an individual's and a company's."""

from datetime import date

from tests.domain.real_catalogue import real_catalogue
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy

CATALOGUE = real_catalogue()
QUZHOU, GAOLING = "330800000000", "610117000000"
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
    """Plan a restaurant; by default in Quzhou, from Monday 1 June 2026, with nothing held and nothing switched off."""
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


def papers(made):
    """The papers of a plan by their materials."""
    return {paper.material: paper for paper in made.materials}


EVERY_REGISTER = Holdings(registers=frozenset(CATALOGUE.registers))
HAS_LICENCE = {name: value for name, value in COMPANY.items() if name != "needs_prior_approval"} | {
    "has_business_licence": True
}
