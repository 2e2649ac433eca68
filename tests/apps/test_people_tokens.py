from datetime import date, timedelta

import pytest

from tests.apps.people_samples import COUNTY, MARKET, NOW, load_county, make_bodies, make_role, make_user
from yici.domain.authority import Grant, Grants
from yici.domain.error import Invalid, NotFound
from yici.people.ids import id_at
from yici.people.models import Token, User
from yici.people.queries import authenticate_token, bearer_of, tokens_of
from yici.people.services import token_issue, token_revoke

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def issue(user, *, number=1, scopes=("case:read", "case:submit"), expires=NOW + 30 * DAY):
    return token_issue(
        token_id=id_at(4, number), user_id=user.pk, name="register", scopes=scopes, expires=expires, now=NOW
    )


def test_a_token_opens_the_door_for_its_user_and_scopes_in_one_statement(django_assert_num_queries):
    user = make_user(kind="system")
    issued = issue(user)
    with django_assert_num_queries(1):
        found, scopes = authenticate_token(issued.secret, NOW)
        assert (found, found.username, found.kind) == (user, "user-1", "system")
    assert scopes == {"case:read", "case:submit"}


def test_one_statement_gives_the_holders_grants_as_well(tmp_path, django_assert_num_queries):
    load_county(tmp_path)
    make_bodies()
    user = make_user()
    make_role(user, "officer", number=1, item="000131024000")
    make_role(user, "officer", number=2, valid_until=NOW + DAY)
    issued = issue(user)
    with django_assert_num_queries(1):
        bearer = bearer_of(issued.secret, NOW + DAY)
    assert bearer.grants == Grants((Grant("officer", str(MARKET), "market_regulation", COUNTY, "000131024000"),))


LIFE = [
    # hours after issue, opens (issued for a day, revoked after two hours if at all)
    ("it lives", None, 0, True),
    ("it lives until its end", None, 23.99, True),
    ("it has expired", None, 24, False),
    ("it is not revoked yet", 2, 1.99, True),
    ("it is revoked", 2, 2, False),
]


@pytest.mark.parametrize(("revoked", "asked", "opens"), [case[1:] for case in LIFE], ids=[case[0] for case in LIFE])
def test_a_token_opens_until_it_expires_or_is_revoked(revoked, asked, opens):
    issued = issue(make_user(), expires=NOW + DAY)
    if revoked is not None:
        token_revoke(token_id=issued.id, now=NOW + timedelta(hours=revoked))
    assert (authenticate_token(issued.secret, NOW + timedelta(hours=asked)) is not None) is opens


def test_a_wrong_secret_behind_a_right_prefix_opens_nothing_and_marks_nothing():
    issued = issue(make_user())
    wrong = issued.secret[:-1] + ("A" if issued.secret[-1] != "A" else "B")
    assert authenticate_token(wrong, NOW) is None
    assert Token.objects.get().last_used is None


@pytest.mark.parametrize("secret", ["", "yici_", "yici_0123456789abcdef_", "bearer", "yici_秘密", "x" * 100_000, "\0"])
def test_what_is_no_secret_is_refused_without_a_statement(secret, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert authenticate_token(secret, NOW) is None


def test_an_unknown_prefix_opens_nothing():
    assert authenticate_token(f"yici_{'0' * 16}_{'A' * 43}", NOW) is None


def test_the_token_of_an_inactive_user_opens_nothing():
    user = make_user()
    issued = issue(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert authenticate_token(issued.secret, NOW) is None


def test_the_legal_day_of_the_last_use_is_kept_and_never_goes_back():
    issued = issue(make_user())
    days = []
    for later in (timedelta(), timedelta(hours=14, minutes=59), timedelta(hours=15), DAY / 2):
        authenticate_token(issued.secret, NOW + later)
        days.append(Token.objects.get().last_used)
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    assert days == [monday, monday, tuesday, tuesday]


def test_the_secret_is_kept_nowhere_and_shows_in_no_repr():
    issued = issue(make_user())
    row = Token.objects.values().get()
    tail = issued.secret.removeprefix(f"yici_{row['prefix']}_")
    assert len(tail) == 43
    assert tail not in repr(row)
    assert tail not in repr(issued)
    assert bytes(row["digest"]) != issued.secret.encode()


def test_two_tokens_never_share_a_secret_and_chance_may_be_given():
    user = make_user()
    secrets = {issue(user, number=number).secret for number in range(1, 4)}
    assert len(secrets) == 3
    given = token_issue(
        token_id=id_at(4, 9),
        user_id=user.pk,
        name="n",
        scopes=["operator"],
        expires=NOW + DAY,
        now=NOW,
        chance=bytes,
    )
    assert given.secret == f"yici_{'0' * 16}_{'A' * 43}"


@pytest.mark.parametrize(
    ("given", "error", "code"),
    [
        ({"scopes": []}, Invalid, "scope.none"),
        ({"scopes": ["case:all"]}, Invalid, "scope.unknown"),
        ({"expires": NOW}, Invalid, "token.expired"),
    ],
)
def test_a_token_that_could_not_serve_is_not_issued(given, error, code):
    with pytest.raises(error) as caught:
        issue(make_user(), **given)
    assert caught.value.code == code
    assert not Token.objects.exists()


def test_a_token_is_issued_for_active_users_only():
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(NotFound, match=r"user\.unknown"):
        issue(user)


def test_nobody_revokes_the_token_of_somebody_else():
    mine, theirs = make_user(1), make_user(2)
    issued = issue(mine)
    with pytest.raises(NotFound, match=r"token\.unknown"):
        token_revoke(token_id=issued.id, now=NOW, of_user=theirs.pk)
    token_revoke(token_id=issued.id, now=NOW, of_user=mine.pk)
    with pytest.raises(NotFound, match=r"token\.unknown"):
        token_revoke(token_id=issued.id, now=NOW)


def test_a_users_tokens_are_listed_without_their_secrets(django_assert_num_queries):
    user = make_user()
    first, second = issue(user, number=1), issue(user, number=2, scopes=["operator"])
    with django_assert_num_queries(1):
        listed = tokens_of(user.pk)
    assert [(row.id, row.scopes) for row in listed] == [
        (second.id, {"operator"}),
        (first.id, {"case:read", "case:submit"}),
    ]
