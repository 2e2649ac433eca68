"""What the ledger must know of documents, and of the templates in use, to verify and rebuild them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from yici.documents import store, template_record
from yici.documents.codec import CODEC
from yici.domain.document import fold
from yici.ledger import register
from yici.ledger.queries import head, history
from yici.ledger.values import Stored

LISTED = "listed"
"""Under this name a snapshot also says what look-ups go by."""


def folded(events: list[Stored]) -> dict[str, Any]:
    """This will give the snapshot that a document's events lead to."""
    document = fold(CODEC.event_of(e.kind, e.at, e.body) for e in events)
    listed = [str(value) for value in store.listed(document, events[-1].seq).values()]
    return CODEC.snapshot(document) | {LISTED: listed}


def rows(streams: Sequence[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """This will give the snapshots that the table holds."""
    return {
        name: CODEC.snapshot(CODEC.state_from(state)) | {LISTED: listed}
        for name, (listed, state) in store.listings(streams).items()
    }


def write(stream: UUID, snapshot: dict[str, Any] | None) -> None:
    """This will make the row say a snapshot."""
    store.forget(stream)
    if snapshot is None:
        return
    document, end = CODEC.state_of(snapshot), head(stream)
    waits = history(stream, limit=1)[0].at if document.sealing == "waiting" else None
    store.create(document, seq=end.seq if end else 0, seal_after=waits)


register.machine("document", folded, rows, write, count=store.count)
register.machine(
    "template", template_record.folded, template_record.rows, template_record.write, count=template_record.count
)
