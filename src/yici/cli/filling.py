"""`yici demo fill`: realistic history into an instance that is there, beside whoever works in it."""

import os
import sys
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from django.conf import settings

from yici.cli.failures import FAILURES, refused
from yici.cli.output import show_json
from yici.demo.history.behaviour import REALISTIC
from yici.demo.history.day import Made
from yici.demo.history.fill import Filled, history_fill
from yici.demo.history.worker import make_days
from yici.demo.people import PLACE
from yici.domain.clock import LEGAL
from yici.people.present import now

MOST_CASES, MOST_MONTHS, MOST_JOBS = 100_000_000, 240, 256
CLOSING = timedelta(hours=17, minutes=30)
PROGRAM = "import sys; from yici.cli import main; sys.exit(main())"
WORKER = [sys.executable, "-c", PROGRAM, "demo", "fill-days"]
A_LINE_EVERY = 10.0
"""Seconds between two lines of progress where nobody watches a terminal."""


@click.command()
@click.option("--cases", type=click.IntRange(1, MOST_CASES), required=True, help="how many")
@click.option("--seed", type=click.IntRange(0), default=1, help="the same seed, with --until, makes the same cases")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="the last day; when left out: up to this moment")
@click.option("--months", type=click.IntRange(1, MOST_MONTHS), default=12, help="over how long they came in")
@click.option("--jobs", type=click.IntRange(1, MOST_JOBS), default=os.cpu_count() or 1, help="processes")
@click.option("--json", "as_json", is_flag=True)
def fill(cases: int, seed: int, until: datetime | None, months: int, jobs: int, as_json: bool) -> None:
    """Add made-up people's cases with their whole course, many of them still open. Ctrl-C leaves whole cases only."""
    begun, moment = time.monotonic(), now()
    shown = Progress(cases, watched=sys.stderr.isatty())
    filled = history_fill(
        cases=cases, seed=seed, until=_end(until, moment), months=months, place=settings.YICI_PLACE or PLACE,
        now=moment, jobs=jobs, command=WORKER, progress=shown.add,
    )  # fmt: skip
    shown.end()
    seconds = max(time.monotonic() - begun, 0.001)
    told = {**asdict(filled), "seconds": round(seconds, 1), "cases_per_second": round(filled.cases / seconds, 1)}
    show_json({**told, "seed": seed, "jobs": jobs, "behaviour": _assumed()}) if as_json else click.echo(_said(told))


@click.command("fill-days", hidden=True)
def fill_days() -> None:
    """Make the days that another process asks for on standard input."""
    try:
        make_days(iter(sys.stdin.readline, ""), sys.stdout, failures=FAILURES, refused=refused)
    except (KeyboardInterrupt, BrokenPipeError):
        # Who asked is stopping, too, and says so.
        os._exit(1)


def _end(until: datetime | None, moment: datetime) -> datetime:
    """The given day at closing time; a day that is not over is refused by what fills."""
    if until is None:
        return moment
    return (datetime.combine(until.date(), datetime.min.time(), LEGAL) + CLOSING).astimezone(UTC)


def _assumed() -> dict[str, Any]:
    return {"note": "assumptions of the generator, not facts about any office", **asdict(REALISTIC)}


def _said(told: dict[str, Any]) -> str:
    lines = (
        f"已生成 {told['cases']:,} 个办件、{told['events']:,} 个事件，用了 {told['seconds']} 秒。"
        f" {told['cases']:,} cases made ({told['cases_per_second']} a second).",
        "人是编的，快慢是假设的，都不是真实数据。 People are made up, speeds assumed: none of it is a real figure.",
    )
    stopped = [f"{habit}: {count}" for habit, count in told["stopped"].items()]
    return "\n".join([*lines, *stopped])


@dataclass(slots=True)
class Progress:
    """Tells on standard error how many are done, at which rate, and how long the rest will take."""

    total: int
    done: Filled = field(default_factory=Filled)
    begun: float = field(default_factory=time.monotonic)
    told_at: float = float("-inf")
    watched: bool = False

    def add(self, made: Made) -> None:
        """This will count a batch and tell: of the first at once, then once in a while."""
        self.done.add(made)
        passed = time.monotonic() - self.begun
        if self.watched or passed - self.told_at >= A_LINE_EVERY:
            self.told_at = passed
            click.echo(f"\r{self._line(passed)}" if self.watched else self._line(passed), err=True, nl=not self.watched)

    def end(self) -> None:
        """This will leave the line."""
        if self.watched:
            click.echo(err=True)

    def _line(self, passed: float) -> str:
        rate = self.done.cases / max(passed, 0.001)
        left = timedelta(seconds=round((self.total - self.done.cases) / rate)) if rate else "?"
        return f"{self.done.cases:,} / {self.total:,}  {rate:,.0f}/s  还要 left {left}  "
