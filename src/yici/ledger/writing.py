"""Writing the open part of an event as its canonical text in one go, instead of as plain values that are looked through
and written again.

The text is the one that `yici.domain.event.canonical` writes: keys sorted, no spaces, nothing escaped without
need. What has no such text is left to that function, which names the place.
"""

from collections.abc import Collection
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, SchemaSerializer, core_schema

from yici.domain import event

E = TypeVar("E")
_WHOLE: Final = 1 << 53
_LEFT: Final = frozenset({"serialization", "metadata", "config", "cls"})


class Canonical(Generic[E]):
    """Writes one kind of event; `apart` names the fields that stand elsewhere."""

    def __init__(self, adapter: TypeAdapter[E], apart: Collection[str]) -> None:
        self.adapter = adapter
        self.apart = set(apart)
        self._serializer = SchemaSerializer(_sorted(adapter.core_schema))

    def text(self, value: E) -> str:
        """This will write an event's open part. Raises Invalid("event.not_canonical") where it has none."""
        try:
            return self._serializer.to_json(value, exclude=self.apart).decode()
        except (PydanticSerializationError, UnicodeEncodeError):
            return event.canonical(self.adapter.dump_python(value, mode="json", exclude=self.apart))


def _sorted(schema: Any) -> Any:
    """The same schema, which writes the fields of dataclasses and the keys of dictionaries in order."""
    if isinstance(schema, list | tuple):
        return type(schema)(_sorted(one) for one in schema)
    if not isinstance(schema, dict):
        return schema
    made = {key: one if key in _LEFT else _sorted(one) for key, one in schema.items()}
    match made.get("type"):
        case "dataclass":
            made["fields"] = sorted(made["fields"])
        case "dataclass-args":
            made["fields"] = sorted(made["fields"], key=lambda one: str(one["name"]))
        case "dict":
            made["serialization"] = core_schema.wrap_serializer_function_ser_schema(_by_key, schema=dict(made))
        case "int":
            made["serialization"] = core_schema.plain_serializer_function_ser_schema(_whole)
    return made


def _by_key(value: dict[str, Any], write: Any) -> Any:
    return write(dict(sorted(value.items())))


def _whole(value: int) -> int:
    if not -_WHOLE < value < _WHOLE:
        raise ValueError(value)
    return value
