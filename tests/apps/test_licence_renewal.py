"""Renewal: an application, a decision or the end of the licence, whichever is first; two streams, one truth."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    CLERK,
    DAY,
    EVERYTHING,
    HOUR,
    MONDAY,
    act,
    applicant,
    at,
    at_once,
    city,
    everything,
    faults,
    forgetful,
    planned,
    submit,
    view,
)
from tests.apps.licence_scenes import (
    END,
    IN_TIME,
    RUNNING,
    SIGN,
    TOO_LATE,
    UNTIL,
    ask,
    granted,
    kinds,
    licence,
    the_licence,
    told,
)
from yici.cases import queries
from yici.cases.services import case_settle
from yici.domain.case import Accept, Decide, DeclineAcceptance, Deliver, Suspend, Withdraw, deadlines
from yici.domain.error import NotFound, Refused, YiciError
from yici.domain.licence import CancelLicence, RevokeLicence
from yici.ledger import verify as record
from yici.ledger.timers import fire_due
from yici.licences.services import licence_cancel, licence_revoke, licence_settle

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
LATER = END + 9 * DAY
GRANT = Decide(item=SIGN, grant=True, valid_until=date(2029, 6, 30))
REFUSE = Decide(item=SIGN, grant=False, grounds=("condition.not_met",))


def begun(now: Any = IN_TIME) -> tuple[str, Any]:
    """This will grant a licence, ask for its renewal, and accept that."""
    one = the_licence(granted().case)
    case = ask(one.id, now).case
    return one.id, act(case, Accept(items=(SIGN,)), now).case


def test_the_end_of_the_licence_stands_as_a_deadline_of_the_approval() -> None:
    name, case = begun()
    [(item, renewal)] = [(item, one) for item, one in deadlines(case) if one.name == "renewal"]
    assert (item, renewal.due, renewal.duty, renewal.source) == (SIGN, END, "agency", "licensing-50")
    assert case.approval(SIGN).renews == name
    assert licence(name, IN_TIME).status == "renewing"
    assert faults() == []


def test_granted_in_time_it_goes_on_under_its_number() -> None:
    name, case = begun()
    number = licence(name, IN_TIME).number
    act(case, GRANT, IN_TIME + DAY)
    one = licence(name, LATER)
    assert (one.number, one.status, one.period.since, one.period.until) == (
        number, "valid", date(2026, 7, 1), date(2029, 6, 30)
    )  # fmt: skip
    assert kinds(name) == ["licence.issued", "renewal.applied", "licence.renewed"]
    fire_due(now=LATER)
    assert kinds(name) == ["licence.issued", "renewal.applied", "licence.renewed"]
    assert "approval.deemed_granted" not in kinds(case.id)
    assert faults() == []


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (REFUSE, "refused"),
        (Withdraw(items=(SIGN,)), "withdrawn"),
        (DeclineAcceptance(item=SIGN, reason="not_competent", competent="construction"), "not_accepted"),
    ],
)
def test_not_renewed_it_runs_to_its_end(command: Any, reason: str) -> None:
    name = the_licence(granted().case).id
    case = ask(name, IN_TIME).case
    if reason == "refused":
        act(case, Accept(items=(SIGN,)), IN_TIME)
    act(case, command, IN_TIME + DAY)
    assert licence(name, END - HOUR).status == "valid"
    fire_due(now=LATER)
    assert told(name)[-1] == ("licence.expired", END)
    assert "approval.deemed_granted" not in kinds(case.id)
    assert view(case, LATER).case.approval(SIGN).renewal is None
    assert faults() == []


def test_undecided_at_its_end_it_is_renewed_as_of_then_and_the_case_shows_it_before_anybody_records() -> None:
    name, case = begun()
    seen = view(case, LATER)
    approval = seen.case.approval(SIGN)
    assert seen.unrecorded
    assert (approval.status, approval.deemed, approval.outcome) == ("decided", True, "granted")
    assert licence(name, LATER).period.by_silence
    assert (kinds(name)[-1], kinds(case.id)[-1]) == ("renewal.applied", "approval.accepted")
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        act(case, REFUSE, LATER)


@pytest.mark.parametrize("first", ["licence", "case", "timers", "an act"])
def test_whoever_records_first_both_streams_say_the_same(first: str) -> None:
    name, case = begun()
    {
        "licence": lambda: licence_settle(stream=UUID(name), now=LATER),
        "case": lambda: case_settle(stream=UUID(case.id), now=LATER),
        "timers": lambda: fire_due(now=LATER),
        "an act": lambda: act(case, Withdraw(items=("food-licence",)), LATER, actor=applicant()),
    }[first]()
    fire_due(now=LATER + HOUR)
    assert ("licence.deemed_renewed", END) in told(name)
    assert ("approval.deemed_granted", END) in told(case.id)
    assert view(case, LATER + DAY).case.approval(SIGN).deemed
    handed_over = act(case, Deliver(item=SIGN, way="window"), LATER + DAY).case
    assert handed_over.approval(SIGN).status == "delivered"
    assert faults() == []


def test_asked_for_too_late_silence_renews_nothing_and_a_late_grant_gives_a_new_one() -> None:
    name, case = begun(TOO_LATE)
    assert case.approval(SIGN).renewal is None
    fire_due(now=LATER)
    one = licence(name, LATER)
    assert (one.status, one.late) == ("expired", True)
    assert not view(case, LATER).case.approval(SIGN).deemed
    act(case, Decide(item=SIGN, grant=True, valid_until=date(2027, 7, 1)), LATER)
    new = the_licence(case, now=LATER)
    assert (new.id != name, new.status, new.period.since) == (True, "valid", date(2026, 7, 10))
    assert licence(name, LATER).status == "expired"
    assert faults() == []


def test_asked_for_late_and_decided_in_time_it_is_renewed() -> None:
    name, case = begun(TOO_LATE)
    act(case, GRANT, TOO_LATE + DAY)
    assert licence(name, LATER).period.until == date(2029, 6, 30)


@pytest.mark.parametrize("end", [RevokeLicence(grounds=("deception",)), CancelLicence(ground="holder_ended")])
def test_a_licence_that_was_ended_before_is_not_renewed_by_silence(end: Any) -> None:
    name, case = begun()
    service = licence_revoke if isinstance(end, RevokeLicence) else licence_cancel
    service(licence_id=UUID(name), command=end, actor=CLERK, grants=EVERYTHING, now=IN_TIME + DAY)
    assert view(case, LATER).case.approval(SIGN).status == "handling"
    fire_due(now=LATER)
    assert ("renewal.dropped", END) in told(case.id)
    assert "approval.deemed_granted" not in kinds(case.id)
    assert view(case, LATER).case.approval(SIGN).renewal is None
    act(case, REFUSE, LATER)
    assert faults() == []


def test_a_lawful_stop_of_the_clock_does_not_move_the_end_of_a_licence() -> None:
    name, case = begun()
    act(case, Suspend(item=SIGN, cause="hearing", days=60), IN_TIME + DAY)
    assert view(case, LATER).case.approval(SIGN).deemed
    fire_due(now=LATER)
    assert ("licence.deemed_renewed", END) in told(name)
    assert faults() == []


WRONG = [
    ("somebody else's", lambda name: ask(name, IN_TIME, username="chen"), NotFound, "licence.unknown"),
    ("nothing there", lambda _: ask(submit(5, answers=RUNNING).case.id, IN_TIME), NotFound, "licence.unknown"),
    ("another item", lambda name: ask(name, IN_TIME, item="food-licence"), Refused, "renewal.wrong_type"),
    ("over", lambda name: ask(name, LATER), Refused, "renewal.not_held"),
    ("not applied for", lambda name: ask(name, IN_TIME, item="fire-report"), YiciError, "renewal.not_asked"),
]


@pytest.mark.parametrize(("why", "wrong", "error", "code"), WRONG, ids=[one[0] for one in WRONG])
def test_what_cannot_be_renewed_is_not_taken_in(why: str, wrong: Any, error: type, code: str) -> None:
    name = the_licence(granted().case).id
    planned(RUNNING, now=LATER)
    with pytest.raises(error, match=code):
        wrong(name)
    assert kinds(name) == ["licence.issued"]
    assert licence(name, IN_TIME).asked is None


def test_one_licence_is_asked_to_be_renewed_once_at_a_time() -> None:
    name = the_licence(granted().case).id
    planned(RUNNING, now=IN_TIME)
    answers = at_once(*(lambda n=n: ask(name, IN_TIME, number=n) for n in (2, 3, 4)))
    lost = [one for one in answers if isinstance(one, BaseException)]
    assert {getattr(one, "code", str(one)) for one in lost} == {"renewal.asked"}
    assert len(lost) == 2
    assert kinds(name) == ["licence.issued", "renewal.applied"]
    assert faults() == []


@pytest.mark.parametrize("turn", range(4))
def test_a_decision_and_the_end_at_once_leave_one_of_the_two(turn: int) -> None:
    """The clerk's clock says a second before the end, the worker's a second behind; whoever locks first was first."""
    name, case = begun()
    second = HOUR / 3600
    decide = lambda: act(case, GRANT, END - second)  # noqa: E731
    fire = lambda: fire_due(now=END + second)  # noqa: E731
    settle = lambda: licence_settle(stream=UUID(name), now=END + second)  # noqa: E731
    order = [decide, fire, settle]
    at_once(*order[turn % 3 :], *order[: turn % 3])
    fire_due(now=LATER)
    by_silence = licence(name, LATER).period.by_silence
    approval = view(case, LATER).case.approval(SIGN)
    assert (approval.status, approval.deemed) == ("decided", by_silence)
    assert ("licence.renewed" in kinds(name)) == (not by_silence)
    assert len(queries.case_history(UUID(case.id))) == len(kinds(case.id))
    assert faults() == []


def test_a_clerk_with_a_slow_clock_is_told_to_look_again() -> None:
    name, case = begun()
    struck = CancelLicence(ground="holder_ended")
    licence_cancel(licence_id=UUID(name), command=struck, actor=CLERK, grants=EVERYTHING, now=END)
    with pytest.raises(YiciError, match=r"case\.stale"):
        act(case, GRANT, END - HOUR)
    assert kinds(case.id)[-1] == "approval.accepted"


def test_a_worker_that_begins_with_the_licence_leaves_nothing_to_decide_with_a_slow_clock() -> None:
    name, case = begun()
    licence_settle(stream=UUID(name), now=END)
    assert kinds(case.id)[-1] == "approval.deemed_granted"
    with pytest.raises(Refused, match=r"case\.wrong_state"):
        act(case, GRANT, END - HOUR)


def test_an_application_that_breaks_off_leaves_the_licence_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    name = the_licence(granted().case).id
    tables = ("licences_licence", "ledger_head", "ledger_event", "ledger_timer", "cases_case")
    planned(RUNNING, now=IN_TIME)
    before = everything(tables)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr("yici.cases.store.create", broken_off)
        ask(name, IN_TIME)
    assert everything(tables) == before


def broken_off(*_: Any, **__: Any) -> None:
    raise RuntimeError


def test_rebuilt_from_its_events_everything_is_as_it_was() -> None:
    name, case = begun()
    ask(the_licence(granted(7).case).id, TOO_LATE, number=8)
    fire_due(now=LATER)
    rows = everything(("licences_licence", "cases_approval", "ledger_timer"))
    assert record.rebuild().ok
    assert faults() == []
    assert everything(("licences_licence", "cases_approval", "ledger_timer")) == rows
    assert (licence(name, LATER).period.since, UNTIL) == (date(2026, 7, 1), date(2026, 6, 30))
    assert MONDAY < IN_TIME
    assert view(case, at("2026-08-01")).case.approval(SIGN).deemed
