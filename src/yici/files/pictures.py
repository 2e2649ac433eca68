"""Pictures made anew: upright, readable, and with nothing in them but what can be seen.

A picture as a phone takes it says where and when it was taken, with which device, sometimes whose it is. It is decoded
and written again, so that no part of the file survives that is not part of the picture: neither metadata of any kind
(EXIF, XMP, IPTC, comments, profiles) nor what somebody hung onto it.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageFile

from yici.domain.error import Invalid
from yici.files import media

MOST_BYTES: Final = 5 * 1024 * 1024
"""Bytes of a picture as it is kept."""
MOST_KEPT: Final = 12_600_000
"""Pixels of a picture as it is kept: what most phones take; A4 at 300 dpi has 8.7 million, at 200 dpi 3.9 million."""
MOST_DECODED: Final = {"JPEG": 64_000_000, "PNG": 36_000_000}
"""Pixels beyond which nothing is decoded: A4 scanned at 600 dpi has 35 million, the finest of phones' pictures 50.

A JPEG is decoded at a half or less where it is large; a PNG needs its full size in memory, some 140 MB at the most.
"""
PREVIEW: Final = 240
"""Pixels of the longer side of a preview."""
_QUALITIES: Final = (86, 75)
_READABLE: Final = 8_700_000
"""A decoder halves a picture as often as no fewer pixels are left."""
_SMALLER: Final = 4_000_000
_PHOTOGRAPH: Final = 3 * 1024 * 1024
"""Bytes beyond which a PNG is a photograph: writing it as one again would take seconds and come out no smaller."""
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_BROKEN: Final = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, OverflowError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept, and a small one of it (JPEG) to be shown in lists."""

    media_type: str
    data: bytes
    preview: bytes


def made_anew(data: bytes) -> Picture:
    """This will decode a JPEG or PNG and write it again.

    Raises Invalid("file.damaged") for what cannot be decoded to its end, ("file.too_many_pixels") before decoding.
    """
    picture = _upright(data)
    small = picture.convert("L" if picture.mode == "1" else picture.mode)
    small.thumbnail((PREVIEW, PREVIEW), reducing_gap=2.0)
    preview = _jpeg(small, 70)
    lossless = data.startswith(b"\x89PNG") and len(data) <= _PHOTOGRAPH
    if lossless and len(kept := _png(picture)) <= MOST_BYTES:
        return Picture(media.PNG, kept, preview)
    return Picture(media.JPEG, _small_enough(picture), preview)


def _small_enough(picture: Image.Image) -> bytes:
    """Finer first: nearly every picture fits at once."""
    grey = picture.convert("L") if picture.mode == "1" else picture
    for quality in _QUALITIES:
        if len(kept := _jpeg(grey, quality)) <= MOST_BYTES:
            return kept
    return _jpeg(_scaled(grey, _SMALLER), _QUALITIES[-1])


def _upright(data: bytes) -> Image.Image:
    try:
        taken = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
        _refuse_bomb(taken)
        turn = _TURNS.get(_orientation(taken))
        picture = _decoded(taken)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _BROKEN as error:
        raise Invalid(
            "file.damaged", remedy="open the file yourself; if it opens, save it anew, else take it anew"
        ) from (error)
    upright = picture if turn is None else picture.transpose(turn)
    upright.info.clear()
    return upright


def _refuse_bomb(picture: ImageFile.ImageFile) -> None:
    if picture.width * picture.height > MOST_DECODED[str(picture.format)]:
        raise _too_many_pixels()


def _too_many_pixels() -> Invalid:
    most = max(MOST_DECODED.values()) // 1_000_000
    return Invalid("file.too_many_pixels", most=most, remedy="take the picture in the usual size, or scan at 300 dpi")


def _orientation(picture: Image.Image) -> int:
    """How the camera was held; 1 for upright, and for what says so in no way that can be read."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1


def _decoded(picture: ImageFile.ImageFile) -> Image.Image:
    if picture.format == "JPEG" and picture.width * picture.height > MOST_KEPT:
        picture.draft(None, _fitting(picture.size, _READABLE))
    picture.load()
    plain = _plain(picture)
    # Black and white has one bit for each pixel: it stays as sharp as it was scanned.
    return plain if plain.mode == "1" else _scaled(plain, MOST_KEPT)


def _plain(picture: Image.Image) -> Image.Image:
    """In grey or in colours, without transparency: paper is white."""
    if picture.mode in ("1", "L", "RGB") and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    return picture.convert("RGB")


def _fitting(size: tuple[int, int], most: int) -> tuple[int, int]:
    """The size itself, or the largest of the same shape with at most so many pixels."""
    width, height = size
    if width * height <= most:
        return size
    part = (most / (width * height)) ** 0.5
    return max(1, int(width * part)), max(1, int(height * part))


def _scaled(picture: Image.Image, most: int) -> Image.Image:
    size = _fitting(picture.size, most)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
