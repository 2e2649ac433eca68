"""Preparing an application: choices, the plan, what is typed. Handing in is the business of cases."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yici.catalogue import queries as catalogue
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day, start_of_day
from yici.domain.division import is_code
from yici.domain.error import Conflict, NotFound
from yici.domain.outline import Outline, outline_of
from yici.domain.plan import AnswerValue, Plan
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy
from yici.domain.workdays import Calendar
from yici.files.services import files_forget
from yici.intake import queries, store
from yici.ledger import keys
from yici.ledger.values import Subject
from yici.people.mandates import mandate_use
from yici.people.queries.mandates import Acting, in_force

PLANS_KEPT = 512
"""Plans that a process keeps: the same answers on the same day under the same release give the same plan."""
_made: dict[tuple[Hashable, ...], Plan] = {}
NOTHING_HELD = Holdings()
ALL_ON = Policy()


def plan_make(
    *,
    bundle: str,
    place: str,
    answers: Mapping[str, AnswerValue],
    now: datetime,
    holdings: Holdings = NOTHING_HELD,
    policy: Policy = ALL_ON,
    only: str = "",
) -> Plan:
    """This will compute the plan for a submission at `now`; `only`: for this item of the bundle and none beside it.

    Raises NotFound for an unknown bundle or item, Invalid answers.
    """
    # First: a release that comes in between is then kept under the state before it, where nobody asks for it again.
    state, known = catalogue.state(), catalogue.current()
    if bundle not in known.bundles:
        raise NotFound("bundle.unknown", bundle=bundle, remedy="choose one from the catalogue")
    calendar, start = catalogue.calendar_for(place), legal_day(now)
    # With its type: 1 is True to a dictionary, and only one of the two may be an answer.
    given = tuple(sorted((name, type(value).__name__, value) for name, value in answers.items()))
    wanted = (state, bundle, place, given, holdings, policy, calendar, start, only)
    found = _made.get(wanted)
    if found is None:
        known = catalogue.of_one(bundle, only) if only else known
        found = _made[wanted] = _make(known, bundle, place, answers, holdings, policy, calendar, start)
        if len(_made) > PLANS_KEPT:
            del _made[next(iter(_made))]
    return found


def _make(
    known: Catalogue, bundle: str, place: str, answers: Mapping[str, AnswerValue], holdings: Holdings, policy: Policy,
    calendar: Calendar, start: date,
) -> Plan:  # fmt: skip
    return make_plan(
        known, bundle=bundle, place=place, answers=answers, holdings=holdings, policy=policy, calendar=calendar,
        start=start,
    )  # fmt: skip


def plan_freeze(*, plan: Plan, now: datetime) -> str:
    """This will store a plan under its digest, for a case to pin."""
    return store.freeze(plan, now)


def draft_begin(
    *,
    draft_id: UUID,
    subject_id: UUID,
    owner: UUID | None,
    bundle: str,
    place: str,
    now: datetime,
    acting: Acting | None = None,
    only: str = "",
) -> UUID:
    """This will begin a draft; what is typed into it is sealed under a subject of its own until the person is known.

    `only` is the one item of the bundle that it is for, empty for all that apply.

    `acting`: an agent begins it for whom they act, who owns it; that is an act under the mandate, and raises what
    `mandate_use` raises.
    """
    if bundle not in catalogue.current().bundles:
        raise NotFound("bundle.unknown", bundle=bundle, remedy="choose one from the catalogue")
    if only:
        catalogue.of_one(bundle, only)
    if not is_code(place):
        raise NotFound("place.unknown", remedy="choose a place from the list")
    with transaction.atomic():
        subject = keys.subject_for(None, subject_id=subject_id, now=now)
        whose = _begun_for(draft_id, bundle, acting, now) if acting else (owner, None, None)
        store.add_draft(
            draft_id=draft_id, owner=whose[0], bundle=bundle, place=place, subject=subject, now=now, mandate=whose[1],
            agent=whose[2], only=only,
        )  # fmt: skip
    return draft_id


def _begun_for(draft_id: UUID, bundle: str, acting: Acting, now: datetime) -> tuple[UUID, UUID, UUID]:
    mandate = mandate_use(
        act="apply", about="draft", target=draft_id, bundle=bundle, items=queries.members(bundle), actor=acting.actor,
        grants=acting.grants, now=now,
    )  # fmt: skip
    return UUID(mandate.principal), UUID(mandate.id), UUID(acting.actor.id)


def draft_adopt(*, draft_id: UUID, owner: UUID, known: frozenset[UUID], now: datetime) -> None:
    """This will give a draft that was begun without an account to the account that its beginner signed in with."""
    row = queries.draft(draft_id, owner=owner, known=known)
    if row.owner is None:
        _change(draft_id, now, owner=owner)


def draft_answer(
    *, draft_id: UUID, owner: UUID | None, known: frozenset[UUID], answers: Mapping[str, AnswerValue], now: datetime,
    acting: Acting | None = None,
) -> None:  # fmt: skip
    """This will keep the choices made in the guide. Raises Conflict once the draft is handed in, and for an agent
    (`acting`) what `in_force` raises."""
    _change_own(draft_id, owner, known, now, acting, answers=dict(answers))


def draft_see(
    *, draft_id: UUID, owner: UUID | None, known: frozenset[UUID], outline: Outline, now: datetime,
    acting: Acting | None = None,
) -> None:  # fmt: skip
    """This will keep what a draft's plan came to when its owner, or their agent, saw it. Raises as `draft_answer`."""
    _change_own(draft_id, owner, known, now, acting, seen=outline)


