"""Where a part of a file cannot be read, the others are checked all the same, and nothing is told twice."""

import pytest

from tests.apps.catalogue_files import BUNDLE, ELEMENTS, ITEM, LICENCES, MATERIALS, PLACE, TOWN, said, swapped, town
from yici.catalogue.reading import Reading, read_all

LOCAL = (
    PLACE
    + """sources:
  - {id: s, title: 通知, kind: official}
items:
  food:
    spares:
      - {material: rules}
    adds:
      - {material: rules, printed: 甲纸, source: s}
"""
)


def told(reading: Reading) -> list[tuple[str, str, int, str]]:
    assert [said(fault) for fault in reading.faults]
    return [(fault.code, fault.file, fault.line, fault.path) for fault in reading.faults]


def test_a_missing_key_in_a_place_hides_no_paper_that_is_added_without_basis():
    assert told(town(place=LOCAL)) == [
        ("key.missing", "place.yaml", 11, "items.food.spares.0.source"),
        ("place.adds_without_basis", "place.yaml", 13, "items.food.adds.0.basis"),
    ]


def test_the_entries_below_one_that_cannot_be_read_keep_their_lines_and_numbers():
    spoilt = swapped(ITEM, "  - material: rules\n", "  - {material: rules}\n  - material: pudding\n")
    assert told(town(item=spoilt)) == [
        ("key.missing", "item.yaml", 16, "materials.0.printed"),
        ("key.missing", "item.yaml", 16, "materials.0.source"),
        ("name.unknown", "item.yaml", 17, "materials.1.material"),
    ]


def test_a_file_without_a_name_and_with_an_unknown_key_is_checked_for_the_rest():
    spoilt = swapped(swapped(ITEM, "name: 食品经营许可\n", "nmae: 食品\n"), "regime: plain", "regime: nowhere")
    assert [(code, path) for code, _, _, path in told(town(item=spoilt))] == [
        ("key.missing", "name"), ("key.unknown", "nmae"), ("name.unknown", "regime"),
    ]  # fmt: skip


def test_an_empty_value_hides_neither_a_missing_key_nor_an_unknown_name():
    spoilt = swapped(swapped(ITEM, "printed: 管理制度", "printed:"), "regime: plain", "regime: nowhere")
    spoilt = swapped(spoilt, "kind: official}", "kindd: official}")
    assert [(code, path) for code, _, _, path in told(town(item=spoilt))] == [
        ("name.unknown", "regime"), ("key.missing", "sources.0.kind"), ("key.unknown", "sources.0.kindd"),
        ("value.empty", "materials.0.printed"),
    ]  # fmt: skip


SILENT = [  # what is spoilt in one file: nothing else is told, though it is missed
    {"item": swapped(ITEM, "kind: official}", "kind: official, kidn: x}")},
    {"item": swapped(ITEM, "type: boolean, ", "")},
    {"item": swapped(ITEM, "article: 第三十五条, ", "")},
    {"licences": swapped(LICENCES, "name: 食品", "nmae: 食品")},
    {"materials": swapped(MATERIALS, "name: 管理", "name: x, 管: 管理")},
    {"elements": swapped(ELEMENTS, "type: decimal", "type: pudding"),
     "item": swapped(ITEM, "when: cold", "when: area > 5")},
    {"item": swapped(ITEM, "type: boolean", "type: bool"),
     "bundle": swapped(BUNDLE, "{item: food, source: s}", "{item: food, source: s, when: cold}")},
]  # fmt: skip


@pytest.mark.parametrize("files", SILENT)
def test_what_is_only_missed_because_of_the_fault_is_not_told(files):
    found = {code for code, *_ in told(town(**files))}
    assert found <= {"key.missing", "key.unknown", "value.not_allowed"}


