"""One question and its answer, as the faces hand them over."""

from dataclasses import dataclass, field
from typing import Final

from yici.domain.division import bounds_of, is_code
from yici.search import lexemes as of
from yici.search.entry import KINDS, Kind
from yici.search.marking import Marked

LONGEST_FILTER: Final = 100


@dataclass(frozen=True, slots=True)
class After:
    """The place in the order behind which a page begins, or before which it ends."""

    tier: int = -1
    weight: int = 0
    size: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Without `kinds` all of them; each has a page of its own if `grouped`, else all share one.

    `owner` and `department` narrow to a place's own list, `among` to some ids. With `before`, the page that ends there,
    not one that begins `after`.
    """

    text: str = ""
    kinds: tuple[Kind, ...] = ()
    theme: str = ""
    agency: str = ""
    audience: str = ""
    type: str = ""
    tier: str = ""
    department: str = ""
    owner: str = ""
    among: tuple[str, ...] | None = None
    place: str = ""
    grouped: bool = False
    limit: int = 10
    after: After = field(default_factory=After)
    before: After | None = None

    def filters(self) -> list[tuple[str, str]]:
        """This will give what narrows the question, as marks and values."""
        given = (
            (of.THEME, self.theme), (of.AGENCY, self.agency), (of.AUDIENCE, self.audience), (of.TYPE, self.type),
            (of.TIER, self.tier), (of.DEPARTMENT, self.department), (of.OWNER, self.owner),
        )  # fmt: skip
        return [(mark, value[:LONGEST_FILTER]) for mark, value in given if value]

    @property
    def first(self) -> bool:
        """Whether the first page is wanted."""
        return self.before is None and self.after == After()

    def bounds(self) -> tuple[str, str]:
        """This will give the lowest and the highest code of the place asked for."""
        return bounds_of(self.place) if is_code(self.place) else of.EVERYWHERE

    def lists(self) -> list[Kind | None]:
        """This will give the kinds to answer side by side; None for all of them in one list."""
        return list(self.kinds or KINDS) if self.grouped else [None]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `readings` are the syllables of its names; `shown` is the name by which it was found,
    marked; `rank` says how well it fits."""

    kind: Kind
    id: str
    title: str
    title_en: str
    detail: str
    names: tuple[str, ...]
    readings: tuple[str, ...]
    shown: Marked
    rank: str
    place: str
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    audience: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One list of hits; `after` is where its next page begins, `before` where the page in front of it ends, None when
    nothing is there."""

    kind: Kind | None
    hits: tuple[Hit, ...]
    after: After | None = None
    before: After | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `likely`: only nearly what was typed. `place` is the code of a place that the text named."""

    groups: tuple[Group, ...] = ()
    likely: bool = False
    place: str = ""

    def __bool__(self) -> bool:
        return any(group.hits for group in self.groups)