def outline_make(*, bundle: str, place: str, answers: Mapping[str, AnswerValue], now: datetime) -> Outline:
    """This will give the outline of the plan of somebody who holds nothing, so that signing in changes none.

    Raises what `plan_make` raises.
    """
    return outline_of(plan_make(bundle=bundle, place=place, answers=answers, now=now), catalogue.release())


def draft_fill(
    *, draft_id: UUID, owner: UUID | None, known: frozenset[UUID], form: Mapping[str, object], now: datetime,
    subject: Subject | None = None, acting: Acting | None = None,
) -> None:  # fmt: skip
    """This will keep what was typed, sealed. Raises as `draft_answer`.

    `subject` is the draft's, as `unsealed` read it: given, what is kept takes one statement.
    """
    under = subject or queries.draft(draft_id, owner=owner, known=known).subject
    _change_own(draft_id, owner, known, now, acting, form=keys.seal(under, dict(form)))


@transaction.atomic
def draft_change(
    *, draft_id: UUID, owner: UUID | None, known: frozenset[UUID], subject: Subject, now: datetime,
    change: Callable[[dict[str, object]], Mapping[str, object]], acting: Acting | None = None,
) -> None:  # fmt: skip
    """This will change what was typed from what is kept at this moment, so that of two who change it none loses.

    `change` gets what is kept and gives what shall be. Raises what `draft_fill` raises.
    """
    if acting is not None:
        _hold(draft_id, owner, acting, now)
    form = store.lock_form(draft_id, owner, known)
    kept = queries.opened_form(subject, form)
    _written(draft_id, owner, known, now, {"form": keys.seal(subject, dict(change(kept)))})


def draft_submitted(*, draft_id: UUID, case_id: UUID, now: datetime) -> None:
    """This will mark a draft as handed in and forget what was typed: the case has it now.

    Raises Conflict when it was handed in before: in one transaction with the case, no draft ever becomes two.
    """
    _change(draft_id, now, submitted=case_id, form=None)


@transaction.atomic
def draft_delete(*, draft_id: UUID, owner: UUID | None, known: frozenset[UUID]) -> None:
    """This will delete somebody's own draft with its files. Raises NotFound, Conflict once it is handed in."""
    store.lock_form(draft_id, owner, known)
    row = queries.draft(draft_id, owner=owner, known=known)
    if row.submitted is not None:
        raise Conflict("draft.submitted", case=str(row.submitted), remedy="follow the case under its number")
    files_forget(drafts=[draft_id])
    store.forget([draft_id])


def drafts_forget(*, now: datetime, batch: int = 200, batches: int = 50) -> int:
    """This will delete drafts that nobody touched for `KEPT` whole days, with their files, and say how many.

    A batch is one transaction; a draft that is being changed is passed over. What is left is for the next call.
    """
    before = start_of_day(legal_day(now) - queries.KEPT)
    forgotten = 0
    for _ in range(batches):
        some = _forget(before, batch)
        forgotten += some
        if some < batch:
            break
    return forgotten


@transaction.atomic
def _forget(before: datetime, batch: int) -> int:
    drafts = store.old(before, batch)
    if drafts:
        files_forget(drafts=drafts)
        store.forget(drafts)
    return len(drafts)


def _change_own(
    draft_id: UUID, owner: UUID | None, known: frozenset[UUID], now: datetime, acting: Acting | None, **changes: object
) -> None:
    if acting is None:
        _written(draft_id, owner, known, now, changes)
        return
    with transaction.atomic():
        _hold(draft_id, owner, acting, now)
        _written(draft_id, owner, known, now, changes)


def _hold(draft_id: UUID, owner: UUID | None, acting: Acting, now: datetime) -> None:
    """Until the transaction ends: whoever takes the mandate back waits for this, or this finds it gone.

    Always before the draft is locked, so that no two wait for each other.
    """
    row = queries.draft(draft_id, owner=owner)
    in_force(
        actor=acting.actor, grants=acting.grants, now=now, act="apply", bundle=row.bundle,
        items=queries.members(row.bundle), held=True,
    )  # fmt: skip


def _written(
    draft_id: UUID, owner: UUID | None, known: frozenset[UUID], now: datetime, changes: dict[str, object]
) -> None:
    if not store.change_own_draft(draft_id, now, owner, known, **changes):
        row = queries.draft(draft_id, owner=owner, known=known)
        raise Conflict("draft.submitted", case=str(row.submitted), remedy="follow the case under its number")


def _change(draft_id: UUID, now: datetime, **changes: object) -> None:
    if store.change_draft(draft_id, now, **changes):
        return
    row = store.draft(draft_id)
    if row is None or row.submitted is None:
        raise NotFound("draft.unknown", remedy="begin anew")
    raise Conflict("draft.submitted", case=str(row.submitted), remedy="follow the case under its number")
