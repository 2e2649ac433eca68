"""What a matter costs the applicant, before and after, and what each reform spares of it."""

from dataclasses import dataclass

from yici.domain.policy import Lever
from yici.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Burden:
    """What the matter costs the applicant. None is unknown, all of it where nobody names the items of the matter;
    `days` are working days from submission to the end.

    Sums are over what is known; `unknown` names the items whose figure is not published and counts what hangs on open
    questions, so that no sum passes for more than it is. `papers` are those to be handed in, the merged form being one;
    `later` of them may come after acceptance. `steps` are published steps, `visits` the applicant's trips,
    `inspections` the visits to the premises.
    """

    steps: int | None
    papers: int | None
    fields: int | None
    days: int | None
    visits: int | None
    departments: int | None
    inspections: int | None = 0
    later: int | None = 0
    unknown: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class LeverEffect:
    """The burden when this lever alone is off, and when it is the newest of those switched on in the listed order."""

    lever: Lever
    alone_off: Burden
    cumulative: Burden


@dataclass(frozen=True, slots=True)
class Savings:
    """Before (each item alone, one after another, as published) against after."""

    before: Burden
    after: Burden
    levers: tuple[LeverEffect, ...]
