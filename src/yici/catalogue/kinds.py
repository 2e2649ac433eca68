"""The kinds of definition files and the types that they are read into."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import TypeAdapter

from yici.domain.bundle import Bundle
from yici.domain.fact import Strict
from yici.domain.item import Item
from yici.domain.local_list import LocalList
from yici.domain.place import PlaceDefinition
from yici.domain.project_course import ProjectCourse
from yici.domain.regime import Regime
from yici.domain.vocabulary import Agency, Element, LicenceType, Material, Register, Role, Theme
from yici.domain.year_table import YearTable


@dataclass(frozen=True, slots=True)
class Elements:
    """Some data elements; `id` tells files of the same kind apart."""

    elements: tuple[Element, ...]
    id: str = "elements"
    format: Literal[1] = 1
    kind: Literal["elements"] = "elements"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Materials:
    """Some canonical papers; `id` tells files of the same kind apart."""

    materials: tuple[Material, ...]
    id: str = "materials"
    format: Literal[1] = 1
    kind: Literal["materials"] = "materials"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Licences:
    """Some licence types; `id` tells files of the same kind apart."""

    licences: tuple[LicenceType, ...]
    id: str = "licences"
    format: Literal[1] = 1
    kind: Literal["licences"] = "licences"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Agencies:
    """Some roles of bodies; `id` tells files of the same kind apart."""

    agencies: tuple[Agency, ...]
    id: str = "agencies"
    format: Literal[1] = 1
    kind: Literal["agencies"] = "agencies"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Registers:
    """Some registers; `id` tells files of the same kind apart."""

    registers: tuple[Register, ...]
    id: str = "registers"
    format: Literal[1] = 1
    kind: Literal["registers"] = "registers"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Roles:
    """Some roles of subjects; `id` tells files of the same kind apart."""

    roles: tuple[Role, ...]
    id: str = "roles"
    format: Literal[1] = 1
    kind: Literal["roles"] = "roles"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Themes:
    """Some themes; `id` tells files of the same kind apart."""

    themes: tuple[Theme, ...]
    id: str = "themes"
    format: Literal[1] = 1
    kind: Literal["themes"] = "themes"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Holiday:
    """One named rest day."""

    date: date
    name: str
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """Where a year's table comes from."""

    title: str
    publisher: str
    kind: str
    note: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year of a place's calendar as published."""

    id: str
    place: str
    year: int
    holidays: tuple[Holiday, ...]
    workdays: tuple[date, ...]
    source: CalendarSource
    format: Literal[1] = 1
    kind: Literal["calendar"] = "calendar"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}

    @property
    def calendar(self) -> str:
        """The calendar that this year belongs to: the id without its year ("cn-2026" is a year of "cn")."""
        return self.id.removesuffix(f"-{self.year}")

    def table(self) -> YearTable:
        """This will give the year as the domain counts with it."""
        return YearTable(
            self.year, {day.date: day.name for day in self.holidays}, frozenset(self.workdays), self.source.title
        )


Vocabulary = Elements | Materials | Licences | Agencies | Registers | Roles | Themes
Definition = Item | Bundle | Regime | PlaceDefinition | LocalList | ProjectCourse | Vocabulary | CalendarYear
KINDS: dict[str, TypeAdapter[Any]] = {
    "item": TypeAdapter(Item),
    "bundle": TypeAdapter(Bundle),
    "regime": TypeAdapter(Regime),
    "place": TypeAdapter(PlaceDefinition),
    "list": TypeAdapter(LocalList),
    "project": TypeAdapter(ProjectCourse),
    "elements": TypeAdapter(Elements),
    "materials": TypeAdapter(Materials),
    "licences": TypeAdapter(Licences),
    "agencies": TypeAdapter(Agencies),
    "registers": TypeAdapter(Registers),
    "roles": TypeAdapter(Roles),
    "themes": TypeAdapter(Themes),
    "calendar": TypeAdapter(CalendarYear),
}
