"""What-ifs as answers show them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.domain.whatif import Course
from yici.oversight.queries import State, Trial
from yici.oversight.whatif import Asked, Side, WhatIf


@dataclass(frozen=True, slots=True)
class WorseShown:
    """One case that gets worse, with both sides."""

    case: UUID
    number: str
    before: Course
    after: Course


@dataclass(frozen=True, slots=True)
class ModelShown:
    """What a model says, which is no record: of `looked_at` cases `compared` could be, the others lack data for the
    reasons in `lacking`. `spread` says how many change by how many working days, at its ends by so many or more. Of the
    `worse` ones the worst are named that the caller may see. `off_by` is how far the model lies from the record, as the
    median difference in working days."""

    model: bool
    looked_at: int
    compared: int
    lacking: Mapping[str, int]
    before: Side | None
    after: Side | None
    better: int
    same: int
    worse: int
    worst: tuple[WorseShown, ...]
    spread: Mapping[int, int]
    off_by: float | None


@dataclass(frozen=True, slots=True)
class TrialShown:
    """One what-if: `looked_at` of `total` cases; `result` once it is done, `fault` the code of what stopped it."""

    id: UUID
    asked_at: datetime
    asked: Asked
    state: State
    looked_at: int
    total: int
    ended_at: datetime | None
    fault: str | None
    result: ModelShown | None


@dataclass(frozen=True, slots=True)
class TrialPage:
    """One page of what-ifs, newest first; `next` is the cursor of the page behind, null at the end."""

    items: list[TrialShown]
    next: str | None


def shown(trial: Trial, known: Collection[UUID]) -> TrialShown:
    """This will give a what-if as answers show it; `known` are the cases that may be named."""
    result = _model(trial.result, known) if trial.result else None
    return TrialShown(
        trial.id, trial.asked_at, trial.asked, trial.state, trial.looked_at, trial.total, trial.ended_at,
        trial.fault or None, result,
    )  # fmt: skip


def _model(found: WhatIf, known: Collection[UUID]) -> ModelShown:
    worst = tuple(WorseShown(one.id, one.number, one.before, one.after) for one in found.worst if one.id in known)
    return ModelShown(
        found.model, found.looked_at, found.compared, found.lacking, found.before, found.after, found.better,
        found.same, found.worse, worst, found.spread, found.off_by,
    )  # fmt: skip
