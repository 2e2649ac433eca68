"""Beginning several streams at once: heads, first events and timers in one statement, however many streams.

What one decision brings into being (all licences of a grant) takes one round trip, not one for each. Everything hangs
on the heads, as in an append: a stream that somebody else began is not counted, and the caller leaves the transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yici.ledger.store.appending import Rows
from yici.ledger.values import Head

# Texts with a line per event, as in an append: canonical JSON holds no line break.
_BEGIN = """WITH head AS (
  INSERT INTO ledger_head (stream, kind, seq, hash)
  SELECT * FROM unnest(%(streams)s::uuid[], %(kinds)s::text[], %(seqs)s::int[], %(hashes)b::bytea[])
  ON CONFLICT (stream) DO NOTHING RETURNING stream, kind
), written AS (
  INSERT INTO ledger_event (stream, seq, kind, format, algorithm, at, recorded_at, actor, cause, content, hash)
  SELECT head.stream, e.seq, e.kind, e.format, %(algorithm)s, e.at, %(now)s, %(actor)s, %(cause)s, e.content, e.hash
  FROM unnest(%(of)s::uuid[], %(events_seqs)s::int[], string_to_array(%(events_kinds)s, E'\\n'),
              string_to_array(%(formats)s, E'\\n')::smallint[], string_to_array(%(times)s, E'\\n')::timestamptz[],
              string_to_array(%(contents)s, E'\\n'), %(events_hashes)b::bytea[])
    AS e(stream, seq, kind, format, at, content, hash) JOIN head USING (stream)
), timer AS (
  INSERT INTO ledger_timer (stream, kind, due_at, ready_at)
  SELECT head.stream, head.kind, t.due, t.due
  FROM unnest(%(streams)s::uuid[], %(dues)s::timestamptz[]) AS t(stream, due) JOIN head USING (stream)
  WHERE t.due IS NOT NULL
)
SELECT count(*) FROM head"""


def begin(
    begun: Sequence[tuple[Head, Rows, datetime | None]], *, algorithm: str, actor: str, cause: str | None, now: datetime
) -> bool:  # fmt: skip
    """Write the first events of new streams, each with its end and its due moment; False when one was begun before."""
    values: dict[str, Any] = {
        "streams": [head.stream for head, _, _ in begun],
        "kinds": [head.kind for head, _, _ in begun],
        "seqs": [head.seq for head, _, _ in begun],
        "hashes": [head.hash for head, _, _ in begun],
        "dues": [due for _, _, due in begun],
        "algorithm": algorithm, "actor": actor, "cause": cause, "now": now,
        **_events([(head.stream, rows) for head, rows, _ in begun]),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, values)
        return int(cursor.fetchone()[0]) == len(begun)


def _events(rows: Sequence[tuple[UUID, Rows]]) -> dict[str, Any]:
    return {
        "of": [stream for stream, one in rows for _ in one.kinds],
        "events_seqs": [seq for _, one in rows for seq in range(1, len(one.kinds) + 1)],
        "events_kinds": "\n".join(kind for _, one in rows for kind in one.kinds),
        "formats": "\n".join(form for _, one in rows for form in one.formats),
        "times": "\n".join(time for _, one in rows for time in one.times),
        "contents": "\n".join(content for _, one in rows for content in one.contents),
        "events_hashes": [own for _, one in rows for own in one.hashes],
    }
