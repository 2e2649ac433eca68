"""A part of a definition file as the boxes of a form, and the same part as somebody filled it in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yici.catalogue.editing.pointers import pointer, value_at
from yici.catalogue.editing.shapes import Shape, inside, shape_at
from yici.catalogue.tree import CONTROL, Way

MOST_ROWS: Final = 40
"""So many rows are filled in side by side; of more, each has a page of its own."""
MOST_LINES: Final = 60
"""So many lines have a box each; more are one text, a line each."""
MOST_TEXT: Final = 20_000
HIDDEN: Final = frozenset({"format", "kind"})
"""What a file says of itself: whoever changes it writes another file."""
KNOWN, UNKNOWN, NOTHING = "claims", "unknown", "none"
TRUE: Final = frozenset({"true", "yes", "on", "y", "t", "1"})
FALSE: Final = frozenset({"false", "no", "off", "n", "f", "0"})


@dataclass(slots=True)
class Box:
    """One box or group of boxes: `way` where it stands in the file, `value` what the file says, None for nothing.

    `kind` is that of the shape; "odd" where the file says something of another shape, "surplus" for a key that may not
    be there. `label`, `help` and what else has a default are for the face to fill; `shown` at
    once, or among what is not written yet.
    """

    way: Way
    shape: Shape
    kind: str
    value: Any
    inner: list["Box"] = field(default_factory=list)
    label: str = ""
    help: str = ""
    meaning: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)
    count: int = 0
    wrong: str = ""
    id: str = ""
    shown: bool = True
    bad: int = 0
    window: list["Box"] = field(default_factory=list)
    pages: list[tuple[int, str]] = field(default_factory=list)

    @property
    def pointer(self) -> str:
        """Its way as one word."""
        return pointer(self.way)

    @property
    def there(self) -> bool:
        """Whether the file says anything here."""
        return self.value is not None

    @property
    def folded(self) -> list["Box"]:
        """The boxes in it that are not shown at once."""
        return [one for one in self.inner if not one.shown]

    @property
    def last(self) -> str | int:
        """The last step of its way."""
        return self.way[-1] if self.way else ""

    @property
    def state(self) -> str:
        """Of a fact: what sources say, unknown, or nothing."""
        if not isinstance(self.value, dict):
            return NOTHING
        return KNOWN if self.value.get(KNOWN) else UNKNOWN if UNKNOWN in self.value else NOTHING

    @property
    def truth(self) -> str:
        """Of a yes or no: "true", "false", or nothing."""
        text = str(self.value or "").lower()
        return "true" if text in TRUE else "false" if text in FALSE else ""

    @property
    def long(self) -> bool:
        """Whether a text needs more than a line."""
        return self.shape.key in LONG or len(str(self.value or "")) > 60 or "\n" in str(self.value or "")


LONG: Final = frozenset({"text", "why", "why_en", "note", "unknown", "intro", "intro_en", "notes", "told", "about"})


def box_at(kind: str, value: Any, way: Way) -> Box | None:
    """This will make the boxes of a part of a file; None where nothing may stand."""
    shape = shape_at(kind, way)
    return _box(kind, shape, value_at(value, way), way) if shape else None


def _box(kind: str, shape: Shape, value: Any, way: Way, *, top: bool = True) -> Box:
    box = Box(way, shape, shape.kind, value)
    if value is not None and not _fits(shape, value):
        box.kind = "odd"
        return box
    if shape.kind in ("object", "limit", "fact"):
        box.inner = list(_keys(kind, shape, value, way)) if value is not None or top or shape.kind == "fact" else []
    elif shape.kind in ("grid", "rows", "lines", "lists"):
        _fill_list(kind, shape, value or [], way, box)
    elif shape.kind in ("pairs", "named"):
        box.count = len(value or {})
        box.inner = [_leaf(kind, shape, key, one, way) for key, one in (value or {}).items()]
    return box


def _fits(shape: Shape, value: Any) -> bool:
    if shape.kind in ("object", "limit", "fact", "pairs", "named"):
        return isinstance(value, dict)
    return isinstance(value, list) if shape.kind in ("grid", "rows", "lines", "lists") else isinstance(value, str)


def _keys(kind: str, shape: Shape, value: Any, way: Way) -> Iterator[Box]:
    held = value or {}
    for key in shape.keys:
        inner = inside(kind, shape, key)
        if inner is not None and not (key in HIDDEN and not way):
            yield _box(kind, inner, held.get(key), (*way, key), top=False)
    for key in held.keys() - set(shape.keys):
        yield Box((*way, key), Shape("surplus", "", key), "surplus", held[key])


def _fill_list(kind: str, shape: Shape, rows: list[Any], way: Way, box: Box) -> None:
    box.count = len(rows)
    inner = inside(kind, shape, 0)
    if inner is None:
        return
    if shape.key == KNOWN and inner.kind == "object":
        box.kind = "claims"
    elif shape.kind == "grid" and len(rows) > MOST_ROWS:
        box.kind = "rows"
    if box.kind in ("grid", "claims"):
        box.inner = [_box(kind, inner, row, (*way, number)) for number, row in enumerate(rows)]
    elif box.kind == "rows":
        box.inner = [Box((*way, number), inner, "row", row) for number, row in enumerate(rows)]
    elif len(rows) > MOST_LINES and all(isinstance(row, str) and "\n" not in row for row in rows):
        box.kind = "text_lines"
    else:
        box.inner = [Box((*way, number), inner, _line_kind(inner, row), row) for number, row in enumerate(rows)]


def _line_kind(inner: Shape, row: Any) -> str:
    if inner.kind == "lines":
        return "list" if isinstance(row, list) and all(isinstance(one, str) for one in row) else "odd"
    return inner.kind if isinstance(row, str) else "odd"


def _leaf(kind: str, shape: Shape, key: str, value: Any, way: Way) -> Box:
    inner = inside(kind, shape, key)
    assert inner is not None
    sort = "row" if shape.kind == "named" else inner.kind if isinstance(value, str) else "odd"
    return Box((*way, key), inner, sort, value)


def all_boxes(box: Box) -> Iterator[Box]:
    """This will give a box and everything in it."""
    yield box
    for one in box.inner:
        yield from all_boxes(one)


Meant = Callable[[str, str], str]
"""What a text typed for a name of a shelf means: its id, or the text as it is."""


@dataclass(slots=True)
class Typed:
    """What somebody typed into a form: `fields` by their names, `wrong` by pointer what cannot be kept."""

    fields: Mapping[str, str]
    meant: Meant
    wrong: dict[str, str] = field(default_factory=dict)

    def value_of(self, box: Box) -> Any:
        """This will give what a box says now; what was not sent along stays as it is."""
        match box.kind:
            case "object" | "limit":
                return self._object(box)
            case "fact":
                return self._fact(box)
            case "grid" | "claims":
                return self._rows(box)
            case "lines" | "lists":
                return self._lines(box)
            case "text_lines":
                return self._text_lines(box)
            case "pairs":
                return self._pairs(box)
            case "odd" | "surplus" | "rows" | "row" | "named":
                return box.value
        return self._scalar(box)

    def _scalar(self, box: Box) -> str | None:
        name = f"v:{box.pointer}"
        held: str | None = box.value
        if name not in self.fields:
            return held
        typed = self._text(name, box)
        if box.kind == "yes":
            return held if typed == box.truth else typed or None
        if box.value is not None and _as_typed(box.value) == typed:
            return str(box.value)
        plain = typed.strip()
        return (self.meant(box.shape.shelf, plain) if box.shape.shelf and plain else plain) or None

    def _text(self, name: str, box: Box) -> str:
        typed = self.fields[name].replace("\r\n", "\n").replace("\r", "\n")
        if len(typed) > MOST_TEXT:
            self.wrong[box.pointer] = "too_long"
        elif CONTROL.search(typed):
            self.wrong[box.pointer] = "control"
        return typed

    def _object(self, box: Box) -> Any:
        if box.value is None and not self._sent(box):
            return None
        told = dict(box.value or {})
        for one in box.inner:
            value = self.value_of(one)
            if value is None:
                told.pop(str(one.last), None)
            else:
                told[str(one.last)] = value
        return told if told or box.value is not None else None

    def _sent(self, box: Box) -> bool:
        return any(f"{mark}:{one.pointer}" in self.fields for one in all_boxes(box) for mark in "vs")

    def _fact(self, box: Box) -> Any:
        chosen = self.fields.get(f"s:{box.pointer}")
        if chosen not in (KNOWN, UNKNOWN, NOTHING):
            return box.value
        told = self._object(box) or {}
        if chosen == NOTHING:
            return None
        if chosen == UNKNOWN:
            return {key: one for key, one in told.items() if key != KNOWN} | {
                UNKNOWN: told.get(UNKNOWN) or (box.value or {}).get(UNKNOWN) or ""
            }
        claims = told.get(KNOWN) or [{}]
        if box.state != KNOWN:
            told.pop(UNKNOWN, None)
        return {**told, KNOWN: claims}

    def _rows(self, box: Box) -> list[Any] | None:
        return [self.value_of(one) or {} for one in box.inner] or box.value

    def _lines(self, box: Box) -> Any:
        if f"n:{box.pointer}" not in self.fields:
            return box.value
        told = [self._line(one) for one in box.inner]
        extra = self.fields.get(f"v:{box.pointer}/+", "").strip()
        if extra:
            told.append(self._split(extra) if box.kind == "lists" else self._added(box, extra))
        kept = [one for one in told if one]
        return kept or (box.value if box.value == [] else [] if box.shape.required else None)

    def _added(self, box: Box, extra: str) -> str:
        if CONTROL.search(extra):
            self.wrong[box.pointer] = "control"
        return self.meant(box.shape.shelf, extra) if box.shape.shelf else extra

    def _line(self, box: Box) -> Any:
        if box.kind != "list":
            return self._scalar(box) if box.kind != "odd" else box.value
        name = f"v:{box.pointer}"
        typed = self.fields.get(name)
        return box.value if typed is None or typed == ", ".join(box.value) else self._split(self._text(name, box))

    def _split(self, text: str) -> list[str]:
        return [one.strip() for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip()]

    def _text_lines(self, box: Box) -> list[str] | None:
        name = f"v:{box.pointer}"
        if name not in self.fields or self.fields[name].replace("\r\n", "\n") == "\n".join(box.value):
            return box.value  # type: ignore[no-any-return]
        typed = self.fields[name].replace("\r\n", "\n")
        if CONTROL.search(typed.replace("\n", "")):
            self.wrong[box.pointer] = "control"
        return [line.strip() for line in typed.split("\n") if line.strip()] or None

    def _pairs(self, box: Box) -> Any:
        if f"n:{box.pointer}" not in self.fields:
            return box.value
        told = {str(one.last): self._line(one) for one in box.inner}
        key, value = (self.fields.get(f"{mark}:{box.pointer}/+", "").strip() for mark in "kv")
        if key and value:
            told[self.meant(box.shape.shelf, key) if box.shape.shelf else key] = value
        return {key: one for key, one in told.items() if one} or (box.value if box.value == {} else None)


def _as_typed(value: str) -> str:
    """What a browser sends back of a text that nobody touched: without the line break that a text box swallows."""
    return value.removeprefix("\n") if "\n" in value else value
