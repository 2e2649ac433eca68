"""Documents that people hold in their hands: tagged, archivable PDFs of what the platform tells them."""

from yici.documents.certificates import Certificate
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
    PreparedOpinion,
    SubmissionReceipt,
    SuspensionNotice,
)
from yici.documents.letters import AbsenceNotice, AskedOf, OpinionRequest
from yici.documents.marking import Mark
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
from yici.documents.promises import Commitment
from yici.documents.render import render

__all__ = [
    "AbsenceNotice",
    "AcceptanceNotice",
    "Approval",
    "AskedOf",
    "Certificate",
    "Commitment",
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
    "Mark",
    "NextStep",
    "NotAcceptedNotice",
    "Office",
    "OneTimeNotice",
    "OpinionRequest",
    "PaperSpared",
    "PaperToBring",
    "PreparedOpinion",
    "ReceivedPaper",
    "SubmissionReceipt",
    "SuspensionNotice",
    "Visit",
    "render",
]
