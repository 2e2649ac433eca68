"""Checking what cases are run by: hearings, a place's own causes and hours, two deciders, what lapses."""

import pytest

from tests.apps.catalogue_files import ITEM, PLACE, REGIME, said, swapped, town

SOURCES = "\nsources:\n  - {id: s, title: 规定, kind: official}"
CAUSES = "calendars: [cn]" + SOURCES + "\nlocal_causes:\n"
HOURS = "calendars: [cn]" + SOURCES + "\noffice_hours: {claims: [{value: '%s', source: %s}]}"
HEARING = (
    "hearing: {request: {amount: 5, unit: working_day}, hold: {amount: 20, unit: working_day}, "
    "notice: {amount: 7, unit: working_day}, source: %s}\nsources: "
)
PAPER = "    when: cold\n    deferral: {source: s%s}"
PROMISED = "basis:\n"
PROMISE = "promised_limit: {claims: [{value: {amount: %s, unit: %s}, source: s}]}\nbasis:\n"
TWO = "gives: [food_licence]\ntwo_deciders: {law: 条例, article: 第九条, text: 两人共同决定, source: %s}"
WRONG = [  # file, what becomes what, the code, its path
    ("regime", ("sources: []", HEARING % "nowhere" + "[]"), "name.unknown", "hearing.source"),
    ("place", ("calendars: [cn]", CAUSES + "  - {id: wait, name: 等待, source: t}"), "name.unknown",
     "local_causes.0.source"),
    ("place", ("calendars: [cn]", CAUSES + "  - {id: hearing, name: 听证, source: s}"), "place.cause_of_law",
     "local_causes.0.id"),
    ("place", ("calendars: [cn]", CAUSES + "  - {id: 等待, name: 等待, source: s}"), "place.cause_id",
     "local_causes.0.id"),
    ("place", ("calendars: [cn]",
     CAUSES + "  - {id: wait, name: 等待, source: s}\n  - {id: wait, name: 等候, source: s}"), "id.twice",
     "local_causes.1.id"),
    ("place", ("calendars: [cn]", HOURS % ("九点到五点", "s")), "place.office_hours", "office_hours.claims.0.value"),
    ("place", ("calendars: [cn]", HOURS % ("17:00-9:00", "s")), "place.office_hours", "office_hours.claims.0.value"),
    ("place", ("calendars: [cn]", HOURS % ("9:00-17:00", "t")), "name.unknown", "office_hours.claims.0.source"),
    ("item", ("gives: [food_licence]", TWO % "t"), "name.unknown", "two_deciders.source"),
    ("item", ("    when: cold", PAPER % ", missed: withdrawn"), "material.lapses_without_limit",
     "materials.0.deferral"),
    ("item", ("    when: cold", PAPER % ", missed: withdrawn, at_inspection: true"), "material.lapses_without_limit",
     "materials.0.deferral"),
]  # fmt: skip
SOUND = {"item": ITEM, "place": PLACE, "regime": REGIME}


@pytest.mark.parametrize(("name", "swap", "code", "path"), WRONG)
def test_what_no_text_bears_out_is_a_fault_where_it_stands(name, swap, code, path):
    found = [fault for fault in town(**{name: swapped(SOUND[name], *swap)}).faults if fault.file == f"{name}.yaml"]
    assert [(fault.code, fault.severity) for fault in found] == [(code, "fault")]
    assert found[0].path in (path, path.removesuffix(".id"))
    assert said(found[0])


@pytest.mark.parametrize(
    ("name", "swap"),
    [
        ("regime", ("sources: []", HEARING % "s" + "[{id: s, title: 法, kind: law}]")),
        ("place", ("calendars: [cn]", CAUSES + "  - {id: wait, name: 等待, source: s}")),
        ("place", ("calendars: [cn]", HOURS % ("9:00-12:00 13:30-17:00", "s"))),
        ("item", ("gives: [food_licence]", TWO % "s")),
        ("item", ("    when: cold", PAPER % ", missed: withdrawn, limit: {amount: 5, unit: working_day}")),
    ],
)
def test_what_is_sourced_passes(name, swap):
    assert town(**{name: swapped(SOUND[name], *swap)}).faults == []


@pytest.mark.parametrize(
    ("promised", "later", "told"),
    [
        (("5", "working_day"), "amount: 6, unit: working_day", True),
        (("5", "working_day"), "amount: 5, unit: working_day", False),
        # What is not counted alike is not compared.
        (("5", "working_day"), "amount: 30, unit: day", False),
    ],
)
def test_a_paper_that_may_come_after_the_promised_end_is_told_as_odd(promised, later, told):
    text = swapped(swapped(ITEM, PROMISED, PROMISE % promised), "    when: cold", PAPER % f", limit: {{{later}}}")
    found = town(item=text).faults
    assert [(fault.code, fault.severity) for fault in found] == [("material.later_than_promise", "warning")] * told
