"""The files of a published state: those that were kept as they were written, the others laid out anew."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Final

from yici.catalogue import store
from yici.catalogue.assembling import VOCABULARIES
from yici.catalogue.editing.patching import laid_out
from yici.catalogue.kinds import KINDS
from yici.catalogue.read import Read
from yici.catalogue.reading import check_reads
from yici.catalogue.tree import CONTROL
from yici.domain.fault import Fault

FOLDERS: Final = {
    "item": "items", "bundle": "bundles", "place": "places", "regime": "regimes", "calendar": "calendars",
    "project": "projects", "list": "lists",
} | dict.fromkeys(VOCABULARIES, "vocabulary")  # fmt: skip
LONGEST_PATH: Final = 200
CLOSED: Final = frozenset({"list"})
"""What a place has published itself comes with its table and is loaded as it is."""


@dataclass(frozen=True, slots=True)
class Base:
    """A published state as files: each with its path, and the faults that it had when it was published."""

    digest: str
    reads: tuple[Read, ...]
    faults: frozenset[tuple[str, str, str]]

    def by_path(self) -> Mapping[str, Read]:
        """This will give the files by their paths."""
        return {read.file: read for read in self.reads}


def path_of(kind: str, identity: str) -> str:
    """This will give the path that a file of a kind gets if nobody says another."""
    return f"{FOLDERS[kind]}/{identity}.yaml"


@lru_cache(maxsize=2)
def base_of(digest: str) -> Base:
    """This will give a state by the digest of its members."""
    members = store.members(digest)
    known = store.paths(members.values())
    reads = [_placed(read, known) for read in store.reads(members.values())]
    taken: dict[str, Read] = {}
    for read in reads:
        # Two files of one name in the history of an instance: the second is called by its id.
        path = read.file if read.file not in taken else path_of(read.kind, f"{read.kind}-{read.id}")
        taken[path] = replace(read, file=path)
    files = list(taken.values())
    return Base(digest, tuple(files), frozenset(mark_of(fault) for fault in check_reads(files).faults))


def _placed(read: Read, known: Mapping[str, str]) -> Read:
    kept = known.get(read.digest, "")
    return replace(read, file=kept if is_path(kept) else path_of(read.kind, read.id))


def is_path(path: str) -> bool:
    """This will say whether a path is one of a definition file in one of the folders, and leads nowhere else."""
    parts = PurePosixPath(path).parts
    plain = path == "/".join(parts) and not any(part.startswith(".") for part in parts)
    shown = "\\" not in path and not CONTROL.search(path) and len(path) <= LONGEST_PATH
    return plain and shown and path.endswith(".yaml") and len(parts) > 1 and parts[0] in FOLDERS.values()


def mark_of(fault: Fault) -> tuple[str, str, str]:
    """This will give what a fault is known by, wherever its file lies and whichever line it stands on."""
    return fault.code, f"{fault.file} {fault.path}", repr(sorted(fault.params.items()))


def text_of(read: Read) -> str:
    """This will give the file of a published definition: as it was written, else with everything that it says."""
    kept = store.wordings([read.digest]).get(read.digest)
    return kept[1] if kept else written_anew(read)


def texts_of(reads: list[Read]) -> dict[str, str]:
    """This will give the files of several published definitions by their paths, in one statement."""
    kept = store.wordings([read.digest for read in reads])
    return {read.file: kept[read.digest][1] if read.digest in kept else written_anew(read) for read in reads}


def written_anew(read: Read) -> str:
    """This will write a definition whose file nobody has kept."""
    told = KINDS[read.kind].dump_python(read.definition, mode="json", exclude_defaults=True)
    return laid_out({"format": "1", "kind": read.kind, **_plain(told)})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
