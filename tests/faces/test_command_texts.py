"""`yici texts`: found, said in other words on the pages, said as before; what would break a page is refused."""

import gettext
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import translation

from tests.faces.command_runs import run
from yici.cli import words
from yici.domain.error import YiciError

SOURCE, OWN = "查进度", "看看办到哪一步"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A site whose own words come first."""
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS[1:]]
    return tmp_path


def speaking_anew(folder: Path, language: str) -> str:
    """This will render a page as a process does that starts now."""
    from django.conf import settings

    # Python keeps every catalogue that it has read; setting the paths anew makes Django forget its own.
    gettext._translations.clear()
    with override_settings(LOCALE_PATHS=[folder, *settings.LOCALE_PATHS[1:]]), translation.override(language):
        return Client(headers={"accept-language": language}).get("/status/").content.decode()


def listed(*arguments: str) -> list[dict[str, str]]:
    told = run("texts", *arguments, "--json")
    assert told.exit_code == 0, told.exception
    return json.loads(told.output)


def test_a_sentence_is_found_and_said_in_other_words_and_as_before(folder):
    assert SOURCE in [one["source"] for one in listed("find", "进度")]
    assert SOURCE in [one["source"] for one in listed("find", "follow a case")]
    assert run("texts", "set", SOURCE, OWN).exit_code == 0
    assert [one["own"] for one in listed("list")] == [OWN]
    page = speaking_anew(folder, "zh-hans")
    assert OWN in page
    assert f">{SOURCE}<" not in page
    assert run("texts", "reset", SOURCE).exit_code == 0
    assert listed("list") == []
    assert OWN not in speaking_anew(folder, "zh-hans")


def test_the_english_has_words_of_its_own(folder):
    run("texts", "set", SOURCE, "Where is my matter", "--language", "en")
    assert "Where is my matter" in speaking_anew(folder, "en")
    assert "Where is my matter" not in speaking_anew(folder, "zh-hans")


def refused(*arguments: str) -> str:
    answered = run("texts", *arguments)
    assert isinstance(answered.exception, YiciError), answered.output
    return words.refusal(answered.exception)


def test_what_would_break_a_page_is_refused_and_nothing_changes(folder):
    source = next(one["source"] for one in listed("find", "{") if "{" in one["source"])
    assert "没有这句话" in refused("set", "这句话哪里都没有", OWN)
    assert "原样留着" in refused("set", source, "没有花括号的话")
    assert "原样留着" in refused("set", SOURCE, "{多出来的}")
    assert "空着" in refused("set", SOURCE, "  ")
    assert "没有改过" in refused("reset", SOURCE)
    assert listed("list") == []
    assert not list(folder.rglob("*.mo"))


def test_the_sentences_of_the_guide_for_operators_are_on_a_page(folder: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
    words_sought = re.findall(r"yici texts find (\S+)", guide)
    sentences = re.findall(r"yici texts set '([^']+)'", guide)
    assert words_sought
    assert sentences
    found = {one["source"] for word in words_sought for one in listed("find", word)}
    assert sentences[0] in found
    for sentence in sentences:
        assert any(one["source"] == sentence for one in listed("find", sentence)), sentence
