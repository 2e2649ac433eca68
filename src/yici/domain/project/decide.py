"""Deciding about a project: a command against state and course gives events, or says what to do instead."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from yici.domain.clock import Limit, due, end_of_day, ending_day, legal_day, start_of_day
from yici.domain.error import Invalid, Refused
from yici.domain.project import commands as c
from yici.domain.project import events as e
from yici.domain.project.state import Project, Reminder, Result, Whole
from yici.domain.project_course import ProjectCourse, stage_of
from yici.domain.workdays import Calendar, NotBefore

LONGEST_CODE = 24
"""Characters of a project's code: GB/T 39046-2020 gives it an..24."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision needs beside the state. `whole` is the limit of the whole that holds at the place, and its
    source; `remind` the place's own reminder period."""

    now: datetime
    course: ProjectCourse
    calendar: Calendar
    remind: Limit
    whole: tuple[Limit, str] | None = None


def decide(project: Project | None, command: c.Command, ctx: Context) -> list[e.ProjectEvent]:
    """This will give the events that a command leads to; settle the project before. Raises Refused, Invalid."""
    if isinstance(command, c.Open):
        return [_open(command, ctx)]
    if project is None:
        raise Refused("project.not_opened", remedy="open it first")
    if project.phase == "closed":
        raise Refused("project.closed", code=project.code, remedy="nothing is done to a closed project")
    return _DECIDERS[type(command)](project, command, ctx)


def _open(command: c.Open, ctx: Context) -> e.Opened:
    code = command.code
    if not (0 < len(code) <= LONGEST_CODE and code.replace("-", "").isalnum() and code.isascii()):
        remedy = "give the code of the investment platform: up to 24 letters, digits and hyphens"
        raise Invalid("project.code", code=code[:LONGEST_CODE], longest=LONGEST_CODE, remedy=remedy)
    whole = Whole(*ctx.whole) if ctx.whole else None
    return e.Opened(
        at=ctx.now, id=command.id, code=code, course=ctx.course.id, place=command.place, subject=command.subject,
        applicant=command.applicant, stages=tuple(stage.id for stage in ctx.course.stages), whole=whole,
        reminder=reminder(ctx), private=command.private,
    )  # fmt: skip


def reminder(ctx: Context) -> Reminder:
    """This will say when the platform looks after a project that waits."""
    end = due(ctx.remind, ctx.now, ctx.calendar)
    return Reminder(end.at, end.not_before)


def _attach(project: Project, command: c.AttachCase, ctx: Context) -> list[e.ProjectEvent]:
    stage = stage_of(ctx.course, command.bundle)
    if stage is None:
        known = [bundle for one in ctx.course.stages for bundle in one.bundles]
        raise Invalid("project.foreign_bundle", bundle=command.bundle, bundles=known, remedy="it belongs to no stage")
    if any(one.case == command.case for one in project.cases):
        raise Refused("project.attached_already", case=command.case, remedy="it belongs to the project already")
    return [
        e.CaseAttached(
            at=ctx.now, case=command.case, stage=stage.id, bundle=command.bundle, whole=_begun(project, ctx)
        )
    ]  # fmt: skip


def _begun(project: Project, ctx: Context) -> Whole | None:
    """The days run from the first case on; what runs already runs on."""
    whole = project.whole
    if whole is None or whole.since is not None:
        return whole
    return dated(replace(whole, since=legal_day(ctx.now)), ctx.calendar)


def dated(whole: Whole, calendar: Calendar) -> Whole:
    """This will say when the whole ends if the present run goes on; a missing year leaves a bound."""
    if whole.since is None:
        return replace(whole, due=None, not_before=None)
    left = max(whole.limit.amount - whole.used, 0)
    end = calendar.add(whole.since, left) if left else whole.since
    if isinstance(end, NotBefore):
        return replace(whole, due=None, not_before=start_of_day(end.day))
    return replace(whole, due=end_of_day(end), not_before=None)


def _end(project: Project, command: c.EndCase, ctx: Context) -> list[e.ProjectEvent]:
    if not any(one.case == command.case and one.ended_at is None for one in project.cases):
        return []
    others = any(one.ended_at is None for one in project.cases if one.case != command.case)
    whole = project.whole if others else _stopped(project.whole, ctx)
    # Waiting for its builder, the project is looked after by the platform.
    waits = None if others else reminder(ctx)
    return [e.CaseEnded(at=ctx.now, case=command.case, decided=command.decided, whole=whole, reminder=waits)]


def _stopped(whole: Whole | None, ctx: Context) -> Whole | None:
    if whole is None or whole.since is None:
        return whole
    used = used_until(whole, ctx.now, ctx.calendar)
    if used is None:
        # A year that is not loaded: the run stays open, and is counted when the calendar is.
        return whole
    return replace(whole, used=used, since=None, due=None, not_before=None)


def used_until(whole: Whole, now: datetime, calendar: Calendar) -> int | None:
    """This will count the working days used up to a moment, the present run included; None when a year is not
    loaded."""
    if whole.since is None:
        return whole.used
    run = calendar.count(whole.since, ending_day(now))
    return None if run is None else whole.used + max(run, 0)


def _name(project: Project, command: c.NameSurveyor, ctx: Context) -> list[e.ProjectEvent]:
    known = {one.id for one in ctx.course.measurements}
    if not command.measurements or set(command.measurements) - known:
        given, remedy = list(command.measurements), f"choose from: {', '.join(sorted(known))}"
        raise Invalid("project.measurement", given=given, known=sorted(known), remedy=remedy)
    if not command.organisation:
        raise Invalid("project.no_surveyor", remedy="name the institution that measures")
    return [
        e.SurveyorNamed(at=ctx.now, organisation=command.organisation, measurements=command.measurements)
    ]  # fmt: skip


def _record(project: Project, command: c.RecordResult, ctx: Context) -> list[e.ProjectEvent]:
    allowed = {m for one in project.surveyors if one.organisation == command.organisation for m in one.measurements}
    if command.measurement not in allowed:
        remedy = "the builder names who measures what"
        raise Refused("project.not_the_surveyor", measurement=command.measurement, remedy=remedy)
    if not command.digest:
        raise Invalid("project.no_report", remedy="name the report by its digest")
    if any(one.digest == command.digest and one.measurement == command.measurement for one in project.results):
        raise Refused("project.recorded_already", measurement=command.measurement, remedy="this report is on record")
    result = Result(command.id, command.measurement, command.organisation, command.digest, ctx.now)
    return [e.ResultRecorded(at=ctx.now, result=result, cases=command.cases)]


def _close(project: Project, _: c.Close, ctx: Context) -> list[e.ProjectEvent]:
    if project.running:
        raise Refused("project.running", code=project.code, remedy="wait until its cases are decided, or withdraw them")
    finished = all(project.state_of(stage) == "done" for stage in project.stages)
    return [e.Closed(at=ctx.now, finished=finished)]


_DECIDERS: dict[type, Callable[[Project, Any, Context], list[e.ProjectEvent]]] = {
    c.AttachCase: _attach,
    c.EndCase: _end,
    c.NameSurveyor: _name,
    c.RecordResult: _record,
    c.Close: _close,
}
