"""The one type family of all documents, and which characters it holds."""

import importlib.util
import struct
import threading
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

import typst

from yici.domain.error import YiciError

FONT_PACKAGE = "manimgx_fonts_cjk"
FAMILY = "Noto Sans CJK SC"
_CMAP = int.from_bytes(b"cmap")
_UNICODE_FULL = {(3, 10), (0, 4), (0, 6)}
_SEGMENTED_COVERAGE = 12
_lock = threading.Lock()


class FontMissing(YiciError):
    """No document can be set without the type family."""

    code = "documents.font_missing"
    status = 503


@dataclass(frozen=True, slots=True)
class Coverage:
    """The code points of a font, as ranges in rising order."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, char: str) -> bool:
        at = bisect_right(self.firsts, ord(char)) - 1
        return at >= 0 and ord(char) <= self.lasts[at]


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The fonts as the typesetter takes them, and the characters they can print."""

    fonts: typst.Fonts
    coverage: Coverage


def typefaces(package: str = FONT_PACKAGE) -> Typefaces:
    """This will give the fonts, loaded once per process. Raises FontMissing."""
    with _lock:
        return _load(package)


@cache
def _load(package: str) -> Typefaces:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_folder(package))])
    face = next((face for face in fonts.fonts() if face.family == FAMILY and face.path), None)
    if face is None or face.path is None:
        raise _missing(package)
    return Typefaces(fonts=fonts, coverage=_read_coverage(Path(face.path), face.index))


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise _missing(package)
    return Path(spec.submodule_search_locations[0])


def _missing(package: str) -> FontMissing:
    name = package.replace("_", "-")
    return FontMissing(package=name, family=FAMILY, remedy=f"install the font package: pip install {name}")


def _read_coverage(path: Path, index: int) -> Coverage:
    with path.open("rb") as file:
        groups = _groups(file, _cmap_at(file, _face_at(file, index)))
    return Coverage(firsts=tuple(first for first, _, _ in groups), lasts=tuple(last for _, last, _ in groups))


def _face_at(file: BinaryIO, index: int) -> int:
    if file.read(4) != b"ttcf":
        return 0
    return _unpack(file, 12 + 4 * index, ">I")[0]


def _cmap_at(file: BinaryIO, face: int) -> int:
    count = _unpack(file, face + 4, ">H")[0]
    records = [_unpack(file, face + 12 + 16 * n, ">IIII") for n in range(count)]
    return next(offset for tag, _, offset, _ in records if tag == _CMAP)


def _groups(file: BinaryIO, cmap: int) -> list[tuple[int, int, int]]:
    """Give the ranges (first, last, glyph) of the segmented table, the only one that reaches beyond U+FFFF."""
    count = _unpack(file, cmap + 2, ">H")[0]
    records = [_unpack(file, cmap + 4 + 8 * n, ">HHI") for n in range(count)]
    at = next(cmap + offset for platform, encoding, offset in records if (platform, encoding) in _UNICODE_FULL)
    kind, _, _, _, groups = _unpack(file, at, ">HHIII")
    if kind != _SEGMENTED_COVERAGE:
        raise YiciError("documents.font_unreadable", format=kind, remedy="reinstall the font package")
    file.seek(at + 16)
    return list(struct.iter_unpack(">III", file.read(12 * groups)))


def _unpack(file: BinaryIO, at: int, layout: str) -> tuple[int, ...]:
    file.seek(at)
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
