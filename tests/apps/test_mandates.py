"""Mandates on the real database: who may do what with them, and what an agent can do under one, also at once."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    MONDAY,
    account,
    application,
    at_once,
    city,
    everything,
    faults,
    forgetful,
    person,
    planned,
    submit,
)  # fmt: skip
from tests.apps.mandate_scenes import (
    CLERK,
    EVERYTHING,
    HELPS,
    MONTH,
    NOBODY,
    PAPER,
    RESTAURANT,
    STATION,
    accept,
    citizen,
    citizens,
    helper,
    living,
    named,
    offer,
    revoke,
    station,
)  # fmt: skip
from yici.cases import queries as cases
from yici.cases.queries import Reader
from yici.cases.services import case_act, case_submit
from yici.domain.case import Rate, Withdraw
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused, YiciError
from yici.domain.event import Actor
from yici.domain.mandate import Mandate, Period, Scope
from yici.intake import queries as intake
from yici.intake import services as drafts
from yici.ledger.queries import history
from yici.ledger.services import erase
from yici.ledger.timers import fire_due
from yici.people import mandates
from yici.people.firms import FirmClaim, firms_of, firms_told
from yici.people.ids import id_at
from yici.people.mandates import Agent, Person
from yici.people.models import Mandate as Row
from yici.people.models import User
from yici.people.queries import mandates as reading
from yici.people.queries import profile_of
from yici.people.queries.mandates import acting_under
from yici.people.queries.mandates_at_window import mandates_of_firm, mandates_of_person
from yici.people.store import mandates as rows

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]


@pytest.fixture(autouse=True)
def _people(city: None) -> None:
    citizens()
    station()


def agent(mandate: Mandate, who: Actor | None = None) -> Actor:
    return acting_under(mandate, who or citizen("zhao"), NOBODY).actor


def hand_in(mandate: Mandate, number: int = 1, *, who: Actor | None = None, grants=NOBODY, now=MONDAY):
    return case_submit(
        case_id=id_at(8, number), subject_id=id_at(9, number), application=application(planned(now=now), "wang"),
        actor=agent(mandate, who), grants=grants, now=now,
    )  # fmt: skip


def kinds(mandate: Mandate) -> list[str]:
    return [one.kind for one in history(UUID(mandate.id))]


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


def recorded(number: int = 5, **more) -> Mandate:
    told = {
        "person": Person("孙老太", "11010119500101001X", id_at(37, number), id_at(38, number)), "agent": named("zhao"),
        "scope": EVERYTHING, "period": MONTH, "paper": PAPER, "place": "330802000000",
        "actor": Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"), "grants": CLERK, "now": MONDAY,
    }  # fmt: skip
    return mandates.mandate_record(mandate_id=id_at(30, number), **{**told, **more}).mandate


def test_the_window_records_what_somebody_without_an_account_signed_there():
    made = recorded()
    assert (made.consent, made.paper) == ("window", PAPER)
    assert profile_of(UUID(made.principal)).name == "孙老太"
    assert not User.objects.get(id=made.principal).has_usable_password()
    again = recorded(6)
    assert again.principal == made.principal
    ended = mandates.mandates_revoke_at_window(
        number="11010119500101001X", mandate_id=UUID(made.id), place="330802000000",
        actor=Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"), grants=CLERK, now=MONDAY,
    ).mandate  # fmt: skip
    assert ended.phase == "revoked"
    assert faults() == []


def test_the_window_uses_the_account_that_the_number_has():
    who = person("wang")
    made = recorded(person=Person(who.name, who.id_number, id_at(37, 1), id_at(38, 1)))
    assert made.principal == str(account("wang"))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"grants": NOBODY}, Forbidden), ({"place": "110101000000"}, Forbidden), ({"paper": ""}, Invalid),
        ({"person": Person("", "", id_at(37, 1), id_at(38, 1))}, Invalid),
    ],
)  # fmt: skip
def test_the_window_needs_right_person_and_paper(more, refusal):
    with pytest.raises(refusal):
        recorded(**more)


def test_a_window_ends_only_what_is_of_whoever_stands_there():
    made = living()
    with pytest.raises(NotFound):
        mandates.mandates_revoke_at_window(
            number=person("zhao").id_number, mandate_id=UUID(made.id), place="330802000000",
            actor=Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"), grants=CLERK, now=MONDAY,
        )  # fmt: skip


FIRM = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周某", "authorised")


def at_window(mandate: Mandate, **more: object) -> Mandate:
    return mandates.mandates_revoke_at_window(
        mandate_id=UUID(mandate.id), place="330802000000", grants=CLERK, now=MONDAY, **more,
        actor=Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"),
    ).mandate  # fmt: skip


def test_who_left_a_firm_takes_its_mandate_back_at_no_window_without_its_paper():
    for name in ("wang", "chen"):
        firms_told(user_id=account(name), firms=[FIRM], now=MONDAY)
    [firm] = firms_of(account("wang"))
    numbers = {name: person(name).id_number for name in ("wang", "chen", "zhao")}
    first, second, third = (living(number, firm=firm) for number in (1, 2, 3))
    firms_told(user_id=account("wang"), firms=[], now=MONDAY)
    with pytest.raises(Invalid, match=r"mandate\.paper"):
        at_window(first, number=numbers["wang"])
    with pytest.raises(Invalid, match=r"mandate\.paper"):
        at_window(first, uscc=FIRM.uscc)
    for nobody in ({"number": numbers["zhao"], "paper": PAPER}, {"uscc": "91330802MA2DEM302H", "paper": PAPER}):
        with pytest.raises(NotFound):
            at_window(first, **nobody)
    of_wang = mandates_of_person(number=numbers["wang"], now=MONDAY)
    of_chen = mandates_of_person(number=numbers["chen"], now=MONDAY)
    assert [one.needs_paper for one in of_wang] == [True] * 3
    assert [(one.needs_paper, one.view.firm) for one in of_chen] == [(False, FIRM.name)] * 3
    assert len(mandates_of_firm(uscc=FIRM.uscc, now=MONDAY)) == 3
    assert at_window(first, number=numbers["chen"]).phase == "revoked"
    assert at_window(second, number=numbers["wang"], paper=PAPER).phase == "revoked"
    assert at_window(third, uscc=FIRM.uscc, paper=PAPER).phase == "revoked"
    assert [one.body.get("paper") for one in history(UUID(third.id)) if one.kind == "mandate.revoked"] == [PAPER]
    assert faults() == []


def test_rows_are_made_anew_from_the_record_also_of_somebody_erased():
    offer(3)
    made = living(1, scope=RESTAURANT)
    before = Row.objects.get(id=made.id)
    from yici.people import mandate_record

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
    assert Conflict
    assert everything
