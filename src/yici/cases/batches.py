"""Many approvals at once: what may be done with each is told beforehand, then each is done in a transaction of its own.

A batch of few is done while its asker waits; a larger one by the worker, with progress. A batch that a process left
half done is gone on with: a line and what it did are recorded together, so nothing is done twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from yici.cases import queries
from yici.cases.models import Batch, BatchLine
from yici.cases.own import own_among
from yici.cases.queries import View
from yici.domain.authority import Grants
from yici.domain.case.allowed import allowed
from yici.domain.case.allowing import Desk, Offer
from yici.domain.case.together import DEEDS, NOT_NOW, Deed, hinders
from yici.domain.clock import legal_day
from yici.domain.error import Conflict, Invalid, NotFound
from yici.domain.event import Actor

MOST: Final = 200
AT_ONCE: Final = 20
"""So many are done while somebody waits for the answer."""
KEPT: Final = timedelta(days=90)
UNKNOWN, OWN, STOPPED = "case.unknown", "authority.own_matter", "stopped"
WAITING, RUNNING, DONE, REFUSED = "waiting", "running", "done", "refused"

Chosen = tuple[UUID, str]
"""One approval: its case and its item."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a deed needs beside the approvals: the day and the people of a visit."""

    on: date | None = None
    officers: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """This will give the plain values to be kept."""
        return {"on": self.on.isoformat() if self.on else None, "officers": list(self.officers)}


def told_from(data: dict[str, Any]) -> Told:
    """This will read them back."""
    on = data.get("on")
    return Told(date.fromisoformat(on) if on else None, tuple(data.get("officers", ())))


@dataclass(frozen=True, slots=True)
class Preview:
    """One chosen approval: the case as it stands, None where it may not be seen; `code` why it may not be done, empty
    when it may; `params` of the refusal."""

    case: UUID
    item: str
    view: View | None
    code: str

    @property
    def may(self) -> bool:
        """Whether it would be done."""
        return not self.code


def preview(
    *, deed: Deed, chosen: Sequence[Chosen], actor: Actor, grants: Grants, now: datetime
) -> list[Preview]:  # fmt: skip
    """This will say for each chosen approval whether a deed may be done with it now, and why not.

    Raises Invalid("bulk.none") where nothing is chosen, ("bulk.too_many") beyond 200, ("bulk.unknown") for another
    deed.
    """
    _check(deed, chosen)
    views = queries.case_views(sorted({case for case, _ in chosen}), actor=actor, grants=grants, now=now)
    own = own_among([view.case for view in views.values()], actor.id, grants)
    offers: dict[UUID, tuple[Desk, tuple[Offer, ...]]] = {}
    return [
        Preview(*one, views[one[0]], OWN)
        if str(one[0]) in own
        else _previewed(deed, one, views.get(one[0]), offers, actor, grants, now)
        for one in dict.fromkeys(chosen)
    ]


def _check(deed: str, chosen: Sequence[Chosen]) -> None:
    if deed not in DEEDS:
        raise Invalid("bulk.unknown", deed=deed[:40], deeds=list(DEEDS), remedy=f"name one of {', '.join(DEEDS)}")
    if not chosen:
        raise Invalid("bulk.none", remedy="choose at least one approval")
    if len(chosen) > MOST:
        raise Invalid("bulk.too_many", chosen=len(chosen), most=MOST, remedy="choose fewer, and do the rest after")


def _previewed(
    deed: Deed, chosen: Chosen, view: View | None, known: dict[UUID, tuple[Desk, tuple[Offer, ...]]], actor: Actor,
    grants: Grants, now: datetime,
) -> Preview:  # fmt: skip
    case_id, item = chosen
    if view is None:
        return Preview(case_id, item, None, UNKNOWN)
    if case_id not in known:
        desk = Desk(view.case, view.plan, grants, legal_day(now), actor.id)
        known[case_id] = desk, allowed(view.case, view.plan, grants, now, actor.id)
    desk, offers = known[case_id]
    there = any(a.item == item for a in view.case.approvals)
    return Preview(case_id, item, view, hinders(desk, offers, deed, item) if there else NOT_NOW)


