"""Opinions of other departments, and their silence: consent only by a text, after proof, with its consequences."""

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.case_samples import approval, at, context, do, plan_of, settled, submitted
from tests.domain.national_calendar import at as dated
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    AskOpinions,
    Case,
    CaseEvent,
    ConfirmNotice,
    Decide,
    GiveOpinion,
    Suspend,
    deadlines,
    decide,
    evolve,
    may_as_asked,
    permits,
    settle,
)
from yici.domain.case.beside_events import OpinionGiven
from yici.domain.clock import Limit
from yici.domain.error import Invalid, Refused, YiciError
from yici.domain.plan import PlannedOpinion
from yici.domain.reason import Reason

START = "2026-03-02"
RULE = ("Taizhou 2022 No. 58", "3")
SOURCED = (Reason("opinion.asked", {"agency": "x", "source": "rule"}),)


def opinion(agency: str, **changes: Any) -> PlannedOpinion:
    values = {"about": "layout", "within": Limit(3, "working_day"), "absence": RULE, "reasons": SOURCED}
    return PlannedOpinion(agency, **values | {"back_issue": Limit(1, "working_day")} | changes)


PLAN = plan_of(
    approval("site", opinions=(opinion("water"), opinion("fire", absence=None), opinion("air", within=None)))
)  # fmt: skip


def asked() -> Case:
    """This will give a matter accepted on Monday 2 March 2026 whose three departments are asked that day."""
    case = do(submitted(at(START), PLAN)[0], Accept(), at(START), PLAN)
    return do(case, AskOpinions(item="site"), at(START, 10), PLAN)


def noticed(case: Case, agency: str, day: str = START) -> Case:
    return do(case, ConfirmNotice(item="site", agency=agency, proof="signed:1"), at(day, 11), PLAN)


def give(case: Case, agency: str, agrees: bool, day: str = "2026-03-03") -> Case:
    grounds = () if agrees else ("condition.not_met",)
    return do(case, GiveOpinion(item="site", agency=agency, agrees=agrees, grounds=grounds), at(day), PLAN)


def refused(case: Case, command: Any, day: str = "2026-03-03") -> YiciError:
    with pytest.raises((Refused, Invalid)) as told:
        decide(settled(case, at(day), PLAN), command, context(at(day), PLAN))
    return told.value


def stances(case: Case) -> dict[str, str]:
    return {one.agency: one.stance for one in case.approval("site").opinions}


def test_all_are_asked_at_once_each_with_its_limit_and_the_case_says_whose_turn_it_is():
    case = asked()
    assert stances(case) == {"water": "asked", "fire": "asked", "air": "asked"}
    ends = {d.of: (d.due, d.duty, d.source) for _, d in deadlines(case) if d.name == "opinion"}
    assert ends["water"] == (dated("Thu 2026-03-05 24:00"), "consulted", "rule")
    assert ends["air"] == (dated("Mon 2026-03-09 24:00"), "consulted", "platform")
    assert "opine" in case.approval("site").tasks


def test_a_grant_needs_every_consent_and_a_refusal_none():
    case = give(give(asked(), "water", agrees=True), "fire", agrees=True)
    fault = refused(case, Decide(item="site", grant=True))
    assert (fault.code, fault.params["agencies"]) == ("decision.opinions_missing", ["air"])
    assert give(case, "air", agrees=True).approval("site").opinions[0].deadline is None
    done = do(give(case, "air", agrees=True), Decide(item="site", grant=True), at("2026-03-04"), PLAN)
    assert done.approval("site").status == "decided"
    assert (
        do(case, Decide(item="site", grant=False, grounds=("condition.not_met",)), at("2026-03-04"), PLAN).phase
        == "closed"
    )


def test_who_is_against_it_says_why_and_may_be_asked_again():
    assert refused(asked(), GiveOpinion(item="site", agency="water", agrees=False)).code == "opinion.grounds"
    case = give(asked(), "water", agrees=False)
    assert refused(case, Decide(item="site", grant=True)).params["agencies"] == ["water", "fire", "air"]
    again = do(case, AskOpinions(item="site", agencies=("water",)), at("2026-03-03", 10), PLAN)
    assert stances(give(again, "water", agrees=True, day="2026-03-04"))["water"] == "agreed"


