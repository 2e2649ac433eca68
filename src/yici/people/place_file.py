"""A file of places: CSV in UTF-8 with the columns code, name, level, parent and, if known, initials.

Codes are twelve digits. A row of level 1 has no parent. Reading changes nothing and reports every fault with its line.
"""

import csv
import gzip
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from yici.domain.division import is_code, level_of, prefix_of

COLUMNS: Final = ("code", "name", "level", "parent")
INITIALS: Final = "initials"
LEVELS: Final = ("1", "2", "3", "4", "5")
NAME_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which line (the header is line 1): a stable code and its parameters."""

    file: str
    line: int
    code: str
    params: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.file}:{self.line}: {self.code}" + (f" ({told})" if told else "")


class PlaceLine(NamedTuple):
    """One row, sound in itself. `parent` is empty at level 1, `initials` None where the file has no such column."""

    file: str
    line: int
    code: str
    name: str
    level: int
    parent: str
    initials: str | None


def read_places(paths: Sequence[Path], levels: int, faults: list[Fault]) -> Iterator[PlaceLine]:
    """This will yield the sound rows down to a level, file by file, and add to `faults` what is wrong with the others.

    Raises OSError when a file cannot be read.
    """
    for path in paths:
        yield from _read_file(path, levels, faults)


def _read_file(path: Path, levels: int, faults: list[Fault]) -> Iterator[PlaceLine]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        names = _cells(next(lines, b"").decode(errors="replace").strip("\ufeff\r\n"))
        if lacking := [name for name in COLUMNS if name not in names]:
            faults.append(Fault(path.name, 1, "place.columns_missing", {"columns": ", ".join(lacking)}))
            return
        pick = itemgetter(*(names.index(name) for name in (*COLUMNS, INITIALS) if name in names))
        for number, raw in enumerate(lines, start=2):
            found = _read_line(path.name, number, raw, len(names), pick)
            if isinstance(found, Fault):
                faults.append(found)
            elif found is not None and found.level <= levels:
                yield found


def _read_line(
    file: str, number: int, raw: bytes, width: int, pick: Callable[[list[str]], tuple[str, ...]]
) -> PlaceLine | Fault | None:
    try:
        text = raw.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        return Fault(file, number, _wrong_encoding(raw))
    if not text:
        return None
    cells = _cells(text)
    if len(cells) != width:
        return Fault(file, number, "place.cells_wrong", {"found": str(len(cells))})
    code, name, level, parent, *rest = pick(cells)
    if wrong := _fault_in(code, name, level, parent):
        return Fault(file, number, wrong, {"code": code, "name": name, "level": level, "parent": parent})
    return PlaceLine(file, number, code, name, int(level), parent, rest[0] if rest else None)


def _cells(text: str) -> list[str]:
    # Nearly all lines are without quotes, and the csv module takes ten times as long for a single line.
    return next(csv.reader([text])) if '"' in text else text.split(",")


def _wrong_encoding(raw: bytes) -> str:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "place.not_utf8"
    return "place.gbk"


def _fault_in(code: str, name: str, level: str, parent: str) -> str | None:
    if not is_code(code):
        return "place.code_wrong"
    if not name.strip() or len(name) > NAME_LENGTH:
        return "place.name_wrong"
    if level != LEVELS[level_of(code) - 1]:
        return "place.level_wrong"
    return None if _parent_fits(code, level, parent) else "place.parent_wrong"


def _parent_fits(code: str, level: str, parent: str) -> bool:
    if level == LEVELS[0]:
        return not parent
    prefix = _prefix(parent)
    return prefix is not None and parent != code and code.startswith(prefix)


@lru_cache(maxsize=64)
def _prefix(parent: str) -> str | None:
    # Rows of one parent mostly stand together.
    return prefix_of(parent) if is_code(parent) else None
