"""Whatever the files hold: faults with file and line, in words, never an exception. No database is needed."""

import re
import shutil
from pathlib import Path

import pytest

from tests.apps.catalogue_files import (
    AGENCIES,
    BUNDLE,
    CALENDAR,
    DEFINITIONS,
    ELEMENTS,
    ITEM,
    PLACE,
    TOWN,
    definitions,
    said,
    swapped,
    town,
)  # fmt: skip
from yici.catalogue.reading import read_all, read_folder
from yici.cli import words
from yici.domain.catalogue import questions_of, translations
from yici.domain.vocabulary import role_of

HAN = re.compile("[\u3400-\u9fff]")
CONDITION = "when: cold"
ASKED, TWICE = "{id: q, name: 问, why: 因", "[{value: a, name: a}, {value: a, name: b}]"


def test_the_real_definitions_are_sound():
    reading = definitions()
    assert [words.fault(fault) for fault in reading.faults if fault.severity == "fault"] == []
    assert len(reading.files) == len(list(DEFINITIONS.rglob("*.yaml"))) > 40


def test_the_small_town_is_sound_so_that_what_follows_is_each_time_the_one_thing_spoilt():
    assert town().faults == []


WHOLE_FILES = [  # bytes of item.yaml, fault, line
    (b"", "file.empty", 1),
    (b"   \n \n", "file.empty", 1),
    (b"# only a remark\n", "file.empty", 1),
    ("format: 1\nname: 食品经营许可\n".encode("gbk"), "file.not_utf8", 2),
    ("format: 1\n".encode("utf-16"), "file.not_utf8", 1),
    (b"format: 1\nid: \xff\n", "file.not_utf8", 2),
    (b"format: 1\n\tkind: item\n", "file.tab", 2),
    (b"format: 1\nid: \x01\n", "file.yaml", 2),
    ("名称: 一\n名: \x01\n".encode(), "file.yaml", 2),
    (b"\0\0\0", "file.yaml", 1),
    (b"format: [1\n", "file.yaml", 2),
    (b"format: 1\nkind: 'item\n", "file.yaml", 3),
    (b"format: 1\n---\nformat: 1\n", "file.several_documents", 1),
    (b"format: 1\nkind: !!python/object:os.system item\n", "file.tag", 2),
    (b"format: 1\nkind: !item x\n", "file.tag", 2),
    (b"a: &a [x, x]\nb: [*a, *a]\n", "file.alias", 1),
    (b"format: 1\nb: *a\n", "file.alias", 2),
    (b"[" * 100_000, "file.too_deep", 1),
    (b"{a: " * 100_000, "file.too_deep", 1),
    (b"- " * 100_000, "file.too_deep", 1),
    (b"".join(b" " * depth + b"a:\n" for depth in range(200)), "file.too_deep", 41),
    (b"a: b\n" * 2_000_000, "file.too_large", 1),
    (b"- item\n- food\n", "file.not_a_mapping", 1),
    (b"item", "file.not_a_mapping", 1),
    (b"? [a, b]\n: c\n", "key.not_text", 1),
    (b"format: 1\nkind: pudding\n", "file.kind", 2),
    (b"format: 1\nkind: [item]\n", "file.kind", 2),
    (b"format: 1\nkind: {item: food}\n", "file.kind", 2),
    (b"format: 1\n", "file.kind", 1),
    (b"kind: item\n", "file.format", 1),
    (b"kind: item\nformat: 2\n", "file.format", 2),
    (b"kind: item\nformat: [1]\n", "file.format", 2),
    (b"kind: item\nformat: 1.0\n", "file.format", 2),
]


@pytest.mark.parametrize(("data", "code", "line"), WHOLE_FILES, ids=[f"{c[1]}-{n}" for n, c in enumerate(WHOLE_FILES)])
def test_a_file_that_is_no_definition_at_all_is_one_fault(data, code, line):
    files = {name: text.encode() for name, text in TOWN.items()} | {"item.yaml": data}
    found = [fault for fault in read_all(files.items()).faults if fault.file == "item.yaml"]
    assert [(fault.code, fault.line) for fault in found] == [(code, line)]
    assert said(found[0]).startswith(f"item.yaml:{line}: ")


