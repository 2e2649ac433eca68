"""What is kept sealed in a draft: what was typed, how each paper comes, and which commitments were signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from yici.domain.commitment import told_digest

Way = Literal["upload", "bring", "later"]
WAYS: tuple[Way, ...] = ("upload", "bring", "later")


@dataclass(frozen=True, slots=True)
class Filling:
    """`fields` as they were typed, faulty or not, by element; `ways` by paper; `signed` by item, with what was told."""

    fields: dict[str, Any] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)

    def typed(self, given: Mapping[str, Any]) -> "Filling":
        """This will keep what was typed; what was emptied is forgotten."""
        kept = {**self.fields, **given}
        return replace(self, fields={name: value for name, value in kept.items() if value not in ("", [])})

    def coming(self, ways: Mapping[str, str]) -> "Filling":
        """This will keep how papers come."""
        return replace(self, ways={**self.ways, **{name: way for name, way in ways.items() if way in WAYS}})

    def signing(self, item: str, told: tuple[str, ...], yes: bool) -> "Filling":
        """This will keep, or take back, the signature under what was told for an item."""
        kept = {name: value for name, value in self.signed.items() if name != item}
        return replace(self, signed={**kept, item: told_digest(told)} if yes else kept)

    def has_signed(self, item: str, told: tuple[str, ...]) -> bool:
        """This will say whether this very text was signed: a text that changed must be signed anew."""
        return self.signed.get(item) == told_digest(told)

    def as_data(self) -> dict[str, Any]:
        """This will give the plain values to be sealed."""
        return {"fields": self.fields, "ways": self.ways, "signed": self.signed}


def read_filling(data: Mapping[str, Any]) -> Filling:
    """This will read back what was sealed."""
    return Filling(dict(data.get("fields", {})), dict(data.get("ways", {})), dict(data.get("signed", {})))
