"""How files come in: in memory and never to the disk in clear, and never more at once than a worker can hold."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_AT_ONCE = 24 * 1024 * 1024
"""Bytes of all files of one request that are kept; what comes beyond is counted, not kept."""


class KeptInMemory(FileUploadHandler):
    """Keeps files in memory up to a bound for the whole request.

    A file that did not fit is shorter than its `size` says: `whole` tells.
    """

    kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a chunk if it fits."""
        if self.kept + len(raw_data) <= MOST_AT_ONCE:
            self.file.write(raw_data)
            self.kept += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file; `size` is what was sent."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def whole(file: Any) -> bytes | None:
    """This will give an uploaded file's bytes; None when it was too much at once."""
    data: bytes = file.read()
    return data if len(data) == file.size else None
