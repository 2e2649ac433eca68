"""How long one step of the engine takes by itself: settle, decide and fold, without codec, database or files.

Bound: under 0.1 ms of CPU time. The matters are the restaurant with 13 and with 53 papers, each taken through its whole
course: in time, and with a day between the steps, so that limits pass and settling has something to do.
"""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.matter import MATTERS, PLACE, matters
from bench.measure import save
from yici.domain.case import (
    Accept,
    Case,
    Command,
    Context,
    Decide,
    Defect,
    Deliver,
    Paper,
    PlanInspection,
    RecordInspection,
    RequestCorrection,
    Resume,
    Submit,
    SupplyCorrection,
    SupplyPaper,
    Suspend,
    awaited,
    step,
)
from yici.domain.catalogue import Catalogue
from yici.domain.clock import LEGAL
from yici.domain.commitment import to_sign
from yici.domain.error import Refused
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy
from yici.domain.signing import signed_before

WALKS = 200
BOUND_MS = 0.1
OFFICER = Actor("staff", "officer", "lead", channel="desk")
TWO = ("officer-1", "officer-2")
START = datetime(2026, 3, 2, 9, tzinfo=LEGAL)


@dataclass
class Walk:
    """One case on its way: what each step took, by the name of its command."""

    plan: Plan
    catalogue: Catalogue
    pause: timedelta
    now: datetime = START
    case: Case | None = None

    def take(self, command: Command, spent: dict[str, list[float]]) -> None:
        self.now += self.pause
        ctx = Context(now=self.now, actor=OFFICER, plan=self.plan, calendar=self.catalogue.calendars["cn"])
        begun = time.process_time()
        try:
            self.case, _ = step(self.case, command, ctx)
        except Refused:
            # The law has acted before whoever is late: no step, and no figure.
            return
        spent.setdefault(type(command).__name__, []).append(time.process_time() - begun)


def course(walk: Walk) -> Iterator[Command]:
    """This will give the commands of a whole life, each as the case stands by then."""
    plan, count = walk.plan, len(walk.plan.schedule.approvals)
    papers = tuple(Paper(material=one.material) for one in plan.materials if one.how == "submit")
    yield Submit(
        id="case", numbers=tuple(str(n) for n in range(count + 1)), plan="p", subject="s", papers=papers,
        commitments=to_sign(plan), signatures=signed_before(plan.signers, "clerk", walk.now),
    )  # fmt: skip
    first = next(one for one in plan.materials if one.how == "submit")
    yield RequestCorrection(defects=(Defect(first.items[0], first.material, "paper.unclear"),))
    yield SupplyCorrection(papers=papers[:1])
    yield Accept()
    for approval in plan.schedule.approvals:
        yield from _examined(walk, approval.item, inspected=bool(approval.inspections))


def _examined(walk: Walk, item: str, *, inspected: bool) -> Iterator[Command]:
    planned = next(one for one in walk.plan.schedule.approvals if one.item == item)
    if inspected:
        visit = f"visit-{walk.plan.schedule.approvals.index(planned) + 1}"
        yield PlanInspection(visit=visit, items=(item,), on=(walk.now + walk.pause).date(), officers=TWO)
        yield RecordInspection(visit=visit, officers=TWO)
    if planned.stop_causes and planned.legal:
        yield Suspend(item=item, cause=planned.stop_causes[0], days=1)
        yield Resume(item=item)
    assert walk.case is not None
    if owed := awaited(walk.case, walk.plan):
        yield SupplyPaper(papers=tuple(Paper(material=one) for one in owed))
    yield Decide(item=item, grant=True)
    yield Deliver(item=item, way="window")


def walked(make: Callable[[], Walk]) -> dict[str, list[float]]:
    """This will take some cases through their course, and give the seconds of every step."""
    spent: dict[str, list[float]] = {}
    for _ in range(WALKS):
        walk = make()
        for command in course(walk):
            walk.take(command, spent)
    return spent


def told(spent: dict[str, list[float]]) -> dict[str, float | int | bool | dict[str, float]]:
    """This will give mean and median over all steps, and the mean of each command, in milliseconds."""
    every = [one for found in spent.values() for one in found]
    mean = 1000 * sum(every) / len(every)
    return {
        "steps": len(every), "walks": WALKS, "mean_ms": round(mean, 4), "median_ms": round(1000 * median(every), 4),
        "holds": mean < BOUND_MS,
        "by_command_ms": {name: round(1000 * sum(found) / len(found), 4) for name, found in sorted(spent.items())},
    }  # fmt: skip


def main() -> None:
    """This will measure and save."""
    with TemporaryDirectory(prefix="yici-bench-") as folder:
        catalogue = matters(Path(folder)).catalogue
    figures = {}
    for name in ("papers_13", "papers_53"):
        matter = MATTERS[name]
        plan = make_plan(
            catalogue, bundle=matter.bundle, place=PLACE, answers=matter.answers, holdings=Holdings(), policy=Policy(),
            calendar=catalogue.calendars["cn"], start=date(2026, 3, 2),
        )  # fmt: skip
        for pace, pause in (("in_time", timedelta(minutes=7)), ("late", timedelta(days=1))):
            gc.collect()
            figures[f"{name}_{pace}"] = told(walked(lambda plan=plan, pause=pause: Walk(plan, catalogue, pause)))  # type: ignore[misc]
    save("step", {"bound_ms": BOUND_MS, **figures})


if __name__ == "__main__":
    main()
