"""A licence by the Administrative Licensing Law: Art. 50 (renewal), 69 (revocation), 70 (cancellation), with dates."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.licence_samples import (
    APPLY,
    FIVE_YEARS,
    LICENSING,
    THIRTY_WORKING_DAYS,
    apply,
    at,
    context,
    do,
    issued,
    settled,
    until,
)
from tests.domain.national_calendar import NATIONAL
from yici.domain.clock import Limit, LimitError, end_of_day, end_of_span
from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.licence import (
    CANCELLATION,
    EDGES,
    FINAL,
    REVOCATION,
    SENTENCES,
    CancelLicence,
    EndRenewal,
    Licence,
    Renew,
    RevokeLicence,
    ends_at,
    next_due,
    owner,
)
from yici.domain.licence.periods import day_before
from yici.domain.term import PlannedRenewal, PlannedTerm, Renewal, Term
from yici.domain.workdays import Calendar


def planned(term: Term) -> PlannedTerm:
    return PlannedTerm(term, "s", "s")


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


@pytest.mark.parametrize(
    ("day", "in_time"),
    [
        ("2026-05-30", True),
        ("2026-05-31", True),  # the last day, until its end
        ("2026-06-01", False),
        ("2026-06-30", False),
    ],
)
def test_thirty_days_before_the_end_is_in_time(day: str, in_time: bool) -> None:
    licence = apply(until("2026-06-30"), at(day, 23, 59))
    assert licence.asked is not None
    assert (licence.status, licence.asked.in_time, licence.asked.latest) == ("renewing", in_time, date(2026, 5, 31))
    assert owner(licence) == "agency"


@pytest.mark.parametrize("seen", ["2026-07-01", "2026-07-04", "2027-01-01"])
def test_no_decision_before_the_end_is_a_renewal_as_of_the_end_whenever_somebody_looks(seen: str) -> None:
    licence, events = settled(apply(until("2026-06-30"), at("2026-05-31")), at(seen, 0))
    assert [(event.kind, event.at) for event in events] == [("licence.deemed_renewed", at("2026-07-01", 0))]
    assert licence.status == "valid"
    assert licence.period.by_silence
    assert (licence.period.since, licence.period.until) == (date(2026, 7, 1), None), "how long, no text says"
    assert (licence.case, licence.period.case) == ("case", "renewal")


def test_a_known_term_dates_what_silence_renews_and_a_cap_does_not() -> None:
    for kind, end in (("fixed", date(2031, 6, 30)), ("at_most", None)):
        term = planned(Term(kind, Limit(5, "year")))
        licence, _ = settled(apply(until("2026-06-30", term=term), at("2026-05-01")), at("2026-07-02"))
        assert (licence.period.since, licence.period.until) == (date(2026, 7, 1), end)


def test_a_minute_before_the_end_nothing_is_deemed() -> None:
    licence, events = settled(apply(until("2026-06-30"), at("2026-05-31")), at("2026-06-30", 23, 59))
    assert (events, licence.status) == ([], "renewing")


def test_who_asks_too_late_gets_no_renewal_from_silence_and_the_record_says_so() -> None:
    licence, [event] = settled(apply(until("2026-06-30"), at("2026-06-01")), at("2026-07-05"))
    assert (event.kind, event.at) == ("licence.expired", at("2026-07-01", 0))
    assert (licence.status, licence.late) == ("expired", True)


def test_who_does_not_ask_sees_it_expire() -> None:
    licence, [event] = settled(until("2026-06-30"), at("2026-07-01", 0))
    assert (event.kind, licence.status, licence.late) == ("licence.expired", "expired", False)
    assert (next_due(licence), owner(licence)) == (None, None)


@pytest.mark.parametrize("rule", [None, PlannedRenewal(Renewal(Limit(30, "day"), "none"), "s", "s")])
def test_where_no_text_makes_anything_of_silence_it_expires(rule: PlannedRenewal | None) -> None:
    licence, [event] = settled(apply(until("2026-06-30", rule=rule), at("2026-04-01"), rule=rule), at("2026-07-01"))
    assert (event.kind, licence.late) == ("licence.expired", False)


def test_without_a_known_end_nothing_expires_and_nothing_is_deemed() -> None:
    licence = issued(at("2026-03-02"))
    assert (next_due(licence), owner(licence)) == (None, None)
    asked = apply(licence, at("2026-04-01"))
    assert (asked.asked.in_time, ends_at(asked)) == (None, None)
    assert settled(asked, at("2099-01-01"))[1] == []


def test_while_no_calendar_tells_whether_it_was_in_time_neither_happens_and_then_it_does() -> None:
    rule = THIRTY_WORKING_DAYS
    unloaded = Calendar("none", "000000000000", ())
    licence = apply(until("2026-06-30", rule=rule), at("2026-05-18"), rule=rule, calendar=unloaded)
    assert (licence.asked.in_time, licence.asked.latest) == (None, None)
    waiting, events = settled(licence, at("2026-07-03"), calendar=unloaded)
    assert (events, waiting.status, next_due(waiting)) == ([], "renewing", at("2026-07-01", 0))
    after, events = settled(waiting, at("2026-07-04"))
    assert [event.kind for event in events] == ["renewal.counted", "licence.deemed_renewed"]
    assert after.period.since == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("named", "term", "end"),
    [(None, None, None), ("2028-06-30", None, "2028-06-30"), (None, FIVE_YEARS, "2031-06-30")],
)
def test_a_decision_renews_from_the_day_after_the_end(named: str | None, term: Any, end: str | None) -> None:
    asked = apply(until("2026-06-30"), at("2026-05-31"))
    licence = do(
        asked,
        Renew(case="renewal", item="food", term=term, until=named and date.fromisoformat(named)),
        at("2026-06-10"),
    )
    assert (licence.status, licence.asked) == ("valid", None)
    assert (licence.period.since, licence.period.until) == (date(2026, 7, 1), end and date.fromisoformat(end))
    assert [period.until for period in licence.before] == [date(2026, 6, 30)]
    assert not licence.period.by_silence


@pytest.mark.parametrize("reason", ["refused", "not_accepted", "withdrawn", "lapsed"])
def test_what_is_not_renewed_runs_to_its_end(reason: Any) -> None:
    licence = do(
        apply(until("2026-06-30"), at("2026-05-31")), EndRenewal(case="renewal", reason=reason), at("2026-06-10")
    )
    assert (licence.status, next_due(licence)) == ("valid", at("2026-07-01", 0))
    assert settled(licence, at("2026-07-01"))[1][0].kind == "licence.expired"
    assert apply(licence, at("2026-06-12")).asked is not None, "and can be asked for again, late"


WRONG = [
    ("somebody else's", {}, APPLY | {"subject": "other"}, NotFound, "licence.unknown"),
    ("another type", {}, APPLY | {"gives": ("fire",)}, Refused, "renewal.wrong_type"),
    ("no end", {"term": planned(Term("long_term"))}, APPLY, Refused, "renewal.no_end"),
    ("too early", {"rule": PlannedRenewal(Renewal(Limit(30, "day"), "renewed", Limit(3, "month")), "s", "s")},
     APPLY, Refused, "renewal.too_early"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "asked", "error", "code"), WRONG, ids=[one[0] for one in WRONG])
def test_what_cannot_be_renewed_is_refused(name: str, given: Any, asked: Any, error: type, code: str) -> None:
    end = None if "term" in given else date(2026, 6, 30)
    licence = issued(at("2026-01-05"), **{"rule": LICENSING, "until": end} | given)
    with pytest.raises(error, match=code):
        apply(licence, at("2026-03-29"), **asked | {"rule": given.get("rule", LICENSING)})


def test_three_months_before_the_end_it_opens() -> None:
    rule = PlannedRenewal(Renewal(Limit(30, "day"), "renewed", Limit(3, "month")), "s", "s")
    assert apply(until("2026-06-30", rule=rule), at("2026-03-30"), rule=rule).status == "renewing"


def test_what_is_over_or_asked_for_already_is_refused() -> None:
    asked = apply(until("2026-06-30"), at("2026-05-01"))
    with pytest.raises(Refused, match=r"renewal\.asked"):
        apply(asked, at("2026-05-02"))
    expired, _ = settled(until("2026-06-30"), at("2026-07-01"))
    with pytest.raises(Refused, match=r"renewal\.not_held"):
        apply(expired, at("2026-07-02"))
    with pytest.raises(Refused, match=r"licence\.wrong_state"):
        do(until("2026-06-30"), Renew(case="c", item="i"), at("2026-05-02"))


def in_state(status: str) -> Licence:
    held = until("2026-06-30")
    made = {
        "valid": lambda: held,
        "renewing": lambda: apply(held, at("2026-05-01")),
        "expired": lambda: settled(held, at("2026-07-01"))[0],
        "revoked": lambda: do(held, RevokeLicence(grounds=("deception",)), at("2026-05-02")),
        "cancelled": lambda: do(held, CancelLicence(ground="holder_ended"), at("2026-05-02")),
    }
    return made[status]()


@pytest.mark.parametrize("status", SENTENCES)
@pytest.mark.parametrize("ground", REVOCATION)
def test_revocation_by_ground_and_state(ground: str, status: str) -> None:
    command = RevokeLicence(grounds=(ground,), basis="某法第一条", note="理由")
    licence = in_state(status)
    if status in ("valid", "renewing"):
        after = do(licence, command, at("2026-07-01"), settle=False)
        assert (after.status, after.asked, next_due(after)) == ("revoked", None, None)
    else:
        with pytest.raises(Refused, match=r"licence\.(wrong_state|ground_not_met)"):
            do(licence, command, at("2026-07-01"))


@pytest.mark.parametrize("status", SENTENCES)
@pytest.mark.parametrize("ground", CANCELLATION)
def test_cancellation_by_ground_and_state(ground: str, status: str) -> None:
    command = CancelLicence(ground=ground, basis="某法第一条")
    licence = in_state(status)
    if status in CANCELLATION[ground].states:
        assert do(licence, command, at("2026-07-01"), settle=False).status == "cancelled"
    else:
        with pytest.raises(Refused, match=r"licence\.(wrong_state|ground_not_met)"):
            do(licence, command, at("2026-07-01"), settle=False)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RevokeLicence(grounds=()), "decision.grounds"),
        (RevokeLicence(grounds=("because",)), "licence.ground"),
        (RevokeLicence(grounds=("other_by_law",)), "licence.no_basis"),
        (CancelLicence(ground="because"), "licence.ground"),
        (CancelLicence(ground="other_by_law", basis=" "), "licence.no_basis"),
    ],
)
def test_ending_one_takes_a_ground_of_the_law(command: Any, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        do(until("2026-06-30"), command, at("2026-05-01"))


def test_every_ground_and_edge_names_its_source_and_every_state_is_reached() -> None:
    assert all(
        "Art. " in ground.source or "No. 42" in ground.source
        for ground in (*REVOCATION.values(), *CANCELLATION.values())
    )
    assert all(edge.source for edge in EDGES.values())
    assert {edge.to for edge in EDGES.values()} == set(SENTENCES)
    assert {state for state in SENTENCES if not any(state in edge.origins for edge in EDGES.values())} == FINAL


def test_words_for_the_holder_stand_apart() -> None:
    _, [event] = _events(until("2026-06-30"), RevokeLicence(grounds=("deception",), note=" 提供虚假材料 "))
    assert event.private == {"note": "提供虚假材料", "basis": ""}
    assert event.remedies == "remedies"


def _events(licence: Licence, command: Any) -> Any:
    from yici.domain.licence import decide

    return licence, decide(licence, command, context(at("2026-05-01")))
