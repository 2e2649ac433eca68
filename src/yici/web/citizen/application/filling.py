"""What is kept sealed in a draft: what was typed, how each paper comes, and which commitments were signed.

Beside it: where somebody was last, which page wrote a field last, and what two places filled in otherwise. At a window
also who came, and what the clerk found when looking at papers and fields.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as parts_of
from typing import Any, Literal

from yici.domain.commitment import told_digest
from yici.domain.editing import Met, meet

Way = Literal["upload", "bring", "later"]
WAYS: tuple[Way, ...] = ("upload", "bring", "later")


@dataclass(frozen=True, slots=True)
class Filling:
    """`fields` as they were typed, faulty or not, by element; `ways` by paper; `signed` by item, with what was told.

    `part` is the page of the form that was kept last; `pages` says by element which shown page wrote it last; `clashes`
    has, by element, what another place typed into a field that was changed meanwhile; `firm` is the firm for which it
    is, "" for oneself, None where nobody was asked.

    `checks` is what a clerk found, by paper or element: how it is, the code of what is to be mended, words, in which
    form it was seen. `person` is who stands at the counter, `present` are the roles of those who signed before the
    clerk.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    part: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Any] = field(default_factory=dict)
    firm: str | None = None
    checks: dict[str, dict[str, str]] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    present: Sequence[str] = ()

    def typed(self, given: Mapping[str, Any]) -> "Filling":
        """This will keep what was typed; what was emptied is forgotten."""
        kept = {**self.fields, **given}
        return replace(self, fields={name: value for name, value in kept.items() if value not in ("", [])})

    def met(self, given: Mapping[str, Any], shown: Mapping[str, str], page: str) -> "tuple[Filling, Met]":
        """This will keep what a page typed into the fields that nobody else changed; the others stand side by side.

        `shown` are the prints of what the page showed, `page` is its own name.
        """
        own = frozenset(name for name, by in self.pages.items() if by == page and page)
        met = meet(shown=shown, typed=given, kept=self.fields, own=own)
        changed = {name for name, value in met.taken.items() if self.fields.get(name) != value}
        changed = {name for name in changed if name in self.fields or met.taken[name] not in ("", [])}
        clashes = {name: value for name, value in self.clashes.items() if name not in changed} | met.clashes
        by = {**self.pages, **dict.fromkeys(changed, page)}
        return replace(self.typed(met.taken), pages=by, clashes=clashes), met

    def at(self, part: str) -> "Filling":
        """This will keep on which page of the form its owner was last."""
        return replace(self, part=part)

    def settled(self, element: str, *, other: bool) -> "Filling":
        """This will end a clash: by taking what was typed at the other place, or by leaving what stands."""
        value = self.clashes.get(element)
        left = replace(self, clashes={name: one for name, one in self.clashes.items() if name != element})
        return left.typed({element: value}) if other and element in self.clashes else left

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

    def checked(self, checks: Mapping[str, dict[str, str]]) -> "Filling":
        """This will keep what a clerk found; what was found before and is not told again stays."""
        kept = {**self.checks, **checks}
        return replace(self, checks={name: found for name, found in kept.items() if found})

    def as_data(self) -> dict[str, Any]:
        """This will give the plain values to be sealed."""
        return {part.name: getattr(self, part.name) for part in parts_of(self)}


def read_filling(data: Mapping[str, Any]) -> Filling:
    """This will read back what was sealed."""
    return Filling(**{part.name: data[part.name] for part in parts_of(Filling) if part.name in data})
