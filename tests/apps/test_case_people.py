"""Who goes to look: members of staff of the bodies concerned, each another person, none of whom was taken off."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.case_people import FIRE, FOOD, REGISTRATION
from tests.apps.case_scenes import DAY, HOUR, LARGE, MONDAY, PROMISED, account, act, forgetful, person, staff, submit
from tests.faces.desk_scene import moment, people
from yici.cases import people as checked
from yici.domain.case import (
    Accept,
    Case,
    Decide,
    PlanInspection,
    RecordInspection,
    Recuse,
    VerifyCommitment,
)
from yici.domain.error import Invalid, Refused
from yici.ledger import keys
from yici.people.models import User

__all__ = ["forgetful", "moment", "people"]
TUESDAY = MONDAY + DAY
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("people")]


@pytest.fixture(autouse=True)
def real_check(made_up_officers: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "grants_of_staff", made_up_officers)


def ids(*names: str) -> tuple[str, ...]:
    return tuple(str(account(name)) for name in names)


@pytest.fixture
def handled() -> Case:
    case = submit(answers=PROMISED).case
    act(case, Decide(item=REGISTRATION, grant=True), MONDAY)
    return act(case, Accept(), MONDAY + HOUR).case


def plan(*officers: str) -> PlanInspection:
    return PlanInspection(visit="v", items=(FOOD,), on=TUESDAY.date(), officers=officers)


def one_person(*names: str) -> None:
    """Let several accounts be of one person."""
    subject = keys.subject_with_key(person("wang").id_number, subject_id=account("wang"), now=MONDAY)
    User.objects.filter(id__in=[account(name) for name in names]).update(subject=subject.id, sealed=b"x")


NOBODY = [("ghost-1", "ghost-2"), ids("market", "fire"), ids("market", "wang"), ids("market", "supervisor")]


@pytest.mark.parametrize("officers", NOBODY)
def test_nobody_is_sent_who_may_not_look(handled: Case, officers: tuple[str, ...]):
    with pytest.raises(Invalid, match=r"inspection\.no_right"):
        act(handled, plan(*officers), MONDAY + HOUR)


def test_who_was_planned_and_who_went_are_both_looked_at(handled: Case):
    act(handled, plan(*ids("market", "lead")), MONDAY + HOUR)
    with pytest.raises(Invalid, match=r"inspection\.no_right"):
        act(handled, RecordInspection(visit="v", officers=("nobody-1", "nobody-2")), TUESDAY)
    done = act(handled, RecordInspection(visit="v", officers=ids("lead", "market")), TUESDAY)
    assert done.case.visits[0].recorded


BOTH = PlanInspection(visit="v", items=(FOOD, FIRE), on=TUESDAY.date(), officers=ids("market", "lead", "fire", "fire2"))


@pytest.fixture
def joint() -> Case:
    """Market regulation and the fire brigade come together on Tuesday."""
    case = submit(answers=LARGE).case
    act(case, Decide(item=REGISTRATION, grant=True), MONDAY)
    act(case, Accept(), MONDAY + HOUR)
    return act(case, BOTH, MONDAY + HOUR).case


ATTENDED = [
    ((), ("market", "lead"), "fire_rescue"),
    ((), ("fire", "fire2"), "market_regulation"),
    ((FIRE,), ("market", "lead"), "fire_rescue"),
    ((FIRE,), ("market", "fire"), ""),
    ((FOOD,), ("market", "lead"), ""),
    ((), ("market", "fire"), ""),
]


@pytest.mark.parametrize(("items", "went", "missing"), ATTENDED)
def test_what_is_a_department_s_is_not_recorded_by_others_alone(
    joint: Case, items: tuple[str, ...], went: tuple[str, ...], missing: str
):
    record = RecordInspection(visit="v", items=items, officers=ids(*went))
    if not missing:
        assert act(joint, record, TUESDAY).case.approval((items or (FOOD,))[0]).inspected
        return
    with pytest.raises(Invalid, match=r"inspection\.nobody_of") as told:
        act(joint, record, TUESDAY)
    assert told.value.params["agencies"] == [missing]


def test_two_accounts_of_one_person_are_one(handled: Case):
    one_person("market", "lead")
    with pytest.raises(Invalid, match=r"inspection\.same_person"):
        act(handled, plan(*ids("market", "lead")), MONDAY + HOUR)


def test_a_promise_is_checked_by_two_of_the_body(handled: Case):
    act(handled, Decide(item=FIRE, grant=True), MONDAY + HOUR)
    for officers in (ids("fire", "lead"), ("a", "b")):
        with pytest.raises(Invalid, match=r"inspection\.no_right"):
            act(handled, VerifyCommitment(item=FIRE, kept=True, officers=officers), TUESDAY)
    done = act(handled, VerifyCommitment(item=FIRE, kept=True, officers=ids("fire", "fire2")), TUESDAY)
    assert done.case.approval(FIRE).verification == "kept"


def test_another_account_of_who_was_taken_off_has_no_part_either(handled: Case):
    one_person("market", "city")
    act(handled, Recuse(item=FOOD, officer=str(account("city")), reason="relative"), MONDAY + HOUR)
    with pytest.raises(Refused, match=r"authority\.recused"):
        act(handled, plan(*ids("market", "lead")), MONDAY + HOUR)
    refused = Decide(item=FOOD, grant=False, grounds=("condition.not_met",))
    with pytest.raises(Refused, match=r"authority\.recused"):
        act(handled, refused, TUESDAY, actor=staff("market"))
    assert act(handled, refused, TUESDAY, actor=staff("lead")).case.approval(FOOD).status == "refused"
