"""A million cases where only rows count: the filled ones copied under ids, numbers and days of their own, before them.

Lists, look-ups and indexes meet all of them. The record has the events of the filled ones alone, so that what a copy
went through cannot be verified, and no operation acts on one.
"""

from typing import Final

from bench.filling import FIRST_CASE_MS
from bench.instance import Instance

_EARLIER: Final = """(lpad(to_hex({first} + (('x' || left(replace({id}::text, '-', ''), 12))::bit(48)::bigint - {first})
  - k * {filled}), 12, '0') || substr(replace({id}::text, '-', ''), 13))::uuid"""
_COPIED: Final = """
INSERT INTO {table} ({columns})
SELECT {values} FROM {table} t, generate_series({since}, {until}) AS k
WHERE t.{id} >= '{lowest}' AND t.{id} < '{beyond}'
"""
_CHANGED: Final = {
    "cases_case": {
        "id": "{earlier}", "number": "number || '-' || k", "submitted_at": "submitted_at - k * interval '1 minute'",
        "due": "due + k * interval '1 minute'", "subject": "gen_random_uuid()",
    },
    "cases_approval": {
        "number": "number || '-' || k", "case_id": "{earlier}", "due": "due + k * interval '1 minute'",
    },
    "ledger_head": {"stream": "{earlier}"},
    "ledger_timer": {"stream": "{earlier}", "due_at": "due_at + k * interval '1 minute'",
                     "ready_at": "ready_at + k * interval '1 minute'"},
}  # fmt: skip
_KEYS: Final = {"cases_case": "id", "cases_approval": "case_id", "ledger_head": "stream", "ledger_timer": "stream"}
AT_ONCE: Final = 10


def multiply(made: Instance, *, filled: int, rows: int) -> None:
    """This will copy the rows of `filled` cases until there are `rows` of them."""
    from yici.cases import standing  # noqa: PLC0415 - once Django is set up

    copies = rows // filled - 1
    # Other streams have ids of their own, which a copy would have as well.
    lowest, beyond = (f"{moment:012x}" + "0" * 20 for moment in (FIRST_CASE_MS, FIRST_CASE_MS + filled))
    with made.superuser() as superuser:
        for table, changed in _CHANGED.items():
            key = _KEYS[table]
            earlier = _EARLIER.format(first=FIRST_CASE_MS, id=f"t.{key}", filled=filled)
            found = superuser.execute(
                "select column_name from information_schema.columns where table_name = %s"
                " and table_schema not in ('bench', 'pg_catalog') order by ordinal_position", [table],
            )  # fmt: skip
            columns = [name for (name,) in found]
            values = [changed.get(name, f"t.{name}").format(earlier=earlier) for name in columns]
            for since in range(1, copies + 1, AT_ONCE):
                superuser.execute(_COPIED.format(
                    table=table, columns=", ".join(columns), values=", ".join(values), since=since, id=key,
                    until=min(since + AT_ONCE - 1, copies), lowest=lowest, beyond=beyond,
                ))  # fmt: skip
                superuser.commit()
        superuser.execute(standing.MENDED)
        superuser.execute(standing.ADDED_UP, [rows])
