"""Putting words to boxes: what they are called, what they mean, what may be chosen, what a name or condition says."""

from typing import Any

from django.utils.translation import gettext

from yici.catalogue.editing.forms import Box, all_boxes
from yici.catalogue.editing.pointers import value_at
from yici.catalogue.tree import Way
from yici.domain.catalogue import Catalogue
from yici.domain.condition import ConditionFault
from yici.domain.item import Question
from yici.web import dates
from yici.web.condition_words import condition_words
from yici.web.desk.editor.help_words import help_of
from yici.web.desk.editor.label_words import label_of, option_of
from yici.web.desk.editor.opened import box_id, page_of
from yici.web.words import Names

MOST_SUMMARY = 90
MOST_KEYS = 5
"""Of more keys, those that are not written yet are folded."""
NAMING = ("name", "printed", "label", "title", "law", "standing", "about", "id", "licence", "item", "material", "role")
SHELF_KIND = {
    "regimes": "regime", "agencies": "agency", "licences": "licence", "elements": "element", "materials": "material",
    "items": "item", "registers": "register", "roles": "role",
}  # fmt: skip


SHELF_OF = {"licence": "licences", "item": "items", "material": "materials", "role": "roles"}
"""Keys that only name something of the catalogue: a row is called what that is called."""


def dress(box: Box, whole: Any, catalogue: Catalogue) -> Box:
    """This will put words to a box and everything in it; `whole` is what the file says."""
    names = names_in(whole, catalogue)
    for one in all_boxes(box):
        one.id = box_id(one.way)
        one.label = label_of(one.shape.type_name, one.shape.key)
        told = help_of(one.shape.type_name, one.shape.key)
        one.help = "" if told == one.label else told
        one.choices = _choices(one, whole)
        one.meaning = _meaning(one, whole, names)
        if one.kind == "row":
            one.label = summary(one.value, names) or str(one.last)
    for one in all_boxes(box):
        few = len(one.inner) <= MOST_KEYS or one.kind not in ("object", "limit", "fact")
        for inner in one.inner:
            inner.shown = few or inner.there or inner.shape.required or any(each.faults for each in all_boxes(inner))
    return box


def names_in(whole: Any, catalogue: Catalogue) -> Names:
    """This will lend the names of a catalogue to what a file says, its own questions first."""
    asked = {one.id: one for item in catalogue.items.values() for one in item.questions}
    asked |= {one.id: one for bundle in catalogue.bundles.values() for one in bundle.questions}
    own = whole.get("id") if isinstance(whole, dict) else None
    for shelf in (catalogue.items, catalogue.bundles):
        asked |= {one.id: one for one in getattr(shelf.get(str(own)), "questions", ())}
    found: dict[str, Question] = asked
    return Names(catalogue, found, {}, dates.english())


def _choices(box: Box, whole: Any) -> list[tuple[str, str]]:
    shape = box.shape
    if shape.own:
        rows = value_at(whole, (shape.own,))
        own = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        told = [(str(row.get("id", "")), _named(row)) for row in own if row.get("id")]
        known = {value for value, _ in told}
        return [*told, *([(str(box.value), "")] if isinstance(box.value, str) and box.value not in known else [])]
    if box.kind == "choice":
        told = [(value, option_of(shape.type_name, shape.key, value, shape.options)) for value in shape.options]
        if isinstance(box.value, str) and box.value not in shape.options:
            told.append((box.value, gettext("不在允许的值里")))
        return told
    return []


def _named(row: dict[str, Any]) -> str:
    told = row.get("title") or row.get("name") or ""
    article = row.get("article") or ""
    return f"{told}{article}" if isinstance(told, str) and isinstance(article, str) else ""


def _meaning(box: Box, whole: Any, names: Names) -> str:
    if not isinstance(box.value, str) or not box.value:
        return ""
    if box.kind == "condition":
        return condition_meaning(box.value, names)
    if box.shape.shelf and box.kind == "text":
        return meaning_of(box.shape.shelf, box.value, names)
    return ""


def condition_meaning(text: str, names: Names) -> str:
    """This will say in words what a condition asks for; nothing where it cannot be read."""
    try:
        return condition_words(text, names)
    except (ConditionFault, RecursionError):
        return ""


def meaning_of(shelf: str, value: str, names: Names) -> str:
    """This will say what an id stands for; nothing where it stands for nothing."""
    if shelf in ("themes", "bundles"):
        found = getattr(names.catalogue, shelf).get(value)
        return names.name(found) if found else ""
    kind = SHELF_KIND.get(shelf)
    told = names.of(kind, value) if kind else value
    return "" if told == value else told


def summary(value: Any, names: Names) -> str:
    """This will say in a line what a row is about."""
    if not isinstance(value, dict):
        return str(value)[:MOST_SUMMARY] if value else gettext("（空的）")
    told = [str(value[key]) for key in NAMING if isinstance(value.get(key), str)]
    only_code = next((key for key in NAMING if isinstance(value.get(key), str)), "")
    if only_code in SHELF_OF:
        told[0] = meaning_of(SHELF_OF[only_code], told[0], names) or told[0]
    if only_code == "title":
        told[0] = _named(value) or told[0]
    first = told[0] if told else next((str(one) for one in value.values() if isinstance(one, str)), "")
    when = value.get("when")
    words = (condition_meaning(when, names) or when) if isinstance(when, str) else ""
    text = f"{first} · {words}" if words and first else first
    return text[:MOST_SUMMARY] or gettext("（空的）")


def trail(kind: str, value: Any, way: Way, names: Names) -> list[tuple[Way, str]]:
    """This will name the pages above a part of a file, below the whole."""
    pages = [way[:size] for size in range(1, len(way)) if page_of(kind, value, way[:size]) == way[:size]]
    return [(page, summary(value_at(value, page), names)) for page in pages]
