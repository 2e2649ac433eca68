"""The marks of bodies and kinds (机关代字) that a site numbers its documents with: a file of its own, `marks.toml`.

    [bodies]
    demo-market = "示市监"
    [kinds]
    acceptance = "受"

No standard gives them. What stands in no such file is called by its name.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

FILE: Final = "marks.toml"
LONGEST: Final = 30


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks by code of the body and by kind; `fault` says why the file could not be read."""

    bodies: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def marks_of(folder: Path) -> Marks:
    """This will read the marks of a site; a file that cannot be read leaves every name as it is."""
    path = folder / FILE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return Marks()


@lru_cache(maxsize=4)
def _read(path: Path, _: int) -> Marks:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        return Marks(fault=str(fault))
    wrong = [name for name in told if name not in ("bodies", "kinds")]
    found = {name: _texts(told.get(name, {})) for name in ("bodies", "kinds")}
    wrong += [name for name, texts in found.items() if texts is None]
    return Marks(fault=", ".join(wrong)) if wrong else Marks(found["bodies"] or {}, found["kinds"] or {})


def _texts(table: Any) -> dict[str, str] | None:
    if not isinstance(table, dict):
        return None
    fine = all(isinstance(text, str) and 0 < len(text) <= LONGEST and text.isprintable() for text in table.values())
    return table if fine else None
