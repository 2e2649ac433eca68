"""The lawful clock: from a limit and the instant it starts at to the instant it ends at, and why.

Legal time is +08:00 all year; instants are aware and go in and out as UTC. Sources: Civil Code Art. 200-204 (counting
of periods), Administrative Licensing Law Art. 82 (agencies' days are working days).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import ClassVar, Literal, get_args

from yici.domain.error import Invalid
from yici.domain.office import OfficeHours
from yici.domain.reason import Reason
from yici.domain.workdays import START_NOT_COUNTED, Calendar, DayLine, NotBefore

Unit = Literal["on_the_spot", "minute", "hour", "working_minute", "working_hour", "working_day", "day", "month", "year"]
Ends = Literal["midnight", "closing"]

ENDS: frozenset[str] = frozenset(get_args(Ends))
LEGAL_OFFSET = timedelta(hours=8)
LEGAL = timezone(LEGAL_OFFSET)
MIDNIGHT = time(16, tzinfo=UTC)  # 24:00 at +08:00 is 16:00 UTC of the same day.
ONE_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12
CLOCK_TIME = frozenset({"minute", "hour"})
OFFICE_TIME = frozenset({"working_minute", "working_hour"})
SPANS = CLOCK_TIME | OFFICE_TIME
EARLIEST, LATEST = 1900, 9000

# No limit runs for more than a century: this keeps every sum inside what dates can hold.
LONGEST: dict[str, int] = {
    "on_the_spot": 0,
    "minute": 52_560_000,
    "hour": 876_000,
    "working_minute": 52_560_000,
    "working_hour": 876_000,
    "working_day": 36_500,
    "day": 36_500,
    "month": 1_200,
    "year": 100,
}

CALENDAR_DAY = Reason("day.calendar_day", {"law": "民法典", "article": "200"})
CORRESPONDING = Reason("day.corresponding", {"law": "民法典", "article": "202"})
MOVED_ON = Reason("day.moved_on", {"law": "民法典", "article": "203"})
FROM_THE_MOMENT = Reason("day.from_the_moment", {"law": "民法典", "article": "201"})
ENDS_HERE = Reason("day.ends_here")
AFTER_CLOSING = Reason("day.after_closing", {"law": "民法典", "article": "203"})


class LimitError(Invalid, ValueError):
    """The limit is written wrongly; a ValueError, so that a codec lists it among a file's other faults."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long: an amount of a unit, and whether its last day ends at 24:00 or when the office closes.

    `on_the_spot` (amount 0) ends with the day it starts on; what comes in on a rest day or after closing is on the spot
    when the office works again. `minute` and `hour` are clock time, `working_minute` and `working_hour` office time.
    Raises LimitError.
    """

    amount: int
    unit: Unit
    ends: Ends = "midnight"
    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    def __post_init__(self) -> None:
        if self.unit not in LONGEST:
            raise LimitError("limit.unit", unit=self.unit, remedy=f"Use one of {', '.join(LONGEST)}.")
        if self.ends not in ENDS:
            raise LimitError("limit.ends", ends=self.ends, remedy="Use midnight or closing.")
        if not 0 <= self.amount <= LONGEST[self.unit]:
            least, most = 0, LONGEST[self.unit]
            remedy = f"Give a whole number from {least} to {most}."
            raise LimitError("limit.amount", amount=self.amount, unit=self.unit, least=least, most=most, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends: `at` on the legal `day`, or, while the calendar of `missing_year` is not loaded, `not_before`.

    Exactly one of `at` and `not_before` is set. `at` may be 24:00 of `day`, which as an instant is 0:00 of the next.
    `not_before` is 0:00 of the first day on which the limit could end. `calendar` is the digest it was counted with.
    """

    at: datetime | None
    not_before: datetime | None
    calendar: str
    missing_year: int | None
    rule: Reason
    day: date | None


def legal_day(instant: datetime) -> date:
    """Give the legal day of an aware instant. Raises Invalid("clock.naive_instant" | "clock.out_of_range")."""
    return (_utc(instant) + LEGAL_OFFSET).date()


def ending_day(at: datetime) -> date:
    """Give the legal day that an end belongs to: 24:00 is still the day that ends, not the next one's 0:00."""
    return legal_day(at - timedelta.resolution)


def end_of_day(day: date) -> datetime:
    """Give 24:00 legal time of `day`, in UTC."""
    return datetime.combine(day, MIDNIGHT)


