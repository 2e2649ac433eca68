"""Rows made anew from events, whatever became of them; and a person forgotten while the record still holds."""

import json
from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest

from tests.apps.case_scenes import (
    CLERK,
    DAY,
    EVERYTHING,
    HOUR,
    LARGE,
    MONDAY,
    account,
    act,
    applicant,
    application,
    city,
    everything,
    faults,
    forgetful,
    person,
    planned,
    submit,
    view,
)  # fmt: skip
from tests.apps.ledger_samples import tamper
from yici.cases import queries
from yici.domain.case import Accept, Case, Decide, Defect, Paper, RequestCorrection, SupplyCorrection
from yici.domain.error import Refused
from yici.domain.event import Actor
from yici.intake.services import draft_begin, draft_fill
from yici.ledger import keys
from yici.ledger import verify as record
from yici.ledger.queries import history
from yici.ledger.services import erase
from yici.people.ids import id_at

__all__ = ["city", "forgetful", "tamper"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
OPERATOR = Actor(kind="staff", id="operator", role="operator", channel="cli")
NOTES = {"food_safety_rules": "身份证照片看不清,请王小面重拍"}
ROWS = ("cases_approval", "ledger_timer")


def some_cases() -> list[Case]:
    """Three cases at three stages, with notes and corrections."""
    one, two, three = submit(1).case, submit(2, answers=LARGE, username="chen").case, submit(3).case
    act(two, Accept(), MONDAY + HOUR)
    act(two, Decide(item="individual-registration", grant=True, note="陈阿婆的材料齐全"), MONDAY + HOUR)
    defect = Defect(item="food-licence", target="food_safety_rules", code="paper.unclear")
    act(three, RequestCorrection(defects=(defect,), notes=NOTES), MONDAY + HOUR)
    given = SupplyCorrection(papers=(Paper(material="food_safety_rules"),), form={"applicant.name": "王大面"})
    act(three, given, MONDAY + DAY, actor=applicant())
    return [view(case, MONDAY + DAY).case for case in (one, two, three)]


def lists() -> list[object]:
    """Everything that anybody is shown in a list."""
    own = [queries.cases_of(applicant=account(name)) for name in ("wang", "chen")]
    return [own, queries.cases_readable(grants=EVERYTHING), queries.desk(grants=EVERYTHING)]


DAMAGE = [
    ("DELETE FROM cases_approval", "the row differs from its events"),
    ("DELETE FROM cases_approval; DELETE FROM cases_case", "the row is missing"),
    ('UPDATE cases_case SET state = replace(state, \'"place":"33\', \'"place":"44\')', "its events in place"),
    ("UPDATE cases_approval SET state = replace(state, '\"received\"', '\"handling\"')", "its events in approvals"),
    ("UPDATE cases_case SET state = '{}'", "the row differs from its events"),
    ("UPDATE cases_approval SET state = 'nonsense'", "the row differs from its events"),
    ("UPDATE cases_case SET phase = 'closed'", "in listed"),
    ("UPDATE cases_case SET place = '440100000000'", "in listed"),
    ("UPDATE cases_case SET applicant = subject", "in listed"),
    ("UPDATE cases_case SET due = now()", "in listed"),
    ("UPDATE cases_case SET duty = 'applicant', duty_item = NULL", "in listed"),
    ("UPDATE cases_case SET seq = 99", "in listed"),
    ("UPDATE cases_case SET bounded = NOT bounded", "in listed"),
    ("UPDATE cases_approval SET agency = 'health'", "in listed"),
    ("UPDATE cases_approval SET open = NOT open", "in listed"),
    ("UPDATE cases_approval SET status = 'decided'", "in listed"),
    ("UPDATE cases_approval SET due = now()", "in listed"),
    ("UPDATE cases_approval SET bounded = NOT bounded", "in listed"),
    ("UPDATE cases_approval SET tasks = '{}'", "in listed"),
    ("UPDATE cases_approval SET tasks = tasks || '{deliver}'", "in listed"),
    ("UPDATE cases_approval SET place = '440100000000'", "in listed"),
    ("DELETE FROM ledger_timer", "the timer differs"),
    ("UPDATE ledger_timer SET due_at = due_at + interval '1 day'", "the timer differs"),
]


@pytest.mark.parametrize(("statement", "found"), DAMAGE)
def test_whatever_is_changed_behind_our_back_is_found_and_rebuilt(tamper: Callable[..., int], statement, found):
    cases = some_cases()
    rows, shown = everything(ROWS), lists()
    assert faults() == []
    tamper(statement)
    assert any(found in fault for fault in faults())
    assert record.rebuild().rows["case"] == 3
    assert faults() == []
    assert everything(ROWS) == rows
    assert [view(case, MONDAY + DAY).case for case in cases] == cases
    assert lists() == shown


def test_a_row_that_no_event_made_is_found(tamper: Callable[..., int]):
    some_cases()
    tamper(
        "INSERT INTO cases_case SELECT gen_random_uuid(), number || 'X', bundle, place, plan, subject, applicant,"
        " phase, duty, duty_item, seq, submitted_at, due, bounded, label, state FROM cases_case LIMIT 1"
    )
    assert faults() == ["1 rows of case come from no event"]


def test_rebuilding_what_is_whole_changes_nothing_that_anybody_sees():
    some_cases()
    rows, shown = everything(ROWS), lists()
    assert record.rebuild().ok
    assert (everything(ROWS), lists()) == (rows, shown)


def test_work_goes_on_after_a_rebuild(tamper: Callable[..., int]):
    [one, *_] = some_cases()
    tamper("DELETE FROM cases_approval; DELETE FROM cases_case; DELETE FROM ledger_timer")
    record.rebuild()
    assert act(one, Accept(), MONDAY + DAY).seq > 1
    assert faults() == []


def erase_person(case: Case) -> None:
    erase(UUID(case.subject), actor=OPERATOR, now=MONDAY + 2 * DAY, ground="retention_over")


def test_an_erased_person_is_gone_from_history_form_and_lists_and_the_record_still_holds():
    one, two, three = some_cases()
    sealed = sum(line.private is not None for case in (one, three) for line in queries.case_history(UUID(case.id)))
    erase_person(one)
    for case in (one, three):  # both were hers
        lines = queries.case_history(UUID(case.id))
        assert lines[0].erased
        assert [line.private for line in lines] == [None] * len(lines)
        assert queries.form_values(lines) == {}
        assert view(case, MONDAY + 2 * DAY).name is None
    assert {row.name for row in queries.cases_of(applicant=account("wang"))} == {None}
    assert {row.name for row in queries.cases_of(applicant=account("chen"))} == {"小面一碗(演示)"}
    assert {row.name for row in queries.desk(grants=EVERYTHING)} == {None, "小面一碗(演示)"}
    report = record.verify()
    assert [str(fault) for fault in report.faults] == []
    # One person, however many of their events were sealed.
    assert (report.erased, sealed > 1) == (1, True)
    assert queries.form_values(queries.case_history(UUID(two.id)))


def test_an_erased_persons_case_can_still_be_brought_to_its_end_and_rebuilt():
    one, _, three = some_cases()
    erase_person(one)
    act(one, Decide(item="individual-registration", grant=True), MONDAY + 3 * DAY)
    act(three, Accept(), MONDAY + 3 * DAY)
    assert record.rebuild().ok
    assert faults() == []
    assert view(one, MONDAY + 3 * DAY).name is None


def test_whoever_comes_back_after_erasure_is_a_new_person():
    [one, *_] = some_cases()
    erase_person(one)
    again = submit(7, now=MONDAY + 3 * DAY).case
    assert again.subject != one.subject
    assert view(again, MONDAY + 3 * DAY).name == "小面一碗(演示)"
    assert view(one, MONDAY + 3 * DAY).name is None
    assert faults() == []


def personal() -> dict[str, set[str]]:
    """Every value that a person typed or that was written about them, by where it comes from."""
    values: dict[str, set[str]] = {"notes": {*NOTES.values(), "陈阿婆的材料齐全", "王大面"}}
    for username in ("wang", "chen"):
        form = application(planned(LARGE), username).form
        typed = {str(value) for value in form.values() if isinstance(value, str)}
        values[username] = {value for value in typed if len(value) > 3 and not value.isascii()} | {
            person(username).id_number, person(username).phone, person(username).name,
        }  # fmt: skip
    public = {"餐饮服务", "个体工商户"}
    return {name: found - public for name, found in values.items()}


ALL_TABLES = (
    "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
    " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema', 'baseline')"
)


def found_in_clear(owner_url: str, wanted: set[str]) -> list[tuple[str, str]]:
    """Look into every table of the database, as its owner can, texts and bytes alike."""
    found = []
    needles = [(value, value.encode(), json.dumps(value)[1:-1].encode()) for value in sorted(wanted)]
    with psycopg.connect(owner_url) as owner:
        for (table,) in owner.execute(ALL_TABLES).fetchall():
            for row in owner.execute(f"SELECT * FROM {table}").fetchall():
                stored = b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
                found += [(table, value) for value, plain, escaped in needles if plain in stored or escaped in stored]
    return found


def test_nothing_personal_stands_in_clear_in_any_table_before_or_after_erasure(owner_url: str):
    cases = some_cases()
    draft = draft_begin(
        draft_id=id_at(5, 1), subject_id=id_at(5, 2), owner=account("wang"), bundle="open-restaurant",
        place="330800000000", now=MONDAY,
    )  # fmt: skip
    typed = dict(application(planned()).form)
    draft_fill(draft_id=draft, owner=account("wang"), known=frozenset(), form=typed, now=MONDAY)
    wanted = set().union(*personal().values())
    assert len(wanted) > 8
    assert found_in_clear(owner_url, wanted) == []
    assert found_in_clear(owner_url, {cases[0].number, "food-licence"}), "the search itself finds what is there"
    for case in cases[:2]:
        erase_person(case)
    assert found_in_clear(owner_url, wanted) == []
    assert keys.find_subject(person("wang").id_number) is None
    assert [s.kind for s in history(UUID(cases[0].subject))] == ["subject.erased"]


def test_a_note_about_an_erased_person_is_refused_with_the_reason():
    [one, *_] = some_cases()
    erase_person(one)
    before = everything()
    with pytest.raises(Refused, match=r"keys\.erased"):
        act(one, Decide(item="individual-registration", grant=True, note="王小面"), MONDAY + 3 * DAY, actor=CLERK)
    assert everything() == before
