"""What the printed documents are made of: offices, dates that bind, papers, approvals, visits and steps.

A text without a default must be filled; one that is left empty prints as not stated, never as a guess. Texts come in
the language of the document; dates, counts and labels are put into words by the renderer.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The body that issues the document or is competent for the matter, and how to reach it."""

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day by which something is done; with `open_because` set, the day is only a lower bound ("not before")."""

    day: date
    open_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """Form fields that belong together (one person, the premises), by their labels."""

    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperToBring:
    """A paper that the applicant hands in: form, copies, the items that ask for it, and why.

    `met` says how it is met in words ("hand in", "may follow at the inspection"), `until` the day when it may follow
    later. `law` is the basis of `why`. `copies` is None when no source states a number.
    """

    name: str
    met: str
    why: str
    form: str = ""
    copies: int | None = None
    for_items: tuple[str, ...] = ()
    until: Due | None = None
    law: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSpared:
    """A paper that need not be handed in, and the reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One item with the body that decides it, its two limits in words, the day it is due and its legal basis."""

    item: str
    body: str = ""
    legal_limit: str = ""
    promised_limit: str = ""
    due: Due | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One time that the applicant has to be present, and why."""

    reason: str
    place: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPaper:
    """A paper as it was received: `how` is the way it came in (uploaded, at the window, from a register)."""

    name: str
    form: str = ""
    copies: int | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What happens next, who does it and until when."""

    what: str
    who: str = ""
    due: Due | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A paper or field that does not yet meet the conditions, what to correct in it, and where that is laid down."""

    subject: str
    correction: str
    item: str = ""
    basis: str = ""
