"""What a place (实施清单) changes in the basic items: bodies, promised limits, calendar, office hours."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Fact, Source, Strict
from yici.domain.item import MaterialUse
from yici.domain.regime import LocalCause


@dataclass(frozen=True, slots=True)
class Spared:
    """A paper that a place no longer asks for, and by whose word."""

    material: str
    source: str
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class LocalItem:
    """How a place carries an item out. It may shorten limits and spare papers; what it `adds` needs a basis of its own.

    `name` and `code` are those of the place's own list (实施清单).
    """

    name: str | None = None
    code: str | None = None
    body: str | None = None
    promised_limit: Fact[Limit] = UNKNOWN
    address: str | None = None
    spares: tuple[Spared, ...] = ()
    adds: tuple[MaterialUse, ...] = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class PlaceDefinition:
    """One place's own settings; `agencies` names the local body for an agency role. `office_hours` are the sessions of
    a working day ("9:00-12:00 13:30-17:00"), where a text gives them; `local_causes` stop its own promises only."""

    code: str
    name: str
    calendars: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    agencies: dict[str, str] = field(default_factory=dict)
    items: dict[str, LocalItem] = field(default_factory=dict)
    remind_after: Limit | None = None
    office_hours: Fact[str] = UNKNOWN
    local_causes: tuple[LocalCause, ...] = ()
    name_en: str | None = None
    format: Literal[1] = 1
    kind: Literal["place"] = "place"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}
