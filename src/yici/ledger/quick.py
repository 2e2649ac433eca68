"""Checking a stream without taking its lines apart: what its columns say is written as a line has it and compared.

Nearly every stream is as it should be, and then this is all it takes. It names no fault: whatever is not just so, or
only written otherwise, is looked at in full (`checking`).
"""

from collections.abc import Sequence

from yici.domain import chain, event
from yici.domain.error import Invalid
from yici.ledger.register import Register
from yici.ledger.store.scan import ScanRow
from yici.ledger.values import Line


def sound_lines(
    rows: Sequence[ScanRow], head: tuple[str, int, bytes] | None, register: Register
) -> list[Line] | None:  # fmt: skip
    """Give the lines of a stream that is whole: chain, hashes, columns and head; None where anything is otherwise, or
    where a body must be brought to a newer format first."""
    if not rows or head is None or (rows[-1].seq, rows[-1].hash) != head[1:]:
        return None
    try:
        previous, found = chain.origin(rows[0].algorithm, head[0], rows[0].stream).hex(), list[Line]()
        for seq, row in enumerate(rows, 1):
            body = _body(row, previous)
            if body is None or row.seq != seq or not register.is_newest(row.kind, row.format):
                return None
            found.append(Line(seq, row.kind, row.at, body))
            previous = row.hash.hex()
    except Invalid:
        return None
    return found


def _body(row: ScanRow, previous: str) -> str | None:
    if chain.content_hash(row.algorithm, row.content) != row.hash:
        return None
    sealed = None if row.sealed is None else chain.digest(row.algorithm, row.sealed).hex()
    frame = event.frame(
        algorithm=row.algorithm, at=row.at, cause=row.cause, form=row.format, kind=row.kind, previous=previous,
        recorded_at=row.recorded_at, sealed=sealed, seq=row.seq, stream=row.stream, subject=row.subject,
    )  # fmt: skip
    return event.framed_body(row.content, row.actor, frame)
