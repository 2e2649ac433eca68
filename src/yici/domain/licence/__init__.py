"""The licence machine: `decide` and `settle` give events, `evolve` folds them, `owner` and `next_due` say who and when.

An approval gives a licence; its periods follow each other in one stream. All functions are pure.
"""

from yici.domain.licence.commands import (
    ApplyForRenewal,
    CancelLicence,
    EndRenewal,
    Issue,
    LicenceCommand,
    Renew,
    RevokeLicence,
)
from yici.domain.licence.context import LicenceContext
from yici.domain.licence.deadlines import ends_at, next_due, owner
from yici.domain.licence.decide import check_renewable, decide, unknown_licence
from yici.domain.licence.events import EVENTS, LicenceEvent
from yici.domain.licence.evolve import evolve, fold
from yici.domain.licence.grounds import CANCELLATION, REVOCATION
from yici.domain.licence.settle import settle
from yici.domain.licence.state import Asked, Ended, Licence, Period
from yici.domain.licence.states import EDGES, FINAL, HOLDS, RESTING, SENTENCES, LicenceStatus

__all__ = [
    "CANCELLATION",
    "EDGES",
    "EVENTS",
    "FINAL",
    "HOLDS",
    "RESTING",
    "REVOCATION",
    "SENTENCES",
    "ApplyForRenewal",
    "Asked",
    "CancelLicence",
    "EndRenewal",
    "Ended",
    "Issue",
    "Licence",
    "LicenceCommand",
    "LicenceContext",
    "LicenceEvent",
    "LicenceStatus",
    "Period",
    "Renew",
    "RevokeLicence",
    "check_renewable",
    "decide",
    "ends_at",
    "evolve",
    "fold",
    "next_due",
    "owner",
    "settle",
    "unknown_licence",
]  # fmt: skip
