from datetime import datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from psycopg import sql

from tests.apps.people_samples import (
    CITY,
    COUNTY,
    HEALTH,
    MARKET,
    NOW,
    OPERATOR,
    OTHER_TOWN,
    TOWN,
    VILLAGE,
    load_county,
    make_bodies,
    make_role,
    make_user,
)
from yici.domain.authority import Grant, Grants
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.domain.roles import ROLES
from yici.ledger.services import histories
from yici.people import role_record
from yici.people.ids import id_at
from yici.people.models import Role, User
from yici.people.queries import grants_of, roles_of, scope_filter
from yici.people.services import role_grant, role_revoke

pytestmark = pytest.mark.django_db
FOOD, DOCTOR = "000131024000", "000123017000"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _county(tmp_path):
    load_county(tmp_path)
    make_bodies()


REACH = [
    # role, organisation, place, item held | organisation, place, item asked | may accept a case
    (("officer", MARKET, COUNTY, None), (MARKET, COUNTY, FOOD), True),
    (("officer", MARKET, COUNTY, None), (MARKET, TOWN, FOOD), True),
    (("officer", MARKET, COUNTY, None), (MARKET, VILLAGE, DOCTOR), True),
    (("officer", MARKET, COUNTY, None), (MARKET, CITY, FOOD), False),
    (("officer", MARKET, COUNTY, None), (HEALTH, COUNTY, FOOD), False),
    (("officer", MARKET, TOWN, None), (MARKET, TOWN, FOOD), True),
    (("officer", MARKET, TOWN, None), (MARKET, VILLAGE, FOOD), True),
    (("officer", MARKET, TOWN, None), (MARKET, OTHER_TOWN, FOOD), False),
    (("officer", MARKET, COUNTY, FOOD), (MARKET, TOWN, FOOD), True),
    (("officer", MARKET, COUNTY, FOOD), (MARKET, TOWN, DOCTOR), False),
    (("window_clerk", MARKET, COUNTY, None), (HEALTH, VILLAGE, DOCTOR), True),
    (("window_clerk", MARKET, TOWN, None), (HEALTH, OTHER_TOWN, DOCTOR), False),
    (("supervisor", MARKET, COUNTY, None), (MARKET, COUNTY, FOOD), False),
]


@pytest.mark.parametrize(("held", "asked", "allowed"), REACH)
def test_a_recorded_role_reaches_its_organisation_place_and_item(held, asked, allowed, django_assert_num_queries):
    role, organisation, place, item = held
    user = make_user()
    make_role(user, role, organisation=organisation, place=place, item=item)
    with django_assert_num_queries(1):
        grants = grants_of(user.pk, NOW)
    assert grants.may("case.accept", *asked) is allowed


PERIODS = [
    # begins, ends (days from Monday 2026-03-02), asked, held
    (0, None, 0, True),
    (0, None, -1, False),
    (0, None, 1000, True),
    (1, 3, 0, False),  # Monday
    (1, 3, 1, True),  # Tuesday
    (1, 3, 2, True),  # Wednesday
    (1, 3, 3, False),  # Thursday: the end is the first moment without it
]


@pytest.mark.parametrize(("begins", "ends", "asked", "held"), PERIODS)
def test_a_role_holds_inside_its_period_only(begins, ends, asked, held):
    user = make_user()
    until = None if ends is None else NOW + ends * DAY
    make_role(user, "officer", valid_from=NOW + begins * DAY, valid_until=until)
    assert bool(grants_of(user.pk, NOW + asked * DAY).held) is held


def test_several_roles_are_read_in_one_statement_with_the_agency_of_each(django_assert_num_queries):
    user = make_user()
    make_role(user, "officer", number=1, item=FOOD)
    make_role(user, "chief_representative", number=2, organisation=HEALTH, place=TOWN)
    with django_assert_num_queries(1):
        grants = grants_of(user.pk, NOW)
    assert grants == Grants(
        (
            Grant("officer", str(MARKET), "market_regulation", COUNTY, FOOD),
            Grant("chief_representative", str(HEALTH), "health", TOWN),
        )
    )
    assert grants.may("approval.decide", "health", VILLAGE, DOCTOR)


