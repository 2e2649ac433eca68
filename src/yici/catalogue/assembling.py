"""Putting definitions that were read into one catalogue: each id once, each word once, and each fault of the whole at
its place in a file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from yici.catalogue.kinds import CalendarYear
from yici.catalogue.read import Read
from yici.catalogue.tree import Way
from yici.catalogue.years import calendars, year_faults
from yici.domain.catalogue import Catalogue
from yici.domain.fault import Fault
from yici.domain.occurrence import Shelf

VOCABULARIES = ("elements", "materials", "licences", "agencies", "registers", "roles", "themes")
NUMBERED = frozenset({"elements", "materials"})
INDEX = re.compile(r"[0-9]{1,9}")


def unique(reads: list[Read]) -> tuple[list[Read], list[Fault]]:
    """This will keep one of the files of each id, if there is one the one that is named like it. The words of all are
    kept: what stands in a doubled vocabulary is not missing."""
    named = [read for read in reads if PurePosixPath(read.file).stem == read.id]
    first: dict[tuple[str, str], Read] = {}
    for read in (*named, *reads):
        first.setdefault((read.kind, read.id), read)
    kept, faults = [], []
    for read in reads:
        other = first[read.kind, read.id]
        if other is read or read.kind in VOCABULARIES:
            kept.append(read)
        if other is not read:
            code = "id.two_files" if ("id",) in read.tree.lines or read.kind not in VOCABULARIES else "id.not_given"
            params = {"id": read.id, "first": other.file}
            faults.append(Fault(code, "id", params, file=read.file, line=read.tree.line(("id",))))
    return kept, faults


def assemble(reads: Iterable[Read]) -> tuple[Catalogue, list[Fault]]:
    """This will index typed definitions into a catalogue; ids doubled inside a vocabulary are faults."""
    shelves: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    digests: dict[str, str] = {}
    years: list[CalendarYear] = []
    for read in reads:
        digests[f"{read.kind}:{read.id}"] = read.digest
        if isinstance(read.definition, CalendarYear):
            wrong = year_faults(read.definition, years, read.file, read.tree)
            faults += wrong
            if not any(fault.severity == "fault" for fault in wrong):
                years.append(read.definition)
        elif read.kind in VOCABULARIES:
            faults += _shelve(shelves.setdefault(read.kind, {}), read)
        else:
            shelves.setdefault(f"{read.kind}s", {})[read.id] = read.definition
    for kind in NUMBERED & shelves.keys():
        shelves[kind] = Shelf(shelves[kind], shelves.get("roles"))
    return Catalogue(**shelves, calendars=calendars(years), digests=digests), faults


def _shelve(shelf: dict[str, Any], read: Read) -> list[Fault]:
    faults = []
    for number, word in enumerate(getattr(read.definition, read.kind)):
        name = word.id
        if name in shelf:
            line = read.tree.line((read.kind, number, "id"))
            faults.append(Fault("id.twice", f"{read.kind}.{number}.id", {"id": name}, file=read.file, line=line))
            # Under a name that nothing can ask for it is checked as the others are, and they keep their numbers.
            name = f"{name}\0{read.file}\0{number}"
        shelf[name] = word
    return faults


def placed(fault: Fault, reads: list[Read], named: Mapping[tuple[str, str], Read]) -> Fault:
    """This will give a fault of the whole the file and line of the definition that it is about."""
    kind, _, identity = fault.subject.partition(":")
    path = tuple(int(part) if INDEX.fullmatch(part) else part for part in fault.path.split(".") if part)
    if kind in VOCABULARIES:
        read, path = _word_placed(path, [read for read in reads if read.kind == kind])
    else:
        read = named.get((kind, identity))
    if read is None:
        return fault
    params = {key: str(value) for key, value in fault.params.items()}
    stood = ".".join(map(str, read.tree.stood(path)))
    return replace(fault, path=stood, params=params, file=read.file, line=read.tree.line(path))


def _word_placed(path: Way, reads: list[Read]) -> tuple[Read | None, Way]:
    """A word is numbered through all files of its kind: find the file that holds it, and its number there."""
    kind, number, *rest = (*path, "", "")[: max(len(path), 2)]
    if not isinstance(number, int):
        return (reads[0] if reads else None), path
    for read in reads:
        held = len(getattr(read.definition, str(kind)))
        if number < held:
            return read, (kind, number, *rest)
        number -= held
    return None, path