@pytest.mark.parametrize(
    ("agency", "notice", "stance"),
    [
        ("water", START, "absent"),  # a text, and proof: silence is consent
        ("water", None, "asked"),  # no proof that the question arrived
        ("fire", START, "asked"),  # no text
        ("air", START, "asked"),  # a text, but nobody says within what
    ],
)
def test_silence_is_consent_only_by_a_text_with_a_limit_after_proof_of_notice(agency, notice, stance):
    case = noticed(asked(), agency, notice) if notice else asked()
    assert stances(settled(case, at("2026-04-30"), PLAN))[agency] == stance


def events(case: Case, day: str) -> list[CaseEvent]:
    return settle(case, context(at(day), PLAN))


def test_the_limit_of_silence_runs_from_the_notice_and_its_end_counts_however_late_somebody_looks():
    case = noticed(asked(), "water", "2026-03-04")
    assert not [event for event in events(case, "2026-03-09") if event.kind == "opinion.absent"]
    [absent] = [event for event in events(case, "2026-04-30") if event.kind == "opinion.absent"]
    # Noticed on Wednesday: Thursday, Friday, Monday.
    assert absent.at == dated("Mon 2026-03-09 24:00")
    assert (absent.law, absent.article) == RULE
    assert absent.deadline.due == dated("Tue 2026-03-10 24:00")


def test_who_was_silent_still_owes_the_opinion_gets_a_card_and_cannot_take_the_consent_back():
    late = settled(noticed(asked(), "water"), at("2026-03-06"), PLAN)
    assert [(d.name, d.of) for _, d in deadlines(late) if d.of == "water"] == [("back_issue", "water")]
    missed = settled(late, at("2026-03-10"), PLAN)
    assert [(c.agency, c.about) for c in missed.approval("site").cards if c.about == "back_issue"] == [
        ("water", "back_issue")
    ]
    answered = give(late, "water", agrees=False, day="2026-03-06")
    assert stances(answered)["water"] == "absent"
    assert not [d for _, d in deadlines(answered) if d.of == "water"]
    assert refused(answered, GiveOpinion(item="site", agency="water", agrees=True)).code == "opinion.given_already"


def test_nobody_agrees_twice_and_no_opinion_changes_without_a_word():
    agreed = give(asked(), "water", agrees=True)
    assert refused(agreed, GiveOpinion(item="site", agency="water", agrees=True)).code == "opinion.given_already"
    against = GiveOpinion(item="site", agency="water", agrees=False, grounds=("condition.not_met",))
    assert refused(agreed, against).code == "opinion.correction"
    assert refused(agreed, replace(against, note=" ")).code == "opinion.correction"


def test_a_department_corrects_with_reasons_what_it_said_and_both_stand_on_the_record():
    agreed = give(asked(), "water", agrees=True)
    against = GiveOpinion(
        item="site", agency="water", agrees=False, grounds=("condition.not_met",), note="管线图是旧版"
    )
    [said] = decide(agreed, against, context(at("2026-03-04"), PLAN))
    assert isinstance(said, OpinionGiven)
    assert (said.agrees, said.corrects, said.late) == (False, "agreed", False)
    corrected = do(agreed, against, at("2026-03-04"), PLAN)
    assert stances(corrected)["water"] == "disagreed"
    back = GiveOpinion(item="site", agency="water", agrees=True, note="新图已经核对")
    assert stances(do(corrected, back, at("2026-03-05"), PLAN))["water"] == "agreed"


def test_what_is_said_after_being_asked_again_corrects_nothing():
    again = do(give(asked(), "water", agrees=False), AskOpinions(item="site"), at("2026-03-04"), PLAN)
    [said] = decide(again, GiveOpinion(item="site", agency="water", agrees=True), context(at("2026-03-04"), PLAN))
    assert isinstance(said, OpinionGiven)
    assert said.corrects is None


