"""Definitions as YAML that reads back as it was: lists indented, texts quoted where anybody could misread them.

Definitions are written by the ten thousand, so their plain shape (short keys, lists of values or of mappings) is laid
out here, and only texts that may need quotes go through the library, each once. Any other shape is the library's.
"""

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from yici.catalogue.tree import Tree, read_tree

WIDTH = 120
KEY = re.compile(r"[a-z][a-z0-9_]{0,60}")
PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff，。、；（）《》“”-]{0,60}")
"""Texts that need no quotes: they begin with a letter and hold nothing that means something to a reader of YAML."""
MISREAD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
INDENT = "  "


class _Dumper(yaml.SafeDumper):
    """Indents lists under their keys, and never refers back to something written before."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _OddError(ValueError):
    """The definition has a shape that only the library writes."""


def yaml_text(definition: Mapping[str, Any], *, remarks: Iterable[str] = (), schema: str = "") -> str:
    """This will write a definition, with remarks above it and, first, the schema that an editor completes it from."""
    return yaml_tree(definition, remarks=remarks, schema=schema)[0]


def yaml_tree(definition: Mapping[str, Any], *, remarks: Iterable[str] = (), schema: str = "") -> tuple[str, Tree]:
    """This will write a definition and give what reading it back would, without reading it."""
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    head += [f"# {line}".rstrip() for remark in remarks for line in remark.splitlines()]
    page = _Page(head)
    try:
        value = page.mapping(definition, (), "")
    except _OddError:
        body = yaml.dump(dict(definition), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
        text = "".join(f"{line}\n" for line in head) + body
        return text, read_tree(text.encode())
    page.tree.value = value
    page.tree.lines[()] = len(head) + 1
    return "".join(f"{line}\n" for line in page.lines), page.tree


class _Page:
    """Lays a definition out line by line, and keeps on which line each part of it begins."""

    def __init__(self, head: list[str]) -> None:
        self.lines = head.copy()
        self.tree = Tree()

    def mapping(self, values: Mapping[str, Any], path: tuple[str | int, ...], indent: str, lead: str = "") -> Any:
        """Write a mapping; `lead` stands in place of the indent before its first key."""
        if not values:
            raise _OddError
        told: dict[str, Any] = {}
        for key, value in values.items():
            if not isinstance(key, str) or not KEY.fullmatch(key) or key in MISREAD:
                raise _OddError
            self.tree.lines[*path, key] = len(self.lines) + 1
            told[key] = self._value(value, (*path, key), indent, f"{lead or indent}{key}:")
            lead = ""
        return told

    def _value(self, value: Any, path: tuple[str | int, ...], indent: str, before: str) -> Any:
        if isinstance(value, Mapping):
            self.lines.append(before)
            return self.mapping(value, path, indent + INDENT)
        if isinstance(value, (list, tuple)):
            return self._sequence(value, path, indent + INDENT, before)
        return self._scalar(value, before, indent + INDENT)

    def _sequence(self, values: Iterable[Any], path: tuple[str | int, ...], indent: str, before: str) -> list[Any]:
        entries = list(values)
        if not entries:
            raise _OddError
        self.lines.append(before)
        told = []
        for number, value in enumerate(entries):
            self.tree.lines[*path, number] = len(self.lines) + 1
            if isinstance(value, Mapping):
                told.append(self.mapping(value, (*path, number), indent + INDENT, f"{indent}- "))
            elif isinstance(value, (list, tuple)):
                raise _OddError
            else:
                told.append(self._scalar(value, f"{indent}-", indent + INDENT))
        return told

    def _scalar(self, value: Any, before: str, indent: str) -> str:
        if isinstance(value, str):
            first, *rest = (value,) if PLAIN.fullmatch(value) and value.lower() not in MISREAD else quoted(value)
            self.lines.append(f"{before} {first}")
            self.lines += [f"{indent}{line}" if line else "" for line in rest]
            return value
        if not isinstance(value, (bool, int)):
            raise _OddError
        self.lines.append(f"{before} {str(value).lower()}")
        return str(value).lower()


@lru_cache(maxsize=16_384)
def quoted(text: str) -> tuple[str, ...]:
    """This will write a text as a value; what continues on further lines is indented by whoever uses it."""
    written = yaml.dump({"k": text}, Dumper=_Dumper, allow_unicode=True, width=WIDTH - 20)
    if not written.startswith("k: "):
        raise _OddError
    return tuple(line.strip(" ") for line in written[3:].rstrip("\n").split("\n"))


def schema_beside(definitions: Path, folder: Path, kind: str) -> str:
    """This will say where the schema of a kind lies, seen from a file in `folder`."""
    return Path(os.path.relpath(definitions / "schemas" / f"{kind}.json", folder)).as_posix()
