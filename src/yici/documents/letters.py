"""Letters from one body of government to another: the question for an opinion, and what silence led to."""

from dataclasses import dataclass
from datetime import date

from yici.documents.parts import Due, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """One department that is asked: about what, until when, and what its silence would mean."""

    name: str
    about: str
    until: Due
    silence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRequest:
    """The written question to other departments (征求意见函), all asked at once. Licensing Law Art. 26."""

    number: str
    matter: str
    applicant: str
    office: Office
    made_on: date
    asked: tuple[AskedOf, ...]
    status_url: str
    case_number: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceNotice:
    """The notice to a department that was silent (缺席默认告知书): it counts as agreeing by `basis`, answers for that,
    and still owes its opinion until `until`. `noticed_on` and `proof` say how the question is known to have arrived.
    """

    number: str
    matter: str
    applicant: str
    office: Office
    made_on: date
    department: str
    about: str
    asked_on: date
    noticed_on: date
    proof: str
    absent_on: date
    until: Due
    basis: tuple[str, ...]
    status_url: str
    case_number: str = ""