def test_notice_is_proved_once_and_only_of_what_was_asked():
    case = do(submitted(at(START), PLAN)[0], Accept(), at(START), PLAN)
    assert refused(case, ConfirmNotice(item="site", agency="water", proof="signed:1")).code == "opinion.not_asked"
    assert refused(case, AskOpinions(item="site", agencies=("police",))).code == "opinion.not_planned"
    assert refused(asked(), ConfirmNotice(item="site", agency="water", proof="")).code == "opinion.no_proof"
    twice = ConfirmNotice(item="site", agency="water", proof="signed:1")
    assert refused(noticed(asked(), "water"), twice).code == "opinion.noticed_already"
    assert refused(asked(), AskOpinions(item="site")).code == "opinion.nobody_to_ask"


def test_the_opinion_is_the_asked_department_s_own():
    case = asked()
    command = GiveOpinion(item="site", agency="water", agrees=True)
    own = Grants((Grant("officer", "water", "water", case.place),))
    other = Grants((Grant("lead", "agency of site", "agency of site", case.place),))
    assert permits(case, command, own)
    assert not permits(case, command, other)


def test_asking_others_stops_no_clock():
    case = asked()
    before = {d.name: d.due for d in case.approval("site").deadlines}
    assert before == {"promised": dated("Mon 2026-03-16 24:00"), "legal": dated("Mon 2026-03-30 24:00")}
    late = settled(case, at("2026-03-13"), PLAN)
    assert {d.name: d.due for d in late.approval("site").deadlines} == before


def test_opinions_come_in_while_the_clock_stands_still():
    case = do(asked(), Suspend(item="site", cause="testing", days=3), at(START, 12), PLAN)
    assert stances(give(case, "fire", agrees=True))["fire"] == "agreed"


def test_old_events_without_these_fields_fold():
    case, _ = submitted(at(START), PLAN)
    assert case.approval("site").opinions == ()
    for event in settle(case, context(at("2026-03-20"), PLAN)):
        case = evolve(case, event)
    assert case.approval("site").by_silence


def test_the_state_keeps_the_proof_the_law_and_what_came_afterwards():
    late = settled(noticed(asked(), "water"), at("2026-03-06"), PLAN)
    [water] = [one for one in late.approval("site").opinions if one.agency == "water"]
    assert (water.proof, water.law, water.article) == ("signed:1", *RULE)
    assert (water.absent_at, water.given_at, water.afterwards) == (dated("Thu 2026-03-05 24:00"), None, None)
    answered = give(late, "water", agrees=False, day="2026-03-06")
    [water] = [one for one in answered.approval("site").opinions if one.agency == "water"]
    assert (water.stance, water.given_at, water.afterwards) == ("absent", at("2026-03-06"), "disagreed")
    in_time = give(asked(), "water", agrees=True)
    assert [one.afterwards for one in in_time.approval("site").opinions] == [None, None, None]


@pytest.mark.parametrize(
    ("role", "agency", "allowed"),
    [
        ("officer", "water", True),  # signs for its own question
        ("officer", "agency of site", True),  # proves that it arrived
        ("officer", "fire", False),  # was asked something else
        ("window_clerk", "water", False),
        ("officer", "police", False),
    ],
)
def test_a_notice_is_confirmed_by_the_body_that_asks_or_the_department_itself(role, agency, allowed):
    case = asked()
    grants = Grants((Grant(role, "b", agency, case.place),))
    assert permits(case, ConfirmNotice(item="site", agency="water", proof="signed:1"), grants) is allowed


def test_a_department_that_was_not_asked_may_not_sign():
    case = do(submitted(at(START), PLAN)[0], Accept(), at(START), PLAN)
    grants = Grants((Grant("officer", "b", "water", case.place),))
    assert not permits(case, ConfirmNotice(item="site", agency="water", proof="signed:1"), grants)


def test_an_asked_department_may_see_and_knows_only_as_long_as_it_owes_its_opinion():
    case = asked()
    grants = Grants((Grant("officer", "b", "water", case.place),))
    assert may_as_asked("case.read", case, grants)
    assert may_as_asked("case.read", case, grants, frozenset({"site"}), owing=True)
    assert not may_as_asked("case.read", case, grants, frozenset({"other"}))
    answered = give(case, "water", agrees=True)
    assert may_as_asked("case.read", answered, grants)
    assert not may_as_asked("case.read", answered, grants, owing=True)
