"""What is due by department over a million open approvals: counted from the counts, and one by one as it once was.

The approvals are made up: as many places, departments and days as a large city has, none ever vacuumed at first, as in
an hour in which much changes. Every plan is measured warm, by the server (EXPLAIN ANALYZE), before and after VACUUM.

    make bench NAME=due              (or python -m bench.due --rows 1000000)

Bound: p95 under 100 ms for the whole page, so for the statement as well.
"""

import argparse
import json
from datetime import timedelta
from statistics import median
from typing import Any

from bench.instance import PLACE, START, Instance, instance
from bench.measure import save

MADE = """
INSERT INTO cases_approval (number, case_id, item, place, agency, status, open, due, bounded, tasks, state)
SELECT 'n' || n, md5(n::text)::uuid, 'item-' || n %% 200, '3308' || lpad((n %% %(places)s)::text, 2, '0') || '000000',
       'agency-' || n %% %(agencies)s, 'accepted', true,
       %(start)s::timestamptz - interval '10 days' + n %% %(days)s * interval '1 day' + n %% 9 * interval '1 hour',
       false,
       CASE n %% 12 WHEN 0 THEN ARRAY['correct'] WHEN 1 THEN ARRAY['wait'] ELSE ARRAY['decide'] END, '{}'
FROM generate_series(1, %(rows)s) AS n
"""
PLACES, AGENCIES, DAYS = 13, 41, 89
"""Without common divisors, so that every place has rows of every department on every day."""
TIMES, BOUND_MS = 9, 100
CHANGED = """
UPDATE cases_approval SET status = 'decided' WHERE number IN (SELECT 'n' || n * 7 FROM generate_series(1, %s) n)
"""


def measured(superuser: Any, statement: str, values: list[Any]) -> dict[str, float]:
    """This will give the milliseconds and blocks that a statement takes in the server, the first time left out."""
    took, blocks = [], 0
    for _ in range(TIMES + 1):
        [(plan,)] = superuser.execute(
            f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {statement}", values
        ).fetchall()
        told = plan[0] if isinstance(plan, list) else json.loads(plan)[0]
        took.append(told["Execution Time"] + told["Planning Time"])
        blocks = told["Plan"]["Shared Hit Blocks"] + told["Plan"]["Shared Read Blocks"]
    return {"median_ms": round(median(took[1:]), 1), "most_ms": round(max(took[1:]), 1), "blocks": blocks}


def statements() -> dict[str, tuple[str, list[Any]]]:
    """This will give both statements, for whoever sees the whole city."""
    from yici.cases import figures  # noqa: PLC0415
    from yici.domain.authority import Reachable, Scope  # noqa: PLC0415
    from yici.domain.due_by import Marks  # noqa: PLC0415

    day = timedelta(days=1)
    midnight = START.replace(hour=16)
    moments = Marks(START, midnight, midnight + day, midnight + 6 * day)
    scope = Scope((Reachable(None, None, PLACE, None),))
    ways = {"counts": True, "one by one": False}
    return {name: figures.counting(scope, moments, PLACE, figures.MOST, whole=whole) for name, whole in ways.items()}


def scene(made: Instance, rows: int) -> dict[str, Any]:
    """This will make the rows, change some, and measure."""
    from yici.cases import standing  # noqa: PLC0415

    found: dict[str, Any] = {}
    with made.superuser() as superuser:
        superuser.autocommit = True
        superuser.execute("ALTER TABLE cases_approval SET (autovacuum_enabled = off)")
        superuser.execute(MADE, {"rows": rows, "start": START, "places": PLACES, "agencies": AGENCIES, "days": DAYS})
        superuser.execute(standing.MENDED)
        superuser.execute(CHANGED, [rows // 10])
        superuser.execute("ANALYZE")
        found["changes not added up"] = {name: measured(superuser, *one) for name, one in statements().items()}
        superuser.execute(standing.ADDED_UP, [rows])
        superuser.execute("VACUUM ANALYZE")
        found["vacuumed"] = {name: measured(superuser, *one) for name, one in statements().items()}
        found["rows of counts"] = superuser.execute("SELECT count(*) FROM cases_standing").fetchall()[0][0]
    return found


def main() -> None:
    """This will measure and save."""
    parser = argparse.ArgumentParser(prog="python -m bench.due")
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    with instance() as made:
        found = scene(made, options.rows)
    most = max(found[state]["counts"]["most_ms"] for state in ("changes not added up", "vacuumed"))
    save("due", {"rows": options.rows, "holds": most <= BOUND_MS, **found})


if __name__ == "__main__":
    main()