def test_who_is_not_active_or_not_known_holds_nothing():
    user = make_user()
    make_role(user, "officer")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert grants_of(user.pk, NOW) == grants_of(id_at(2, 77), NOW) == Grants()


def test_a_filter_lets_through_exactly_what_the_scope_includes():
    bodies = {MARKET: "market_regulation", HEALTH: "health"}
    places = (CITY, COUNTY, TOWN, OTHER_TOWN, VILLAGE)
    things = list(product(bodies, places, (FOOD, DOCTOR)))
    held = [Grant(r, str(b), bodies[b], p, i) for r, b, p, i in product(ROLES, bodies, places, (None, FOOD))]
    pairs = [*((one,) for one in held), *zip(held, reversed(held), strict=True), ()]
    for grants in map(Grants, pairs):
        scope = grants.scope("case.read")
        expected = [thing for thing in things if scope.includes(*thing)]
        assert through(scope_filter(scope, place="t.place", organisation="t.body", item="item"), things) == expected
        assert through(scope_filter(scope, place="place", agency="agency", item="t.item"), things) == expected


def test_a_filter_keeps_an_authorisation_for_a_level_to_what_is_handled_there():
    places = (CITY, COUNTY, TOWN, OTHER_TOWN, VILLAGE)
    things = list(product((MARKET, HEALTH), places, (FOOD, DOCTOR)))
    for level, item in product(("city", "county", "town", "village"), (None, FOOD)):
        chief = Grants((Grant("chief_representative", str(MARKET), "market_regulation", CITY, item, level),))
        scope = chief.scope("approval.decide")
        expected = [thing for thing in things if scope.includes(*thing)]
        assert expected
        assert through(scope_filter(scope, place="place", agency="agency", item="item"), things) == expected


def test_a_level_is_recorded_read_and_made_again_from_the_record():
    user = make_user()
    made = make_role(user, "chief_representative", place=CITY, level="county")
    [held] = grants_of(user.pk, NOW).held
    assert (held.level, roles_of(user.pk)[0].level) == ("county", "county")
    stored = histories([made])[made]
    assert stored[0].body["level"] == "county"
    assert role_record.fold(stored) == role_record.rows([made])[made]


def through(condition, things):
    told, params = condition
    statement = sql.SQL(
        "SELECT number FROM unnest(%s::int[], %s::uuid[], %s::text[], %s::text[], %s::text[])"
        " AS t(number, body, agency, place, item) WHERE {} ORDER BY number"
    ).format(told)
    agencies = {MARKET: "market_regulation", HEALTH: "health"}
    columns = [list(column) for column in zip(*things, strict=True)]
    with connection.cursor() as cursor:
        given = [list(range(len(things))), columns[0], [agencies[body] for body in columns[0]], *columns[1:]]
        cursor.execute(statement, [*given, *params])
        return [things[number] for (number,) in cursor.fetchall()]


def test_a_filter_without_a_column_lets_only_the_widest_lines_through():
    officer = Grants((Grant("officer", str(MARKET), "market_regulation", COUNTY),)).scope("case.read")
    clerk = Grants((Grant("window_clerk", str(MARKET), "market_regulation", COUNTY, FOOD),)).scope("case.read")
    things = [(MARKET, TOWN, FOOD)]
    assert through(scope_filter(officer, place="place"), things) == []
    assert through(scope_filter(clerk, place="place"), things) == []
    assert through(scope_filter(clerk, place="place", item="item"), things) == things