SPOILT = [  # which file, what becomes what, fault, line, path
    ("item", ("name: 食品经营许可\n", ""), "key.missing", 1, "name"),
    ("item", ("name: 食品经营许可", "name: 食品经营许可\nnmae: x"), "key.unknown", 5, "nmae"),
    ("item", ("name: 食品经营许可", "name:"), "value.empty", 4, "name"),
    ("item", ("name: 食品经营许可", "name: ~"), "value.empty", 4, "name"),
    ("item", ("name: 食品经营许可", "name: null"), "value.empty", 4, "name"),
    ("item", ("name: 食品经营许可", 'name: ""'), "value.empty", 4, "name"),
    ("item", ("name: 食品经营许可", "name: [食品]"), "value.not_text", 4, "name"),
    ("item", ("name: 食品经营许可", 'name: "食\\0品"'), "value.control_character", 4, "name"),
    ("item", ("name: 食品经营许可", 'name: "\\e[31m"'), "value.control_character", 4, "name"),
    ("item", ("name: 食品经营许可", 'name: 食品\n"na\\0me": x'), "value.control_character", 5, ""),
    ("item", ("name: 食品经营许可", "name: 食品\nname: 许可"), "key.twice", 5, "name"),
    ("item", ("level: reference", "level: binding"), "value.not_allowed", 5, "level"),
    ("item", ("audience: [person]", "audience: person"), "value.not_a_list", 8, "audience"),
    ("item", ("audience: [person]", "audience: [cat]"), "value.not_allowed", 8, "audience.0"),
    ("item", ("audience: [person]", "audience: {person: yes}"), "value.not_a_list", 8, "audience"),
    ("item", ("regime: plain", "regime: nowhere"), "name.unknown", 6, "regime"),
    ("item", ("agency: market", "agency: nobody"), "name.unknown", 7, "agency"),
    ("item", ("[food_licence]", "[pudding]"), "name.unknown", 20, "gives.0"),
    ("item", ("material: rules", "material: pudding"), "name.unknown", 16, "materials.0.material"),
    ("item", ("    source: s\n", "    source: t\n"), "name.unknown", 18, "materials.0.source"),
    ("item", ("printed: 管理制度", "printed: 规\n    copies: two"), "value.not_a_number", 18, "materials.0.copies"),
    ("item", ("printed: 管理制度", "printed: 规\n    required: perhaps"), "value.not_a_boolean", 18,
     "materials.0.required"),
    ("item", ("questions:\n", f"questions:\n  - {ASKED}, type: choice}}\n"), "question.needs_options", 14,
     "questions.0.options"),
    ("item", ("why: 决定要不要专间", "why: 决定, options: [{value: a, name: a}]"), "question.takes_no_options", 14,
     "questions.0.options"),
    ("item", ("questions:\n", f"questions:\n  - {ASKED}, type: choice, options: {TWICE}}}\n"), "id.twice", 14,
     "questions.0.options.1"),
    ("bundle", ("item: food", "item: pudding"), "name.unknown", 7, "items.0.item"),
    ("bundle", ("  - {item: food, source: s}", "  - {item: food, source: s}\n  - {item: food, source: s}"),
     "id.twice", 8, "items.1"),
    ("bundle", ("items:\n  - {item: food, source: s}", "items: []"), "bundle.no_items", 6, "items"),
    ("place", ("330800000000", "3308"), "place.code", 3, "code"),
    ("place", ("[cn]", "[mars]"), "name.unknown", 5, "calendars.0"),
    ("place", ("calendars: [cn]", "calendars: [cn]\nagencies: {nobody: 局}"), "name.unknown", 6, "agencies.nobody"),
    ("place", ("calendars: [cn]", "calendars: [cn]\nagencies: {²: 局}"), "name.unknown", 6, "agencies.²"),
    ("place", ("calendars: [cn]", "calendars: [cn]\nitems: {pudding: {body: 局}}"), "name.unknown", 6,
     "items.pudding"),
    ("place", ("calendars: [cn]", "calendars: [cn]\nremind_after: {amount: -1, unit: day}"), "limit.amount", 6,
     "remind_after"),
    ("place", ("calendars: [cn]", "calendars: [cn]\nremind_after: {amount: 1, unit: fortnight}"), "value.not_allowed",
     6, "remind_after.unit"),
    ("place", ("calendars: [cn]", f"calendars: [cn]\nremind_after: {{amount: {'9' * 5000}, unit: day}}"),
     "value.wrong", 6, "remind_after.amount"),
    ("elements", ("register: self", "register: nowhere"), "name.unknown", 4, "elements.0.register"),
    ("registers", ("name: 不动产登记", "name: 登记, keys: [[pudding]]"), "name.unknown", 4, "registers.0.keys.0.0"),
    ("registers", ("name: 不动产登记", "name: 登记, keys: [[]]"), "register.key_empty", 4, "registers.0.keys.0"),
    ("registers", ("name: 不动产登记", "name: 登记, keys: area"), "value.not_a_list", 4, "registers.0.keys"),
    ("registers", ("name: 不动产登记", "name: 登记, within: {pudding: premises}"), "name.unknown", 4,
     "registers.0.within.pudding"),
    ("registers", ("name: 不动产登记", "name: 登记, within: {premises: pudding}"), "name.unknown", 4,
     "registers.0.within.premises"),
    ("item", ("type: boolean", "type: boolean, licence: pudding"), "name.unknown", 14, "questions.0.licence"),
    ("item", ("questions:\n", f"questions:\n  - {ASKED}, type: number, licence: food_licence}}\n"),
     "question.licence_needs_yes", 14, "questions.0.type"),
    ("item", ("gives: [food_licence]", "gives: [food_licence]\ngaps: [没有找到]\ngaps_en: [Not, found]"),
     "translation.lines", 22, "gaps_en"),
    ("item", ("    when: cold", "    when: cold\n    review_points_en: [Rules]"), "translation.lines", 20,
     "materials.0.review_points_en"),
    ("bundle", ("sources:", "gaps_en: [Nothing]\nsources:"), "translation.lines", 8, "gaps_en"),
    ("elements", ("type: decimal", "type: pudding"), "value.not_allowed", 4, "elements.0.type"),
    ("agencies", ("  - {id: market, name: 市监局}", "  - {id: market, name: 甲}\n  - {id: market, name: 乙}"),
     "id.twice", 5, "agencies.1.id"),
    ("agencies", ("agencies:\n  - {id: market, name: 市监局}", "agencies: market"), "value.not_a_list", 3, "agencies"),
    ("calendar", ("2026-01-01", "2026-02-30"), "value.not_a_date", 7, "holidays.0.date"),
    ("calendar", ("holidays:\n", "holidays:\n  - {date: 2025-12-31, name: 元旦}\n"), "calendar.day_outside_year", 7,
     "holidays.0"),
    ("calendar", ("workdays: []", "workdays: [2026-10-03]"), "calendar.rests_and_works", 13, "workdays.0"),
    ("calendar", ("workdays: []", "workdays: [2026-03-02]"), "calendar.make_up_on_weekday", 13, "workdays.0"),
    ("calendar", ("{date: 2026-01-01, name: 元旦}", "{date: 2026-01-03, name: 元旦}"), "calendar.statutory_day_missing",
     6, "holidays"),
    ("calendar", ("year: 2026", "year: 0"), "calendar.year", 5, "year"),
    ("calendar", ("year: 2026", "year: 99999"), "calendar.year", 5, "year"),
    ("calendar", ("year: 2026", "year: 二〇二六"), "value.not_a_number", 5, "year"),
    ("calendar", ("id: cn-2026", "id: cn"), "calendar.id", 3, "id"),
    ("calendar", ("000000000000", "nowhere"), "place.code", 4, "place"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "swap", "code", "line", "path"), SPOILT, ids=[f"{case[2]}-{n}" for n, case in enumerate(SPOILT)]
)
def test_one_thing_wrong_is_one_fault_where_it_is(name, swap, code, line, path):
    faults = town(**{name: swapped(TOWN[f"{name}.yaml"], *swap)}).faults
    found = [fault for fault in faults if fault.file == f"{name}.yaml"]
    assert [(fault.code, fault.line, fault.path) for fault in found] == [(code, line, path)]
    assert all(said(fault).startswith(f"{fault.file}:{fault.line}: ") for fault in faults)


