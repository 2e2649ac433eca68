"""Turning rows into `Stored`: the body in its newest format, the sealed part opened only when somebody asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yici.domain import event
from yici.domain.error import Invalid
from yici.ledger import keys
from yici.ledger.register import Register
from yici.ledger.store.events import EventRow
from yici.ledger.store.scan import ScanRow
from yici.ledger.values import ERASED, Stored, Subject

Rows = Sequence[EventRow] | Sequence[ScanRow]


class Vault:
    """The keys of the subjects on one page of events: read in one query, and only if something is opened."""

    def __init__(self, rows: Rows, register: Register) -> None:
        self._rows = rows
        self._register = register
        self._held: dict[UUID, Subject] | None = None

    def open(self, stored: Stored) -> Any:
        """Open the sealed part of one event of the page, in its newest format."""
        if stored.token is None or stored.subject is None:
            return None
        if self._held is None:
            self._held = keys.load_subjects({UUID(row.subject) for row in self._rows if row.subject and row.sealed})
        opened = keys.open_with(self._held, stored.subject, stored.token)
        if opened is ERASED:
            return ERASED
        return self._register.newest(stored.kind, stored.stored_format, opened, sealed=True)[1]


def page(rows: Sequence[EventRow], register: Register) -> list[Stored]:
    """Make what callers see of a page of rows. Raises `Invalid` for a line that is no event's."""
    vault, ids = Vault(rows, register), dict[str, UUID]()
    try:
        return [one(row, _id(row.stream, ids), event.fields(row.content), vault, register) for row in rows]
    except (KeyError, TypeError) as error:
        raise Invalid("event.malformed", remedy="the fields are not those of an event: run `yici verify`") from error


def _id(text: str, known: dict[str, UUID]) -> UUID:
    if text not in known:
        known[text] = UUID(text)
    return known[text]


def one(row: EventRow | ScanRow, stream: UUID, fields: dict[str, Any], vault: Vault, register: Register) -> Stored:
    """Make what callers see of one row whose line is already read as JSON."""
    form, body = register.newest(fields["kind"], fields["format"], fields["body"])
    subject = None if row.subject is None else UUID(row.subject)
    return Stored(stream, fields, form, body, row.hash, subject, row.sealed, row.position, vault)
