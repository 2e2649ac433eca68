"""A bundle (一件事): the items that one wish of a person sets in motion, and the questions that decide which."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Fact, Source, Strict
from yici.domain.item import Level, Question


@dataclass(frozen=True, slots=True)
class BundleItem:
    """One item of the bundle, when it applies, and which published list names it."""

    item: str
    source: str
    when: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One published record of a place's reform, never mixed with our own computed figures. Time in `unit`."""

    place_name: str
    source: str
    measure: Literal["steps", "materials", "time", "trips", "agencies", "form_fields"]
    before: int | None = None
    after: int | None = None
    unit: str | None = None
    note: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A role that several people or things may fill: `count` is the question that asks how many (two sellers)."""

    role: str
    count: str
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """One matter as people name it. `joint_limit` only with the decision that ordered joint handling (Art. 26, 42)."""

    id: str
    name: str
    level: Level
    items: tuple[BundleItem, ...]
    sources: tuple[Source, ...]
    lead: Fact[str] = UNKNOWN
    joint_limit: Fact[Limit] = UNKNOWN
    questions: tuple[Question, ...] = ()
    subjects: tuple[Subject, ...] = ()
    themes: tuple[str, ...] = ()
    records: tuple[BeforeAfter, ...] = ()
    aliases: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    name_en: str | None = None
    intro: str | None = None
    intro_en: str | None = None
    gaps_en: tuple[str, ...] = ()
    format: Literal[1] = 1
    kind: Literal["bundle"] = "bundle"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}
