"""What a command on a project led to, and how the same request is answered when it comes again."""

from dataclasses import dataclass
from typing import Any

from yici.domain.project import Project


@dataclass(frozen=True, slots=True)
class Outcome:
    """The project as it is now, its version, and the signed receipt of the last event."""

    project: Project
    seq: int
    receipt: dict[str, Any]
