"""What every benchmark shares: the machine's speed of the moment, CPU seconds of process trees, results as JSON."""

import json
import os
import platform
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
TICKS = os.sysconf("SC_CLK_TCK")


def machine_speed() -> float:
    """This will time a fixed loop: machines change their speed, and figures of two runs compare only beside it."""
    begun = time.perf_counter()
    total = 0
    for number in range(2_000_000):
        total += number & 3
    return round(time.perf_counter() - begun, 4)


def processes() -> dict[int, int]:
    """This will map every process to its parent."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    return parents


def tree(root: int) -> set[int]:
    """This will list a process and all below it."""
    parents = processes()
    found = {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def cpu_seconds(pids: Iterable[int]) -> float:
    """This will sum user and system time of processes, and of the children they have waited for."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(fields[n]) for n in (11, 12, 13, 14))
    return total / TICKS


def memory_mb(pids: Iterable[int]) -> list[float]:
    """This will give the proportional memory of processes, in MB."""
    sizes = []
    for pid in pids:
        try:
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        sizes.append(next(int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")))
    return [round(size, 1) for size in sizes]


def save(name: str, figures: dict[str, Any]) -> None:
    """This will print figures and keep them beside the others, with what they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    figures = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "loop_seconds": machine_speed(),
                    "load": os.getloadavg()[0]},
        **figures,
    }  # fmt: skip
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n")
    print(text)
