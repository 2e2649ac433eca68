"""What messages say: every kind in every language, and a site's own words with every fault at once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain.error import Invalid
from yici.notices.kinds import KINDS
from yici.notices.texts import LANGUAGES, PARTS, SHIPPED, text_faults, texts, worded
from yici.notices.values import day, spoken
from yici.web.messages.words import CHANNEL_WORDS, CONTACT_WORDS, KIND_WORDS


@pytest.fixture(autouse=True)
def own(settings: Any, tmp_path: Path) -> Path:
    settings.YICI_TEXTS = tmp_path / "texts"
    settings.YICI_TEXTS.mkdir()
    return tmp_path / "texts"


def test_every_kind_says_something_in_every_language() -> None:
    assert texts().keys() == {(name, kind, part) for name in LANGUAGES for kind in KINDS for part in PARTS}
    assert text_faults(SHIPPED) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_filled_in_and_leaves_no_brace(kind: str, language: str) -> None:
    values = dict.fromkeys(KINDS[kind].names, "V")
    said = worded(kind, language, values)
    assert not set("{}") & set(said.title + said.text + said.short)
    assert "\n" not in said.short
    used = {name for part in PARTS for name in KINDS[kind].names if f"{{{name}}}" in texts()[language, kind, part]}
    assert used >= KINDS[kind].names - {"matter"}, "a value that no text says is not asked for"


def test_a_line_that_has_nothing_to_say_is_left_out() -> None:
    said = worded("approval.granted", "zh-hans", {"item": "许可", "number": "1"})
    assert said.text == "许可（1）已批准。决定书登录后可以看。"


def test_no_text_shouts_or_begs() -> None:
    for said in texts().values():
        assert not set("!！") & set(said)


def test_every_kind_that_somebody_chooses_has_a_name() -> None:
    assert KIND_WORDS.keys() == {name for name, rule in KINDS.items() if rule.audience != "address"}
    assert {way for rule in KINDS.values() for way in rule.channels} <= CHANNEL_WORDS.keys()
    assert CONTACT_WORDS.keys() == {"phone", "mail", "wechat", "wecom"}


def test_a_site_says_it_in_its_own_words_and_the_rest_stays(own: Path) -> None:
    (own / "zh-hans.yaml").write_text("case.received:\n  title: 收到 {number}\n", "utf-8")
    said = worded("case.received", "zh-hans", {"number": "N1", "matter": "M"})
    assert said.title == "收到 N1"
    assert "M" in said.text
    assert worded("case.received", "en", {"number": "N1"}).title == "We have your application"


def test_every_fault_of_a_sites_words_is_told_at_once_with_its_line(own: Path) -> None:
    (own / "fr.yaml").write_text("x: y\n")
    (own / "en.yaml").write_text("- a list\n")
    (own / "zh-hans.yaml").write_text(
        "case.received:\n  title: 收到 {name}\n  text: '{number.__class__}'\n  colour: red\nno.such:\n  title: x\n"
        "case.silence_date:\n  title: '{'\n  short: ''\n  text: [1]\n",
        "utf-8",
    )
    faults = "\n".join(text_faults(own))
    for told in (
        "zh-hans.yaml:2: case.received.title: {name} is unknown",
        "zh-hans.yaml:3: case.received.text: {number.__class__} is no plain name",
        "zh-hans.yaml:4: case.received.colour",
        "zh-hans.yaml:5: no.such: no such kind",
        "zh-hans.yaml:8: case.silence_date.title",
        "zh-hans.yaml:9: case.silence_date.short: a text is wanted",
        "zh-hans.yaml:10: case.silence_date.text: a text is wanted",
        "en.yaml:1: ",
        "fr.yaml: no language",
    ):
        assert told in faults
    with pytest.raises(Invalid) as invalid:
        worded("case.received", "en", {})
    assert invalid.value.code == "notice.texts"


def test_what_is_no_yaml_is_told(own: Path) -> None:
    (own / "en.yaml").write_text("a: [\n")
    (own / "zh-hans.yaml").write_bytes(b"\xff\xfe")
    assert [fault.split(":")[0] for fault in text_faults(own)] == ["zh-hans.yaml", "en.yaml"]


@given(st.text(max_size=60))
def test_no_text_of_a_site_breaks_what_reads_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "en.yaml").write_text(text, "utf-8", errors="replace")
    assert all(isinstance(fault, str) for fault in text_faults(folder))


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("N1", "N1", "N1"),
        (day(date(2026, 3, 16)), "2026年3月16日（周一）", "Monday 16 March 2026"),
        ({"until": "2026-03-16T16:00:00+00:00"}, "2026年3月16日（周一）", "Monday 16 March 2026"),  # 24:00
        ({"at": "2026-03-16T01:30:00+00:00"}, "2026年3月16日（周一） 09:30", "Monday 16 March 2026 09:30"),
        ({"zh-hans": "许可", "en": "permit"}, "许可", "permit"),
        ({"zh-hans": "许可", "en": ""}, "许可", "许可"),
    ],
)
def test_values_are_said_in_the_readers_language(value: Any, chinese: str, english: str) -> None:
    assert spoken({"a": value}, "zh-hans") == {"a": chinese}
    assert spoken({"a": value}, "en") == {"a": english}
