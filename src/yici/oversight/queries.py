"""Reading trials: one's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, cast
from uuid import UUID

from pydantic import TypeAdapter

from yici.cases.queries import standing_for
from yici.domain.authority import Grants
from yici.domain.error import Forbidden, NotFound
from yici.domain.event import Actor
from yici.oversight.models import Trial as Row
from yici.oversight.whatif import Asked, WhatIf

RIGHT: Final = "whatif.run"
PAGE: Final = 20
State = Literal["waiting", "running", "done", "failed"]
ASKED: Final = TypeAdapter(Asked)
RESULT: Final = TypeAdapter(WhatIf)


@dataclass(frozen=True, slots=True)
class Trial:
    """One what-if: what was asked, when, how many of how many cases have been looked at, and what came of it.
    `result` is there once it is done, `fault` the code of what stopped it."""

    id: UUID
    asked_at: datetime
    asked: Asked
    state: State
    looked_at: int
    total: int
    ended_at: datetime | None
    fault: str
    result: WhatIf | None


def trial(*, trial_id: UUID, actor: Actor, grants: Grants) -> Trial:
    """This will give a trial to whoever asked for it, with the cases among the worst that they may see now.

    Raises Forbidden without the right to run any, NotFound for one of somebody else.
    """
    check_right(grants)
    row = Row.objects.filter(id=trial_id, asked_by=UUID(actor.id)).first()
    if row is None:
        raise NotFound("whatif.unknown", remedy="look at the list of your own")
    return _trial(row, with_result=True)


def seen_among(found: WhatIf, *, actor: Actor, grants: Grants) -> frozenset[UUID]:
    """This will give, of the cases that get worse, those that the actor may open now."""
    return frozenset(standing_for([line.id for line in found.worst], actor=actor, grants=grants))


def trials(*, actor: Actor, grants: Grants, before: UUID | None = None, limit: int = PAGE) -> list[Trial]:
    """This will list what somebody asked for, newest first, without results; `before` is the last id of the page
    before. Raises Forbidden without the right to run any."""
    check_right(grants)
    rows = Row.objects.filter(asked_by=UUID(actor.id)).defer("result", "request_hash")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_trial(row) for row in rows.order_by("-id")[:limit]]


def check_right(grants: Grants) -> None:
    """This will pass for whoever may test rules somewhere. Raises Forbidden."""
    if RIGHT not in grants.actions():
        raise Forbidden("authority.missing", action=RIGHT, remedy="ask the operator for a role that allows this")


def places_of(grants: Grants) -> list[str]:
    """This will list the places on whose cases somebody may test rules: none where the right is for one item only."""
    return sorted({line.place for line in grants.scope(RIGHT).lines if line.item is None})


def to_run(now: datetime) -> bool:
    """This will say whether a trial waits, or was left by a process that died."""
    waiting = Row.objects.filter(state__in=("waiting", "running"))
    return waiting.exclude(state="running", leased_until__gt=now).exists()


def _trial(row: Row, *, with_result: bool = False) -> Trial:
    result: Any = row.result if with_result else None
    return Trial(
        row.id, row.asked_at, ASKED.validate_python(row.asked), cast(State, row.state), row.looked_at, row.total,
        row.ended_at, row.fault, RESULT.validate_python(result) if result is not None else None,
    )  # fmt: skip
