"""The fixed words of the documents, and days and moments in words."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yici.documents import words as words_module
from yici.documents.fonts import typefaces
from yici.documents.printable import Printable
from yici.documents.spelling import day_in_sentence, day_in_words, moment_in_words
from yici.domain.error import Invalid


@pytest.mark.parametrize(
    ("day", "column", "sentence", "english"),
    [
        (date(2026, 3, 17), "2026年3月17日 周二", "2026年3月17日（周二）", "Tue 17 March 2026"),
        (date(2026, 3, 22), "2026年3月22日 周日", "2026年3月22日（周日）", "Sun 22 March 2026"),
        (date(2028, 2, 29), "2028年2月29日 周二", "2028年2月29日（周二）", "Tue 29 February 2028"),
    ],
)
def test_a_day_never_stands_without_its_weekday(day: date, column: str, sentence: str, english: str) -> None:
    assert (day_in_words(day, "zh"), day_in_sentence(day, "zh")) == (column, sentence)
    assert {day_in_words(day, "en"), day_in_sentence(day, "en")} == {english}


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 3, 17, 6, 5, tzinfo=UTC), "2026年3月17日 周二 14:05"),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "2026年12月31日 周四 23:59"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2027年1月1日 周五 00:00"),
    ],
)
def test_a_moment_is_told_in_legal_time(moment: datetime, said: str) -> None:
    assert moment_in_words(moment, "zh") == said
    with pytest.raises(Invalid):
        moment_in_words(moment.replace(tzinfo=None), "zh")


def test_both_languages_have_every_word_that_is_printed_and_no_other() -> None:
    folder = Path(words_module.__file__).parent
    templates = "".join(path.read_text(encoding="utf-8") for path in folder.glob("templates/*.typ"))
    python = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "words.py")
    used = set(re.findall(r"\bw\.([a-z_]+)", templates)) | set(re.findall(r'"([a-z_]+)"', python))
    plain = {key for key in words_module.ENGLISH if not key.endswith("_one")}
    assert plain == set(words_module.CHINESE)
    assert set(re.findall(r"\bw\.([a-z_]+)", templates)) <= set(words_module.ENGLISH)
    assert plain - used == set()


def test_the_type_family_holds_every_fixed_word() -> None:
    printable = Printable(typefaces().coverage)
    for words in (words_module.CHINESE, words_module.ENGLISH):
        assert [printable.text(word) for word in words.values()] == [word.strip() for word in words.values()]
