"""The shipped definitions say in both languages whatever people read."""

import re

from tests.apps.catalogue_files import definitions
from yici.domain.catalogue import questions_of, translations
from yici.domain.vocabulary import role_of

HAN = re.compile("[\u3400-\u9fff]")


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
