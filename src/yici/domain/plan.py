"""The plan: one form, one list of papers, one approval graph with dates, and a reason for every line.

Everything here is plain data that freezes to JSON: a case pins the plan it was handed in under by its digest.
`yici.domain.planner.make_plan` computes it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yici.domain.burden import Savings
from yici.domain.clock import Limit
from yici.domain.competence import Competent
from yici.domain.extension import AllowedExtension
from yici.domain.fact import Standing
from yici.domain.form import Form
from yici.domain.item import Relaxation
from yici.domain.policy import Policy
from yici.domain.reason import Reason
from yici.domain.regime import CountedFrom, HearingRule, LocalCause, Missed, Outcome, StopCause, Unanswered
from yici.domain.signing import PlannedSigner
from yici.domain.term import PlannedRenewal, PlannedTerm

AnswerValue = str | int | bool | tuple[str, ...]
How = Literal["spared", "held", "shared", "produced", "form", "deferrable", "commitment", "submit"]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question that still matters, and what hangs on it."""

    id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """Whether an item applies: yes, no, or unknown while a question is open."""

    item: str
    name: str
    name_en: str
    applies: bool | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PlannedMaterial:
    """One paper, once, with how it is met and why it is asked at all. Unknown form or copies stay None.

    `spared` (how): the place asks for it no more; `form`: the merged form stands in its place. `later`, `at_inspection`
    and `lapses` (not supplied in time, the application counts as withdrawn: for the items in `lapses_for`, else for
    all) belong to a deferrable one. `mandatory` is None when no source says so; `maybe` when a question is open.
    """

    material: str
    name: str
    name_en: str
    how: How
    form: str | None
    copies: int | None
    items: tuple[str, ...]
    printed_as: tuple[str, ...]
    printed: int
    sources: tuple[str, ...]
    reasons: tuple[Reason, ...]
    at_inspection: bool = False
    later: Limit | None = None
    lapses: bool = False
    mandatory: bool | None = None
    maybe: bool = False
    lapses_for: tuple[str, ...] = ()

    @property
    def lapsing(self) -> tuple[str, ...]:
        """The items that count as withdrawn when it does not come in time."""
        return (self.lapses_for or self.items) if self.lapses else ()


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is known: `day`, or not before `not_before`, or neither; `reason` says why it is open."""

    day: date | None = None
    not_before: date | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A limit with where it was read: `standing` reference means another place's word (参照), `others` who differs."""

    limit: Limit
    source: str
    standing: Standing
    source_title: str
    source_place: str | None = None
    others: tuple[tuple[Limit, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dependency:
    """`item` waits for `needs` because of a licence; `relaxed` says by what it lawfully need not."""

    item: str
    needs: str
    licence: str
    reason: Reason
    relaxed: Relaxation | None = None


@dataclass(frozen=True, slots=True)
class PlannedCircle:
    """Items that wait for each other, and the fewest needs that are relaxed so that none waits for ever.

    Not `exact`: the circle is too large to know that no smaller set does; no need can be taken out of this one.
    """

    items: tuple[str, ...]
    relaxed: tuple[Dependency, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class PlannedOpinion:
    """What another department is asked, of all at once. `absence`: law and article by which its silence is consent;
    `back_issue`: within what it must then give its opinion all the same. `review`: it examines first, from acceptance
    on, and the body above decides whatever it says."""

    agency: str
    about: str
    within: Limit | None
    absence: tuple[str, str] | None
    reasons: tuple[Reason, ...]
    back_issue: Limit | None = None
    review: bool = False


@dataclass(frozen=True, slots=True)
class PlannedProcedure:
    """A special procedure that may come: its time is not counted, and the applicant is told in writing how long."""

    name: str
    cause: StopCause
    limit: Limit | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PlannedApproval:
    """One approval with everything the case machine needs of it, and its place on the time axis.

    `needs` are the items it waits for, `joins` those it runs beside but is not decided before, `gives` its licences.
    `opinion_by` is when its own work is done. `inspections` and `officers` leave out what a commitment replaces.
    `local_causes` stop the promised limit and never the legal one; `deciders` is how many must decide. `joint` is the
    one limit of ordered joint handling, which stands in place of `legal` from the acceptance of the whole on.
    `technical`: decided by technical standards; `assign` is within what two people are named for that. `limited`: the
    first accepted comes first.
    """

    item: str
    name: str
    name_en: str
    agency: str
    body: str | None
    regime: str
    counted_from: CountedFrom
    outcomes: tuple[Outcome, ...]
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    correction_window: Limit | None
    missed: Missed
    reply: Limit | None
    legal: Told | None
    promised: Told | None
    delivery: Limit | None
    inspections: tuple[str, ...]
    officers: int
    committed: bool
    told: tuple[str, ...]
    verification: Limit | None
    basis: tuple[tuple[str, str], ...]
    remedies: str | None
    starts: Day
    promised_by: Day
    legal_by: Day
    critical: bool
    gaps: tuple[str, ...]
    digest: str
    reasons: tuple[Reason, ...] = ()
    stop_causes: tuple[str, ...] = ()
    extension: AllowedExtension | None = None
    joins: tuple[str, ...] = ()
    opinion_by: Day | None = None
    opinions: tuple[PlannedOpinion, ...] = ()
    procedures: tuple[PlannedProcedure, ...] = ()
    local_causes: tuple[LocalCause, ...] = ()
    unanswered: Unanswered = "none"
    hearing: HearingRule | None = None
    deciders: int = 1
    competent: Competent | None = None
    joint: Told | None = None
    term: PlannedTerm | None = None
    renewal: PlannedRenewal | None = None
    technical: bool = False
    assign: Limit | None = None
    limited: bool = False


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One inspection visit to the premises, joined where no approval ends later by it."""

    id: str
    items: tuple[str, ...]
    inspections: tuple[str, ...]
    agencies: tuple[str, ...]
    points: tuple[str, ...]
    officers: int
    earliest: Day
    latest: Day
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Trip:
    """One time that the applicant must come, and why. Not `sure`: only what nobody has published could make it so."""

    reasons: tuple[Reason, ...]
    items: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Schedule:
    """All approvals on working days. `finish` is the promised end of the last one, only a bound while it is open
    whether other items apply; `critical` the path that sets it.

    `joint` is the one limit for all, only where a decision ordered joint handling (Art. 26, 42), `joint_by` its end.
    """

    start: date
    calendar: str
    approvals: tuple[PlannedApproval, ...]
    visits: tuple[PlannedVisit, ...]
    finish: Day
    critical: tuple[str, ...]
    joint: Told | None = None
    joint_by: Day | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `answers` holds choices of the guide only, no personal data; `digests` pins the definitions,
    `signers` must sign besides whoever hands in."""

    bundle: str
    name: str
    name_en: str
    place: str
    answers: dict[str, AnswerValue]
    policy: Policy
    digests: dict[str, str]
    questions: tuple[OpenQuestion, ...]
    items: tuple[PlannedItem, ...]
    form: Form
    materials: tuple[PlannedMaterial, ...]
    graph: tuple[Dependency, ...]
    schedule: Schedule
    trips: tuple[Trip, ...]
    savings: Savings
    circles: tuple[PlannedCircle, ...] = ()
    signers: tuple[PlannedSigner, ...] = ()
    format: Literal[1] = 1
