"""The renewal of a licence by Administrative Licensing Law Art. 50, with dates."""

from datetime import date
from typing import Any

import pytest

from tests.domain.licence_samples import (
    APPLY,
    FIVE_YEARS,
    LICENSING,
    THIRTY_WORKING_DAYS,
    apply,
    at,
    do,
    issued,
    planned,
    settled,
    until,
)
from yici.domain.clock import Limit
from yici.domain.error import NotFound, Refused
from yici.domain.licence import (
    EndRenewal,
    Renew,
    ends_at,
    next_due,
    owner,
)
from yici.domain.term import PlannedRenewal, Renewal, Term
from yici.domain.workdays import Calendar


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
