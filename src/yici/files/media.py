"""What a file is, by its first bytes: neither its name nor what the browser says of it is believed."""

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS: dict[str, str] = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
# ISO 32000 readers look for the head of a PDF in its first kilobyte: scanners put marks of their own before it.
_PDF_HEAD, _HEAD_WITHIN = b"%PDF-", 1024
_STARTS: tuple[tuple[bytes, str], ...] = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))


def recognise(data: bytes) -> str | None:
    """This will name the media type of a PDF, JPEG or PNG; None for anything else."""
    for start, media_type in _STARTS:
        if data.startswith(start):
            return media_type
    return PDF if _PDF_HEAD in data[:_HEAD_WITHIN] else None
