"""Loading whole cases at once, by COPY: the same decisions, events, hashes and rows as the services make, step by step.

For realistic history and for taking over old cases. A case can be loaded only from its submission on, and nobody sees
anything of it before `write`. Whether the actor may do it is not asked: whoever loads vouches for that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yici.cases import context, copying, licensing, store
from yici.cases.access import CLOCK, check_fits
from yici.cases.codec import CODEC
from yici.cases.services import Application
from yici.domain.case import Case, CaseEvent, Command, Context, Received, decide, evolve, next_due, settle
from yici.domain.case import events as e
from yici.domain.clock import legal_day
from yici.domain.error import Refused
from yici.domain.event import Actor
from yici.intake.loading import PlanLoading
from yici.ledger import keys
from yici.ledger.loading import Loading
from yici.ledger.services import new_head
from yici.ledger.values import Head, Subject
from yici.licences.loading import LicenceLoading


@dataclass(slots=True)
class _Held:
    """A case on its way: its state, the end of its stream, what is around it, whom it is about, its sealed name."""

    case: Case
    head: Head
    ctx: Context
    subject: Subject
    label: bytes
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    cases: int
    events: int


def serials_take(*, day: date, count: int) -> int:
    """This will take `count` serials of a day, for good, and give the last of them.

    In a transaction of its own: the counter of a day is shared with whoever hands in on that day.
    """
    with transaction.atomic(durable=True):
        return store.next_serial(day, count)


class CaseLoading:
    """Collects new cases with their whole course until `write` puts them into the tables in one transaction.

    `submit`, `act` and `settle` do as the services of the same names and raise what they raise. What is collected is
    held in memory: write every few hundred cases.
    """

    def __init__(self) -> None:
        self._ledger, self._plans = Loading(), PlanLoading()
        self._licences = LicenceLoading(self._ledger)
        self._held: dict[UUID, _Held] = {}

    def subjects(self, identities: Iterable[str]) -> dict[str, Subject]:
        """This will find who of these is known already, in one statement."""
        return keys.find_subjects(identities)

    def subject(self, subject_id: UUID, *, identity: str | None, now: datetime) -> Subject:
        """This will make a new data subject."""
        return self._ledger.subject(subject_id, now=now, identity=identity)

    def submit(
        self, *, case_id: UUID, subject: Subject, application: Application, last: int, actor: Actor, now: datetime,
        received: Received | None = None,
    ) -> Case:  # fmt: skip
        """This will hand an application in; `last` is the last of the serials that were taken for it.

        Raises Refused("ledger.not_loading") for one that renews a licence: that is on the record already.
        """
        plan = application.plan
        if application.renews:
            raise Refused("ledger.not_loading", stream=str(case_id), remedy="hand a renewal in by the service")
        digest = self._plans.freeze(plan, now=now)
        command = application.command(
            case_id, subject=subject.id, digest=digest, last=last, day=legal_day(now), received=received
        )  # fmt: skip
        ctx = context.of_plan(plan, actor=actor, now=now)
        [event] = decide(None, command, ctx)
        label = keys.seal(subject, {"name": application.label})
        held = _Held(evolve(None, event), new_head(case_id, "case"), ctx, subject, label)
        self._append(held, [event], actor, now)
        self._held[case_id] = held
        return held.case

    def act(self, *, case_id: UUID, command: Command, actor: Actor, now: datetime) -> Case:
        """This will carry a command out on a case that is first settled up to `now`; refused, nothing is collected."""
        held = self._held[case_id]
        check_fits(held.case, command)
        fallen = _fallen(held, now)
        settled = _folded(held.case, fallen)
        events = decide(settled, command, replace(held.ctx, actor=actor, now=now))
        held.case = settled
        self._append(held, fallen, CLOCK, now)
        held.case = _folded(settled, events)
        self._append(held, events, actor, now)
        return held.case

    def settle(self, *, case_id: UUID, now: datetime) -> Case:
        """This will record everything that fell due in a case up to `now`, as of its due time."""
        held = self._held[case_id]
        events = _fallen(held, now)
        held.case = _folded(held.case, events)
        self._append(held, events, CLOCK, now)
        return held.case

    def _append(self, held: _Held, events: Sequence[CaseEvent], actor: Actor, now: datetime) -> None:
        if events:
            entries = CODEC.entries_of(events, held.subject)
            held.due = next_due(held.case)
            held.head, _ = self._ledger.append(held.head, entries, actor=actor, now=now, due=held.due)
            self._follow(held, events, actor, now)

    def _follow(self, held: _Held, events: Sequence[CaseEvent], actor: Actor, now: datetime) -> None:
        """What a case does to the licences that it gave, as `licensing.follow` has it; it renews none."""
        case, ctx = held.case, replace(held.ctx, actor=actor, now=now)
        for event in events:
            if isinstance(event, e.ApprovalGranted):
                issued = [licensing.issue(case, event, kind, ctx) for kind in event.licences]
                self._licences.issue(issued, at=event.at, actor=actor, now=now)
            elif isinstance(event, e.ApprovalRevoked):
                self._revoke(held, event, actor, now)

    def _revoke(self, held: _Held, event: e.ApprovalRevoked, actor: Actor, now: datetime) -> None:
        for licence in self._licences.of_approval(held.case.id, event.item, now=now):
            if licence.holds and licence.rests_on(held.case.id, event.item):
                command, name = licensing.broken(event), UUID(licence.id)
                self._licences.record(name, command, subject=held.subject, actor=actor, now=now)

    def due(self, case_id: UUID) -> datetime | None:
        """This will say when a case must be looked at again, as its timer will have it."""
        return self._held[case_id].due

    def licence_ends(self, case_id: UUID) -> list[tuple[UUID, datetime]]:
        """This will say which licences that a case gave are to be settled when."""
        return self._licences.ends(str(case_id))

    def settle_licence(self, *, licence_id: UUID, now: datetime) -> None:
        """This will record what fell due in a licence up to `now`."""
        self._licences.settle(licence_id, now=now)

    def write(self) -> Written:
        """This will write everything collected in one transaction, forget it, and say how much it was."""
        cases = [(held.case, held.head.seq, held.label) for held in self._held.values()]
        with transaction.atomic():
            self._plans.write()
            events = self._ledger.write()
            copying.copy(cases)
            self._licences.write()
        self._held = {}
        return Written(len(cases), events)


def _fallen(held: _Held, now: datetime) -> list[CaseEvent]:
    """What fell due up to `now`. The calendar is the one that the case began with, so nothing falls due but by time."""
    if held.due is None or held.due > now:
        return []
    return settle(held.case, replace(held.ctx, actor=CLOCK, now=now))


def _folded(case: Case, events: Iterable[CaseEvent]) -> Case:
    for event in events:
        case = evolve(case, event)
    return case
