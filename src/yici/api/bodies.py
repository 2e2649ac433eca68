"""Bodies: strict JSON, read once, straight into the type that the OpenAPI description shows.

Strict means: no text where a number is asked, no unknown key, no NaN, no NUL character (the database has none), and a
bound on everything that can grow.
"""

import re
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Body
from ninja.parser import Parser
from pydantic import ConfigDict, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LONGEST_TEXT: Final = 4000
LONGEST_LIST: Final = 500
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
STRICT: Final = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)
"""For the bodies that only the API knows."""


class RawParser(Parser):
    """Leaves a body as it came: `Strictly` reads it."""

    def parse_body(self, request: HttpRequest) -> Any:
        """This will give the bytes."""
        return request.body


class Bounded:
    """An annotation that bounds every text and every list of a type that names no bound itself."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _bounded(handler(source), handler, set())


_BOUNDS: Final = {"str": LONGEST_TEXT, "list": LONGEST_LIST, "tuple": LONGEST_LIST, "dict": LONGEST_LIST}
_INNER: Final = (
    "schema", "fields", "items_schema", "keys_schema", "values_schema", "choices", "definitions",
)  # fmt: skip


def _bounded(schema: Any, handler: GetCoreSchemaHandler, seen: set[str]) -> Any:
    if isinstance(schema, list | tuple):
        return type(schema)(_bounded(one, handler, seen) for one in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "definition-ref":
        return schema if schema["schema_ref"] in seen else _bounded(_resolved(schema, handler), handler, seen)
    if "ref" in schema:
        seen.add(schema["ref"])
    if schema.get("type") in _BOUNDS:
        schema.setdefault("max_length", _BOUNDS[schema["type"]])
    inner = {key: schema[key] for key in _INNER if key in schema}
    for key, value in inner.items():
        schema[key] = (
            {name: _bounded(one, handler, seen) for name, one in value.items()}
            if key == "fields" and isinstance(value, dict)
            else _bounded(value, handler, seen)
        )
    return schema


def _resolved(schema: Any, handler: GetCoreSchemaHandler) -> Any:
    return handler.resolve_ref_schema(schema)


class Strictly:
    """An annotation that reads JSON bytes by a type's adapter, in the strict mode of JSON."""

    def __init__(self, adapter: TypeAdapter[Any]) -> None:
        self.adapter = adapter

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def read(self, raw: bytes) -> Any:
        """This will read a body; pydantic gathers the faults."""
        if _NUL.search(raw):
            raise PydanticCustomError("nul_character", "No text may hold the character U+0000")
        return self.adapter.validate_json(raw, strict=True)


def json_body(kind: Any) -> Any:
    """This will make the annotation of a function's `body`: a bounded, strictly read value of a type."""
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[kind, Bounded()])
    return Annotated[Any, Strictly(adapter), Body()]
