"""Asking for what-if trials, and running them: one at a time, in a process that nobody waits for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from yici.cases.past import how_many
from yici.catalogue import queries as catalogue
from yici.domain.authority import Grants
from yici.domain.division import covers
from yici.domain.error import Conflict, Forbidden, Invalid, Refused, YiciError
from yici.domain.event import Actor
from yici.domain.policy import LEVERS
from yici.oversight.models import Trial as Row
from yici.oversight.queries import ASKED, RESULT, RIGHT, places_of
from yici.oversight.whatif import Asked, whatif
from yici.people.present import now as present

MOST_CASES: Final = 20_000
"""Looked at by one trial, however many are wanted."""
MOST_LIMITS: Final = 50
LONGEST: Final = 365
MOST_WAITING: Final = 20
"""Trials of everybody together that wait or run."""
LEASE: Final = timedelta(minutes=5)
KEPT: Final = timedelta(days=365)
UNFINISHED: Final = ("waiting", "running")
MOST_TRIES: Final = 3
"""So often a trial is begun whose process died."""
FAILED: Final = "whatif.failed"


def trial_ask(
    *, trial_id: UUID, asked: Asked, actor: Actor, grants: Grants, now: datetime, key: str, request_hash: bytes
) -> UUID:
    """This will note what is to be tried on the cases of a place, and give the trial's id: that of the first time when
    the same request comes again under its key.

    Raises Forbidden for a place that the actor may not watch, Invalid for what no rule can be, Refused when nothing is
    changed, Conflict("whatif.busy") when the actor's last one is not done or too many wait,
    Conflict("idempotency.key_reused").
    """
    if (known := _known(actor, key, request_hash)) is not None:
        return known
    asked = checked(asked, grants)
    if Row.objects.filter(state__in=UNFINISHED).count() >= MOST_WAITING:
        raise _busy()
    try:
        with transaction.atomic():
            Row.objects.create(
                id=trial_id, asked_by=UUID(actor.id), asked_at=now, key=key, request_hash=request_hash,
                asked=ASKED.dump_python(asked, mode="json"), total=how_many(asked.cases, most=asked.most or MOST_CASES),
            )  # fmt: skip
    except IntegrityError:
        # Of two at once one is first: with the same key it is the same trial, else that one has to end before.
        if (known := _known(actor, key, request_hash)) is not None:
            return known
        raise _busy() from None
    return trial_id


def _known(actor: Actor, key: str, request_hash: bytes) -> UUID | None:
    told = Row.objects.filter(asked_by=UUID(actor.id), key=key).values_list("id", "request_hash").first()
    if told is None:
        return None
    if bytes(told[1]) != request_hash:
        raise Conflict("idempotency.key_reused", remedy="send a new key with a new request")
    return told[0]


def _busy() -> Conflict:
    return Conflict("whatif.busy", remedy="wait until the last one is done")


def checked(asked: Asked, grants: Grants) -> Asked:
    """This will give what is asked, bounded and within the places of whoever asks. Raises as `trial_ask`."""
    if not asked.policy and asked.release is None and not asked.limits:
        raise Refused("whatif.nothing_changes", remedy="switch a reform, name another release or another limit")
    if not places_of(grants) or asked.cases.place is None or not _watched(asked.cases.place, grants):
        raise Forbidden("authority.missing", action=RIGHT, place=asked.cases.place, remedy="name a place of yours")
    if wrong := sorted(set(asked.policy) - set(LEVERS)):
        raise Invalid("policy.unknown", given=wrong[0], remedy=f"name some of {', '.join(LEVERS)}")
    _check_limits(asked)
    if asked.release is not None:
        catalogue.catalogue_of(asked.release)
    cases = asked.cases
    if cases.since and cases.until and cases.until < cases.since:
        raise Invalid("whatif.days", remedy="give the first day before the last")
    return replace(asked, most=min(asked.most or MOST_CASES, MOST_CASES))


def _watched(place: str, grants: Grants) -> bool:
    return any(covers(own, place) for own in places_of(grants))


def _check_limits(asked: Asked) -> None:
    items = catalogue.current().items
    for item, days in asked.limits.items():
        if item not in items:
            raise Invalid("whatif.limit", item=item, days=days, longest=LONGEST, remedy="name an item of the catalogue")
        if not 0 <= days <= LONGEST:
            raise Invalid("whatif.limit", item=item, days=days, longest=LONGEST, remedy="give working days")
    if len(asked.limits) > MOST_LIMITS:
        raise Invalid("whatif.limit", item="", days=len(asked.limits), longest=LONGEST, remedy="name fewer items")


def trial_run(*, now: datetime) -> UUID | None:
    """This will run the oldest trial that waits, or was left by a process that died, to its end, and name it; None when
    there is none. What it looked at is noted after every page."""
    row = _claimed(now)
    if row is None:
        return None
    fault = FAILED
    try:
        found = whatif(ASKED.validate_python(row.asked), progress=lambda looked: _go_on(row.id, looked))
        _end(row.id, state="done", looked_at=found.looked_at, result=RESULT.dump_python(found, mode="json"))
        fault = ""
    except YiciError as refusal:
        fault = refusal.code
    finally:
        # Whatever it was: whoever waits is told, and the next one gets its turn.
        if fault:
            _end(row.id, state="failed", fault=fault)
    return row.id


@transaction.atomic
def _claimed(now: datetime) -> Row | None:
    left = Q(state="waiting") | Q(state="running", leased_until__lte=now)
    row = Row.objects.select_for_update(skip_locked=True).filter(left).order_by("asked_at").first()
    if row is None:
        return None
    if row.tries >= MOST_TRIES:
        _end(row.id, state="failed", fault=FAILED)
        return _claimed(now)
    Row.objects.filter(id=row.id).update(state="running", leased_until=now + LEASE, looked_at=0, tries=row.tries + 1)
    return row


def _go_on(trial_id: UUID, looked: int) -> None:
    Row.objects.filter(id=trial_id).update(looked_at=looked, leased_until=present() + LEASE)


def _end(trial_id: UUID, **values: object) -> None:
    Row.objects.filter(id=trial_id).update(ended_at=present(), leased_until=None, **values)


def trials_forget(*, now: datetime) -> int:
    """This will delete trials that ended long ago: nothing of a case hangs on them."""
    return Row.objects.filter(ended_at__lt=now - KEPT).delete()[0]
