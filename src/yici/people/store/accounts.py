"""Statements over users, roles and tokens."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from psycopg import sql

from yici.people.models import Role, Token, User
from yici.people.store.statement import Row, rows, run

_HELD: Final = sql.SQL(
    """
FROM people_role AS role
JOIN people_organisation AS organisation ON organisation.id = role.organisation_id
JOIN people_user AS holder ON holder.id = role.user_id AND holder.is_active
WHERE role.user_id = {user} AND role.valid_from <= %(at)s AND (role.valid_until IS NULL OR role.valid_until > %(at)s)
"""
)
_GRANTS: Final = sql.SQL(
    "SELECT holder.subject::text, role.role, role.organisation_id, organisation.agency, role.place_id, role.item,"
    " role.level {held} ORDER BY role.id"
).format(held=_HELD.format(user=sql.Placeholder("user")))
_OF_STAFF: Final = sql.SQL(
    "SELECT role.user_id::text, holder.subject::text, role.role, role.organisation_id, organisation.agency,"
    " role.place_id, role.item, role.level {held} AND holder.kind = 'staff' ORDER BY role.id"
).format(held=_HELD.format(user=sql.SQL("ANY(%(users)s)")))
# The mark of the day is written at most once a day and token; the caller compares the digest again in constant time.
_FIELDS: Final = User._meta.concrete_fields  # noqa: SLF001 - documented by Django as public
_BEARER: Final = (
    sql.SQL(
        """
WITH found AS (
    SELECT token.* FROM people_token AS token
    WHERE token.prefix = %(prefix)s AND token.expires > %(at)s AND (token.revoked IS NULL OR token.revoked > %(at)s)
), marked AS (
    UPDATE people_token AS token SET last_used = %(day)s::date FROM found
    WHERE token.id = found.id AND found.digest = %(digest)s
        AND (found.last_used IS NULL OR found.last_used < %(day)s::date)
)
SELECT {columns}, found.digest, found.scopes, (
    SELECT json_agg(json_build_array(
        role.role, role.organisation_id, organisation.agency, role.place_id, role.item, role.level))
    {held}
), (SELECT json_agg(own.firm) FROM people_firm AS own WHERE own.user_id = bearer.id AND own.ended_at IS NULL)
FROM found JOIN people_user AS bearer ON bearer.id = found.user_id AND bearer.is_active
"""
    )
    .format(
        columns=sql.SQL(", ").join([sql.SQL("bearer.{}").format(sql.Identifier(str(f.column))) for f in _FIELDS]),
        held=_HELD.format(user=sql.Identifier("bearer", "id")),
    )
    .as_string()
)
_NAMES: Final = [field.attname for field in _FIELDS]
_LOOKED_UP: Final = """
SELECT (SELECT kind FROM people_user WHERE id = %(user)s),
    EXISTS (SELECT FROM people_organisation WHERE id = %(organisation)s),
    EXISTS (SELECT FROM people_place WHERE code = %(place)s)
"""
# A role that has not begun yet ends as it begins.
_END_ROLE: Final = """
UPDATE people_role SET valid_until = greatest(valid_from, %(now)s), revoked_at = %(now)s, revoked_by = %(by)s
WHERE id = %(role)s AND revoked_at IS NULL AND (valid_until IS NULL OR valid_until > %(now)s)
RETURNING valid_until
"""
_REVOKE: Final = """
UPDATE people_token SET revoked = %(now)s
WHERE id = %(token)s AND revoked IS NULL AND (%(user)s::uuid IS NULL OR user_id = %(user)s::uuid)
"""
ROLE_FIELDS: Final = (
    "id",
    "role",
    "organisation_id",
    "organisation__name",
    "place_id",
    "place__path",
    "item",
    "level",
    "valid_from",
    "valid_until",
)
TOKEN_FIELDS: Final = ("id", "name", "scopes", "prefix", "created", "expires", "revoked", "last_used")


def grants(user: UUID, at: datetime) -> list[Row]:
    """This will read what an active user holds at a moment: their person, role, organisation, its agency, place,
    item."""
    return rows(_GRANTS, {"user": user, "at": at})


def grants_of_staff(users: list[UUID], at: datetime) -> list[Row]:
    """This will read what active members of staff hold at a moment: whose, their person, role, organisation, agency,
    place, item."""
    return rows(_OF_STAFF, {"users": users, "at": at})


def bearer(
    prefix: str, digest: bytes, now: datetime, day: date
) -> tuple[User, bytes, list[str], list[Row], list[str]] | None:
    """This will read the holder of a living token, the token's digest and scopes, and what the holder holds: roles, and
    firms for which they act."""
    found = rows(_BEARER, {"prefix": prefix, "digest": digest, "at": now, "day": day})
    if not found:
        return None
    *values, told, scopes, held, firms = found[0]
    # Every call of the API passes here, and a raw query of the ORM takes three times as long as its statement.
    return User.from_db(connection.alias, _NAMES, values), told, scopes, held or [], firms or []


def looked_up(user: UUID, organisation: UUID, place: str) -> tuple[str | None, bool, bool]:
    """This will say the kind of a user (None: no such user) and whether organisation and place exist."""
    kind, organisation_known, place_known = rows(
        _LOOKED_UP, {"user": user, "organisation": organisation, "place": place}
    )[0]
    return kind, organisation_known, place_known


def end_role(role: UUID, by: str, now: datetime) -> datetime | None:
    """This will end a role that has not ended and give the moment; None when it has."""
    ended = rows(_END_ROLE, {"role": role, "by": by, "now": now})
    return ended[0][0] if ended else None


def end_token(token: UUID, user: UUID | None, now: datetime) -> bool:
    """This will end a token (of one user, if given) that has not been ended, and say whether it did."""
    return run(_REVOKE, {"token": token, "user": user, "now": now}) == 1


def roles_of(user: UUID, limit: int) -> list[Row]:
    """This will read the roles that a user has or had, the newest first."""
    return list(Role.objects.filter(user_id=user).order_by("-valid_from", "-id").values_list(*ROLE_FIELDS)[:limit])


def tokens_of(user: UUID, limit: int) -> list[Row]:
    """This will read the tokens of a user, the newest first."""
    return list(Token.objects.filter(user_id=user).order_by("-id").values_list(*TOKEN_FIELDS)[:limit])


def sealed_profiles(users: set[UUID]) -> list[tuple[UUID, UUID, bytes]]:
    """This will read the sealed profiles of users: user, subject, sealed bytes."""
    found = User.objects.filter(id__in=users).values_list("id", "subject", "sealed")
    return [(user, subject, bytes(sealed)) for user, subject, sealed in found if subject and sealed]
