"""Publishing definitions: all checked before, stored append-only by digest, in force from the moment of the release."""

import json
from dataclasses import dataclass
from datetime import datetime

from yici.catalogue import queries, store
from yici.catalogue.reading import Read, Reading, check_reads
from yici.domain.error import Invalid


@dataclass(frozen=True, slots=True)
class Published:
    """What a release changed against the one before, by "kind:id"."""

    number: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]


def catalogue_publish(*, reading: Reading, actor: str, now: datetime) -> Published:
    """This will publish a whole catalogue as one release; nothing happens when it equals the newest.

    Raises Invalid("catalogue.unsound") with all faults, Conflict when somebody published at the same time.
    """
    return _publish(reading, store.newest(), actor=actor, now=now)


def calendar_add(*, read: Read, actor: str, now: datetime) -> Published:
    """This will publish one more (or corrected) year of a calendar on top of the newest release.

    Raises Invalid("catalogue.unsound") with the faults of the year's table, Conflict when somebody published meanwhile.
    """
    return _add(read, actor=actor, now=now)


def list_add(*, read: Read, actor: str, now: datetime) -> Published:
    """This will publish a place's list, or a newer version of it, on top of the newest release.

    Raises Invalid("catalogue.unsound") with the faults of the list, Conflict when somebody published meanwhile.
    """
    return _add(read, actor=actor, now=now)


def _add(read: Read, *, actor: str, now: datetime) -> Published:
    newest = store.newest()
    members = store.members(newest)
    others = [one for one in members if (one.kind, one.id) != (read.kind, read.id)]
    return _publish(check_reads([*others, read]), newest, actor=actor, now=now)


def _publish(reading: Reading, newest: tuple[int, str] | None, *, actor: str, now: datetime) -> Published:
    """The number that follows the release looked at is taken once: so nobody takes back what they have not seen."""
    if not reading.sound:
        faults = [fault for fault in reading.faults if fault.severity == "fault"]
        raise Invalid("catalogue.unsound", faults=faults, remedy="mend the faults listed, then publish")
    number, members = newest or (0, "{}")
    before: dict[str, str] = json.loads(members)
    after = {f"{read.kind}:{read.id}": read.digest for read in reading.files}
    if before != after:
        number += 1
        store.add(reading.files, number=number, actor=actor, now=now)
    queries.refresh()
    return Published(
        number,
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(name for name in after.keys() & before.keys() if after[name] != before[name])),
        tuple(sorted(before.keys() - after.keys())),
    )
