"""Who may do what with a case: every command by everybody, and who sees a case at all."""

from dataclasses import replace
from typing import Any, get_args
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    AGENCIES,
    BODIES,
    DAY,
    EVERYTHING,
    HOUR,
    LARGE,
    MONDAY,
    PLACE,
    PROMISED,
    SMALL,
    STAFF,
    account,
    act,
    applicant,
    at,
    city,
    everything,
    faults,
    forgetful,
    grants_of_staff,
    planned,
    staff,
    submit,
    view,
)  # fmt: skip
from tests.apps.people_samples import load_county
from yici.cases import queries
from yici.cases.access import authorise, check_readable
from yici.demo.accounts import create_accounts
from yici.domain.authority import ACTIONS as ALL_ACTIONS
from yici.domain.authority import Grant, Grants
from yici.domain.case import ACTIONS, TURNS, Case, Command, Defect, Paper, Visit
from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.error import Forbidden, NotFound
from yici.domain.event import Actor
from yici.people.queries import grants_of

__all__ = ["city", "forgetful"]
NOBODY = Grants()
FOOD, FIRE, REGISTRATION = "food-licence", "fire-check", "individual-registration"
DAY_OF_VISIT = at("2026-03-05").date()
TWO = ("officer-1", "officer-2")
ONE_OF_EACH: dict[type, Command] = {
    c.Submit: c.Submit(id="case", numbers=("1",), plan="p", subject="s", papers=()),
    c.RequestCorrection: c.RequestCorrection(defects=(Defect(item=FOOD, target="x", code="paper.unclear"),)),
    c.WithdrawCorrection: c.WithdrawCorrection(),
    c.SupplyCorrection: c.SupplyCorrection(papers=(Paper(material="x"),)),
    c.SupplyPaper: c.SupplyPaper(papers=(Paper(material="x"),)),
    c.Accept: c.Accept(items=(FOOD,)),
    c.DeclineAcceptance: c.DeclineAcceptance(item=FOOD, reason="not_competent"),
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
    x.Rate: x.Rate(level=1),
    c.Decide: c.Decide(item=FOOD, grant=True),
    c.Deliver: c.Deliver(item=FOOD, way="window"),
    c.Withdraw: c.Withdraw(items=(FOOD,)),
    x.OfferHearing: x.OfferHearing(item=FOOD),
    x.RequestHearing: x.RequestHearing(item=FOOD),
    x.SetHearing: x.SetHearing(item=FOOD, on=DAY_OF_VISIT, note="Room 1"),
    x.HoldHearing: x.HoldHearing(item=FOOD, minutes="a" * 64),
    x.Recuse: x.Recuse(item=FOOD, officer="officer-1", reason="relative"),
    c.VerifyCommitment: c.VerifyCommitment(item=FIRE, kept=True, officers=TWO),
    c.ConfirmRepair: c.ConfirmRepair(item=FIRE),
    c.Revoke: c.Revoke(item=FIRE, grounds=("broken",)),
}
WINDOW, OWNER = "window", "applicant"
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
    x.Rate: {OWNER},
    c.Decide: {"market", "lead"},
    c.Deliver: {WINDOW},
    c.Withdraw: {OWNER, WINDOW},
    x.OfferHearing: {"market", "lead"},
    x.RequestHearing: {OWNER, WINDOW},
    x.SetHearing: {"market", "lead"},
    x.HoldHearing: {"market", "lead"},
    x.Recuse: {"lead"},
    c.VerifyCommitment: {"fire"},
    c.ConfirmRepair: {"fire"},
    c.Revoke: {"fire"},
}
"""Whoever may ask it of the food licence (market regulation) or of the fire check (fire and rescue)."""
SEES = {OWNER, WINDOW, "market", "lead", "fire", "city", "health", "supervisor"}
"""Whoever has an approval of this case on the table, or watches the place."""
EVERYBODY = (OWNER, "another citizen", *(one.username for one in STAFF))


