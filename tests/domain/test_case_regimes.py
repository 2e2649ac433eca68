"""The machine under every regime that is sourced: anybody tries anything at any time, and the law holds at each step.

What must hold is told by `regime_truth` from the events alone, and by tables written here; never by the machine itself.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.domain.case_samples import context
from tests.domain.regime_commands import (
    ACTORS,
    APPLICANT,
    BESIDE,
    DECIDERS,
    EXAMINATION,
    INTAKE,
    START,
    next_steps,
)  # fmt: skip
from tests.domain.regime_renewals import RENEWED, renewing
from tests.domain.regime_samples import REGIMES, plan_under
from tests.domain.regime_truth import Truth
from yici.domain.case import (
    APPLICANT as APPLICANTS,
)
from yici.domain.case import (
    EDGES,
    Case,
    CaseEvent,
    Command,
    Context,
    Defect,
    Paper,
    RequestCorrection,
    check_permitted,
    deadlines,
    decide,
    evolve,
    fold,
    next_due,
    owner,
    permits,
    settle,
)
from yici.domain.error import YiciError
from yici.domain.event import Actor

DECISIONS = {"approval.granted", "approval.refused", "approval.prepared", "decision.proposed"}
LAWFUL = {
    "case.correction_requested": {"received"}, "case.correction_withdrawn": {"correcting"},
    "case.correction_supplied": {"correcting"}, "approval.accepted": {"received"}, "approval.cleared": {"received"},
    "approval.started": {"waiting"}, "approval.not_accepted": {"received", "correcting"},
    "approval.suspended": {"handling"}, "approval.resumed": {"suspended"}, "approval.extended": {"handling"},
    "approval.prepared": {"handling", "prepared"}, "preparation.lapsed": {"prepared"},
    "approval.granted": {"handling", "prepared"},
    "approval.refused": {"handling", "prepared"}, "approval.delivered": {"decided"},
    "approval.revoked": {"decided", "delivered"},
}  # fmt: skip
"""From where what may come, written down a second time: whoever adds an edge to the table must mean it."""
UNDECIDED = {"received", "correcting", "waiting", "handling", "suspended", "prepared"}
WORKED_ON = {"received", "correcting", "handling", "suspended"}


class MatterLife(RuleBasedStateMachine):
    """One matter of four items under one regime, acted on by anybody at growing times."""

    regime = ""

    @initialize(whole=st.booleans(), renews=RENEWED)
    def hand_in(self, whole: bool, renews: tuple[str, str]) -> None:
        self.plan, self.now = plan_under(self.regime), START
        papers = (Paper(material="rules"),) if whole else ()
        self.renewed, self.case, self.events = renewing(self.plan, papers, *renews)
        self.truth = Truth(self.regime, self.case)
        self.proposed: dict[str, tuple[str, bool]] = {}

    @rule(hours=st.sampled_from((1, 5, 24, 24, 48, 24 * 9)))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.take(settle(self.case, self.context()), "clock")

    @precondition(lambda self: self.renewed[1] is not None and self.now < self.renewed[1])
    @rule(asked=st.booleans())
    def wait_for_the_end_of_the_licence(self, asked: bool) -> None:
        if asked:
            self.act(RequestCorrection(defects=(Defect(self.renewed[0], "a", "paper.unclear"),)), "clerk", True)
        self.now = self.renewed[1] or self.now
        self.take(settle(self.case, self.context()), "clock")

    @rule(which=st.lists(st.integers(0, 40), min_size=1, max_size=6), who=st.sampled_from(sorted(ACTORS)))
    def go_on(self, which: list[int], who: str) -> None:
        """What a reasonable office and applicant would do next, by whoever may."""
        for number in which:
            if steps := next_steps(self.case, self.now):
                self.act(steps[number % len(steps)], who, True)

    @rule(command=INTAKE, who=st.sampled_from(sorted(ACTORS)), fitting=st.sampled_from((True, True, False)))
    def take_in(self, command: Command, who: str, fitting: bool) -> None:
        self.act(command, who, fitting)

    @rule(command=EXAMINATION, who=st.sampled_from(sorted(ACTORS)), fitting=st.sampled_from((True, True, False)))
    def examine(self, command: Command, who: str, fitting: bool) -> None:
        self.act(command, who, fitting)

    @rule(command=BESIDE, who=st.sampled_from(sorted(ACTORS)), fitting=st.sampled_from((True, True, False)))
    def happen_beside(self, command: Command, who: str, fitting: bool) -> None:
        self.act(command, who, fitting)

    def act(self, command: Command, who: str, fitting: bool) -> None:
        """Try a command as a service does, some minutes later; mostly by somebody who may."""
        self.now += timedelta(minutes=7)
        self.take(settle(self.case, self.context()), "clock")
        able = [one for one in sorted(ACTORS) if self.may(command, one)]
        if fitting and able and who not in able:
            who = able[len(self.events) % len(able)]
        before, ctx = self.case, self.context(who)
        try:
            if not (who == APPLICANT and type(command) in APPLICANTS):
                check_permitted(before, command, ACTORS[who], who)
            events = decide(before, command, ctx)
        except YiciError:
            assert self.case == before
            return
        assert decide(before, command, ctx) == events, "deciding is a function"
        if named := getattr(command, "item", ""):
            assert who not in before.approval(named).recused, f"{who} has no part in {named}"
        self.take(events, who)
        # A limit that was moved may have to be warned of at once.
        self.take(settle(self.case, self.context()), "clock")

    def may(self, command: Command, who: str) -> bool:
        return (who == APPLICANT and type(command) in APPLICANTS) or permits(self.case, command, ACTORS[who], who)

    def context(self, who: str = "clock") -> Context:
        return replace(context(self.now, self.plan), actor=Actor("staff", who, who, channel="window"))

    def take(self, events: list[CaseEvent], actor: str) -> None:
        for event in events:
            before, self.case = self.case, evolve(self.case, event)
            assert event.at <= self.now
            self.edge(before, event)
            if event.kind in DECISIONS:
                self.decision(before, event, actor, {one.kind for one in events})
            if event.kind == "opinion.absent":
                # Only where the definition cites a text, and only after it was proved that the question arrived.
                assert event.agency == "water"  # type: ignore[attr-defined]
                assert any(o.agency == "water" and o.noticed_at for o in before.approval("third").opinions)
            if event.kind == "approval.deemed_granted":
                assert (event.item, event.at) == self.renewed  # type: ignore[attr-defined]
            if event.kind == "case.rated":
                assert actor == APPLICANT
                assert before.rating is None
            self.truth.take(event)
            self.events.append(event)

    def edge(self, before: Case, event: Any) -> None:
        """No way but the declared ones, and no status but by a declared way."""
        declared = EDGES.get(event.kind)
        named = [event.item] if hasattr(event, "item") else list(getattr(event, "deadlines", ()))
        for approval in before.approvals:
            after = self.case.approval(approval.item)
            if declared and approval.item in named:
                assert approval.status in declared.origins, (event.kind, approval.status)
                assert approval.status in LAWFUL.get(event.kind, UNDECIDED), event.kind
                assert after.status == declared.to
            else:
                assert after.status == approval.status, (event.kind, approval.item)

    def decision(self, before: Case, event: Any, actor: str, together: set[str]) -> None:
        """Who decides holds the authority, has a part in it, heard whom they must, and are two where two must."""
        approval, item = before.approval(event.item), event.item
        if approval.status == "prepared" and event.kind == "approval.granted":
            assert approval.joins == () or set(approval.joins) <= {
                a.item for a in before.approvals if a.status == "prepared"
            }
            return
        assert actor in DECIDERS[item], f"{actor} decided {item}"
        assert actor not in approval.recused
        assert approval.hearing is None or approval.hearing.stage in ("held", "waived")
        grant = getattr(event, "grant", event.kind != "approval.refused")
        if event.kind == "decision.proposed":
            self.proposed[item] = (actor, grant)
            return
        if item == "third":
            by, what = self.proposed.pop(item)
            assert by != actor
            assert what == grant
            assert not grant or {o.agency for o in approval.opinions if o.stance in ("agreed", "absent")} == {
                "water",
                "air",
            }
        if grant and item == "second":
            assert approval.inspected
        assert event.kind != "approval.granted" or approval.joins == ()

    @invariant()
    def folding_the_events_gives_the_state(self) -> None:
        assert fold(self.events) == self.case

    @invariant()
    def settling_twice_finds_nothing(self) -> None:
        assert settle(self.case, self.context()) == []

    @invariant()
    def a_legal_limit_ends_where_counting_day_by_day_ends(self) -> None:
        for approval in self.case.approvals:
            if approval.status not in ("handling", "suspended", "prepared") or self.truth.limit is None:
                continue
            held = approval.suspension.held if approval.suspension else ()
            found = {d.due for d in (*approval.deadlines, *held) if d.name == "legal"}
            assert found == {self.truth.legal(approval.item)}, approval.item

    @invariant()
    def silence_of_the_office_has_its_effect_on_its_day(self) -> None:
        for approval in self.case.approvals:
            if approval.status == "received" and self.truth.regime.correction.missed == "accepted_from_receipt":
                window = self.truth.window(approval.item)
                assert window is None or window > self.now, f"{approval.item} is not deemed accepted"

    @invariant()
    def nobody_waits_beyond_the_end_of_the_licence_that_is_renewed(self) -> None:
        item, end = self.renewed
        assert end is None or self.now < end or self.case.approval(item).status not in UNDECIDED

    @invariant()
    def everything_open_has_an_owner_and_a_deadline(self) -> None:
        open_now = [a for a in self.case.approvals if a.open]
        told = [(i, d.name, d.duty, d.missed) for i, d in deadlines(self.case)]
        assert (owner(self.case) is not None) == bool(open_now) == bool(told), told
        for approval in open_now:
            assert approval.tasks
            # Only what waits for another has no end of its own; that other one has.
            assert approval.standing or self.waits_for_somebody(approval.item), approval.item
            assert approval.standing or approval.status not in WORKED_ON
            live = [d for d in approval.standing if not (d.missed and d.duty == "applicant")]
            assert live or not approval.standing, f"{approval.item} is nobody's turn"
        assert next_due(self.case) is None or next_due(self.case) > self.now

    def waits_for_somebody(self, item: str, seen: tuple[str, ...] = ()) -> bool:
        approval = self.case.approval(item)
        ahead = [self.case.approval(one) for one in (*approval.needs, *approval.joins) if one not in seen]
        return any(one.standing or self.waits_for_somebody(one.item, (*seen, item)) for one in ahead)

    @invariant()
    def whoever_is_asked_to_correct_still_sees_what(self) -> None:
        for approval in self.case.approvals:
            named = {d.target for d in self.case.defects if d.item == approval.item}
            assert (approval.status == "correcting") == bool(named), approval.item
            assert named == self.truth.asked.get(approval.item, set()) or approval.status != "correcting"


def life(regime: str) -> type[MatterLife]:
    return type(f"MatterLife_{regime}", (MatterLife,), {"regime": regime})


@pytest.mark.parametrize("regime", sorted(REGIMES))
def test_whatever_anybody_tries_the_law_holds(regime: str) -> None:
    run_state_machine_as_test(life(regime), settings=settings(max_examples=20, stateful_step_count=30))


@pytest.mark.soak
@pytest.mark.parametrize("regime", sorted(REGIMES))
def test_whatever_anybody_tries_for_long_the_law_holds(regime: str) -> None:
    run_state_machine_as_test(life(regime), settings=settings(max_examples=400, stateful_step_count=60))


def test_the_table_of_the_machine_holds_these_edges_and_no_other() -> None:
    ended = dict.fromkeys(("approval.deemed_granted", "approval.lapsed", "approval.withdrawn"), UNDECIDED)
    assert {kind: set(edge.origins) for kind, edge in EDGES.items()} == LAWFUL | ended


def test_no_regime_of_the_definitions_is_left_out() -> None:
    assert len(REGIMES) > 10
    assert {"licensing", "real_estate_registration", "market_entity_registration", "filing"} <= REGIMES.keys()
