"""Turning rows into `Stored`: the body in its newest format, the sealed part opened only when somebody asks."""

from typing import Any
from uuid import UUID

from yici.domain import event
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.register import Register
from yici.ledger.store.events import EventRow
from yici.ledger.values import ERASED, Stored, Subject


class Vault:
    """The keys of the subjects on one page of events: read in one query, and only if something is opened."""

    def __init__(self, rows: list[EventRow], register: Register) -> None:
        self._rows = rows
        self._register = register
        self._held: dict[UUID, Subject] | None = None

    def open(self, stored: Stored) -> Any:
        """Open the sealed part of one event of the page, in its newest format."""
        if stored.token is None or stored.subject is None:
            return None
        if self._held is None:
            self._held = keys.load_subjects({row.subject for row in self._rows if row.subject and row.sealed})
        opened = keys.open_with(self._held, stored.subject, stored.token)
        if opened is ERASED:
            return ERASED
        return self._register.newest(stored.kind, stored.stored_format, opened, sealed=True)[1]


def page(rows: list[EventRow], register: Register) -> list[Stored]:
    """Make what callers see of a page of rows."""
    vault = Vault(rows, register)
    return [one(row, event.fields(row.content), vault, register) for row in rows]


def one(row: EventRow, content: dict[str, Any], vault: Vault, register: Register) -> Stored:
    """Make what callers see of one row whose content is already read as JSON."""
    form, body = register.newest(row.kind, row.format, content["body"])
    return Stored(
        row.stream,
        row.seq,
        row.kind,
        form,
        row.format,
        row.at,
        row.recorded_at,
        Actor(**content["actor"]),
        row.cause,
        body,
        row.hash,
        row.algorithm,
        row.subject,
        row.sealed,
        row.position,
        vault,
    )
