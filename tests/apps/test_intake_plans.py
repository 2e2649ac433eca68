"""Plans: the same for the same question on the same day, and frozen word for word for the cases that pin them."""

import pytest

from tests.apps.case_scenes import (
    BUNDLE,
    DAY,
    HOUR,
    LARGE,
    MONDAY,
    PLACE,
    SMALL,
    city,
    everything,
    forget_everything_kept,
    forgetful,
    planned,
    submit,
)
from tests.apps.catalogue_files import altered_files, definitions
from tests.apps.proposal_scenes import released
from yici.domain.case import Paper
from yici.domain.error import Invalid, NotFound
from yici.domain.policy import Holdings
from yici.intake import queries, services, store
from yici.intake.services import plan_freeze, plan_make

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_the_same_question_on_the_same_day_gives_the_same_plan_and_a_new_release_a_new_one():
    first = planned(SMALL)
    assert planned(dict(reversed(SMALL.items())), MONDAY + HOUR) is first
    assert planned(SMALL, MONDAY + DAY) is not first
    assert planned(LARGE) is not first
    held = plan_make(
        bundle=BUNDLE, place=PLACE, answers=SMALL, now=MONDAY, holdings=Holdings(elements=frozenset({"applicant.name"}))
    )
    assert "applicant.name" not in [field.element for field in held.form.fields]
    released(altered_files(definitions(), "place:330800000000", name_en="Quzhou City"))
    assert planned(SMALL) is not first


def test_wrong_answers_are_told_whatever_was_planned_before():
    planned(SMALL)
    for wrong in (SMALL | {"cold_dishes": 0}, SMALL | {"cold_dishes": "no"}):
        with pytest.raises(Invalid, match=r"answers\.invalid"):
            planned(wrong)
    with pytest.raises(Invalid, match=r"answers\.invalid"):
        planned(SMALL | {"premises_area": "large"})
    with pytest.raises(NotFound, match=r"bundle\.unknown"):
        plan_make(bundle="open-moon", place=PLACE, answers={}, now=MONDAY)


def test_a_process_keeps_no_more_plans_than_it_may(monkeypatch):
    monkeypatch.setattr(services, "PLANS_KEPT", 3)
    for days in range(6):
        planned(SMALL, MONDAY + days * DAY)
    assert len(services._made) == 3


def test_a_plan_is_frozen_once_under_its_digest_and_thaws_equal():
    plan = planned(LARGE)
    digest = plan_freeze(plan=plan, now=MONDAY)
    assert plan_freeze(plan=plan, now=MONDAY + DAY) == digest
    assert len(everything(("intake_plan",))["intake_plan"]) == 1
    forget_everything_kept()
    assert queries.plan(digest) == plan
    assert store.digest_of(store.plan_text(queries.plan(digest))) == digest
    with pytest.raises(NotFound, match=r"plan\.unknown"):
        queries.plan("0" * 64)


@pytest.mark.django_db(transaction=True)
def test_a_plan_whose_application_failed_is_frozen_again_by_the_next_one():
    with pytest.raises(Invalid):
        submit(1, papers=(Paper(material="moon-rock"),))
    assert everything(("intake_plan",)) == {"intake_plan": []}
    case = submit(1).case
    forget_everything_kept()
    assert queries.plan(case.plan) == planned()


def test_a_frozen_plan_holds_choices_and_codes_and_no_personal_data():
    submit(1)
    [row] = everything(("intake_plan",))["intake_plan"]
    assert "cold_dishes" in row
    assert "王小面" not in row
    assert "小面一碗" not in row


def test_what_is_planned_while_a_release_comes_in_is_not_kept_as_the_new_ones(monkeypatch):
    current, place = services.catalogue.current, f"place:{PLACE}"

    def looked_at():
        known = current()
        monkeypatch.setattr(services.catalogue, "current", current)
        released(altered_files(definitions(), place, name_en="Quzhou City"))
        return known

    monkeypatch.setattr(services.catalogue, "current", looked_at)
    planned(SMALL)
    assert dict(planned(SMALL).digests)[place] == current().digests[place]
