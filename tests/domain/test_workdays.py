from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.national_calendar import NATIONAL, TABLES, WEEKDAYS, day, documents
from yici.domain.error import Invalid, Refused
from yici.domain.workdays import NATION, Calendar, NotBefore, calendar_from
from yici.domain.year_table import TableFault, YearTable, check_local_year, check_year

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)

# What happened, the day it happened, the working days allowed, the last day: counted by hand in the 2026 notice.
BY_HAND = [
    ("Art. 32, an ordinary week", "Mon 2026-03-09", 5, "Mon 2026-03-16"),
    ("Art. 32, over Spring Festival, the Saturday before it works", "Wed 2026-02-11", 5, "Wed 2026-02-25"),
    ("Art. 32, the day before that Saturday", "Fri 2026-02-13", 5, "Fri 2026-02-27"),
    ("Art. 32, on that Saturday, ending on the other one", "Sat 2026-02-14", 5, "Sat 2026-02-28"),
    ("Art. 32, received in the middle of the holiday", "Tue 2026-02-17", 5, "Sat 2026-02-28"),
    ("Art. 32, received on an ordinary Sunday", "Sun 2026-03-15", 5, "Fri 2026-03-20"),
    ("Art. 32, over Qingming, a Monday rests", "Thu 2026-04-02", 5, "Fri 2026-04-10"),
    ("Art. 32, to the last day that is loaded", "Thu 2026-12-24", 5, "Thu 2026-12-31"),
    ("Art. 44, over Spring Festival", "Mon 2026-02-09", 10, "Sat 2026-02-28"),
    ("Art. 44, over National Day, Saturday 10 October works", "Tue 2026-09-29", 10, "Mon 2026-10-19"),
    ("Art. 42, over Spring Festival", "Mon 2026-02-02", 20, "Fri 2026-03-06"),
    ("Art. 42, the same, extended by ten", "Mon 2026-02-02", 30, "Fri 2026-03-20"),
    ("Art. 42, over Mid-Autumn and National Day", "Thu 2026-09-17", 20, "Wed 2026-10-21"),
    ("Art. 42, the same, extended by ten", "Thu 2026-09-17", 30, "Wed 2026-11-04"),
    ("at once, on a rest day", "Sat 2026-03-14", 0, "Sat 2026-03-14"),
]


@pytest.mark.parametrize(("matter", "start", "n", "end"), BY_HAND)
def test_a_limit_ends_on_the_day_counted_by_hand(matter: str, start: str, n: int, end: str) -> None:
    assert NATIONAL.add(day(start), n) == day(end), matter


@pytest.mark.parametrize(
    ("start", "n", "bound"),
    [
        ("Thu 2026-12-24", 6, "Fri 2027-01-01"),
        ("Fri 2026-12-25", 5, "Fri 2027-01-01"),
        ("Thu 2026-12-31", 1, "Fri 2027-01-01"),
        ("Mon 2026-01-05", 400, "Fri 2027-01-01"),
        ("Mon 2027-03-01", 5, "Tue 2027-03-02"),
        ("Wed 2003-12-31", 0, None),
        ("Tue 2003-12-30", 1, "Wed 2003-12-31"),
    ],
)
def test_a_limit_into_a_year_that_is_not_loaded_has_a_bound_and_no_date(start: str, n: int, bound: str | None) -> None:
    expected = NotBefore(day(bound), day(bound).year) if bound else day(start)
    assert NATIONAL.add(day(start), n) == expected


def test_the_eve_of_the_first_loaded_year_may_start_a_limit_because_it_is_not_counted() -> None:
    assert NATIONAL.add(day("Wed 2003-12-31"), 1) == day("Fri 2004-01-02")


def test_a_missing_year_in_the_middle_stops_the_count_at_its_first_day() -> None:
    gap = calendar_from(table for table in TABLES if table.year != 2025)
    assert gap.add(day("Tue 2024-12-31"), 1) == NotBefore(day("Wed 2025-01-01"), 2025)
    assert gap.count(day("Tue 2024-12-31"), day("Mon 2026-01-05")) is None
    assert gap.add(day("Wed 2025-12-31"), 1) == day("Sun 2026-01-04")
    assert gap.rule(day("Wed 2025-01-01")).code == "day.year_not_loaded"


def test_no_calendar_at_all_knows_no_day() -> None:
    empty = calendar_from([])
    assert empty.add(day("Mon 2026-03-09"), 1) == NotBefore(day("Tue 2026-03-10"), 2026)
    assert empty.years == ()


def test_the_last_day_of_all_still_has_a_bound() -> None:
    assert NATIONAL.add(date.max, 3) == NotBefore(date.max, 9999)


def test_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(Invalid, match=r"calendar\.negative_days"):
        NATIONAL.add(FIRST, -1)


def test_nobody_says_whether_a_day_of_a_year_that_is_not_loaded_is_worked() -> None:
    with pytest.raises(Refused, match=r"calendar\.year_not_loaded.*load-calendar"):
        NATIONAL.is_workday(day("Mon 2027-03-01"))


