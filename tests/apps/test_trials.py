"""What-if as somebody asks for it: bounded, within their place, one at a time, run elsewhere, and theirs alone."""

from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connections

from tests.apps.case_scenes import HOUR, MONDAY, PLACE, city, forgetful
from tests.apps.decided_cases import decided
from yici.cases.past import Wanted
from yici.domain.authority import Grant, Grants
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused, YiciError
from yici.domain.event import Actor
from yici.oversight import queries, services
from yici.oversight.models import Trial as Row
from yici.oversight.whatif import Asked, whatif
from yici.people.ids import id_at

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
WATCH = Grants((Grant("supervisor", "hall", "service_centre", PLACE),))
ME, OTHER = (Actor(kind="staff", id=str(id_at(30, n)), role="supervisor", channel="desk") for n in (1, 2))
SERIAL = Asked({"parallel": False}, cases=Wanted(place=PLACE))
HASH = b"h" * 32


def ask(number: int = 1, asked: Asked = SERIAL, actor: Actor = ME, grants: Grants = WATCH, **more: object) -> UUID:
    told = {"key": str(number), "request_hash": HASH, "now": MONDAY} | more
    return services.trial_ask(trial_id=id_at(31, number), asked=asked, actor=actor, grants=grants, **told)  # type: ignore[arg-type]


def seen(trial_id: UUID) -> queries.Trial:
    return queries.trial(trial_id=trial_id, actor=ME, grants=WATCH)


def test_it_waits_is_run_and_gives_what_the_model_gives():
    decided(1)
    trial = ask()
    assert (seen(trial).state, seen(trial).total, seen(trial).result) == ("waiting", 1, None)
    assert queries.to_run(MONDAY)
    assert services.trial_run(now=MONDAY) == trial
    done = seen(trial)
    assert (done.state, done.looked_at) == ("done", 1)
    assert done.result == whatif(seen(trial).asked)
    assert done.result.model
    assert sum(done.result.spread.values()) == done.result.compared == 1
    assert not queries.to_run(MONDAY)
    assert services.trial_run(now=MONDAY) is None
    assert queries.seen_among(done.result, actor=ME, grants=WATCH) == {line.id for line in done.result.worst}
    elsewhere = Grants((Grant("supervisor", "hall", "service_centre", "110000000000"),))
    assert queries.seen_among(done.result, actor=ME, grants=elsewhere) == frozenset()


def test_a_shorter_limit_makes_later_decisions_late_and_touches_no_day():
    decided(1)
    tight = whatif(Asked(limits={"food-licence": 1}, cases=Wanted(place=PLACE)))
    loose = whatif(Asked(limits={"food-licence": 300}, cases=Wanted(place=PLACE)))
    assert tight.after.late == tight.before.late + 1
    assert loose.after.late <= loose.before.late
    assert tight.after.days == tight.before.days
    assert tight.spread == {0: 1}


def test_it_is_theirs_alone():
    trial = ask()
    with pytest.raises(NotFound, match=r"whatif\.unknown"):
        queries.trial(trial_id=trial, actor=OTHER, grants=WATCH)
    with pytest.raises(Forbidden):
        queries.trial(trial_id=trial, actor=ME, grants=Grants())
    assert [one.id for one in queries.trials(actor=ME, grants=WATCH)] == [trial]
    assert queries.trials(actor=OTHER, grants=WATCH) == []
    assert queries.trials(actor=ME, grants=WATCH, before=trial) == []


WRONG: list[tuple[Asked, type[YiciError]]] = [
    (Asked(cases=Wanted(place=PLACE)), Refused),
    (Asked({"parallel": False}), Forbidden),
    (Asked({"parallel": False}, cases=Wanted(place="110000000000")), Forbidden),
    (Asked({"parallel": False}, cases=Wanted(place="330000000000")), Forbidden),
    (Asked({"speed": True}, cases=Wanted(place=PLACE)), Invalid),
    (Asked(limits={"no-such": 3}, cases=Wanted(place=PLACE)), Invalid),
    (Asked(limits={"food-licence": -1}, cases=Wanted(place=PLACE)), Invalid),
    (Asked(limits={"food-licence": 366}, cases=Wanted(place=PLACE)), Invalid),
    (Asked({"parallel": False}, release="no-such", cases=Wanted(place=PLACE)), NotFound),
    (
        Asked({"parallel": False}, cases=Wanted(place=PLACE, since=date(2026, 3, 2), until=date(2026, 3, 1))),
        Invalid,
    ),
]


@pytest.mark.parametrize(("asked", "error"), WRONG)
def test_what_cannot_be_tried_is_refused_and_nothing_waits(asked: Asked, error: type[YiciError]) -> None:
    with pytest.raises(error):
        ask(asked=asked)
    assert not Row.objects.exists()


def test_however_many_cases_are_wanted_it_looks_at_so_many():
    assert seen(ask(asked=Asked({"reuse": False}, cases=Wanted(place=PLACE), most=10**9))).asked.most == 20_000


def test_one_at_a_time_and_the_same_key_once():
    trial = ask()
    assert ask(key="1") == trial
    with pytest.raises(Conflict, match=r"idempotency\.key_reused"):
        ask(key="1", request_hash=b"o" * 32)
    with pytest.raises(Conflict, match=r"whatif\.busy"):
        ask(2)
    assert ask(3, actor=OTHER) != trial
    services.trial_run(now=MONDAY)
    assert ask(2) == id_at(31, 2)


def test_what_a_dead_process_left_is_run_again_and_not_for_ever():
    trial = ask()
    for number in range(services.MOST_TRIES):
        later = MONDAY + number * HOUR
        assert services._claimed(later).id == trial
        assert services._claimed(later) is None
        assert not queries.to_run(later)
        assert queries.to_run(later + HOUR)
    assert services.trial_run(now=MONDAY + 5 * HOUR) is None
    assert (seen(trial).state, seen(trial).fault) == ("failed", "whatif.failed")


def test_what_fails_says_so(monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(services, "whatif", broken)
    trial = ask()
    with pytest.raises(RuntimeError):
        services.trial_run(now=MONDAY)
    assert (seen(trial).state, seen(trial).fault) == ("failed", "whatif.failed")


def test_old_ones_are_forgotten():
    trial = ask()
    services.trial_run(now=MONDAY)
    ended = seen(trial).ended_at
    assert services.trials_forget(now=ended + timedelta(days=364)) == 0
    assert services.trials_forget(now=ended + timedelta(days=366)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_that_one_person_asks_at_once_one_waits():
    told: list[object] = []
    ready = Barrier(4)

    def one(number: int) -> None:
        ready.wait()
        try:
            told.append(ask(number))
        except Conflict as busy:
            told.append(busy.code)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("whatif.busy") == 3
    assert Row.objects.count() == 1