def batch_ask(
    *, batch_id: UUID, deed: Deed, told: Told, chosen: Sequence[tuple[UUID, str, int]], by: UUID, now: datetime,
    request_hash: str = "",
) -> None:  # fmt: skip
    """This will note what is to be done with which approvals, each at the version of its case that was seen (-1: any).

    Asked again under the same id, nothing more is noted. Raises what `preview` raises, and
    Conflict("idempotency.key_reused") where the id came with something else, or from somebody else.
    """
    _check(deed, [(case, item) for case, item, _ in chosen])
    rows = list(dict.fromkeys(chosen))
    with transaction.atomic():
        asked = {**told.as_data(), "hash": request_hash}
        row, fresh = Batch.objects.get_or_create(
            id=batch_id, defaults={"by": by, "deed": deed, "told": asked, "total": len(rows), "asked_at": now}
        )
        if not fresh:
            if row.by != by or row.told.get("hash", "") != request_hash:
                raise Conflict("idempotency.key_reused", remedy="send a new key with a new request")
            return
        BatchLine.objects.bulk_create(
            BatchLine(batch=batch_id, number=number, case=case, item=item, seq=seq)
            for number, (case, item, seq) in enumerate(rows, 1)
        )


def batch_stop(*, batch_id: UUID, by: UUID, now: datetime) -> None:
    """This will keep from being done what was not done yet; what was done stays. Raises NotFound("batch.unknown")."""
    batch_of(batch_id, by)
    with transaction.atomic():
        stopped = Batch.objects.filter(id=batch_id, state__in=(WAITING, RUNNING))
        if stopped.update(state=STOPPED, leased_until=None, ended_at=now):
            BatchLine.objects.filter(batch=batch_id, state=WAITING).update(state=STOPPED)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch: which deed, how far it is; `state` is waiting, running, done or stopped."""

    id: UUID
    deed: str
    state: str
    total: int
    done: int
    asked_at: datetime
    ended_at: datetime | None

    @property
    def going(self) -> bool:
        """Whether something of it is still to be done."""
        return self.state in (WAITING, RUNNING)


@dataclass(frozen=True, slots=True)
class LineRow:
    """What became of one approval: done, refused (`code` and `params` say why), stopped, or still waiting."""

    case: UUID
    item: str
    state: str
    code: str
    params: dict[str, Any]


SHOWN: Final = ("id", "deed", "state", "total", "done", "asked_at", "ended_at")
LINE: Final = ("case", "item", "state", "code", "params")


def batch_of(batch_id: UUID, by: UUID) -> BatchRow:
    """This will give a batch to whoever asked for it. Raises NotFound("batch.unknown")."""
    row = Batch.objects.filter(id=batch_id, by=by).values_list(*SHOWN).first()
    if row is None:
        raise NotFound("batch.unknown", remedy="choose one from your list")
    return BatchRow(*row)


def lines_of(batch_id: UUID) -> list[LineRow]:
    """This will list what became of each approval of a batch, in the order of choice."""
    rows = BatchLine.objects.filter(batch=batch_id).order_by("number").values_list(*LINE)[:MOST]
    return [LineRow(*row) for row in rows]


def batches_forget(*, now: datetime) -> int:
    """This will delete batches that ended long ago: what they did is on the record of each case."""
    old = list(Batch.objects.filter(ended_at__lt=now - KEPT).values_list("id", flat=True)[:MOST])
    BatchLine.objects.filter(batch__in=old).delete()
    return Batch.objects.filter(id__in=old).delete()[0]


def numbers_of(cases: Iterable[UUID], actor: Actor, grants: Grants, now: datetime) -> dict[UUID, str]:
    """This will give the numbers of cases that somebody may see."""
    views = queries.case_views(sorted(set(cases)), actor=actor, grants=grants, now=now)
    return {case: view.case.number for case, view in views.items()}