CONDITIONS = [
    ("cold >", "condition.syntax"),
    ("cold == yes", "condition.unknown_name"),
    ("colt", "condition.unknown_name"),
    ("f(cold)", "condition.not_allowed"),
    ("cold + 1", "condition.character"),
    ("premises.area > 1e400", "condition.number"),
    ("premises.area > __import__", "condition.name"),
    ("[cold for cold in cold]", "condition.not_allowed"),
    ("cold is true", "condition.is"),
    ("1 == 1", "condition.no_name"),
    ("premises.area", "condition.not_boolean"),
    ("'x' in premises.area", "condition.not_choices"),
    ("premises.area == 'x'", "condition.type"),
    ("cold > true", "condition.ordering"),
    ("premises.area in ('a', 1)", "condition.options"),
    ("'a'", "condition.value_alone"),
    ("(" * 60 + "cold" + ")" * 60, "condition.too_deep"),
    ("not " * 400 + "cold", "condition.too_deep"),
    ("(" * 100_000 + "cold" + ")" * 100_000, "condition.too_long"),
    ("cold and " * 100_000 + "cold", "condition.too_long"),
]


@pytest.mark.parametrize(("text", "code"), CONDITIONS, ids=[c[1] + str(n) for n, c in enumerate(CONDITIONS)])
def test_a_condition_that_makes_no_sense_is_a_fault_of_its_line(text, code):
    found = town(item=swapped(ITEM, CONDITION, f'when: "{text}"')).faults
    assert [(fault.code, fault.line, fault.path) for fault in found] == [(code, 19, "materials.0.when")]
    assert said(found[0]).startswith("item.yaml:19: ")


