"""Loading whole histories at once, by COPY: for taking over old records and for making realistic ones.

The lines, hashes and heads are made by the same code as an append, so what is loaded cannot be told from what was
recorded step by step. Only streams that begin here can be loaded.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yici.domain.error import Refused
from yici.domain.event import Actor
from yici.ledger import keys, recording
from yici.ledger.store import copying
from yici.ledger.values import Entry, Head, Recorded, Subject


class Loading:
    """Collects the events of new streams until `write` puts them into the tables in one transaction.

    What is collected is held in memory: write every few thousand streams.
    """

    def __init__(self) -> None:
        self._subjects: list[tuple[Any, ...]] = []
        self._events: list[tuple[Any, ...]] = []
        self._heads: dict[UUID, Head] = {}
        self._due: dict[UUID, datetime | None] = {}

    def subject(self, subject_id: UUID, *, now: datetime, identity: str | None = None) -> Subject:
        """Make a new data subject. An identity number that has a subject already makes `write` fail."""
        made, index = keys.new_subject(subject_id, identity)
        self._subjects.append((made.id, made.wrapped, index, now))
        return made

    def append(
        self,
        head: Head,
        entries: Sequence[Entry],
        *,
        actor: Actor,
        now: datetime,
        due: datetime | None,
        cause: str | None = None,
    ) -> tuple[Head, list[Recorded]]:
        """Do as `services.append` without touching the database; a sealed entry must name a `Subject`.

        Raises `Refused` for a head that is neither new nor the last one given for its stream.
        """
        known = self._heads.get(head.stream)
        if (known or recording.origin(head.stream, head.kind)) != head:
            raise Refused("ledger.not_loading", stream=str(head.stream), remedy="load a stream from its first event on")
        new, rows, recorded = recording.record(head, entries, actor=actor, now=now, cause=cause, held={})
        for one, kind, form, at, content, own, token, subject in zip(
            recorded, rows.kinds, rows.formats, rows.times, rows.contents, rows.hashes, rows.tokens, rows.subjects,
            strict=True,
        ):  # fmt: skip
            self._events.append(
                (one.stream, one.seq, kind, form, one.algorithm, at, now, actor.id, cause, content, own, token, subject)
            )
        self._heads[head.stream], self._due[head.stream] = new, due
        return new, recorded

    def write(self) -> int:
        """Write everything collected in one transaction, forget it, and say how many events it was."""
        count = len(self._events)
        with transaction.atomic():
            copying.subjects(self._subjects)
            copying.heads([(head.stream, head.kind, head.seq, head.hash) for head in self._heads.values()])
            copying.timers(
                [(stream, self._heads[stream].kind, due, due) for stream, due in self._due.items() if due is not None]
            )
            copying.events(self._events)
        self._subjects, self._events, self._heads, self._due = [], [], {}, {}
        return count