def start_of_day(day: date) -> datetime:
    """Give 0:00 legal time of `day`, in UTC."""
    return datetime.combine(day, MIDNIGHT) - ONE_DAY


def closing(day: date, office: OfficeHours) -> datetime:
    """Give the instant at which the office closes on `day`, in UTC (whether `day` is worked is not asked)."""
    return start_of_day(day) + timedelta(minutes=office.closes(day.isoweekday()))


def due(limit: Limit, start: datetime, calendar: Calendar, office: OfficeHours | None = None) -> Due:
    """Say when a limit that starts at `start` ends, or the bound before which it does not.

    Raises Invalid("clock.office_hours_missing") when the limit ends at closing or runs in office time and `office`
    is not given.
    """
    if limit.unit in SPANS:
        return _span_due(limit, _utc(start), calendar, office)
    last = _last_day(limit, _first_day(limit, start, calendar, office), calendar)
    if isinstance(last, NotBefore):
        return _open(limit, calendar, last)
    at = end_of_day(last) if limit.ends == "midnight" else closing(last, _required(office))
    return Due(at, None, calendar.digest, None, _rule(limit), last)


def explain(limit: Limit, start: datetime, calendar: Calendar, office: OfficeHours | None = None) -> list[DayLine]:
    """List the days that decide when the limit ends: every one for days and working days, the turning points else."""
    first = legal_day(start)
    if limit.unit == "working_day" and limit.amount:
        return calendar.explain(first, limit.amount)
    if limit.unit in SPANS:
        return _explain_clock(limit, first, due(limit, start, calendar, office), calendar)
    if (begins := _first_day(limit, start, calendar, office)) != first:
        return _moved_on([_line(first, AFTER_CLOSING), _line(begins, ENDS_HERE)], calendar)
    if limit.unit == "on_the_spot":
        return _moved_on([_line(first, ENDS_HERE)], calendar)
    lines = [_line(first, START_NOT_COUNTED)]
    if limit.unit == "day":
        days = (first + timedelta(days=number) for number in range(1, limit.amount + 1))
        lines += [_line(day, CALENDAR_DAY, number) for number, day in enumerate(days, 1)]
    elif limit.amount:
        lines.append(_line(_tentative(limit, first), CORRESPONDING))
    return _moved_on(lines, calendar)


def days_left(at: datetime, now: datetime, calendar: Calendar) -> int | None:
    """Count the working days left after today, 0 on the last day, -1 from the moment `at` has come, and so on.

    None when a year in between is not loaded.
    """
    left = calendar.count(legal_day(now), ending_day(at))
    if left is None or now < at:
        return left
    return min(left, -1)


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is not UTC:
        if instant.tzinfo is None:
            raise Invalid("clock.naive_instant", remedy="Give the instant with its offset from UTC.")
        instant = instant.astimezone(UTC)
    if not EARLIEST <= instant.year <= LATEST:
        raise Invalid("clock.out_of_range", year=instant.year, remedy=f"Give a year from {EARLIEST} to {LATEST}.")
    return instant


def _rule(limit: Limit) -> Reason:
    # The hash of three plain values costs a third of the hash of a Limit.
    return _named_rule(limit.unit, limit.amount, limit.ends)


@lru_cache(maxsize=1024)
def _named_rule(unit: Unit, amount: int, ends: Ends) -> Reason:
    return Reason(f"limit.{unit}", {"amount": str(amount), "ends": ends})


def _span(limit: Limit) -> timedelta:
    return timedelta(**{"hours" if limit.unit in ("hour", "working_hour") else "minutes": limit.amount})


def _at(limit: Limit, calendar: Calendar, start: datetime, at: datetime) -> Due:
    day = max(legal_day(start), ending_day(at))
    return Due(at, None, calendar.digest, None, _rule(limit), day)


def _open(limit: Limit, calendar: Calendar, bound: NotBefore) -> Due:
    return Due(None, start_of_day(bound.day), calendar.digest, bound.year, _rule(limit), None)


def _span_due(limit: Limit, start: datetime, calendar: Calendar, office: OfficeHours | None) -> Due:
    if limit.unit in CLOCK_TIME:
        return _at(limit, calendar, start, start + _span(limit))
    return _office_due(limit, start, calendar, _required(office))


