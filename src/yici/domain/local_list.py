"""A place's own list of items (实施清单): whose word it is and what its numbers mean; and one line of it."""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from yici.domain.fact import Source, Strict
from yici.domain.item import Level
from yici.domain.vocabulary import Option

COLUMNS: Final = ("department", "main_item", "name", "area_code", "item_code", "task_type")
UNSORTED: Final = "未分类"
"""What a list writes where an item belongs to no main item."""


@dataclass(frozen=True, slots=True)
class LocalList:
    """The head of one list. `file` holds its lines, beside it; `types` gives the meaning of the numbers in it.

    `digest` is the SHA-256 of the lines and `count` their number: both are found when the file is read.
    """

    place: str
    name: str
    level: Level
    file: str
    types: tuple[Option, ...]
    sources: tuple[Source, ...]
    licence: str | None = None
    name_en: str | None = None
    digest: str = ""
    count: int = 0
    format: Literal[1] = 1
    kind: Literal["list"] = "list"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}

    @property
    def id(self) -> str:
        """A place has one list."""
        return self.place

    def type_named(self, value: str) -> Option | None:
        """This will give the meaning of a type's number."""
        return next((option for option in self.types if option.value == value), None)


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of a list, as published."""

    code: str
    name: str
    department: str
    main_item: str
    type: str
