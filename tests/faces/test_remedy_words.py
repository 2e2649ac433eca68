"""Whoever is refused reads in their own language before whom and until when they can fight it."""

import re

from django.utils import translation

from tests.apps.catalogue_files import definitions
from yici.web.remedy_words import REMEDY_WORDS, remedies_worded

WRITTEN = {
    claim.value
    for read in definitions().files
    if read.kind == "regime"
    for claim in read.definition.remedies.claims  # type: ignore[attr-defined]
}


def test_what_the_definitions_write_of_remedies_can_be_said_in_english_and_nothing_else_is_kept() -> None:
    assert WRITTEN == REMEDY_WORDS
    with translation.override("en"):
        assert not [one for one in WRITTEN if re.search(r"[\u3400-\u9fff]", remedies_worded(one))]


def test_what_older_cases_keep_is_said_in_english_too_and_stands_in_chinese_as_it_was() -> None:
    older = {one.replace("知道或者应当知道之日起", "知道之日起") for one in WRITTEN} - WRITTEN
    assert older
    for one in older:
        assert remedies_worded(one) == one
        with translation.override("en"):
            assert not re.search(r"[\u3400-\u9fff]", remedies_worded(one))


def test_what_a_place_words_itself_is_said_as_it_stands() -> None:
    with translation.override("en"):
        assert remedies_worded("向本局反映") == "向本局反映"


def test_a_refusal_says_before_whom_and_until_when() -> None:
    licensing = definitions().catalogue.regimes["licensing"].remedies.claims[0].value
    for told in ("本级人民政府", "人民法院", "60日", "6个月"):
        assert told in licensing
