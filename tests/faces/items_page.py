"""The page on how to write definitions, cut into what can be run: files, pieces of files, commands and their output."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.apps.schema_rules import as_an_editor
from yici.catalogue.schemas import schemas

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "items.md").read_text(encoding="utf-8")
ENGLISH = (DOCS / "items.en.md").read_text(encoding="utf-8")
CONDITIONS = PAGE[PAGE.index("## 五、") : PAGE.index("## 六、")]
BLOCK = re.compile(r"(?:^文件 `(?P<file>[^`]+)`：\n\n)?^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.M | re.S)
ROW = re.compile(r"^\| `(?P<condition>[^`]+)` \| (?P<said>[^|]+) \|$", re.M)


@dataclass(frozen=True)
class Block:
    """One fenced block: the file that it is, or the kind of definition that it is a piece of."""

    file: str
    info: str
    text: str


def blocks() -> list[Block]:
    return [Block(found["file"] or "", found["info"], found["text"]) for found in BLOCK.finditer(PAGE)]


def files() -> dict[str, str]:
    return {block.file: block.text for block in blocks() if block.file}


def pieces(kind: str) -> list[str]:
    return [block.text for block in blocks() if block.info == f"yaml {kind}"]


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command of the page with the lines that are shown below it; … stands for anything."""
    for block in blocks():
        if block.info == "console":
            for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
                first, *shown = part.rstrip("\n").split("\n")
                yield first, shown


def shown_in(shown: list[str], output: str) -> bool:
    pattern = ".*".join(re.escape(piece) for piece in "\n".join(shown).split("…"))
    return re.search(pattern, output, re.S) is not None


def keys_used(kind: str, value: Any) -> set[tuple[str, str]]:
    """By type and key, everything that a piece of a definition uses."""
    whole = schemas()[kind]
    return set(_used(value, whole, whole))


def _used(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "allOf" in schema:
        [schema] = schema["allOf"]
    if "$ref" in schema:
        schema = whole["definitions"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        for one in value:
            yield from _used(one, schema["items"], whole)
    elif isinstance(value, dict):
        for key, one in value.items():
            inner = schema.get("properties", {}).get(key)
            if inner is not None:
                yield schema["title"], key
            yield from _used(one, inner or schema["additionalProperties"] or {}, whole)


def all_used() -> set[tuple[str, str]]:
    told = [(as_an_editor(text), kind) for kind in ("item", "bundle", "place") for text in pieces(kind)]
    told += [
        (tree, tree["kind"])
        for text in files().values()
        if isinstance(tree := as_an_editor(text), dict) and "kind" in tree
    ]
    return {one for tree, kind in told for one in keys_used(kind, tree)}


def all_keys(*kinds: str) -> set[tuple[str, str]]:
    models = [model for kind in kinds for model in (schemas()[kind], *schemas()[kind]["definitions"].values())]
    return {(model["title"], key) for model in models for key in model["properties"]}
