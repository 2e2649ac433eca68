"""The files that came in as a paper, and those that are still coming in, as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import ngettext

from yici.files.arriving import Arriving
from yici.files.queries import FileRow
from yici.web.file_words import erased, size_text


@dataclass(frozen=True, slots=True)
class Uploaded:
    """One file that came in: its size and pages in words; a picture has a small one to be shown."""

    id: str
    name: str
    size: str
    pages: str
    pictured: bool
    checking: bool
    harmful: bool


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One file that did not come in whole: how far it is, in hundredths."""

    id: str
    name: str
    percent: int


def uploaded(file: FileRow) -> Uploaded:
    """This will describe one file."""
    pages = ngettext("%(n)s 页", "%(n)s 页", file.pages) % {"n": number_format(file.pages)} if file.pages else ""
    return Uploaded(
        str(file.id), file.name or erased(), size_text(file.size), pages, file.previewed, file.checking, file.harmful
    )


def unfinished_of(arriving: Iterable[Arriving], material: str) -> tuple[Unfinished, ...]:
    """This will describe what is still coming in as a paper."""
    return tuple(
        Unfinished(str(one.id), one.name or erased(), one.received * 100 // one.size)
        for one in arriving
        if one.material == material
    )
