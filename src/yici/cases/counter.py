"""Taking an application in at a window: handed in, looked at and answered in one go, in one transaction.

Nothing is done here that could not be done one after the other: it is `case_submit`, then what `case_act` lets the
clerk do with what was found. Either all of it is on record or nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from yici.cases.services import Application, Outcome, case_act, case_submit
from yici.domain.authority import Grants
from yici.domain.case import (
    Accept,
    Case,
    Command,
    DeclineAcceptance,
    Defect,
    Received,
    RequestCorrection,
    role_for,
)
from yici.domain.case.allowed import allowed
from yici.domain.case.moves import lacking_by_item
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.ledger.repeated import Key

Answer = Literal["now", "later"]
"""Whether what was found is answered at once, or the application is only received and looked at later."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the clerk found: what is to be corrected, item by item, with words for some of it by paper or element."""

    defects: tuple[Defect, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it: the case, its last version, the items accepted and those of which something is asked."""

    outcome: Outcome
    accepted: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def items_named(plan: Plan, targets: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """This will say which items need each of these papers and fields: a defect stops every one of them."""
    wanted = set(targets)
    papers = {one.material: one.items for one in plan.materials if one.material in wanted}
    return papers | {one.element: one.items for one in plan.form.fields if one.element in wanted}


@transaction.atomic
def case_take_in(
    *, case_id: UUID, subject_id: UUID, application: Application, received: Received | None, found: Found,
    answer: Answer, actor: Actor, grants: Grants, now: datetime, key: Key | None = None,
) -> TakenIn:  # fmt: skip
    """This will hand an application in at a window and, if it is to be answered now, ask once for all that is to be
    corrected and accept the items that nothing is asked of.

    Raises what `case_submit` and `case_act` raise; then nothing is recorded. `InFlight` when the same key is being
    answered or was: replay it outside of the transaction.
    """
    outcome = case_submit(
        case_id=case_id, subject_id=subject_id, application=application, actor=actor, now=now, key=key,
        received=received, grants=grants,
    )  # fmt: skip
    if answer == "later":
        return TakenIn(outcome)
    plan = application.plan
    asked: tuple[str, ...] = ()
    if found.defects:
        asked = _offered(outcome.case, plan, "correct", actor, grants, now)
        defects = tuple(one for one in found.defects if one.item in asked)
        command = RequestCorrection(defects=defects, notes=dict(found.notes))
        outcome = _act(outcome, command, actor, grants, now)
        asked = tuple(dict.fromkeys(one.item for one in defects))
    items = _acceptable(outcome.case, plan, _offered(outcome.case, plan, "accept", actor, grants, now))
    if items:
        outcome = _act(outcome, Accept(items=items), actor, grants, now)
    return TakenIn(outcome, items, asked)


@transaction.atomic
def case_turn_away(
    *, case_id: UUID, subject_id: UUID, application: Application, received: Received | None,
    refused: Sequence[DeclineAcceptance], actor: Actor, grants: Grants, now: datetime, key: Key | None = None,
) -> TakenIn:  # fmt: skip
    """This will record what somebody asked for at a window and refuse at once to accept some of it (Licensing Law
    Art. 32(1), 32(2)): nobody is sent to fetch papers for what is no matter of the office. What is not refused stays
    received, to be looked at.

    Raises what `case_submit` and `case_act` raise; then nothing is recorded.
    """
    outcome = case_submit(
        case_id=case_id, subject_id=subject_id, application=application, actor=actor, now=now, key=key,
        received=received, grants=grants,
    )  # fmt: skip
    for command in _last_first(refused, application.plan):
        outcome = _act(outcome, command, actor, grants, now)
    return TakenIn(outcome)


def _last_first(refused: Sequence[DeclineAcceptance], plan: Plan) -> list[DeclineAcceptance]:
    """What needs another item before that item, so that each ends by its own refusal and none by another's."""
    needs = {one.item: set(one.needs) for one in plan.schedule.approvals}
    left, ordered = list(refused), list[DeclineAcceptance]()
    while left:
        free = next((a for a in left if not any(a.item in needs[b.item] for b in left if b is not a)), left[0])
        left.remove(free)
        ordered.append(free)
    return ordered


def _acceptable(case: Case, plan: Plan, items: Sequence[str]) -> tuple[str, ...]:
    """Those that lack nothing: what has not come and was not asked for stays open, to be asked for within the limit."""
    missing = lacking_by_item(case, items, plan)
    return tuple(item for item in items if not missing[item])


def _offered(case: Case, plan: Plan, command: str, actor: Actor, grants: Grants, now: datetime) -> tuple[str, ...]:
    offers = (one for one in allowed(case, plan, grants, now, actor.id) if one.command == command)
    return next((one.items for one in offers), ())


def _act(before: Outcome, command: Command, actor: Actor, grants: Grants, now: datetime) -> Outcome:
    acting = replace(actor, role=role_for(before.case, command, grants, actor.id))
    return case_act(
        case_id=UUID(before.case.id), command=command, actor=acting, grants=grants, now=now, version=before.seq
    )  # fmt: skip


def defects_of(plan: Plan, codes: Mapping[str, str]) -> tuple[Defect, ...]:
    """This will give a defect for each item that needs something which is to be mended; `codes` by paper or element."""
    needing = items_named(plan, codes)
    return tuple(
        Defect(item=item, target=target, code=code)
        for target, code in codes.items()
        for item in needing.get(target, ())
    )
