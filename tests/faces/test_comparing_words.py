"""Every difference and every effect has its sentence, in both languages, with nothing left to fill in."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from tests.domain.comparing_samples import TYPES, of
from tests.domain.every_field import changed, filled
from tests.domain.planner_samples import FIRE, FOOD, SHOP, SIGN, catalogue_of
from tests.domain.planner_vocabulary import CALENDAR, MONDAY, days
from yici.domain.catalogue import Catalogue
from yici.domain.comparing import CODES, KINDS, PARTS, Difference, Part, compare
from yici.domain.comparing.effects import MEASURES, effects_of
from yici.domain.item import Change, Need
from yici.web.comparing import code_words, effect_words
from yici.web.comparing.effect_words import effect_lines
from yici.web.comparing.field_words import FIELD_WORDS, SHELVES
from yici.web.comparing.words import field_word, groups_of, plain_lines

SAMPLES = {
    "since": "2026-06-01", "day": "2026-06-01", "items": "a, b", "source": "s", "licence": "l", "what": "Item.fee",
    "relaxation": "concurrent", "year": "2027", "entry": "x", "old": "5 working_day", "new": "yes",
}  # fmt: skip


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def worded(differences, old=None, new=None) -> list[str]:
    nothing = Catalogue()
    groups = groups_of(differences, old or nothing, new or nothing, nothing)
    return [line for group in groups for line in group.lines]


@pytest.mark.usefixtures("language")
def test_every_code_has_a_sentence():
    for code, params in CODES.items():
        one = Difference("item:x", code, {name: SAMPLES[name] for name in params}, (Part("paper", "p", "平面图"),))
        [line] = worded([one])
        assert line
        assert "%" not in line
        assert code not in line
        if code.partition(".")[0] not in PARTS:
            assert "平面图" in line


def test_the_tables_of_words_hold_nothing_that_cannot_be_met():
    endings = {f"{part}.{what}" for part in PARTS for what in ("added", "removed")}
    standings = {code for code in CODES if code.startswith("item.") and code not in endings}
    assert code_words.CODE_WORDS.keys() == CODES.keys() - endings - standings
    assert code_words.KIND_WORDS.keys() == {*KINDS, "calendar", "file"}
    assert code_words.PART_WORDS.keys() == {*PARTS, "standing"}
    assert effect_words.MEASURES.keys() == set(MEASURES)


def test_every_field_that_can_differ_has_a_name():
    met = {"YearTable.source"}
    for kind, type_ in TYPES.items():
        whole = filled(type_)
        for _, other in changed(whole):
            found = compare(of(kind, whole), of(kind, other))
            met |= {one.params["what"] for one in found if "what" in one.params}
    unnamed = {what for what in met if field_word(what) == what}
    assert unnamed == set()
    used = {what for what in met if what in FIELD_WORDS} | {
        what.partition(".")[2] for what in met if what not in FIELD_WORDS
    }
    assert FIELD_WORDS.keys() - used == set()
    assert SHELVES.keys() <= met


def test_sentences_name_the_part_the_values_and_the_source_as_an_official_would():
    looser = replace(FOOD.materials[2], form="electronic", copies=1)
    other = replace(FOOD, promised_limit=days(8), materials=(*FOOD.materials[:2], looser, *FOOD.materials[4:]))
    other = replace(other, changes=(Change("cancelled", date(2026, 7, 1), "law", ("shop", "fire")),))
    old, new = catalogue_of(), catalogue_of(items=(SHOP, other, FIRE, SIGN))
    with translation.override("zh-hans"):
        [group] = groups_of(compare(old, new), old, new, old)
        assert (group.kind, group.name) == ("事项", "食品经营许可")
        assert list(group.lines) == [
            "承诺期限：由 10 个工作日缩短为 8 个工作日（本市办事指南，某市）",
            "所需材料“身份证”：形式放宽：由复印件改为电子件",
            "所需材料“身份证”：由 2 份减少到 1 份",
            "去掉所需材料“平面图”",
            "2026年7月1日（周三）起拆分为个体工商户登记、消防安全检查（行政许可法）",
        ]
    with translation.override("en"):
        lines = list(plain_lines(groups_of(compare(old, new), old, new, old)))
        assert lines[1] == "  - Promised limit: shorter, from 10 working days to 8 working days (本市办事指南, 某市)"
        assert "Split into 个体工商户登记, 消防安全检查 from Wednesday 1 July 2026" in lines[5]


def test_effects_say_what_moves_for_which_answers_and_how_much_was_tried(language):
    old = replace(catalogue_of(), calendars={"cn": CALENDAR})
    shop = replace(SHOP, needs=(Need("food_licence", "law", when="sign"),))
    new = replace(
        catalogue_of(items=(shop, replace(FOOD, materials=FOOD.materials[:-1]), FIRE, SIGN)), calendars=old.calendars
    )
    lines = list(effect_lines(effects_of(old, new, start=MONDAY), old, new))
    assert not any(re.search(r"%\(|plan\.circle", line) for line in lines)
    if language == "en":
        assert lines[0] == "1 matter has to be planned anew (of 1)."
        assert any("can no longer be carried out (items wait for each other)" in line for line in lines)
        assert any(line.startswith("  - Papers to hand in: 1 fewer (") for line in lines)
    else:
        assert lines[0] == "1 件事要重新算（一共 1 件）。"
        assert any("不能再办成（事项互相等待，排不出先后）" in line and "招牌超出字号吗：是" in line for line in lines)
        assert any(line.startswith("  - 要交的材料：少 1（") for line in lines)


@pytest.mark.usefixtures("language")
def test_a_change_without_effect_says_so():
    old = replace(catalogue_of(), calendars={"cn": CALENDAR})
    [line] = effect_lines(effects_of(old, old, start=MONDAY), old, old)
    assert line in ("没有一件事因此不同。", "No matter changes by it.")
