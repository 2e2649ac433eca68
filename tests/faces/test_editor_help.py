"""What stands beside the boxes of the editor: said for a box, not for a file."""

import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from yici.catalogue.editing.shapes import Shape, inside, whole_shape
from yici.catalogue.key_words import explained
from yici.web.desk.editor.box_words import BOX
from yici.web.desk.editor.help_words import help_of

KINDS = ("item", "bundle", "place", "regime", "elements", "materials", "licences", "agencies", "registers", "roles",
         "themes", "calendar", "project")  # fmt: skip
OF_A_FILE = re.compile(r"不写|一行|加引号|写在 sources|amount|\b(?:true|false)\b|[一-龥]: |one a line|line by line")


def shapes() -> Iterator[Shape]:
    """Every box that a form of the editor can have, some more than once."""
    seen: set[str] = set()
    waiting = [(kind, whole_shape(kind)) for kind in KINDS]
    while waiting:
        kind, shape = waiting.pop()
        yield shape
        for key in (*shape.keys, 0, "x"):
            inner = inside(kind, shape, key)
            if inner and repr(inner) not in seen:
                seen.add(repr(inner))
                waiting.append((kind, inner))


BOXES = {
    (shape.type_name, shape.key): shape for shape in shapes() if shape.key not in ("format", "kind") or shape.options
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_beside_a_box_speaks_of_lines_and_keys_of_a_file(language):
    assert len(BOXES) > 250
    with override(language):
        told = {spot: help_of(*spot) for spot in BOXES}
    assert not {spot: words for spot, words in told.items() if OF_A_FILE.search(words)}


def test_beside_a_choice_no_codes_are_listed_that_its_words_say_already():
    with override("zh-hans"):
        told = {spot: help_of(*spot) for spot, shape in BOXES.items() if shape.kind in ("choice", "yes")}
    assert told
    assert not {spot: words for spot, words in told.items() if re.search(r"[a-z_-]{3,} ?[一-龥]", words)}


def test_every_word_for_a_box_is_of_one_that_there_is():
    spots = {f"{type_name}.{key}" for type_name, key in BOXES} | {key for _, key in BOXES}
    assert set(BOX) <= spots
    assert all(explained(*spot) != help_of(*spot) for spot in BOXES if f"{spot[0]}.{spot[1]}" in BOX)
