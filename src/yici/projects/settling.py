"""What happens to a project by itself: what fell due, and which of its cases ended, each as of its own moment."""

from datetime import datetime
from typing import Final
from uuid import UUID

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue
from yici.domain.case import EDGES, REMIND_AFTER, Case
from yici.domain.error import NotFound
from yici.domain.fact import settle as settled
from yici.domain.project import Context, EndCase, Project, ProjectEvent, decide, evolve, settle
from yici.domain.project_course import ProjectCourse
from yici.ledger.queries import histories
from yici.ledger.values import Stored

DECIDED: Final = frozenset({"decided", "delivered"})
BEFORE_DECISION: Final = frozenset({"received", "correcting", "waiting", "handling", "suspended", "prepared"})
ENDING: Final = tuple(
    kind for kind, edge in EDGES.items() if edge.origins & BEFORE_DECISION and edge.to not in BEFORE_DECISION
)
"""After one of these nothing of a case may be left to decide."""


def happened(project: Project, now: datetime) -> tuple[Project, list[ProjectEvent]]:
    """This will give the project as of `now`, and the events that led there in the order in which it was."""
    events: list[ProjectEvent] = []
    for at, end in [*_ended(project), (now, None)]:
        ctx = context_of(project, at)
        for make in (settle, lambda one, ctx, end=end: decide(one, end, ctx) if end else []):
            for event in make(project, ctx):
                events.append(event)
                project = evolve(project, event)
    return project, events


def _ended(project: Project) -> list[tuple[datetime, EndCase]]:
    """The cases of a project that were decided since, each as of its last decision: whoever looks late counts no day
    too many."""
    running = [UUID(one.case) for one in project.cases if one.ended_at is None]
    found = [case for case in cases.standing(running).values() if not _undecided(case)] if running else []
    told = histories([UUID(case.id) for case in found]) if found else {}
    ends = [(last_end(told[UUID(case.id)]), EndCase(case=case.id, decided=_all(case))) for case in found]
    return sorted(ends, key=lambda end: (end[0], end[1].case))


def last_end(history: list[Stored]) -> datetime:
    """This will say when the last item of a case that is decided was."""
    return max(event.at for event in history if event.kind in ENDING)


def _undecided(case: Case) -> bool:
    return any(one.status in BEFORE_DECISION for one in case.approvals)


def _all(case: Case) -> bool:
    return all(one.status in DECIDED for one in case.approvals)


def course(name: str) -> ProjectCourse:
    """This will give a published course. Raises NotFound("project.unknown_course")."""
    found = catalogue.current().projects.get(name)
    if found is None:
        raise NotFound("project.unknown_course", course=name, remedy="choose one of the catalogue")
    return found


def context_of(project: Project, now: datetime) -> Context:
    """This will give what a decision about a project needs at a moment."""
    return context(course(project.course), project.place, now)


def context(course: ProjectCourse, place: str, now: datetime) -> Context:
    """This will give what a decision under a course at a place needs."""
    definition = catalogue.place_definition(place)
    remind = definition.remind_after if definition and definition.remind_after else REMIND_AFTER
    sources = {source.id: source for source in course.sources}
    found = settled(course.whole, sources, place) if course.whole.claims else None
    whole = (found.value, found.source.id) if found else None
    return Context(now, course, catalogue.calendar_for(place), remind, whole)
