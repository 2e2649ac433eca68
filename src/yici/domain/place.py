"""What a place (实施清单) changes in the basic items: bodies, promised limits, competence, calendar.

A file says only what is different here. What it is silent on, the place takes over from the places above it:
`yici.domain.inheritance` says how.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Fact, Source, Strict
from yici.domain.item import MaterialUse
from yici.domain.regime import LocalCause

Reach = Literal["none", "city", "province", "nation"]
"""Whose windows may take in an application for a body elsewhere (通办): of the same city, of the same province, any."""


@dataclass(frozen=True, slots=True)
class Spared:
    """A paper that a place no longer asks for, and by whose word."""

    material: str
    source: str
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class LocalItem:
    """How a place carries an item out. It may shorten limits and spare papers; what it `adds` needs a basis of its own.

    `name` and `code` are those of the place's own list (实施清单). `handled_at` says where the item is handled for who
    applies here, as a level of government (`Tier`: "town" where it is delegated to towns) or as a 12-digit code;
    `cross_region` whose windows may take it in besides those of the place.
    """

    name: str | None = None
    code: str | None = None
    body: str | None = None
    promised_limit: Fact[Limit] = UNKNOWN
    address: str | None = None
    spares: tuple[Spared, ...] = ()
    adds: tuple[MaterialUse, ...] = ()
    handled_at: Fact[str] = UNKNOWN
    cross_region: Fact[Reach] = UNKNOWN
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class PlaceDefinition:
    """One place's own settings; `agencies` names the local body for an agency role. No `calendars`: those of the place
    above. `office_hours` are the sessions of a working day ("9:00-12:00 13:30-17:00"), where a text gives them;
    `local_causes` stop its own promises only; `warn_before`: so many working days before its last one the office is
    warned of a limit."""

    code: str
    name: str
    calendars: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    agencies: dict[str, str] = field(default_factory=dict)
    items: dict[str, LocalItem] = field(default_factory=dict)
    remind_after: Limit | None = None
    office_hours: Fact[str] = UNKNOWN
    local_causes: tuple[LocalCause, ...] = ()
    warn_before: int | None = None
    name_en: str | None = None
    format: Literal[1] = 1
    kind: Literal["place"] = "place"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}
