"""What the API does with cases: hand in, change, read one, list a hundred, at ten thousand cases, with 8 clients.

Everything is whole: rules, rights, record, receipt, and each reading recorded. Each rate stands beside pgbench sending
the same statements to a copy of the same tables in the same round, beside the better peer, and beside its bound.

    make bench NAME=cases            (or python -m bench.cases --cases 2000 --rounds 1 --seconds 2)
    python -m bench.cases --rows 1000000        the same among a million rows (`bench.multiplying`)
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.instance import Instance, instance, serving, serving_floor
from bench.load import Spec, Step
from bench.measure import cpu_seconds, memory_mb, save, tree

if TYPE_CHECKING:
    from bench.limit import Limit, Script
    from bench.operations import Operation

PEERS: dict[str, dict[str, Any]] = {
    "create": {"peer": "Open Zaak 1.30", "per_second": 47.6, "cpu_ms": 38.2, "statements": 40},
    "change": {"peer": "Signalen 2.50", "per_second": 33.6, "cpu_ms": 55.9, "statements": 46},
    "fetch": {"peer": "Open Zaak 1.30", "per_second": 49.5, "cpu_ms": 38.5, "statements": 24},
    "list": {"peer": "Open Zaak 1.30", "per_second": 13.4, "cpu_ms": 140.8, "statements": 16},
}
"""The better of the peers that were run on two such cores, 8 clients, 50,000 rows: quiet, with nothing else running."""
BOUNDS: dict[str, dict[str, float]] = {
    "create": {"times_peer": 15, "cpu_ms": 1.5, "statements": 6},
    "change": {"times_peer": 15, "cpu_ms": 1.5, "statements": 6},
    "fetch": {"times_peer": 20, "statements": 3},
    "list": {"times_peer": 20, "statements": 3},
}
CLIENTS = 8
FLOOR = {
    "create": Step("POST", "/floor", "", json.dumps({"state": "x" * 600})),
    "fetch": Step("GET", "/floor/1", ""),
}
"""What a bare Django takes for a transaction of thirteen rows and for a read: the machine's own measure."""
WARM = 1.0
COUNTED = 400
Rounds = list[dict[str, Any]]


def loop_ms() -> float:
    """This will time a fixed loop in CPU time: what the machine's speed is while others use it, too."""
    begun = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number & 3
    return round(1000 * (time.process_time() - begun), 1)