def test_a_condition_of_ten_megabytes_is_refused_with_its_file_before_it_is_read():
    [fault] = [f for f in town(item=swapped(ITEM, CONDITION, f'when: "{"cold and " * 1_200_000}"')).faults
               if f.file == "item.yaml"]  # fmt: skip
    assert fault.code == "file.too_large"


def test_every_fault_is_told_at_once_and_in_the_order_of_files_and_lines():
    faults = town(
        item=swapped(swapped(ITEM, "regime: plain", "regime: nowhere"), "agency: market", "agency: nobody"),
        place=swapped(PLACE, "[cn]", "[mars]"),
        calendar=swapped(CALENDAR, "year: 2026", "year: 0"),
    ).faults  # fmt: skip
    assert [(fault.file, fault.line) for fault in faults] == [
        ("calendar.yaml", 5), ("item.yaml", 6), ("item.yaml", 7), ("place.yaml", 5),
    ]  # fmt: skip


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


def test_every_text_of_the_restaurant_that_people_read_has_its_english():
    known = definitions().catalogue
    english = translations(known)
    bundle = known.bundles["open-restaurant"]
    items = [known.items[member.item] for member in bundle.items]
    texts = [*bundle.gaps]
    for item in items:
        texts += [*item.gaps, *(item.commitment.told if item.commitment else ())]
        texts += [point for visit in item.inspections for point in visit.points]
        texts += [point for use in item.materials for point in use.review_points]
    assert [text for text in texts if not english.get(text)] == []
    assert [text for text in english.values() if HAN.search(text)] == []
    units = [*questions_of(known, bundle).values(), *known.elements.values()]
    assert [one.id for one in units if one.unit and HAN.search(one.unit_en or one.unit)] == []


