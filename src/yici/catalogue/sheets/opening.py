"""Opening a spreadsheet that somebody sent: what is none is told apart, and nothing is unpacked beyond bounds."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from yici.catalogue.sheets.found import Found

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_STRINGS = 80 * 1024 * 1024
"""The table of texts is the one part that is held in memory whole."""
MAX_PARTS = 5_000
MAX_ROWS = 100_000
LAST_ROW = 1_048_576
"""No spreadsheet program has more."""
DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, OSError, EOFError, KeyError, ValueError,
    TypeError, AttributeError, IndexError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the library raises when the parts of a file do not fit together."""
TEXTS = (".csv", ".tsv", ".txt")
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Extent:
    """How far one sheet is filled: number of rows with something in them, the last of them, and its merged cells."""

    rows: int
    last: int
    merged: tuple[str, ...]


@contextmanager
def opened(path: Path, found: Found) -> Iterator[Any]:
    """This will give the workbook, or None and say in `found` why not."""
    with warnings.catch_warnings():
        # The library warns of what it does not keep (styles, validations): nothing of that is read.
        warnings.simplefilter("ignore")
        book = _load(path, found)
        try:
            yield book
        finally:
            if book is not None:
                book.close()


def _load(path: Path, found: Found) -> Any:
    wrong = _refusal(path)
    if wrong:
        found.add(wrong)
        return None
    try:
        return load_workbook(path, read_only=True, keep_links=False)
    except DAMAGE:
        found.add("book.damaged")
        return None


def _refusal(path: Path) -> str:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
            if size > MAX_FILE:
                return "book.too_large"
            if head.startswith(OLE):
                return "book.encrypted" if ENCRYPTED in head + file.read() else "book.old_format"
    except FileNotFoundError:
        return "book.missing"
    except OSError:
        return "book.unreadable"
    if not head.startswith(ZIP):
        return _not_a_book(head, path.suffix.lower())
    return _refused_parts(path)


def _not_a_book(head: bytes, suffix: str) -> str:
    if not head:
        return "book.empty"
    text = suffix in TEXTS or (b"\0" not in head and any(sign in head for sign in (b",", b"\t", b";")))
    return "book.csv" if text else "book.none"


def _refused_parts(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except DAMAGE:
        return "book.damaged"
    names = {part.filename for part in parts}
    # A part unpacks to its stated size at most: the library that reads it stops there.
    sizes = {part.filename: part.file_size for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return "book.bomb"
    if sizes.get("xl/sharedStrings.xml", 0) > MAX_STRINGS:
        return "book.bomb"
    if any(part.flag_bits & 1 for part in parts):
        return "book.encrypted"
    if "xl/workbook.xml" in names:
        return ""
    return "book.old_format" if {"xl/workbook.bin", "content.xml"} & names else "book.none"


def extent_of(path: Path, sheet: Any) -> Extent | None:
    """This will look through a sheet once, holding one row at a time; None when its part is damaged.

    It stops at the first row too many, so that no size of sheet costs more than its first 100,000 rows.
    """
    part = sheet._worksheet_path.lstrip("/")  # noqa: SLF001 - the library names no other way to a sheet's part
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as source:
            return _measured(source)
    except DAMAGE:
        return None


def _measured(source: Any) -> Extent:
    rows = last = number = 0
    merged: list[str] = []
    data: Any = None
    for event, element in iterparse(source, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            data = element if tag == "sheetData" else data
        elif tag == "row":
            before, number = number, int(element.get("r", number + 1))
            if not before < number <= LAST_ROW:
                raise ValueError(number)
            if _filled(element):
                rows, last = rows + 1, max(last, number)
            data.clear()
        elif tag == "mergeCell":
            merged.append(element.get("ref", ""))
        if rows > MAX_ROWS + 1:
            break
    return Extent(rows, last, tuple(merged))


def _filled(row: Any) -> bool:
    """A row of which every cell is only coloured is empty."""
    return any(len(cell) > 0 for cell in row)
