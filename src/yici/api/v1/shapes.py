"""What the API answers, as types: the domain's own where it has one. The OpenAPI description is made from them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from typing_extensions import TypedDict

from yici.api.v1.allowed import Allowed
from yici.cases.queries import Absence, DeskRow, ReadingRow, Row
from yici.domain.bundle import Bundle
from yici.domain.case import Approval, Deadline, Defect, Owed, Received, Visit
from yici.domain.case.parts import Duty
from yici.domain.case.states import ApprovalStatus, Phase
from yici.domain.document import Sealing, Validity
from yici.domain.item import Item, Level
from yici.domain.plan import Plan
from yici.people.queries import PlaceRow


@dataclass(frozen=True, slots=True)
class Index:
    """Where to begin."""

    openapi: str
    docs: str
    keys: str


@dataclass(frozen=True, slots=True)
class BundleLine:
    """One matter in the list."""

    id: str
    name: str
    name_en: str | None
    level: Level


@dataclass(frozen=True, slots=True)
class BundlePage:
    """One page of matters; `next` is the cursor of the page behind, null at the end."""

    items: list[BundleLine]
    next: str | None


@dataclass(frozen=True, slots=True)
class BundleShown:
    """One matter; `questions` are the ids of everything that the guide may ask, `digest` names this version."""

    bundle: Bundle
    questions: list[str]
    digest: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item with every claim and its source; `digest` names this version."""

    item: Item
    digest: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One page of places; `next` is the cursor of the page behind, null at the end."""

    items: list[PlaceRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One thing that was found: by which of its names, and how well that fits. `place` is empty when it holds
    everywhere, `detail` says where a place lies."""

    kind: str
    id: str
    title: str
    title_en: str | None
    found_by: str
    rank: str
    detail: str | None
    place: str | None
    themes: list[str]
    agencies: list[str]
    audience: list[str]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found, the best first. `likely`: it is only nearly what was asked for. `place` is the code
    of a place that the text named. `next` as in other lists."""

    items: list[SearchLine]
    likely: bool
    place: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One plan; `to_sign` is the digest of the text to be signed for each item that goes by commitment."""

    plan: Plan
    to_sign: dict[str, str]


@dataclass(frozen=True, slots=True)
class PinnedPlan:
    """The plan that a case was handed in under, and its digest. It never changes."""

    digest: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the case now: the applicant, the window or an agency, and for which item."""

    duty: Duty
    item: str | None


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case as the law has it now. `version` is what was recorded last: it comes as ETag, too. `place` is the
    applicant's, that of an approval where it is handled; `received` the window that took it in, null when it came
    online. `name` is null once the person was erased, and for a department that was asked and owes no opinion any more.
    `allowed` is what the caller may do now."""

    id: UUID
    number: str
    version: int
    bundle: str
    place: str
    plan: str
    phase: Phase
    name: str | None
    submitted_at: datetime
    owner: Owner | None
    next_deadline: Deadline | None
    approvals: tuple[Approval, ...]
    defects: tuple[Defect, ...]
    owed: tuple[Owed, ...]
    visits: tuple[Visit, ...]
    received: Received | None
    allowed: tuple[Allowed, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases, newest first; `next` is the cursor of the page behind, null at the end."""

    items: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of open approvals, what is due first first; `next` as in other lists."""

    items: list[DeskRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class AbsencePage:
    """One page of the ledger of absence, newest first; `next` as in other lists."""

    items: list[Absence]
    next: str | None


class Doer(TypedDict):
    """Who acted, by pseudonymous id."""

    kind: str
    id: str
    role: str | None
    on_behalf_of: str | None
    mandate: str | None
    channel: str | None


class EventShown(TypedDict):
    """One event: `body` is its open part, `hash` chains it to the event before."""

    seq: int
    kind: str
    at: str
    recorded_at: str
    actor: Doer
    body: dict[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of what happened to a case, oldest first; `next` as in other lists."""

    items: list[EventShown]
    next: str | None


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Who saw a case or a project, newest first; `next` as in other lists."""

    items: list[ReadingRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class ApprovalStatusShown:
    """Where one item stands. `by` is the day by which the next step is promised or bound by law, if that is known."""

    item: str
    name: str
    number: str
    status: ApprovalStatus
    outcome: str | None
    by: date | None


@dataclass(frozen=True, slots=True)
class StatusShown:
    """Where a case stands, without anything personal."""

    number: str
    phase: Phase
    submitted_at: datetime
    owner: Owner | None
    approvals: list[ApprovalStatusShown]


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """An issued document as anybody may know it who holds its code. `digest`, `scheme` and `demonstration` are those of
    the sealed file, null while there is none; `same` says whether a file with the digest that was sent is that file."""

    kind: str
    number: str
    body: str
    on: date
    validity: Validity
    ended_on: date | None
    replaced_by: str | None
    sealing: Sealing
    digest: str | None
    scheme: str | None
    demonstration: bool | None
    same: bool | None
