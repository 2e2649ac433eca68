"""Reading the whole record stream by stream, in pages of bounded size."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from yici.ledger.store import scan
from yici.ledger.store.scan import ScanRow


class Read(NamedTuple):
    """A stream as it was read: its events in order, and its head if it has one."""

    stream: UUID
    rows: Sequence[ScanRow]
    head: tuple[str, int, bytes] | None


def pages(size: int) -> Iterator[list[Read]]:
    """Read the whole record: about `size` events at a time, streams never torn, and the heads that have no events."""
    after: tuple[UUID | str, int] = scan.FIRST
    low, carry = scan.FIRST[0], list[ScanRow]()
    while True:
        rows = scan.events(after, size)
        ended = len(rows) < size
        after = (rows[-1].stream, rows[-1].seq) if rows else after
        rows, carry = (carry + rows, []) if ended else _whole_streams(carry + rows)
        if rows or ended:
            high = scan.LAST if ended else UUID(rows[-1].stream)
            yield grouped(rows, scan.heads(low, high))
            low = high
        if ended:
            return


def _whole_streams(rows: list[ScanRow]) -> tuple[list[ScanRow], list[ScanRow]]:
    # The last stream of a page may go on in the next one.
    cut, last = len(rows), rows[-1].stream
    while cut and rows[cut - 1].stream == last:
        cut -= 1
    return rows[:cut], rows[cut:]


def grouped(rows: list[ScanRow], heads: Mapping[UUID, tuple[str, int, bytes]]) -> list[Read]:
    """Put events, in the order of streams, and heads together."""
    found = {UUID(stream): list(events) for stream, events in groupby(rows, attrgetter("stream"))}
    streams = [*found, *(stream for stream in heads if stream not in found)]
    return [Read(stream, found.get(stream, []), heads.get(stream)) for stream in streams]
