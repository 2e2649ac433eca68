"""The reforms as switches, so that each one's effect can be shown, and what the applicant brings along."""

from dataclasses import dataclass
from typing import Literal

Lever = Literal["merged_form", "reuse", "parallel", "joint_inspection", "tolerance", "commitment"]
LEVERS: tuple[Lever, ...] = ("merged_form", "reuse", "parallel", "joint_inspection", "tolerance", "commitment")


@dataclass(frozen=True, slots=True)
class Policy:
    """Which reforms are on. All on is how Yici works; all off is each item alone, one after another."""

    merged_form: bool = True
    reuse: bool = True
    parallel: bool = True
    joint_inspection: bool = True
    tolerance: bool = True
    commitment: bool = True


@dataclass(frozen=True, slots=True)
class Holdings:
    """What need not be asked: licences already held (type ids), registers that this instance is connected to, and
    elements known from the applicant's account, of which only the person said those that are `declared`. Register and
    account values stand elsewhere; here are only names."""

    licences: frozenset[str] = frozenset()
    registers: frozenset[str] = frozenset()
    elements: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
