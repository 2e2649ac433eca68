"""PDFs: kept byte by byte, because they may be signed; so what a paper must not do is refused, not cut out."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pikepdf

from yici.domain.error import Invalid

MOST_OBJECTS: Final = 200_000
"""Objects of one file that are looked through: some seconds' work; an ordinary paper has some hundreds."""
_END, _END_WITHIN = b"%%EOF", 1024
"""ISO 32000 readers look for the end in the last kilobyte; what comes after it is another file in the same skin."""
_FOREIGN: Final = (b"PK\x03\x04", b"MZ", b"\x7fELF", b"#!", b"<", b"GIF8", b"RIFF", b"Rar!", b"7z\xbc\xaf")
_SCRIPTS: Final = ("JavaScript", "JS", "Launch", "ImportData", "XFA")
_ATTACHED: Final = ("EmbeddedFile", "EmbeddedFiles", "EF", "RichMedia", "FileAttachment")
# A quick look at an object as text; what it finds is looked at properly, because a text may contain a name.
_SUSPECT: Final = re.compile(rb"/(?:%s)\b" % "|".join((*_SCRIPTS, *_ATTACHED)).encode())


def pages_of(data: bytes) -> int:
    """This will count the pages of a PDF that does nothing but be read.

    Raises Invalid: "file.damaged", "file.two_in_one", "file.pdf_locked", "file.pdf_script" for what runs something,
    "file.pdf_attachment" for files inside.
    """
    _whole(data)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise _locked()
            _harmless(pdf)
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise _locked() from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, TypeError, KeyError) as error:
        raise _damaged() from error
    if not pages:
        raise _damaged()
    return pages


def _whole(data: bytes) -> None:
    end = data.rfind(_END)
    if end < 0:
        raise _damaged()
    if len(data) - end - len(_END) > _END_WITHIN or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_FOREIGN):
        raise Invalid("file.two_in_one", remedy="print the document as a PDF again and hand that in")


def _locked() -> Invalid:
    return Invalid("file.pdf_locked", remedy="save it without a password and without restrictions")


def _damaged() -> Invalid:
    return Invalid("file.damaged", remedy="open the file yourself; if it opens, save it anew, else take it anew")


def _harmless(pdf: pikepdf.Pdf) -> None:
    for number, one in enumerate(pdf.objects):
        if number >= MOST_OBJECTS:
            raise Invalid("file.pdf_too_complex", remedy="print the document as a PDF again and hand that in")
        for name in _named(one):
            if name in _SCRIPTS:
                raise Invalid("file.pdf_script", remedy="print the document as a PDF again and hand that in")
            raise Invalid("file.pdf_attachment", remedy="hand in the files inside one by one")


def _named(one: pikepdf.Object) -> Iterator[str]:
    """The names of what must not be there, in one object and in what stands directly in it."""
    told = one.stream_dict if isinstance(one, pikepdf.Stream) else one
    if isinstance(told, pikepdf.Dictionary | pikepdf.Array) and _SUSPECT.search(told.unparse(resolved=True)):
        yield from _inside(told)


def _inside(told: object) -> Iterator[str]:
    """Names as keys and as values, down to what is an object of its own, whose turn comes by itself."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if getattr(one, "is_indirect", False) and one is not told:
            continue
        found: list[str] = []
        if isinstance(one, pikepdf.Name):
            found = [str(one)]
        elif isinstance(one, pikepdf.Dictionary):
            found = list(one.keys())
            waiting += [one[key] for key in found]
        elif isinstance(one, pikepdf.Array):
            waiting += list(one)
        yield from (name[1:] for name in found if name[1:] in _SCRIPTS + _ATTACHED)
