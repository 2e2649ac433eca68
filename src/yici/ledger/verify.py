"""Checking the whole record, and making the rows anew from it.

`verify` needs no trust in the database: chains, columns, heads, keys, checkpoints with their signatures, and the states
that the events fold to against the rows that the apps show. It reads one snapshot, so work may go on meanwhile.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yici.domain.error import Refused
from yici.ledger import checkpoints, folds, keys, stored
from yici.ledger.checking import CheckedStream, Fault, check_stream, differences
from yici.ledger.keyring import keyring
from yici.ledger.quick import sound_lines
from yici.ledger.reading import Read, grouped, pages
from yici.ledger.register import REGISTER, Machine, Register, Snapshot
from yici.ledger.store import appending, scan, subjects, timers
from yici.ledger.values import Line

PAGE = 2000
STREAMS = 200
MOST_FAULTS = 1000

Progress = Callable[[int, int], object]
"""Called after each page with the streams and events done so far."""


@dataclass(slots=True)
class Report:
    """What `verify` or `rebuild` went through. `faults` holds the first thousand, `fault_count` counts all.

    `erased` counts the people whose key was destroyed, `unfolded` the streams of kinds without a machine, `rows` the
    states that the events lead to, and where rows were made anew those.
    """

    streams: int = 0
    events: int = 0
    checkpoints: int = 0
    erased: int = 0
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    unfolded: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)

    @property
    def ok(self) -> bool:
        """Tell whether everything holds."""
        return self.fault_count == 0

    def add(self, fault: Fault) -> None:
        """Take a fault down."""
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)


def verify(progress: Progress | None = None, *, register: Register = REGISTER) -> Report:
    """Check the whole record and report every fault; it changes nothing and can run beside daily work.

    1. Every stream: chain, hashes, columns, head, keys of sealed parts, state and timer as its events lead to.
    2. Rows that no event made. 3. Every checkpoint: signature, order, and its tree against the events.
    """
    report = Report()
    with scan.snapshot():
        for page in pages(PAGE):
            _check_page(page, report, register)
            if progress:
                progress(report.streams, report.events)
        report.erased = subjects.count_destroyed()
        _check_counts(report, register)
        _check_beside(report, register)
        for kind in folds.outdated(register):
            report.add(Fault(None, None, f"the rows of {kind} were made by another version: run yici migrate"))
        _check_checkpoints(report)
    return report


def _check_page(page: list[Read], report: Report, register: Register) -> None:
    report.streams += len(page)
    report.events += sum(len(read.rows) for read in page)
    agreed = _agreed(page, report, register)
    checked = [check_stream(*read) for read in page if read.stream not in agreed]
    for fault in (fault for one in checked for fault in one.faults):
        report.add(fault)
    _check_keys(page, report)
    for kind, group in _by_kind(checked).items():
        machine = register.machines.get(kind)
        if machine is None:
            report.unfolded[kind] += len(group)
        else:
            _check_states(group, machine, register, report)


def _agreed(page: list[Read], report: Report, register: Register) -> set[UUID]:
    """The streams of a page in which all is just as it should be, rows and timers included; nearly all of them."""
    sound: dict[str, dict[UUID, list[Line]]] = {}
    for stream, rows, head in page:
        machine = register.machines.get(head[0]) if head else None
        if machine and machine.agreeing and (lines := sound_lines(rows, head, register)) is not None:
            sound.setdefault(machine.kind, {})[stream] = lines
    agreed: set[UUID] = set()
    for kind, streams in sound.items():
        agreeing = register.machines[kind].agreeing
        found = agreeing(streams) if agreeing else {}
        due = timers.due(list(streams))
        held = {stream for stream, end in found.items() if due.get(stream) == end}
        report.rows[kind] += len(held)
        agreed |= held
    return agreed


def _by_kind(page: list[CheckedStream]) -> dict[str, list[CheckedStream]]:
    kinds: dict[str, list[CheckedStream]] = {}
    for checked in page:
        if checked.kind is not None:
            kinds.setdefault(checked.kind, []).append(checked)
    return kinds


def _check_keys(page: list[Read], report: Report) -> None:
    sealed = [(read.stream, row) for read in page for row in read.rows if row.sealed is not None]
    ids = {row.subject: UUID(row.subject) for _, row in sealed if row.subject is not None}
    states = scan.key_states(list(ids.values())) if ids else {}
    told: set[str | None] = set()
    for stream, row in sealed:
        subject = ids.get(row.subject) if row.subject else None
        wrapped, destroyed_at = states.get(subject, (None, None)) if subject else (None, None)
        if row.subject not in told and destroyed_at is None and not keys.usable(subject, wrapped):
            report.add(Fault(stream, row.seq, "the key of its sealed part is missing or damaged"))
        told.add(row.subject)


def _check_states(group: list[CheckedStream], machine: Machine, register: Register, report: Report) -> None:
    streams = [checked.stream for checked in group]
    rows = machine.rows(streams)
    due = timers.due(streams) if machine.due else {}
    for checked in group:
        if checked.contents is None:
            continue
        try:
            folded = _fold(checked, machine, register)
        except Exception as error:  # noqa: BLE001 - whatever an app's fold stumbles over is a finding, not an end
            report.add(Fault(checked.stream, None, f"its events cannot be folded: {type(error).__name__}"))
            continue
        report.rows[machine.kind] += folded is not None
        for what in differences(folded, rows.get(checked.stream)):
            report.add(Fault(checked.stream, None, what))
        if machine.due and _due(folded, machine) != due.get(checked.stream):
            report.add(Fault(checked.stream, None, "the timer differs from the deadline that its events lead to"))


def _fold(checked: CheckedStream, machine: Machine, register: Register) -> Snapshot | None:
    vault = stored.Vault(checked.rows, register)
    lines = zip(checked.rows, checked.contents or [], strict=True)
    return machine.fold([stored.one(row, checked.stream, content, vault, register) for row, content in lines])


def _check_counts(report: Report, register: Register) -> None:
    for kind, machine in register.machines.items():
        if machine.count and (extra := machine.count() - report.rows[kind]) > 0:
            report.add(Fault(None, None, f"{extra} rows of {kind} come from no event"))


def _check_beside(report: Report, register: Register) -> None:
    for inspection in register.inspections.values():
        for what in inspection():
            report.add(Fault(None, None, what))


def _check_checkpoints(report: Report) -> None:
    try:
        public_keys = keyring().public_keys()
    except Refused as error:
        report.add(Fault(None, None, f"the operator's keys are not here: {error.code}"))
        return
    seen: set[int] = set()
    for number, _, fault in checkpoints.faults(public_keys):
        seen.add(number)
        if fault:
            report.add(Fault(None, None, f"checkpoint {number}: {fault}"))
    report.checkpoints = len(seen)


def rebuild(progress: Progress | None = None, *, register: Register = REGISTER) -> Report:
    """Make rows and timers anew from the events, a few hundred streams per transaction, and report what was not done.

    A stream whose chain is broken, or whose events cannot be folded, is left alone and reported, as is a kind without a
    machine. The heads are locked meanwhile, so work may go on, but stop the workers first: a service that holds several
    streams may have to wait.
    """
    return _rebuild(progress, register, None)


def renew(progress: Progress | None = None, *, register: Register = REGISTER) -> Report | None:
    """Make the rows anew that differ from what their events lead to, of every kind whose fold has another number than
    they were made by; None where there is no such kind.

    Broken off, it begins again: what is made anew already differs no more. It must not run inside a transaction.
    """
    kinds = folds.outdated(register)
    report = _rebuild(progress, register, kinds) if kinds else None
    folds.note(register.machines, register)  # those of which there was none yet
    return report


def _rebuild(progress: Progress | None, register: Register, kinds: Sequence[str] | None) -> Report:
    """All of it, or what differs in streams of some kinds."""
    report, after = Report(), scan.FIRST[0]
    while True:
        with transaction.atomic():
            heads = scan.lock_heads(after, STREAMS, kinds)
            if heads:
                after = max(heads)
                page = [check_stream(*read) for read in grouped(scan.whole(list(heads)), heads)]
                _rebuild_page(page, report, register, differing=kinds is not None)
        if progress:
            progress(report.streams, report.events)
        if len(heads) < STREAMS:
            if missing := scan.headless():
                report.add(Fault(None, None, f"{missing} streams have events and no head: bring the heads back first"))
            folds.note(register.machines if kinds is None else kinds, register)
            for mend in register.mendings.values():
                mend()
            return report


def _rebuild_page(page: list[CheckedStream], report: Report, register: Register, *, differing: bool) -> None:
    report.streams += len(page)
    report.events += sum(len(checked.rows) for checked in page)
    for kind, group in _by_kind(page).items():
        machine = register.machines.get(kind)
        if machine is None:
            report.unfolded[kind] += len(group)
            continue
        for fault in (fault for checked in group for fault in checked.faults):
            report.add(fault)
        snapshots = _folded([checked for checked in group if not checked.faults], machine, register, report)
        _rewrite(_differing(snapshots, machine) if differing else snapshots, machine, report)


def _folded(
    group: list[CheckedStream], machine: Machine, register: Register, report: Report
) -> dict[UUID, Snapshot | None]:  # fmt: skip
    snapshots: dict[UUID, Snapshot | None] = {}
    for checked in group:
        try:
            snapshots[checked.stream] = _fold(checked, machine, register)
        except Exception as error:  # noqa: BLE001 - what nobody can read must not keep the others as they were
            report.add(Fault(checked.stream, None, f"its events cannot be folded: {type(error).__name__}"))
    return snapshots


def _differing(snapshots: dict[UUID, Snapshot | None], machine: Machine) -> dict[UUID, Snapshot | None]:
    rows = machine.rows(list(snapshots))
    due = timers.due(list(snapshots)) if machine.due else {}
    return {
        stream: snapshot
        for stream, snapshot in snapshots.items()
        if differences(snapshot, rows.get(stream)) or _due(snapshot, machine) != due.get(stream)
    }


def _rewrite(snapshots: dict[UUID, Snapshot | None], machine: Machine, report: Report) -> None:
    for stream, snapshot in snapshots.items():
        machine.write(stream, snapshot)
        report.rows[machine.kind] += snapshot is not None
    if machine.due and snapshots:
        deadlines = [_due(snapshot, machine) for snapshot in snapshots.values()]
        appending.set_due(list(snapshots), [machine.kind] * len(snapshots), deadlines)


def _due(snapshot: Snapshot | None, machine: Machine) -> datetime | None:
    return machine.due(snapshot) if machine.due and snapshot is not None else None
