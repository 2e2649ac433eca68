"""Firing what fell due. A timer only wakes a stream: its machine settles whatever is due, as of its due time.

Because settling looks at the stream under its lock and not at the timer, firing twice, late or after a crash does no
harm; the lease only keeps workers out of each other's way.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yici.domain.error import YiciError
from yici.ledger.register import REGISTER, Register
from yici.ledger.store import timers
from yici.ledger.store.timers import Ripe

LEASE = timedelta(minutes=2)
BATCH = 100
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
UNMOVED = "ledger.timer_unmoved"
"""The fault of a machine that was woken at its deadline and left the deadline where it was."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fired:
    """How many streams were settled and how many failed and were put off."""

    count: int
    failed: int


def fire_due(*, now: datetime, limit: int = 1000, register: Register = REGISTER) -> Fired:
    """Settle up to `limit` streams whose timers are ripe, each in its own transaction.

    1. Lease a batch of ripe timers. 2. Let each stream's machine settle it; the append moves or clears the timer.
    3. Put off, with growing delay, what failed or stayed where it was; the error's code is kept, never its message.
    Many workers may call it at once; it must not run inside a transaction.
    """
    kinds = [kind for kind, machine in register.machines.items() if machine.settle]
    lease_until = now + LEASE
    fired = failed = 0
    while fired + failed < limit:
        ripe = timers.claim(now=now, kinds=kinds, limit=min(BATCH, limit - fired - failed), lease_until=lease_until)
        if not ripe:
            break
        faults = [_settle(timer, now, register) for timer in ripe]
        late = timers.put_off(
            [timer.stream for timer in ripe],
            [now + delay(timer.attempts) for timer in ripe],
            faults,
            lease_until=lease_until,
        )
        fired, failed = fired + len(ripe) - late, failed + late
    return Fired(fired, failed)


def _settle(timer: Ripe, now: datetime, register: Register) -> str:
    settle = register.machines[timer.kind].settle
    try:
        if settle is not None:
            settle(stream=timer.stream, now=now)
    except Exception as error:  # noqa: BLE001 - one stream's failure must not keep the others from their deadlines
        fault = error.code if isinstance(error, YiciError) else type(error).__name__
        _log.warning("timer of %s %s failed: %s", timer.kind, timer.stream, fault)
        return fault
    return UNMOVED


def delay(attempts: int) -> timedelta:
    """Say how long to wait after a failure that came after `attempts` others."""
    return min(FIRST_DELAY * (1 << min(attempts, 10)), LONGEST_DELAY)


def waiting(kind: str, *, after: UUID | None = None, limit: int = BATCH) -> list[UUID]:
    """List streams that wait for a moment still to come, in order of id: what a pass over all that is open goes by."""
    return timers.waiting(kind, after, limit)


def next_ready(*, register: Register = REGISTER) -> datetime | None:
    """Say when the next timer is ripe, so that a worker knows how long it may sleep."""
    return timers.next_ready([kind for kind, machine in register.machines.items() if machine.settle])
