"""What can happen to an approval because the licence that it renews comes to its end."""

from dataclasses import dataclass

from yici.domain.case.events import CaseEvent
from yici.domain.case.parts import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalDeemedGranted(CaseEvent):
    """Nobody decided before the end of the licence that it renews: renewed as of that end (Licensing Law Art. 50)."""

    kind = "approval.deemed_granted"
    item: str
    outcome: str
    licence: str
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalDropped(CaseEvent):
    """The end of the licence passed, and there was nothing left to renew: it had been revoked or cancelled."""

    kind = "renewal.dropped"
    item: str
    licence: str


RENEWAL: tuple[type[CaseEvent], ...] = (ApprovalDeemedGranted, RenewalDropped)
