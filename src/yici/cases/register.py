"""What the ledger must know of cases to settle, verify and rebuild them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yici.cases import codec, documenting, listing, queries, services, standing, store, telling
from yici.cases.codec import CODEC
from yici.cases.paper_kinds import FOLLOWED
from yici.domain.case import fold, next_due
from yici.ledger import keys, register
from yici.ledger.queries import head, history
from yici.ledger.values import Erased, Line, Stored
from yici.licences import asking

LISTED = "listed"
"""Under this name a snapshot also says what lists and look-ups go by: rights are filtered on it, so it must be true."""


def folded(events: list[Stored]) -> dict[str, Any]:
    """This will give the snapshot that a case's events lead to."""
    case = fold(CODEC.event_of(e.kind, e.at, e.body) for e in events)
    return CODEC.snapshot(case) | {LISTED: listing.listing(case, events[-1].seq)}


def agreeing(streams: Mapping[UUID, Sequence[Line]]) -> dict[UUID, datetime | None]:
    """This will name the cases whose rows are to the letter what their events lead to, each with its next end."""
    listed, states = listing.listed(list(streams)), store.texts(list(streams))
    found = {}
    for case_id, lines in streams.items():
        try:
            case = fold(map(CODEC.event_from, lines))
        except Exception:  # noqa: BLE001, S112 - whoever looks at it in full says what its fold stumbles over
            continue
        state, told = (
            (codec.head_text(case), [*map(codec.approval_text, case.approvals)]),
            listing.listing(case, len(lines)),
        )
        if states.get(case_id) == state and listed.get(case_id) == told:
            found[case_id] = told[listing.DUE]
    return found


def rows(streams: Sequence[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """This will give the snapshots that the tables hold."""
    listed, states = listing.listed(streams), store.states(streams)
    return {
        case_id: (CODEC.snapshot(case) if case else {"unreadable": True}) | {LISTED: listed[case_id]}
        for case_id, case in states.items()
    }


def due(snapshot: dict[str, Any]) -> datetime | None:
    """This will give the earliest end of a snapshot that is still ahead or not yet missed."""
    return next_due(CODEC.state_of(snapshot))


def write(stream: UUID, snapshot: dict[str, Any] | None) -> None:
    """This will make the rows say a snapshot; the name that lists show is opened from the first event and sealed."""
    store.forget(stream)
    if snapshot is None:
        return
    case = CODEC.state_of(snapshot)
    events = history(stream, limit=1)
    opened = events[0].open() if events else None
    label = b""
    if opened and not isinstance(opened, Erased):
        label = keys.seal(UUID(case.subject), {"name": str(opened.get("label", ""))})
    end = head(stream)
    store.create(case, seq=end.seq if end else 0, label=label)


FOLD = 3
"""3: what was named for correction stays named, item by item; a renewal by silence takes its defects along; a silent
department owes its opinion beyond delivery, and one that was against it stays so.
2: with an approval that ended go its defects and the papers owed for it; what was asked of other items stays."""
register.machine(
    "case", folded, rows, write, services.case_settle, due=due, count=store.count, number=FOLD, agreeing=agreeing
)
register.inspect("cases.standing", standing.standings_wrong)
register.mend("cases.standing", standing.standings_mend)
asking.REGISTER.fill(asking.Asking(services.case_settle, queries.answers))
"""They ask for renewals, and what falls due in them comes before what falls due in the licence."""
register.on_event("notices", telling.told, kinds=telling.KINDS, replay=False)
register.on_event("documents", documenting.follow, kinds=(*FOLLOWED, *documenting.LICENCE_ENDS), replay=False)
"""What happened before there was this reader is numbered when somebody looks at it."""
