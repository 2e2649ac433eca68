"""Every published matter can be planned, filled in, handed in and read again, whatever belongs to it."""

from typing import Any

import pytest

from tests.apps.case_scenes import person
from tests.apps.catalogue_files import definitions
from tests.faces.api_samples import PLACE, World
from tools.figures import answered
from yici.catalogue import queries as catalogue
from yici.demo.filling import fill_form
from yici.domain.commitment import to_sign
from yici.intake.services import plan_make

MATTERS = sorted(bundle.id for bundle in definitions().catalogue.bundles.values() if bundle.items)
KNOWN = definitions().catalogue


def application(world: World, bundle: str, answers: dict[str, Any]) -> dict[str, Any]:
    plan = plan_make(bundle=bundle, place=PLACE, answers=answers, now=world.clock())
    papers = [
        {"material": one.material, "form": one.form, "copies": one.copies}
        for one in plan.materials
        if one.how == "submit" and not one.maybe
    ]
    form = fill_form(plan, catalogue.current().elements, person("wang"), "演示")
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in answers.items()}
    return {
        "bundle": bundle, "place": PLACE, "answers": told, "form": form, "papers": papers,
        "commitments": to_sign(plan),
        "signed_present": {one.role: form[f"{one.role}.id_number"] for one in plan.signers},
    }  # fmt: skip


def who_hands_in(body: dict[str, Any]) -> str:
    """Where several sign, they come to the window together; else one does it at home."""
    return "window" if body["signed_present"] else "wang"


@pytest.mark.parametrize("most", [True, False])
@pytest.mark.parametrize("bundle", MATTERS)
def test_a_matter_goes_from_plan_to_receipt_and_to_the_window(world: World, bundle: str, most: bool) -> None:
    answers = answered(KNOWN, KNOWN.bundles[bundle], most=most)
    body = application(world, bundle, answers)
    who = who_hands_in(body)
    told = world.write("/cases", who, body)
    assert told.status == 201, told.content
    assert told["receipt"]["signature"]
    read = world.get(f"/cases/{told['case']}", who)
    assert read["phase"] == "received"
    assert read["owner"]
    assert len(read["approvals"]) == len(world.get(f"/cases/{told['case']}/plan", who)["plan"]["schedule"]["approvals"])
    accepted = world.act(told, "accept", "window")
    assert accepted.status == 200, accepted.content


def test_two_sellers_are_two_in_the_form_of_a_case(world: World) -> None:
    bundle = KNOWN.bundles["house-transfer-utilities"]
    answers = {**answered(KNOWN, bundle, most=False), "seller_count": 2}
    body = application(world, bundle.id, answers)
    assert {"seller.name", "seller-2.name"} <= body["form"].keys()
    assert {"identity_card.seller", "identity_card.seller-2"} <= {paper["material"] for paper in body["papers"]}
    alone = world.write("/cases", "wang", body)
    assert (alone.status, alone["code"]) == (409, "signature.missing")
    wrong = world.write("/cases", "window", body | {"signed_present": body["signed_present"] | {"seller-2": "1"}})
    assert (wrong.status, wrong["params"]["roles"]) == (409, ["seller-2"])
    told = world.write("/cases", "window", body)
    assert told.status == 201, told.content
    one_too_many = {**body, "form": {**body["form"], "seller-3.name": "某人"}}
    refused = world.write("/cases", "wang", one_too_many)
    assert refused.status == 422
    assert [(fault["at"], fault["code"]) for fault in refused["faults"]] == [("seller-3.name", "form.surplus")]


def test_a_matter_of_which_nothing_is_known_is_refused_with_a_word(world: World) -> None:
    wish = {"bundle": "school-enrolment", "place": PLACE, "answers": {}, "form": {}, "papers": [], "commitments": {}}
    refused = world.write("/cases", "wang", wish)
    assert (refused.status, refused["code"]) == (422, "case.nothing_to_do")
