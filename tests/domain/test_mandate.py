"""The mandate machine: no act outside scope and period, and nothing after its end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain.error import Forbidden, Invalid, NotFound, Refused, YiciError
from yici.domain.mandate import (
    ACTS,
    Accept,
    Command,
    Context,
    Decline,
    Mandate,
    MandateEvent,
    Offer,
    Party,
    Period,
    Resign,
    Revoke,
    Scope,
    Use,
    deadlines,
    decide,
    evolve,
    fold,
    next_due,
    owner,
    settle,
)
from yici.domain.mandate.state import PHASES

MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
DAY = timedelta(days=1)
PERIOD = Period(MONDAY, MONDAY + 30 * DAY)
RESTAURANT = Scope(("apply", "supply"), bundles=("open-restaurant",))
PAPER = "sha256:" + "a" * 64


def context(at: datetime = MONDAY, party: Party = "agent") -> Context:
    return Context(at, party)


def offer(scope: Scope = RESTAURANT, period: Period = PERIOD, **more: str) -> Offer:
    return Offer(id="m", principal="wang", subject="s", scope=scope, period=period, **more)  # type: ignore[arg-type]


def offered(scope: Scope = RESTAURANT, period: Period = PERIOD, at: datetime = MONDAY) -> Mandate:
    return fold(decide(None, offer(scope, period), context(at, "principal")))


def after(mandate: Mandate, command: Command, at: datetime = MONDAY, party: Party = "agent") -> Mandate:
    for event in decide(mandate, command, context(at, party)):
        mandate = evolve(mandate, event)
    return mandate


def living(scope: Scope = RESTAURANT, period: Period = PERIOD) -> Mandate:
    return after(offered(scope, period), Accept("zhao"))


def use(act: str = "apply", bundle: str = "open-restaurant", *items: str) -> Use:
    return Use(act=act, about="case", target="c", bundle=bundle, items=items)  # type: ignore[arg-type]


def test_an_agent_acts_only_after_accepting() -> None:
    with pytest.raises(Refused) as refused:
        after(offered(), use())
    assert refused.value.code == "mandate.not_in_force"
    assert after(living(), use()).used == 1


@pytest.mark.parametrize(
    ("scope", "period"),
    [
        (RESTAURANT, Period(MONDAY, MONDAY)),
        (RESTAURANT, Period(MONDAY + 2 * DAY, MONDAY + DAY)),
        (RESTAURANT, Period(MONDAY - 9 * DAY, MONDAY - DAY)),
        (Scope(("apply",)), PERIOD),
        (Scope((), bundles=("open-restaurant",)), PERIOD),
        (Scope(("apply",), bundles=("open-restaurant",), everything=True), PERIOD),
        (Scope(("decide",), everything=True), PERIOD),  # type: ignore[arg-type]
        (Scope(("apply",), items=tuple(map(str, range(201)))), PERIOD),
    ],
)
def test_a_mandate_without_scope_or_end_is_refused(scope: Scope, period: Period) -> None:
    with pytest.raises(Invalid):
        offered(scope, period)


def test_whoever_may_do_something_may_see_what_they_do_it_to() -> None:
    assert offered().scope.acts == ("apply", "supply", "read")


def test_consent_at_the_window_needs_the_signed_paper() -> None:
    with pytest.raises(Invalid, match=r"mandate\.paper"):
        decide(None, offer(), context(party="window"))
    made = fold(decide(None, offer(paper=PAPER), context(party="window")))
    assert (made.consent, made.paper) == ("window", PAPER)


def test_nobody_offers_themselves_a_mandate() -> None:
    with pytest.raises(NotFound):
        decide(None, offer(), context(party="agent"))


@pytest.mark.parametrize(
    ("command", "party"),
    [
        (Accept("x"), "principal"), (Decline(), "principal"), (Resign(), "principal"), (Revoke(), "agent"),
        (use(), "principal"), (use(), "window"), (Accept("x"), "window"), (Resign(), "window"),
    ],
)  # fmt: skip
def test_each_side_has_its_own_commands(command: Command, party: Party) -> None:
    for mandate in (offered(), living()):
        with pytest.raises(NotFound):
            after(mandate, command, party=party)


@pytest.mark.parametrize(
    ("command", "party", "phase"),
    [(Revoke(), "principal", "revoked"), (Revoke(), "window", "revoked"), (Resign(), "agent", "resigned")],
)
def test_either_side_ends_it_at_any_time_and_for_good(command: Command, party: Party, phase: str) -> None:
    ended = after(living(), command, party=party)
    assert (ended.phase, owner(ended), deadlines(ended)) == (phase, None, ())
    for one in (use(), Accept("zhao"), Resign()):
        with pytest.raises(Refused):
            after(ended, one)


def test_an_offer_can_be_taken_back_before_it_is_accepted() -> None:
    gone = after(offered(), Revoke(), party="principal")
    with pytest.raises(Refused):
        after(gone, Accept("zhao"))


def test_a_matter_is_covered_as_a_whole_or_not_at_all() -> None:
    scope = Scope(("apply", "read"), items=("food-licence", "fire-check"))
    assert scope.covers("apply", "open-restaurant", ("food-licence",))
    assert not scope.covers("apply", "open-restaurant", ("food-licence", "outdoor-sign"))
    assert not scope.covers("apply", "open-restaurant", ())


def test_the_end_is_recorded_as_of_its_moment() -> None:
    [event] = settle(living(), PERIOD.until + 9 * DAY)
    assert (event.kind, event.at) == ("mandate.expired", PERIOD.until)
    assert settle(living(), PERIOD.until - timedelta(seconds=1)) == []
    assert settle(evolve(living(), event), PERIOD.until + 10 * DAY) == []


def test_every_act_and_phase_has_a_sentence() -> None:
    assert all(text.endswith(".") for text in (*ACTS.values(), *PHASES.values()))


ANY_COMMAND = st.one_of(
    st.just(Accept("zhao")), st.just(Decline()), st.just(Revoke()), st.just(Resign()),
    st.builds(
        lambda act, bundle, items: Use(act=act, about="case", target="c", bundle=bundle, items=tuple(items)),
        st.sampled_from([*ACTS]), st.sampled_from(["open-restaurant", "newborn"]),
        st.lists(st.sampled_from(["food-licence", "fire-check"]), max_size=2),
    ),
)  # fmt: skip
STEPS = st.lists(
    st.tuples(ANY_COMMAND, st.sampled_from(["principal", "agent", "window"]), st.integers(0, 20)), max_size=15
)
SCOPES = st.builds(
    lambda acts, bundles, items: Scope(tuple(acts), tuple(bundles), tuple(items), not bundles and not items),
    st.lists(st.sampled_from([*ACTS]), min_size=1, max_size=5), st.lists(st.just("open-restaurant"), max_size=1),
    st.lists(st.sampled_from(["food-licence", "fire-check"]), max_size=2, unique=True),
)  # fmt: skip


@given(scope=SCOPES, begins=st.integers(0, 5), lasts=st.integers(1, 60), steps=STEPS)
def test_nothing_is_done_outside_scope_and_period_nor_after_the_end(
    scope: Scope, begins: int, lasts: int, steps: list[tuple[Command, Party, int]]
) -> None:
    period = Period(MONDAY + begins * DAY, MONDAY + (begins + lasts) * DAY)
    mandate, now, events = offered(scope, period), MONDAY, list[MandateEvent]()
    for command, party, days in steps:
        now += days * DAY
        for event in settle(mandate, now):
            mandate = evolve(mandate, event)
            events.append(event)
        before = mandate
        try:
            happened = decide(mandate, command, context(now, party))
        except YiciError:
            continue
        for event in happened:
            mandate = evolve(mandate, event)
            events.append(event)
        assert before.phase in ("offered", "living")
        if isinstance(command, Use):
            assert before.phase == "living"
            assert party == "agent"
            assert period.since <= now < period.until
            assert command.act in before.scope.acts
            assert before.scope.everything or command.bundle in scope.bundles or set(command.items) <= set(scope.items)
        assert (owner(mandate) is None) == (next_due(mandate) is None)
    ends = [one for one in events if one.kind not in ("mandate.accepted", "mandate.used")]
    assert len(ends) <= 1
    assert not ends or events[-1] is ends[0]


def test_what_is_out_of_scope_is_forbidden() -> None:
    for wrong in (use("withdraw"), use(bundle="newborn")):
        with pytest.raises(Forbidden, match=r"mandate\.out_of_scope"):
            after(living(), wrong)
