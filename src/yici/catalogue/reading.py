"""From definition files to typed definitions: strict, whole, and with every fault at once in file and line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from yici.catalogue.assembling import assemble, placed, unique
from yici.catalogue.followers import lost_in, without_followers
from yici.catalogue.list_file import Source, beside
from yici.catalogue.read import Read, as_far_as_readable, with_lines
from yici.domain.catalogue import Catalogue
from yici.domain.checking import check_catalogue
from yici.domain.fault import Fault
from yici.domain.local_list import LocalList

ALMOST = (".yml", ".yaml")
TABLE = ".csv"


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
    return _read(files, tables or {}, [])


def read_changed(files: Iterable[tuple[str, bytes]], base: Iterable[Read]) -> Reading:
    """This will read changed files in place of those of the same path, together with what else a state holds."""
    changed = list(files)
    names = {name for name, _ in changed}
    return _read(changed, {}, [read for read in base if read.file not in names])


def _read(files: Iterable[tuple[str, bytes | Path]], tables: Mapping[str, Source], base: list[Read]) -> Reading:
    sources = sorted(files, key=lambda named: named[0])
    told = [(name, source, *_with_lines(name, source, tables)) for name, source in sources]
    reads = [*base, *(read for _, _, read, _ in told if read is not None)]
    faults = [fault for *_, wrong in told for fault in wrong]
    if not told and not base:
        faults.append(Fault("folder.empty"))
    reading = check_reads(reads)
    lost = lost_in(told)
    doubled = [fault for fault in reading.faults if fault.code == "id.two_files"]
    lost.names |= {PurePosixPath(name).stem for fault in doubled for name in (fault.file, fault.params["first"])}
    reading.faults = _in_order([*faults, *without_followers(reading.faults, reads, reading.files, lost)])
    return reading


def _with_lines(name: str, source: bytes | Path, tables: Mapping[str, Source]) -> tuple[Read | None, list[Fault]]:
    read, faults = as_far_as_readable(name, source)
    if read is None:
        return None, faults
    read, wrong = with_lines(read, tables)
    return read, [*faults, *wrong]


def _in_order(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.file, fault.line, fault.code, fault.path))


def check_reads(reads: list[Read]) -> Reading:
    """This will put files that were read into one catalogue and check it as a whole."""
    kept, doubled = unique(reads)
    catalogue, within = assemble(kept)
    named = {(read.kind, read.id): read for read in kept}
    faults = doubled + within + [placed(fault, kept, named) for fault in check_catalogue(catalogue)]
    return Reading(catalogue, kept, faults)