def _with(name: str, text: str, **changed: str | None) -> Reading:
    files = TOWN | {f"{key}.yaml": one for key, one in changed.items()} | {name: text}
    files = {key: one for key, one in files.items() if one is not None}
    return read_all((one, words.encode()) for one, words in files.items())


def test_two_vocabularies_of_the_default_id_are_told_where_the_id_is_missing_and_hide_nothing():
    more = swapped(swapped(LICENCES, "food_licence", "drink_licence"), "食品经营", "饮品经营")
    for name in ("licences-zz.yaml", "zz.yaml", "a.yaml"):
        [fault] = _with(name, more).faults
        assert (fault.code, fault.file, fault.params["first"]) == ("id.not_given", name, "licences.yaml")
        assert "licences.yaml" in said(fault)
    assert _with("licences-zz.yaml", swapped(more, "licences\n", "licences\nid: zz\n")).faults == []


def test_the_words_of_a_doubled_vocabulary_are_checked_as_the_others():
    more = swapped(swapped(MATERIALS, "id: rules", "id: plan"), "管理制度", "图")
    faults = _with("materials-zz.yaml", more, item=swapped(ITEM, "[food_licence]", "[pudding]")).faults
    assert [fault.code for fault in faults] == ["name.unknown", "id.not_given"]


def test_what_a_doubled_item_asks_is_not_said_to_be_missing():
    drink = swapped(swapped(ITEM, "{id: cold,", "{id: ice,"), "when: cold", "when: ice")
    bundle = swapped(BUNDLE, "sources:", "  - {item: drink, source: s, when: ice}\nsources:")
    [fault] = _with("drink.yaml", drink, bundle=bundle).faults
    assert (fault.code, fault.file, fault.params["first"]) == ("id.two_files", "item.yaml", "drink.yaml")


HEADS = [  # what is spoilt at the head of a file, and what is told of it
    ("id: food\n", "", [("key.missing", "id")]),
    ("id: food\n", "iid: food\n", [("key.missing", "id"), ("key.unknown", "iid")]),
    ("id: food\n", "id: [food]\n", [("value.not_text", "id")]),
    ("agency: market\n", "", [("key.missing", "agency")]),
    ("audience: [person]\n", "audience: person\n", [("value.not_a_list", "audience")]),
    ("kind: item\n", "", [("file.kind", "kind")]),
    ("kind: item\n", "kind: itme\n", [("file.kind", "kind")]),
    ("kind: item\n", "kind：item\n", [("file.full_width", "")]),
    ("format: 1\n", "", [("file.format", "format")]),
    ("format: 1\n", "format: one\n", [("file.format", "format")]),
]


@pytest.mark.parametrize(("old", "new", "wanted"), HEADS)
def test_a_fault_at_the_head_hides_no_other_and_is_told_in_no_other_file(old, new, wanted):
    spoilt = swapped(swapped(ITEM, old, new), "{id: cold,", "{id: cold, kidn: x,")
    for plain in ("regime: plain", "- material: rules"):
        more = swapped(spoilt, plain, plain.split(": ")[0] + ": nowhere")
        found = told(_with("food.yaml", more, item=None))
        assert {file for _, file, _, _ in found} == {"food.yaml"}
        wrong = {
            ("key.unknown", "questions.0.kidn"),
            ("name.unknown", "regime" if "regime" in plain else "materials.0.material"),
        }
        assert {(code, path) for code, _, _, path in found} == {*wanted, *wrong}


def test_a_later_format_is_not_read_as_this_one():
    assert [code for code, *_ in told(town(item=swapped(ITEM, "format: 1", "format: 2")))] == ["file.format"]


def test_every_full_width_mark_is_told_at_once():
    spoilt = swapped(swapped(ITEM, "id: food", "id：food"), "  - material: rules", "  － material: pudding")
    assert [(code, line) for code, _, line, _ in told(town(item=spoilt))] == [
        ("file.full_width", 3), ("file.full_width", 16), ("name.unknown", 16),
    ]  # fmt: skip


