"""Where an account is signed in: one row per session, beside the session itself, with a coarse address.

Sessions run on the real clock, whatever the time that a demonstration is set in: cookies do so too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from yici.domain.error import NotFound
from yici.people.visitor import coarse

MOST_SHOWN: Final = 50
LONGEST_AGENT: Final = 200


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of an account. `address` is coarse: no finer one was kept."""

    id: int
    key: str
    agent: str
    address: str
    since: datetime
    seen: datetime


def sessions_of(user_id: UUID, now: datetime) -> list[SessionRow]:
    """This will list where an account is signed in, the latest seen first, fifty at most."""
    found = _living(user_id, now).order_by("-last_seen_at", "-id")
    columns = ("id", "session_key", "user_agent", "ip", "created_at", "last_seen_at")
    return [SessionRow(*row) for row in found.values_list(*columns)[:MOST_SHOWN]]


def session_begin(*, user_id: UUID, key: str, agent: str, address: str, now: datetime) -> None:
    """This will note that an account signed in, with which device and about where from."""
    noted = {"user_id": user_id, "ip": coarse(address), "user_agent": agent.replace("\0", "")[:LONGEST_AGENT]}
    UserSession.objects.update_or_create(session_key=key, defaults=noted | {"created_at": now, "last_seen_at": now})


def session_seen(*, key: str, address: str, now: datetime) -> None:
    """This will note that a session is in use."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=now, ip=coarse(address))


def session_left(*, key: str) -> None:
    """This will drop the row of a session that its owner ended by signing out."""
    UserSession.objects.filter(session_key=key).delete()


@transaction.atomic
def session_end(*, session_id: int, user_id: UUID) -> str:
    """This will sign out one session of an account and give its key.

    Raises NotFound("session.unknown") for one that has ended or is somebody else's.
    """
    key = UserSession.objects.filter(id=session_id, user_id=user_id).values_list("session_key", flat=True).first()
    if key is None:
        raise NotFound("session.unknown", remedy="look at the list again")
    _end([str(key)])
    return str(key)


@transaction.atomic
def sessions_end(*, user_id: UUID, but: str | None = None) -> int:
    """This will sign an account out everywhere, `but` in the session with this key, and say how many ended."""
    keys = list(
        UserSession.objects.filter(user_id=user_id).exclude(session_key=but).values_list("session_key", flat=True)
    )
    _end(keys)
    return len(keys)


def sessions_forget(*, now: datetime) -> int:
    """This will delete sessions that have run out, and rows of sessions that are no more; it gives how many rows."""
    Session.objects.filter(expire_date__lte=now).delete()
    living = Session.objects.filter(session_key=OuterRef("session_key"))
    return int(UserSession.objects.filter(~Exists(living)).delete()[0])


def _living(user_id: UUID, now: datetime) -> QuerySet[UserSession]:
    living = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    found: QuerySet[UserSession] = UserSession.objects.filter(Exists(living), user_id=user_id)
    return found


def _end(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
