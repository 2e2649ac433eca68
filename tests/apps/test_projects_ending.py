"""When the last item of a project's case is decided: also where nobody decided, and the law did."""

from types import SimpleNamespace
from typing import cast

import pytest

from tests.domain.case_samples import at
from yici.domain.case import EDGES, FINAL
from yici.ledger.values import Stored
from yici.projects.settling import BEFORE_DECISION, DECIDED, ENDING, last_end


def stored(*told: tuple[str, str]) -> list[Stored]:
    return cast(list[Stored], [SimpleNamespace(kind=kind, at=at(day)) for kind, day in told])


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ((("case.submitted", "2026-03-02"), ("approval.deemed_granted", "2026-03-09")), "2026-03-09"),
        ((("approval.granted", "2026-03-05"), ("approval.deemed_granted", "2026-03-09")), "2026-03-09"),
        ((("approval.deemed_granted", "2026-03-09"), ("approval.delivered", "2026-03-12")), "2026-03-09"),
        ((("approval.withdrawn", "2026-03-03"), ("approval.revoked", "2026-03-12")), "2026-03-03"),
    ],
)
def test_a_case_ends_with_the_last_of_its_items_however_that_ended(told, day):
    assert last_end(stored(*told)) == at(day)


def test_every_status_is_before_the_decision_or_after_it():
    after = FINAL | DECIDED
    assert not BEFORE_DECISION & after
    assert {edge.to for edge in EDGES.values()} <= BEFORE_DECISION | after
    assert "approval.deemed_granted" in ENDING
