"""Who may do what with a case: every command by everybody, and how far a right reaches."""

from dataclasses import replace
from typing import get_args

import pytest

from tests.apps.case_people import EVERYBODY, FIRE, FOOD, OWNER, REGISTRATION, SEES, WINDOW, who
from tests.apps.case_scenes import (
    AGENCIES,
    BODIES,
    DAY,
    HOUR,
    LARGE,
    MONDAY,
    PLACE,
    PROMISED,
    act,
    at,
    city,
    everything,
    faults,
    forgetful,
    grants_of_staff,
    staff,
    submit,
)
from tests.apps.people_samples import load_county
from yici.cases.access import authorise
from yici.demo.accounts import create_accounts
from yici.demo.people import STAFF
from yici.domain.authority import Grant, Grants
from yici.domain.case import ACTIONS, Case, Command, Defect, Invited, Meeting, Paper, Visit
from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.error import Forbidden, NotFound
from yici.domain.roles import ACTIONS as ALL_ACTIONS
from yici.people.ids import id_at
from yici.people.queries import grants_of

__all__ = ["city", "forgetful"]
DAY_OF_VISIT = at("2026-03-05").date()
TWO = ("officer-1", "officer-2")
ONE_OF_EACH: dict[type, Command] = {
    c.Submit: c.Submit(id="case", numbers=("1",), plan="p", subject="s", papers=()),
    c.RequestCorrection: c.RequestCorrection(
        defects=(Defect(item=FOOD, target="food_safety_rules", code="paper.unclear"),)
    ),
    c.WithdrawCorrection: c.WithdrawCorrection(),
    c.SupplyCorrection: c.SupplyCorrection(papers=(Paper(material="x"),)),
    c.SupplyPaper: c.SupplyPaper(papers=(Paper(material="x"),)),
    c.Accept: c.Accept(items=(FOOD,)),
    c.DeclineAcceptance: c.DeclineAcceptance(item=FOOD, reason="not_competent", competent="urban_management"),
    c.PlanInspection: c.PlanInspection(visit="w", items=(FOOD,), on=DAY_OF_VISIT, officers=TWO),
    c.RecordInspection: c.RecordInspection(visit="v", officers=TWO),
    c.Suspend: c.Suspend(item=FOOD, cause="testing", days=3),
    c.Resume: c.Resume(item=FOOD),
    c.ExtendDecision: c.ExtendDecision(item=FOOD, days=10, approver="head", note="why"),
    x.AskOpinions: x.AskOpinions(item=FOOD),
    x.ConfirmNotice: x.ConfirmNotice(item=FOOD, agency="urban_management", proof="signed:1"),
    x.GiveOpinion: x.GiveOpinion(item=FOOD, agency="urban_management", agrees=True),
    x.IssueCard: x.IssueCard(item=FOOD, about="slow"),
    x.AnswerCard: x.AnswerCard(item=FOOD, card="slow-1", note="done"),
    x.Urge: x.Urge(item=FOOD, about="late"),
    x.Convene: x.Convene(about="late", at=at("2026-03-05"), where="Room 1", items=(FOOD, FIRE)),
    x.AnswerInvitation: x.AnswerInvitation(meeting="meeting-1", agency="fire_rescue", comes=True),
    x.RecordMeeting: x.RecordMeeting(meeting="meeting-1", attended=(), result="agreed", record="Done."),
    x.CallOffMeeting: x.CallOffMeeting(meeting="meeting-1"),
    x.Rate: x.Rate(level=1),
    x.Ask: x.Ask(item=FOOD, note="when?"),
    x.Reply: x.Reply(item=FOOD, note="soon"),
    c.Decide: c.Decide(item=FOOD, grant=True),
    c.Deliver: c.Deliver(item=FOOD, way="window"),
    c.DeliverTogether: c.DeliverTogether(items=(FOOD, FIRE), way="window"),
    c.Withdraw: c.Withdraw(items=(FOOD,)),
    x.OfferHearing: x.OfferHearing(item=FOOD),
    x.RequestHearing: x.RequestHearing(item=FOOD),
    x.SetHearing: x.SetHearing(item=FOOD, on=DAY_OF_VISIT, note="Room 1"),
    x.HoldHearing: x.HoldHearing(item=FOOD, minutes="a" * 64),
    x.TellInterested: x.TellInterested(
        item=FOOD, interested=str(id_at(9, 2)), until=DAY_OF_VISIT, name="吴邻", note="油烟"
    ),
    x.HearInterested: x.HearInterested(item=FOOD, interested=str(id_at(9, 2)), answer="views", minutes="a" * 64),
    x.Recuse: x.Recuse(item=FOOD, officer=str(id_at(9, 1)), reason="relative"),
    c.VerifyCommitment: c.VerifyCommitment(item=FIRE, kept=True, officers=TWO),
    c.ConfirmRepair: c.ConfirmRepair(item=FIRE),
    c.Revoke: c.Revoke(item=FIRE, grounds=("commitment.broken",)),
}
MAY: dict[type, set[str]] = {
    c.Submit: {OWNER, WINDOW},
    c.RequestCorrection: {WINDOW, "market", "lead"},
    c.WithdrawCorrection: {WINDOW, "market", "lead"},
    c.SupplyCorrection: {OWNER, WINDOW},
    c.SupplyPaper: {OWNER, WINDOW},
    c.Accept: {WINDOW, "market", "lead"},
    c.DeclineAcceptance: {WINDOW, "market", "lead"},
    c.PlanInspection: {"market", "lead"},
    c.RecordInspection: {"market", "lead"},
    c.Suspend: {"market", "lead"},
    c.Resume: {"market", "lead"},
    c.ExtendDecision: {"market", "lead"},
    x.AskOpinions: {"market", "lead"},
    x.ConfirmNotice: {"market", "lead"},
    x.GiveOpinion: {"city"},
    x.IssueCard: {"supervisor"},
    x.AnswerCard: {"market", "lead"},
    x.Urge: {WINDOW, "lead", "supervisor"},
    x.Convene: {"lead", "supervisor"},
    x.AnswerInvitation: {"fire", "fire2"},
    x.RecordMeeting: {"lead", "supervisor"},
    x.CallOffMeeting: {"lead", "supervisor"},
    x.Rate: {OWNER},
    x.Ask: {OWNER},
    x.Reply: {WINDOW, "market", "lead"},
    c.Decide: {"market", "lead"},
    c.Deliver: {WINDOW},
    c.DeliverTogether: {WINDOW},
    c.Withdraw: {OWNER, WINDOW},
    x.OfferHearing: {"market", "lead"},
    x.RequestHearing: {OWNER, WINDOW},
    x.SetHearing: {"market", "lead"},
    x.HoldHearing: {"market", "lead"},
    x.TellInterested: {"market", "lead"},
    x.HearInterested: {"market", "lead"},
    x.Recuse: {"lead"},
    c.VerifyCommitment: {"fire", "fire2"},
    c.ConfirmRepair: {"fire", "fire2"},
    c.Revoke: {"fire"},
}
"""Whoever may ask it of the food licence (market regulation) or of the fire check (fire and rescue)."""


