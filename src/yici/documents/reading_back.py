"""What a rendered document says, read back from the PDF: to see that a template prints what it must."""

import io
import re

import pikepdf

_MEANING = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")


def text_of(data: bytes) -> str:
    """This will give all text of a PDF of ours without any blank, since lines end where the column does."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return bare("".join(_page(page) for page in pdf.pages))


def bare(text: str) -> str:
    """This will take every blank out of a text."""
    return "".join(text.split())


def _page(page: pikepdf.Page) -> str:
    faces = {str(name): _meanings(font) for name, font in page.Resources.get("/Font", {}).items()}
    face: dict[int, str] = {}
    said: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            face = faces.get(str(operands[0]), {})
        elif operator in ("Tj", "TJ"):
            said.append(_shown(operands[0], face))
    return "".join(said)


def _shown(operand: pikepdf.Object, face: dict[int, str]) -> str:
    parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    codes = [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
    return "".join(face.get(code, "") for code in codes)


def _meanings(font: pikepdf.Object) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes().split(b"beginbfchar", 1)[-1]
    found = _MEANING.findall(table)
    return {int(code, 16): bytes.fromhex(meaning.decode()).decode("utf-16-be") for code, meaning in found}
