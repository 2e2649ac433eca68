"""What comes in, looked at once: what it is by its content, whether it can be kept, and how."""

from dataclasses import dataclass
from typing import Final

from yici.domain.error import Invalid
from yici.files import media, pdfs, pictures

MOST_BYTES: Final = pictures.MOST_BYTES
"""Bytes of a file as it is kept."""
MOST_TAKEN: Final = 20 * 1024 * 1024
"""Bytes of a picture as it was taken; what is kept of it is smaller."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it will be kept; `pages` of a PDF, `preview` (JPEG) of a picture."""

    media_type: str
    data: bytes
    pages: int | None = None
    preview: bytes | None = None


def check_head(head: bytes, size: int) -> str:
    """This will name the media type by the first kilobyte of a file of `size` bytes.

    Raises Invalid: "file.empty", "file.not_recognised", "file.heic", "file.too_large", "file.picture_too_large".
    """
    if not size:
        raise Invalid("file.empty", remedy="choose the file again")
    media_type = media.recognise(head)
    if media_type is None:
        raise Invalid("file.not_recognised", remedy="hand in a PDF, a JPEG or a PNG")
    if media_type == media.HEIC:
        raise Invalid("file.heic", remedy="let the phone take JPEG pictures, or hand in a screenshot")
    if media_type == media.PDF and size > MOST_BYTES:
        raise Invalid("file.too_large", most=MOST_BYTES, remedy="take the picture smaller, or split the document")
    if size > MOST_TAKEN:
        raise Invalid("file.picture_too_large", most=MOST_TAKEN, remedy="take the picture in the usual size")
    return media_type


def checked(data: bytes) -> Checked:
    """This will make of what came in what is kept: a PDF as it is, a picture anew.

    Raises Invalid as `check_head`, `pictures.made_anew` and `pdfs.pages_of` do.
    """
    if check_head(data[: media.HEAD_WITHIN], len(data)) == media.PDF:
        return Checked(media.PDF, data, pages=pdfs.pages_of(data))
    made = pictures.made_anew(data)
    return Checked(made.media_type, made.data, preview=made.preview)
