"""Definitions as YAML that reads back as it was: lists indented, texts quoted where anybody could misread them."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

WIDTH = 120


class _Dumper(yaml.SafeDumper):
    """Indents lists under their keys, and never refers back to something written before."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def yaml_text(definition: Mapping[str, Any], *, remarks: Iterable[str] = (), schema: str = "") -> str:
    """This will write a definition, with remarks above it and, first, the schema that an editor completes it from."""
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    head += [f"# {line}".rstrip() for remark in remarks for line in remark.splitlines()]
    body = yaml.dump(dict(definition), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return "".join(f"{line}\n" for line in head) + body


def schema_beside(definitions: Path, folder: Path, kind: str) -> str:
    """This will say where the schema of a kind lies, seen from a file in `folder`."""
    return Path(os.path.relpath(definitions / "schemas" / f"{kind}.json", folder)).as_posix()
