"""Definitions that are sound each alone and do not fit together: named twice, asked in circles, against the law."""

import shutil
from pathlib import Path

from tests.apps.catalogue_files import BUNDLE, CALENDAR, ELEMENTS, ITEM, MATERIALS, TOWN, said, swapped, town
from yici.catalogue.reading import read_all, read_folder


def test_the_same_definition_in_two_files_names_both():
    [fault] = read_all([*((n, t.encode()) for n, t in TOWN.items()), ("zz.yaml", ITEM.encode())]).faults
    assert (fault.code, fault.file, fault.line, fault.params["first"]) == ("id.two_files", "zz.yaml", 3, "item.yaml")


def test_two_years_of_one_calendar_must_be_of_one_place():
    later = swapped(CALENDAR.replace("2026", "2027"), "000000000000", "330800000000")
    [fault] = read_all([*((n, t.encode()) for n, t in TOWN.items()), ("later.yaml", later.encode())]).faults
    assert (fault.code, fault.file, fault.line) == ("calendar.two_places", "later.yaml", 4)
    said(fault)


def test_two_items_that_ask_one_question_in_two_ways_are_a_fault_of_the_bundle():
    other = swapped(swapped(ITEM, "id: food", "id: drink"), "有冷食吗", "有冷饮吗")
    bundle = swapped(BUNDLE, "sources:", "  - {item: drink, source: s}\nsources:")
    files = TOWN | {"bundle.yaml": bundle, "drink.yaml": other}
    [fault] = read_all((name, text.encode()) for name, text in files.items()).faults
    assert (fault.code, fault.file, fault.line) == ("question.two_meanings", "bundle.yaml", 8)
    said(fault)


def test_registers_asked_by_each_others_answers_are_a_fault_of_each():
    more = "register: b}\n  - {id: premises.code, name: 码, type: text, register: a}"
    elements = swapped(ELEMENTS, "register: self}", more)
    registers = """format: 1
kind: registers
registers:
  - {id: a, name: 甲库, keys: [[area]]}
  - {id: b, name: 乙库, keys: [[code]]}
"""
    faults = town(elements=elements, registers=registers).faults
    assert [(fault.code, fault.file, fault.line) for fault in faults] == [
        ("register.key_circle", "registers.yaml", 4), ("register.key_circle", "registers.yaml", 5),
    ]  # fmt: skip
    assert [said(fault) for fault in faults]
    # Asked by what it knows itself, too, a register waits for nobody.
    assert town(elements=elements, registers=swapped(registers, "[[code]]", "[[area]]")).faults == []


def test_an_item_without_basis_is_odd_in_a_reference_and_a_fault_in_force():
    start, end = ITEM.index("basis:"), ITEM.index("questions:")
    without = ITEM[:start] + ITEM[end:]
    assert [(f.code, f.severity) for f in town(item=without).faults] == [("item.no_basis", "warning")]
    assert town(item=without).sound
    assert not town(item=swapped(without, "level: reference", "level: in_force")).sound


LONGER = "promised_limit: {claims: [{value: {amount: 30, unit: working_day}, source: s}]}\n"
LEGAL = "legal_limit: {claims: [{value: {amount: 20, unit: working_day}, source: s}]}\n"


def test_a_promise_longer_than_the_law_is_odd_in_a_reference_and_a_fault_in_force():
    start = ITEM.index("basis:")
    bare = "".join(line for line in ITEM.splitlines(True) if not line.startswith(("promised_limit", "legal_limit")))
    assert start
    longer = LEGAL + LONGER
    odd = bare.replace("basis:", longer + "basis:", 1)
    found = [(f.code, f.severity, f.params["legal"]) for f in town(item=odd).faults if f.code == "item.longer_than_law"]
    assert found == [("item.longer_than_law", "warning", "20")]
    assert not town(item=swapped(odd, "level: reference", "level: in_force")).sound
    other = odd.replace("amount: 30, unit: working_day", "amount: 30, unit: calendar_day")
    assert "item.longer_than_law" not in [f.code for f in town(item=other).faults]


def test_a_bundle_without_items_is_odd_in_a_reference_that_names_gaps_and_else_a_fault():
    empty = swapped(BUNDLE, "items:\n  - {item: food, source: s}", "items: []")
    open_ = swapped(empty, "sources:", "gaps: [没有找到事项]\nsources:")
    assert [(f.code, f.severity) for f in town(bundle=open_).faults] == [("bundle.no_items", "warning")]
    assert town(bundle=open_).sound
    assert not town(bundle=empty).sound
    assert not town(bundle=swapped(open_, "level: reference", "level: in_force")).sound


def test_a_question_that_hangs_on_its_own_answer_is_a_fault(tmp_path: Path):
    real = Path(__file__).resolve().parents[2] / "definitions"
    shutil.copytree(real, tmp_path / "definitions")
    bundle = tmp_path / "definitions" / "bundles" / "open-restaurant.yaml"
    bundle.write_text(swapped(bundle.read_text(), "when: not has_business_licence", "when: needs_prior_approval"))
    found = [fault for fault in read_folder(tmp_path / "definitions").faults if fault.severity == "fault"]
    assert {fault.code for fault in found} == {"question.circle"}
    assert [said(fault) for fault in found]


SPLIT_ITEM = """
changes:
  - {standing: cancelled, since: 2026-07-01, source: s, successors: [food2]}
"""


def test_what_an_item_was_split_into_may_use_the_questions_of_its_matter():
    bundle = BUNDLE + "questions:\n  - {id: large, name: 大吗, type: boolean, why: 决定要不要}\n"
    after = swapped(swapped(ITEM, "id: food\n", "id: food2\n"), "when: cold", "when: large")
    read = town(item=ITEM + SPLIT_ITEM.lstrip(), successor=after, bundle=bundle)
    assert read.sound, read.faults
    alone = town(successor=after, bundle=bundle)
    assert [fault.code for fault in alone.faults if fault.severity == "fault"] == ["condition.unknown_name"]


def test_a_paper_that_bears_an_alias_of_another_is_that_paper():
    aliased = MATERIALS + "  - {id: licence, name: 营业执照, aliases: [营业执照副本]}\n"
    for other in ("{id: two, name: 营业执照副本}", "{id: two, name: 别的, aliases: [营业执照 （副本）]}",
                  "{id: two, name: 营业执照复印件}", "{id: two, name: 营业执照副本（原件及复印件）}"):  # fmt: skip
        found = [fault for fault in town(materials=f"{aliased}  - {other}\n").faults if fault.severity == "fault"]
        assert [(fault.code, fault.params["first"]) for fault in found] == [("material.two_of_one_name", "licence")], (
            other
        )


def test_two_papers_whose_names_differ_by_blanks_signs_or_width_are_one():
    for other in ("管理 制度", " 管理制度", "管理制度\u3000", "《管理制度》", "管理制度（复印件）"):
        materials = MATERIALS + f"  - {{id: rules_too, name: '{other}'}}\n"
        found = [fault for fault in town(materials=materials).faults if fault.code == "material.two_of_one_name"]
        assert [fault.params["first"] for fault in found] == ["rules"], other
