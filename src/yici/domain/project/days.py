"""The days of the whole: working days in which something of a project is with government, each counted once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from yici.domain.clock import end_of_day, ending_day, legal_day, start_of_day
from yici.domain.project.state import Attached, Project, Whole
from yici.domain.workdays import Calendar, NotBefore


def dated(whole: Whole, calendar: Calendar) -> Whole:
    """This will say when the whole ends if the present run goes on; a missing year leaves a bound."""
    if whole.since is None:
        return replace(whole, due=None, not_before=None)
    left = max(whole.limit.amount - whole.used, 0)
    end = calendar.add(whole.since, left) if left else whole.since
    if isinstance(end, NotBefore):
        return replace(whole, due=None, not_before=start_of_day(end.day))
    return replace(whole, due=end_of_day(end), not_before=None)


def ended(whole: Whole | None, now: datetime, calendar: Calendar) -> Whole | None:
    """This will stop the run of the whole at a moment."""
    if whole is None or whole.since is None:
        return whole
    used = used_until(whole, now, calendar)
    if used is None:
        # A year that is not loaded: the run stays open, and is counted when the calendar is.
        return whole
    return replace(whole, used=used, since=None, due=None, not_before=None)


def used_until(whole: Whole, now: datetime, calendar: Calendar) -> int | None:
    """This will count the working days used up to a moment, the present run included; None when a year is not
    loaded."""
    if whole.since is None:
        return whole.used
    run = calendar.count(whole.since, ending_day(now))
    return None if run is None else whole.used + max(run, 0)


def whole_of(project: Project, now: datetime, calendar: Calendar) -> Whole | None:
    """This will count the whole anew from the cases that a project has; as it was while a year is not loaded."""
    whole = project.whole
    if whole is None:
        return None
    runs = _runs(project.cases)
    counted = [calendar.count(legal_day(begun), ending_day(end)) for begun, end in runs if end is not None]
    if None in counted:
        return whole
    used = sum(max(days or 0, 0) for days in counted)
    since = next((legal_day(begun) for begun, end in runs if end is None), None)
    made = dated(replace(whole, used=used, since=since), calendar)
    late = made.due <= now if made.due else used > made.limit.amount
    return replace(made, missed=whole.missed and late)


def _runs(cases: Iterable[Attached]) -> list[tuple[datetime, datetime | None]]:
    """The runs of the whole in order: when each begins, and when it ends; None while it goes on."""
    runs: list[tuple[datetime, datetime | None]] = []
    for one in sorted(cases, key=lambda one: one.since):
        begun, last = runs[-1] if runs else (one.since, one.since)
        if not runs or (last is not None and last <= one.since):
            runs.append((one.since, one.ended_at))
        elif last is not None:
            runs[-1] = (begun, None if one.ended_at is None else max(last, one.ended_at))
    return runs
