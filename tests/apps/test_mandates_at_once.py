"""Several at once with one mandate: what comes first holds, and the others know."""

import pytest

from tests.apps.case_scenes import (
    MONDAY,
    account,
    at_once,
    city,
    faults,
    forgetful,
)  # fmt: skip
from tests.apps.mandate_scenes import (
    HELPS,
    NOBODY,
    RESTAURANT,
    STATION,
    accept,
    citizen,
    hand_in,
    helper,
    kinds,
    living,
    offer,
    parties,
    revoke,
)  # fmt: skip
from yici.cases import queries as cases
from yici.domain.error import Refused
from yici.domain.mandate import Mandate
from yici.intake import queries as intake
from yici.intake import services as drafts
from yici.people.ids import id_at
from yici.people.mandates import Agent
from yici.people.queries.mandates import acting_under

__all__ = ["city", "forgetful", "parties"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("parties")]


@pytest.mark.parametrize("round_", range(6))
def test_of_a_revocation_and_a_use_at_once_one_comes_first_and_the_other_knows(round_):
    made = living()
    acts = [lambda: revoke(made), lambda: hand_in(made)]
    answers = at_once(*(acts if round_ % 2 else reversed(acts)))
    told = kinds(made)
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    refused = [one for one in answers if isinstance(one, Refused)]
    assert told[-1] == "mandate.revoked"
    assert (told[-2] == "mandate.used") == (refused == [])
    assert len(cases.cases_of(applicant=account("wang"))) == told.count("mandate.used")
    assert faults() == []


def test_of_a_revocation_and_what_is_typed_at_once_nothing_is_kept_after_the_end():
    made = living(scope=RESTAURANT)
    acting = acting_under(made, citizen("zhao"), NOBODY)
    draft = drafts.draft_begin(
        draft_id=id_at(35, 2), subject_id=id_at(36, 2), owner=None, bundle="open-restaurant", place="330802000000",
        now=MONDAY, acting=acting,
    )  # fmt: skip

    subject = intake.unsealed(intake.draft(draft, owner=account("wang"))).subject
    keep = {"draft_id": draft, "owner": account("wang"), "known": frozenset(), "now": MONDAY, "acting": acting}

    def types() -> None:
        for number in range(20):
            drafts.draft_change(subject=subject, change=lambda kept, n=number: {**kept, "n": n}, **keep)

    def answers_questions() -> None:
        for number in range(20):
            drafts.draft_answer(answers={"seats": number}, **keep)

    told = at_once(types, answers_questions, lambda: revoke(made))
    assert all(isinstance(one, Mandate | Refused | None) for one in told)
    kept = intake.form_values(intake.draft(draft, owner=account("wang")))
    with pytest.raises(Refused):
        types()
    assert intake.form_values(intake.draft(draft, owner=account("wang"))) == kept


def test_of_two_who_accept_at_once_for_an_organisation_one_does():
    made = offer(agent=Agent(organisation=STATION))
    answers = at_once(*(lambda n=n: accept(made, helper(n), HELPS) for n in (1, 2)))
    assert sum(isinstance(one, Mandate) for one in answers) == 1
    assert kinds(made).count("mandate.accepted") == 1
