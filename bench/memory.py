"""What the workers hold over an hour: every operation of the API in turn, some seconds of full load each minute.

Bound: at most 130 MB a worker, and flat: what a worker holds in the last third of the time is what it held in the
second. What is kept for speed (plans, sheets, definitions) is bounded, so it fills up first and then stays.

    make bench NAME=memory           (or python -m bench.memory --minutes 5)
"""

import argparse
import time
from collections.abc import Iterator
from itertools import cycle
from statistics import mean
from typing import TYPE_CHECKING

from bench.cases import load
from bench.instance import Instance, instance, serving
from bench.measure import memory_mb, save, tree

if TYPE_CHECKING:
    from bench.operations import Operation

Seen = list[list[float]]
A_MINUTE = 60.0
BOUND_MB = 130
NAMES = ("create_13_papers", "create_each_its_own_plan", "change", "fetch", "list_100", "create_53_papers")


def workers_mb(live: Instance) -> list[float]:
    """This will give the memory of each process of the server, the supervisor among them, smallest first."""
    assert live.server is not None
    return sorted(memory_mb(tree(live.server.pid)))


def endure(live: Instance, turns: "Iterator[Operation]", *, minutes: int, seconds: float) -> tuple[Seen, int]:
    """This will give the memory before, and after each minute; and how many requests were answered in all."""
    seen, answered = [workers_mb(live)], 0
    for _ in range(minutes):
        begun = time.monotonic()
        spec = next(turns).spec(port=live.port, seconds=seconds, warm=0, most=20_000)
        answered += load(spec, live)["requests"]
        seen.append(workers_mb(live))
        time.sleep(max(0.0, A_MINUTE - (time.monotonic() - begun)))
    return seen, answered


def measure(options: argparse.Namespace, made: Instance) -> tuple[Seen, int]:
    """This will fill an instance and let its server work."""
    from bench import filling  # noqa: PLC0415
    from bench.operations import operations  # noqa: PLC0415

    found = operations(filling.filled(options.cases), options.minutes)
    filling.leave(made)
    with serving(made) as live:
        return endure(live, cycle(found[name] for name in NAMES), minutes=options.minutes, seconds=options.seconds)


def thirds(seen: Seen) -> list[float]:
    """This will give the mean of the largest worker over each third of the time."""
    largest = [sizes[-1] for sizes in seen[1:]]
    size = max(1, len(largest) // 3)
    return [round(mean(largest[at : at + size]), 1) for at in (0, size, len(largest) - size)]


def main() -> None:
    """This will measure and save."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=10.0, help="of full load in each minute")
    options = parser.parse_args()
    with instance() as made:
        seen, answered = measure(options, made)
    means = thirds(seen)
    largest = max(sizes[-1] for sizes in seen)
    save("memory", {
        "minutes": options.minutes, "seconds_of_load_a_minute": options.seconds, "answered": answered,
        "largest_worker_mb_by_third": means, "largest_mb": largest, "bound_mb": BOUND_MB,
        "holds": {"bound": largest <= BOUND_MB, "flat": means[2] <= means[1] * 1.02},
        "each_minute_mb": seen,
    })  # fmt: skip


if __name__ == "__main__":
    main()
