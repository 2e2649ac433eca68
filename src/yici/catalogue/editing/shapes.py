"""What may stand where in a definition file: read off the schemas, which are made from the types."""

from dataclasses import dataclass
from typing import Any, Final

from yici.catalogue.schemas import DAY, TRUTH, WHOLE, shape_of
from yici.catalogue.tree import Way

Schema = dict[str, Any]
SMALL: Final = 4
"""Rows of so few plain keys are filled in side by side; larger ones have a page of their own."""
CONDITION: Final = "when"
SHELVES: Final[dict[tuple[str, str], str]] = {
    ("Item", "regime"): "regimes", ("Item", "agency"): "agencies", ("Opinion", "agency"): "agencies",
    ("Item", "themes"): "themes", ("Bundle", "themes"): "themes", ("Item", "gives"): "licences",
    ("Need", "licence"): "licences", ("Question", "licence"): "licences", ("Material", "licence"): "licences",
    ("LicenceType", "certifies"): "elements", ("Material", "certifies"): "elements", ("Field", "element"): "elements",
    ("Question", "element"): "elements", ("MaterialUse", "material"): "materials",
    ("Spared", "material"): "materials", ("Measurement", "materials"): "materials", ("BundleItem", "item"): "items",
    ("Change", "successors"): "items", ("Element", "register"): "registers",
    ("PrintedForm", "captures"): "registers", ("Subject", "role"): "roles", ("Stage", "bundles"): "bundles",
    ("PlaceDefinition", "calendars"): "calendars", ("PlaceDefinition", "agencies"): "agencies",
    ("PlaceDefinition", "items"): "items", ("Stage", "lead"): "agencies",
}  # fmt: skip
"""Keys whose values (of a mapping: whose keys) are names of published words."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at one place. `kind` is text, choice, yes, whole, day, condition, lines, lists, pairs, rows, grid,
    named, object, limit or fact; `keys` those of a mapping in their order, `inner` what stands in a list or mapping."""

    kind: str
    type_name: str
    key: str
    required: bool = False
    options: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    needed: frozenset[str] = frozenset()
    shelf: str = ""
    own: str = ""
    schema: Any = None


def whole_shape(kind: str) -> Shape:
    """This will give the shape of a whole file."""
    return _shape(kind, shape_of(kind), "", "", required=True)


def inside(kind: str, shape: Shape, key: str | int) -> Shape | None:
    """This will give the shape of a value in one of a mapping or list; None where nothing may stand."""
    schema = shape.schema
    if shape.kind in ("object", "limit", "fact"):
        found = schema["properties"].get(str(key))
        return _shape(kind, found, _name(schema), str(key), str(key) in shape.needed) if found else None
    if shape.kind in ("rows", "grid", "lines", "lists"):
        return _shape(kind, schema["items"], shape.type_name, shape.key)
    if shape.kind in ("pairs", "named"):
        return _shape(kind, schema["additionalProperties"], shape.type_name, shape.key)
    return None


def shape_at(kind: str, way: Way) -> Shape | None:
    """This will give the shape at a way into a file of a kind."""
    here: Shape | None = whole_shape(kind)
    for step in way:
        here = inside(kind, here, step) if here else None
    return here


def _resolved(kind: str, schema: Schema) -> tuple[Schema, str]:
    """Follow the reference of a schema, and give the name behind it."""
    for one in (schema, *schema.get("allOf", ())):
        if "$ref" in one:
            name = str(one["$ref"]).rpartition("/")[2]
            return shape_of(kind)["definitions"][name], name
    plain = schema.get("allOf", [schema])[0]
    return plain, ""


def _name(schema: Schema) -> str:
    return str(schema.get("x-name", ""))


def _shape(kind: str, schema: Schema, type_name: str, key: str, required: bool = False) -> Shape:
    found, name = _resolved(kind, schema)
    own = (
        {"source": "sources", "count": "questions"}.get(key, "") if (type_name, key) != ("LocalList", "source") else ""
    )
    told: dict[str, Any] = {
        "type_name": type_name, "key": key, "required": required, "shelf": SHELVES.get((type_name, key), ""),
        "own": own,
    }  # fmt: skip
    if "properties" in found:
        base = name.partition("_")[0]
        sort = "fact" if base == "Fact" else "limit" if base == "Limit" else "object"
        held = {**found, "x-name": base or TOP[kind]}
        return Shape(sort, **told, keys=tuple(found["properties"]), needed=frozenset(found["required"]), schema=held)
    if found.get("type") == "array":
        return Shape(_list_kind(kind, found["items"]), **told, schema=found)
    if isinstance(found.get("additionalProperties"), dict):
        inner, _ = _resolved(kind, found["additionalProperties"])
        return Shape("named" if "properties" in inner else "pairs", **told, schema=found)
    return Shape(_scalar_kind(found, key), **told, options=tuple(map(str, found.get("enum", ()))), schema=found)


def _list_kind(kind: str, items: Schema) -> str:
    inner, _ = _resolved(kind, items)
    if "properties" in inner:
        plain = all(_is_plain(kind, one) for one in inner["properties"].values())
        return "grid" if plain and len(inner["properties"]) <= SMALL else "rows"
    return "lists" if inner.get("type") == "array" else "lines"


def _is_plain(kind: str, schema: Schema) -> bool:
    found, _ = _resolved(kind, schema)
    return "properties" not in found and found.get("type") not in ("array", "object")


def _scalar_kind(schema: Schema, key: str) -> str:
    if schema.get("enum") == TRUTH["enum"]:
        return "yes"
    if "enum" in schema:
        return "choice"
    if schema.get("pattern") == WHOLE["pattern"]:
        return "whole"
    if schema.get("pattern") == DAY["pattern"]:
        return "day"
    return CONDITION_KIND if key == CONDITION else "text"


CONDITION_KIND: Final = "condition"
TOP: Final = {
    "item": "Item", "bundle": "Bundle", "regime": "Regime", "place": "PlaceDefinition", "list": "LocalList",
    "project": "ProjectCourse", "elements": "Elements", "materials": "Materials", "licences": "Licences",
    "agencies": "Agencies", "registers": "Registers", "roles": "Roles", "themes": "Themes", "calendar": "CalendarYear",
}  # fmt: skip
"""The type that a file of a kind is read into."""
