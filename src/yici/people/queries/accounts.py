"""Who is who, and who may do what."""

import hashlib
import hmac
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from yici.domain.authority import Grant, Grants
from yici.domain.clock import legal_day
from yici.domain.division import codes_above
from yici.domain.error import NotFound
from yici.domain.roles import ROLES
from yici.ledger import keys
from yici.ledger.values import ERASED, Erased
from yici.people.firms import firm_ids
from yici.people.models import Firm, Role, User
from yici.people.store import accounts as store

PAGE_LIMIT: Final = 500
MOST_STAFF: Final = 200
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SECRET: Final = re.compile(r"yici_([0-9a-f]{16})_[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """What is known of a citizen: kept sealed, never printed. Empty where it is not known.

    `sources` says by the name of a part who checked it: "window" or "real_name". What is not named there, only the
    person said.
    """

    name: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """This will give the plain values to be sealed."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who came with a token, what the token is for, and what its holder may do now."""

    user: User
    scopes: frozenset[str]
    grants: Grants


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role that somebody has or had; `item` None means all items, `valid_until` is the first moment without it."""

    id: UUID
    role: str
    organisation: UUID
    organisation_name: str
    place: str
    place_path: str
    item: str | None
    level: str | None
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token without its secret; `last_used` is the day of the last use."""

    id: UUID
    name: str
    scopes: frozenset[str]
    prefix: str
    created: datetime
    expires: datetime
    revoked: datetime | None
    last_used: date | None


def grants_of(user_id: UUID, at: datetime) -> Grants:
    """This will read all that a user holds at a moment, in one statement; an inactive or unknown user holds nothing."""
    return _of_person(store.grants(user_id, at))


def held_by(user: User, at: datetime) -> Grants:
    """This will read all that somebody holds at a moment, in one statement: a citizen the firms for which they act,
    staff and systems their grants."""
    return Grants(firms=firm_ids(user.id)) if user.kind == User.Kind.CITIZEN else grants_of(user.id, at)


def bearer_of(secret: str, now: datetime) -> Bearer | None:
    """This will find, in one statement, the active holder of a living token with scopes and grants; None for any other.

    The first use on a day is marked on the token.
    """
    form = SECRET.fullmatch(secret)
    if form is None:
        return None
    digest = digest_of(secret)
    found = store.bearer(form[1], digest, now, legal_day(now))
    if found is None or not hmac.compare_digest(bytes(found[1]), digest):
        return None
    user, _, scopes, held, firms = found
    person = str(user.subject) if user.subject and user.kind != User.Kind.CITIZEN else None
    return Bearer(user, frozenset(scopes), replace(_grants(held), firms=frozenset(firms), person=person))


def authenticate_token(secret: str, now: datetime) -> tuple[User, frozenset[str]] | None:
    """This will find a living token's active holder and its scopes, in one statement; None for any other secret."""
    bearer = bearer_of(secret, now)
    return None if bearer is None else (bearer.user, bearer.scopes)


def digest_of(secret: str) -> bytes:
    """This will hash a token's secret with SHA-256: it has 256 bits of chance, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).digest()


def user_named(username: str) -> User:
    """This will give the user of this name, whatever its case. Raises NotFound("user.unknown")."""
    found = User.objects.filter(username__iexact=username).first()
    if found is None:
        raise NotFound("user.unknown", remedy="check the name, or create the user")
    return found


def user_with(user_id: UUID) -> User | None:
    """This will give an account by its id, None when there is none."""
    return User.objects.filter(id=user_id).first()


def usernames(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """This will give the names of accounts, in one statement; unknown ones are left out."""
    return dict(User.objects.filter(id__in=set(user_ids)).values_list("id", "username"))


def names_at_work(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """This will give the names at work of staff, the account's where there is none, in one statement; no citizen's."""
    rows = User.objects.filter(id__in=set(user_ids)).exclude(kind=User.Kind.CITIZEN)
    return {user: name or account for user, name, account in rows.values_list("id", "display_name", "username")}


def same_person(one: str, other: str) -> bool:
    """This will say whether two accounts, by the text of their ids, are known to be of one person: one account, or two
    with one identity number. A text that is no account's id is nobody's but its own."""
    if one == other:
        return True
    known = [UUID(text) for text in (one, other) if _ID.fullmatch(text)]
    subjects = list(User.objects.filter(id__in=known, subject__isnull=False).values_list("subject", flat=True))
    return len(subjects) == 2 and subjects[0] == subjects[1]


def theirs(person: str, accounts: Iterable[str], firms: Iterable[str]) -> set[str]:
    """This will give which of these accounts are a person's, and for which of these firms one acts under an account of
    theirs: a statement for the accounts and one for the firms, none where there are none."""
    users = [UUID(text) for text in accounts if _ID.fullmatch(text)]
    found = set(User.objects.filter(id__in=users, subject=person).values_list("id", flat=True)) if users else set()
    if known := list(firms):
        acting = Firm.objects.filter(firm__in=known, subject=person, ended_at=None)
        found |= set(acting.values_list("firm", flat=True))
    return {str(one) for one in found}


def persons_of(accounts: Iterable[str]) -> dict[str, str]:
    """This will name the person behind each account, in one statement: the same text for two accounts that are known to
    be of one, the account's own id where nobody knows. A text that is no account's id is nobody's but its own."""
    wanted = set(accounts)
    known = [UUID(text) for text in wanted if _ID.fullmatch(text)]
    found = User.objects.filter(id__in=known, subject__isnull=False).values_list("id", "subject") if known else ()
    return {text: text for text in wanted} | {str(user): f"person {subject}" for user, subject in found}


def grants_of_staff(accounts: Iterable[str], at: datetime) -> dict[str, Grants]:
    """This will read what accounts of staff hold at a moment, in one statement; whoever holds nothing, is inactive or
    no member of staff is left out."""
    known = [UUID(text) for text in accounts if _ID.fullmatch(text)]
    held: dict[str, list[Any]] = {}
    for user, *row in store.grants_of_staff(known, at) if known else ():
        held.setdefault(user, []).append(row)
    return {user: _of_person(found) for user, found in held.items()}


def staff_who_may(action: str, agencies: Collection[str], place: str, at: datetime) -> dict[str, str]:
    """This will name, by account, the staff who may do something for these bodies at a place, in one statement: at most
    200 of them, for whoever chooses who goes."""
    allowing = [name for name, rule in ROLES.items() if action in rule.actions]
    held = Role.objects.filter(
        role__in=allowing, organisation__agency__in=list(agencies), user__is_active=True, user__kind=User.Kind.STAFF,
        place__in=[place, *codes_above(place)], valid_from__lte=at,
    ).exclude(valid_until__lte=at)  # fmt: skip
    found = held.values_list("user__username", "user__display_name").order_by("user__username").distinct()[:MOST_STAFF]
    return {account: name or account for account, name in found}


def roles_of(user_id: UUID, limit: int = 100) -> list[RoleRow]:
    """This will list the roles that a user has or had, the newest first."""
    return [RoleRow(*row) for row in store.roles_of(user_id, min(limit, PAGE_LIMIT))]


def tokens_of(user_id: UUID, limit: int = 100) -> list[TokenRow]:
    """This will list the tokens of a user, the newest first, also those that ended."""
    found = store.tokens_of(user_id, min(limit, PAGE_LIMIT))
    return [TokenRow(identity, name, frozenset(scopes), *rest) for identity, name, scopes, *rest in found]


def profile_of(user_id: UUID) -> Profile | Literal[Erased.ERASED] | None:
    """This will open a user's profile: None when nothing was said, ERASED when the person's key was destroyed."""
    return profiles_of([user_id]).get(user_id)


def profiles_of(user_ids: Iterable[UUID]) -> dict[UUID, Profile | Literal[Erased.ERASED]]:
    """This will open many profiles in two statements; a user without one is left out."""
    sealed = store.sealed_profiles(set(user_ids))
    opened = keys.open_many([(subject, token) for _, subject, token in sealed])
    return {user: profile_read(data) for (user, _, _), data in zip(sealed, opened, strict=True)}


def profile_sealed(user: User) -> tuple[UUID, bytes] | None:
    """This will give what a user's profile is sealed in, to be opened together with other things."""
    return (user.subject, bytes(user.sealed)) if user.subject and user.sealed else None


def _of_person(rows: Collection[Any]) -> Grants:
    """Every row begins with the person who holds it."""
    person = next((person for person, *_ in rows), None)
    return replace(_grants(row for _, *row in rows), person=person)


def _grants(rows: Iterable[Any]) -> Grants:
    return Grants(tuple(Grant(role, str(body), *rest) for role, body, *rest in rows))


def profile_read(data: dict[str, Any] | Literal[Erased.ERASED]) -> Profile | Literal[Erased.ERASED]:
    """This will read a profile that was opened."""
    if data is ERASED:
        return data
    told = {part.name: data[part.name] for part in fields(Profile) if part.name in data}
    return Profile(**told)
