"""The table of bounds is what the results say: whoever measures writes it anew."""

import json
from pathlib import Path

import pytest

from bench import table
from bench.measure import RESULTS


def test_the_table_is_that_of_the_results():
    told = table.README.read_text(encoding="utf-8").partition(table.BEGIN)[2].partition(table.END)[0]
    assert table.block().strip() == told.strip(), "make bench NAME=table"


@pytest.mark.parametrize(
    ("bound", "figure", "said"),
    [
        (table.Bound("a", "f", "x", "least", 15, " x", "why", "cure"), 6.0, "| 6 x | 2.50 times | why | cure |"),
        (table.Bound("a", "f", "x", "least", 15, " x", "why", "cure"), 15.0, "| 15 x | holds | - | - |"),
        (table.Bound("a", "f", "x", "most", 2, " ms", "why", "cure"), 3.0, "| 3 ms | 1.50 times | why | cure |"),
    ],
)
def test_a_bound_says_by_how_much_it_is_missed_and_why(bound: table.Bound, figure: float, said: str):
    written = table.table(lambda _: {"x": figure}, (bound,))
    assert written.splitlines()[-1].endswith(said)


def test_what_was_not_measured_is_not_said_to_hold():
    rows = table.table(lambda _: {}).splitlines()[2:]
    assert len(rows) == len(table.BOUNDS)
    assert all("| not measured |" in row for row in rows)


def test_every_figure_names_a_place_in_a_result():
    kept = {path.stem: json.loads(Path(path).read_text(encoding="utf-8")) for path in RESULTS.glob("*.json")}
    there = [one for one in table.BOUNDS if set(one.file.split(" + ")) <= kept.keys()]
    rows = table.table(lambda name: kept.get(name, {}), tuple(there)).splitlines()[2:]
    assert not [row for row in rows if "not measured" in row]
