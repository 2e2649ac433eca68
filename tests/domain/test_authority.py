import re
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain.authority import Grant, Grants, Reachable, Scope
from yici.domain.division import covers, level_of, pattern_of
from yici.domain.error import Forbidden, Invalid
from yici.domain.roles import ACTIONS, ROLES, SCOPES, check_level, scopes_checked

MARKET = "01890000-0000-7000-8000-000000000001"
HEALTH = "01890000-0000-7000-8000-000000000002"
AGENCY = {MARKET: "market_regulation", HEALTH: "health"}
COUNTY, TOWN, OTHER_TOWN, VILLAGE = "330881000000", "330881121000", "330881122000", "330881121205"
FOOD, DOCTOR = "000131024000", "000123017000"


def grant(role: str, organisation: str, place: str, item: str | None = None) -> Grant:
    return Grant(role, organisation, AGENCY[organisation], place, item)


TABLE = [
    # role, organisation, place, item held | action, organisation, place, item asked | allowed
    (("officer", MARKET, COUNTY, None), ("case.accept", MARKET, COUNTY, FOOD), True),
    (("officer", MARKET, COUNTY, None), ("case.accept", MARKET, VILLAGE, FOOD), True),
    (("officer", MARKET, TOWN, None), ("case.accept", MARKET, COUNTY, FOOD), False),
    (("officer", MARKET, TOWN, None), ("case.accept", MARKET, OTHER_TOWN, FOOD), False),
    (("officer", MARKET, COUNTY, FOOD), ("case.accept", MARKET, COUNTY, FOOD), True),
    (("officer", MARKET, COUNTY, FOOD), ("case.accept", MARKET, COUNTY, DOCTOR), False),
    (("officer", MARKET, COUNTY, FOOD), ("case.accept", MARKET, COUNTY, None), False),
    (("officer", MARKET, COUNTY, None), ("case.accept", HEALTH, COUNTY, FOOD), False),
    (("officer", MARKET, COUNTY, None), ("case.accept", None, COUNTY, FOOD), False),
    (("officer", MARKET, COUNTY, None), ("approval.decide", MARKET, COUNTY, FOOD), False),
    (("chief_representative", MARKET, COUNTY, FOOD), ("approval.decide", MARKET, COUNTY, FOOD), True),
    (("chief_representative", MARKET, COUNTY, FOOD), ("approval.decide", MARKET, COUNTY, DOCTOR), False),
    (("chief_representative", MARKET, COUNTY, FOOD), ("approval.coordinate", MARKET, COUNTY, FOOD), False),
    (("lead", MARKET, COUNTY, None), ("approval.coordinate", MARKET, TOWN, FOOD), True),
    (("window_clerk", HEALTH, COUNTY, None), ("case.receive", MARKET, TOWN, FOOD), True),
    (("window_clerk", HEALTH, COUNTY, None), ("case.receive", None, TOWN, FOOD), True),
    (("window_clerk", HEALTH, COUNTY, None), ("approval.opine", HEALTH, TOWN, FOOD), False),
    (("supervisor", HEALTH, COUNTY, None), ("card.issue", MARKET, VILLAGE, FOOD), True),
    (("supervisor", HEALTH, COUNTY, None), ("case.accept", MARKET, VILLAGE, FOOD), False),
    (("operator", HEALTH, COUNTY, None), ("case.read", HEALTH, COUNTY, FOOD), False),
    (("operator", HEALTH, COUNTY, None), ("people.manage", HEALTH, COUNTY, None), True),
]


@pytest.mark.parametrize(("held", "asked", "allowed"), TABLE)
def test_a_role_allows_its_actions_where_it_reaches_and_nowhere_else(held, asked, allowed):
    assert Grants((grant(*held),)).may(*asked) is allowed


def test_an_id_and_its_text_are_the_same_organisation():
    assert Grants((grant("officer", MARKET, COUNTY),)).may("case.read", UUID(MARKET), TOWN, FOOD)


def test_an_organisation_may_be_named_by_its_agency_code():
    grants = Grants((grant("officer", MARKET, COUNTY),))
    assert grants.may("case.read", "market_regulation", TOWN, FOOD)
    assert not grants.may("case.read", "health", TOWN, FOOD)
    assert grants.scope("case.read").agencies == {"market_regulation"}


def test_who_holds_nothing_may_nothing_and_sees_nothing():
    assert not any(Grants().may(action, MARKET, COUNTY, FOOD) for action in ACTIONS)
    assert Grants().scope("case.read") == Scope(())


def test_two_grants_never_combine_into_a_third():
    grants = Grants((grant("officer", MARKET, TOWN, FOOD), grant("officer", HEALTH, OTHER_TOWN, DOCTOR)))
    assert not grants.may("case.accept", MARKET, OTHER_TOWN, FOOD)
    assert not grants.may("case.accept", MARKET, TOWN, DOCTOR)


def test_a_refusal_names_what_is_missing_and_what_to_do():
    with pytest.raises(Forbidden) as caught:
        Grants().check("approval.decide", MARKET, COUNTY, FOOD)
    assert caught.value.code == "authority.missing"
    assert caught.value.params == {"action": "approval.decide", "place": COUNTY, "item": FOOD}
    assert caught.value.remedy


