"""Where the values of a file stand in its text, so that one of them can be changed and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from yici.catalogue.tree import LOADER, SKIPPED

FLOW = "[{"


class OddError(Exception):
    """The text is laid out in a way that is only written anew as a whole."""


@dataclass(slots=True)
class Node:
    """One value: where it begins and ends in the text, and what stands in it. `keys` are where the keys begin.

    `style` is the quote of a text, "[" or "{" of a list or mapping in brackets, empty for anything else.
    """

    start: int
    end: int
    value: Any
    style: str = ""
    keys: dict[str, int] = field(default_factory=dict)
    entries: dict[str, "Node"] = field(default_factory=dict)
    rows: list["Node"] = field(default_factory=list)

    @property
    def flow(self) -> bool:
        """Whether it is written in brackets."""
        return self.style in FLOW and bool(self.style)


def read_spans(text: str) -> Node:
    """This will give the values of a sound file with their places. Raises OddError for any other."""
    try:
        events = (event for event in yaml.parse(text, Loader=LOADER) if type(event).__name__ not in SKIPPED)
        first = next(events, None)
        if first is None:
            raise OddError
        return _node(first, events, text)
    except yaml.YAMLError as error:
        raise OddError from error


def _begins(event: Event) -> int:
    assert event.start_mark is not None
    return int(event.start_mark.index)


def _ends(event: Event) -> int:
    assert event.end_mark is not None
    return int(event.end_mark.index)


def _node(event: Event, events: Iterator[Event], text: str) -> Node:
    start = _begins(event)
    if isinstance(event, ScalarEvent):
        return Node(start, _ends(event), str(event.value), event.style or "")
    style = text[start : start + 1] if getattr(event, "flow_style", False) else ""
    node = Node(start, _ends(event), None, style)
    if isinstance(event, SequenceStartEvent):
        _fill_rows(node, events, text)
    elif isinstance(event, MappingStartEvent):
        _fill_entries(node, events, text)
    else:
        raise OddError
    return node


def _fill_rows(node: Node, events: Iterator[Event], text: str) -> None:
    for event in events:
        if isinstance(event, SequenceEndEvent):
            _close(node, event, node.rows)
            break
        node.rows.append(_node(event, events, text))
    node.value = [row.value for row in node.rows]


def _fill_entries(node: Node, events: Iterator[Event], text: str) -> None:
    for key in events:
        if isinstance(key, MappingEndEvent):
            _close(node, key, list(node.entries.values()))
            break
        if not isinstance(key, ScalarEvent) or key.value in node.keys:
            raise OddError
        node.keys[key.value] = _begins(key)
        node.entries[key.value] = _node(next(events), events, text)
    node.value = {name: entry.value for name, entry in node.entries.items()}


def _close(node: Node, event: Event, inner: list[Node]) -> None:
    """In brackets the end is the bracket; elsewhere the parser says where the next thing begins."""
    node.end = _ends(event) if node.flow or not inner else inner[-1].end


def line_start(text: str, at: int) -> int:
    """This will give where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """This will give where the line of a place ends, behind its line break."""
    if at and text[at - 1 : at] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def block_start(text: str, at: int, least: int) -> int:
    """This will give where what is said of an entry begins: the remarks right above it, as deep as it, belong to it."""
    start = line_start(text, at)
    indent = " " * (at - start)
    while start > least:
        above = line_start(text, start - 1)
        line = text[above:start].rstrip("\r\n")
        if above < least or not line.startswith(indent + "#"):
            break
        start = above
    return start


def dash_of(text: str, row: Node, least: int) -> int:
    """This will give where the dash of a row stands. Raises OddError where it does not stand before it on its line."""
    start = max(line_start(text, row.start), least)
    before = text[start : row.start]
    if before.strip(" ") != "-":
        raise OddError
    return start + before.index("-")
