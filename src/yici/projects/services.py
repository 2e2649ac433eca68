"""What can be done to a project, one transaction each: lock, load, settle, decide, append, save."""

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from yici.cases import queries as cases
from yici.domain.authority import Grants
from yici.domain.error import Conflict, Invalid, NotFound
from yici.domain.event import Actor
from yici.domain.project import (
    AttachCase,
    Close,
    Command,
    DetachCase,
    NameSurveyor,
    Open,
    Project,
    ProjectEvent,
    RecordResult,
    Result,
    decide,
    evolve,
    fold,
    next_due,
)  # fmt: skip
from yici.intake.values import identity_number
from yici.ledger import keys
from yici.ledger import services as ledger
from yici.ledger.repeated import Key, receipt
from yici.ledger.values import Head, Recorded
from yici.people.queries import organisation_coded
from yici.projects import access, results, settling, store
from yici.projects.codec import CODEC
from yici.projects.outcome import Outcome
from yici.projects.settling import ENDING

__all__ = ["ENDING", "KIND", "Key", "Outcome"]
KIND: Final = "project"
CLOCK = Actor(kind="system", id="clock", role="clock", channel="timer")


@dataclass(frozen=True, slots=True)
class _Sent:
    """How a command came: who acts and when, the version that was seen, the key of the request."""

    actor: Actor
    now: datetime
    version: int | None = None
    key: Key | None = None


