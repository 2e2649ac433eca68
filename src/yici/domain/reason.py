"""Reasons: why a line stands where it stands, as a code with parameters. Faces put them into words."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code ("material.shared") and its parameters (plain strings)."""

    code: str
    params: dict[str, str] = field(default_factory=dict)
