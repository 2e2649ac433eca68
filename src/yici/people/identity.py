"""Whose account it is: identities that a provider or a clerk confirmed, and the accounts that they open.

Two accounts are one person's where they have one identity number; a name says nothing. An identity of a provider opens
one account, the one that it was joined to: by opening that account with it, or by proving both at once.
"""

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from yici.domain.assurance import Assurance, higher
from yici.domain.error import Conflict, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.services import Entry, append
from yici.ledger.values import ERASED
from yici.people import account_record
from yici.people.firms import FirmClaim, firms_told
from yici.people.ids import new_id
from yici.people.models import User
from yici.people.queries import Profile, profile_of
from yici.people.services import profile_set, user_create
from yici.people.streams import account_stream

PROVIDER: Final = "real_name"
"""What the library's rows call the one provider of an instance."""
NAME_DIGITS: Final = 10


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """What a provider or a document says of a person; never printed. `phone` and `firms` may be missing; `who` is how
    the provider names them."""

    name: str
    id_number: str
    phone: str = ""
    who: str = ""
    firms: tuple[FirmClaim, ...] = ()


def identity_key(issuer: str, subject: str) -> str:
    """This will hash whom a provider names, so that the same one is known again and the number of nobody is kept:
    some providers name people by their identity number."""
    return keys.blind("identity at provider", f"{issuer}\n{subject}").hex()


def identity_holder(identity: str) -> User | None:
    """This will find the citizen's account that an identity opens."""
    found = SocialAccount.objects.filter(provider=PROVIDER, uid=identity, user__kind=User.Kind.CITIZEN)
    row = found.select_related("user").first()
    return row.user if row else None


def identity_name(user_id: UUID) -> str | None:
    """This will say how the provider names the owner of an account; None for an account that it does not open."""
    row = SocialAccount.objects.filter(provider=PROVIDER, user_id=user_id).select_related("user").first()
    if row is None or row.user.subject is None or "who" not in row.extra_data:
        return None
    [opened] = keys.open_many([(UUID(row.extra_data["subject"]), base64.b64decode(row.extra_data["who"]))])
    return None if opened is ERASED else str(opened["who"])


def identity_of(user_id: UUID) -> bool:
    """This will say whether an account is joined to an identity of the provider."""
    return bool(SocialAccount.objects.filter(provider=PROVIDER, user_id=user_id).exists())


def accounts_with(id_number: str) -> list[UUID]:
    """This will find the citizens' accounts that have an identity number and no identity of the provider yet."""
    subject = keys.find_subject(id_number)
    if subject is None:
        return []
    joined = SocialAccount.objects.filter(provider=PROVIDER).values("user_id")
    rows = User.objects.filter(subject=subject, kind=User.Kind.CITIZEN, is_active=True).exclude(id__in=joined)
    return list(rows.order_by("created").values_list("id", flat=True)[:20])


@transaction.atomic
def account_open(
    *, identity: str, person: Person, actor_by: str, now: datetime, chance: Callable[[int], int] = secrets.randbelow
) -> User:
    """This will open an account for an identity that opens none; nobody can sign in to it with a password.

    Raises Conflict("identity.joined") when the identity opens another by now.
    """
    name = f"u{chance(10**NAME_DIGITS):0{NAME_DIGITS}}"
    user = user_create(user_id=new_id(), username=name, now=now)
    identity_join(user_id=user.id, identity=identity, person=person, by=actor_by, now=now)
    user.refresh_from_db()
    return user


@transaction.atomic
def identity_join(*, user_id: UUID, identity: str, person: Person, by: str, now: datetime) -> None:
    """This will have an identity open an account from now on, and take over what the provider says of the person.

    Whoever calls has proof of both: the account's owner is signed in, the identity has just come from the provider.
    Raises Conflict("identity.joined") when the identity opens another account or the account has another identity,
    Refused("identity.other_person") when the account has another identity number.
    """
    user = _locked(user_id)
    others = SocialAccount.objects.filter(provider=PROVIDER, user_id=user_id).exclude(uid=identity)
    if others.exists():
        raise _joined()
    _confirm(user, person, "real_name", by, now)
    try:
        with transaction.atomic():
            made = SocialAccount.objects.get_or_create(
                provider=PROVIDER,
                uid=identity,
                defaults={"user_id": user_id, "extra_data": _named(user_id, person.who)},
            )
    except IntegrityError as error:
        raise _joined() from error
    if made[0].user_id != user_id:
        raise _joined()
    _tell(user, account_record.JOINED, {"by": by}, now)


