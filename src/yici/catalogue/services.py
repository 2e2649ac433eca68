"""Publishing definitions: all checked before, stored append-only by digest, in force from the moment of the release,
and found from then on.

The first release, a missing year of a calendar, and the list that a place has made itself the operator publishes alone;
everything else goes by a proposal (see `proposals`).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from yici.catalogue import queries, record, store
from yici.catalogue.assembling import assemble
from yici.catalogue.entries import entries_of, listed_entries
from yici.catalogue.list_queries import all_listed
from yici.catalogue.read import Read
from yici.catalogue.reading import Reading, check_reads
from yici.domain.catalogue import Catalogue
from yici.domain.error import Invalid, Refused
from yici.domain.event import Actor
from yici.ledger.services import Entry, append, new_head
from yici.search.services import entries_replace

NAMESPACE = UUID("6f1d7a4e-6b5c-5f0e-9d35-2f6d3a0c8e11")
"""Of the ids of streams: a release is named by its number, so its stream is, too."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a release changed against the one before, by "kind:id"."""

    number: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]


def catalogue_publish(*, reading: Reading, actor: str, now: datetime) -> Published:
    """This will publish the first release of an instance, by its operator alone, and say so on the record; nothing
    happens when it equals the newest.

    Raises Invalid("catalogue.unsound") with all faults, Refused("catalogue.four_eyes") when there is a release already,
    Conflict when somebody published at the same time.
    """
    check_sound(reading)
    newest = store.newest()
    if newest is not None and store.digest_of(store.members_text(reading.files)) == newest[1]:
        catalogue_index(catalogue=reading.catalogue)
        queries.refresh()
        return Published(newest[0], (), (), ())
    if store.has_definitions():
        raise Refused(
            "catalogue.four_eyes",
            remedy="propose it with yici publish PATH --by ACCOUNT; another account releases it with yici release N",
        )
    done = release_add(reading.files, newest, way="bootstrap", actor=_operator(actor), now=now)
    queries.refresh()
    return done


def calendar_add(*, read: Read, actor: str, now: datetime) -> Published:
    """This will publish one missing year of a calendar on top of the newest release, by the operator alone; nothing
    happens when it is there already as it is.

    Raises Invalid("catalogue.unsound") with the faults of the year's table, Refused("calendar.loaded_already") for a
    year that says something else, Conflict when somebody published meanwhile.
    """
    newest = store.newest()
    held = _held(read, newest)
    if held not in (None, read.digest):
        raise Refused(
            "calendar.loaded_already", id=read.id, remedy="propose the correction: yici load-calendar FILE --by ACCOUNT"
        )
    return _add(read, newest, held, way="calendar", actor=actor, now=now)


def list_add(*, read: Read, actor: str, now: datetime) -> Published:
    """This will publish a place's list, or a newer version of it, on top of the newest release.

    It says what the place has published itself and changes no plan, so the operator loads it alone.

    Raises Invalid("catalogue.unsound") with the faults of the list, Conflict when somebody published meanwhile.
    """
    newest = store.newest()
    return _add(read, newest, _held(read, newest), way="list", actor=actor, now=now)


def _held(read: Read, newest: tuple[int, str] | None) -> str | None:
    return store.members(newest and newest[1]).get(f"{read.kind}:{read.id}")


def _add(
    read: Read, newest: tuple[int, str] | None, held: str | None, *, way: str, actor: str, now: datetime
) -> Published:
    reading = read_over(read, newest)
    check_sound(reading)
    if held == read.digest and newest is not None:
        return Published(newest[0], (), (), ())
    done = release_add(reading.files, newest, way=way, actor=_operator(actor), now=now)
    queries.refresh()
    return done


def read_over(read: Read, newest: tuple[int, str] | None) -> Reading:
    """This will read one definition together with everything else that the newest release holds."""
    members = store.reads(store.members(newest[1]).values()) if newest else []
    return check_reads([*(one for one in members if (one.kind, one.id) != (read.kind, read.id)), read])


def check_sound(reading: Reading) -> None:
    """This will pass when nothing but warnings was found. Raises Invalid("catalogue.unsound") with every fault."""
    if not reading.sound:
        faults = [fault for fault in reading.faults if fault.severity == "fault"]
        raise Invalid("catalogue.unsound", faults=faults, remedy="mend the faults listed, then publish")


def release_add(
    files: list[Read], newest: tuple[int, str] | None, *, way: str, actor: Actor, now: datetime,
    author: str | None = None, proposal: int | None = None,
) -> Published:  # fmt: skip
    """This will store a release and record it, in one transaction (or in the caller's), after which to `refresh`.

    The number that follows the release looked at is taken once: so nobody takes back what they have not seen.
    """
    number = (newest[0] if newest else 0) + 1
    stream = stream_of(record.RELEASE, number)
    with transaction.atomic():
        before = store.members(newest and newest[1])
        digest = store.keep(files, now=now)
        store.add_release(
            number=number, stream=stream, digest=digest, way=way, actor=actor.id, now=now, author=author,
            proposal=proposal,
        )  # fmt: skip
        body = {"number": number, "digest": digest, "way": way, "author": author, "proposal": proposal}
        append(new_head(stream, record.RELEASE), [Entry(record.PUBLISHED, now, body)], actor=actor, now=now, due=None)
        catalogue_index(catalogue=assemble(files)[0])
    return _published(number, before, store.members(digest))


def stream_of(kind: str, number: int) -> UUID:
    """This will name the stream of a release or of a proposal by its number."""
    return uuid5(NAMESPACE, f"{kind} {number}")


def _operator(name: str) -> Actor:
    return Actor(kind="staff", id=name, role="operator", channel="cli")


def _published(number: int, before: dict[str, str], after: dict[str, str]) -> Published:
    return Published(
        number,
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(name for name in after.keys() & before.keys() if after[name] != before[name])),
        tuple(sorted(before.keys() - after.keys())),
    )


def catalogue_index(*, catalogue: Catalogue | None = None) -> int:
    """This will index the matters, items and lists of a catalogue (the one that holds), and count what changed."""
    held = queries.refresh() if catalogue is None else catalogue
    lists = [entry for head in held.lists.values() for entry in listed_entries(head, all_listed(head))]
    return entries_replace(kinds=("bundle", "item", "listed"), entries=[*entries_of(held), *lists])
