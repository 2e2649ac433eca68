"""An instance that numbers approvals by their implementing code: stored, loaded, found and verified as any other."""

from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import HOUR, MONDAY, PLACE, city, faults, forget_everything_kept, submit, view
from yici.cases import coding, store
from yici.cases.queries import case_by_number, query_code
from yici.domain.place import LocalItem, PlaceDefinition

__all__ = ["city"]
CODE = "11330000002482131B" + "3" + "330123456001"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture
def coded(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first item of the plan has a code of its own; the other has one of another shape."""
    settings.YICI_CASE_NUMBERS = "implementing"
    items = {"individual-registration": LocalItem(code=CODE), "food-licence": LocalItem(code="X-1")}
    there = PlaceDefinition(PLACE, "演示市", items=items)
    monkeypatch.setattr(coding, "place_definition", lambda _: there)


@pytest.mark.usefixtures("coded")
def test_each_approval_has_the_form_it_can_have_and_the_order_of_the_plan_stays():
    made = UUID(submit(1).case.id)
    case = view(made, MONDAY + HOUR).case
    forms = {one.item: len(one.number) for one in case.approvals}
    assert forms["individual-registration"] == 43
    assert {size for item, size in forms.items() if item != "individual-registration"} == {22}
    assert case.approval("individual-registration").number.startswith(CODE)
    forget_everything_kept()
    assert [one.item for one in store.load(made).case.approvals] == [one.item for one in case.approvals]
    assert faults() == []


@pytest.mark.usefixtures("coded")
def test_a_case_is_referred_to_by_its_number_and_by_that_of_each_of_its_items():
    made = UUID(submit(1).case.id)
    case = view(made, MONDAY + HOUR).case
    for number in (case.number, *(one.number for one in case.approvals)):
        found = case_by_number(number=number.lower(), code=query_code(made), now=MONDAY + HOUR)
        assert UUID(found.case.id) == made


def test_by_default_every_number_is_of_the_place():
    case = view(UUID(submit(1).case.id), MONDAY + HOUR).case
    assert {len(one.number) for one in case.approvals} == {22}
