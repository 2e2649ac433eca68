"""Mandates on the real database: who may do what with them, and what an agent can do under one."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    MONDAY,
    account,
    city,
    faults,
    forgetful,
    person,
    submit,
)  # fmt: skip
from tests.apps.mandate_scenes import (
    EVERYTHING,
    HELPS,
    MONTH,
    NOBODY,
    RESTAURANT,
    STATION,
    accept,
    agent,
    citizen,
    hand_in,
    helper,
    kinds,
    living,
    named,
    offer,
    parties,
    revoke,
)  # fmt: skip
from yici.cases import queries as cases
from yici.cases.queries import Reader
from yici.cases.services import case_act
from yici.domain.case import Rate, Withdraw
from yici.domain.error import Forbidden, Invalid, NotFound, Refused, YiciError
from yici.domain.event import Actor
from yici.domain.mandate import Period, Scope
from yici.intake import queries as intake
from yici.intake import services as drafts
from yici.ledger.queries import history
from yici.ledger.services import erase
from yici.ledger.timers import fire_due
from yici.people import mandate_record, mandates
from yici.people.ids import id_at
from yici.people.mandates import Agent
from yici.people.models import Mandate as Row
from yici.people.models import User
from yici.people.queries import mandates as reading
from yici.people.queries.mandates import acting_under
from yici.people.store import mandates as rows

__all__ = ["city", "forgetful", "parties"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("parties")]


def test_whoever_is_named_finds_the_offer_by_their_number_and_nobody_else_does():
    made = offer()
    for username, found in (("zhao", 1), ("chen", 0), ("wang", 0)):
        user = User.objects.get(username=username)
        assert len(reading.mandates_received(user=user, grants=NOBODY, now=MONDAY)) == found
    with pytest.raises(NotFound):
        accept(made, citizen("chen"))
    with pytest.raises(NotFound):
        accept(made, citizen("wang"))
    assert accept(made).agent == str(account("zhao"))


def test_names_are_nowhere_in_clear():
    made = living()
    told = str([one.body for one in history(UUID(made.id))]) + str(list(Row.objects.values_list("state")))
    for username in ("wang", "zhao"):
        assert person(username).name not in told
        assert person(username).id_number not in told
    view = reading.mandate_seen(mandate_id=UUID(made.id), actor=citizen("zhao"), grants=NOBODY, now=MONDAY)
    assert (view.principal, view.agent, view.party) == (person("wang").name, person("zhao").name, "agent")


@pytest.mark.parametrize("wrong", [Agent(), Agent("王", ""), Agent("王", "1", STATION)])
def test_one_agent_is_named(wrong):
    with pytest.raises(Invalid, match=r"mandate\.agent"):
        offer(agent=wrong)


def test_nobody_is_their_own_agent():
    with pytest.raises(Invalid, match=r"mandate\.agent"):
        offer(agent=named("wang"))


def test_nobody_gives_a_mandate_for_somebody_else():
    with pytest.raises(NotFound):
        mandates.mandate_offer(
            mandate_id=id_at(30, 9), subject_id=id_at(34, 9), principal=account("wang"), agent=named("chen"),
            scope=EVERYTHING, period=MONTH, actor=citizen("zhao"), now=MONDAY,
        )  # fmt: skip


def test_an_agent_hands_in_for_the_principal_and_the_record_says_so():
    made = living(scope=RESTAURANT)
    case = hand_in(made).case
    assert case.applicant == str(account("wang"))
    [event] = history(UUID(case.id))
    assert (event.actor.id, event.actor.on_behalf_of, event.actor.mandate, event.actor.role) == (
        str(account("zhao")), str(account("wang")), made.id, "agent",
    )  # fmt: skip
    assert event.open()["agent"] == person("zhao").name
    [line] = [one for one in reading.history_of(UUID(made.id)) if one.kind == "mandate.used"]
    assert (line.act, line.about, line.target, line.by) == ("apply", "case", case.id, str(account("zhao")))
    assert cases.cases_of(applicant=account("wang"))[0].id == UUID(case.id)
    assert faults() == []


def test_an_agent_sees_what_the_scope_covers_and_the_principal_sees_that_they_did():
    made, own = living(scope=RESTAURANT), submit().case
    seen = cases.case_view(case_id=UUID(own.id), actor=agent(made), grants=NOBODY, now=MONDAY + HOUR)
    assert seen.case.id == own.id
    [line] = cases.readings_of(UUID(own.id))
    assert (line.reader, line.role, line.kind) == (str(account("zhao")), "agent", "person")
    reader = Reader(agent(made), MONDAY)
    assert [row.id for row in cases.cases_under(made, reader=reader)] == [UUID(own.id)]
    other = replace(made, scope=Scope(("read",), bundles=("newborn",), items=("food-licence",)))
    assert cases.cases_under(other, reader=reader) == []


@pytest.mark.parametrize("scope", [Scope(("apply", "read"), bundles=("newborn",)), Scope(("read",), items=("gas",))])
def test_what_is_out_of_scope_is_not_there(scope):
    made, own = living(scope=scope), submit().case
    with pytest.raises(NotFound):
        cases.case_view(case_id=UUID(own.id), actor=agent(made), grants=NOBODY, now=MONDAY)
    with pytest.raises(YiciError):
        hand_in(made, 2)
    with pytest.raises(NotFound):
        case_act(case_id=UUID(own.id), command=Withdraw(), actor=agent(made), grants=NOBODY, now=MONDAY)


def test_a_mandate_to_follow_lets_nothing_be_done():
    made, own = living(scope=Scope(("read",), everything=True)), submit().case
    with pytest.raises(Forbidden, match=r"mandate\.out_of_scope"):
        case_act(case_id=UUID(own.id), command=Withdraw(), actor=agent(made), grants=NOBODY, now=MONDAY)
    with pytest.raises(Forbidden):
        hand_in(made, 2)


def test_the_rating_is_the_principals_own():
    made, own = living(), submit().case
    with pytest.raises(Forbidden):
        case_act(case_id=UUID(own.id), command=Rate(level=1), actor=agent(made), grants=NOBODY, now=MONDAY)


def test_a_made_up_mandate_opens_nothing():
    made, own = living(), submit().case
    for actor in (
        agent(made, citizen("chen")),
        replace(agent(made), mandate=str(id_at(30, 77))),
        replace(agent(made), on_behalf_of=str(account("chen"))),
        replace(agent(made), on_behalf_of=None),
    ):
        with pytest.raises(NotFound):
            cases.case_view(case_id=UUID(own.id), actor=actor, grants=NOBODY, now=MONDAY)
        with pytest.raises(NotFound):
            case_act(case_id=UUID(own.id), command=Withdraw(), actor=actor, grants=NOBODY, now=MONDAY)


def test_the_agents_own_case_is_not_reached_by_the_principal():
    made = living()
    own = submit(2, username="zhao").case
    with pytest.raises(NotFound):
        cases.case_view(case_id=UUID(own.id), actor=agent(made), grants=NOBODY, now=MONDAY)
    with pytest.raises(NotFound):
        cases.case_view(case_id=UUID(own.id), actor=citizen("wang"), grants=NOBODY, now=MONDAY)


def test_a_revoked_mandate_stops_in_the_middle_of_a_draft_which_stays_with_the_principal():
    made = living(scope=RESTAURANT)
    acting = acting_under(made, citizen("zhao"), NOBODY)
    draft = drafts.draft_begin(
        draft_id=id_at(35, 1), subject_id=id_at(36, 1), owner=None, bundle="open-restaurant", place="330802000000",
        now=MONDAY, acting=acting,
    )  # fmt: skip
    owner = account("wang")
    keep = {"draft_id": draft, "owner": owner, "known": frozenset(), "now": MONDAY, "acting": acting}
    drafts.draft_fill(form={"fields": {"applicant.mobile": "1"}}, **keep)
    if not scope_covers_items():
        pytest.fail("the scene is wrong")
    row, _ = intake.draft_under(draft, actor=citizen("zhao"), grants=NOBODY, now=MONDAY)
    assert row.owner == owner
    revoke(made)
    with pytest.raises(Refused, match=r"mandate\.not_in_force"):
        intake.draft_under(draft, actor=citizen("zhao"), grants=NOBODY, now=MONDAY)
    with pytest.raises(Refused, match=r"mandate\.not_in_force"):
        drafts.draft_fill(form={"fields": {"applicant.mobile": "2"}}, **keep)
    mine = intake.draft(draft, owner=owner)
    with pytest.raises(Refused, match=r"mandate\.not_in_force"):
        drafts.draft_change(subject=intake.unsealed(mine).subject, change=lambda _: pytest.fail("changed"), **keep)
    assert intake.form_values(mine) == {"fields": {"applicant.mobile": "1"}}
    for nobody in ("chen", "zhao"):
        with pytest.raises(NotFound):
            intake.draft(draft, owner=account(nobody))
    with pytest.raises(NotFound):
        intake.draft_under(draft, actor=citizen("chen"), grants=NOBODY, now=MONDAY)


def scope_covers_items() -> bool:
    return RESTAURANT.reaches("open-restaurant", intake.members("open-restaurant"))


def test_an_organisations_helpers_act_and_others_do_not():
    made = offer(agent=Agent(organisation=STATION))
    with pytest.raises(NotFound):
        accept(made, helper(), NOBODY)
    made = accept(made, helper(), HELPS)
    with pytest.raises(NotFound):
        hand_in(made, 1, who=helper(2), grants=NOBODY)
    case = hand_in(made, 2, who=helper(2), grants=HELPS).case
    assert case.applicant == str(account("wang"))
    assert case.received is None


def test_the_end_stops_everything_and_is_recorded_as_of_its_moment():
    made, own = living(), submit().case
    late = MONTH.until + DAY
    with pytest.raises(NotFound):
        cases.case_view(case_id=UUID(own.id), actor=agent(made), grants=NOBODY, now=late)
    with pytest.raises(Refused):
        hand_in(made, 2, now=MONTH.until)
    fire_due(now=late)
    assert history(UUID(made.id))[-1].at == MONTH.until
    assert rows.load(UUID(made.id)).mandate.phase == "expired"
    assert faults() == []


def test_a_mandate_that_has_not_begun_allows_nothing_yet():
    made = living(period=Period(MONDAY + DAY, MONDAY + 9 * DAY))
    with pytest.raises(Refused):
        hand_in(made)
    assert hand_in(made, 2, now=MONDAY + DAY).case.applicant == str(account("wang"))


def test_rows_are_made_anew_from_the_record_also_of_somebody_erased():
    offer(3)
    made = living(1, scope=RESTAURANT)
    before = Row.objects.get(id=made.id)
    mandate_record.write(UUID(made.id), mandate_record.fold(history(UUID(made.id))))
    after = Row.objects.get(id=made.id)
    assert (after.state, after.seq, bytes(after.wanted)) == (before.state, before.seq, bytes(before.wanted))
    user = User.objects.get(username="zhao")
    assert len(reading.mandates_received(user=user, grants=NOBODY, now=MONDAY)) == 2
    erase(UUID(made.subject), actor=Actor(kind="system", id="op"), now=MONDAY, ground="retention_over")
    mandate_record.write(UUID(made.id), mandate_record.fold(history(UUID(made.id))))
    seen = reading.mandate_seen(mandate_id=UUID(made.id), actor=citizen("zhao"), grants=NOBODY, now=MONDAY)
    assert (seen.principal, seen.agent) == (None, None)


def test_the_same_request_again_is_answered_and_not_done_twice():
    made = living()
    revoke(made, now=MONDAY + timedelta(hours=1))
    with pytest.raises(Refused):
        revoke(made, now=MONDAY + timedelta(hours=2))
    assert kinds(made).count("mandate.revoked") == 1
