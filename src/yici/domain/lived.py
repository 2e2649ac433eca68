"""What the record of a case says of how long each took, for the model of what-if."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.case import renewal_events as r
from yici.domain.clock import ending_day, legal_day
from yici.domain.stops import LAWFUL
from yici.domain.workdays import Calendar

Lack = Literal["unfinished", "ended_otherwise", "new_item", "other_procedure", "calendar"]
"""Why a case cannot be compared: it is not decided; it was withdrawn, not accepted, lapsed or renewed because nobody
decided; the other rule asks for an item that nobody handled, or for the other variant of one (commitment or not); a
year is not loaded."""
OTHERWISE = (e.ApprovalWithdrawn, e.ApprovalNotAccepted, e.ApprovalLapsed, r.ApprovalDeemedGranted)


class Lacking(ValueError):
    """The record does not say what the model needs; `why` is a `Lack`."""

    def __init__(self, why: Lack) -> None:
        self.why: Lack = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Longer:
    """What made the limits of an item longer, so many working days after its examination began: a lawful `stop` or an
    `extension` both of them, a `pause` by the place's own rule the promised one."""

    after: int
    days: int
    why: Literal["stop", "pause", "extension"] = "stop"


@dataclass(frozen=True, slots=True)
class Lived:
    """How long each took, in working days: `intake` from submission to papers in order (corrections included), `work`
    from the beginning of the examination to the decision; `longer` is what moved its limits, by item.

    `received` is when the last papers of an item came, in working days after submission, and `silent` names those
    that silence accepted as of then (Licensing Law Art. 32(4))."""

    submitted: date
    intake: Mapping[str, int]
    work: Mapping[str, int]
    longer: Mapping[str, tuple[Longer, ...]]
    ended: date
    received: Mapping[str, int] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Told:
    """What a history says of one item."""

    in_order: date | None = None
    begun: date | None = None
    decided: date | None = None
    since: date | None = None
    received: date | None = None
    silent: bool = False
    lawful: bool = True
    stops: list[tuple[date, date, bool]] = field(default_factory=list)
    extended: list[tuple[date, int]] = field(default_factory=list)


def lived(history: Iterable[e.CaseEvent], calendar: Calendar) -> Lived:
    """This will read from a history how long each took. Raises `Lacking`."""
    told: dict[str, _Told] = {}
    submitted: date | None = None
    for event in history:
        if isinstance(event, e.Submitted):
            submitted = legal_day(event.at)
            told = {approval.item: _Told() for approval in event.approvals}
        elif isinstance(event, OTHERWISE):
            raise Lacking("ended_otherwise")
        elif isinstance(event, e.CorrectionSupplied):
            for item in event.deadlines:
                told[item].received = legal_day(event.at)
        elif (one := told.get(getattr(event, "item", None) or "")) is not None:
            _read(one, event)
    decided = [one.decided for one in told.values() if one.decided]
    if submitted is None or len(decided) < len(told) or not told:
        raise Lacking("unfinished")
    return _counted(submitted, told, max(decided), calendar)


def _read(one: _Told, event: e.CaseEvent) -> None:
    day = legal_day(event.at)
    if isinstance(event, e.ApprovalAccepted | e.ApprovalCleared):
        # Silence accepts as of receipt, but the department began when the window had passed: at 24:00 of its last day.
        one.in_order = one.in_order or ending_day(event.at)
        one.silent = event.by_silence
        if isinstance(event, e.ApprovalAccepted):
            one.begun = one.begun or one.in_order
    elif isinstance(event, e.ApprovalStarted):
        one.in_order, one.begun = one.in_order or day, day
    elif isinstance(event, e.ApprovalGranted | e.ApprovalRefused | b.ApprovalPrepared):
        # What was prepared is examined: waiting for the others is nobody's work.
        one.decided = one.decided or day
    else:
        _lengthened(one, event, day)


def _lengthened(one: _Told, event: e.CaseEvent, day: date) -> None:
    if isinstance(event, ce.ApprovalSuspended):
        one.since, one.lawful = day, event.cause in LAWFUL
    elif isinstance(event, ce.ApprovalResumed) and one.since is not None:
        # What the clock lets run on was stopped until 24:00 of its last day.
        one.stops.append((one.since, ending_day(event.at), one.lawful))
        one.since = None
    elif isinstance(event, ce.ApprovalExtended) and event.extended.limit.unit == "working_day":
        one.extended.append((day, event.extended.limit.amount))


def _counted(submitted: date, told: Mapping[str, _Told], ended: date, calendar: Calendar) -> Lived:
    def between(start: date | None, end: date | None) -> int:
        days = calendar.count(start, end) if start and end else 0
        if days is None:
            raise Lacking("calendar")
        return max(days, 0)

    def longer(one: _Told) -> tuple[Longer, ...]:
        begun = one.begun or one.in_order
        found = [
            Longer(between(begun, since), between(since, until), "stop" if lawful else "pause")
            for since, until, lawful in one.stops
        ]
        found += [Longer(between(begun, day), days, "extension") for day, days in one.extended]
        return tuple(sorted(found, key=lambda made: made.after))

    return Lived(
        submitted=submitted,
        intake={item: between(submitted, one.in_order) for item, one in told.items()},
        work={item: between(one.begun or one.in_order, one.decided) for item, one in told.items()},
        longer={item: longer(one) for item, one in told.items()},
        ended=ended,
        received={item: between(submitted, one.received) for item, one in told.items()},
        silent=frozenset(item for item, one in told.items() if one.silent),
    )
