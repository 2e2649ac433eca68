"""The licence machine under random commands and times: folding, edges, periods in a row, what silence may do."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.domain.licence_samples import APPLY, FIVE_YEARS, LICENSING, THIRTY_WORKING_DAYS, at, context, issued
from yici.domain.clock import end_of_day, legal_day
from yici.domain.error import YiciError
from yici.domain.licence import (
    CANCELLATION,
    EDGES,
    HOLDS,
    REVOCATION,
    ApplyForRenewal,
    CancelLicence,
    EndRenewal,
    Licence,
    LicenceCommand,
    LicenceEvent,
    Renew,
    RevokeLicence,
    decide,
    evolve,
    fold,
    next_due,
    owner,
    settle,
)

START = at("2026-01-05")
terms = st.sampled_from((None, FIVE_YEARS))
rules = st.sampled_from((None, LICENSING, THIRTY_WORKING_DAYS))
ends = st.none() | st.integers(1, 800).map(lambda days: START.date() + timedelta(days=days))
COMMANDS: st.SearchStrategy[LicenceCommand] = st.one_of(
    st.builds(lambda term, rule: ApplyForRenewal(**APPLY, term=term, rule=rule), terms, rules),
    st.builds(
        lambda term, rule, end: Renew(case="renewal", item="food", term=term, rule=rule, until=end), terms, rules, ends
    ),
    st.sampled_from(("refused", "withdrawn")).map(lambda reason: EndRenewal(case="renewal", reason=reason)),
    st.sampled_from(sorted(REVOCATION)).map(lambda name: RevokeLicence(grounds=(name,), basis="law")),
    st.sampled_from(sorted(CANCELLATION)).map(lambda name: CancelLicence(ground=name, basis="law")),
)


class LicenceLife(RuleBasedStateMachine):
    """One licence, acted on by anybody at growing times; time may jump over its end."""

    @initialize(term=terms, rule=rules, end=ends)
    def issue(self, term: Any, rule: Any, end: date | None) -> None:
        self.now = START
        try:
            self.licence = issued(START, term=term, rule=rule, until=end)
        except YiciError:
            self.licence = issued(START)
        self.events: list[LicenceEvent] = []
        self.first = self.licence

    @rule(hours=st.integers(1, 24 * 200))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.take(settle(self.licence, context(self.now)))

    @rule(command=COMMANDS)
    def act(self, command: LicenceCommand) -> None:
        try:
            self.take(decide(self.licence, command, context(self.now)))
        except YiciError:
            return
        self.take(settle(self.licence, context(self.now)))

    def take(self, events: list[LicenceEvent]) -> None:
        for event in events:
            edge = EDGES.get(event.kind)
            assert edge is None or self.licence.status in edge.origins, event.kind
            self.judge(event)
            self.licence = evolve(self.licence, event)
            assert edge is None or self.licence.status == edge.to
            self.events.append(event)

    def judge(self, event: LicenceEvent) -> None:
        """What silence may do: renew only who asked in time, end only what came to its end, on that very day."""
        if event.kind in ("licence.deemed_renewed", "licence.expired"):
            assert self.licence.period.until is not None
            assert event.at == end_of_day(self.licence.period.until) <= self.now
        if event.kind == "licence.deemed_renewed":
            assert self.licence.asked is not None
            assert self.licence.asked.latest is not None
            assert self.licence.asked.in_time == (self.licence.asked.on <= self.licence.asked.latest) is True

    @invariant()
    def folding_the_events_gives_the_state(self) -> None:
        licence: Licence = self.first
        for event in self.events:
            licence = evolve(licence, event)
        assert licence == self.licence

    @invariant()
    def nothing_that_holds_is_over(self) -> None:
        end = self.licence.period.until
        if self.licence.status in HOLDS and end is not None and end_of_day(end) <= self.now:
            assert self.licence.asked is not None, "only an application that no calendar can date keeps it"
            assert self.licence.asked.in_time is None

    @invariant()
    def settling_twice_finds_nothing(self) -> None:
        assert settle(self.licence, context(self.now)) == []

    @invariant()
    def periods_follow_each_other(self) -> None:
        periods = (*self.licence.before, self.licence.period)
        for before, after in pairwise(periods):
            assert after.since > before.since or before.until is None
            assert before.until is None or after.since == before.until + timedelta(days=1)

    @invariant()
    def who_has_a_date_has_an_owner(self) -> None:
        assert (next_due(self.licence) is None) == (owner(self.licence) is None)
        assert (self.licence.asked is not None) == (self.licence.status == "renewing")
        assert legal_day(self.now) >= START.date()


TestLicenceLife = LicenceLife.TestCase
TestLicenceLife.settings = settings(max_examples=150, stateful_step_count=20)


def test_a_licence_without_events_is_none() -> None:
    try:
        fold([])
    except ValueError:
        return
    raise AssertionError
