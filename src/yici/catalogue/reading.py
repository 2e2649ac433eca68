"""From definition files to typed definitions: strict, whole, and with every fault at once in file and line."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from yici.catalogue.kinds import KINDS, CalendarYear, Definition
from yici.catalogue.list_file import Source, beside, read_list
from yici.catalogue.schemas import keys_at
from yici.catalogue.tree import MAX_BYTES, Tree, full_width, read_tree
from yici.catalogue.years import calendars, year_faults
from yici.domain.catalogue import Catalogue
from yici.domain.checking import check_catalogue
from yici.domain.error import YiciError
from yici.domain.fault import Fault
from yici.domain.local_list import ListedItem, LocalList
from yici.domain.occurrence import Shelf

FORMAT = 1
VOCABULARIES = ("elements", "materials", "licences", "agencies", "registers", "roles", "themes")
NUMBERED = frozenset({"elements", "materials"})
ALMOST = (".yml", ".yaml")
TABLE = ".csv"
INDEX = re.compile(r"[0-9]{1,9}")
Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One file as read. `content` is its canonical JSON, `digest` the SHA-256 of that; `lines` those of a list."""

    file: str
    kind: str
    id: str
    definition: Definition
    content: str
    digest: str
    tree: Tree = field(repr=False)
    lines: tuple[ListedItem, ...] = field(default=(), repr=False)


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
        read, wrong = read_file(name, source)
        faults += wrong
        if read is not None:
            read, wrong = with_lines(read, tables or {})
            faults += wrong
            reads.append(read)
    if not reads and not faults:
        faults.append(Fault("folder.empty"))
    reading = check_reads(reads)
    broken = {PurePosixPath(fault.file).stem for fault in faults if fault.severity == "fault"}
    within = [fault for fault in reading.faults if not _of_a_broken_file(fault, broken)]
    reading.faults = _in_order([*faults, *within])
    return reading


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
        return None, [_fault_of(detail, str(kind), name, tree) for detail in error.errors(include_url=False)]
    content = adapter.dump_json(definition).decode()
    identity = getattr(definition, "id", None) or getattr(definition, "code", None) or str(kind)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Read(name, str(kind), identity, definition, content, digest, tree), []


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


PYDANTIC = {
    "missing": "key.missing",
    "missing_argument": "key.missing",
    "missing_keyword_only_argument": "key.missing",
    "unexpected_keyword_argument": "key.unknown",
    "extra_forbidden": "key.unknown",
    "literal_error": "value.not_allowed",
    "int_parsing": "value.not_a_number",
    "bool_parsing": "value.not_a_boolean",
    "date_from_datetime_parsing": "value.not_a_date",
    "date_parsing": "value.not_a_date",
    "tuple_type": "value.not_a_list",
    "dict_type": "value.not_a_mapping",
    "dataclass_type": "value.not_a_mapping",
    "string_type": "value.not_text",
}


def _fault_of(detail: Any, kind: str, name: str, tree: Tree) -> Fault:
    path = tuple(part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-")))
    code, params = _what_of(detail)
    params |= {"key": str(path[-1]) if path else "", "given": str(detail.get("input"))[:80]}
    if code == "value.not_a_mapping":
        params["keys"] = "、".join(keys_at(kind, path)) or "键"
    if code == "key.unknown":
        params |= _nearest(params["key"], keys_at(kind, path[:-1]))
    return Fault(code, ".".join(str(part) for part in path), params, file=name, line=tree.line(path))


def _what_of(detail: Any) -> tuple[str, dict[str, str]]:
    context = detail.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, YiciError):
        return raised.code, {key: str(value) for key, value in raised.params.items()}
    code = PYDANTIC.get(detail["type"], "value.wrong")
    params = {"problem": str(detail["msg"])} if code == "value.wrong" else {}
    if "expected" in context:
        params["allowed"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        params |= _nearest(str(detail["input"])[:80], params["allowed"].split(", "))
    return code, params


def _nearest(given: str, known: list[str]) -> dict[str, str]:
    near = get_close_matches(given, known, n=1)
    return {"near": near[0]} if near else {}


def _unique(reads: list[Read]) -> tuple[list[Read], list[Fault]]:
    kept: dict[tuple[str, str], Read] = {}
    faults = []
    for read in reads:
        first = kept.setdefault((read.kind, read.id), read)
        if first is not read:
            params = {"id": read.id, "first": first.file}
            faults.append(Fault("id.two_files", "id", params, file=read.file, line=read.tree.line(("id",))))
    return list(kept.values()), faults


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
    return replace(fault, path=".".join(map(str, path)), params=params, file=read.file, line=read.tree.line(path))


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
