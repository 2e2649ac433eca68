"""The same request twice: one case, one answer, whether one after the other or at once."""

from collections.abc import Callable
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    HOUR,
    MONDAY,
    act,
    applicant,
    at_once,
    city,
    everything,
    faults,
    forgetful,
    submit,
    view,
)  # fmt: skip
from yici.cases.services import Outcome
from yici.domain.case import Accept, Paper, Withdraw
from yici.domain.error import Conflict, Invalid, YiciError
from yici.ledger.queries import history
from yici.ledger.repeated import Key
from yici.ledger.services import InFlight, replay

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
KEY = Key("api:wang", "3f2a", b"body" * 8)
OTHER_BODY = Key("api:wang", "3f2a", b"other" * 8)
NOTHING_NEW = ("cases_case", "cases_approval", "cases_counter", "ledger_event", "ledger_head", "ledger_answer")


def told(outcome: Outcome) -> dict[str, object]:
    """What a face answers with."""
    case = outcome.case
    return {"case": case.id, "number": case.number, "seq": outcome.seq, "receipt": outcome.receipt}


def once(key: Key, do: Callable[[], Outcome]) -> dict[str, object] | None:
    """Answer a request as a face does: what was answered already, else do it, else what somebody else answered."""
    answered = replay(key.scope, key.key, key.request_hash)
    if answered is not None:
        return answered
    try:
        return told(do())
    except InFlight:
        return replay(key.scope, key.key, key.request_hash)


def test_the_same_application_again_gives_the_same_receipt_and_no_second_case():
    first = once(KEY, lambda: submit(1, key=KEY))
    before = everything(NOTHING_NEW)
    again = once(KEY, lambda: submit(2, key=KEY))
    assert again == first
    assert everything(NOTHING_NEW) == before


def test_the_service_itself_refuses_a_key_that_is_taken_and_leaves_nothing():
    submit(1, key=KEY)
    before = everything(NOTHING_NEW)
    with pytest.raises(InFlight):
        submit(2, key=KEY)
    assert everything(NOTHING_NEW) == before
    assert faults() == []


def test_the_same_key_with_another_body_is_a_conflict():
    submit(1, key=KEY)
    with pytest.raises(Conflict, match=r"idempotency\.key_reused"):
        once(OTHER_BODY, lambda: submit(2, key=OTHER_BODY))
    assert len(everything(("cases_case",))["cases_case"]) == 1


def test_a_key_belongs_to_whoever_sent_it():
    mine, hers = submit(1, key=KEY), submit(2, username="chen", key=Key("api:chen", "3f2a", b"body" * 8))
    assert mine.case.id != hers.case.id


def test_a_refused_application_keeps_its_key_for_the_mended_one():
    with pytest.raises(Invalid):
        submit(1, key=KEY, papers=(Paper(material="moon-rock"),))
    assert once(KEY, lambda: submit(1, key=KEY)) == replay(KEY.scope, KEY.key, KEY.request_hash)


@pytest.mark.parametrize("people", [2, 4])
def test_the_same_application_at_once_is_one_case_and_one_receipt(people):
    answers = at_once(*(lambda n=n: once(KEY, lambda: submit(n, key=KEY)) for n in range(1, people + 1)))
    assert all(answer == answers[0] for answer in answers)
    assert isinstance(answers[0], dict)
    assert len(everything(("cases_case",))["cases_case"]) == 1
    [counter] = everything(("cases_counter",))["cases_counter"]
    assert counter == "(2026-03-02,4)"
    assert faults() == []


def test_at_once_with_two_bodies_one_is_done_and_the_other_is_told():
    answers = at_once(
        lambda: once(KEY, lambda: submit(1, key=KEY)), lambda: once(OTHER_BODY, lambda: submit(2, key=OTHER_BODY))
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "dict"]
    assert len(everything(("cases_case",))["cases_case"]) == 1


def test_the_same_step_again_gives_the_same_answer_though_the_case_has_moved_on():
    case = submit(1).case
    first = once(KEY, lambda: act(case, Accept(), MONDAY + HOUR, version=1, key=KEY))
    act(case, Withdraw(), MONDAY + 2 * HOUR, actor=applicant())
    assert once(KEY, lambda: act(case, Accept(), MONDAY + HOUR, version=1, key=KEY)) == first


@pytest.mark.parametrize("version", [1, None])
@pytest.mark.parametrize("people", [2, 3])
def test_the_same_step_at_once_is_done_once_and_both_get_the_answer(people, version):
    """A second click while the first is under way must not be told that somebody else changed the case: it was they."""
    case = submit(1).case
    step = lambda: once(KEY, lambda: act(case, Accept(), MONDAY + HOUR, version=version, key=KEY))  # noqa: E731
    answers = at_once(*([step] * people))
    assert all(answer == answers[0] for answer in answers)
    assert isinstance(answers[0], dict)
    assert view(case, MONDAY + HOUR).seq == answers[0]["seq"] == len(history(UUID(case.id)))
    assert faults() == []


def test_another_step_under_the_same_key_at_once_is_a_conflict():
    case = submit(1).case
    answers = at_once(
        lambda: once(KEY, lambda: act(case, Accept(), MONDAY + HOUR, key=KEY)),
        lambda: once(OTHER_BODY, lambda: act(case, Withdraw(), MONDAY + HOUR, actor=applicant(), key=OTHER_BODY)),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "dict"]
    assert len(everything(("ledger_answer",))["ledger_answer"]) == 1
    assert faults() == []


def test_a_step_that_is_refused_for_its_own_sake_is_refused_though_it_has_a_key():
    case = submit(1).case
    act(case, Withdraw(), MONDAY + HOUR, actor=applicant())
    for version in (1, None):
        with pytest.raises(YiciError) as refusal:
            once(KEY, lambda version=version: act(case, Accept(), MONDAY + 2 * HOUR, version=version, key=KEY))
        assert refusal.value.code == ("case.stale" if version else "case.nothing_to_accept")
    assert replay(KEY.scope, KEY.key, KEY.request_hash) is None


def test_the_kept_answer_holds_ids_and_a_receipt_and_nothing_personal():
    submit(1, key=KEY)
    [row] = everything(("ledger_answer",))["ledger_answer"]
    assert "小面" not in row
    assert "王" not in row
