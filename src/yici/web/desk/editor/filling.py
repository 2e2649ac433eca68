"""What somebody sent with a page of a file, laid over what the page showed them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from yici.catalogue.editing.forms import Box, Typed, box_at
from yici.catalogue.editing.pointers import value_at, way_in, with_value
from yici.catalogue.editing.shapes import shape_at
from yici.catalogue.matching import guesses_for
from yici.catalogue.tree import Way
from yici.domain.catalogue import Catalogue
from yici.domain.likeness import SURE
from yici.web.desk.editor.dressing import SHELF_KIND

DEEDS = frozenset({"add", "remove", "up", "down", "addkey"})


@dataclass(frozen=True, slots=True)
class Filled:
    """The whole file as it would be, what cannot be kept by pointer, and the page to go on with."""

    value: Any
    wrong: Mapping[str, str]
    at: Way


def filled(request: HttpRequest, kind: str, whole: Any, way: Way, catalogue: Catalogue) -> Filled | None:
    """This will read a form that was sent for a part of a file; None where there is no such part."""
    box = box_at(kind, whole, way)
    if box is None:
        return None
    typed = Typed(request.POST.dict(), lambda shelf, text: meant(catalogue, shelf, text))
    part = typed.value_of(box)
    value = with_value(whole, way, part if part is not None or not way else {})
    deed, _, to = request.POST.get("do", "").partition(":")
    at = way
    if deed in DEEDS and not typed.wrong:
        value, at = _done(deed, to, kind, value, way, typed)
    return Filled(value, typed.wrong, at)


def meant(catalogue: Catalogue, shelf: str, text: str) -> str:
    """This will give the id of what somebody called by its name; the text as it is where that is not sure."""
    known: Mapping[str, Any] = getattr(catalogue, shelf, {})
    if text in known or text.partition(".")[0] in known:
        return text
    exact = [key for key, one in known.items() if getattr(one, "name", None) == text]
    if len(exact) == 1:
        return exact[0]
    kind = SHELF_KIND.get(shelf, "")
    sure = [one for one in guesses_for(catalogue, kind, text) if one.confidence == SURE] if kind in GUESSED else []
    return sure[0].id if len(sure) == 1 else text


GUESSED = frozenset({"material", "licence", "agency", "item"})


def _done(deed: str, to: str, kind: str, value: Any, way: Way, typed: Typed) -> tuple[Any, Way]:
    target = way_in(value, to)
    if target is None or target[: len(way)] != way:
        return value, way
    if deed == "add":
        return _added(kind, value, target, way)
    if deed == "addkey":
        key = typed.fields.get(f"k:{to}/+", "").strip()
        key = typed.meant(_shelf(kind, target), key) if key else ""
        held = value_at(value, target) or {}
        if not key or key in held:
            return value, way
        return with_value(value, target, {**held, key: {}}), (*target, key)
    if deed == "remove":
        return _removed(kind, value, target), way
    return _moved(value, target, -1 if deed == "up" else 1), way


def _shelf(kind: str, way: Way) -> str:
    shape = shape_at(kind, way)
    return shape.shelf if shape else ""


def _added(kind: str, value: Any, target: Way, way: Way) -> tuple[Any, Way]:
    """A row more, or a group that was not there; a row of many keys is opened at once."""
    shape = shape_at(kind, target)
    if shape is None:
        return value, way
    if shape.kind in ("rows", "grid"):
        rows = value_at(value, target) or []
        new = with_value(value, target, [*rows, {}])
        box = box_at(kind, new, target)
        return new, (*target, len(rows)) if box is not None and box.kind == "rows" else way
    if shape.kind in ("object", "limit") and value_at(value, target) is None:
        return with_value(value, target, {}), way
    return value, way


def _removed(kind: str, value: Any, target: Way) -> Any:
    """Without a row the list goes, too, unless the file has to say that it has none."""
    new = with_value(value, target, None)
    above = target[:-1]
    shape = shape_at(kind, above)
    if above and shape is not None and not value_at(new, above) and shape.kind not in ("object", "limit", "fact"):
        return with_value(new, above, [] if shape.required and shape.kind in ("rows", "grid", "lines") else None)
    return new


def _moved(value: Any, target: Way, by: int) -> Any:
    rows = value_at(value, target[:-1])
    number = target[-1] if target else None
    if not isinstance(rows, list) or not isinstance(number, int) or not 0 <= number + by < len(rows):
        return value
    moved = list(rows)
    moved[number], moved[number + by] = moved[number + by], moved[number]
    return with_value(value, target[:-1], moved)


def outline(box: Box) -> tuple[object, ...]:
    """This will give what a page has for boxes: where that changes, the page is shown anew."""
    return (box.kind, box.pointer, box.there if box.kind in ("object", "limit") else 0, box.state
            if box.kind == "fact" else 0, *(outline(one) for one in box.inner))  # fmt: skip
