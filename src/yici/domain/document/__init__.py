"""One issued document: numbered when it is made, sealed once where it must be, revoked or replaced, never changed."""

from yici.domain.document.commands import Command, EndDocument, IssueDocument, SealDocument
from yici.domain.document.decide import decide
from yici.domain.document.events import EVENTS, DocumentEvent, Issued, Replaced, Revoked, Sealed
from yici.domain.document.evolve import evolve, fold
from yici.domain.document.numbers import number_text
from yici.domain.document.state import SEALED_KINDS, Document, Seal, Sealing, Validity

__all__ = [
    "EVENTS", "SEALED_KINDS", "Command", "Document", "DocumentEvent", "EndDocument", "IssueDocument", "Issued",
    "Replaced", "Revoked", "Seal", "SealDocument", "Sealed", "Sealing", "Validity", "decide", "evolve", "fold",
    "number_text",
]  # fmt: skip
