"""The messages of a case in words, as both sides read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from yici.cases.queries import Line
from yici.domain.case.beside_events import MessageAsked, MessageReplied
from yici.web import dates
from yici.web.words import Names

KINDS = ("message.asked", "message.replied")


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


def messages_of(
    lines: Sequence[Line], names: Names, *, office: bool, seen: int, heard: int
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
        found.append(_message(line, line.event, names, office, mine, fresh, known))
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
