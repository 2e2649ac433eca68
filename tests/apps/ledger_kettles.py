"""Five kettles on record, to change and to check."""

from collections.abc import Callable

import pytest

from tests.apps.ledger_samples import MINUTE, NOW, Kettles, person, stream_id
from yici.ledger import checkpoints, verify
from yici.ledger.verify import Report

Tamper = Callable[..., int]
"""The fixture `tamper`: a statement as the tables' owner; gives the number of rows it reached."""


@pytest.fixture
def kettles() -> Kettles:
    """Five kettles with a few events each, some sealed, all in two checkpoints."""
    made = Kettles()
    for number in range(5):
        made.fill(number, litres=2, due=NOW + MINUTE, sealed={"cook": "张三"}, subject=person(number))
    checkpoints.checkpoint(now=NOW)
    for number in range(4):
        made.settle(stream=stream_id(number), now=NOW + 2 * MINUTE)
        made.fill(number, litres=1)
    checkpoints.checkpoint(now=NOW)
    return made


def check(kettles: Kettles) -> Report:
    """Check the whole record with these kettles as the only machine: in full, and sparing what is as it should be."""
    report = verify.verify(register=kettles.register)
    assert verify.verify(register=kettles.quick) == report
    return report
