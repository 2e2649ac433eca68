"""What may be done with accounts, organisations, roles, tokens and profiles. Each service is one transaction."""

import base64
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from stdnum.cn import uscc as credit_code
from stdnum.exceptions import ValidationError as NumberError

from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.domain.roles import ROLES, check_level, scopes_checked
from yici.ledger import keys
from yici.ledger.services import Entry, Head, append, lock, new_head
from yici.ledger.values import Subject
from yici.people import role_record
from yici.people.models import Organisation, Role, Token, User
from yici.people.queries import Profile, organisation, place
from yici.people.queries.accounts import digest_of
from yici.people.store import accounts as store
from yici.people.store import contacts

SECRET_BYTES: Final = 32
PREFIX_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token. `secret` is shown this once and kept nowhere."""

    id: UUID
    secret: str
    expires: datetime

    def __repr__(self) -> str:
        return f"IssuedToken(id={self.id}, expires={self.expires.isoformat()})"


def user_create(
    *,
    user_id: UUID,
    username: str,
    now: datetime,
    password: str | None = None,
    encoded: str | None = None,
    kind: str = "citizen",
    display_name: str = "",
    language: str = "zh-hans",
    is_staff: bool = False,
) -> User:
    """This will create an account; without a password nobody can log in with one.

    `encoded` is a password that was checked and encoded before: one for many accounts is encoded once. `is_staff` opens
    Django's administration. `display_name` is the name at work of staff and systems: a citizen's name belongs into the
    profile. Raises Invalid("user.invalid") with every fault, Conflict("user.username_taken").
    """
    user = User(
        id=user_id,
        username=User.normalize_username(username),
        display_name=display_name,
        kind=kind,
        language=language,
        is_staff=is_staff,
        created=now,
    )
    _check_user(user, password)
    if encoded is None:
        user.set_password(password)
    else:
        user.password = encoded
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("user.username_taken", remedy="choose another user name") from error
    return user


def organisation_create(
    *,
    organisation_id: UUID,
    code: str,
    name: str,
    agency: str,
    place_code: str,
    now: datetime,
    name_en: str = "",
    parent: UUID | None = None,
    uscc: str | None = None,
) -> UUID:
    """This will create a body that acts at a place. `agency` is its role code in the vocabulary.

    Raises NotFound for an unknown place or parent, Invalid("organisation.uscc") for a credit code that does not check,
    Conflict("organisation.code_taken").
    """
    place(place_code)
    if parent is not None:
        organisation(parent)
    made = Organisation(
        id=organisation_id,
        code=code,
        name=name,
        name_en=name_en,
        agency=agency,
        place_id=place_code,
        parent_id=parent,
        uscc=None if uscc is None else _checked_credit_code(uscc),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("organisation.code_taken", code=code, remedy="choose another code") from error
    return organisation_id


@transaction.atomic
def role_grant(
    *,
    role_id: UUID,
    user_id: UUID,
    role: str,
    organisation_id: UUID,
    place_code: str,
    actor: Actor,
    now: datetime,
    item: str | None = None,
    level: str | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> UUID:
    """This will record that a user holds a role from `valid_from` (else now) until before `valid_until` (else open).

    `level` bounds what a chief representative decides. Raises Invalid("role.unknown" | "role.period" | "role.level"),
    NotFound for user, organisation or place, Refused("role.citizen").
    """
    begins = valid_from or now
    _check_role(role, begins, valid_until)
    check_level(role, level)
    _check_holder(user_id, organisation_id, place_code)
    granted = Role(
        id=role_id,
        user_id=user_id,
        organisation_id=organisation_id,
        place_id=place_code,
        item=item,
        level=level,
        role=role,
        valid_from=begins,
        valid_until=valid_until,
        granted_by=actor.id,
        granted_at=now,
    )
    granted.save(force_insert=True)
    entry = Entry(role_record.GRANTED, now, role_record.granted_body(granted))
    append(new_head(role_id, role_record.KIND), [entry], actor=actor, now=now, due=None)
    return role_id


@transaction.atomic
def role_revoke(*, role_id: UUID, actor: Actor, now: datetime) -> None:
    """This will end a role now; one that has not begun never will. The row and its history stay.

    Raises NotFound("role.unknown"), Conflict("role.ended") when it has ended already.
    """
    head = _locked_role(role_id)
    until = store.end_role(role_id, actor.id, now)
    if until is None:
        raise Conflict("role.ended", role=str(role_id), remedy="nothing is left to revoke")
    append(head, [Entry(role_record.REVOKED, now, role_record.revoked_body(until))], actor=actor, now=now, due=None)


def token_issue(
    *,
    token_id: UUID,
    user_id: UUID,
    name: str,
    scopes: Iterable[str],
    expires: datetime,
    now: datetime,
    chance: Callable[[int], bytes] = secrets.token_bytes,
) -> IssuedToken:
    """This will issue a token for some scopes of a user; its secret is in the answer and nowhere else.

    Raises Invalid("scope.none" | "scope.unknown" | "token.expired"), NotFound("user.unknown").
    """
    wanted = scopes_checked(frozenset(scopes))
    if expires <= now:
        raise Invalid("token.expired", remedy="name an end that lies ahead")
    if not User.objects.filter(id=user_id, is_active=True).exists():
        raise NotFound("user.unknown", remedy="issue tokens for active users only")
    prefix = chance(PREFIX_BYTES).hex()
    secret = f"yici_{prefix}_{base64.urlsafe_b64encode(chance(SECRET_BYTES)).rstrip(b'=').decode()}"
    Token.objects.create(
        id=token_id,
        user_id=user_id,
        name=name,
        scopes=sorted(wanted),
        prefix=prefix,
        digest=digest_of(secret),
        created=now,
        expires=expires,
    )
    return IssuedToken(token_id, secret, expires)


def token_revoke(*, token_id: UUID, now: datetime, of_user: UUID | None = None) -> None:
    """This will end a token at once; with `of_user` only if it is that user's.

    Raises NotFound("token.unknown") for one that is not there, not theirs, or revoked already.
    """
    if not store.end_token(token_id, of_user, now):
        raise NotFound("token.unknown", token=str(token_id), remedy="choose one from the list of living tokens")


@transaction.atomic
def profile_set(*, user_id: UUID, profile: Profile, subject_id: UUID, now: datetime) -> UUID:
    """This will seal a person's profile under their key and give the subject's id.

    Who states an identity number gets the subject of that number (one person, one key, however many accounts), else the
    one that the account has; `subject_id` is for a new subject. Raises NotFound("user.unknown") and
    Refused("user.no_person").
    """
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound("user.unknown", remedy="create the account first")
    if user.kind == User.Kind.SYSTEM:
        raise Refused("user.no_person", remedy="only a person has a profile")
    subject = _subject(user, profile, subject_id, now)
    if subject.id != user.subject:
        contacts.move(user_id, subject)
    User.objects.filter(id=user_id).update(subject=subject.id, sealed=keys.seal(subject, profile.as_data()))
    return subject.id


def _subject(user: User, profile: Profile, subject_id: UUID, now: datetime) -> Subject:
    if not profile.id_number and user.subject is not None:
        held = keys.load_subjects([user.subject])[user.subject]
        if held.wrapped is not None:
            return held
    return keys.subject_with_key(profile.id_number or None, subject_id=subject_id, now=now)


def _check_user(user: User, password: str | None) -> None:
    faults: list[str] = []
    try:
        # Uniqueness is left to the database, which alone can tell.
        user.clean_fields(exclude=["password"])
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        faults.extend(error.messages)
    if user.kind == User.Kind.CITIZEN and user.display_name:
        faults.append("a citizen's name belongs into the profile")
    if faults:
        raise Invalid("user.invalid", faults=faults, remedy="mend what is named and try again")


def _checked_credit_code(code: str) -> str:
    try:
        return str(credit_code.validate(code))
    except NumberError as error:
        raise Invalid("organisation.uscc", uscc=code, remedy="check the 18 characters of the credit code") from error


def _check_role(role: str, begins: datetime, ends: datetime | None) -> None:
    if role not in ROLES:
        raise Invalid("role.unknown", role=role, remedy="choose from: " + ", ".join(ROLES))
    if ends is not None and ends <= begins:
        raise Invalid("role.period", remedy="let the period end after it begins")


def _check_holder(user_id: UUID, organisation_id: UUID, place_code: str) -> None:
    kind, organisation_known, place_known = store.looked_up(user_id, organisation_id, place_code)
    if kind is None:
        raise NotFound("user.unknown", remedy="create the account first")
    if kind == User.Kind.CITIZEN:
        raise Refused("role.citizen", remedy="give the person an account of kind staff: the two are kept apart")
    if not organisation_known:
        organisation(organisation_id)
    if not place_known:
        place(place_code)


def _locked_role(role_id: UUID) -> Head:
    try:
        return lock([role_id])[role_id]
    except NotFound as error:
        raise NotFound("role.unknown", role=str(role_id), remedy="choose one from the list of roles") from error