def load(spec: Spec, live: Instance) -> dict[str, Any]:
    """This will let the loader send, and give rate, percentiles and CPU milliseconds a request."""
    assert live.server is not None
    with tempfile.NamedTemporaryFile("w", prefix="yici-bench-", suffix=".json") as file:
        spec.write(Path(file.name))
        process = subprocess.Popen([sys.executable, "-m", "bench.load", file.name], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        app, database = _cpu(live)
        told = process.stdout.readline()
        app, database = [after - before for after, before in zip(_cpu(live), (app, database), strict=True)]
        if process.wait() or not told:
            raise SystemExit("the loader failed")
    seen: dict[str, Any] = json.loads(told)
    if seen["failures"]:
        raise SystemExit(f"{seen['failures']} requests were refused, such as {seen['refusal']}")
    each = 1000 / seen["requests"]
    return {**seen, "app_ms": round(app * each, 3), "database_ms": round(database * each, 3), "loop_ms": loop_ms()}


def _cpu(live: Instance) -> list[float]:
    assert live.server is not None
    return [cpu_seconds(tree(pid)) for pid in (live.server.pid, live.database.pid)]


def counted(name: str, operation: "Operation", live: Instance) -> dict[str, Any]:
    """This will warm both workers for an operation, then count its statements."""
    from bench.statements import counting, counts  # noqa: PLC0415

    load(operation.spec(port=live.port, seconds=2, warm=0, most=60), live)
    with live.superuser() as superuser:
        with counting(superuser):
            seen = load(operation.spec(port=live.port, seconds=20, warm=0, most=COUNTED), live)
        return counts(superuser, seen["all"])


def line(operation: "Operation", rounds: Rounds, limits: Rounds, statements: dict[str, Any]) -> dict[str, Any]:
    """This will put one operation's figures together: medians of the rounds, ratios within each round, bounds."""
    peer, bound = PEERS[operation.compared], BOUNDS[operation.compared]
    middle = _middle(rounds)
    cpu = round(middle["app_ms"] + middle["database_ms"], 3)
    figures: dict[str, Any] = {
        **middle, "cpu_ms": cpu, "answer_bytes": rounds[0]["answer_bytes"], "statements": statements["statements"],
        "peer": peer, "times_peer": round(middle["per_second"] / peer["per_second"], 1),
        "peer_cpu_times": round(peer["cpu_ms"] / cpu, 1), "bounds": bound,
    }  # fmt: skip
    if limits:
        pairs = list(zip(rounds, limits, strict=True))
        figures["pgbench"] = {
            "per_second": median(one["per_second"] for one in limits),
            "database_ms": median(one["cpu_ms"]["database"] for one in limits),
            "share_of_its_rate": round(median(ours["per_second"] / its["per_second"] for ours, its in pairs), 3),
            "times_its_cpu": round(cpu / median(sum(one["cpu_ms"].values()) for one in limits), 2),
        }  # fmt: skip
    figures["holds"] = {name: figures[name] >= limit if name == "times_peer" else figures[name] <= limit
                        for name, limit in bound.items()}  # fmt: skip
    return figures | {"counted": statements, "rounds": rounds}


def _middle(rounds: Rounds) -> dict[str, float]:
    return {
        key: median(one[key] for one in rounds) for key in ("per_second", "p50_ms", "p95_ms", "app_ms", "database_ms")
    }


def measure(options: argparse.Namespace, made: Instance) -> dict[str, Any]:
    """This will fill an instance and measure every operation, round by round, pgbench in each."""
    from bench import filling  # noqa: PLC0415
    from bench.limit import Limit, copy_database  # noqa: PLC0415
    from bench.multiplying import multiply  # noqa: PLC0415
    from bench.operations import operations  # noqa: PLC0415

    known = filling.filled(options.cases)
    if options.rows:
        filling.verified()
        multiply(made, filled=options.cases, rows=options.rows)
    wanted = {
        name: one
        for name, one in operations(known, options.rounds + 2).items()
        if not options.only or name in options.only
    }
    scripts = {name: one.scripts() for name, one in wanted.items() if one.limited}
    filling.leave(made)
    copy_database(made)
    limit = Limit(made, options.cases)
    with serving(made) as live, serving_floor(made) as bare:
        statements = {name: counted(name, one, live) for name, one in wanted.items()}
        rates, limits, floors = _rounds(options, wanted, scripts, live, limit, bare)
        memory = memory_mb(sorted(tree(live.server.pid) if live.server else ()))
    lines = {name: line(one, rates[name], limits[name], statements[name]) for name, one in wanted.items()}
    return {
        "cases": options.cases,
        "rows": options.rows or options.cases,
        "clients": CLIENTS,
        "memory_mb": memory,
        "verify": None if options.rows else filling.verified(),
        "floor": floors,
        "operations": lines,
    }


def _rounds(
    options: argparse.Namespace, wanted: dict[str, "Operation"], scripts: dict[str, list["Script"]], live: Instance,
    limit: "Limit", bare: Instance,
) -> tuple[dict[str, Rounds], dict[str, Rounds], dict[str, Any]]:  # fmt: skip
    rates: dict[str, Rounds] = {name: [] for name in wanted}
    limits: dict[str, Rounds] = {name: [] for name in wanted}
    floors: dict[str, Rounds] = {name: [] for name in FLOOR}
    for _ in range(options.rounds):
        for name, one in wanted.items():
            rates[name].append(load(one.spec(port=live.port, seconds=options.seconds, warm=WARM, most=20_000), live))
            if name in scripts:
                limits[name].append(limit.run(scripts[name], seconds=max(2, round(options.seconds))))
            sys.stderr.write(f"{name}: {rates[name][-1]} {limits[name][-1:]}\n")
        for name, step in FLOOR.items():
            spec = Spec(bare.port, [[step]] * CLIENTS, options.seconds, 100_000, WARM, repeat=True)
            floors[name].append(load(spec, bare))
            sys.stderr.write(f"floor {name}: {floors[name][-1]}\n")
    return rates, limits, {name: _middle(found) for name, found in floors.items()}


def main() -> None:
    """This will measure and save."""
    parser = argparse.ArgumentParser(prog="python -m bench.cases")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=0, help="copy the filled cases until there are so many rows")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--only", nargs="*", help="names of operations")
    options = parser.parse_args()
    with instance() as made:
        figures = measure(options, made)
    save(f"cases-{options.rows}" if options.rows else "cases", figures)


if __name__ == "__main__":
    main()
