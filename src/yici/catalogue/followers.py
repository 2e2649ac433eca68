"""What is only told because of something that is told already: because a file, or a part of one, could not be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from yici.catalogue.assembling import VOCABULARIES
from yici.catalogue.read import Read, bytes_of
from yici.catalogue.tree import Way
from yici.domain.bundle import Bundle
from yici.domain.fault import Fault

ID: Final = re.compile(r"\bid[:：][ \t]*[\"']?([^\s\"',}#]+)")
OF_ANY: Final = "…."
"""With this begins the name of an element that every subject has."""
UNSEEN: Final = frozenset({"file.unreadable", "file.too_large", "file.not_utf8"})
"""Faults of files whose text nobody has read."""
HANGS: dict[str, frozenset[str]] = {
    "item.basis_no_law": frozenset({"sources"}),
    "bundle.item_without_basis": frozenset({"basis"}),
    "bundle.joint_without_decision": frozenset({"sources"}),
    "bundle.item_never": frozenset({"questions", "items"}),
    "bundle.excluding": frozenset({"questions", "items"}),
    "bundle.circle": frozenset({"needs", "questions", "items"}),
    "bundle.subject_count": frozenset({"questions"}),
    "place.spares_unasked": frozenset({"materials", "items"}),
    "condition.never": frozenset({"questions", "elements"}),
    "condition.unknown_name": frozenset({"questions", "elements"}),
    "condition.unknown_option": frozenset({"questions", "elements"}),
}
"""By the fault that may only be told because something is missing: the parts that it may be missing from."""
NAMES: Final = frozenset({"condition.unknown_name", "condition.unknown_option"})


@dataclass(slots=True)
class Lost:
    """What files with faults may have held: `names` by their ids, `shelves` of words of which some have no id that
    could be read, `files` that could not be read at all, by their names without folder and suffix."""

    names: set[str]
    shelves: set[str]
    files: set[str]


def lost_in(sources: Iterable[tuple[str, bytes | Path, Read | None, list[Fault]]]) -> Lost:
    """This will say what may be missing of files, each with what was read of it and its faults."""
    lost = Lost(set(), set(), set())
    for name, source, read, faults in sources:
        if not any(fault.severity == "fault" for fault in faults):
            continue
        stem = PurePosixPath(name).stem
        lost.names.add(stem)
        if read is None:
            lost.files.add(stem)
        unseen = any(fault.code in UNSEEN for fault in faults)
        named = set() if unseen else set(ID.findall(bytes_of(source).decode("utf-8", "replace")))
        if unseen or (read is None and not named):
            lost.shelves.add(stem.partition("-")[0])
        lost.names |= named
        if read is not None and _lacks_words(read, named, faults):
            lost.shelves.add(read.kind)
    return lost


def _lacks_words(read: Read, named: set[str], faults: list[Fault]) -> bool:
    """Whether a vocabulary may have held words that nobody can name: all of them, or some without an id."""
    whole = (read.kind,) in read.gone and not named - {read.id}
    return whole or any(_is_nameless(fault, read.kind) for fault in faults)


def _is_nameless(fault: Fault, kind: str) -> bool:
    """Whether a word of a vocabulary lacks its id: it may be any that is missed."""
    return fault.code == "key.missing" and re.fullmatch(rf"{kind}\.\d+\.id", fault.path) is not None


def without_followers(faults: list[Fault], reads: list[Read], kept: list[Read], lost: Lost) -> list[Fault]:
    """This will leave out what is only told because a part of a file could not be read, or one of two files of an id
    was left out: that is said already."""
    whole = {id(read) for read in kept}
    lacking = [(read, {str(way[0]) for way in read.gone}) for read in reads if read.gone]
    lacking += [(read, set(read.tree.value)) for read in reads if id(read) not in whole]
    files = {read.file: read for read in reads}
    astray = _asked_by_astray(faults, kept)

    def follows(fault: Fault) -> bool:
        at = files.get(fault.file)
        if _is_lost(fault, lost) or (fault.code in NAMES and fault.params.get("name") in astray):
            return True
        if at is None:
            return False
        near = {part for one, parts in lacking if _touches(one, at) for part in parts}
        if any(f'"{stem}"' in at.content for stem in lost.files):
            near |= set().union(*HANGS.values()) - {"sources"}
        return _follows_from(fault, at.gone, near)

    return [fault for fault in faults if not follows(fault)]


def _is_lost(fault: Fault, lost: Lost) -> bool:
    """Whether a name leads nowhere only because what it names could not be read."""
    if fault.code in NAMES:
        return fault.params.get("name") in lost.names
    if fault.code != "name.unknown":
        return False
    kind, name = fault.params["kind"], fault.params["name"]
    shelf = {"agency": "agencies"}.get(kind, f"{kind}s")
    if name.startswith(OF_ANY):
        return any(one.endswith(name.removeprefix(OF_ANY[0])) for one in lost.names)
    return name in lost.names or shelf in lost.shelves


def _asked_by_astray(faults: list[Fault], kept: list[Read]) -> set[str]:
    """What a matter asks that names an item which is not there: its real item may be missing the questions, and the
    matter those of the item."""
    files = {fault.file for fault in faults if fault.code == "name.unknown" and fault.params["kind"] == "item"}
    astray = [read.definition for read in kept if read.file in files and isinstance(read.definition, Bundle)]
    return {question.id for bundle in astray for question in bundle.questions}


def _follows_from(fault: Fault, gone: frozenset[Way], lacking: set[str]) -> bool:
    """This will say whether a fault may only be there because of what could not be read: at its own place in its file
    (`gone`), or in the `lacking` parts of this file and of those that it names."""
    path = fault.path.split(".")
    if fault.code == "name.unknown":
        return (fault.params["kind"] == "source" and "sources" in lacking) or tuple(path) in gone
    if any(list(map(str, way))[: len(path)] == path for way in gone):
        return True
    return bool(HANGS.get(fault.code, frozenset()) & lacking)


def _touches(part: Read, at: Read) -> bool:
    """Whether what is missing from one file may be missed in another: words are used everywhere."""
    return part is at or part.kind in VOCABULARIES or f'"{part.id}"' in at.content
