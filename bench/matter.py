"""Matters of a known size, made of the restaurant's real definitions: 4 items with 13 papers, 4 items with 53.

Thirteen and fifty-three are what one city published for one matter after and before its reform. The items, forms,
limits and conditions are the restaurant's; only papers are added until the number is right.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.plan import DEFINITIONS
from yici.catalogue.reading import Reading, read_folder
from yici.domain.plan import AnswerValue, Plan
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy

PLACE = "330800000000"
SMALL: dict[str, AnswerValue] = {
    "applicant_kind": "individual", "business_composition": "individual", "cold_dishes": True, "fresh_juice": False,
    "raw_fish": False, "premises_area": 120, "premises_rented": False, "sign_exceeds_name": True, "sign_large": False,
    "uses_agent": False, "needs_prior_approval": False, "fire_check_procedure": "general", "online_ordering": False,
    "vending_machine": False, "has_business_licence": False,
}  # fmt: skip
LARGE = {name: value for name, value in SMALL.items() if name != "business_composition"} | {
    "applicant_kind": "company", "premises_rented": True, "sign_large": True, "sign_carrier": "single_owner",
}  # fmt: skip
KEPT_ITEMS = ("individual-registration", "fire-check", "outdoor-sign")
MODEL = "food-licence"


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of application: a bundle with the answers of its guide."""

    bundle: str
    answers: Mapping[str, AnswerValue]


MATTERS = {
    "papers_13": Matter("bench-13", SMALL),
    "papers_53": Matter("bench-53", SMALL),
    "restaurant": Matter("open-restaurant", LARGE),
}


def matters(folder: Path) -> Reading:
    """This will read the real definitions with the measured matters added, written into an empty folder."""
    shutil.copytree(DEFINITIONS, folder, dirs_exist_ok=True)
    for wanted in (13, 53):
        _add(folder, wanted, extra=0)
    known = read_folder(folder).catalogue
    for wanted in (13, 53):
        here = papers(_planned(known, f"bench-{wanted}"))
        _add(folder, wanted, extra=wanted - here)
    return read_folder(folder)


def papers(plan: Plan) -> int:
    """This will count the papers that are handed in."""
    return sum(paper.how == "submit" for paper in plan.materials)


def _planned(known: Any, bundle: str) -> Plan:
    return make_plan(
        known, bundle=bundle, place=PLACE, answers=SMALL, holdings=Holdings(), policy=Policy(),
        calendar=known.calendars["cn"], start=date(2026, 3, 2),
    )  # fmt: skip


def _add(folder: Path, wanted: int, *, extra: int) -> None:
    added = [f"bench_{wanted}_{number}" for number in range(1, extra + 1)]
    item = _read(folder / "items" / f"{MODEL}.yaml")
    source = item["materials"][0]["source"]
    uses = [{"material": name, "printed": name, "source": source, "form": "copy", "copies": 1} for name in added]
    changed = {"id": f"bench-{wanted}-food", "aliases": [], "gives": [], "materials": item["materials"] + uses}
    _write(folder / "items" / f"bench-{wanted}-food.yaml", item | changed)
    bundle = _read(folder / "bundles" / "open-restaurant.yaml")
    members = [one for one in bundle["items"] if one["item"] in KEPT_ITEMS]
    members += [{"item": changed["id"], "source": members[0]["source"]}]
    changed = {"id": f"bench-{wanted}", "name": f"测量用事项 {wanted}", "aliases": [], "items": members}
    _write(folder / "bundles" / f"bench-{wanted}.yaml", bundle | changed)
    words = _read(folder / "vocabulary" / "materials.yaml")
    words["materials"] += [{"id": name, "name": f"材料 {name}"} for name in added]
    _write(folder / "vocabulary" / "materials.yaml", words)


def _read(path: Path) -> dict[str, Any]:
    # Every scalar as text, as the catalogue's own reader has it.
    found: dict[str, Any] = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
    return found


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))
