"""Reads back what a rendered PDF says: its text where it stands, and its structure."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, its page from 1, its left and right edge in points; a screen reader passes over an artifact."""

    text: str
    page: int
    left: float
    right: float
    artifact: bool


@dataclass(frozen=True, slots=True)
class Face:
    """A font of a page: what its codes mean, and how wide each is in thousandths."""

    characters: dict[int, str]
    widths: dict[int, float]

    def text(self, codes: list[int]) -> str:
        return "".join(self.characters[code] for code in codes)

    def width(self, codes: list[int]) -> float:
        return sum(self.widths[code] for code in codes) / 1000


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def runs(pdf: bytes) -> list[Run]:
    with opened(pdf) as document:
        return [run for number, page in enumerate(document.pages, 1) for run in runs_of(page, number)]


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page in reading order without any blank, since lines end where the column does."""
    found = runs(pdf)
    return [bare(run.text for run in found if run.page == page) for page in range(1, found[-1].page + 1)]


def text_of(pdf: bytes) -> str:
    return bare(run.text for run in runs(pdf))


def bare(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def runs_of(page: pikepdf.Page, number: int) -> Iterator[Run]:
    faces = {name: face_of(font) for name, font in page.Resources.Font.items()}
    face, size, left, marks = Face({}, {}), 0.0, 0.0, [False]
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                marks.append(marks[-1] or operands[0] == pikepdf.Name.Artifact)
            case "EMC":
                marks.pop()
            case "cm":
                left = float(operands[4])
            case "Tf":
                face, size = faces[str(operands[0])], float(operands[1])
            case "Tj" | "TJ":
                codes, moved = codes_of(operands[0])
                width = (face.width(codes) - moved / 1000) * size
                yield Run(face.text(codes), number, left, left + width, marks[-1])


def codes_of(operand: pikepdf.Object) -> tuple[list[int], float]:
    parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    moved = sum(float(part) for part in parts if not isinstance(part, pikepdf.String))
    return [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)], moved


def face_of(font: pikepdf.Object) -> Face:
    meanings = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes().split(b"beginbfchar", 1)[1])
    characters = {int(code, 16): bytes.fromhex(meaning.decode()).decode("utf-16-be") for code, meaning in meanings}
    return Face(characters, widths_of(iter(font.DescendantFonts[0].W)))


def widths_of(entries: Iterator[pikepdf.Object]) -> dict[int, float]:
    """Read both forms: "first [w w w]" and "first last w"."""
    widths: dict[int, float] = {}
    for first in entries:
        following = next(entries)
        if isinstance(following, pikepdf.Array):
            widths |= {int(first) + at: float(width) for at, width in enumerate(following)}
        else:
            widths |= dict.fromkeys(range(int(first), int(following) + 1), float(next(entries)))
    return widths


def structure(pdf: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every structure element in reading order, with its alternative text and its title."""
    with opened(pdf) as document:
        return list(elements(document.Root.StructTreeRoot.K))


def elements(node: pikepdf.Object) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S), {key: str(node[key]) for key in ("/Alt", "/T", "/Lang") if key in node}
        if "/K" in node:
            yield from elements(node.K)
