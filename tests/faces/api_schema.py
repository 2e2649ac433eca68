"""Reading the OpenAPI description as a client does: what a value breaks of a schema, examples, and wild values.

Only what the description uses is known here; a keyword that is not makes the test fail instead of passing unseen.
"""

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

Schema = dict[str, Any]
TELLING = {"title", "description", "default", "examples"}
KNOWN = TELLING | {
    "$ref", "type", "properties", "required", "additionalProperties", "propertyNames", "maxProperties", "items",
    "prefixItems", "minItems", "maxItems", "anyOf", "oneOf", "discriminator", "enum", "const", "format", "pattern",
    "minLength", "maxLength", "minimum", "maximum",
}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
FORMATS: dict[str, Any] = {"uuid": UUID, "date-time": datetime.fromisoformat, "date": date.fromisoformat}


class Description:
    """A description, and what can be asked of it."""

    def __init__(self, document: Schema) -> None:
        self.document = document

    def resolved(self, schema: Schema) -> Schema:
        """This will follow references."""
        while "$ref" in schema:
            found: Any = self.document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema

    def faults(self, schema: Schema, value: Any, at: str = "$") -> list[str]:
        """This will list what a value breaks of a schema."""
        schema = self.resolved(schema)
        assert not schema.keys() - KNOWN, schema.keys() - KNOWN
        for key in ("anyOf", "oneOf"):
            if key in schema:
                told = [self.faults(one, value, at) for one in schema[key]]
                return [] if any(not one for one in told) else [f"{at} fits none: {told}"]
        if "const" in schema and value != schema["const"]:
            return [f"{at} is not {schema['const']!r}"]
        if "enum" in schema and value not in schema["enum"]:
            return [f"{at} is none of {schema['enum']}"]
        kind = schema.get("type")
        if kind is None:
            return []
        if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind in ("integer", "number")):
            return [f"{at} is no {kind}: {value!r}"]
        return [*getattr(self, f"_{kind}", _nothing)(schema, value, at)]

    def _object(self, schema: Schema, value: dict[str, Any], at: str) -> list[str]:
        known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        told = [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, one in value.items():
            if name in known:
                told += self.faults(known[name], one, f"{at}.{name}")
            elif more is False:
                told.append(f"{at}.{name} is not known")
            elif isinstance(more, dict):
                told += self.faults(more, one, f"{at}.{name}")
        return told

    def _array(self, schema: Schema, value: list[Any], at: str) -> list[str]:
        first = schema.get("prefixItems", [])
        told = [fault for n, one in enumerate(first) for fault in self.faults(one, value[n], f"{at}.{n}")]
        if len(value) < schema.get("minItems", 0) or len(value) > schema.get("maxItems", len(value)):
            told.append(f"{at} has {len(value)} items")
        if "items" in schema:
            for n, one in enumerate(value[len(first) :]):
                told += self.faults(schema["items"], one, f"{at}.{n}")
        return told

    def _string(self, schema: Schema, value: str, at: str) -> list[str]:
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return [f"{at} does not match {schema['pattern']}"]
        if "format" in schema:
            try:
                FORMATS[schema["format"]](value)
            except ValueError:
                return [f"{at} is no {schema['format']}: {value!r}"]
        return [] if len(value) <= schema.get("maxLength", len(value)) else [f"{at} is too long"]

    def example(self, schema: Schema) -> Any:
        """This will give the smallest value that fits."""
        schema = self.resolved(schema)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return self.example(schema[key][0])
        if "enum" in schema:
            return schema["enum"][0]
        if schema.get("type") == "object":
            known = schema.get("properties", {})
            return {name: self.example(known[name]) for name in schema.get("required", ())}
        if schema.get("type") == "string":
            if "pattern" in schema:
                return "a" * 64 if "{64}" in schema["pattern"] else "330800000000"
            return {"date": "2026-03-09", "uuid": str(UUID(int=0)), None: "x"}[schema.get("format")]
        return {"array": [], "boolean": True, "integer": 1, "number": 1, "null": None}[schema["type"]]

    def values(self, schema: Schema, words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
        """This will give values that mostly fit: `words` are texts that mean something to the service."""
        schema = self.resolved(schema)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return st.one_of([self.values(one, words) for one in schema[key]])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        return {
            "object": self._objects, "array": self._arrays, "string": self._strings, "integer": _integers,
            "number": lambda *_: st.floats(), "boolean": lambda *_: st.booleans(), "null": lambda *_: st.none(),
        }[schema["type"]](schema, words)  # fmt: skip

    def _objects(self, schema: Schema, words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
        known = {name: self.values(one, words) for name, one in schema.get("properties", {}).items()}
        if known:
            needed = set(schema.get("required", ()))
            optional = {name: one for name, one in known.items() if name not in needed}
            return st.fixed_dictionaries({name: known[name] for name in sorted(needed)}, optional=optional)
        more = schema.get("additionalProperties")
        return st.dictionaries(words, self.values(more, words), max_size=3) if isinstance(more, dict) else st.just({})

    def _arrays(self, schema: Schema, words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
        return st.lists(self.values(schema["items"], words), max_size=3)

    def _strings(self, schema: Schema, words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
        if schema.get("format") == "date":
            return st.dates().map(date.isoformat)
        if schema.get("format") == "uuid":
            return words | st.uuids().map(str)
        if "pattern" in schema:
            return words | st.just(self.example(schema))
        return words


def _nothing(*_: Any) -> list[str]:
    return []


def _integers(schema: Schema, _: Any) -> st.SearchStrategy[int]:
    return st.integers(schema.get("minimum"), schema.get("maximum")) | st.integers()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
