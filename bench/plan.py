"""How long a plan takes, with and without its savings: the restaurant, a matter of twenty items made of it, and joint
acceptance with its circle.

Bounds: a plan of twenty items under 2 ms, its savings within ten plans.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from unittest.mock import patch

from bench.measure import save
from yici.catalogue.reading import read_folder
from yici.domain.bundle import BundleItem
from yici.domain.catalogue import Catalogue
from yici.domain.plan import Plan
from yici.domain.planner import make_plan
from yici.domain.planner.request import make_request
from yici.domain.policy import Holdings, Policy

DEFINITIONS = Path(__file__).parents[1] / "definitions"
ANSWERS = {
    "applicant_kind": "company", "cold_dishes": True, "fresh_juice": False, "raw_fish": False, "premises_area": 120,
    "premises_rented": True, "sign_exceeds_name": True, "sign_large": True, "uses_agent": False,
    "needs_prior_approval": False, "fire_check_procedure": "general", "online_ordering": False,
    "vending_machine": False, "has_business_licence": False,
}  # fmt: skip

WORKS = {
    "project_kind": "building", "special_project": False, "civil_defence_basement": True, "produces_sewage": True,
    "uses_agent": False,
}  # fmt: skip


def timed(act: Callable[[], object], rounds: int = 60) -> float:
    """This will give the median of several rounds, in milliseconds."""
    act()
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        act()
        spent.append(time.process_time() - begun)
    return round(1000 * median(spent), 3)


def planned(catalogue: Catalogue, bundle: str, answers: dict[str, object]) -> Plan:
    return make_plan(
        catalogue, bundle=bundle, place="330800000000", answers=answers, holdings=Holdings(), policy=Policy(),
        calendar=catalogue.calendars["cn"], start=date(2026, 3, 2),
    )  # type: ignore[arg-type]  # fmt: skip


def alone(act: Callable[[], object]) -> float:
    """This will time a plan of one policy: everything but the comparison with others."""
    with patch("yici.domain.planner.plan_savings", return_value=None):
        return timed(act)


def twenty(catalogue: Catalogue) -> Catalogue:
    """This will multiply the licences of the restaurant until the matter has twenty items."""
    bundle = catalogue.bundles["open-restaurant"]
    items, members = dict(catalogue.items), list(bundle.items)
    models = ("food-licence", "fire-check", "outdoor-sign")
    for number in range(20 - len(members) + 1):
        model = models[number % len(models)]
        name = f"{model}-{number}"
        items[name] = replace(items[model], id=name, gives=())
        members.append(BundleItem(name, bundle.items[0].source))
    return replace(catalogue, items=items, bundles={"big": replace(bundle, id="big", items=tuple(members))})


def main() -> None:
    """This will measure and save."""
    catalogue = read_folder(DEFINITIONS).catalogue
    big = twenty(catalogue)
    figures = {
        "restaurant_ms": timed(lambda: planned(catalogue, "open-restaurant", ANSWERS)),
        "restaurant_one_policy_ms": alone(lambda: planned(catalogue, "open-restaurant", ANSWERS)),
        "twenty_items_ms": timed(lambda: planned(big, "big", ANSWERS)),
        "twenty_items_one_policy_ms": alone(lambda: planned(big, "big", ANSWERS)),
        "joint_acceptance_ms": timed(lambda: planned(catalogue, "joint-acceptance", WORKS)),
        "joint_acceptance_one_policy_ms": alone(lambda: planned(catalogue, "joint-acceptance", WORKS)),
        "items_applying": sum(i.applies is True for i in planned(big, "big", ANSWERS).items),
        "request_only_ms": timed(
            lambda: make_request(
                big, bundle="big", place="330800000000", answers=ANSWERS, holdings=Holdings(),
                calendar=big.calendars["cn"], start=date(2026, 3, 2),
            )  # type: ignore[arg-type]
        ),
        "note": "a plan includes its savings, fourteen policies measured beside its own; one_policy leaves them out",
    }  # fmt: skip
    save("plan", figures)


if __name__ == "__main__":
    main()
