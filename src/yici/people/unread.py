"""How many messages somebody has not read, kept with the account: every page reads that anyway."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from uuid import UUID

from django.db import connection

from yici.people.models import User

_NOTE: Final = """
UPDATE people_user AS u SET unread = n.count FROM unnest(%s::uuid[], %s::int[]) AS n (id, count)
WHERE u.id = n.id AND u.unread <> n.count
"""


def accounts_lock(users: Iterable[UUID]) -> None:
    """This will keep others from counting the messages of some people until the transaction ends; call it before
    messages are added or read, so that two at once do not each count without the other's."""
    wanted = User.objects.filter(id__in=set(users)).order_by("id").values_list("id")
    list(wanted.select_for_update(no_key=True))


def unread_note(users: Iterable[UUID], counted: Callable[[list[UUID]], Mapping[UUID, int]]) -> None:
    """This will keep, for each of some people, how many messages `counted` gives; none where it gives nothing."""
    wanted = sorted(set(users))
    counts = counted(wanted) if wanted else {}
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, [wanted, [counts.get(user, 0) for user in wanted]])
