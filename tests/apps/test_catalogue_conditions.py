"""A condition that makes no sense is a fault of its line, however long or deep it is."""

import pytest

from tests.apps.catalogue_files import ITEM, said, swapped, town

CONDITION = "when: cold"
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
