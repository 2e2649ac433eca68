"""What pages tell of a long case: the newest events always, of the old ones all but reminders."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.apps.case_scenes import LARGE, MONDAY, act, city, forgetful, submit
from yici.cases.queries import ROUTINE, case_history, form_values
from yici.domain.case import Withdraw
from yici.ledger import queries as ledger
from yici.ledger.timers import fire_due

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]


def test_a_long_case_is_told_to_its_end_and_keeps_its_form(monkeypatch: pytest.MonkeyPatch):
    case = submit(answers=LARGE).case
    for week in range(1, 30):
        fire_due(now=MONDAY + timedelta(weeks=week))
    act(case, Withdraw(items=("food-licence",)), MONDAY + timedelta(weeks=30))
    whole = ledger.history(UUID(case.id))
    assert sum(one.kind in ROUTINE for one in whole) > 20
    monkeypatch.setattr(ledger, "PAGE", 5)
    told = case_history(UUID(case.id))
    wanted = [one.seq for one in whole if one.kind not in ROUTINE or one.seq > whole[-1].seq - 5]
    assert [line.stored.seq for line in told] == wanted
    assert len(told) < len(whole)
    assert (told[0].event.kind, told[-1].event.kind) == ("case.submitted", whole[-1].kind)
    assert form_values(told)
