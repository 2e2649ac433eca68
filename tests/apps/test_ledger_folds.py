"""Rows that an earlier version of the program made: made anew once, by whoever brings the instance up to date."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection

from tests.apps.case_scenes import HOUR, MONDAY, act, applicant, city, everything, faults, forgetful, submit, view
from tests.apps.kill_tools import rows
from yici.cases import codec
from yici.cli import instance
from yici.domain.case import Case, Defect, RequestCorrection, Withdraw
from yici.ledger.register import REGISTER
from yici.ledger.verify import rebuild, renew

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
MADE = ("cases_case", "cases_approval", "ledger_timer", "ledger_event", "ledger_head", "ledger_fold")
LAW = "the rows of case were made by another version: run yici migrate"


def withdrawn_as_once() -> Case:
    """A case whose applicant gave up instead of mending, as the first fold left it: the defects still stand there."""
    case = submit().case
    defect = Defect(item="food-licence", target="food_layout_documents", code="paper.unclear")
    asked = act(case, RequestCorrection(defects=(defect,)), MONDAY + HOUR).case
    gone = act(case, Withdraw(items=("food-licence",)), MONDAY + 2 * HOUR, actor=applicant()).case
    assert (len(asked.defects), gone.defects) == (1, ())
    once(replace(gone, defects=asked.defects))
    return gone


def once(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET state = %s WHERE id = %s", [codec.head_text(case), UUID(case.id)])
        cursor.execute("INSERT INTO ledger_fold (kind, number) VALUES ('case', 1)")


def test_verify_says_that_an_earlier_version_made_the_rows() -> None:
    case = withdrawn_as_once()
    assert faults() == [f"stream {case.id}: the row differs from its events in defects", LAW]


def test_bringing_the_instance_up_to_date_makes_them_anew_once_and_says_so() -> None:
    case = withdrawn_as_once()
    submit(2, username="chen")
    told = list(instance.rows_renewed())
    assert [line.split(" ")[0] for line in told[1:]] == ["1"]
    assert view(case, MONDAY + 3 * HOUR).case.defects == ()
    assert faults() == []
    after = everything(MADE)
    assert list(instance.rows_renewed()) == []
    assert everything(MADE) == after


def test_a_rebuild_by_hand_does_it_too() -> None:
    withdrawn_as_once()
    assert rebuild().ok
    assert faults() == []
    assert renew() is None


def test_a_new_instance_has_nothing_to_make_anew_and_notes_every_fold() -> None:
    submit()
    assert list(instance.rows_renewed()) == []
    assert dict(rows("SELECT kind, number FROM ledger_fold")) == {
        kind: machine.number for kind, machine in REGISTER.machines.items()
    }


def test_streams_of_other_kinds_and_rows_that_hold_are_left_alone() -> None:
    withdrawn_as_once()
    submit(2, username="chen")
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM ledger_head GROUP BY kind")
        streams = dict(cursor.fetchall())
    report = renew()
    assert report is not None
    assert (report.streams, dict(report.rows)) == (streams["case"], {"case": 1})
    assert len(streams) > 1


def test_what_cannot_be_folded_is_told_and_does_not_keep_the_others_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, other = withdrawn_as_once(), submit(2, username="chen").case
    machine = REGISTER.machines["case"]

    def fold(events):
        if str(events[0].stream) == other.id:
            raise KeyError
        return machine.fold(events)

    monkeypatch.setitem(REGISTER.machines, "case", replace(machine, fold=fold))
    report = renew()
    assert report is not None
    assert [str(fault) for fault in report.faults] == [f"stream {other.id}: its events cannot be folded: KeyError"]
    monkeypatch.undo()
    assert faults() == []
    assert view(case, MONDAY + 3 * HOUR).case.defects == ()