def matter() -> Case:
    """A case with an open correction of the food licence and a planned visit, so that every command concerns it."""
    case = submit(answers=PROMISED).case
    defect = Defect(item=FOOD, target="food_safety_rules", code="paper.unclear")
    called = (Invited("market_regulation", FOOD), Invited("fire_rescue", FIRE))
    meeting = Meeting("meeting-1", "late", (FOOD, FIRE), at("2026-03-05"), False, called, MONDAY)
    return replace(case, defects=(defect,), visits=(Visit("v", (FOOD,), DAY_OF_VISIT, TWO),), meetings=(meeting,))


def outcome(case: Case, command: Command, name: str) -> str:
    actor, grants = who(name)
    try:
        authorise(case, command, actor, grants, MONDAY)
    except NotFound:
        return "not found"
    except Forbidden:
        return "forbidden"
    return "may"


def test_no_command_is_forgotten_here():
    assert set(ONE_OF_EACH) == set(MAY) == set(get_args(Command)) == set(ACTIONS)
    assert set(ACTIONS.values()) <= set(ALL_ACTIONS)
    assert all(type(command) is kind for kind, command in ONE_OF_EACH.items())


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_every_command_by_everybody():
    case = matter()
    table = {
        kind: {name: outcome(case, command, name) for name in EVERYBODY} for kind, command in ONE_OF_EACH.items()
    }  # fmt: skip
    expected = {
        kind: {
            name: "may" if name in MAY[kind] else "forbidden" if name in SEES else "not found" for name in EVERYBODY
        }
        for kind in ONE_OF_EACH
    }  # fmt: skip
    assert table == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_command_on_the_whole_case_takes_the_right_on_every_item_of_it():
    case = matter()
    for command in (c.Accept(), c.Withdraw(), c.Accept(items=(FOOD, FIRE)), c.Accept(items=("nothing",))):
        assert outcome(case, command, WINDOW) == "may"
        assert outcome(case, command, "market") == "forbidden"


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_joint_visit_is_set_and_recorded_by_the_lead_department_and_each_part_by_its_own():
    case = submit(answers=LARGE).case
    both = c.PlanInspection(visit="w", items=(FOOD, FIRE), on=DAY_OF_VISIT, officers=TWO)
    fire = c.PlanInspection(visit="w", items=(FIRE,), on=DAY_OF_VISIT, officers=TWO)
    commands = {
        "both": both,
        "fire alone": fire,
        "record": c.RecordInspection(visit="v", officers=TWO),
        "record food": c.RecordInspection(visit="v", items=(FOOD,), officers=TWO),
        "record fire": c.RecordInspection(visit="v", items=(FIRE,), officers=TWO),
    }
    act(case, c.Accept(), MONDAY)
    act(case, c.Decide(item=REGISTRATION, grant=True), MONDAY)
    lead = {"actor": staff("lead"), "grants": grants_of_staff("lead")}
    case = act(case, replace(both, visit="v"), MONDAY, **lead).case
    table = {told: {name for name in EVERYBODY if outcome(case, one, name) == "may"} for told, one in commands.items()}
    assert table == {
        "both": {"lead"},
        "fire alone": {"fire", "fire2"},
        "record": {"lead"},
        "record food": {"market", "lead"},
        "record fire": {"fire", "fire2", "lead"},
    }
    for name, items in (("fire", (FIRE,)), ("market", ())):
        record = c.RecordInspection(visit="v", items=items, officers=TWO)
        case = act(case, record, at("2026-03-05"), actor=staff(name), grants=grants_of_staff(name)).case
    assert case.visits[0].recorded
    assert [case.approval(item).inspected for item in (FOOD, FIRE)] == [True, True]
    assert faults() == []


