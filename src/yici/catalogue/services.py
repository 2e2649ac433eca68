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
    if not reading.sound:
        faults = [fault for fault in reading.faults if fault.severity == "fault"]
        raise Invalid("catalogue.unsound", faults=faults, remedy="mend the faults listed, then publish")
    newest = store.newest()
    before: dict[str, str] = json.loads(newest[1]) if newest else {}
    after = {f"{read.kind}:{read.id}": read.digest for read in reading.files}
    number = newest[0] if newest else 0
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


def calendar_add(*, read: Read, actor: str, now: datetime) -> Published:
    """This will publish one more (or corrected) year of a calendar on top of the newest release.

    Raises Invalid("catalogue.unsound") with the faults of the year's table.
    """
    members = store.members()
    others = [one for one in members if (one.kind, one.id) != (read.kind, read.id)]
    return catalogue_publish(reading=check_reads([*others, read]), actor=actor, now=now)
