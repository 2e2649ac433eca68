"""Which items of a replayed case are decided after their limits, as the case machine would count them."""

from collections.abc import Mapping
from datetime import date

from yici.domain.clock import Limit
from yici.domain.lived import Lacking, Lived, Longer
from yici.domain.plan import PlannedApproval
from yici.domain.workdays import Calendar, NotBefore

Approvals = Mapping[str, PlannedApproval]
Days = Mapping[str, date]


def late(approvals: Approvals, life: Lived, begun: Days, ended: Days, calendar: Calendar) -> int:
    """This will count the items that are decided after their promised limit or after that of the law. Raises `Lacking`.

    Where joint handling was ordered, its one limit runs from the first of its items (Licensing Law Art. 42).
    """
    since = {item: _since(one, life, begun[item], calendar) for item, one in approvals.items()}
    whole = min((since[item] for item, one in approvals.items() if one.joint is not None), default=life.submitted)
    found = 0
    for item, one in approvals.items():
        # What counts from receipt keeps the limit that runs since then.
        legal, start = one.joint or one.legal, whole if one.joint and not _at_receipt(one) else since[item]
        longer = [(_on(begun[item], made.after, calendar), made) for made in life.longer.get(item, ())]
        lawful = [(on, made) for on, made in longer if made.why != "pause"]
        judged = [(one.promised, since[item], longer), (legal, start, lawful)]
        found += any(told and _past(told.limit, begins, moved, ended[item], calendar) for told, begins, moved in judged)
    return found


def _at_receipt(one: PlannedApproval) -> bool:
    return one.counted_from == "receipt" and not one.needs


def _since(one: PlannedApproval, life: Lived, begun: date, calendar: Calendar) -> date:
    """From receipt where the regime says so, or where silence accepted and nothing had to come first."""
    if one.needs or (one.counted_from != "receipt" and one.item not in life.silent):
        return begun
    if one.counted_from != "receipt" and begun > _on(life.submitted, life.intake[one.item], calendar):
        return begun
    return min(begun, _on(life.submitted, life.received.get(one.item, 0), calendar))


def _on(start: date, days: int, calendar: Calendar) -> date:
    day = calendar.add(start, days) if days else start
    if isinstance(day, NotBefore):
        raise Lacking("calendar")
    return day


def _past(limit: Limit, start: date, longer: list[tuple[date, Longer]], ended: date, calendar: Calendar) -> bool:
    """Limits in other units than working days are not judged: the model knows no hours."""
    if limit.unit != "working_day":
        return False
    end = calendar.add(start, limit.amount) if limit.amount else start
    for on, made in longer:
        # What came when the limit had run changes nothing; on its last day it can still be extended.
        if isinstance(end, date) and made.days and (on < end or (on == end and made.why == "extension")):
            end = calendar.add(end, made.days)
    if isinstance(end, NotBefore):
        # It ends in a year that is not loaded: whatever was decided before that year is in time.
        if ended >= end.day:
            raise Lacking("calendar")
        return False
    return ended > end
