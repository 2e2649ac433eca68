"""Reading the table of a place's list: a CSV file, strict, whole, with every fault in its line."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Final

from stdnum.cn import uscc as credit_code

from yici.catalogue.tree import CONTROL
from yici.domain.checking.lists import Line, check_columns, check_lines
from yici.domain.fault import Fault
from yici.domain.local_list import COLUMNS, ListedItem, LocalList

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_LINES: Final = 200_000
Source = bytes | Path
Table = tuple[LocalList, tuple[ListedItem, ...], list[Fault]]


def read_list(head: LocalList, header_file: str, tables: Mapping[str, Source]) -> Table:
    """This will read the lines that a head names, and give the head with their digest and number, and every fault."""
    name = beside(header_file, head.file)
    source = tables.get(name)
    if source is None:
        return head, (), [Fault("list.no_file", "file", {"file": head.file}, file=header_file, line=1)]
    lines, faults = _lines(source)
    if not faults:
        faults = list(check_lines(head, lines, _is_sound))
    items = tuple(sorted(map(_item, lines), key=lambda item: item.code))
    found = replace(head, digest=digest_of(items), count=len(items))
    placed = [replace(fault, file=name) for fault in faults]
    return found, items, [*placed, *_pinned(head, found, header_file)]


def beside(header_file: str, name: str) -> str:
    """This will give the name of a file in the folder of the head."""
    return (PurePosixPath(header_file).parent / name).as_posix()


def digest_of(items: tuple[ListedItem, ...]) -> str:
    """This will give the SHA-256 of the lines in the order of codes."""
    told = hashlib.sha256()
    for item in items:
        cells = [item.code, item.name, item.department, item.main_item, item.type]
        told.update(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
    return told.hexdigest()


def _pinned(head: LocalList, found: LocalList, header_file: str) -> Iterator[Fault]:
    if head.digest and head.digest != found.digest:
        yield Fault("list.digest", "digest", {"digest": found.digest}, file=header_file, line=1)
    if head.count and head.count != found.count:
        yield Fault("list.count", "count", {"count": str(found.count)}, file=header_file, line=1)


def _is_sound(body: str) -> bool:
    return (
        len(body) == len(credit_code.compact(body)) and body.isupper() | body.isdigit() and credit_code.is_valid(body)
    )


def _item(line: Line) -> ListedItem:
    cells = line.cells
    return ListedItem(cells["item_code"], cells["name"], cells["department"], cells["main_item"], cells["task_type"])


def _lines(source: Source) -> tuple[list[Line], list[Fault]]:
    text, faults = _text(source)
    if faults:
        return [], faults
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        columns = next(reader, [])
        faults = list(check_columns(columns))
        if faults:
            return [], faults
        lines, faults = _records(reader, columns)
    except csv.Error as error:
        return [], [Fault("list.csv", params={"problem": str(error)}, line=max(reader.line_num, 1))]
    if not lines and not faults:
        faults = [Fault("list.no_lines", line=1)]
    return lines, faults


def _text(source: Source) -> tuple[str, list[Fault]]:
    try:
        data = source if isinstance(source, bytes) else _bytes(source)
    except OSError as error:
        return "", [Fault("file.unreadable", params={"problem": error.strerror or ""}, line=1)]
    if len(data) > MOST_BYTES:
        return "", [Fault("file.too_large", params={"bytes": str(len(data)), "most": str(MOST_BYTES)}, line=1)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [Fault("file.not_utf8", line=data[: error.start].count(b"\n") + 1)]
    return text, [
        Fault("value.control_character", params={"code": f"U+{ord(found.group()):04X}"}, line=number)
        for number, line in enumerate(text.split("\n"), 1)
        if (found := CONTROL.search(line.removesuffix("\r")))
    ]


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _records(reader: Iterator[list[str]], columns: list[str]) -> tuple[list[Line], list[Fault]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    begins = 2
    for cells in reader:
        number, begins = begins, getattr(reader, "line_num", 0) + 1
        if not cells:
            continue
        if len(cells) != len(columns):
            params = {"cells": str(len(cells)), "wanted": str(len(COLUMNS))}
            faults.append(Fault("list.cells", params=params, line=number))
            continue
        lines.append(Line(number, dict(zip(columns, cells, strict=True))))
        if len(lines) > MOST_LINES:
            return [], [Fault("list.too_many", params={"most": str(MOST_LINES)}, line=number)]
    return lines, faults
