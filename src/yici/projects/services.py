"""What can be done to a project, one transaction each: lock, load, settle, decide, append, save."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from yici.cases import queries as cases
from yici.cases.services import case_take_result
from yici.catalogue import queries as catalogue
from yici.domain.authority import Grants
from yici.domain.case import REMIND_AFTER, Case, Paper, SupplyPaper, awaited
from yici.domain.error import Conflict, NotFound
from yici.domain.event import Actor
from yici.domain.fact import settle as settled
from yici.domain.project import (
    AttachCase,
    Close,
    Command,
    Context,
    EndCase,
    NameSurveyor,
    Open,
    Project,
    ProjectEvent,
    RecordResult,
    decide,
    evolve,
    fold,
    next_due,
    settle,
)  # fmt: skip
from yici.domain.project_course import ProjectCourse
from yici.intake import queries as plans
from yici.ledger import keys
from yici.ledger import services as ledger
from yici.ledger.values import Entry, Head, Stored
from yici.projects import access, codec, store

KIND: Final = "project"
CLOCK = Actor(kind="system", id="clock", role="clock", channel="timer")
DECIDED: Final = frozenset({"decided", "delivered"})
ENDING: Final = (
    "approval.granted", "approval.refused", "approval.not_accepted", "approval.withdrawn", "approval.lapsed",
)  # fmt: skip
"""After one of these nothing of a case may be left to decide."""
BEFORE_DECISION: Final = frozenset({"received", "correcting", "waiting", "handling", "suspended", "prepared"})


def project_open(
    *, project_id: UUID, subject_id: UUID, code: str, name: str, place: str, course: str, identity: str | None,
    applicant: UUID | None, actor: Actor, grants: Grants, now: datetime,
) -> Project:  # fmt: skip
    """This will bring a project under its code: by the builder, or by a window for them.

    Raises Forbidden, NotFound for an unknown course, Invalid for the code, Conflict("project.code_taken").
    """
    access.authorise_opening(actor, place, grants)
    with transaction.atomic():
        subject = keys.subject_with_key(identity, subject_id=subject_id, now=now)
        command = Open(
            id=str(project_id), code=code.strip().upper(), place=place, subject=str(subject.id),
            applicant=str(applicant) if applicant else None, private={"name": name},
        )  # fmt: skip
        events = decide(None, command, _context(_course(course), place, now))
        project, head = fold(events), ledger.new_head(project_id, KIND)
        head, _ = _append(head, events, project, actor=actor, now=now, subject=subject.id)
        try:
            with transaction.atomic():
                store.save(project, seq=head.seq, label=keys.seal(subject, {"name": name}))
        except IntegrityError as error:
            remedy = "open the project that is there, or check the code"
            raise Conflict("project.code_taken", code=project.code, remedy=remedy) from error
    return project


def project_attach(*, project_id: UUID, case_id: UUID, actor: Actor, grants: Grants, now: datetime) -> Project:
    """This will put a case into the stage that its matter belongs to; both must be the actor's to see.

    Raises NotFound, Invalid("project.foreign_bundle"), Conflict("project.case_elsewhere").
    """
    case = cases.case_seen(case_id=case_id, actor=actor, grants=grants, now=now)
    found = store.project_of_case(case_id)
    if found is not None and found != project_id:
        raise Conflict("project.case_elsewhere", remedy="a case belongs to one project")
    return _act(project_id, AttachCase(case=str(case_id), bundle=case.bundle), actor, grants, now)


def project_name_surveyor(
    *, project_id: UUID, organisation: str, measurements: tuple[str, ...], actor: Actor, grants: Grants, now: datetime
) -> Project:  # fmt: skip
    """This will let the builder name an institution that measures."""
    return _act(project_id, NameSurveyor(organisation=organisation, measurements=measurements), actor, grants, now)


def project_record_result(
    *, project_id: UUID, result_id: UUID, measurement: str, organisation: str, digest: str, actor: Actor,
    grants: Grants, now: datetime,
) -> Project:  # fmt: skip
    """This will take a result in, once, and hand the papers that it stands for to every case that waits for them.

    One transaction over the project and its cases, locked in order of kind and id. Raises NotFound for whoever may not
    measure for this project, Refused and Invalid as the domain finds.
    """
    access.check_measures(store.load(project_id).project, organisation, grants)
    with transaction.atomic():
        open_cases = [UUID(one.case) for one in store.load(project_id).project.cases if one.ended_at is None]
        ledger.lock([project_id, *open_cases])
        course = _course(store.load(project_id).project.course)
        wanted = {m for one in course.measurements if one.id == measurement for m in one.materials}
        waiting = _waiting(open_cases, wanted)
        command = RecordResult(
            id=str(result_id), measurement=measurement, organisation=organisation, digest=digest,
            cases=tuple(sorted(map(str, waiting))),
        )  # fmt: skip
        project = _carried_out(project_id, command, actor, now)
        for case_id, papers in waiting.items():
            given = tuple(Paper(material=one, form="electronic", files=(digest,)) for one in papers)
            case_take_result(case_id=case_id, command=SupplyPaper(papers=given), actor=actor, now=now)
    return project


def _waiting(case_ids: Sequence[UUID], wanted: set[str]) -> dict[UUID, tuple[str, ...]]:
    found = {}
    for case_id, case in cases.standing(list(case_ids)).items():
        papers = tuple(one for one in awaited(case, plans.plan(case.plan)) if one in wanted)
        if papers:
            found[case_id] = papers
    return found


def project_close(*, project_id: UUID, actor: Actor, grants: Grants, now: datetime) -> Project:
    """This will close a project of which nothing runs any more."""
    return _act(project_id, Close(), actor, grants, now)


def project_settle(*, stream: UUID, now: datetime) -> int:
    """This will record everything that fell due in a project up to `now`, and say how much it was."""
    with transaction.atomic():
        head = ledger.lock([stream])[stream]
        before = store.load(stream).project
        project, after = _settled(before, head, now)
        if after.seq > head.seq:
            store.save(project, seq=after.seq)
        return after.seq - head.seq


def cases_noted(*, case_ids: Sequence[UUID], now: datetime) -> int:
    """This will settle the projects in which one of these cases runs, so that those that ended are noted."""
    projects = sorted(set(store.running_among(case_ids).values()))
    return sum(project_settle(stream=project, now=now) for project in projects)


def _ended(project: Project) -> list[tuple[datetime, EndCase]]:
    """The cases of a project that were decided since, each as of its last decision: whoever looks late counts no day
    too many."""
    running = [UUID(one.case) for one in project.cases if one.ended_at is None]
    found = [case for case in cases.standing(running).values() if not _undecided(case)] if running else []
    told = ledger.histories([UUID(case.id) for case in found])
    ends = [(_last(told[UUID(case.id)]), EndCase(case=case.id, decided=_all(case))) for case in found]
    return sorted(ends, key=lambda end: (end[0], end[1].case))


def _last(history: list[Stored]) -> datetime:
    return max(event.at for event in history if event.kind in ENDING)


def _undecided(case: Case) -> bool:
    return any(one.status in BEFORE_DECISION for one in case.approvals)


def _all(case: Case) -> bool:
    return all(one.status in DECIDED for one in case.approvals)


def _act(project_id: UUID, command: Command, actor: Actor, grants: Grants, now: datetime) -> Project:
    access.authorise(store.load(project_id).project, actor, grants)
    return _carried_out(project_id, command, actor, now)


@transaction.atomic
def _carried_out(project_id: UUID, command: Command, actor: Actor, now: datetime) -> Project:
    try:
        head = ledger.lock([project_id])[project_id]
    except NotFound:
        raise store.unknown() from None
    project = store.load(project_id).project
    project, head = _settled(project, head, now)
    events = decide(project, command, _context_of(project, now))
    for event in events:
        project = evolve(project, event)
    if events:
        head, _ = _append(head, events, project, actor=actor, now=now)
    store.save(project, seq=head.seq)
    return project


def _settled(project: Project, head: Head, now: datetime) -> tuple[Project, Head]:
    """What fell due and which cases ended up to now, in the order in which it was."""
    happened: list[ProjectEvent] = []
    for at, end in [*_ended(project), (now, None)]:
        ctx = _context_of(project, at)
        for make in (settle, lambda one, ctx, end=end: decide(one, end, ctx) if end else []):
            for event in make(project, ctx):
                happened.append(event)
                project = evolve(project, event)
    if happened:
        head, _ = _append(head, happened, project, actor=CLOCK, now=now)
    return project, head


def _append(
    head: Head, events: Sequence[ProjectEvent], project: Project, *, actor: Actor, now: datetime,
    subject: UUID | None = None,
) -> tuple[Head, object]:  # fmt: skip
    entries = [
        Entry(event.kind, event.at, codec.body_of(event), sealed=private, subject=subject if private else None)
        for event in events
        for private in [getattr(event, "private", None) or None]
    ]
    return ledger.append(head, entries, actor=actor, now=now, due=next_due(project))


def _course(name: str) -> ProjectCourse:
    found = catalogue.current().projects.get(name)
    if found is None:
        raise NotFound("project.unknown_course", course=name, remedy="choose one of the catalogue")
    return found


def _context_of(project: Project, now: datetime) -> Context:
    return _context(_course(project.course), project.place, now)


def _context(course: ProjectCourse, place: str, now: datetime) -> Context:
    definition = catalogue.place_definition(place)
    remind = definition.remind_after if definition and definition.remind_after else REMIND_AFTER
    sources = {source.id: source for source in course.sources}
    found = settled(course.whole, sources, place) if course.whole.claims else None
    whole = (found.value, found.source.id) if found else None
    return Context(now, course, catalogue.calendar_for(place), remind, whole)
