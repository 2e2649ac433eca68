"""The text of new files: each key with its meaning above it; and writing them, all or none, never over others."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from yici.catalogue.key_words import KEYS, TITLES, explained
from yici.catalogue.read import Read, read_file
from yici.catalogue.reading import Reading, check_reads
from yici.catalogue.writing import yaml_text
from yici.domain.error import Conflict
from yici.domain.fault import Fault

TOP = re.compile(r"^(\w+):", re.MULTILINE)
UNSAID = frozenset({"format", "kind", "id", "name", "name_en"})
"""Keys that everybody understands."""


def commented(type_name: str, kind: str, definition: Mapping[str, Any]) -> str:
    """This will write a definition with the meaning of each key above it, and below what else there may be."""
    kept = {key: value for key, value in definition.items() if value not in (None, [], {}, "")}
    head = [f"{TITLES[type_name]}。写法见 docs/items.md。 How to write it: docs/items.md"]
    text = yaml_text(kept, remarks=head, schema=f"../schemas/{kind}.json")
    return TOP.sub(lambda found: _remark(type_name, found[1]) + found[0], text) + "".join(_others(type_name, kept))


def _remark(type_name: str, key: str) -> str:
    words = "" if key in UNSAID else explained(type_name, key)
    return f"# {words}\n" if words else ""


def _others(type_name: str, kept: Mapping[str, Any]) -> Iterable[str]:
    others = [key for key in KEYS[type_name] if key not in kept and key not in UNSAID]
    if others:
        yield "# 没有写的键，需要时再加。 Keys that are not used yet:\n"
    for key in others:
        yield f"#   {key}: {explained(type_name, key)}\n"


def check_new(files: Mapping[str, str], known: Reading) -> list[Fault]:
    """This will find what new files say wrong, alone and beside what is known."""
    reads: list[Read] = []
    faults: list[Fault] = []
    for name, text in files.items():
        read, wrong = read_file(name, text.encode())
        faults += wrong
        reads += [read] if read else []
    within = check_reads([*known.files, *reads]).faults
    return [*faults, *(fault for fault in within if {fault.file, fault.params.get("first")} & files.keys())]


def write_new(files: Mapping[str, str], folder: Path) -> list[Path]:
    """This will write new files into a folder of definitions: all or none. Raises Conflict when one is there."""
    made: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="") as file:
                made.append(path)
                file.write(text)
    except BaseException as error:
        # Also when somebody presses Ctrl-C just now: half of a definition is none.
        for path in made:
            path.unlink()
        if isinstance(error, FileExistsError):
            raise Conflict("file.exists", file=str(error.filename), remedy="choose another id") from error
        raise
    return made
