"""One process of a fill: reads what is to be made line by line and tells what it made, in JSON.

In: the spec, then `["2026-03-02", 15]` for each day. Out: `{"cases": …}` for each batch, `null` when a day is done, and
`{"code": …}` when something stopped it.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, TextIO

from yici.demo.history.day import Town, make_day
from yici.demo.history.spec import spec_of
from yici.domain.error import YiciError

NICE = 10
"""Behind whoever serves people on the same machine."""
Refusing = Callable[[BaseException], YiciError]


def make_days(
    lines: Iterator[str], out: TextIO, *, failures: tuple[type[BaseException], ...], refused: Refusing
) -> None:
    """This will make days until no more are asked for; `refused` words what may stop it."""
    os.nice(NICE)

    def told(value: Any) -> None:
        print(json.dumps(value), file=out, flush=True)

    try:
        town = Town.of(spec_of(next(lines)))
        for line in lines:
            day, count = json.loads(line)
            make_day(town, date.fromisoformat(day), count, lambda made: told(asdict(made)))
            told(None)
    except failures as error:
        found = refused(error)
        told({"code": found.code, "remedy": found.remedy, "params": {k: str(v) for k, v in found.params.items()}})
