"""Messages beside a case: who owes an answer until when, what is too late or too much, and that no limit moves."""

from dataclasses import replace

import pytest

from tests.domain.case_samples import approval, at, context, do, plan_of, settled, submitted
from yici.domain.authority import Grants
from yici.domain.case import Accept, Ask, Case, Command, Decide, Deliver, Reply, Withdraw, deadlines, decide
from yici.domain.case.allowed import allowed
from yici.domain.case.talking import LONGEST, MOST_MESSAGES, talk_of
from yici.domain.error import YiciError

START = "2026-03-02"
PLAN = plan_of(approval("food"))
ASK, REPLY = Ask(item="food", note="when?"), Reply(item="food", note="soon")


def handled() -> Case:
    return do(submitted(at(START), PLAN)[0], Accept(), at(START), PLAN)


def fault(case: Case, command: Command) -> str:
    with pytest.raises(YiciError) as raised:
        decide(case, command, context(at(START, 11), PLAN))
    return raised.value.code


def limits(case: Case) -> list[object]:
    return list(case.approval("food").deadlines)


def test_a_question_stands_open_with_the_unit_until_it_is_answered_and_moves_no_limit() -> None:
    before = handled()
    asked = do(before, ASK, at(START, 10), PLAN)
    food = asked.approval("food")
    assert ("reply" in food.tasks, food.asked) == (True, True)
    [owed] = [one for _, one in deadlines(asked) if one.name == "message"]
    assert (owed.duty, owed.source) == ("agency", "platform")
    assert owed.due is not None
    assert limits(asked) == limits(before)
    again = do(asked, ASK, at(START, 11), PLAN)
    assert [one.due for _, one in deadlines(again) if one.name == "message"] == [owed.due]
    done = do(again, REPLY, at(START, 12), PLAN)
    assert ("reply" in done.approval("food").tasks, deadlines(done)) == (False, deadlines(before))
    assert (talk_of(done.approval("food")).asked, talk_of(done.approval("food")).replied) == (2, 1)


def test_a_question_that_nobody_answers_is_told_as_missed_and_brings_no_card() -> None:
    late = settled(do(handled(), ASK, at(START, 10), PLAN), at("2026-03-12"), PLAN)
    owed = talk_of(late.approval("food")).open
    assert owed is not None
    assert owed.missed
    assert late.approval("food").cards == ()


def test_a_question_outlives_the_decision_and_may_be_answered_then() -> None:
    case = do(do(handled(), ASK, at(START, 10), PLAN), Decide(item="food", grant=True), at(START, 11), PLAN)
    case = do(case, Deliver(item="food", way="window"), at(START, 12), PLAN)
    assert (case.phase, case.approval("food").open, case.approval("food").tasks) == ("closed", True, ("reply",))
    assert not do(case, REPLY, at(START, 13), PLAN).approval("food").open


def test_what_was_taken_back_is_asked_about_no_more_but_an_old_question_is_answered() -> None:
    gone = do(handled(), Withdraw(), at(START, 10), PLAN)
    assert (fault(gone, ASK), fault(gone, REPLY)) == ("message.closed", "message.closed")
    waiting = do(do(handled(), ASK, at(START, 10), PLAN), Withdraw(), at(START, 10), PLAN)
    assert fault(waiting, ASK) == "message.closed"
    assert not do(waiting, REPLY, at(START, 11), PLAN).approval("food").open


@pytest.mark.parametrize(("note", "code"), [(" ", "message.empty"), ("字" * (LONGEST + 1), "message.too_long")])
def test_a_message_has_words_and_an_end(note: str, code: str) -> None:
    assert fault(handled(), Ask(item="food", note=note)) == code
    assert fault(handled(), Reply(item="food", note=note)) == code


def test_each_side_writes_so_many_messages_and_what_was_asked_is_answered_all_the_same() -> None:
    case = handled()
    for _ in range(MOST_MESSAGES):
        case = do(case, REPLY, at(START, 10), PLAN)
    assert fault(case, REPLY) == "message.too_many"
    for _ in range(MOST_MESSAGES):
        case = do(case, ASK, at(START, 10), PLAN)
    assert fault(case, ASK) == "message.too_many"
    assert not do(case, REPLY, at(START, 10), PLAN).approval("food").asked


def test_only_the_applicant_is_offered_to_ask_and_nobody_without_a_right_to_reply() -> None:
    case = replace(handled(), applicant="wang")
    owner = {one.command for one in allowed(case, PLAN, Grants(), at(START, 10), "wang")}
    other = {one.command for one in allowed(case, PLAN, Grants(), at(START, 10), "neighbour")}
    assert ("ask_office" in owner, "ask_office" in other, "reply" in owner) == (True, False, False)
