"""What can happen to a document. No event holds anything personal: whose it is, the case says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yici.domain.document.state import Document, Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent:
    """Common part: `at` is the legal moment."""

    kind: ClassVar[str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued(DocumentEvent):
    """It was made and numbered."""

    kind = "document.issued"
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed(DocumentEvent):
    """Its body's seal was set on it; the file is kept as it is."""

    kind = "document.sealed"
    seal: Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(DocumentEvent):
    """What it said was taken back."""

    kind = "document.revoked"
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced(DocumentEvent):
    """Another document of the same kind about the same thing took its place, under the number `by`."""

    kind = "document.replaced"
    on: date
    by: str


EVENTS: tuple[type[DocumentEvent], ...] = (Issued, Sealed, Revoked, Replaced)
