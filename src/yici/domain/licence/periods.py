"""The days of a licence: how long a period holds, and until which day its renewal can be asked for in time."""

from datetime import date, timedelta

from yici.domain.clock import Limit, end_of_span
from yici.domain.error import Refused
from yici.domain.licence.state import Period
from yici.domain.term import Term
from yici.domain.workdays import Calendar

ONE_DAY = timedelta(days=1)
COUNTABLE = frozenset({"working_day", "day", "month", "year"})


def first_period(case: str, item: str, day: date, term: Term | None, until: date | None) -> Period:
    """This will give the period that begins with a decision on a day, which is not counted (Civil Code Art. 201).

    Raises Refused("term.exceeded" | "term.over") for an end beyond what the text allows, or behind the decision.
    """
    return _period(case, item, since=day, counted_after=day, term=term, until=until)


def next_period(before: Period, case: str, item: str, term: Term | None, until: date | None, today: date) -> Period:
    """This will give the period that follows another one; with no known end before it, it begins `today`."""
    if before.until is None:
        return first_period(case, item, today, term, until)
    return _period(case, item, since=before.until + ONE_DAY, counted_after=before.until, term=term, until=until)


def silent_period(before: Period, case: str, item: str, term: Term | None) -> Period:
    """This will give the period that silence makes: as long as a text says, else with no end that anybody knows."""
    assert before.until is not None
    fixed = term if term is None or term.kind != "at_most" else None
    end = _end(fixed, before.until)
    long_term = fixed is not None and fixed.kind == "long_term"
    return Period(before.until + ONE_DAY, end, case, item, long_term, by_silence=True)


def _period(
    case: str, item: str, *, since: date, counted_after: date, term: Term | None, until: date | None
) -> Period:  # fmt: skip
    latest = _end(term, counted_after)
    if until is not None:
        _check_named(until, since, latest)
        return Period(since, until, case, item)
    fixed = latest if term is not None and term.kind == "fixed" else None
    return Period(since, fixed, case, item, long_term=term is not None and term.kind == "long_term")


def _end(term: Term | None, counted_after: date) -> date | None:
    return None if term is None or term.limit is None else end_of_span(term.limit, counted_after)


def _check_named(until: date, since: date, latest: date | None) -> None:
    if until < since:
        raise Refused("term.over", until=until.isoformat(), remedy="name a later day, or none")
    if latest is not None and until > latest:
        remedy = "name a day no later than that, or none"
        raise Refused("term.exceeded", until=until.isoformat(), latest=latest.isoformat(), remedy=remedy)


def day_before(limit: Limit, end: date, calendar: Calendar) -> date | None:
    """This will give the last day from which so long is left until the end of a day; None while no calendar can tell.

    Neither that day nor a rest day moves it. A limit in other units than days, months and years can tell nothing.
    """
    if limit.unit not in COUNTABLE:
        return None
    if limit.unit == "working_day":
        return _working_days_before(limit.amount, end, calendar)
    day = end - timedelta(days=_longest(limit))
    while day < end and end_of_span(limit, day + ONE_DAY) <= end:
        day += ONE_DAY
    return day


def opening_day(limit: Limit, end: date, calendar: Calendar) -> date | None:
    """This will give the first day from which no more than so long is left; None while no calendar can tell."""
    day = day_before(limit, end, calendar)
    while day is not None and limit.unit != "working_day" and end_of_span(limit, day - ONE_DAY) >= end:
        day -= ONE_DAY
    return day


def _longest(limit: Limit) -> int:
    """No fewer days than the limit can have: the search from there goes up a few days only."""
    if limit.unit == "day":
        return limit.amount
    months = limit.amount * (12 if limit.unit == "year" else 1)
    return months * 30 + months * 7 // 12 + 3


def _working_days_before(amount: int, end: date, calendar: Calendar) -> date | None:
    day, left = end, amount
    while left:
        if not calendar.loaded(day.year):
            return None
        left -= calendar.is_workday(day)
        day -= ONE_DAY
    return day
