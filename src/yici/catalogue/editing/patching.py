"""Giving a file another value: what stays the same keeps its place, its quotes, its remarks and its line ends.

What is written is read again before it is given out: it says exactly what was wanted, or the next larger part of the
file is written anew, and at last all of it.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from yici.catalogue.editing.laying import flow, lines_of_entry, lines_of_row, scalar_like
from yici.catalogue.editing.spans import (
    Node,
    OddError,
    block_start,
    dash_of,
    line_end,
    line_start,
    read_spans,
)
from yici.catalogue.tree import read_tree
from yici.catalogue.writing import INDENT

Value = dict[str, Any]
Edit = tuple[int, int, str]
"""What stands from one place to another becomes this text."""
MARK = "\ufeff"
MOST_ALIGNED = 2000
"""Longer lists are not searched for what moved: an entry in their middle is found by what stands before and behind."""


def patched(text: str, wanted: Value, order: Callable[[tuple[str | int, ...]], Sequence[str]]) -> str:
    """This will give a file that says what is wanted; `order` names the keys that may stand at a path, in their order.

    The text itself comes back where it says so already.
    """
    mark, body = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    if read_tree(body.encode()).value == wanted:
        return text
    for write in (_by_parts, _by_entries):
        try:
            made = write(body, wanted, order)
        except OddError:
            continue
        if read_tree(made.encode()).value == wanted:
            return mark + made
    return mark + _head(body) + laid_out(wanted)


def laid_out(wanted: Value) -> str:
    """This will write a definition as a file, without a remark."""
    return "".join(f"{line}\n" for key, value in wanted.items() for line in lines_of_entry(key, value, ""))


def _head(text: str) -> str:
    """The remarks that a file begins with."""
    lines = text.splitlines(keepends=True)
    number = next((n for n, line in enumerate(lines) if not line.lstrip().startswith("#")), len(lines))
    return "".join(line.replace("\r\n", "\n") for line in lines[:number])


def _by_parts(text: str, wanted: Value, order: Callable[[tuple[str | int, ...]], Sequence[str]]) -> str:
    writer = _Writer(text, order)
    writer.change(read_spans(text), wanted, (), "")
    return writer.written()


def _by_entries(text: str, wanted: Value, order: Callable[[tuple[str | int, ...]], Sequence[str]]) -> str:
    """Write every changed key of the file anew as a whole."""
    writer = _Writer(text, order)
    writer.whole_entries = True
    writer.change(read_spans(text), wanted, (), "")
    return writer.written()


class _Writer:
    """Collects what is to be changed in a text."""

    def __init__(self, text: str, order: Callable[[tuple[str | int, ...]], Sequence[str]]) -> None:
        self.text = text
        self.order = order
        self.break_ = "\r\n" if "\r\n" in text else "\n"
        self.edits: list[Edit] = []
        self.whole_entries = False

    def written(self) -> str:
        """This will give the text with all changes, those at one place in the order in which they were made."""
        made, at = [], 0
        for start, end, text in sorted(self.edits, key=lambda edit: (edit[0], edit[1])):
            if start < at:
                raise OddError
            made += [self.text[at:start], text]
            at = end
        return "".join([*made, self.text[at:]])

    def change(self, node: Node, wanted: Any, path: tuple[str | int, ...], indent: str) -> None:
        """This will make a value say what is wanted; `indent` is how deep its entries stand."""
        if node.value == wanted:
            return
        if isinstance(wanted, dict) and node.entries and wanted and not node.flow:
            self._mapping(node, wanted, path)
        elif isinstance(wanted, list) and node.rows and wanted and not node.flow:
            self._list(node, wanted, path)
        elif node.flow and type(node.value) is type(wanted) and wanted and node.value:
            self.edits.append((node.start, node.end, flow(wanted)))
        else:
            self._scalar(node, wanted)

    def _scalar(self, node: Node, wanted: Any) -> None:
        written = scalar_like(wanted, node.style) if isinstance(wanted, str) and isinstance(node.value, str) else None
        if written is None:
            raise OddError
        self.edits.append((node.start, node.end, written))

    def _mapping(self, node: Node, wanted: Value, path: tuple[str | int, ...]) -> None:
        indent = self._indent(next(iter(node.keys.values())), node)
        for key, entry in node.entries.items():
            if key not in wanted:
                self._drop(node, key)
            elif entry.value != wanted[key]:
                self._entry(node, key, wanted[key], path, indent)
        self._add(node, {key: value for key, value in wanted.items() if key not in node.keys}, path, indent)

    def _indent(self, at: int, node: Node) -> str:
        """How deep the keys of a mapping stand; the first one of a row stands behind a dash."""
        return " " * (at - line_start(self.text, at))

    def _entry(self, node: Node, key: str, value: Any, path: tuple[str | int, ...], indent: str) -> None:
        before = len(self.edits)
        try:
            if self.whole_entries:
                raise OddError
            self.change(node.entries[key], value, (*path, key), indent)
        except OddError:
            del self.edits[before:]
            start = node.keys[key]
            self.edits.append((start, self._behind(node.entries[key]), self._lines(lines_of_entry(key, value, indent))))

    def _lines(self, lines: list[str]) -> str:
        """Lines in place of what began in the midst of its line: without the indent of the first."""
        return "".join(f"{line}{self.break_}" for line in lines).lstrip(" ")

    def _behind(self, node: Node) -> int:
        return line_end(self.text, node.end)

    def _drop(self, node: Node, key: str) -> None:
        """Take an entry out. The first one of a row shares its line with the dash: then the row is written anew."""
        start = node.keys[key]
        if self.text[line_start(self.text, start) : start].strip(" "):
            raise OddError
        least = self._least(node, key)
        self.edits.append((block_start(self.text, start, least), self._behind(node.entries[key]), ""))

    def _least(self, node: Node, key: str) -> int:
        names = list(node.keys)
        number = names.index(key)
        # What stands above the first key is said of the whole file.
        return self._behind(node.entries[names[number - 1]]) if number else line_start(self.text, node.keys[key])

    def _add(self, node: Node, added: Value, path: tuple[str | int, ...], indent: str) -> None:
        """Write new entries behind the nearest one that stands before them in the order of the type."""
        known = list(self.order(path))
        place = {key: number for number, key in enumerate(known)}
        for key in sorted(added, key=lambda one: place.get(one, len(known))):
            before = [one for one in node.keys if place.get(one, -1) < place.get(key, len(known))]
            at = self._behind(node.entries[before[-1] if before else next(iter(node.keys))])
            self._insert(at, lines_of_entry(key, added[key], indent))

    def _insert(self, at: int, lines: list[str]) -> None:
        ended = not at or self.text[at - 1] == "\n"
        self.edits.append((at, at, ("" if ended else self.break_) + "".join(f"{one}{self.break_}" for one in lines)))

    def _list(self, node: Node, wanted: list[Any], path: tuple[str | int, ...]) -> None:
        dashes = [dash_of(self.text, row, 0) for row in node.rows]
        starts = self._starts(node, dashes)
        ends = [self._behind(row) for row in node.rows]
        indent = " " * (dashes[0] - line_start(self.text, dashes[0]))
        if self.text[line_start(self.text, dashes[0]) : dashes[0]].strip(" "):
            raise OddError
        if len(wanted) == len(node.rows) and _is_permutation(node.value, wanted):
            self._reorder(node, wanted, starts, ends)
            return
        for old, new in _runs(node.value, wanted):
            self._run(node, old, [(number, wanted[number]) for number in new], starts, ends, path, indent)

    def _starts(self, node: Node, dashes: list[int]) -> list[int]:
        """Where each row begins: the remarks above it are its own, up to the row before, or to the key of the list."""
        least = [0, *(self._behind(row) for row in node.rows[:-1])]
        return [block_start(self.text, dash, end) for dash, end in zip(dashes, least, strict=True)]

    def _reorder(self, node: Node, wanted: list[Any], starts: list[int], ends: list[int]) -> None:
        left = list(range(len(wanted)))
        for place, value in enumerate(wanted):
            number = next(one for one in left if node.value[one] == value)
            left.remove(number)
            if number != place:
                moved = self.text[starts[number] : ends[number]]
                moved += "" if moved.endswith("\n") else self.break_
                self.edits.append((starts[place], ends[place], moved))

    def _run(
        self, node: Node, old: range, new: list[tuple[int, Any]], starts: list[int], ends: list[int],
        path: tuple[str | int, ...], indent: str,
    ) -> None:  # fmt: skip
        """Change the rows of a run one by one, drop those that are too many, write those that are new behind them."""
        for number, (_, value) in zip(old, new, strict=False):
            self._row(node.rows[number], value, (*path, number), indent)
        for number in old[len(new) :]:
            self.edits.append((starts[number], ends[number], ""))
        at = ends[old[-1]] if old else (ends[old.start - 1] if old.start else starts[0])
        for _, value in new[len(old) :]:
            self._insert(at, lines_of_row(value, indent))

    def _row(self, row: Node, value: Any, path: tuple[str | int, ...], indent: str) -> None:
        before = len(self.edits)
        try:
            self.change(row, value, path, indent + INDENT)
        except OddError:
            del self.edits[before:]
            dash = dash_of(self.text, row, 0)
            self.edits.append((dash, self._behind(row), self._lines(lines_of_row(value, indent))))


def _is_permutation(old: list[Any], new: list[Any]) -> bool:
    if len(old) > MOST_ALIGNED:
        return False
    left = list(new)
    try:
        for value in old:
            left.remove(value)
    except ValueError:
        return False
    return True


def _runs(old: list[Any], new: list[Any]) -> Iterator[tuple[range, range]]:
    """Give the runs of rows that differ: which old ones become which new ones."""
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    behind = 0
    while behind < min(len(old), len(new)) - begin and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    ends = len(old) - behind, len(new) - behind
    if max(ends) - begin > MOST_ALIGNED:
        yield range(begin, ends[0]), range(begin, ends[1])
        return
    keys = [[repr(one) for one in side[begin:end]] for side, end in ((old, ends[0]), (new, ends[1]))]
    for what, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if what != "equal":
            yield range(begin + a, begin + b), range(begin + c, begin + d)
