"""As much of JSON Schema draft 7 as the shipped schemas use, and YAML as editors read it: version 1.2, not 1.1."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
}  # fmt: skip
KNOWN = {
    "$schema", "title", "description", "type", "properties", "required", "additionalProperties", "definitions", "items",
    "enum", "allOf", "$ref", "pattern", "minLength", "minimum", "maximum",
}  # fmt: skip


class Editor(yaml.CSafeLoader):
    """Reads scalars as an editor does: dates are text, only true and false are booleans, no number is octal."""


Editor.yaml_implicit_resolvers = {}
for tag, shape, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{shape})$"), list(first))
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Editor.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def as_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=Editor)


def wrong(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "$") -> Iterator[str]:
    """This will name every place where a value does not fit."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "allOf" in schema:
        [schema] = schema["allOf"]
    if "$ref" in schema:
        schema = whole["definitions"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema and not any(value == one and type(value) is type(one) for one in schema["enum"]):
        yield f"{at}: not one of {schema['enum']}"
    elif not of_type(value, schema):
        yield f"{at}: not {schema['type']}"
    elif isinstance(value, dict):
        yield from in_mapping(value, schema, whole, at)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from wrong(one, schema["items"], whole, f"{at}.{number}")
    elif not fits(value, schema):
        yield f"{at}: not as it must be"


def fits(value: Any, schema: dict[str, Any]) -> bool:
    if isinstance(value, str):
        return bool(re.search(schema.get("pattern", ""), value)) and len(value) >= schema.get("minLength", 0)
    return isinstance(value, bool) or schema.get("minimum", value) <= value <= schema.get("maximum", value)


def of_type(value: Any, schema: dict[str, Any]) -> bool:
    names = schema.get("type", list(TYPES))
    names = [names] if isinstance(names, str) else names
    return any(isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names)


def in_mapping(value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{at}: {key} is missing"
    for key, one in value.items():
        inner = schema.get("properties", {}).get(key) or schema.get("additionalProperties")
        if inner is False:
            yield f"{at}.{key}: unknown"
        else:
            yield from wrong(one, inner, whole, f"{at}.{key}")
