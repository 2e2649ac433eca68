"""On what grounds a licence is revoked (Administrative Licensing Law Art. 8, 69) and cancelled (Art. 70)."""

from dataclasses import dataclass
from typing import Literal

from yici.domain.licence.states import HOLDS, LicenceStatus

Taking = Literal["revoked", "withdrawn"]
"""撤销: it should not have been granted, or not be left. 撤回: it was right, and the law or the facts have changed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its article, in which states it can be named, and whether the text that it rests on must be named.

    `taking` says how a revocation is called, and is None for a cancellation.
    """

    source: str
    states: frozenset[LicenceStatus]
    needs_basis: bool = False
    taking: Taking | None = None


def _revoked(source: str, taking: Taking = "revoked", *, needs_basis: bool = False) -> Ground:
    return Ground(source, HOLDS, needs_basis, taking)


REVOCATION: dict[str, Ground] = {
    "abuse_of_power": _revoked("Administrative Licensing Law Art. 69(1)"),
    "beyond_powers": _revoked("Administrative Licensing Law Art. 69(2)"),
    "procedure_violated": _revoked("Administrative Licensing Law Art. 69(3)"),
    "not_qualified": _revoked("Administrative Licensing Law Art. 69(4)"),
    "other_by_law": _revoked("Administrative Licensing Law Art. 69(5)", needs_basis=True),
    "deception": _revoked("Administrative Licensing Law Art. 69, second paragraph"),
    "commitment_broken": _revoked("State Council Office 2020 No. 42"),
    "law_changed": _revoked("Administrative Licensing Law Art. 8, second paragraph", "withdrawn"),
    "facts_changed": _revoked("Administrative Licensing Law Art. 8, second paragraph", "withdrawn"),
}

_ANY: frozenset[LicenceStatus] = HOLDS | {"expired"}
CANCELLATION: dict[str, Ground] = {
    "not_renewed": Ground("Administrative Licensing Law Art. 70(1)", frozenset({"expired"})),
    "holder_incapable": Ground("Administrative Licensing Law Art. 70(2)", _ANY),
    "holder_ended": Ground("Administrative Licensing Law Art. 70(3)", _ANY),
    "revoked": Ground("Administrative Licensing Law Art. 70(4)", frozenset({"revoked"})),
    "force_majeure": Ground("Administrative Licensing Law Art. 70(5)", _ANY),
    "other_by_law": Ground("Administrative Licensing Law Art. 70(6)", _ANY, needs_basis=True),
}
"""`holder_incapable`: the citizen to whom it gave a qualification died or lost capacity; `holder_ended`: the legal
person or organisation was lawfully ended."""
