"""The commitment that somebody signed instead of proving something (告知承诺书)."""

from dataclasses import dataclass
from datetime import date

from yici.documents.parts import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What was told in writing, what was promised on it, and how that was signed. State Council Office 2020 No. 42.

    `digest` names the very text that was told, as the record has it. The body to which it is given keeps one, the
    applicant the other.
    """

    number: str
    matter: str
    item: str
    applicant: str
    office: Office
    made_on: date
    told: tuple[str, ...]
    promised: tuple[str, ...]
    signed: str
    status_url: str
    case_number: str = ""
    digest: str = ""
    basis: tuple[str, ...] = ()