def who(name: str) -> tuple[Actor, Grants]:
    if name in (OWNER, "another citizen"):
        return applicant("wang" if name == OWNER else "zhao"), NOBODY
    return staff(name), grants_of_staff(name)


def matter() -> Case:
    """A case with an open correction of the food licence and a planned visit, so that every command concerns it."""
    case = submit(answers=PROMISED).case
    defect = Defect(item=FOOD, target="x", code="paper.unclear")
    return replace(case, defects=(defect,), visits=(Visit("v", (FOOD,), DAY_OF_VISIT, TWO),))


def outcome(case: Case, command: Command, name: str) -> str:
    actor, grants = who(name)
    try:
        authorise(case, command, actor, grants)
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
        "fire alone": {"fire"},
        "record": {"lead"},
        "record food": {"market", "lead"},
        "record fire": {"fire", "lead"},
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
@pytest.mark.usefixtures("city")
def test_a_case_is_shown_to_its_applicant_and_to_those_who_handle_or_watch_it():
    case = submit(answers=PROMISED).case
    for name in EVERYBODY:
        actor, grants = who(name)
        if name in SEES:
            assert view(case, MONDAY, actor=actor, grants=grants).case == case
        else:
            with pytest.raises(NotFound, match=r"case\.unknown"):
                view(case, MONDAY, actor=actor, grants=grants)
            with pytest.raises(NotFound, match=r"case\.unknown"):
                queries.case_seen(case_id=UUID(case.id), actor=actor, grants=grants, now=MONDAY)


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_lists_and_desks_hold_exactly_what_may_be_seen():
    """The filter inside the query against the check of each case: two ways to the same answer."""
    places = (PLACE, "330802000000", "330802001000", "511602000000")
    matters = [(answers, place) for place in places for answers in (SMALL, PROMISED)]
    cases = [submit(n, answers=answers, place=place).case for n, (answers, place) in enumerate(matters)]
    holders = [grants_of_staff(one.username) for one in STAFF] + [
        Grants((Grant(role, "b", agency, place, item),))
        for role, agency in (
            ("window_clerk", "none"),
            ("supervisor", "none"),
            ("operator", "none"),
            ("officer", "market_regulation"),
            ("chief_representative", "fire_rescue"),
        )
        for place in ("330000000000", "330802000000", "330802001000", "511602000000", "510000000000")
        for item in (None, FOOD, FIRE)
    ]
    for grants in [*holders, NOBODY, EVERYTHING, Grants(holders[-1].held + holders[0].held)]:
        seen = {UUID(case.id) for case in cases if readable(case, grants)}
        assert {row.id for row in queries.cases_readable(grants=grants)} == seen
        lines = {(UUID(x.id), a.item) for x in cases for a in x.approvals if on_desk(x, a.agency, a.item, grants)}
        assert {(row.case, row.item) for row in queries.desk(grants=grants)} == lines


def readable(case: Case, grants: Grants) -> bool:
    try:
        check_readable(case, staff("operator"), grants)
    except NotFound:
        return False
    return True


def on_desk(case: Case, agency: str, item: str, grants: Grants) -> bool:
    return grants.may("case.read", agency, case.place, item)


