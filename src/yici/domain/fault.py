"""What is wrong with a definition: where, what, and what to do. Checks report every fault at once."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `file` and `line` (from 1) where they are known, `path` inside the definition ("materials.2.when").

    A warning does not stop publishing at level `reference`; a fault always does.
    """

    code: str
    path: str = ""
    params: dict[str, str] = field(default_factory=dict)
    severity: Severity = "fault"
    subject: str = ""
    file: str = ""
    line: int = 0
