"""What may be asked about messages: one's own, how many are unread, how one is told, what is under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yici.ledger import keys
from yici.ledger.values import ERASED
from yici.notices import store
from yici.notices.kinds import KINDS, Kind
from yici.notices.texts import Worded, worded
from yici.notices.values import spoken

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of somebody in words; both are empty where the person's data was erased."""

    id: UUID
    kind: str
    stream: UUID
    item: str
    words: Worded | None
    made_at: datetime
    read_at: datetime | None


def messages_of(
    reader: UUID, *, language: str, before: UUID | None = None, limit: int = PAGE
) -> list[MessageRow]:  # fmt: skip
    """This will list somebody's own messages, the newest first, from behind `before` on, in two statements."""
    rows = store.page(reader, before, limit)
    opened = keys.open_many([(subject, bytes(sealed)) for *_, subject, sealed, _, _ in rows])
    return [_row(values, data, language) for values, data in zip(rows, opened, strict=True)]


def message_of(reader: UUID, message: UUID, *, language: str) -> MessageRow | None:
    """This will give one of somebody's own messages, in two statements; None for any other."""
    found = store.one(reader, message)
    if found is None:
        return None
    [data] = keys.open_many([(found[4], bytes(found[5]))])
    return _row(found, data, language)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """How many messages of a channel are how far, and why those failed or wait that did not go at once."""

    channel: str
    state: str
    reason: str
    count: int


def queue_state() -> list[QueueRow]:
    """This will count what waits, what went out and what failed in the last three months."""
    return [QueueRow(*row) for row in store.queue_state()]


def kinds_for(audience: str, *, acts: bool) -> dict[str, Kind]:
    """This will give the kinds of messages that citizens or staff are told, in their order; those of acting for others
    only to whoever does (`acts`), as every citizen may."""
    audiences = {audience, "anybody"} if acts else {audience}
    return {name: rule for name, rule in KINDS.items() if rule.audience in audiences}


def choices_of(user_id: UUID, kinds: Mapping[str, Kind]) -> dict[str, Sequence[str]]:
    """This will say by which channels somebody is told, kind by kind: as chosen, else as usual."""
    chosen = store.choices_of([user_id])
    return {name: chosen.get((user_id, name), rule.channels) for name, rule in kinds.items()}


def _row(values: tuple[Any, ...], data: Any, language: str) -> MessageRow:
    identity, kind, stream, item, _, _, made_at, read_at = values
    known = data is not ERASED and kind in KINDS
    words = worded(kind, language, spoken(data["values"], language)) if known else None
    return MessageRow(identity, kind, stream, item, words, made_at, read_at)