def test_the_files_agree_with_the_package_on_every_day() -> None:
    assert NATIONAL.years == tuple(range(2004, 2027))
    every = [FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
    assert [d for d in every if NATIONAL.is_workday(d) != chinese_calendar.is_workday(d)] == []


def test_the_files_name_every_day_that_the_package_names() -> None:
    named = {d for table in TABLES for d in table.holidays}
    assert named == set(chinese_calendar.constants.holidays)
    assert {d for table in TABLES for d in table.workdays} == set(chinese_calendar.constants.workdays)


def test_every_file_says_what_it_is_and_where_it_comes_from() -> None:
    for document in documents():
        assert list(document) == ["format", "kind", "id", "place", "year", "holidays", "workdays", "source"]
        assert (document["format"], document["kind"], document["place"]) == ("1", "calendar", NATION)
        assert document["id"] == f"cn-{document['year']}"
        assert "chinesecalendar 1.11.0" in document["source"]["title"]


def test_the_national_files_pass_every_check() -> None:
    assert {table.year: check_year(table) for table in TABLES if check_year(table)} == {}


@given(DAYS, st.integers(0, 400))
def test_adding_then_counting_gives_the_same_number(start: date, n: int) -> None:
    end = NATIONAL.add(start, n)
    if isinstance(end, NotBefore):
        assert end == NotBefore(date(2027, 1, 1), 2027)
        assert (NATIONAL.count(start, LAST) or 0) < n
    else:
        assert NATIONAL.count(start, end) == n
        assert n == 0 or NATIONAL.is_workday(end)


@given(DAYS, DAYS)
def test_counting_is_stepping_day_by_day(one: date, other: date) -> None:
    start, end = sorted((one, min(other, one + timedelta(days=600))))
    steps = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    walked = sum(NATIONAL.is_workday(step) for step in steps)
    assert NATIONAL.count(start, end) == walked
    assert NATIONAL.count(end, start) == -walked


@given(DAYS, st.integers(1, 200))
def test_the_counted_days_of_an_explanation_are_the_limit_and_end_it(start: date, n: int) -> None:
    lines = NATIONAL.explain(start, n)
    counted = [line for line in lines if line.counted]
    end = NATIONAL.add(start, n)
    assert [line.day for line in lines] == [start + timedelta(days=offset) for offset in range(len(lines))]
    assert [line.number for line in counted] == list(range(1, len(counted) + 1))
    assert all(line.weekday == line.day.isoweekday() for line in lines)
    if isinstance(end, NotBefore):
        assert (lines[-1].day, lines[-1].rule.code, lines[-1].counted) == (end.day, "day.year_not_loaded", False)
        assert len(counted) < n
    else:
        assert len(counted) == n
        assert lines[-1] == counted[-1]
        assert lines[-1].day == end


@given(DAYS)
def test_the_next_workday_is_the_nearest_one_after(start: date) -> None:
    after = NATIONAL.next_workday(start)
    from_here = NATIONAL.workday_from(start)
    assert from_here == (start if NATIONAL.is_workday(start) else after)
    assert NATIONAL.count(start, after.day if isinstance(after, NotBefore) else after) in (1, None)


def test_an_explanation_gives_each_day_its_rule() -> None:
    lines = NATIONAL.explain(day("Fri 2026-02-13"), 2)
    assert [
        (WEEKDAYS[line.weekday - 1], line.number, line.rule.code, line.rule.params.get("name")) for line in lines
    ] == [
        ("Fri", None, "day.start_not_counted", None),
        ("Sat", 1, "day.make_up_workday", None),
        *[(weekday, None, "day.holiday", "春节") for weekday in ("Sun", *WEEKDAYS, "Mon")],
        ("Tue", 2, "day.workday", None),
    ]
    assert lines[0].rule.params["article"] == "201"
    weekend = NATIONAL.explain(day("Fri 2026-03-13"), 1)
    assert [line.rule.code for line in weekend[1:3]] == ["day.weekend", "day.weekend"]


LOCAL = YearTable(2026, {day("Mon 2026-04-20"): "地方节日"}, frozenset({day("Sun 2026-04-26")}), "a place's notice")


def test_a_place_adds_its_own_rest_days_and_workdays() -> None:
    here = NATIONAL.overlay([LOCAL], name="here", place="450000000000")
    assert here.add(day("Fri 2026-04-17"), 1) == day("Tue 2026-04-21")
    assert here.is_workday(day("Sun 2026-04-26"))
    assert here.rule(day("Mon 2026-04-20")).params == {"name": "地方节日"}
    assert here.source(2026) == f"{NATIONAL.source(2026)}; a place's notice"
    assert here.source(2027) is None
    assert NATIONAL.is_workday(day("Mon 2026-04-20"))


def test_local_days_win_over_national_ones() -> None:
    swapped = YearTable(2026, {day("Sat 2026-10-10"): "地方节日"}, frozenset({day("Sun 2026-10-04")}), "local")
    here = NATIONAL.overlay([swapped], name="here", place="450000000000")
    assert not here.is_workday(day("Sat 2026-10-10"))
    assert here.is_workday(day("Sun 2026-10-04"))


def test_local_days_alone_do_not_make_a_year_known() -> None:
    with pytest.raises(Invalid, match=r"calendar\.national_year_missing"):
        NATIONAL.overlay([YearTable(2027, {}, frozenset(), "local")], name="here", place="450000000000")


def test_the_digest_is_the_version_of_the_data() -> None:
    again = calendar_from(reversed(TABLES))
    assert again == NATIONAL
    assert hash(again) == hash(NATIONAL)
    assert again.digest.startswith("sha256:")
    changed = [YearTable(t.year, t.holidays, t.workdays, t.source + ".") for t in TABLES]
    others: list[Calendar] = [calendar_from(TABLES[1:]), calendar_from(changed), calendar_from(TABLES, name="other")]
    assert len({NATIONAL.digest, *(other.digest for other in others)}) == 4


def broken(
    holidays: dict[date, str] | None = None, workdays: tuple[str, ...] = (), without: str | None = None
) -> list[TableFault]:
    table = TABLES[-1]
    all_holidays = {**table.holidays, **(holidays or {})}
    if without:
        del all_holidays[day(without)]
    return check_year(YearTable(2026, all_holidays, table.workdays | {day(text) for text in workdays}, "test"))


@pytest.mark.parametrize(
    ("faults", "severity", "code", "where"),
    [
        (broken(workdays=("Wed 2026-03-11",)), "fault", "calendar.make_up_on_weekday", "2026-03-11"),
        (broken(workdays=("Sun 2026-10-04",)), "fault", "calendar.rests_and_works", "2026-10-04"),
        (broken({date(2027, 1, 2): "元旦"}), "fault", "calendar.day_outside_year", "2027-01-02"),
        (broken(without="Thu 2026-01-01"), "fault", "calendar.statutory_day_missing", "2026-01-01"),
        (broken(without="Sat 2026-05-02"), "fault", "calendar.statutory_day_missing", "2026-05-02"),
        (broken(without="Sat 2026-10-03"), "fault", "calendar.statutory_day_missing", "2026-10-03"),
    ],
)
def test_a_wrong_table_is_told_what_is_wrong(faults: list[TableFault], severity: str, code: str, where: str) -> None:
    assert [(f.severity, f.code, f.params["day"]) for f in faults] == [(severity, code, where)]
    assert faults[0].remedy


def test_more_than_six_days_of_work_on_end_are_only_warned_of() -> None:
    assert broken(workdays=("Sat 2026-03-14",)) == []
    [fault] = broken(workdays=("Sat 2026-03-14", "Sun 2026-03-15"))
    assert (fault.severity, fault.code) == ("warning", "calendar.long_run_of_work")
    assert fault.params == {"first": "2026-03-09", "last": "2026-03-20", "days": "12"}


def test_a_table_with_all_faults_is_told_all_of_them() -> None:
    table = YearTable(2027, {}, frozenset({date(2027, 3, 1), date(2026, 3, 1)}), "test")
    assert [fault.code for fault in check_year(table)] == [
        "calendar.day_outside_year",
        "calendar.make_up_on_weekday",
        *["calendar.statutory_day_missing"] * 6,
    ]


def test_a_place_need_not_repeat_the_nations_holidays() -> None:
    assert check_local_year(LOCAL) == []
    assert [f.code for f in check_local_year(YearTable(2026, {}, frozenset({date(2026, 3, 11)}), "local"))] == [
        "calendar.make_up_on_weekday"
    ]


def test_a_calendar_refuses_two_tables_for_a_year_and_days_that_both_rest_and_work() -> None:
    with pytest.raises(Invalid, match=r"calendar\.year_twice"):
        calendar_from([*TABLES, TABLES[0]])
    both = YearTable(2026, {date(2026, 10, 4): "国庆节"}, frozenset({date(2026, 10, 4)}), "test")
    with pytest.raises(Invalid, match=r"calendar\.contradiction"):
        calendar_from([both])


@pytest.mark.parametrize(
    ("start", "days", "found"),
    [
        ("Mon 2026-03-16", 1, "Fri 2026-03-13"),
        ("Sat 2026-02-28", 1, "Fri 2026-02-27"),
        ("Mon 2026-03-02", 1, "Sat 2026-02-28"),
        ("Tue 2026-02-24", 1, "Sat 2026-02-14"),
        ("Sun 2026-03-15", 2, "Thu 2026-03-12"),
    ],
)
def test_the_nth_working_day_before_a_day(start, days, found):
    assert NATIONAL.before(day(start), days) == day(found)


def test_what_lies_before_the_loaded_years_is_not_guessed():
    first = date(NATIONAL.years[0], 1, 4)
    assert NATIONAL.before(first, 20) is None
    assert NATIONAL.before(date(1990, 1, 1), 1) is None