NARROW = [  # what the clerk or decider holds beside role and agency, and whether it reaches the food licence at PLACE
    (Grant("lead", "b", "market_regulation", PLACE), True),
    (Grant("lead", "b", "market_regulation", "330000000000"), True),  # the province
    (Grant("lead", "b", "market_regulation", "330802000000"), False),  # one of its districts
    (Grant("lead", "b", "market_regulation", "330700000000"), False),  # the next city
    (Grant("lead", "b", "fire_rescue", PLACE), False),
    (Grant("lead", "b", "market_regulation", PLACE, FOOD), True),
    (Grant("lead", "b", "market_regulation", PLACE, REGISTRATION), False),
    (Grant("window_clerk", "b", "service_centre", "330802000000"), False),
    (Grant("officer", "b", "market_regulation", PLACE), False),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(("grant", "allowed"), NARROW)
def test_a_right_reaches_its_place_body_and_item_and_no_further(grant, allowed):
    case = act(submit().case, c.Decide(item=REGISTRATION, grant=True), MONDAY + HOUR).case
    act(case, c.Accept(items=(FOOD,)), MONDAY + HOUR)
    before = everything()
    decision = c.Decide(item=FOOD, grant=False, grounds=("condition.not_met",))
    if allowed:
        assert act(case, decision, MONDAY + DAY, grants=Grants((grant,))).case.approval(FOOD).status == "refused"
    else:
        with pytest.raises((Forbidden, NotFound)):
            act(case, decision, MONDAY + DAY, grants=Grants((grant,)))
        assert everything() == before


@pytest.mark.django_db
def test_the_grants_of_this_table_are_those_that_the_demonstrations_accounts_get(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_county(tmp_path)
    accounts = create_accounts(now=MONDAY)
    for one in STAFF:
        held = grants_of(accounts.users[one.username], MONDAY).held
        assert [(g.role, g.agency, g.place, g.item) for g in held] == [
            (g.role, g.agency, g.place, g.item) for g in grants_of_staff(one.username).held
        ]  # fmt: skip
    assert {body.agency for body in BODIES} == set(AGENCIES.values())


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_nothing_that_was_refused_for_want_of_a_right_left_a_trace():
    case = submit().case
    before = everything()
    for name in ("another citizen", "health", "operator", "supervisor", "housing"):
        actor, grants = who(name)
        with pytest.raises((Forbidden, NotFound)):
            act(case, c.Accept(), MONDAY + 30 * DAY, actor=actor, grants=grants)
    assert everything() == before
    assert faults() == []