def project_open(
    *, project_id: UUID, subject_id: UUID, code: str, name: str, place: str, course: str, identity: str | None,
    applicant: UUID | None, actor: Actor, grants: Grants, now: datetime, firm: str | None = None,
    key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will bring a project under its code: by the builder, for themselves or for a `firm` (its id for everybody)
    that they act for now, or by a window for them.

    `identity` is the builder's number as a window reads it off the card or the business licence. It gives no account
    the project: accounts state their number themselves. Raises Forbidden, NotFound for an unknown course or firm,
    Invalid for the code and the number, Conflict("project.code_taken"), `InFlight` when the same idempotency key is
    being answered.
    """
    access.authorise_opening(actor, place, grants, firm)
    with transaction.atomic():
        subject = keys.subject_with_key(_number(identity), subject_id=subject_id, now=now)
        command = Open(
            id=str(project_id), code=code.strip().upper(), place=place, subject=str(subject.id),
            applicant=str(applicant) if applicant else None, firm=firm, private={"name": name},
        )  # fmt: skip
        events = decide(None, command, settling.context(settling.course(course), place, now))
        project, head = fold(events), ledger.new_head(project_id, KIND)
        head, recorded = _append(head, events, project, _Sent(actor, now, key=key), subject=subject.id)
        try:
            with transaction.atomic():
                store.save(project, seq=head.seq, label=keys.seal(subject, {"name": name}))
        except IntegrityError as error:
            remedy = "open the project that is there, or check the code"
            raise Conflict("project.code_taken", code=project.code, remedy=remedy) from error
    return _outcome(project, head, recorded)


def _number(identity: str | None) -> str | None:
    if identity is None:
        return None
    for read in (identity_number, uscc.validate):
        with suppress(ValidationError):
            return str(read(unicodedata.normalize("NFKC", identity)))
    raise Invalid("project.identity", remedy="give the number of the identity card, or the unified social credit code")


def project_attach(
    *, project_id: UUID, case_id: UUID, actor: Actor, grants: Grants, now: datetime, version: int | None = None,
    key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will put a case into the stage that its matter belongs to; both must be the actor's to see.

    What was measured before reaches it now, if it waits for it.

    Raises NotFound, Invalid("project.foreign_bundle"), Conflict("project.case_elsewhere"), and as `_act`.
    """
    access.authorise(store.load(project_id).project, actor, grants)
    case = cases.case_seen(case_id=case_id, actor=actor, grants=grants, now=now)
    command = AttachCase(case=str(case_id), bundle=case.bundle)
    with transaction.atomic():
        _lock(project_id, [case_id])
        if store.claim(case_id, project_id) != project_id:
            raise Conflict("project.case_elsewhere", remedy="a case belongs to one project")
        done = _carried_out(project_id, command, _Sent(actor, now, version, key))
        digests = results.reported(done.project)
        results.hand_over(results.waiting([case_id], digests), digests, actor=actor, now=now)
    return done


def project_detach(
    *, project_id: UUID, case_id: UUID, actor: Actor, grants: Grants, now: datetime, version: int | None = None,
    key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will take a case out that was put in by mistake, with its days; it goes on by itself.

    Raises NotFound, Refused("project.not_attached"), and as `_carried_out`.
    """
    access.authorise(store.load(project_id).project, actor, grants)
    with transaction.atomic():
        done = _carried_out(project_id, DetachCase(case=str(case_id)), _Sent(actor, now, version, key))
        store.leave(case_id)
        return done


def project_name_surveyor(
    *, project_id: UUID, organisation: str, measurements: tuple[str, ...], actor: Actor, grants: Grants, now: datetime,
    version: int | None = None, key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will let the builder name an institution, by its organisation's code, that measures.

    Raises NotFound("organisation.unknown"), and as `_act`.
    """
    access.authorise(store.load(project_id).project, actor, grants)
    named = organisation_coded(organisation)
    command = NameSurveyor(organisation=str(named.id), measurements=measurements)
    return _carried_out(project_id, command, _Sent(actor, now, version, key))


def project_record_result(
    *, project_id: UUID, result_id: UUID, measurement: str, digest: str, actor: Actor, grants: Grants, now: datetime,
    organisation: str | None = None, version: int | None = None, key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will take a result in, once, and hand the papers that it stands for to every case that waits for them.

    One transaction over the project and its cases, locked in order of kind and id. It is handed in for the actor's own
    institution that was named, or for the one (its id) that `organisation` says. Raises NotFound for whoever may not
    measure for this project, Refused and Invalid as the domain finds.
    """
    organisation = access.measures(store.load(project_id).project, measurement, organisation, grants)
    with transaction.atomic():
        open_cases = _running(store.load(project_id).project)
        _lock(project_id, open_cases)
        loaded = store.load(project_id)
        if _running(loaded.project) != open_cases:
            raise _stale(version, loaded.seq)
        result = Result(str(result_id), measurement, organisation, digest, now)
        digests = results.reported(loaded.project, [result])
        waiting = results.waiting(open_cases, digests)
        command = RecordResult(
            id=result.id, measurement=measurement, organisation=organisation, digest=digest,
            cases=tuple(sorted(map(str, waiting))),
        )  # fmt: skip
        done = _carried_out(project_id, command, _Sent(actor, now, version, key))
        results.hand_over(waiting, digests, actor=actor, now=now)
    return done


def _running(project: Project) -> list[UUID]:
    return [UUID(one.case) for one in project.cases if one.ended_at is None]


def _lock(project_id: UUID, case_ids: Sequence[UUID] = ()) -> Head:
    try:
        return ledger.lock([project_id, *case_ids])[project_id]
    except NotFound:
        raise store.unknown() from None


def _stale(version: int | None, newest: int) -> Conflict:
    remedy = "load the project again and look at what changed"
    return Conflict("project.stale", version=version or newest, newest=newest, remedy=remedy)


def project_close(
    *, project_id: UUID, actor: Actor, grants: Grants, now: datetime, version: int | None = None, key: Key | None = None
) -> Outcome:
    """This will close a project of which nothing runs any more."""
    access.authorise(store.load(project_id).project, actor, grants)
    return _carried_out(project_id, Close(), _Sent(actor, now, version, key))


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


@transaction.atomic
def _carried_out(project_id: UUID, command: Command, sent: _Sent) -> Outcome:
    """Raises NotFound, Conflict("project.stale") when the project changed since it was seen, Refused and Invalid as the
    domain finds, `InFlight` when the same idempotency key is being answered."""
    head = _lock(project_id)
    loaded = store.load(project_id)
    if sent.version is not None and sent.version != loaded.seq:
        raise _stale(sent.version, loaded.seq)
    project, head = _settled(loaded.project, head, sent.now)
    events = decide(project, command, settling.context_of(project, sent.now))
    for event in events:
        project = evolve(project, event)
    head, recorded = _append(head, events, project, sent)
    store.save(project, seq=head.seq)
    return _outcome(project, head, recorded)


def _outcome(project: Project, head: Head, recorded: list[Recorded]) -> Outcome:
    return Outcome(project, head.seq, receipt(recorded[-1]))


def _settled(project: Project, head: Head, now: datetime) -> tuple[Project, Head]:
    project, events = settling.happened(project, now)
    if events:
        head, _ = _append(head, events, project, _Sent(CLOCK, now))
    return project, head


def _append(
    head: Head, events: Sequence[ProjectEvent], project: Project, sent: _Sent, *, subject: UUID | None = None
) -> tuple[Head, list[Recorded]]:
    entries = CODEC.entries_of(events, subject)
    answer = sent.key.answer(head.seq + len(entries), project=project.id, code=project.code) if sent.key else None
    return ledger.append(head, entries, actor=sent.actor, now=sent.now, due=next_due(project), answer=answer)
