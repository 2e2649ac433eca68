"""The way to a value of a file as one word, as JSON pointers are written (RFC 6901): "/materials/3/when"."""

from typing import Any

from yici.catalogue.tree import Way


def pointer(way: Way) -> str:
    """This will write a way."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in way)


def steps(text: str) -> list[str]:
    """This will give the steps of a way, each as it is written."""
    return [step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:]]


def way_in(value: Any, text: str) -> Way | None:
    """This will follow a way through a value; None where it leads nowhere. The last step may be one that is not there
    yet: a key, or the end of a list."""
    here = value
    way: Way = ()
    for step in steps(text):
        key: str | int = step
        if isinstance(here, list):
            if not (step.isascii() and step.isdigit() and len(step) < 8 and int(step) < len(here)):
                return None
            key = int(step)
        elif not isinstance(here, dict):
            return None
        way = (*way, key)
        here = here[key] if isinstance(key, int) else here.get(key)
    return way


def value_at(value: Any, way: Way) -> Any:
    """This will give what stands at a way; None where nothing does."""
    for step in way:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def with_value(value: Any, way: Way, wanted: Any) -> Any:
    """This will give a copy with something else at a way; None takes it out."""
    if not way:
        return wanted
    first, rest = way[0], way[1:]
    if isinstance(value, list) and isinstance(first, int):
        inner = with_value(value[first], rest, wanted)
        return [*value[:first], *([] if inner is None else [inner]), *value[first + 1 :]]
    held = dict(value) if isinstance(value, dict) else {}
    inner = with_value(held.get(str(first)), rest, wanted)
    if inner is None:
        held.pop(str(first), None)
        return held
    return {**held, str(first): inner}


def dotted(way: Way) -> str:
    """This will write a way as faults do."""
    return ".".join(map(str, way))
