"""How long a licence holds, and the last day to ask for its renewal: terms counted from date to date."""

from datetime import date, timedelta

import pytest

from tests.domain.licence_samples import (
    at,
    issued,
    planned,
)
from tests.domain.national_calendar import NATIONAL
from yici.domain.clock import Limit, LimitError, end_of_day, end_of_span
from yici.domain.error import Refused
from yici.domain.licence import (
    next_due,
)
from yici.domain.licence.periods import day_before
from yici.domain.term import Term


@pytest.mark.parametrize(
    ("day", "limit", "end"),
    [
        ("2026-03-02", Limit(5, "year"), "2031-03-02"),  # Monday to Sunday: no rest day moves what holds
        ("2024-02-29", Limit(1, "year"), "2025-02-28"),  # the day is missing: the last of the month (Art. 202)
        ("2026-01-31", Limit(1, "month"), "2026-02-28"),
        ("2026-08-31", Limit(6, "month"), "2027-02-28"),
        ("2026-12-31", Limit(90, "day"), "2027-03-31"),
    ],
)
def test_a_term_is_counted_from_date_to_date(day: str, limit: Limit, end: str) -> None:
    assert end_of_span(limit, date.fromisoformat(day)) == date.fromisoformat(end)


def test_a_term_is_counted_in_no_other_unit() -> None:
    with pytest.raises(LimitError):
        end_of_span(Limit(20, "working_day"), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("term", "named", "end", "long_term"),
    [
        (None, None, None, False),
        (None, "2027-03-01", "2027-03-01", False),
        (Term("fixed", Limit(5, "year")), None, "2031-03-02", False),
        (Term("fixed", Limit(5, "year")), "2029-12-31", "2029-12-31", False),
        (Term("at_most", Limit(5, "year")), None, None, False),
        (Term("at_most", Limit(5, "year")), "2031-03-02", "2031-03-02", False),
        (Term("long_term"), None, None, True),
        (Term("long_term"), "2031-03-02", "2031-03-02", False),
    ],
)
def test_how_long_it_holds(term: Term | None, named: str | None, end: str | None, long_term: bool) -> None:
    licence = issued(at("2026-03-02"), term=planned(term) if term else None, until=named and date.fromisoformat(named))
    period = licence.period
    assert (period.since, period.until, period.long_term) == (
        date(2026, 3, 2), date.fromisoformat(end) if end else None, long_term
    )  # fmt: skip
    assert next_due(licence) == (end_of_day(date.fromisoformat(end)) if end else None)


@pytest.mark.parametrize(
    ("term", "named", "code"),
    [
        (Term("fixed", Limit(5, "year")), date(2031, 3, 3), "term.exceeded"),
        (Term("at_most", Limit(5, "year")), date(2031, 3, 3), "term.exceeded"),
        (None, date(2026, 3, 1), "term.over"),
    ],
)
def test_a_decision_names_no_day_that_the_text_does_not_allow(term: Term | None, named: date, code: str) -> None:
    with pytest.raises(Refused, match=code):
        issued(at("2026-03-02"), term=planned(term) if term else None, until=named)


@pytest.mark.parametrize(
    ("term", "fits"),
    [
        (Term("fixed", Limit(4, "year")), True),
        (Term("at_most", Limit(36, "month")), True),
        (Term("long_term"), True),
        (Term("fixed"), False),
        (Term("fixed", Limit(0, "year")), False),
        (Term("at_most", Limit(20, "working_day")), False),
        (Term("long_term", Limit(1, "year")), False),
    ],
)
def test_a_term_has_a_limit_that_is_counted_by_dates(term: Term, fits: bool) -> None:
    assert term.fits == fits


# The end is the day of 2026 named; Art. 50: 30 days before it, in the days that the unit says.
LATEST = [
    (Limit(30, "day"), "2026-06-30", "2026-05-31"),  # Sunday: an applicant may hand in online on any day
    (Limit(30, "day"), "2026-03-31", "2026-03-01"),
    (
        Limit(30, "working_day"),
        "2026-06-30",
        "2026-05-18",
    ),  # Tuesday back to Monday; 19 June is a holiday
    (Limit(30, "working_day"), "2026-10-08", "2026-08-20"),  # 1 to 7 October and 25 September rest, 20 September works
    (Limit(3, "month"), "2026-05-31", "2026-02-28"),
    (Limit(1, "month"), "2026-03-30", "2026-02-28"),
    (Limit(1, "month"), "2026-03-27", "2026-02-27"),
    (Limit(1, "year"), "2026-03-01", "2025-03-01"),
]


@pytest.mark.parametrize(("limit", "end", "latest"), LATEST)
def test_the_last_day_to_ask_is_counted_backwards_in_the_days_that_the_limit_names(limit, end, latest) -> None:
    last = date.fromisoformat(end)
    found = day_before(limit, last, NATIONAL)
    assert found == date.fromisoformat(latest)
    if limit.unit != "working_day":
        assert end_of_span(limit, found) <= last < end_of_span(limit, found + timedelta(days=1))


def test_working_days_of_a_year_that_is_not_loaded_are_not_guessed() -> None:
    assert day_before(Limit(30, "working_day"), date(2031, 3, 2), NATIONAL) is None
    assert day_before(Limit(30, "day"), date(2031, 3, 2), NATIONAL) == date(2031, 1, 31)
