"""Every bound that the case engine has, beside what was last measured: written from the results into bench/README.md.

Run by `make bench NAME=table`, which measures nothing. The reasons are kept here, so that a figure that moves away from
its reason is seen in one place; what was never measured stands as such.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bench.measure import RESULTS

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- bounds: written by bench/table.py -->", "<!-- end of bounds -->"
HEAD = "| bound | measured | by how much missed | why | what would do it |\n|---|---|---|---|---|"
Way = Literal["least", "most"]


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound: where its figure stands in which result, whether it is the least or the most, and the words on it."""

    what: str
    file: str
    path: str
    way: Way
    bound: float
    unit: str = ""
    why: str = ""
    cure: str = ""


ROUND_TRIPS = "a third of the CPU is statements: five of ours, BEGIN and COMMIT beside them"
WHOLE = "statements, sealing, signing, hashing, rules, answer: see below; a bare Django transaction takes 0.86 ms"
FEWER = "the event and its rows in one statement, serial and key in another; leaving defaults out of the event"
READING = "the rights of every command that a reader sees are judged; the token is looked up on each request"
KEPT = "keeping a token for a second (against: a revoked one would live on so long)"
CODEC = "each event is read as typed values, hashed, folded, and the fold compared with the rows"
BIG = "53 papers are sealed, hashed and written as 13 are: the cost goes with the bytes"


def _operation(name: str, words: str, times: int, most: int, why: str, cure: str) -> list[Bound]:
    at = f"operations.{name}"
    return [
        Bound(f"{words}: over the better peer", "cases", f"{at}.times_peer", "least", times, " x", why, cure),
        Bound(f"{words}: statements", "cases", f"{at}.statements", "most", most),
    ]


def _cpu(name: str, words: str, why: str, cure: str) -> Bound:
    return Bound(f"{words}: CPU a request", "cases", f"operations.{name}.cpu_ms", "most", 1.5, " ms", why, cure)


BOUNDS: tuple[Bound, ...] = (
    *_operation("create_13_papers", "create, 13 papers", 15, 6, ROUND_TRIPS, FEWER),
    _cpu("create_13_papers", "create, 13 papers", WHOLE, FEWER),
    *_operation("create_53_papers", "create, 53 papers", 15, 6, BIG, FEWER),
    _cpu("create_53_papers", "create, 53 papers", BIG, FEWER),
    *_operation("change", "state change", 15, 6, ROUND_TRIPS, FEWER),
    _cpu("change", "state change", WHOLE, FEWER),
    *_operation("fetch", "fetch one", 20, 3, READING, KEPT),
    *_operation("list_100", "list of 100", 20, 3, READING, KEPT),
    Bound("list of 100 at 1 million over 10 thousand cases", "cases-1000000", "operations.list_100.p50_ms", "most", 2,
          " x", "nothing is linear in history: keyset pages, no exact counts", "-"),
    Bound("fetch one at 1 million over 10 thousand cases", "cases-1000000", "operations.fetch.p50_ms", "most", 2, " x"),
    Bound("create at 1 million over 10 thousand cases", "cases-1000000", "operations.create_13_papers.p50_ms", "most",
          2, " x"),
    Bound("any page at 1 million cases: statements", "pages", "most_statements", "most", 15),
    Bound("pages at 1 million cases, 4,000 visitors a day: p95", "pages", "loads.1 x.all.p95_ms", "most", 100, " ms"),
    Bound("pages at 1 million cases, 40,000 visitors a day: p95", "pages", "loads.10 x.all.p95_ms", "most", 100, " ms"),
    Bound("due by department at 1 million open approvals, the worst", "due", "changes not added up.counts.most_ms",
          "most", 100, " ms"),
    *(
        Bound(f"engine step, {papers} papers, {how}", "step", f"papers_{papers}_{key}.mean_ms", "most", 0.1, " ms", why,
              cure)
        for papers in (13, 53)
        for key, how, why, cure in (
            ("in_time", "in time", "", ""),
            ("late", "with ends that passed", "a step settles all that fell due before it: several steps' work in one",
             "none cheap: each end that passes is an event of its own, in order"),
        )
    ),
    Bound("working-day deadlines a second and core", "deadlines", "deadlines_a_second", "least", 300_000, "",
          "making the value that says when and why is half of it; the machine's speed of the moment the rest",
          "measuring on a machine at its full speed: compare the loop's time"),
    Bound("plan of 20 items, one policy", "plan", "twenty_items_one_policy_ms", "most", 2, " ms"),
    Bound("plan of 20 items with its savings, in plans of one policy", "plan",
          "twenty_items_ms / twenty_items_one_policy_ms", "most", 10, " plans"),
    Bound("verify: cases a core second", "record", "verify.verified_a_core_second", "least", 1500, "", CODEC,
          "folding from the canonical text without typed values; more processes, each with its own streams"),
    Bound("timers claimed a second", "record", "timers.claimed_a_second", "least", 5000),
    Bound("timers fired, over state changes a second", "record + cases",
          "timers.settled.per_second / operations.change.per_second", "least", 1, " x",
          "firing is one process, changing is several clients at once", "more workers: they share the timers"),
    Bound("memory of the largest worker", "memory", "largest_mb", "most", 130, " MB"),
    Bound("memory over time: minutes measured", "memory", "minutes", "least", 60, " min",
          "an hour of the machine is dear; while what is kept for speed fills up, it still grows",
          "make bench NAME=memory with an hour's minutes"),
    Bound("demo fill: cases a second in one process, for 1 million an hour", "record", "fill.per_second", "least", 278,
          "", "every step goes through the real rules, sealed and hashed",
          "a process for each core: days of the history are apart"),
)  # fmt: skip


