"""Interested parties: Administrative Licensing Law Art. 36 and 47, with dates, over the calendar of 2026."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.domain.case_samples import approval, at, context, do, plan_of, settled, submitted
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    Case,
    Decide,
    HearInterested,
    HoldHearing,
    SetHearing,
    TellInterested,
    decide,
)
from yici.domain.case.allowed import allowed
from yici.domain.case.interested import MOST_INTERESTED
from yici.domain.clock import Limit
from yici.domain.error import YiciError
from yici.domain.regime import HearingRule

WORKING = "working_day"
RULE = HearingRule(Limit(5, WORKING), Limit(20, WORKING), Limit(7, WORKING), "licensing-47")
HEARD = plan_of(approval("site", hearing=RULE))
PLAIN = plan_of(approval("site"))
# Monday 27 April 2026; 1-5 May are holidays, Saturday 9 May is a make-up workday.
TOLD = "2026-04-27"
NEIGHBOUR, OTHER, THIRD = (str(UUID(int=number)) for number in (7, 8, 9))
RECORD = "ab" * 32


def tell(who: str = NEIGHBOUR, until: date = date(2026, 5, 8), **given: Any) -> TellInterested:
    """The neighbour of the site is told that it concerns them."""
    words = {"name": "吴某", "address": "3 幢 102 室", "note": "油烟管道在其窗下"} | given
    return TellInterested(item="site", interested=who, until=until, **words)


def heard(answer: Any = "views", who: str = NEIGHBOUR, **given: Any) -> HearInterested:
    proof = {"views": {"minutes": RECORD}, "silent": {"proof": "courier:sf1"}}.get(answer, {})
    return HearInterested(item="site", interested=who, answer=answer, **proof | given)


def told(plan: Any = PLAIN, **given: Any) -> Case:
    accepted = do(submitted(at(TOLD), plan)[0], Accept(), at(TOLD), plan)
    return do(accepted, tell(**given), at(TOLD, 10), plan)


def fault(case: Case, command: Any, day: str, plan: Any = PLAIN) -> YiciError:
    with pytest.raises(YiciError) as refused:
        decide(settled(case, at(day), plan), command, context(at(day), plan))
    return refused.value


BODY = Grants((Grant("chief_representative", "body", "agency of site", "330800000000"),))
GRANT = Decide(item="site", grant=True)


def test_nothing_is_granted_before_whoever_was_told_is_heard():
    assert fault(told(), GRANT, "2026-04-28").code == "decision.unheard"
    after = do(told(), heard(), at("2026-04-28"), PLAIN)
    assert do(after, GRANT, at("2026-04-28", 11), PLAIN).approval("site").status == "decided"


def test_one_of_two_who_is_not_heard_is_enough():
    two = do(told(), tell(OTHER), at("2026-04-28"), PLAIN)
    one = do(two, heard(), at("2026-04-29"), PLAIN)
    assert fault(one, GRANT, "2026-04-29").params["count"] == 1


def test_a_refusal_harms_nobody_and_waits_for_nobody():
    refused = do(told(), Decide(item="site", grant=False, grounds=("prohibited",)), at("2026-04-28"), PLAIN)
    assert refused.approval("site").status == "refused"


def test_silence_counts_from_the_day_after_the_last_and_only_with_proof_that_the_letter_came():
    assert fault(told(), heard("silent"), "2026-05-08").code == "interested.answer_not_now"
    assert fault(told(), heard("silent", proof=""), "2026-05-09").code == "interested.no_proof"
    silent = do(told(), heard("silent"), at("2026-05-09"), PLAIN)
    [one] = silent.approval("site").interested
    assert (one.answer, one.heard_at) == ("silent", at("2026-05-09"))


def test_views_are_taken_even_when_the_time_is_over_and_never_without_a_record():
    assert fault(told(), heard(minutes=""), "2026-04-28").code == "interested.no_record"
    assert do(told(), heard(), at("2026-05-12"), PLAIN).approval("site").interested[0].answer == "views"


def test_whoever_was_heard_is_not_heard_again_and_nobody_else_is():
    once = do(told(), heard(), at("2026-04-28"), PLAIN)
    assert fault(once, heard(), "2026-04-29").code == "interested.not_waiting"
    assert fault(once, heard(who=OTHER), "2026-04-29").code == "interested.not_waiting"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"who": "neighbour"}, "interested.id"), ({"name": " "}, "interested.no_name"),
        ({"note": ""}, "interested.no_note"), ({"until": date(2026, 4, 27)}, "interested.too_soon"),
        ({"who": NEIGHBOUR}, "interested.id"),
    ],
)  # fmt: skip
def test_whom_and_what_about_is_said_and_until_when(given: dict[str, Any], code: str):
    assert fault(told(), tell(**{"who": OTHER} | given), TOLD).code == code


def test_the_key_of_the_applicant_is_nobody_elses():
    case = told()
    assert fault(case, tell(case.subject), TOLD).code == "interested.id"


def test_more_than_twenty_are_told_by_a_public_notice():
    case = told()
    for number in range(1, MOST_INTERESTED):
        case = do(case, tell(str(UUID(int=100 + number))), at("2026-04-28"), PLAIN)
    assert fault(case, tell(OTHER), "2026-04-28").code == "interested.too_many"


def test_where_a_text_gives_a_hearing_both_are_told_of_it_and_have_the_five_days_whole():
    # 28, 29, 30 April, 6, 7 May.
    assert fault(told(), tell(OTHER, date(2026, 5, 6)), TOLD, HEARD).params["earliest"] == "2026-05-07"
    case = told(HEARD, until=date(2026, 5, 7))
    hearing = case.approval("site").hearing
    assert hearing is not None
    assert hearing.stage == "offered"


def test_the_applicant_is_told_of_the_hearing_once_however_many_are_concerned():
    two = do(told(HEARD), tell(OTHER), at(TOLD, 11), HEARD)
    hearing = two.approval("site").hearing
    assert hearing is not None
    assert hearing.deadline is not None
    assert hearing.deadline.since == at(TOLD, 10)


def test_an_interested_party_may_ask_for_the_hearing_also_when_the_applicant_did_not():
    case = told(HEARD, until=date(2026, 5, 12))
    late = settled(case, at("2026-05-11"), HEARD)
    assert late.approval("site").hearing.stage == "waived"  # type: ignore[union-attr]
    asked = do(late, heard("hearing"), at("2026-05-11"), HEARD)
    assert asked.approval("site").hearing.stage == "requested"  # type: ignore[union-attr]
    assert fault(asked, GRANT, "2026-05-11", HEARD).code == "decision.hearing_open"
    assert fault(case, heard("hearing"), "2026-05-13", HEARD).code == "interested.answer_not_now"


def test_no_hearing_is_asked_for_where_no_text_gives_one_or_when_there_is_one_already():
    assert fault(told(), heard("hearing"), "2026-04-28").code == "interested.answer_not_now"
    two = do(told(HEARD), tell(OTHER), at(TOLD, 11), HEARD)
    asked = do(two, heard("hearing"), at("2026-04-28"), HEARD)
    assert fault(asked, heard("hearing", OTHER), "2026-04-28", HEARD).code == "interested.answer_not_now"


def test_they_are_called_to_the_hearing_as_the_applicant_is():
    asked = do(told(HEARD), heard("hearing"), at("2026-04-28"), HEARD)
    command = SetHearing(item="site", on=date(2026, 5, 11), note="Room 1, 9:00")
    happened = decide(asked, command, context(at("2026-04-28", 11), HEARD))
    assert [event.kind for event in happened] == ["hearing.set", "interested.summoned"]
    held = do(do(asked, command, at("2026-04-28", 11), HEARD), HoldHearing(item="site", minutes=RECORD),
              at("2026-05-11", 12), HEARD)  # fmt: skip
    assert do(held, GRANT, at("2026-05-11", 13), HEARD).approval("site").status == "decided"


LATER = "2026-05-12"
SET = SetHearing(item="site", on=date(2026, 5, 21), note="Room 1, 9:00")


def set_with_one_told_after() -> Case:
    """A hearing that the first asked for is set for 21 May; on 12 May somebody else is told."""
    asked = do(told(HEARD), heard("hearing"), at("2026-04-28"), HEARD)
    return do(do(asked, SET, at("2026-05-11"), HEARD), tell(OTHER, date(2026, 5, 19)), at(LATER), HEARD)


def test_no_hearing_is_held_to_which_one_was_not_called_who_was_told_after_it_was_set():
    case = set_with_one_told_after()
    hold = HoldHearing(item="site", minutes=RECORD)
    refused = fault(case, hold, "2026-05-21", HEARD)
    assert (refused.code, refused.params["count"]) == ("hearing.not_called", 1)
    again = do(case, SetHearing(item="site", on=date(2026, 5, 25), note="Room 1, 9:00"), at(LATER, 11), HEARD)
    assert do(again, hold, at("2026-05-25"), HEARD).approval("site").hearing.stage == "held"  # type: ignore[union-attr]
    said = do(case, heard(who=OTHER), at("2026-05-13"), HEARD)
    assert do(said, hold, at("2026-05-21"), HEARD).approval("site").hearing.stage == "held"  # type: ignore[union-attr]


def test_whoever_is_told_when_the_hearing_is_over_may_ask_for_one_and_whoever_was_called_to_it_may_not():
    asked = do(told(HEARD, until=date(2026, 5, 29)), heard("hearing"), at("2026-04-28"), HEARD)
    two = do(asked, tell(OTHER, date(2026, 5, 29)), at("2026-04-29"), HEARD)
    held = do(do(two, SET, at("2026-05-11"), HEARD), HoldHearing(item="site", minutes=RECORD), at("2026-05-21"), HEARD)
    late = do(held, tell(THIRD, date(2026, 5, 29)), at("2026-05-22"), HEARD)
    assert fault(late, heard("hearing", OTHER), "2026-05-25", HEARD).code == "interested.answer_not_now"
    again = do(late, heard("hearing", THIRD), at("2026-05-25"), HEARD)
    assert again.approval("site").hearing.stage == "requested"  # type: ignore[union-attr]


def test_what_they_are_called_and_said_stands_in_no_open_part():
    case = do(submitted(at(TOLD), HEARD)[0], Accept(), at(TOLD), HEARD)
    for event in decide(case, tell(), context(at(TOLD), HEARD)):
        shown = {key: value for key, value in vars_of(event).items() if key != "private"}
        assert not any(word in str(shown) for word in ("吴某", "102", "油烟"))


def vars_of(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


def test_the_desk_offers_it_while_the_matter_is_examined():
    offers = {(one.command, one.on) for one in allowed(told(), PLAIN, BODY, at("2026-04-28"), "officer")}
    assert {("tell_interested", "site"), ("hear_interested", f"site:{NEIGHBOUR}")} <= offers
    decided = do(do(told(), heard(), at("2026-04-28"), PLAIN), GRANT, at("2026-04-28", 11), PLAIN)
    offered = {one.command for one in allowed(decided, PLAIN, BODY, at("2026-04-28", 12), "officer")}
    assert not offered & {"tell_interested", "hear_interested"}