def test_what_stands_in_a_file_that_cannot_be_read_is_not_missed_and_everything_else_is():
    broken = swapped(MATERIALS, "{id: rules,", "{id: rules")
    found = told(
        town(materials=broken, item=swapped(ITEM, "gives:", "  - {material: pudding, printed: x, source: s}\ngives:"))
    )
    assert [(code, file, path) for code, file, _, path in found] == [
        ("name.unknown", "item.yaml", "materials.1.material"), ("file.yaml", "materials.yaml", ""),
    ]  # fmt: skip


def test_a_faulty_word_hides_no_name_that_leads_nowhere():
    spoilt = swapped(MATERIALS, "name: 管理制度", "naem: 管理制度")
    found = told(town(materials=spoilt, item=swapped(ITEM, "gives: [food_licence]", "gives: [pudding]")))
    assert [(code, path) for code, _, _, path in found] == [
        ("name.unknown", "gives.0"), ("key.missing", "materials.0.name"), ("key.unknown", "materials.0.naem"),
    ]  # fmt: skip
    more = town(materials=spoilt, item=swapped(ITEM, "material: rules", "material: pudding"))
    assert ("name.unknown", "materials.0.material") in {(code, path) for code, _, _, path in told(more)}


def test_several_broken_files_that_name_each_other_are_told_each_for_itself():
    found = told(_with(
        "food.yaml", swapped(swapped(ITEM, "regime: plain\n", ""), "id: food\n", ""), item=None,
        bundle=swapped(BUNDLE, "items:\n", "itmes:\n") + "questions:\n  - {id: ice, text: x, type: boolean, why: x}\n",
        regime=swapped(TOWN["regime.yaml"], "kind: regime\n", ""), licences=swapped(LICENCES, "  - {", "  - {{"),
        place=swapped(PLACE, "name: 衢州市\n", "") + "items: {food: {promised: 5}}\n",
    ))  # fmt: skip
    assert [(code, file, path) for code, file, _, path in found] == [
        ("key.missing", "bundle.yaml", "items"), ("key.unknown", "bundle.yaml", "itmes"),
        ("key.missing", "bundle.yaml", "questions.0.name"), ("key.unknown", "bundle.yaml", "questions.0.text"),
        ("key.missing", "food.yaml", "id"), ("key.missing", "food.yaml", "regime"),
        ("key.not_text", "licences.yaml", "licences.0"), ("key.missing", "place.yaml", "name"),
        ("key.unknown", "place.yaml", "items.food.promised"), ("file.kind", "regime.yaml", "kind"),
    ]  # fmt: skip


def test_a_matter_that_names_no_item_does_not_spread_into_the_item_that_it_means():
    asks = "questions:\n  - {id: small, name: 小吗, type: boolean, why: 不同}\n"
    item = swapped(ITEM, "when: cold", "when: small")
    assert town(item=item, bundle=BUNDLE + asks).faults == []
    [fault] = told(town(item=item, bundle=swapped(BUNDLE, "item: food", "item: foood") + asks))
    assert (fault[0], fault[1]) == ("name.unknown", "bundle.yaml")


def test_a_word_whose_id_is_taken_is_checked_and_those_below_it_keep_their_lines():
    more = "  - {id: rules, name: 图}\n  - {id: plan, name: 图}\n  - {id: photo, name: 照片, licence: pudding}\n"
    assert [(code, line, path) for code, _, line, path in told(town(materials=MATERIALS + more))] == [
        ("id.twice", 5, "materials.1.id"), ("material.two_of_one_name", 6, "materials.2.name"),
        ("name.unknown", 7, "materials.3.licence"),
    ]  # fmt: skip


def test_a_vocabulary_without_its_words_is_one_fault():
    assert [(code, file) for code, file, *_ in told(town(agencies="format: 1\nkind: agencies\n"))] == [
        ("key.missing", "agencies.yaml")
    ]
