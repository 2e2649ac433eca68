"""What the apps above tell the ledger when they start: their machines, their readers of the feed, their upgrades.

The ledger lies below the apps and yet must settle their deadlines, fold their events and compare their rows. So each
app registers in `ready()`, and a name that is taken is refused: two apps with one name would be a silent loss.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from yici.domain.error import Conflict
from yici.ledger.values import Line, Stored

Snapshot = dict[str, Any]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
Inspection = Callable[[], Iterable[str]]
Handler = Callable[[list[Stored]], object]


Agreeing = Callable[[Mapping[UUID, Sequence[Line]]], Mapping[UUID, datetime | None]]
"""Names those of some streams whose rows say to the letter what their events lead to, each with its deadline."""


class Settle(Protocol):
    """A service, in its own transaction, that settles what fell due in one stream before `now`, as of its due time."""

    def __call__(self, *, stream: UUID, now: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Machine:
    """How one kind of stream is folded, stored, rebuilt and settled.

    `fold` makes the snapshot (plain JSON values) of a whole stream, or None where no row shall be; `rows` gives the
    snapshots that the tables hold, many streams in one query; `write` makes the tables say a snapshot (None: nothing).
    `due` gives a snapshot's earliest deadline and `count` the number of rows; with them `verify` also finds a wrong
    timer and a row that no event made. `number` is the fold's own: whoever lets the same events lead to another state
    raises it, so that rows of before are made anew (`folds`).

    `agreeing` spares `verify` the snapshots of all that is as it should be: it must fold every line it is given, and
    say nothing of a stream that it stumbles over. What it does not name is looked at in full.
    """

    kind: str
    fold: Callable[[list[Stored]], Snapshot | None]
    rows: Callable[[Sequence[UUID]], Mapping[UUID, Snapshot]]
    write: Callable[[UUID, Snapshot | None], object]
    settle: Settle | None = None
    due: Callable[[Snapshot], datetime | None] | None = None
    count: Callable[[], int] | None = None
    number: int = 1
    agreeing: Agreeing | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A durable subscriber: `handler` gets each batch in the transaction that moves the cursor.

    `kinds` limits it to some kinds of event (empty: all). `replay` says whether a new reader begins with the first
    event ever or with the next one.
    """

    name: str
    handler: Handler
    kinds: frozenset[str] = frozenset()
    replay: bool = True


class Register:
    """The machines, readers and upgrades of one process; tests make their own."""

    def __init__(self) -> None:
        self.machines: dict[str, Machine] = {}
        self.readers: dict[str, Reader] = {}
        self.inspections: dict[str, Inspection] = {}
        self.mendings: dict[str, Callable[[], object]] = {}
        self._upgrades: dict[tuple[str, int, bool], Upgrade] = {}

    def machine(
        self,
        kind: str,
        fold: Callable[[list[Stored]], Snapshot | None],
        rows: Callable[[Sequence[UUID]], Mapping[UUID, Snapshot]],
        write: Callable[[UUID, Snapshot | None], object],
        settle: Settle | None = None,
        *,
        due: Callable[[Snapshot], datetime | None] | None = None,
        count: Callable[[], int] | None = None,
        number: int = 1,
        agreeing: Agreeing | None = None,
    ) -> Machine:
        """Register one kind of stream (see `Machine`). Raises `Conflict` when the kind is taken."""
        made = Machine(kind, fold, rows, write, settle, due, count, number, agreeing)
        _add(self.machines, kind, made)
        return made

    def on_event(self, name: str, handler: Handler, *, kinds: Sequence[str] = (), replay: bool = True) -> Reader:
        """Register a durable subscriber (see `Reader`). Raises `Conflict` when the name is taken."""
        made = Reader(name, handler, frozenset(kinds), replay)
        _add(self.readers, name, made)
        return made

    def inspect(self, name: str, inspection: Inspection) -> Inspection:
        """Register what `verify` asks beside the streams: it gives a sentence for each fault. Raises `Conflict`."""
        _add(self.inspections, name, inspection)
        return inspection

    def mend(self, name: str, mending: Callable[[], object]) -> None:
        """Register what `rebuild` makes anew beside the streams, after their rows. Raises `Conflict`."""
        _add(self.mendings, name, mending)

    def upgrade(self, kind: str, from_format: int, *, sealed: bool = False) -> Callable[[Upgrade], Upgrade]:
        """Register, as a decorator, how the body (or sealed part) of an event kind goes from one format to the next."""

        def register(step: Upgrade) -> Upgrade:
            _add(self._upgrades, (kind, from_format, sealed), step)
            return step

        return register

    def is_newest(self, kind: str, form: int) -> bool:
        """Say whether bodies of this format are read as they stand."""
        return (kind, form, False) not in self._upgrades

    def newest(self, kind: str, form: int, body: dict[str, Any], *, sealed: bool = False) -> tuple[int, dict[str, Any]]:
        """Take a body from its stored format to the newest one, step by step."""
        while step := self._upgrades.get((kind, form, sealed)):
            form, body = form + 1, step(body)
        return form, body


def _add(table: dict[Any, Any], name: object, value: object) -> None:
    if name in table:
        raise Conflict("register.taken", name=str(name), remedy="give it another name, or register it only once")
    table[name] = value


REGISTER = Register()
"""The process's own register, filled by the apps in `ready()`."""
machine = REGISTER.machine
on_event = REGISTER.on_event
inspect = REGISTER.inspect
mend = REGISTER.mend
upgrade = REGISTER.upgrade
