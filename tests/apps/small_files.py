"""Small real files, made here: pictures as phones take them, PDFs that do what they must not."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin

PLACE = b"Quzhou, where the picture was taken"
MAKER = b"Maker of the phone"
REMARK = b"a remark that nobody sees"


def drawn(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left quarter is red on white, so that one sees how it is turned."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((220, 0, 0), (0, 0, width // 2, height // 2))
    return picture.convert(mode)


def jpeg(picture: Image.Image | None = None, *, turned: int = 1, metadata: bool = True, **more: Any) -> bytes:
    """A JPEG with place, maker, remark, XMP and IPTC; `turned` is how the phone was held (EXIF orientation)."""
    picture, out = picture or drawn(), BytesIO()
    if not metadata:
        picture.save(out, "JPEG", quality=95, **more)
        return out.getvalue()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x010E] = turned, MAKER.decode(), PLACE.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 58.0, 12.0), 3: "E", 4: (118.0, 52.0, 21.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + PLACE + b"</x:xmpmeta>"
    picture.save(out, "JPEG", quality=95, exif=exif, comment=REMARK, xmp=xmp, **more)
    iptc = (
        b"Photoshop 3.0\x008BIM\x04\x04\x00\x00"
        + struct.pack(">I", len(PLACE) + 5)
        + b"\x1c\x02\x5a"
        + (struct.pack(">H", len(PLACE)) + PLACE)
    )
    data = out.getvalue()
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]


def png(picture: Image.Image | None = None, *, text: bytes = PLACE) -> bytes:
    """A PNG with a remark in a text chunk, and EXIF."""
    told, out, exif = PngImagePlugin.PngInfo(), BytesIO(), Image.Exif()
    told.add_text("Comment", text.decode())
    told.add_itxt("Description", text.decode(), zip=True)
    exif[0x010F] = MAKER.decode()
    (picture or drawn()).save(out, "PNG", pnginfo=told, exif=exif)
    return out.getvalue()


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A few hundred bytes that say that they are an enormous picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 4096)), (b"IEND", b""))
    )


def pdf(pages: int = 1, *, filler: int = 0, change: Any = None, **how: Any) -> bytes:
    """A PDF of empty pages; `filler` bytes that stand inside, `change` is what is done with it before it is written."""
    made, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    if filler:
        made.Root.Filler = made.make_stream(b"%" + b"x" * (filler - 1))
    if change is not None:
        change(made)
    made.save(out, static_id=True, compress_streams=False, **how)
    return out.getvalue()


PDF = pdf()
"""The smallest; what is hung onto it, up to a kilobyte, makes another file of it that is as good."""