def test_every_element_and_its_role_have_a_name_in_both_languages():
    known = definitions().catalogue
    assert {role_of(element) for element in known.elements} <= known.roles.keys()
    for one in (*known.elements.values(), *known.roles.values(), *known.registers.values()):
        assert all((one.name, one.name_en)), one.id
    for element in known.elements.values():
        assert not element.hint or element.hint_en, element.id
        assert all(option.name_en for option in element.options), element.id


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


@pytest.mark.parametrize(
    ("text", "character", "line"),
    [("format: 1\nkind：item\n", "：", 2), ("format: 1\nname：食品\nid: x\n", "：", 2), ("kind：item\n", "：", 1),
     ("format: 1\n　kind: item\nid: [\n", "　", 2)],
)  # fmt: skip
def test_a_full_width_mark_is_named_with_its_own_line(text: str, character: str, line: int):
    (fault,) = [f for f in read_all([("item.yaml", text.encode())]).faults if f.code.startswith("file.")]
    assert (fault.code, fault.params["character"], fault.line) == ("file.full_width", character, line)


def test_what_waits_in_a_broken_file_is_not_said_to_be_missing():
    broken = read_all([("food.yaml", b"format: [1\n"), ("b.yaml", BUNDLE.encode())])
    assert "food" not in [fault.params.get("name") for fault in broken.faults]
    missing = read_all([("other.yaml", b"format: [1\n"), ("b.yaml", BUNDLE.encode())])
    assert "food" in [fault.params.get("name") for fault in missing.faults]


def test_a_bundle_without_items_is_odd_in_a_reference_that_names_gaps_and_else_a_fault():
    empty = swapped(BUNDLE, "items:\n  - {item: food, source: s}", "items: []")
    open_ = swapped(empty, "sources:", "gaps: [没有找到事项]\nsources:")
    assert [(f.code, f.severity) for f in town(bundle=open_).faults] == [("bundle.no_items", "warning")]
    assert town(bundle=open_).sound
    assert not town(bundle=empty).sound
    assert not town(bundle=swapped(open_, "level: reference", "level: in_force")).sound


def test_scalars_stay_text_until_a_type_is_known():
    reading = town(
        item=swapped(ITEM, "id: food", "id: no"), bundle=swapped(BUNDLE, "item: food", "item: no"),
        agencies=swapped(AGENCIES, "id: market", "id: 000131024000"),
    )  # fmt: skip
    assert "no" in reading.catalogue.items
    assert "000131024000" in reading.catalogue.agencies


def test_an_unreadable_file_is_a_fault_like_any_other(tmp_path: Path):
    for name, text in TOWN.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    faults = read_folder(tmp_path).faults
    assert [(fault.code, fault.file) for fault in faults] == [
        ("file.unreadable", "folder.yaml"), ("file.unreadable", "gone.yaml"),
    ]  # fmt: skip
    assert [said(fault) for fault in faults]


def test_a_file_that_only_looks_like_a_definition_is_not_passed_over_in_silence(tmp_path: Path):
    (tmp_path / "below").mkdir()
    for name, text in TOWN.items():
        (tmp_path / name).write_text(text)
    for name in ("item.yml", "below/item.YAML", "notes.txt"):
        (tmp_path / name).write_text(ITEM)
    faults = read_folder(tmp_path).faults
    assert [(fault.code, fault.file) for fault in faults] == [
        ("file.suffix", "below/item.YAML"), ("file.suffix", "item.yml"),
    ]  # fmt: skip
    assert [said(fault) for fault in faults]


def test_a_folder_without_definitions_is_a_fault(tmp_path: Path):
    [fault] = read_folder(tmp_path).faults
    assert fault.code == "folder.empty"
    assert words.fault(fault)


def test_one_file_alone_can_be_checked(tmp_path: Path):
    (tmp_path / "agencies.yaml").write_text(AGENCIES)
    assert read_folder(tmp_path / "agencies.yaml").faults == []


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
