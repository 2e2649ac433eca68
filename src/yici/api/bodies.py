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

LONGEST_TEXT: Final = 200
LONGEST_NOTE: Final = 4000
FREE: Final = frozenset({"note", "notes", "basis"})
"""The names of fields that hold free words; every other text is a name or a code."""
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
        bounded: CoreSchema = _bounded(handler(source), handler, set(), LONGEST_TEXT)
        return bounded


_LISTS: Final = frozenset({"list", "tuple", "dict"})
_INNER: Final = frozenset(
    {"schema", "fields", "items_schema", "keys_schema", "values_schema", "choices", "definitions"}
)


def _bounded(schema: Any, handler: GetCoreSchemaHandler, seen: set[str], most: int) -> Any:
    if isinstance(schema, list | tuple):
        return type(schema)(_bounded(one, handler, seen, most) for one in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "definition-ref":
        schema = schema if schema["schema_ref"] in seen else handler.resolve_ref_schema(schema)
    seen.add(schema.get("ref", ""))
    _bound(schema, most)
    most = LONGEST_NOTE if schema.get("name") in FREE else most
    for key in _INNER & schema.keys():
        inner = schema[key]
        named = key == "fields" and isinstance(inner, dict)
        schema[key] = (
            {name: _bounded(one, handler, seen, most) for name, one in inner.items()}
            if named
            else _bounded(inner, handler, seen, most)
        )
    return schema


def _bound(schema: dict[str, Any], most: int) -> None:
    if schema.get("type") == "str":
        schema.setdefault("max_length", most)
    elif schema.get("type") in _LISTS:
        schema.setdefault("max_length", LONGEST_LIST)


class Strictly:
    """An annotation that reads JSON bytes by a type's adapter, in the strict mode of JSON."""

    def __init__(self, adapter: TypeAdapter[Any]) -> None:
        self.adapter = adapter

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def read(self, raw: bytes) -> Any:
        """This will read a body; pydantic gathers the faults."""
        # Looked for plainly first: the exact search takes three times as long as reading the whole body.
        if b"\\u0000" in raw and _NUL.search(raw):
            raise PydanticCustomError("nul_character", "No text may hold the character U+0000")
        return self.adapter.validate_json(raw, strict=True)


def json_body(kind: Any) -> Any:
    """This will make the annotation of a function's `body`: a bounded, strictly read value of a type."""
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[kind, Bounded()])
    return Annotated[Any, Strictly(adapter), Body()]  # type: ignore[type-arg]
