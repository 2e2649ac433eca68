"""The messages of a case in words, as both sides read them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext

from yici.cases.queries import Line
from yici.domain.case.beside_events import MessageAsked, MessageReplied
from yici.files.queries import FileRow
from yici.web import dates
from yici.web.file_words import erased, size_text
from yici.web.words import Names

KINDS = ("message.asked", "message.replied")
ATTACHED: Final = "message."
"""What goes along with messages is kept with the case under names that begin so, which are those of no paper."""
ASKED: Final = f"{ATTACHED}asked."
"""Those of the applicant's own messages."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One file that came along: where it is fetched, "" while or because it cannot be, and why."""

    name: str
    url: str
    size: str
    state: str


Along = Mapping[tuple[bool, str], Attached]


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `fresh`: its reader sees it for the first time; `heard`: the other side has seen it."""

    mine: bool
    who: str
    item: str
    note: str
    when: str
    iso: str
    fresh: bool
    heard: bool
    files: tuple[Attached, ...] = ()


def attached(files: Iterable[FileRow], url: Callable[[FileRow], str]) -> Along:
    """This will describe the files that go along with messages of a case: by whether they are the applicant's, and by
    digest; both sides may send the same file under names of their own."""
    theirs = [one for one in files if one.material.startswith(ATTACHED)]
    return {(one.material.startswith(ASKED), one.digest): _attached(one, url) for one in theirs}


def _attached(one: FileRow, url: Callable[[FileRow], str]) -> Attached:
    state = gettext("查出病毒，已经删掉") if one.harmful else gettext("正在检查有没有病毒") if one.checking else ""
    return Attached(one.name or erased(), "" if state else url(one), size_text(one.size), state)


def with_files(lines: Iterable[Line]) -> bool:
    """This will say whether any message of a case has files with it."""
    return any(bool(getattr(line.event, "files", ())) for line in lines if line.event.kind in KINDS)


def messages_of(
    lines: Sequence[Line], names: Names, *, office: bool, seen: int, heard: int,
    files: Along | None = None,
) -> tuple[Message, ...]:  # fmt: skip
    """This will list the messages of a case, oldest first, as the office or the applicant reads them.

    `seen` is how many of those written to the reader they had seen, `heard` how many of theirs the other side has.
    """
    found: list[Message] = []
    counts = {True: 0, False: 0}
    for line in lines:
        if not isinstance(line.event, MessageAsked | MessageReplied):
            continue
        mine = isinstance(line.event, MessageReplied) == office
        counts[mine] += 1
        fresh, known = not mine and counts[False] > seen, mine and counts[True] <= heard
        named = [(isinstance(line.event, MessageAsked), one) for one in line.event.files]
        came = tuple(files[one] for one in named if one in files) if files else ()
        found.append(replace(_message(line, line.event, names, office, mine, fresh, known), files=came))
    return tuple(found)


def _message(
    line: Line, event: MessageAsked | MessageReplied, names: Names, office: bool, mine: bool, fresh: bool, heard: bool
) -> Message:  # fmt: skip
    theirs = gettext("申请人") if isinstance(event, MessageAsked) else gettext("承办机关")
    yours = gettext("您") if not office else theirs
    words = gettext("（已经清除）") if line.erased else str((line.private or {}).get("note", ""))
    return Message(
        mine, yours if mine else theirs, names.of("item", event.item), words, dates.moment_text(event.at),
        event.at.isoformat(), fresh, heard,
    )  # fmt: skip
