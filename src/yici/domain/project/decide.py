"""Deciding about a project: a command against state and course gives events, or says what to do instead."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from yici.domain.clock import Limit, due, legal_day
from yici.domain.error import Invalid, Refused
from yici.domain.project import commands as c
from yici.domain.project import events as e
from yici.domain.project.days import dated, ended, whole_of
from yici.domain.project.state import Project, Reminder, Result, Whole
from yici.domain.project_course import ProjectCourse, stage_of
from yici.domain.workdays import Calendar

LONGEST_CODE = 24
CODE = re.compile(r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}")
"""A project's code: five groups of digits, 24 characters with the hyphens (GB/T 40058-2021, 4.1; State Development and
Reform Commission 2020 No. 1439, Art. 4: time, region, guiding department, type, chance and a check digit). How the
check digit is computed neither says in what was read, and codes given before have a year and a serial there: so the
shape alone is held. It stands in clear in the record, and nobody's number or name has this shape."""
DIGEST = re.compile(r"[0-9a-f]{64}")


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
    if not CODE.fullmatch(code):
        remedy = "give the code of the investment platform, as 2603-330802-04-01-000001"
        raise Invalid("project.code", longest=LONGEST_CODE, remedy=remedy)
    whole = Whole(*ctx.whole) if ctx.whole else None
    return e.Opened(
        at=ctx.now, id=command.id, code=code, course=ctx.course.id, place=command.place, subject=command.subject,
        applicant=command.applicant, stages=tuple(stage.id for stage in ctx.course.stages), whole=whole,
        reminder=reminder(ctx), private=command.private, firm=command.firm,
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


def _detach(project: Project, command: c.DetachCase, ctx: Context) -> list[e.ProjectEvent]:
    if not any(one.case == command.case for one in project.cases):
        raise Refused("project.not_attached", case=command.case, remedy="choose one of its cases")
    left = replace(project, cases=tuple(one for one in project.cases if one.case != command.case))
    waits = None if left.running else project.reminder or reminder(ctx)
    return [e.CaseDetached(at=ctx.now, case=command.case, whole=whole_of(left, ctx.now, ctx.calendar), reminder=waits)]


def _begun(project: Project, ctx: Context) -> Whole | None:
    """The days run from the first case on; what runs already runs on."""
    whole = project.whole
    if whole is None or whole.since is not None:
        return whole
    return dated(replace(whole, since=legal_day(ctx.now)), ctx.calendar)


def _end(project: Project, command: c.EndCase, ctx: Context) -> list[e.ProjectEvent]:
    if not any(one.case == command.case and one.ended_at is None for one in project.cases):
        return []
    others = any(one.ended_at is None for one in project.cases if one.case != command.case)
    whole = project.whole if others else ended(project.whole, ctx.now, ctx.calendar)
    # Waiting for its builder, the project is looked after by the platform.
    waits = None if others else reminder(ctx)
    return [e.CaseEnded(at=ctx.now, case=command.case, decided=command.decided, whole=whole, reminder=waits)]


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
    if not DIGEST.fullmatch(command.digest):
        raise Invalid("project.no_report", remedy="name the report by its digest: SHA-256, 64 hexadecimal digits")
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
    c.DetachCase: _detach,
    c.EndCase: _end,
    c.NameSurveyor: _name,
    c.RecordResult: _record,
    c.Close: _close,
}