def test_a_held_authority_passes_the_check():
    Grants((grant("officer", MARKET, COUNTY),)).check("case.accept", MARKET, TOWN, FOOD)


def test_an_action_that_does_not_exist_is_an_error_and_not_a_refusal():
    with pytest.raises(ValueError, match=r"case\.acept"):
        Grants().may("case.acept", MARKET, COUNTY, FOOD)


def test_a_scope_leaves_out_what_another_line_includes():
    grants = Grants(
        (
            grant("officer", MARKET, TOWN, FOOD),
            grant("officer", MARKET, COUNTY),
            grant("chief_representative", MARKET, COUNTY),
            grant("officer", HEALTH, TOWN, DOCTOR),
        )
    )
    scope = grants.scope("case.accept")
    assert scope.lines == (
        Reachable(MARKET, "market_regulation", COUNTY, None),
        Reachable(HEALTH, "health", TOWN, DOCTOR),
    )
    assert (scope.organisations, scope.items, scope.places) == (frozenset({MARKET, HEALTH}), None, {COUNTY, TOWN})


def test_a_scope_that_reaches_a_whole_place_names_no_organisation():
    scope = Grants((grant("supervisor", MARKET, COUNTY, FOOD),)).scope("case.read")
    assert (scope.organisations, scope.agencies, scope.items) == (None, None, {FOOD})
    assert scope.lines[0].bounds == (COUNTY, "330881999999")


def test_every_role_has_a_sentence_and_only_known_actions_and_every_action_a_role():
    assert all(rule.sentence.endswith(".") and rule.actions <= ACTIONS.keys() for rule in ROLES.values())
    # To rate a handling and to ask about it is the applicant's own.
    assert frozenset().union(*(rule.actions for rule in ROLES.values())) == ACTIONS.keys() - {"case.rate", "case.ask"}
    assert all(sentence.endswith(".") for sentence in [*ACTIONS.values(), *SCOPES.values()])


def test_a_menu_offers_what_any_grant_allows():
    grants = Grants((grant("officer", MARKET, COUNTY), grant("operator", HEALTH, COUNTY)))
    assert grants.actions() == ROLES["officer"].actions | ROLES["operator"].actions
    assert grants.roles() == {"officer", "operator"}


@pytest.mark.parametrize(
    ("scopes", "code"), [(frozenset(), "scope.none"), (frozenset({"case:read", "case:all"}), "scope.unknown")]
)
def test_unknown_or_no_scopes_are_refused(scopes, code):
    with pytest.raises(Invalid) as caught:
        scopes_checked(scopes)
    assert caught.value.code == code


PLACES = st.sampled_from([COUNTY, TOWN, OTHER_TOWN, VILLAGE, "330000000000", "340000000000"])
ITEMS = st.sampled_from([None, FOOD, DOCTOR])
GRANTS = st.lists(st.builds(grant, st.sampled_from(sorted(ROLES)), st.sampled_from([MARKET, HEALTH]), PLACES, ITEMS))


@given(GRANTS, st.sampled_from(sorted(ACTIONS)), st.sampled_from([None, MARKET, HEALTH]), PLACES, ITEMS)
def test_may_is_the_same_as_asking_each_grant_by_itself(held, action, organisation, place, item):
    def allows(one: Grant) -> bool:
        rule = ROLES[one.role]
        return (
            action in rule.actions
            and (rule.reach == "place" or one.organisation == organisation)
            and covers(one.place, place)
            and (one.item is None or one.item == item)
        )

    assert Grants(tuple(held)).may(action, organisation, place, item) is any(map(allows, held))


DECISIONS = ("approval.decide", "approval.revoke", "approval.extend", "licence.revoke", "licence.cancel")


@pytest.mark.parametrize("action", DECISIONS)
def test_an_authorisation_for_a_level_decides_what_is_handled_there_and_sees_the_rest(action):
    held = Grant("chief_representative", MARKET, "market_regulation", "330800000000", None, "county")
    chief = Grants((held,))
    for place, may in (("330802000000", True), ("330800000000", False), ("330802001000", False)):
        assert chief.may(action, MARKET, place, DOCTOR) == may
        assert chief.may("case.read", MARKET, place, DOCTOR)
    assert not chief.may(action, MARKET, "330100000000", DOCTOR)


def test_an_authorisation_for_every_level_takes_the_narrower_one_in():
    every = Grant("chief_representative", MARKET, "market_regulation", "330800000000")
    city = replace(every, level="city")
    assert len(Grants((every, city)).scope("approval.decide").lines) == 1
    assert len(Grants((city, replace(every, level="town"))).scope("approval.decide").lines) == 2


@pytest.mark.parametrize(("role", "level"), [("officer", "city"), ("chief_representative", "nation"), ("lead", "")])
def test_a_level_is_one_of_those_that_places_have_and_of_an_authorisation_only(role, level):
    with pytest.raises(Invalid, match=r"role\.level"):
        check_level(role, level)
    check_level("chief_representative", "town")
    check_level("officer", None)


@pytest.mark.parametrize("code", ["330000000000", "330800000000", "330802000000", "330802001000", "330802001201"])
def test_the_pattern_of_a_level_finds_its_codes_alone(code):
    assert [level for level in range(1, 6) if re.match(pattern_of(level), code)] == [level_of(code)]
