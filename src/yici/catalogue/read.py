"""One definition file: from its bytes to its type, with every fault of its form, and as far as it can be read if there
are any."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from yici.catalogue.kinds import KINDS, Definition
from yici.catalogue.list_file import Source, read_list
from yici.catalogue.refusals import fault_of
from yici.catalogue.salvage import likely_kind, readable
from yici.catalogue.tree import MAX_BYTES, Tree, Way, read_tree
from yici.domain.fault import Fault
from yici.domain.local_list import ListedItem, LocalList

FORMAT = 1
READ_ON = frozenset({"file.kind", "file.format", "file.full_width"})
"""What is wrong with the keys that say how to read a file, or with a mark: what it says can be read all the same."""


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
    text: str = field(default="", repr=False)
    """The file as it is written; empty for what comes from the database or was made by a program."""


def bytes_of(source: bytes | Path) -> bytes:
    """This will give what a file holds, or of one that is too large no more than shows it: the rest need not come into
    memory."""
    if isinstance(source, bytes):
        return source
    with source.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def read_file(name: str, source: bytes | Path) -> tuple[Read | None, list[Fault]]:
    """This will read one file into its type, with every fault of its form."""
    try:
        data = bytes_of(source)
    except OSError as error:
        return None, [Fault("file.unreadable", params={"problem": error.strerror or ""}, file=name, line=1)]
    read, faults = read_typed(name, read_tree(data))
    return (replace(read, text=data.decode()) if read else None), faults


def as_far_as_readable(name: str, source: bytes | Path) -> tuple[Read | None, list[Fault]]:
    """This will read one file, with every fault of its form, and without the faulty entries if there are any.

    Where the kind is missing or misspelt, the file is read as the kind that its keys are those of.
    """
    read, faults = read_file(name, source)
    if read is not None or any(fault.code.startswith("file.") and fault.code not in READ_ON for fault in faults):
        return read, faults
    tree = read_tree(bytes_of(source))
    kind = _kind_of(tree.value) if isinstance(tree.value, dict) else None
    rest = readable(tree, kind, PurePosixPath(name).stem) if kind and _of_this_format(tree.value) else None
    if kind is None or rest is None:
        return None, faults
    told = {(fault.code, fault.path) for fault in faults}
    more = [fault_of(detail, kind, name, tree) for detail in rest.refused]
    more = [fault for fault in more if (fault.code, fault.path) not in told]
    return _read_of(rest.definition, kind, name, rest.tree, rest.gone), [*faults, *more]


def _kind_of(value: dict[str, Any]) -> str | None:
    told = value.get("kind")
    return told if isinstance(told, str) and told in KINDS else likely_kind(value)


def _of_this_format(value: dict[str, Any]) -> bool:
    """Whether a file may be read on: of a later format it knows more than this reader."""
    told = value.get("format")
    return bool(value.keys() - {"format", "kind"}) and not (
        isinstance(told, str) and told.isdigit() and told != str(FORMAT)
    )


def read_typed(name: str, tree: Tree) -> tuple[Read | None, list[Fault]]:
    """This will read what a file says into its type, with every fault of its form."""
    faults = [replace(fault, file=name) for fault in tree.faults]
    if tree.value is None or faults:
        return None, faults
    if not isinstance(tree.value, dict):
        return None, [Fault("file.not_a_mapping", file=name, line=1)]
    kind = tree.value.get("kind")
    adapter = KINDS.get(kind) if isinstance(kind, str) else None
    if adapter is None:
        near = likely_kind(tree.value)
        found = {"kind": str(kind or ""), "kinds": ", ".join(KINDS)} | ({"near": near} if near else {})
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
