"""Values as lines of YAML, as a person would write them: quotes only where a text needs them."""

import json
import re
from typing import Any

from yici.catalogue.editing.spans import OddError
from yici.catalogue.writing import INDENT, MISREAD, PLAIN, quoted

SELF_EVIDENT = re.compile(r"0|-?[1-9][0-9]{0,8}|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false")
"""Numbers, days, yes and no: they are read as they are written, and nobody puts them into quotes."""
KEY = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def lines_of_entry(key: str, value: Any, indent: str) -> list[str]:
    """This will write one entry of a mapping."""
    return _valued(f"{indent}{_key(key)}:", value, indent)


def lines_of_row(value: Any, indent: str) -> list[str]:
    """This will write one row of a list."""
    if isinstance(value, dict) and value:
        lines = [line for key, one in value.items() for line in lines_of_entry(key, one, indent + INDENT)]
        return [f"{indent}- {lines[0].lstrip(' ')}", *lines[1:]]
    if isinstance(value, list) and value:
        return [f"{indent}- {flow(value)}"]
    return _valued(f"{indent}-", value, indent)


def _valued(before: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, dict) and value:
        return [before, *(line for key, one in value.items() for line in lines_of_entry(key, one, indent + INDENT))]
    if isinstance(value, list) and value:
        return [before, *(line for one in value for line in lines_of_row(one, indent + INDENT))]
    if isinstance(value, str):
        first, *rest = scalar_lines(value)
        return [f"{before} {first}", *(f"{indent}{INDENT}{line}" if line else "" for line in rest)]
    return [f"{before} {flow(value)}"]


def _key(key: str) -> str:
    return key if KEY.fullmatch(key) and key.lower() not in MISREAD else json.dumps(key, ensure_ascii=False)


def scalar_lines(text: str) -> tuple[str, ...]:
    """This will write a text; what goes on on further lines is indented by whoever uses it."""
    if SELF_EVIDENT.fullmatch(text) or (PLAIN.fullmatch(text) and text.lower() not in MISREAD):
        return (text,)
    try:
        return quoted(text)
    except ValueError as error:
        raise OddError from error


def scalar_like(text: str, style: str) -> str | None:
    """This will write a text on one line with the quotes that stood there before; None where that cannot be."""
    if "\n" in text or (style and style not in "'\""):
        return None
    if style == '"':
        return json.dumps(text, ensure_ascii=False)
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    lines = scalar_lines(text)
    return lines[0] if len(lines) == 1 else None


def flow(value: Any) -> str:
    """This will write a value in brackets on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return value if PLAIN.fullmatch(value) and value.lower() not in MISREAD else _in_brackets(value)


def _in_brackets(text: str) -> str:
    return text if SELF_EVIDENT.fullmatch(text) else json.dumps(text, ensure_ascii=False)