@transaction.atomic
def identity_seen(*, user_id: UUID, person: Person, by: str, now: datetime) -> None:
    """This will take over what the provider says of the owner of an account at signing in.

    Raises Refused("identity.other_person") when it now tells of another identity number.
    """
    _confirm(_locked(user_id), person, "real_name", by, now)


@transaction.atomic
def identity_checked(*, user_id: UUID, person: Person, actor: Actor, now: datetime) -> None:
    """This will record that a clerk compared a person with their identity document.

    Raises Refused("identity.other_person") when the account has another identity number.
    """
    _confirm(_locked(user_id), person, "window", actor.id, now, actor)


@transaction.atomic
def face_checked(*, user_id: UUID, by: str, now: datetime) -> None:
    """This will record that a provider compared the face of an account's owner, who was known by real name before.

    Raises Refused("identity.none") for an account that nobody has checked.
    """
    user = _locked(user_id)
    if user.assurance not in ("real_name", "face"):
        raise Refused("identity.none", remedy="check the real name first")
    _assure(user, "face", by, now)


def _confirm(
    user: User, person: Person, source: Literal["window", "real_name"], by: str, now: datetime,
    actor: Actor | None = None,
) -> None:  # fmt: skip
    known = profile_of(user.id)
    held = known if isinstance(known, Profile) else Profile()
    if held.id_number and held.id_number != person.id_number:
        raise Refused("identity.other_person", remedy="sign in to the account of this person")
    told = {"name": person.name, "id_number": person.id_number}
    # A phone that the owner changed here stays; one that was only said is overtaken by one that was checked.
    if person.phone and (not held.phone or held.sources.get("phone")):
        told["phone"] = person.phone
    sources = {**held.sources, **dict.fromkeys(told, source)}
    profile = replace(held, **told, sources=sources)
    if profile != held:
        profile_set(user_id=user.id, profile=profile, subject_id=new_id(), now=now)
    if source == "real_name":
        firms_told(user_id=user.id, firms=person.firms, now=now)
    _assure(user, source, by, now, actor)


def _assure(user: User, level: Assurance, by: str, now: datetime, actor: Actor | None = None) -> None:
    if user.assurance == level and user.assured_by == by:
        return
    reached = higher(user.assurance, level)  # type: ignore[arg-type]
    if reached == level:
        User.objects.filter(id=user.id).update(assurance=level, assured_at=now, assured_by=by)
    _tell(user, account_record.ASSURED, {"level": level, "by": by}, now, actor)


def _named(user_id: UUID, who: str) -> dict[str, str]:
    """How the provider names somebody, sealed under their key: the library keeps its column in clear."""
    subject = User.objects.filter(id=user_id).values_list("subject", flat=True).get()
    if subject is None:
        return {}
    return {"subject": str(subject), "who": base64.b64encode(keys.seal(subject, {"who": who})).decode()}


def _tell(user: User, event: str, body: dict[str, Any], now: datetime, actor: Actor | None = None) -> None:
    """Who checked it is who acts, at a window the clerk; else its owner, who came back from a provider."""
    who = actor or Actor(kind="person", id=str(user.id), role=None, channel="web")
    append(account_stream(user.id), [Entry(event, now, body)], actor=who, now=now, due=None)


def _locked(user_id: UUID) -> User:
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound("user.unknown", remedy="create the account first")
    if user.kind != User.Kind.CITIZEN:
        raise Refused("user.no_person", remedy="only a citizen's account has an identity")
    return user


def _joined() -> Conflict:
    return Conflict("identity.joined", remedy="sign in with it, or with the account's own identity")
