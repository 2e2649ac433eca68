"""From definition files to typed definitions: strict, whole, and with every fault at once in file and line."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from yici.catalogue.kinds import KINDS, CalendarYear, Definition
from yici.catalogue.list_file import Source, beside, read_list
from yici.catalogue.refusals import fault_of
from yici.catalogue.salvage import follows_from, readable
from yici.catalogue.tree import MAX_BYTES, Tree, Way, full_width, read_tree
from yici.catalogue.years import calendars, year_faults
from yici.domain.catalogue import Catalogue
from yici.domain.checking import check_catalogue
from yici.domain.fault import Fault
from yici.domain.local_list import ListedItem, LocalList
from yici.domain.occurrence import Shelf

FORMAT = 1
VOCABULARIES = ("elements", "materials", "licences", "agencies", "registers", "roles", "themes")
WHOLE = frozenset({"list"})
"""Kinds whose other files would be read by a head that is not whole."""
NUMBERED = frozenset({"elements", "materials"})
ALMOST = (".yml", ".yaml")
TABLE = ".csv"
INDEX = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Read:
    """One file as read. `content` is its canonical JSON, `digest` the SHA-256 of that; `lines` those of a list.
    `gone` are the paths of what could not be read: then it is only there for the checks."""

    file: str
    kind: str
    id: str
    definition: Definition
    content: str
    digest: str
    tree: Tree = field(repr=False)
    lines: tuple[ListedItem, ...] = field(default=(), repr=False)
    gone: frozenset[Way] = frozenset()


@dataclass(slots=True)
class Reading:
    """Everything read from a folder: the catalogue as far as it could be built, the files, and all faults."""

    catalogue: Catalogue
    files: list[Read]
    faults: list[Fault]

    @property
    def sound(self) -> bool:
        """True when nothing but warnings was found."""
        return not any(fault.severity == "fault" for fault in self.faults)


def read_folder(folder: Path) -> Reading:
    """This will read every .yaml file below `folder` (or the one file that it is) and check them as a whole."""
    if not folder.is_dir():
        return read_all([(folder.name, folder)], tables_beside(folder))
    named = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    tables = {name: path for name, path in named.items() if path.suffix == TABLE}
    reading = read_all(((name, path) for name, path in named.items() if path.suffix == ".yaml"), tables)
    reading.faults += _unnamed(reading.files, tables)
    # Passed over in silence, such a file would be taken for published.
    almost = sorted(name for name, path in named.items() if path.suffix.lower() in ALMOST and path.suffix != ".yaml")
    reading.faults = _in_order([*reading.faults, *(Fault("file.suffix", file=name, line=1) for name in almost)])
    return reading


def tables_beside(file: Path) -> dict[str, Source]:
    """This will find the tables that a single file may name."""
    return {path.name: path for path in file.parent.glob(f"*{TABLE}")}


def _unnamed(reads: list[Read], tables: Mapping[str, Source]) -> list[Fault]:
    """Passed over in silence, such a table would be taken for published."""
    named = {beside(read.file, read.definition.file) for read in reads if isinstance(read.definition, LocalList)}
    return [Fault("list.unnamed", file=name, line=1, severity="warning") for name in sorted(tables.keys() - named)]


def read_all(files: Iterable[tuple[str, bytes | Path]], tables: Mapping[str, Source] | None = None) -> Reading:
    """This will read named files, from bytes or from where they lie; their order makes no difference.

    `tables` are the files that lists name, by their names.
    """
    reads: list[Read] = []
    faults: list[Fault] = []
    for name, source in sorted(files, key=lambda named: named[0]):
        read, wrong = _as_far_as_readable(name, source)
        faults += wrong
        if read is not None:
            read, wrong = with_lines(read, tables or {})
            faults += wrong
            reads.append(read)
    if not reads and not faults:
        faults.append(Fault("folder.empty"))
    reading = check_reads(reads)
    broken = {PurePosixPath(fault.file).stem for fault in faults if fault.severity == "fault"}
    doubled = [fault for fault in reading.faults if fault.code == "id.two_files"]
    broken |= {PurePosixPath(name).stem for fault in doubled for name in (fault.file, fault.params["first"])}
    within = [fault for fault in reading.faults if not _of_a_broken_file(fault, broken)]
    reading.faults = _in_order([*faults, *_without_followers(within, reads, reading)])
    return reading


def _without_followers(faults: list[Fault], reads: list[Read], reading: Reading) -> list[Fault]:
    """Leave out what is only told because a part of a file could not be read, or one of two files of an id was left
    out: that is said already."""
    kept = {id(read) for read in reading.files}
    lacking = [(read, {str(way[0]) for way in read.gone}) for read in reads if read.gone]
    lacking += [(read, set(read.tree.value)) for read in reads if id(read) not in kept]
    files = {read.file: read for read in reads}

    def follows(fault: Fault) -> bool:
        at = files.get(fault.file)
        near = {part for one, parts in lacking if at and _touches(one, at) for part in parts}
        return at is not None and follows_from(fault, at.gone, near)

    return [fault for fault in faults if not (lacking and follows(fault))]


def _touches(part: Read, at: Read) -> bool:
    """Whether what is missing from one file may be missed in another: words are used everywhere."""
    return part is at or part.kind in VOCABULARIES or f'"{part.id}"' in at.content


def _of_a_broken_file(fault: Fault, broken: set[str]) -> bool:
    """Whether a name leads nowhere only because the file that holds it could not be read: that is said already."""
    if fault.code != "name.unknown":
        return False
    kind, name = fault.params["kind"], fault.params["name"]
    shelf = {"agency": "agencies"}.get(kind, f"{kind}s")
    return name in broken or any(stem.split("-")[0] == shelf for stem in broken)


def _in_order(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.file, fault.line, fault.code, fault.path))


def check_reads(reads: list[Read]) -> Reading:
    """This will put files that were read into one catalogue and check it as a whole."""
    unique, doubled = _unique(reads)
    catalogue, within = assemble(unique)
    named = {(read.kind, read.id): read for read in unique}
    faults = doubled + within + [_placed(fault, unique, named) for fault in check_catalogue(catalogue)]
    return Reading(catalogue, unique, faults)


def _bytes(source: bytes | Path) -> bytes:
    """A file that is too large is refused for its first byte too many: the rest need not come into memory."""
    if isinstance(source, bytes):
        return source
    with source.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def read_file(name: str, source: bytes | Path) -> tuple[Read | None, list[Fault]]:
    """This will read one file into its type, with every fault of its form."""
    try:
        tree = read_tree(_bytes(source))
    except OSError as error:
        return None, [Fault("file.unreadable", params={"problem": error.strerror or ""}, file=name, line=1)]
    return read_typed(name, tree)


def _as_far_as_readable(name: str, source: bytes | Path) -> tuple[Read | None, list[Fault]]:
    """Read one file, with every fault of its form, and without the faulty entries if there are any."""
    read, faults = read_file(name, source)
    if read is not None or any(fault.code.startswith("file.") for fault in faults):
        return read, faults
    tree = read_tree(_bytes(source))
    kind = tree.value.get("kind") if isinstance(tree.value, dict) else None
    adapter = KINDS.get(kind) if isinstance(kind, str) and kind not in WHOLE else None
    rest = readable(tree, adapter) if adapter and tree.value.get("format") == str(FORMAT) else None
    if rest is None:
        return None, faults
    more = [fault_of(detail, str(kind), name, tree) for detail in rest.refused] if tree.faults else []
    return _read_of(rest.definition, str(kind), name, rest.tree, rest.gone), [*faults, *more]


def read_typed(name: str, tree: Tree) -> tuple[Read | None, list[Fault]]:
    """This will read what a file says into its type, with every fault of its form."""
    faults = [replace(fault, file=name) for fault in tree.faults]
    if tree.value is None or faults:
        return None, faults
    if not isinstance(tree.value, dict):
        slip = full_width(tree.value) if isinstance(tree.value, str) else None
        return None, [replace(slip, file=name) if slip else Fault("file.not_a_mapping", file=name, line=1)]
    kind = tree.value.get("kind")
    adapter = KINDS.get(kind) if isinstance(kind, str) else None
    if adapter is None:
        found = {"kind": str(kind), "kinds": ", ".join(KINDS)}
        return None, [Fault("file.kind", "kind", found, file=name, line=tree.line(("kind",)))]
    if tree.value.get("format") != str(FORMAT):
        found = {"format": str(tree.value.get("format", "")), "known": str(FORMAT)}
        return None, [Fault("file.format", "format", found, file=name, line=tree.line(("format",)))]
    try:
        definition = adapter.validate_python({**tree.value, "format": FORMAT})
    except ValidationError as error:
        return None, [fault_of(detail, str(kind), name, tree) for detail in error.errors(include_url=False)]
    return _read_of(definition, str(kind), name, tree), []


def _read_of(definition: Any, kind: str, name: str, tree: Tree, gone: frozenset[Way] = frozenset()) -> Read:
    content = KINDS[kind].dump_json(definition).decode()
    identity = getattr(definition, "id", None) or getattr(definition, "code", None) or kind
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Read(name, kind, identity, definition, content, digest, tree, gone=gone)


def with_lines(read: Read, tables: Mapping[str, Source]) -> tuple[Read, list[Fault]]:
    """This will add the lines to the head of a list, with every fault of theirs; any other file stays as it is."""
    if not isinstance(read.definition, LocalList):
        return read, []
    head, lines, faults = read_list(read.definition, read.file, tables)
    faults = [
        replace(fault, line=read.tree.line((fault.path,))) if fault.file == read.file else fault for fault in faults
    ]
    content = KINDS[read.kind].dump_json(head).decode()
    digest = hashlib.sha256(content.encode()).hexdigest()
    return replace(read, definition=head, content=content, digest=digest, lines=lines), faults


def _unique(reads: list[Read]) -> tuple[list[Read], list[Fault]]:
    """Keep one of the files of each id, if there is one the one that is named like it. The words of all are kept: what
    stands in a doubled vocabulary is not missing."""
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
        if word.id in shelf:
            line = read.tree.line((read.kind, number, "id"))
            faults.append(Fault("id.twice", f"{read.kind}.{number}.id", {"id": word.id}, file=read.file, line=line))
        shelf[word.id] = word
    return faults


def _placed(fault: Fault, reads: list[Read], named: Mapping[tuple[str, str], Read]) -> Fault:
    """Give a fault of the whole the file and line of the definition that it is about."""
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
