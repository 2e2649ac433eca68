"""How often somebody may try a number and code in vain: ten times in a quarter of an hour.

Counted by number and address together, under a keyed hash, so that neither stands in a table: a stranger elsewhere
cannot lock a person out, one person's slips do not lock out a hall behind one address, and guessing the eight
characters of a code (some 5 × 10¹¹ of them) at ten tries a quarter is hopeless. Old tries are deleted as new ones come.
"""

from datetime import datetime, timedelta

from yici.ledger import keys
from yici.web.models import WrongTry

MOST_TRIES = 10
WITHIN = timedelta(minutes=15)


def whose(number: str, address: str) -> bytes:
    """This will hash a number together with the address that it was tried from."""
    return keys.blind("status try", f"{number.strip().upper()}\n{address}")


def tries_left(tried: bytes, now: datetime) -> int:
    """This will say how many tries are left."""
    return max(0, MOST_TRIES - WrongTry.objects.filter(whose=tried, at__gt=now - WITHIN).count())


def note_wrong(tried: bytes, now: datetime) -> None:
    """This will note one try in vain and forget those that no longer count."""
    WrongTry.objects.filter(at__lte=now - WITHIN).delete()
    WrongTry.objects.create(whose=tried, at=now)
