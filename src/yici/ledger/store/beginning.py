"""Beginning other streams in the statement of an append: heads, first events and timers, however many streams.

What one decision brings into being (all licences of a grant) takes no round trip of its own. It hangs on the head that
the append moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yici.ledger.store.columns import Rows
from yici.ledger.values import Head

# Texts with a line per event, as in an append: canonical JSON holds no line break.
OTHERS = """, other AS (
  INSERT INTO ledger_head (stream, kind, seq, hash)
  SELECT o.stream, o.kind, o.seq, o.hash
  FROM head, unnest(%(other_streams)s::uuid[], %(other_kinds)s::text[], %(other_seqs)s::int[],
                    %(other_hashes)b::bytea[]) AS o(stream, kind, seq, hash)
  ON CONFLICT (stream) DO NOTHING RETURNING stream, kind
), other_written AS (
  INSERT INTO ledger_event (stream, seq, kind, format, algorithm, at, recorded_at, actor, cause, content, hash)
  SELECT other.stream, e.seq, e.kind, e.format, %(algorithm)s, e.at, %(now)s, %(actor)s, %(cause)s, e.content, e.hash
  FROM unnest(%(other_of)s::uuid[], %(event_seqs)s::int[], string_to_array(%(event_kinds)s, E'\\n'),
              string_to_array(%(event_formats)s, E'\\n')::smallint[],
              string_to_array(%(event_times)s, E'\\n')::timestamptz[],
              string_to_array(%(event_contents)s, E'\\n'), %(event_hashes)b::bytea[])
    AS e(stream, seq, kind, format, at, content, hash) JOIN other USING (stream)
), other_timer AS (
  INSERT INTO ledger_timer (stream, kind, due_at, ready_at)
  SELECT other.stream, other.kind, t.due, t.due
  FROM unnest(%(other_streams)s::uuid[], %(other_dues)s::timestamptz[]) AS t(stream, due) JOIN other USING (stream)
  WHERE t.due IS NOT NULL
)"""
OTHERS_TOLD = " SELECT (SELECT count(*) FROM head) = 1 AND (SELECT count(*) FROM other) = %(other_count)s"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A stream that begins: its end after the first events, those events, and when it is due."""

    head: Head
    rows: Rows
    due: datetime | None


def others(beginning: Sequence[Beginning]) -> dict[str, Any]:
    """Give the parameters of `OTHERS`."""
    if not beginning:
        return {}
    return {
        "other_count": len(beginning),
        "other_streams": [one.head.stream for one in beginning],
        "other_kinds": [one.head.kind for one in beginning],
        "other_seqs": [one.head.seq for one in beginning],
        "other_hashes": [one.head.hash for one in beginning],
        "other_dues": [one.due for one in beginning],
        "other_of": [one.head.stream for one in beginning for _ in one.rows.kinds],
        "event_seqs": [seq for one in beginning for seq in range(1, len(one.rows.kinds) + 1)],
        "event_kinds": "\n".join(kind for one in beginning for kind in one.rows.kinds),
        "event_formats": "\n".join(form for one in beginning for form in one.rows.formats),
        "event_times": "\n".join(time for one in beginning for time in one.rows.times),
        "event_contents": "\n".join(content for one in beginning for content in one.rows.contents),
        "event_hashes": [own for one in beginning for own in one.rows.hashes],
    }
