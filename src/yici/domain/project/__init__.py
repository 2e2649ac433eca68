"""The project machine: a container over the stages of an engineering project, which refers to cases by their ids."""

from yici.domain.project.commands import (
    AttachCase,
    Close,
    Command,
    DetachCase,
    EndCase,
    NameSurveyor,
    Open,
    RecordResult,
)
from yici.domain.project.days import used_until, whole_of
from yici.domain.project.decide import Context, decide
from yici.domain.project.events import EVENTS, ProjectEvent
from yici.domain.project.evolve import evolve, fold
from yici.domain.project.settle import bounded, next_due, settle
from yici.domain.project.state import Attached, Project, Result, Surveyor, Whole

__all__ = [
    "EVENTS",
    "AttachCase",
    "Attached",
    "Close",
    "Command",
    "Context",
    "DetachCase",
    "EndCase",
    "NameSurveyor",
    "Open",
    "Project",
    "ProjectEvent",
    "RecordResult",
    "Result",
    "Surveyor",
    "Whole",
    "bounded",
    "decide",
    "evolve",
    "fold",
    "next_due",
    "settle",
    "used_until",
    "whole_of",
]
