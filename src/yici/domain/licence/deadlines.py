"""When a licence must be looked at again, and whose turn it is until then."""

from datetime import datetime

from yici.domain.clock import end_of_day
from yici.domain.licence.state import Licence, LicenceDuty


def ends_at(licence: Licence) -> datetime | None:
    """This will say when its period ends, 24:00 of its last day; None where it holds no more, or no end is known."""
    return end_of_day(licence.period.until) if licence.holds and licence.period.until else None


next_due = ends_at
"""A licence wakes once: at its end. What is not known wakes nobody."""


def owner(licence: Licence) -> LicenceDuty | None:
    """This will say who has something to do before its end: the body while renewal is asked for, else the holder.

    None where no end is known, and after it: nothing falls due then.
    """
    if ends_at(licence) is None:
        return None
    return "agency" if licence.status == "renewing" else "holder"