def table(read: Callable[[str], dict[str, Any]], bounds: tuple[Bound, ...] = BOUNDS) -> str:
    """This will write bounds as rows; `read` gives the result of a name, empty where there is none."""
    return "\n".join([HEAD, *(_row(bound, _figure(bound, read)) for bound in bounds)])


def _figure(bound: Bound, read: Callable[[str], dict[str, Any]]) -> float | None:
    """The figure of a path, or of one path over another: of the same file, of two, of a size over the ordinary one."""
    first, _, second = bound.path.partition(" / ")
    files = bound.file.split(" + ")
    value = _at(read(files[0]), first)
    if bound.file == "cases-1000000":
        files, second = ["cases-1000000", "cases"], first
    if not second or value is None:
        return value
    other = _at(read(files[-1]), second)
    return round(value / other, 2) if other else None


def _at(told: Any, path: str) -> float | None:
    for name in path.split("."):
        if not isinstance(told, dict) or name not in told:
            return None
        told = told[name]
    return told if isinstance(told, int | float) else None


def _row(bound: Bound, figure: float | None) -> str:
    sign = "at least" if bound.way == "least" else "at most"
    cells = [f"{bound.what}: {sign} {bound.bound:,g}{bound.unit}"]
    if figure is None:
        return _cells([*cells, "not measured", "-", "-", f"`make bench NAME={bound.file.partition('-')[0]}`"])
    cells.append(f"{figure:,g}{bound.unit}")
    missed = _missed(bound, figure)
    return _cells([*cells, missed or "holds", *((bound.why or "-", bound.cure or "-") if missed else ("-", "-"))])


def _missed(bound: Bound, figure: float) -> str:
    holds = figure >= bound.bound if bound.way == "least" else figure <= bound.bound
    if holds:
        return ""
    share = bound.bound / figure if bound.way == "least" else figure / bound.bound
    return f"{share:.2f} times"


def _cells(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _result(name: str) -> dict[str, Any]:
    path = RESULTS / f"{name}.json"
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return told


def _speeds() -> Iterator[str]:
    for name in sorted({file for bound in BOUNDS for file in bound.file.split(" + ")}):
        machine = _result(name).get("machine")
        if machine:
            yield f"{name} {machine['loop_seconds']} s"


def block() -> str:
    """This will write what stands between the two marks: the table, and how fast the machine was."""
    speeds = f"The fixed loop took, when each was measured: {', '.join(_speeds())}; 0.066 s is this machine at rest."
    return f"{table(_result)}\n\n{speeds}"


def main() -> None:
    """This will put the table into the README between its two marks."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{block()}\n{END}{after}", encoding="utf-8")
    print(block())


if __name__ == "__main__":
    main()