def _required(office: OfficeHours | None) -> OfficeHours:
    if office is None:
        remedy = "Give the office hours of the place, or let the limit end at midnight."
        raise Invalid("clock.office_hours_missing", remedy=remedy)
    return office


def _first_day(limit: Limit, start: datetime, calendar: Calendar, office: OfficeHours | None) -> date:
    """Give the day to count from: of a limit that ends with the very day, the next one where the office had closed
    (Civil Code Art. 203: business hours end the day). Longer limits leave out the first day anyhow (Art. 201)."""
    first = legal_day(start)
    if limit.amount or office is None or not calendar.loaded(first.year) or not calendar.is_workday(first):
        return first
    return first + ONE_DAY if closing(first, office) <= start else first


def end_of_span(limit: Limit, day: date) -> date:
    """Give the last day of so many days, months or years after a day, which is not counted (Civil Code Art. 201, 202).

    No rest day moves it: what holds until a day does not hold longer because that is a Sunday. Raises LimitError for
    other units.
    """
    if limit.unit not in ("day", "month", "year"):
        raise LimitError("limit.unit", unit=limit.unit, remedy="Use day, month or year.")
    return _tentative(limit, day)


def _last_day(limit: Limit, first: date, calendar: Calendar) -> date | NotBefore:
    if limit.unit == "working_day" and limit.amount:
        return calendar.add(first, limit.amount)
    return calendar.workday_from(first if limit.unit == "on_the_spot" else _tentative(limit, first))


def _tentative(limit: Limit, first: date) -> date:
    if limit.unit in ("month", "year"):
        months = limit.amount * (MONTHS_A_YEAR if limit.unit == "year" else 1)
        return _corresponding(first, months)
    return first + timedelta(days=limit.amount)


def _corresponding(first: date, months: int) -> date:
    """Give the day of the same number so many months on, else the last of that month (Civil Code Art. 202)."""
    year, month = divmod(first.year * MONTHS_A_YEAR + first.month - 1 + months, MONTHS_A_YEAR)
    following = date(year + (month + 1) // MONTHS_A_YEAR, (month + 1) % MONTHS_A_YEAR + 1, 1)
    return date(year, month + 1, min(first.day, (following - timedelta(days=1)).day))


def _office_due(limit: Limit, start: datetime, calendar: Calendar, office: OfficeHours) -> Due:
    left, day = _span(limit), legal_day(start)
    while calendar.loaded(day.year):
        for opens, closes in _sessions(day, calendar, office):
            begins = max(start, opens)
            if begins + left <= closes:
                return _at(limit, calendar, start, begins + left)
            left -= max(closes - begins, timedelta())
        day += ONE_DAY
    return _open(limit, calendar, NotBefore(day, day.year))


def _sessions(day: date, calendar: Calendar, office: OfficeHours) -> Iterator[tuple[datetime, datetime]]:
    if calendar.is_workday(day):
        midnight = start_of_day(day)
        for opens, closes in office.on(day.isoweekday()):
            yield midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)


def _line(day: date, rule: Reason, number: int | None = None) -> DayLine:
    return DayLine(day, day.isoweekday(), number is not None, number, rule)


def _moved_on(lines: list[DayLine], calendar: Calendar) -> list[DayLine]:
    """Lengthen the lines from a last day that is a rest day up to the working day that the limit moves on to."""
    last = lines[-1].day
    moved = calendar.workday_from(last)
    if moved == last:
        return lines
    end = moved.day if isinstance(moved, NotBefore) else moved
    days = (last + timedelta(days=offset) for offset in range(1, (end - last).days + 1))
    rested = replace(lines[-1], rule=calendar.rule(last))
    return [*lines[:-1], rested, *(_line(day, MOVED_ON if day == moved else calendar.rule(day)) for day in days)]


def _explain_clock(limit: Limit, first: date, ends: Due, calendar: Calendar) -> list[DayLine]:
    bound = legal_day(ends.not_before) if ends.not_before else first
    last = ends.day or bound
    lines = [_line(first, FROM_THE_MOMENT)] if ends.day or last > first else []
    if limit.unit in OFFICE_TIME:
        days = (first + timedelta(days=offset) for offset in range(1, (last - first).days))
        lines += [_line(day, calendar.rule(day)) for day in days]
    if ends.day is None:
        return [*lines, _line(last, calendar.rule(last))]
    return [*lines, _line(last, ENDS_HERE)] if last > first else lines
