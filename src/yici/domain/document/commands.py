"""What can be asked of a document."""

from dataclasses import dataclass
from datetime import date

from yici.domain.document.state import Document, Seal


@dataclass(frozen=True, slots=True)
class IssueDocument:
    """Issue it under the number it was given."""

    document: Document


@dataclass(frozen=True, slots=True)
class SealDocument:
    """Record that it was sealed."""

    seal: Seal


@dataclass(frozen=True, slots=True)
class EndDocument:
    """Say that it no longer holds from a day on: `by` is the number of what replaced it, empty when it was revoked."""

    on: date
    by: str = ""


Command = IssueDocument | SealDocument | EndDocument
