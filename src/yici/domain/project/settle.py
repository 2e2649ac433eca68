"""What falls due in a project, as of its moment, and what a calendar that was loaded or corrected moves."""

from dataclasses import replace
from datetime import datetime

from yici.domain.project import events as e
from yici.domain.project.days import dated
from yici.domain.project.decide import Context, reminder
from yici.domain.project.evolve import evolve
from yici.domain.project.state import Project


def settle(project: Project, ctx: Context) -> list[e.ProjectEvent]:
    """This will give everything that fell due up to `ctx.now`, each at its own moment."""
    happened: list[e.ProjectEvent] = []
    if moved := _recomputed(project, ctx):
        happened.append(moved)
        project = evolve(project, moved)
    while (at := next_due(project)) is not None and at <= ctx.now:
        event = _due(project, at, ctx)
        happened.append(event)
        project = evolve(project, event)
    return happened


def _due(project: Project, at: datetime, ctx: Context) -> e.ProjectEvent:
    whole = project.whole
    if whole is not None and whole.due == at and not whole.missed:
        return e.WholeMissed(at=at)
    return e.Reminded(at=at, reminder=reminder(replace(ctx, now=at)))


def next_due(project: Project) -> datetime | None:
    """This will say when the project must be looked at again; None when it is closed or a year is not loaded."""
    if project.phase == "closed":
        return None
    whole = project.whole
    ends = [whole.due if whole and not whole.missed else None, project.reminder.due if project.reminder else None]
    return min((end for end in ends if end is not None), default=None)


def bounded(project: Project) -> bool:
    """This will say whether a year that is not loaded keeps one of its ends open."""
    ends = (project.whole, project.reminder)
    return project.phase == "open" and any(one is not None and one.not_before is not None for one in ends)


def _recomputed(project: Project, ctx: Context) -> e.WholeRecomputed | None:
    whole, waits = project.whole, project.reminder
    if project.phase == "closed":
        return None
    if whole is not None and not whole.missed:
        whole = dated(whole, ctx.calendar)
    if waits is not None and waits.due is None:
        waits = reminder(ctx)
    if whole == project.whole and (waits is None or waits.due is None):
        return None
    if (whole, waits) == (project.whole, project.reminder):
        return None
    return e.WholeRecomputed(at=ctx.now, whole=whole, reminder=waits)
