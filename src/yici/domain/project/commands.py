"""What can be asked of a project."""

from dataclasses import dataclass, field
from typing import ClassVar

from yici.domain.fact import Strict


class Asked:
    """What every command shares: a face refuses a key that the command does not know."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Asked):
    """Bring a project under its code; `private` is sealed."""

    id: str
    code: str
    place: str
    subject: str
    applicant: str | None = None
    firm: str | None = None
    private: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachCase(Asked):
    """Put a case into the stage that its matter belongs to."""

    case: str
    bundle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DetachCase(Asked):
    """Take a case out that was put in by mistake."""

    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCase(Asked):
    """Record that nothing of a case runs any more."""

    case: str
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSurveyor(Asked):
    """Name an institution (its organisation's id) and what it measures."""

    organisation: str
    measurements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult(Asked):
    """Hand a result in: `digest` names the report, `cases` whose papers it stands for are found by the service."""

    id: str
    measurement: str
    organisation: str
    digest: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Asked):
    """Close a project of which nothing runs any more."""


Command = Open | AttachCase | DetachCase | EndCase | NameSurveyor | RecordResult | Close
