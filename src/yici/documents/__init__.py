"""Documents that people hold in their hands: tagged, archivable PDFs of what the platform tells them."""

from yici.documents.fonts import FontMissing
from yici.documents.kinds import (
    AcceptanceNotice,
    CorrectionNotice,
    Decision,
    Document,
    ExtensionNotice,
    Letter,
    LetterPart,
    NotAcceptedNotice,
    OneTimeNotice,
    SubmissionReceipt,
    SuspensionNotice,
)
from yici.documents.parts import (
    Approval,
    Defect,
    Due,
    FieldGroup,
    NextStep,
    Office,
    PaperSpared,
    PaperToBring,
    ReceivedPaper,
    Visit,
)
from yici.documents.render import render

__all__ = [
    "AcceptanceNotice",
    "Approval",
    "CorrectionNotice",
    "Decision",
    "Defect",
    "Document",
    "Due",
    "ExtensionNotice",
    "FieldGroup",
    "FontMissing",
    "Letter",
    "LetterPart",
    "NextStep",
    "NotAcceptedNotice",
    "Office",
    "OneTimeNotice",
    "PaperSpared",
    "PaperToBring",
    "ReceivedPaper",
    "SubmissionReceipt",
    "SuspensionNotice",
    "Visit",
    "render",
]
