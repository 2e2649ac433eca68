"""Folding a project's events: total, and blind to definitions and calendars."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from yici.domain.project import events as e
from yici.domain.project.state import Attached, Project, Surveyor


def evolve(project: Project | None, event: e.ProjectEvent) -> Project:
    """This will give the state after one event. Only `Opened` may come first, and only it does."""
    if isinstance(event, e.Opened):
        return Project(
            event.id, event.code, event.course, event.place, event.subject, event.applicant, event.at, event.stages,
            event.whole, event.reminder, firm=event.firm,
        )  # fmt: skip
    if project is None:
        raise ValueError(f"{event.kind} before project.opened")
    return _HANDLERS[type(event)](project, event)


def fold(history: Iterable[e.ProjectEvent]) -> Project:
    """This will rebuild a project from its whole history; ValueError when there is none."""
    project: Project | None = None
    for event in history:
        project = evolve(project, event)
    if project is None:
        raise ValueError("a project without events")
    return project


def _attached(project: Project, event: e.CaseAttached) -> Project:
    one = Attached(event.case, event.stage, event.bundle, event.at)
    return replace(project, cases=(*project.cases, one), whole=event.whole, reminder=None)


def _detached(project: Project, event: e.CaseDetached) -> Project:
    cases = tuple(one for one in project.cases if one.case != event.case)
    return replace(project, cases=cases, whole=event.whole, reminder=event.reminder)


def _ended(project: Project, event: e.CaseEnded) -> Project:
    cases = tuple(
        replace(one, ended_at=event.at, decided=event.decided) if one.case == event.case else one
        for one in project.cases
    )
    return replace(project, cases=cases, whole=event.whole, reminder=event.reminder)


def _named(project: Project, event: e.SurveyorNamed) -> Project:
    others = tuple(one for one in project.surveyors if one.organisation != event.organisation)
    return replace(project, surveyors=(*others, Surveyor(event.organisation, event.measurements)))


def _recorded(project: Project, event: e.ResultRecorded) -> Project:
    return replace(project, results=(*project.results, event.result))


def _missed(project: Project, _: e.WholeMissed) -> Project:
    return replace(project, whole=replace(project.whole, missed=True) if project.whole else None)


def _recomputed(project: Project, event: e.WholeRecomputed) -> Project:
    return replace(project, whole=event.whole, reminder=event.reminder)


def _reminded(project: Project, event: e.Reminded) -> Project:
    return replace(project, reminder=event.reminder)


def _closed(project: Project, _: e.Closed) -> Project:
    return replace(project, phase="closed", reminder=None)


_HANDLERS: dict[type[e.ProjectEvent], Callable[[Project, Any], Project]] = {
    e.CaseAttached: _attached,
    e.CaseDetached: _detached,
    e.CaseEnded: _ended,
    e.SurveyorNamed: _named,
    e.ResultRecorded: _recorded,
    e.WholeMissed: _missed,
    e.WholeRecomputed: _recomputed,
    e.Reminded: _reminded,
    e.Closed: _closed,
}
