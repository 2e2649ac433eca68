"""Messages as files in a folder of this machine: for a demonstration, and for trying a site out.

    url = "file:outbox/sms"      (a relative path starts at the home of the instance)

One file a message, named by its key: sent twice, it is there once. Only the operator's account can read the folder.
"""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings

from yici.notices.channels import Channel
from yici.notices.providers.provider import Letter, NotSent, Receipt

_NAME: Final = re.compile(r"[0-9a-zA-Z-]{1,64}\.(txt|eml)")


def folder_of(channel: Channel) -> Path:
    """This will give the folder that an address names."""
    told = urlsplit(channel.url)
    return Path(settings.HOME, unquote(told.netloc + told.path))


def write(folder: Path, name: str, data: bytes) -> None:
    """This will write one message for the operator alone. Raises `NotSent` when it cannot."""
    if not _NAME.fullmatch(name):
        raise NotSent("key", for_good=True)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise NotSent(type(error).__name__) from error


class Folder:
    """Writes what would be sent."""

    keyed = True

    def __init__(self, channel: Channel) -> None:
        self._folder = folder_of(channel)

    def send(self, letter: Letter) -> Receipt:
        """Write one message. Raises `NotSent` when the folder cannot be written."""
        write(self._folder, f"{letter.key}.txt", f"{letter.address}\n\n{letter.short}\n".encode())
        return Receipt(letter.key, "delivered")
