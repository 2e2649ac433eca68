"""What can be found: one entry, as the app that knows the thing hands it in."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final, Literal, get_args

Kind = Literal["bundle", "item", "place", "listed"]
"""A matter, a basic item, a place, and an item of a place's own list, whose id is place/code."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
FORMAT: Final = 2
"""Counted up when entries are split differently, with a migration: after one, an instance indexes what is new again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found. `aliases` are other names that lead to it, `around` are names of what it belongs to
    (theme, department): they lead to it last. Of two equally good, the one of the greater `weight` comes first.

    `place` is empty when it holds everywhere; `owner` is the place whose own list it stands in, `department` the name
    that this list has for who handles it. `detail` is said beside the title and not searched.
    """

    kind: Kind
    id: str
    title: str
    title_en: str = ""
    aliases: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    department: str = ""
    owner: str = ""
    place: str = ""
    detail: str = ""
    weight: int = 0

    @property
    def key(self) -> str:
        """What tells it apart from every other entry."""
        return f"{self.kind}:{self.id}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the title first, each once."""
        return tuple(dict.fromkeys(name for name in (self.title, self.title_en, *self.aliases) if name))

    def digest(self) -> str:
        """This will tell this content, split as today, from any other."""
        told = json.dumps([FORMAT, asdict(self)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()
