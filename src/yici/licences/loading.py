"""Loading the licences that loaded cases gave: the same events and rows as the services make."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yici.domain.event import Actor
from yici.domain.licence import Issue, Licence, LicenceCommand, LicenceEvent, decide, evolve, next_due, settle
from yici.ledger.loading import Loading
from yici.ledger.services import new_head
from yici.ledger.values import Head, Subject
from yici.licences import services, store
from yici.licences.access import CLOCK
from yici.licences.codec import CODEC
from yici.licences.queries import context_of


class LicenceLoading:
    """Collects licences beside the cases that gave them, on the same `Loading`."""

    def __init__(self, ledger: Loading) -> None:
        self._ledger = ledger
        self._held: dict[UUID, tuple[Licence, Head]] = {}
        self._of_case: dict[str, list[UUID]] = {}

    def issue(self, commands: Sequence[Issue], *, at: datetime, actor: Actor, now: datetime) -> None:
        """This will make the licences of a grant, as of its moment."""
        for command in commands:
            [event] = decide(None, command, context_of(command.place, at))
            licence = evolve(None, event)
            self._append(licence, new_head(UUID(licence.id), services.KIND), [event], None, actor, now)
            self._of_case.setdefault(licence.case, []).append(UUID(licence.id))

    def of_approval(self, case: str, item: str, *, now: datetime) -> list[Licence]:
        """This will give the licences that an approval gave, settled up to `now`."""
        names = [name for name in self._of_case.get(case, ()) if self._held[name][0].item == item]
        for name in names:
            self.settle(name, now=now)
        return [self._held[name][0] for name in names]

    def ends(self, case: str) -> list[tuple[UUID, datetime]]:
        """This will say when which licences of a case must be looked at again."""
        held = [(name, next_due(self._held[name][0])) for name in self._of_case.get(case, ())]
        return [(name, due) for name, due in held if due is not None]

    def record(
        self, licence_id: UUID, command: LicenceCommand, *, subject: Subject, actor: Actor, now: datetime
    ) -> None:  # fmt: skip
        """This will carry a command out on a licence that is settled up to `now`."""
        licence, head = self._held[licence_id]
        events = decide(licence, command, context_of(licence.place, now))
        self._append(_folded(licence, events), head, events, subject, actor, now)

    def settle(self, licence_id: UUID, *, now: datetime) -> None:
        """This will record what fell due in a licence up to `now`."""
        licence, head = self._held[licence_id]
        events = settle(licence, context_of(licence.place, now))
        if events:
            self._append(_folded(licence, events), head, events, None, CLOCK, now)

    def _append(
        self, licence: Licence, head: Head, events: Sequence[LicenceEvent], subject: Subject | None, actor: Actor,
        now: datetime,
    ) -> None:  # fmt: skip
        entries = CODEC.entries_of(events, subject or UUID(licence.subject))
        head, _ = self._ledger.append(head, entries, actor=actor, now=now, due=next_due(licence))
        self._held[UUID(licence.id)] = (licence, head)

    def write(self) -> None:
        """This will write the rows, in the transaction that is open, and forget them."""
        if self._held:
            store.create([(licence, head.seq) for licence, head in self._held.values()])
        self._held, self._of_case = {}, {}


def _folded(licence: Licence, events: Sequence[LicenceEvent]) -> Licence:
    for event in events:
        licence = evolve(licence, event)
    return licence