def turns(grants: Grants, **asked: Any) -> dict[str, tuple[str, ...]]:
    return {row.item: row.tasks for row in queries.desk(grants=grants, **asked)}


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_desk_by_tasks_holds_what_the_domain_says_of_each_approval():
    first, second = submit(1, answers=PROMISED).case, submit(2, username="chen").case
    act(first, c.Accept(), MONDAY)
    act(first, c.Decide(item=REGISTRATION, grant=True), MONDAY)
    act(first, c.Decide(item=FIRE, grant=True), MONDAY)
    act(second, c.RequestCorrection(defects=(Defect(FOOD, "x", "paper.unclear"),)), MONDAY)
    approvals = [a for case in (first, second) for a in view(case, MONDAY).case.approvals]
    for task in (*TURNS, "correct", "wait"):
        rows = queries.desk(grants=EVERYTHING, tasks={task})
        assert {row.number for row in rows} == {a.number for a in approvals if task in a.tasks}
        assert all(task in row.tasks for row in rows)
    assert {row.number: row.tasks for row in queries.desk(grants=EVERYTHING)} == {a.number: a.tasks for a in approvals}
    assert queries.desk(grants=EVERYTHING, tasks=()) == []
    assert {row.tasks for row in queries.desk(grants=EVERYTHING) if row.item == FIRE} == {("deliver", "verify")}


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_it_is_somebodys_turn_only_where_their_right_to_that_very_task_reaches():
    case = submit(1, answers=PROMISED).case
    act(case, c.Accept(), MONDAY)
    act(case, c.Decide(item=REGISTRATION, grant=True), MONDAY)
    act(case, c.Decide(item=FIRE, grant=True), MONDAY)
    clerk = Grant("window_clerk", "hall", "service_centre", PLACE, REGISTRATION)
    watcher = Grant("supervisor", "hall", "service_centre", PLACE)
    officer = Grant("officer", "body-fire_rescue", "fire_rescue", PLACE)
    decider = Grant("chief_representative", "body-market", "market_regulation", "330802000000")
    for held, mine in (
        ((watcher,), set()),
        ((watcher, clerk), {REGISTRATION}),  # to be delivered there and nowhere else
        ((watcher, officer), {FIRE}),  # to be verified
        ((watcher, clerk, officer), {REGISTRATION, FIRE}),
        ((watcher, decider), set()),  # decides in a district only
    ):
        assert set(turns(Grants(held), mine=True)) == mine
        assert len(turns(Grants(held))) == len(case.approvals)
    assert turns(Grants((watcher, clerk, officer)), mine=True, tasks={"verify"}) == {FIRE: ("deliver", "verify")}
    assert turns(Grants((officer,)), mine=True, tasks={"deliver"}) == {}
    assert turns(Grants((clerk,)), mine=True, tasks={"correct"}) == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_applicants_list_their_own_and_nobody_elses():
    mine = [submit(number).case for number in (1, 2, 3)]
    hers = submit(4, username="chen").case
    rows = queries.cases_of(applicant=account("wang"))
    assert [row.id for row in rows] == [UUID(case.id) for case in reversed(mine)]
    assert [row.id for row in queries.cases_of(applicant=account("wang"), before=rows[0].id, limit=1)] == [rows[1].id]
    assert [row.id for row in queries.cases_of(applicant=account("chen"))] == [UUID(hers.id)]
    assert queries.cases_of(applicant=account("zhao")) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_desk_is_paged_in_order_of_due_dates_without_gaps_or_repeats():
    for number in range(1, 8):
        submit(number, now=MONDAY + number * HOUR)
    whole = queries.desk(grants=EVERYTHING, limit=200)
    pages, after = [], None
    while page := queries.desk(grants=EVERYTHING, after=after, limit=4):
        pages += page
        after = (page[-1].due, page[-1].number)
    assert pages == whole
    assert [(row.due, row.number) for row in whole] == sorted((row.due, row.number) for row in whole)
    assert len(whole) == 7 * len(planned().schedule.approvals)


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_what_is_done_leaves_the_desk_and_stays_in_the_list():
    case = submit().case
    act(case, c.Withdraw(), MONDAY + HOUR, actor=applicant())
    assert queries.desk(grants=EVERYTHING) == []
    assert [row.phase for row in queries.cases_readable(grants=EVERYTHING)] == ["closed"]
    assert [row.phase for row in queries.cases_readable(grants=EVERYTHING, phase="closed")] == ["closed"]
    assert queries.cases_readable(grants=EVERYTHING, phase="received") == []


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
