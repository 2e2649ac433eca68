"""An application for renewal that was lost before the end of the licence: silence then renews nothing, whoever looks
first, and however late the workers are."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    CLERK,
    DAY,
    EVERYTHING,
    HOUR,
    act,
    applicant,
    application,
    at,
    at_once,
    city,
    everything,
    faults,
    forgetful,
    new_subject,
    planned,
    view,
)
from tests.apps.licence_scenes import (
    END,
    IN_TIME,
    RUNNING,
    SIGN,
    ask,
    granted,
    kinds,
    licence,
    strict,
    the_licence,
    told,
)
from yici.cases.services import case_settle, case_submit
from yici.domain.case import Case, Defect, Paper, RequestCorrection, SupplyCorrection, Withdraw
from yici.domain.error import YiciError
from yici.domain.licence import CancelLicence
from yici.ledger.timers import fire_due
from yici.licences.queries import licences_shown
from yici.licences.services import licence_cancel, licence_settle
from yici.people.ids import id_at

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
LATER = END + 9 * DAY
LOST = at("2026-06-13", 0)
"""24:00 of the tenth working day after the defects were told."""


def lost(number: int = 2) -> tuple[str, Case]:
    """This will ask for a renewal under a text that takes an application without an answer as withdrawn, and let the
    applicant never answer."""
    name = the_licence(granted(number * 10).case).id
    plan = strict(planned(RUNNING, IN_TIME))
    case = case_submit(
        case_id=id_at(8, number), subject_id=new_subject(number, "wang"), actor=applicant(), now=IN_TIME,
        application=replace(application(plan), renews={SIGN: UUID(name)}),
    ).case  # fmt: skip
    paper = next(one.material for one in plan.materials if one.how == "submit" and SIGN in one.items)
    told = RequestCorrection(defects=(Defect(item=SIGN, target=paper, code="paper.unclear"),))
    return name, act(case, told, IN_TIME).case


def check_lost(name: str, case: Case) -> None:
    """Both streams say the same, each moment its own."""
    assert told(name)[2:] == [("renewal.ended", LOST), ("licence.expired", END)]
    assert ("approval.withdrawn", LOST) in told(case.id)
    assert {"approval.deemed_granted", "renewal.dropped"}.isdisjoint(kinds(case.id))
    assert licence(name, LATER).status == "expired"
    assert faults() == []


FIRST: dict[str, Callable[[str, Case], Any]] = {
    "licence": lambda name, _: licence_settle(stream=UUID(name), now=LATER),
    "case": lambda _, case: case_settle(stream=UUID(case.id), now=LATER),
    "timers": lambda *_: fire_due(now=LATER),
    "an act": lambda _, case: act(case, Withdraw(items=("food-licence",)), LATER, actor=applicant()),
}


@pytest.mark.parametrize("first", FIRST)
def test_whoever_records_first_what_was_lost_is_not_renewed_by_silence(first: str) -> None:
    name, case = lost()
    FIRST[first](name, case)
    fire_due(now=LATER + HOUR)
    check_lost(name, case)


def test_nobody_is_shown_a_renewal_before_anybody_records() -> None:
    name, case = lost()
    before = everything()
    assert licence(name, LATER).status == "expired"
    assert licence(name, END - HOUR).status == "renewing", "as recorded: nothing but its end asks the case"
    [shown] = [one.licence for one in licences_shown(UUID(case.id), [UUID(name)], now=LATER)]
    assert shown.status == "expired"
    assert view(case, LATER).case.approval(SIGN).status == "withdrawn"
    assert everything() == before


def test_struck_off_by_staff_before_a_worker_came_it_has_expired_first() -> None:
    name, case = lost()
    cancel = CancelLicence(ground="not_renewed")
    licence_cancel(licence_id=UUID(name), command=cancel, actor=CLERK, grants=EVERYTHING, now=LATER)
    assert told(name)[2:] == [("renewal.ended", LOST), ("licence.expired", END), ("licence.cancelled", LATER)]
    fire_due(now=LATER + HOUR)
    assert ("approval.withdrawn", LOST) in told(case.id)
    assert {"approval.deemed_granted", "renewal.dropped"}.isdisjoint(kinds(case.id))
    assert faults() == []


def test_what_was_lost_does_not_keep_the_holder_from_asking_again() -> None:
    name, case = lost()
    again = LOST + 2 * DAY
    ask(name, again, number=3)
    assert told(name)[2:] == [("renewal.ended", LOST), ("renewal.applied", again)]
    assert ("approval.withdrawn", LOST) in told(case.id)
    fire_due(now=LATER)
    assert kinds(name)[-1] == "licence.expired", "the second one was too late"
    assert faults() == []


def test_an_answer_in_time_keeps_the_renewal_by_silence() -> None:
    name, case = lost()
    [asked] = case.defects
    supplied = SupplyCorrection(papers=(Paper(material=asked.target, form="original", copies=1),))
    act(case, supplied, LOST - DAY, actor=applicant())
    licence_settle(stream=UUID(name), now=LATER)
    assert told(name)[2:] == [("licence.deemed_renewed", END)]
    assert ("approval.deemed_granted", END) in told(case.id)
    assert faults() == []


@pytest.mark.parametrize("order", list(permutations(("licence", "case", "timers"))), ids="-".join)
def test_workers_on_both_timers_at_once_make_the_same_of_it_in_every_order(order: tuple[str, ...]) -> None:
    name, case = lost()
    answers = at_once(*(partial(FIRST[one], name, case) for one in order))
    assert [one for one in answers if isinstance(one, BaseException)] == []
    fire_due(now=LATER + HOUR)
    check_lost(name, case)


@pytest.mark.parametrize("turn", range(3))
def test_many_licences_and_their_cases_are_settled_by_workers_beside_staff(turn: int) -> None:
    """Two workers take all timers, others begin with the licences, staff act on the cases: nobody waits for ever."""
    both = [lost(number) for number in range(2, 6)]
    firsts = [partial(FIRST["licence"], *both[n]) for n in (turn, 3)]
    acts = [partial(FIRST["an act"], *both[n]) for n in (3, turn)]
    jobs = [partial(fire_due, now=LATER, limit=3), *firsts, partial(fire_due, now=LATER), *acts]
    answers = at_once(*jobs[turn:], *jobs[:turn])
    assert [one for one in answers if isinstance(one, BaseException) and not isinstance(one, YiciError)] == []
    fire_due(now=LATER + HOUR)
    for name, case in both:
        check_lost(name, case)
