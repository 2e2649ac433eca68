"""Events on their way into the tables, by column."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Rows:
    """Events of one stream by column, ready to be written."""

    kinds: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    tokens: list[bytes | None] = field(default_factory=list)
    subjects: list[UUID | None] = field(default_factory=list)

    def add(
        self, kind: str, form: int, at: str, content: str, own: bytes, token: bytes | None, subject: UUID | None
    ) -> None:
        """Add one event."""
        self.kinds.append(kind)
        self.formats.append(str(form))
        self.times.append(at)
        self.contents.append(content)
        self.hashes.append(own)
        self.tokens.append(token)
        self.subjects.append(subject)
