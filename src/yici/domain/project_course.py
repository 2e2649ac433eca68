"""The course of an engineering project (工程建设项目): its stages in order, and the limit that holds for the whole.

One lead, one form and one set of papers a stage; the whole within so many working days in the hands of government
(国办发〔2019〕11号). Which matter belongs to which stage is data.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Fact, Source, Strict
from yici.domain.item import Level


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: the `bundles` that are applied for in it, and by whose word. A stage without bundles is named, and its
    items are not on record."""

    id: str
    name: str
    source: str
    bundles: tuple[str, ...] = ()
    lead: Fact[str] = UNKNOWN
    name_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Measurement:
    """What surveyors or testers hand in themselves (测验合一), and the papers that it stands for."""

    id: str
    name: str
    materials: tuple[str, ...]
    source: str
    name_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class ProjectCourse:
    """All stages in order. `whole` counts working days in which something of the project is with government."""

    id: str
    name: str
    level: Level
    stages: tuple[Stage, ...]
    sources: tuple[Source, ...]
    whole: Fact[Limit] = UNKNOWN
    measurements: tuple[Measurement, ...] = ()
    name_en: str | None = None
    gaps: tuple[str, ...] = ()
    gaps_en: tuple[str, ...] = ()
    format: Literal[1] = 1
    kind: Literal["project"] = "project"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


def stage_of(course: ProjectCourse, bundle: str) -> Stage | None:
    """This will give the stage in which a matter is applied for; None when it belongs to none."""
    return next((stage for stage in course.stages if bundle in stage.bundles), None)
