"""Reading YAML without surprises: every scalar is text, nothing is shared, nothing is deep, every value has its line.

Refused: anchors and aliases (alias bombs), tags, duplicate keys, empty values, control characters, files over 1 MB,
other encodings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from yici.domain.fault import Fault

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 40
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
EMPTY = {"~", "null", "Null", "NULL"}
TAB = re.compile(r" *\t")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text column, terminal or page should meet; YAML lets it in as an escape ("\\0")."""
HALF = {"：": "半角冒号加空格“: ”", "－": "半角减号加空格“- ”", "　": "半角空格", "＃": "半角井号“#”"}
WRITTEN = {"：": ": ", "－": "- ", "＃": "#"}
MOST_SLIPS = 50
"""So many full-width marks, or tabs, are told at once."""
FULL_WIDTH = re.compile(r"^ *(?:- )*(?:[^\s#:：\"'“”－　＃]+(?=：))?(?P<mark>[：－　＃])")
SKIPPED = ("StreamStartEvent", "DocumentStartEvent", "DocumentEndEvent", "StreamEndEvent")

Way = tuple[str | int, ...]
"""The path of a value: keys, and numbers in lists, from 0."""


@dataclass(slots=True)
class Tree:
    """A file as plain dicts, lists and strings; `lines` gives the line of each path; `faults` what was refused.
    `moved`: where a path stood before faulty entries were left out."""

    value: Any = None
    lines: dict[Way, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    moved: dict[Way, Way] = field(default_factory=dict)

    def line(self, path: tuple[str | int, ...]) -> int:
        """This will give the line of a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def stood(self, path: Way) -> Way:
        """This will give the path by which the file itself has what stands at a path here."""
        for size in range(len(path), 0, -1):
            if path[:size] in self.moved:
                return (*self.moved[path[:size]], *path[size:])
        return path


def read_tree(data: bytes) -> Tree:
    """This will read one YAML document; it never raises, whatever the bytes are: `faults` says what is wrong.

    Behind a full-width mark is read on as if it were its half-width sister, so that all of them are told at once.
    """
    tree = Tree()
    text = _text(data, tree)
    slips: list[Fault] = []
    while text is not None:
        tree = _parsed(text)
        slip = next((fault for fault in tree.faults if fault.code == "file.full_width"), None)
        if slip is None:
            break
        slips.append(slip)
        text = _mended(text, slip) if len(slips) < MOST_SLIPS else None
    tree.faults = [*slips, *(fault for fault in tree.faults if fault.code != "file.full_width")]
    return tree


def _mended(text: str, slip: Fault) -> str | None:
    """Write the half-width mark for one that was found. None where nobody knows how deep an indent was meant."""
    lines, character = text.splitlines(keepends=True), slip.params["character"]
    if character not in WRITTEN:
        return None
    lines[slip.line - 1] = re.sub(f"{character} ?", WRITTEN[character], lines[slip.line - 1], count=1)
    return "".join(lines)


def _parsed(text: str) -> Tree:
    tree = Tree()
    if tabbed := [number for number, line in enumerate(text.split("\n"), 1) if TAB.match(line)]:
        tree.faults += [Fault("file.tab", line=number) for number in tabbed[:MOST_SLIPS]]
        return tree
    try:
        events = _checked(yaml.parse(text, Loader=LOADER), tree)
        first = next(events, None)
        if first is None:
            tree.faults.append(Fault("file.empty", line=1))
        else:
            tree.value = _build(first, events, (), tree)
            if next(events, None) is not None:
                tree.faults.append(Fault("file.several_documents", line=1))
            elif isinstance(tree.value, str) and (slip := full_width(text, text.count("\n") + 1)):
                tree.faults.append(slip)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        if slip := full_width(text, line):
            tree.faults.append(slip)
            return tree
        tree.faults.append(Fault("file.yaml", params={"problem": error.problem or ""}, line=line))
    except ReaderError as error:
        # Its position counts bytes or characters, as the loader goes; the first such character is the one.
        line = text.count("\n", 0, text.find(chr(error.character))) + 1
        tree.faults.append(Fault("file.yaml", params={"problem": str(error.reason)}, line=line))
    except _Stop:
        pass
    return tree


def full_width(text: str, line: int = 1) -> Fault | None:
    """This will find, up to a line, a full-width mark where only its half-width sister works."""
    for number, one in enumerate(text.splitlines()[:line], 1):
        if found := FULL_WIDTH.match(one):
            character = found["mark"]
            return Fault("file.full_width", params={"character": character, "wanted": HALF[character]}, line=number)
    return None


class _Stop(Exception):
    """The file was refused as a whole; its fault is noted."""


def _text(data: bytes, tree: Tree) -> str | None:
    if len(data) > MAX_BYTES:
        tree.faults.append(Fault("file.too_large", params={"bytes": str(len(data)), "most": str(MAX_BYTES)}, line=1))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        tree.faults.append(Fault("file.not_utf8", line=line))
        return None
    return text


def _checked(events: Iterator[Event], tree: Tree) -> Iterator[Event]:
    """Refuse while streaming, before anything is built: the parser itself keeps no nesting on Python's stack."""
    depth = 0
    for event in events:
        if type(event).__name__ in SKIPPED:
            continue
        line = _line(event)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            tree.faults.append(Fault("file.alias", line=line))
            raise _Stop
        if tag := getattr(event, "tag", None):
            tree.faults.append(Fault("file.tag", params={"tag": str(tag)}, line=line))
            raise _Stop
        depth += isinstance(event, (MappingStartEvent, SequenceStartEvent))
        depth -= isinstance(event, (MappingEndEvent, SequenceEndEvent))
        if depth > MAX_DEPTH:
            tree.faults.append(Fault("file.too_deep", params={"most": str(MAX_DEPTH)}, line=line))
            raise _Stop
        yield event


def _build(event: Event, events: Iterator[Event], path: tuple[str | int, ...], tree: Tree) -> Any:
    tree.lines[path] = _line(event)
    if isinstance(event, ScalarEvent):
        return _scalar(event, path, tree)
    if isinstance(event, SequenceStartEvent):
        return _sequence(events, path, tree)
    return _mapping(events, path, tree)


def _scalar(event: ScalarEvent, path: tuple[str | int, ...], tree: Tree) -> str:
    line, value = _line(event), str(event.value)
    # A plain scalar has no style; the two loaders say so in two ways.
    if not value or (not event.style and value in EMPTY):
        tree.faults.append(Fault("value.empty", _dotted(path), line=line))
    _refuse_control(value, path, line, tree)
    return value


def _refuse_control(text: str, path: tuple[str | int, ...], line: int, tree: Tree) -> None:
    if found := CONTROL.search(text):
        params = {"code": f"U+{ord(found.group()):04X}"}
        tree.faults.append(Fault("value.control_character", _dotted(path), params, line=line))


def _sequence(events: Iterator[Event], path: tuple[str | int, ...], tree: Tree) -> list[Any]:
    values: list[Any] = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        values.append(_build(event, events, (*path, len(values)), tree))
    return values


def _mapping(events: Iterator[Event], path: tuple[str | int, ...], tree: Tree) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key in events:
        if isinstance(key, MappingEndEvent):
            break
        line = _line(key)
        if not isinstance(key, ScalarEvent):
            tree.faults.append(Fault("key.not_text", _dotted(path), line=line))
            raise _Stop
        _refuse_control(key.value, path, line, tree)
        if key.value in values:
            tree.faults.append(Fault("key.twice", _dotted((*path, key.value)), {"key": key.value}, line=line))
        values[key.value] = _build(next(events), events, (*path, key.value), tree)
        tree.lines[(*path, key.value)] = line
    return values


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path)
