"""JSON Schemas of the definition files, for editors: made from the types, so that both always say the same.

They take what people write as the loader does: every scalar is text to it, so a number or a yes may stand unquoted
where text is expected, and a quoted number where a number is; nothing may be empty.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from yici.catalogue.key_words import TITLES, explained
from yici.catalogue.kinds import KINDS

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that every editor's YAML support knows."""
Schema = dict[str, Any]
WHOLE = {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]+$"}
TRUTH = {"enum": [True, False, "true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0", 1, 0]}
TEXT = {"type": ["string", "number", "boolean"], "minLength": 1}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
CODE = {"type": ["string", "integer"], "pattern": "^[0-9]{12}$", "minimum": 0, "maximum": 10**12 - 1}
PLACES = {("Source", "place"), ("PlaceDefinition", "code"), ("CalendarYear", "place")}
"""Twelve digits; unquoted they are a number to an editor."""


def schemas() -> dict[str, Schema]:
    """This will give the JSON Schema of every kind of file."""
    return {kind: shape_of(kind) for kind in KINDS}


def schema_texts() -> dict[str, str]:
    """This will give the schemas as files, by their names."""
    return {f"{kind}.json": json.dumps(one, ensure_ascii=False, indent=1) + "\n" for kind, one in schemas().items()}


def write_missing_schemas(folder: Path) -> list[Path]:
    """This will write the schemas that a folder of definitions lacks: the files in it name them."""
    made = []
    for name, text in schema_texts().items():
        path = folder / "schemas" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            made.append(path)
    return made


@cache
def shape_of(kind: str) -> Schema:
    """This will give the JSON Schema of a kind of file."""
    raw = KINDS[kind].json_schema(ref_template="#/definitions/{model}")
    definitions = {name: _type_schema(model) for name, model in sorted(raw.pop("$defs", {}).items())}
    whole = _type_schema(raw)
    # The types have defaults for these two, a file must say them.
    whole["required"] += ["format", "kind"]
    return {"$schema": DIALECT, **whole, "definitions": definitions}


def _type_schema(model: Schema) -> Schema:
    name = str(model["title"]).partition("[")[0]
    told = " ".join(str(model.get("description", "")).split())
    properties = {key: _key_schema(name, key, value) for key, value in model["properties"].items()}
    return {
        "title": TITLES.get(name, name), "description": told, "type": "object", "properties": properties,
        "required": list(model.get("required", ())), "additionalProperties": False,
    }  # fmt: skip


def _key_schema(type_name: str, key: str, value: Schema) -> Schema:
    words = explained(type_name, key)
    loose = CODE if (type_name, key) in PLACES else _loose(value)
    # Beside a reference, draft 7 ignores everything else.
    held = {"allOf": [loose]} if "$ref" in loose else loose
    return {**({"description": words} if words else {}), **held}


def _loose(value: Schema) -> Schema:
    """Give what the loader takes where the type says `value`."""
    if "anyOf" in value:
        [only] = [one for one in value["anyOf"] if one.get("type") != "null"]
        return _loose(only)
    if "$ref" in value:
        return {"$ref": value["$ref"]}
    if "const" in value:
        return {"enum": [value["const"], *({str(value["const"])} - {value["const"]})]}
    if "enum" in value:
        return {"enum": list(value["enum"])}
    return _typed(value)


def _typed(value: Schema) -> Schema:
    match value["type"]:
        case "array":
            return {"type": "array", "items": _loose(value["items"])}
        case "object":
            return {"type": "object", "additionalProperties": _loose(value["additionalProperties"])}
        case "integer":
            return dict(WHOLE)
        case "boolean":
            return dict(TRUTH)
    return dict(DAY if value.get("format") == "date" else TEXT)


def keys_at(kind: str, path: tuple[str | int, ...]) -> list[str]:
    """This will list the keys that may stand at a path of a file; none where there is no mapping of fixed keys."""
    whole = here = shape_of(kind)
    for step in path:
        here = _behind(whole, here, step)
    return list(here.get("properties", {}))


def _behind(whole: Schema, here: Schema, step: str | int) -> Schema:
    found = here.get("items", {}) if isinstance(step, int) else _named(here, step)
    for reference in _references(found):
        found = whole["definitions"][reference.rpartition("/")[2]]
    return found


def _named(here: Schema, key: str) -> Schema:
    other = here.get("additionalProperties")
    found: Schema = here.get("properties", {}).get(key) or (other if isinstance(other, dict) else {})
    return found


def _references(found: Schema) -> Iterator[str]:
    for one in (found, *found.get("allOf", ())):
        if "$ref" in one:
            yield one["$ref"]
