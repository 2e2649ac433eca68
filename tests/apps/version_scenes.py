"""A release that changes one item of opening a restaurant, splits another and suspends a third."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from tests.apps.catalogue_files import definitions
from yici.catalogue.kinds import KINDS
from yici.catalogue.read import Read
from yici.catalogue.reading import Reading, check_reads

CHANGED, SPLIT, SUSPENDED = "food-licence", "individual-registration", "health-certificate"
HALVES = ("individual-registration-a", "individual-registration-b")


def reformed() -> Reading:
    """This will give the real definitions after the reform, checked once: half of it would not hold together."""
    layout = [one for one in content(CHANGED)["materials"] if one["material"] != "food_layout_documents"]
    new = {
        CHANGED: altered(CHANGED, materials=layout),
        SUSPENDED: altered(SUSPENDED, changes=[standing(SUSPENDED, "suspended")]),
        SPLIT: altered(SPLIT, changes=[standing(SPLIT, "cancelled", HALVES)]),
    }
    kept = [one for one in definitions().files if one.kind != "item" or one.id not in new]
    # Only the first half gives what the whole gave.
    first = altered(SPLIT, id=HALVES[0], name="新的a", name_en=None)
    second = altered(SPLIT, id=HALVES[1], name="新的b", name_en=None, gives=[])
    return check_reads([*kept, *new.values(), first, second])


def standing(item: str, how: str, successors: tuple[str, ...] = ()) -> dict[str, object]:
    source = content(item)["sources"][0]["id"]
    return {"standing": how, "since": "2026-01-01", "source": source, "successors": successors}


def content(item: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(read_of(item).content)
    return found


def read_of(item: str) -> Read:
    [read] = [one for one in definitions().files if (one.kind, one.id) == ("item", item)]
    return read


def altered(item: str, **changes: object) -> Read:
    """This will give an item in other words."""
    definition = KINDS["item"].validate_python(content(item) | changes)
    text = KINDS["item"].dump_json(definition).decode()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(read_of(item), id=definition.id, definition=definition, content=text, digest=digest)
