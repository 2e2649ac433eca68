"""The templates: which there are, the shipped ones, those of a site, and what a template is made of.

A template is a handful of files that stand together: `main.typ` (the kind's own), `style.typ` (the look), `words.json`
(every fixed word in one language). It is known by the digest of all of them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from yici.documents.certificates import Certificate
from yici.documents.kinds import (
    AcceptanceNotice,
    CorrectionNotice,
    Decision,
    ExtensionNotice,
    Letter,
    NotAcceptedNotice,
    OneTimeNotice,
    PreparedOpinion,
    SubmissionReceipt,
    SuspensionNotice,
)
from yici.documents.letters import AbsenceNotice, OpinionRequest
from yici.documents.promises import Commitment
from yici.documents.words import words_of
from yici.domain.error import NotFound

SHIPPED: Final = Path(__file__).parent / "templates"
STYLE: Final = "style.typ"
MAIN: Final = "main.typ"
WORDS: Final = "words.json"
LANGUAGES: Final = ("zh-hans", "en")
KINDS: Final[dict[str, type]] = {
    "one_time_notice": OneTimeNotice,
    "submission_receipt": SubmissionReceipt,
    "correction_notice": CorrectionNotice,
    "acceptance_notice": AcceptanceNotice,
    "not_accepted_notice": NotAcceptedNotice,
    "suspension_notice": SuspensionNotice,
    "extension_notice": ExtensionNotice,
    "opinion_request": OpinionRequest,
    "absence_notice": AbsenceNotice,
    "prepared_opinion": PreparedOpinion,
    "letter": Letter,
    "commitment": Commitment,
    "decision": Decision,
    "certificate": Certificate,
}
_NAMES: Final = {made: name for name, made in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Template:
    """One template in one language: its files by name."""

    kind: str
    language: str
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The digest of all its files, with the name of the algorithm."""
        text = json.dumps(dict(sorted(self.files.items())), ensure_ascii=False)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    @property
    def words(self) -> dict[str, str]:
        """Its fixed words by key."""
        words: dict[str, str] = json.loads(self.files[WORDS])
        return words


def kind_of(document: object) -> str:
    """This will name the template of a document."""
    return _NAMES[type(document)]


@cache
def shipped(kind: str, language: str) -> Template:
    """This will give the template that comes with the program. Raises NotFound("template.unknown")."""
    if kind not in KINDS:
        raise NotFound("template.unknown", kind=kind, remedy="choose one of those that `yici documents list` names")
    main = (SHIPPED / f"{kind}.typ").read_text(encoding="utf-8")
    return made_of(kind, language, main, (SHIPPED / STYLE).read_text(encoding="utf-8"), {})


def made_of(kind: str, language: str, main: str, style: str, words: Mapping[str, str]) -> Template:
    """This will put a template together; `words` stand before the shipped ones."""
    said = {**words_of(language), **words}
    files = {MAIN: main, STYLE: style, WORDS: json.dumps(dict(sorted(said.items())), ensure_ascii=False, indent=0)}
    return Template(kind, language, files)
