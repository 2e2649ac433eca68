"""A process that others kill. It sets Django up once and forks whoever is to be killed, so that a round costs little.

`python -m tests.apps.killed` reads one order a line (JSON) and forks a child for it. Every line written is JSON with
the child's pid; what a child says was acknowledged to it by the services, after the commit.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from tests.apps.case_scenes import HOUR, MONDAY, act, submit  # noqa: E402
from tests.apps.killed_works import COURSES, FAIR  # noqa: E402
from yici.cases.recounting import cases_recount  # noqa: E402
from yici.cases.services import Key  # noqa: E402
from yici.database.url import django_database  # noqa: E402
from yici.domain.case import Accept, Decide  # noqa: E402
from yici.ledger.feed import deliver_all  # noqa: E402
from yici.ledger.register import REGISTER  # noqa: E402
from yici.ledger.services import InFlight, replay  # noqa: E402
from yici.ledger.timers import fire_due  # noqa: E402
from yici.ledger.values import Stored  # noqa: E402
from yici.people.ids import id_at  # noqa: E402

PEOPLE = ("wang", "chen", "zhao")


def say(**told: Any) -> None:
    os.write(1, (json.dumps({"pid": os.getpid(), **told}) + "\n").encode())


def once(name: str, do: Callable[[Any], Any], kind: type = Key) -> None:
    """Do what was not done before, and tell its receipt either way."""
    key = kind("killed", name, name.encode())
    answer = replay(key.scope, key.key, key.request_hash)
    if answer is None:
        try:
            answer = told(do(key))
        except InFlight:
            answer = replay(key.scope, key.key, key.request_hash)
    say(key=name, answer=answer)


def told(done: Any) -> dict[str, Any]:
    """What a request is answered with: what it was about, its version, its receipt."""
    for kind, number in (("case", "number"), ("licence", "number"), ("project", "code")):
        if one := getattr(done, kind, None):
            return {kind: one.id, number: getattr(one, number), "seq": done.seq, "receipt": done.receipt}
    raise TypeError


def work(first: int, step: int) -> None:
    """Hand in one application after another, accept each, decide its first item with a note."""
    for number in range(first, 1_000_000, step):
        case, username = id_at(8, number), PEOPLE[number % len(PEOPLE)]
        once(f"{number}-submit", lambda key: submit(number, username=username, key=key))  # noqa: B023
        once(f"{number}-accept", lambda key: act(case, Accept(), MONDAY + HOUR, key=key))  # noqa: B023
        decision = Decide(item="individual-registration", grant=True, note=f"第 {number} 件")
        once(f"{number}-decide", lambda key: act(case, decision, MONDAY + HOUR, key=key))  # noqa: B023


def fire(now: str) -> None:
    """Be a worker: fire what is due, a few at a time, until nothing is."""
    while (fired := fire_due(now=datetime.fromisoformat(now), limit=5)).count:
        say(fired=fired.count)
    say(fired=0)


def recount(now: str) -> None:
    """Be a worker: count open cases again, a few at a time, until all are."""
    while (done := cases_recount(now=datetime.fromisoformat(now), batch=3, limit=3)).seen:
        say(counted=done.seen)
    say(counted=0)


def go_on(course: str, turn: int, client: int, now: str) -> None:
    """Go on with everything that this client has begun, and begin more; what came too late is told."""
    for step in COURSES[course](turn, client, datetime.fromisoformat(now)):
        try:
            once(step.name, step.do, step.key)
        except FAIR as refusal:
            say(refused=step.name, code=refusal.code)
    say(gone=course)


def deliver(now: str) -> None:
    """Be a worker: give the readers of the feed everything, a few events at a time."""
    REGISTER.on_event("noted", noted)
    while any(one.count for one in deliver_all(now=datetime.fromisoformat(now), limit=7).values()):
        pass
    say(delivered=True)


def noted(events: list[Stored]) -> None:
    """Note in a table that takes everything what came; whoever is given an event twice notes it twice."""
    with connection.cursor() as cursor:
        for event in events:
            cursor.execute("INSERT INTO seen_by_reader VALUES (%s, %s)", [event.stream, event.seq])


ORDERS: dict[str, Callable[..., None]] = {
    "work": work, "fire": fire, "recount": recount, "go_on": go_on, "deliver": deliver
}  # fmt: skip


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that were killed leave nothing behind
    say(ready=True)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            connection.settings_dict.update(django_database(order.pop("database")))
            _child(order.pop("do"), order)
        say(child=child)


def _child(name: str, order: dict[str, Any]) -> None:
    try:
        ORDERS[name](**order)
    except Exception as error:  # noqa: BLE001 - a killed server is what the test is about; it decides what is fair
        say(error=type(error).__name__, told=traceback.format_exc(limit=-2))
    finally:
        connection.close()
        os._exit(0)


if __name__ == "__main__":
    main()
