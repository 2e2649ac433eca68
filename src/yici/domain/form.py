"""The form of a plan: each element once, with where its value comes from and how far it is trusted."""

from dataclasses import dataclass
from typing import Literal

from yici.domain.reason import Reason

Origin = Literal["ask", "answered", "account", "register", "held", "produced", "omitted"]
Trust = Literal["A", "B", "C", "D"]


@dataclass(frozen=True, slots=True)
class FormField:
    """One element, once. `asked_by` names the printed forms that would each have asked it; `printed` how often in all.

    `trust`: A from an issuing agency's system, B checked (a real-name account, a window), C uploaded, D self-declared.
    `mandatory` is None when no form says so. `maybe`: a question is open or the condition hangs on other fields, so the
    field may turn out not to be needed. Where the value comes from: `register`, a `licence` (held, or produced by the
    item `given_by`), or the guide's `question`.
    """

    element: str
    origin: Origin
    trust: Trust
    locked: bool
    mandatory: bool | None
    asked_by: tuple[str, ...]
    items: tuple[str, ...]
    printed: int
    reasons: tuple[Reason, ...]
    register: str | None = None
    licence: str | None = None
    given_by: str | None = None
    question: str | None = None
    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The one form. `fields` are to be filled by the applicant, `spared` is the ledger of what was not asked."""

    fields: tuple[FormField, ...]
    spared: tuple[FormField, ...]
    printed: int
    distinct: int
