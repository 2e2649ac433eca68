"""What a file is, by its first bytes: neither its name nor what the browser says of it is believed."""

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
HEIC = "image/heic"
"""What phones of one maker take by themselves: recognised only to say what to do."""
ENDINGS: dict[str, str] = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
# ISO 32000 readers look for the head of a PDF in its first kilobyte: scanners put marks of their own before it.
_PDF_HEAD, HEAD_WITHIN = b"%PDF-", 1024
_STARTS: tuple[tuple[bytes, str], ...] = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
# The kind of an ISO base media file stands after its length and "ftyp" (ISO/IEC 23008-12, 10.2 and 10.4).
_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})


def recognise(data: bytes) -> str | None:
    """This will name the media type of a PDF, JPEG, PNG or HEIC; None for anything else."""
    for start, media_type in _STARTS:
        if data.startswith(start):
            return media_type
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        return HEIC
    return PDF if _PDF_HEAD in data[:HEAD_WITHIN] else None
