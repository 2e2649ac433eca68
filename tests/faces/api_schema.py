"""The smallest values that fit the OpenAPI description: what a caller sends who tries every operation."""

from typing import Any
from uuid import UUID

Schema = dict[str, Any]


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
            return {
                "date": "2026-03-09",
                "date-time": "2026-03-09T10:00:00+08:00",
                "uuid": str(UUID(int=0)),
                None: "x",
            }[schema.get("format")]
        return {"array": [], "boolean": True, "integer": 1, "number": 1, "null": None}[schema["type"]]
