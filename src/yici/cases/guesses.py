"""How often somebody may look a case up by number and code: counted for the instance as a whole, in its database.

Only this look-up can be guessed at, and it is rare, so each costs one statement more; in the memory of each worker
whoever guesses would get as many tries as there are workers. A row says when all tries of somebody are theirs again,
under a keyed hash, so that neither an address nor a number stands in the table.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from yici.cases.models import Guess
from yici.ledger import keys

TAKE = """
INSERT INTO cases_guess AS g (whose, free_at) VALUES (%(whose)s, %(now)s::timestamptz + %(step)s)
ON CONFLICT (whose) DO UPDATE SET free_at = greatest(g.free_at, %(now)s) + %(step)s
  WHERE greatest(g.free_at, %(now)s) + %(step)s <= %(now)s::timestamptz + %(within)s
RETURNING free_at
"""
GIVE_BACK = "UPDATE cases_guess SET free_at = free_at - %(step)s WHERE whose = %(whose)s"


@dataclass(frozen=True, slots=True)
class Allowance:
    """`most` tries at once, which come back one by one, all of them `within` a time."""

    name: str
    most: int
    within: timedelta

    @property
    def step(self) -> timedelta:
        """The time after which one try comes back."""
        return self.within / self.most

    def whose(self, who: str) -> bytes:
        """This will hash somebody, so that the same one is known again and nothing else can be learnt."""
        return keys.blind(f"guess {self.name}", who)


def guess_take(*, allowance: Allowance, who: str, now: datetime) -> int | None:
    """This will count one try and say how many are left now; None when there was none left, and nothing is counted."""
    given: dict[str, Any] = {
        "whose": allowance.whose(who),
        "now": now,
        "step": allowance.step,
        "within": allowance.within,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, given)
        row = cursor.fetchone()
    return None if row is None else int((now + allowance.within - row[0].astimezone(UTC)) / allowance.step)


def guess_give_back(*, allowance: Allowance, who: str) -> None:
    """This will undo one try: it was none, whoever made it knew the code."""
    given: dict[str, Any] = {"whose": allowance.whose(who), "step": allowance.step}
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, given)


def guesses_forget(*, now: datetime) -> int:
    """This will delete the rows of all who have all their tries again, and say how many."""
    return Guess.objects.filter(free_at__lte=now).delete()[0]
