"""Loads places: all in one transaction, or nothing.

1. read and check every row, copying the sound ones into a draft; 2. stop with every fault, if there is one;
3. begin the full names below renamed places anew; 4. merge what is new or different; 5. tell the apps above.
"""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from django.db import transaction

from yici.domain.division import bounds_of, is_code
from yici.domain.error import Invalid
from yici.people import loaded
from yici.people.place_file import Fault, read_places
from yici.people.place_tree import base_of, placed
from yici.people.store import place_draft

__all__ = ["SHIPPED_PLACES", "Fault", "Loaded", "Progress", "is_shipped", "load_places"]

FOLDER: Final = Path(__file__).parent / "data"
UPPER_LEVELS: Final = 3
ALL_LEVELS: Final = 5
NATION: Final = "000000000000"
SHIPPED_PLACES: Final = {UPPER_LEVELS: 3_348, ALL_LEVELS: 665_271}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is: rows read so far, or merging what was read."""

    stage: Literal["read", "merge"]
    rows: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: rows read, of which were new, were changed."""

    read: int
    added: int
    changed: int


def load_places(
    *,
    levels: int = ALL_LEVELS,
    files: Sequence[Path] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Loaded:
    """This will load the shipped places down to a level (1 province … 5 village), or files of the operator's own.

    Loading again changes nothing; rows that are already there and not in the files stay. Raises Invalid("place.faults")
    whose `faults` lists every fault with file and line; then nothing was loaded.
    """
    if levels not in range(1, ALL_LEVELS + 1):
        raise Invalid("place.levels", levels=levels, remedy="name a level from 1 (province) to 5 (village)")
    told = progress or _silent
    faults: list[Fault] = []
    with transaction.atomic():
        place_draft.lock_for_load()
        lines = read_places(_shipped(levels) if files is None else files, levels, faults)
        rows = placed(lines, place_draft.upper_places(), faults)
        read = place_draft.copy_draft(rows, lambda count: told(Progress("read", count)))
        faults.extend(_repeated())
        if faults:
            raise Invalid("place.faults", faults=_in_order(faults), remedy="mend every line named and load again")
        told(Progress("merge", read))
        _restate_below_renamed()
        added, changed = place_draft.merge_draft()
        if added or changed:
            loaded.done()
    return Loaded(read, added, changed)


def is_shipped(code: str) -> bool:
    """This will say whether a code lies in a county that the shipped divisions know, without a database."""
    if code == NATION:
        return True
    upper = code[:6] + "000000"
    with gzip.open(_shipped(UPPER_LEVELS)[0], "rt", encoding="utf-8") as lines:
        return is_code(code) and any(line.startswith(f"{upper},") for line in lines)


def _silent(progress: Progress) -> None:
    """Nobody listens."""


def _shipped(levels: int) -> list[Path]:
    names = ["divisions-1-3.csv.gz"] if levels <= UPPER_LEVELS else ["divisions-1-3.csv.gz", "divisions-4-5.csv.gz"]
    return [FOLDER / name for name in names]


def _repeated() -> list[Fault]:
    return [
        Fault(file, line, "place.code_repeated", {"code": code, "first": first})
        for file, line, code, first in place_draft.repeated_in_draft()
    ]


def _in_order(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.file, fault.line))


def _restate_below_renamed() -> None:
    changes = [
        (*bounds_of(code), base_of(code, old_name, old_path), base_of(code, name, path))
        for code, old_name, old_path, name, path in place_draft.renamed_by_draft()
    ]
    if changes:
        place_draft.restate_paths(changes)