WRONG = [
    # what is given otherwise, error, code
    ({"role": "mayor"}, Invalid, "role.unknown"),
    ({"valid_from": NOW, "valid_until": NOW}, Invalid, "role.period"),
    ({"valid_until": NOW - DAY}, Invalid, "role.period"),
    ({"level": "county"}, Invalid, "role.level"),
    ({"role": "chief_representative", "level": "nation"}, Invalid, "role.level"),
    ({"user_id": id_at(2, 77)}, NotFound, "user.unknown"),
    ({"organisation_id": id_at(1, 77)}, NotFound, "organisation.unknown"),
    ({"place_code": "330881999000"}, NotFound, "place.unknown"),
]


@pytest.mark.parametrize(("given", "error", "code"), WRONG)
def test_a_role_is_not_granted_on_what_does_not_exist(given, error, code):
    usual = {
        "role_id": id_at(3, 1),
        "user_id": make_user().pk,
        "role": "officer",
        "organisation_id": MARKET,
        "place_code": COUNTY,
    }
    with pytest.raises(error) as caught:
        role_grant(**{**usual, **given}, actor=OPERATOR, now=NOW)
    assert caught.value.code == code
    assert caught.value.remedy
    assert not Role.objects.exists()


def test_a_citizens_account_holds_no_office():
    with pytest.raises(Refused, match=r"role\.citizen"):
        make_role(make_user(kind="citizen"), "officer")


def test_a_revoked_role_ends_at_once_and_stays_listed(django_assert_num_queries):
    user = make_user()
    role = make_role(user, "officer")
    role_revoke(role_id=role, actor=OPERATOR, now=NOW + DAY)
    assert grants_of(user.pk, NOW + DAY - timedelta(seconds=1)).held
    assert not grants_of(user.pk, NOW + DAY).held
    with django_assert_num_queries(1):
        [listed] = roles_of(user.pk)
    assert (listed.role, listed.organisation_name, listed.place_path, listed.valid_until) == (
        "officer",
        "market_regulation",
        "浙江省衢州市江山市",
        NOW + DAY,
    )


def test_a_role_that_is_revoked_before_it_begins_never_does():
    user = make_user()
    role = make_role(user, "officer", valid_from=NOW + 5 * DAY)
    role_revoke(role_id=role, actor=OPERATOR, now=NOW + DAY)
    assert not any(grants_of(user.pk, NOW + days * DAY).held for days in range(10))


@pytest.mark.parametrize("later", [timedelta(), DAY])
def test_what_has_ended_cannot_be_revoked_again(later):
    role = make_role(make_user(), "officer", valid_until=NOW + 2 * DAY)
    role_revoke(role_id=role, actor=OPERATOR, now=NOW + DAY)
    with pytest.raises(Conflict, match=r"role\.ended"):
        role_revoke(role_id=role, actor=OPERATOR, now=NOW + DAY + later)


def test_an_unknown_role_cannot_be_revoked():
    with pytest.raises(NotFound, match=r"role\.unknown"):
        role_revoke(role_id=id_at(3, 77), actor=OPERATOR, now=NOW)


def test_the_record_tells_who_granted_and_who_revoked_and_the_row_can_be_made_from_it():
    role = make_role(make_user(), "chief_representative", item=FOOD, valid_until=NOW + 9 * DAY)
    granted = folded(role)
    role_revoke(role_id=role, actor=OPERATOR, now=NOW + DAY)
    assert granted["valid_until"] == "2026-03-11T01:00:00.000000Z"
    assert folded(role) == role_record.rows([role])[role]
    assert folded(role) | {"revoked_by": OPERATOR.id, "granted_by": OPERATOR.id} == folded(role)
    told = role_record.rows([role])[role]
    Role.objects.all().delete()
    role_record.write(role, folded(role))
    assert (role_record.rows([role])[role], role_record.count()) == (told, 1)
    role_record.write(role, None)
    assert role_record.count() == 0


def test_the_record_of_a_grant_equals_its_row_before_it_is_revoked():
    role = make_role(make_user(), "officer", valid_from=datetime.fromisoformat("2026-04-01T00:00:00+08:00"))
    assert folded(role) == role_record.rows([role])[role]


def folded(role):
    return role_record.fold(histories([role])[role])
