"""The record in bulk: made-up history, verify, what-if and timers, with the memory of the process over the time.

    make bench NAME=record          (or python -m bench.record --cases 500)

`cases` whole courses are made by `yici demo fill` in one process; as many applications are handed in beside them whose
offices stay silent, so that every one of their timers falls due. Rates are for one core, in CPU seconds of this
process; the database's are beside them.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.instance import PLACE, START, Instance, instance
from bench.measure import cpu_seconds, memory_mb, save, tree

BOUNDS = {"verified_a_core_second": 1500, "claimed_a_second": 5000}
SILENCE = timedelta(days=20)
"""After so long every correction window is over."""


def timed(made: Instance, count: int, work: Callable[[], Any]) -> dict[str, Any]:
    """This will give how many a second and the CPU milliseconds of each, of this process and of the database."""
    database = tree(made.database.pid)
    theirs, ours, begun = cpu_seconds(database), time.process_time(), time.perf_counter()
    work()
    passed, own = time.perf_counter() - begun, time.process_time() - ours
    return {
        "count": count, "seconds": round(passed, 2), "per_second": round(count / passed, 1),
        "app_ms": round(1000 * own / count, 3),
        "database_ms": round(1000 * (cpu_seconds(tree(made.database.pid)) - theirs) / count, 3),
    }  # fmt: skip


def lived(made: Instance, cases: int) -> dict[str, Any]:
    """This will make whole courses in one process."""
    from yici.demo.history.fill import history_fill  # noqa: PLC0415

    def fill() -> None:
        history_fill(cases=cases, seed=1, until=START, months=2, place=PLACE, now=START)

    return timed(made, cases, fill)


def verified(made: Instance, cases: int) -> dict[str, Any]:
    """This will verify the whole record, and say how the memory went meanwhile. Raises SystemExit for any fault."""
    from yici.ledger.verify import verify  # noqa: PLC0415

    memory, reports = memory_mb([os.getpid()]), []

    def check() -> None:
        reports.append(verify(lambda streams, events: memory.extend(memory_mb([os.getpid()]))))

    figures = timed(made, cases, check)
    [report] = reports
    if not report.ok:
        raise SystemExit(f"{report.fault_count} faults, such as {report.faults[:3]}")
    rate = round(1000 / figures["app_ms"])
    return {
        **figures, "streams": report.streams, "events": report.events, "verified_a_core_second": rate,
        "memory_mb": [memory[0], max(memory), memory[-1]],
    }  # fmt: skip


def asked_what_if(made: Instance, cases: int) -> dict[str, Any]:
    """This will run all cases without parallel handling."""
    from yici.oversight.whatif import Asked, Wanted, whatif  # noqa: PLC0415

    found: list[Any] = []
    figures = timed(made, cases, lambda: found.append(whatif(Asked({"parallel": False}, None, Wanted(), None))))
    return {**figures, "looked_at": found[0].looked_at, "compared": found[0].compared}


def fired(made: Instance, cases: int) -> dict[str, Any]:
    """This will hand in `cases` applications, let all their windows pass, claim the timers and settle the cases."""
    from bench import filling  # noqa: PLC0415
    from yici.ledger import timers as firing  # noqa: PLC0415
    from yici.ledger.register import REGISTER  # noqa: PLC0415
    from yici.ledger.store import timers  # noqa: PLC0415
    from yici.people.present import now  # noqa: PLC0415

    filling.fill(cases)
    late, kinds = now() + SILENCE, [kind for kind, machine in REGISTER.machines.items() if machine.settle]
    taken: list[Any] = []

    def claim() -> None:
        # The lease is over when the settling begins.
        while ripe := timers.claim(now=late, kinds=kinds, limit=100, lease_until=late + timedelta(seconds=1)):
            taken.extend(ripe)

    claimed = timed(made, 1, claim)
    count, done = len(taken), []
    settle = timed(made, count, lambda: done.append(firing.fire_due(now=late + timedelta(seconds=2), limit=10**9)))
    [told] = done
    return {
        "claimed": count, "claimed_a_second": round(count / claimed["seconds"]) if claimed["seconds"] else None,
        "settled": settle, "fired": told.count, "failed": told.failed,
    }  # fmt: skip


def measure(made: Instance, cases: int) -> dict[str, Any]:
    """This will measure one thing after the other."""
    from bench import filling  # noqa: PLC0415

    filling.furnish()
    figures: dict[str, Any] = {"cases": cases, "bounds": BOUNDS}
    for name, work in (("fill", lived), ("verify", verified), ("whatif", asked_what_if), ("timers", fired)):
        figures[name] = work(made, cases)
        sys.stderr.write(f"{name}: {figures[name]}\n")
    return figures


def main() -> None:
    """This will measure and save."""
    parser = argparse.ArgumentParser(prog="python -m bench.record")
    parser.add_argument("--cases", type=int, default=5000)
    options = parser.parse_args()
    with instance() as made:
        figures = measure(made, options.cases)
    save("record", figures)


if __name__ == "__main__":
    main()
