"""How often somebody may try a number and code in vain: ten times in a quarter of an hour.

Counted by number and address together: a stranger elsewhere cannot lock a person out, one person's slips do not lock
out a hall behind one address, and guessing the eight characters of a code (some 5 × 10¹¹ of them) at ten tries a
quarter is hopeless.
"""

from datetime import datetime, timedelta
from typing import Final

from yici.cases.guesses import Allowance, guess_give_back, guess_take

MOST_TRIES: Final = 10
WRONG: Final = Allowance("number and address", MOST_TRIES, timedelta(minutes=15))


def whose(number: str, address: str) -> str:
    """This will name a number together with the address that it is tried from."""
    return f"{number.strip().upper()}\n{address}"


def take_try(tried: str, now: datetime) -> int | None:
    """This will count a try and say how many are left after it; None when it may not be made."""
    return guess_take(allowance=WRONG, who=tried, now=now)


def not_wrong(tried: str) -> None:
    """This will give back a try whose number and code belonged together."""
    guess_give_back(allowance=WRONG, who=tried)
