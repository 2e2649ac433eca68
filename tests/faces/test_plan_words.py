"""Plans in words and in a drawing: reasons, days, limits, answers in an address, the time axis."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.faces.guide_scene import LARGE_AT, QUZHOU, SMALL_AT, planned, set_clock
from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue
from yici.domain.clock import Limit
from yici.domain.item import Question
from yici.domain.planner.reasons import REASONS as PLANNED
from yici.domain.reason import Reason
from yici.domain.vocabulary import Option
from yici.web import axis, dates, words
from yici.web.amounts import amount_text, limit_text
from yici.web.answers import answers_query, read_answers, short_query, sound_answers

pytest_plugins = ["tests.faces.guide_site"]


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Words are Chinese unless a test says otherwise, whatever an earlier page was asked for in."""
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize("code", sorted(PLANNED))
def test_every_reason_of_the_planner_has_words_for_exactly_its_parameters(code):
    named = {key: f"<{key}>" for key in PLANNED[code]} | ({"limit": "<limit>"} if "amount" in PLANNED[code] else {})
    template = words.REASONS[code]
    assert template % named
    with translation.override("en"):
        assert translation.gettext(template) != template
        assert translation.gettext(template) % named


DAYS = [
    (date(2026, 3, 16), "3月16日（周一）", "Monday 16 March"),
    (date(2026, 5, 3), "5月3日（周日）", "Sunday 3 May"),
    (date(2027, 1, 1), "1月1日（周五）", "Friday 1 January"),
]


@pytest.mark.parametrize(("day", "chinese", "english"), DAYS)
def test_a_day_is_written_with_its_weekday(day, chinese, english):
    assert dates.day_text(day) == chinese
    with translation.override("en"):
        assert dates.day_text(day) == english
        assert dates.day_text(day, year=True) == f"{english} {day.year}"


LIMITS = [
    (1, "working_day", "1 个工作日", "1 working day"),
    (10, "working_day", "10 个工作日", "10 working days"),
    (0, "on_the_spot", "当场", "on the spot"),
    (2, "hour", "2 小时", "2 hours"),
    (1, "month", "1 个月", "1 month"),
    (3, "year", "3 年", "3 years"),
    (30, "day", "30 日", "30 days"),
    (4, "working_hour", "4 个办公小时", "4 office hours"),
]


@pytest.mark.parametrize(("amount", "unit", "chinese", "english"), LIMITS)
def test_a_limit_is_written_with_its_unit_in_the_right_number(amount, unit, chinese, english):
    limit = Limit(amount, unit)
    assert limit_text(limit) == amount_text(amount, unit) == chinese
    with translation.override("en"):
        assert limit_text(limit) == english


ARTICLES = [("第四十二条、第八十二条", "Art. 42, Art. 82"), ("第十条", "Art. 10"), ("第一百零五条", "Art. 105"),
    ("第三十三条第一款第一、二、四项，第三十五条", "Art. 33(1)(i)(ii)(iv), Art. 35"),
    ("第三十三条第一款第一至四项", "Art. 33(1)(i)–(iv)"), ("第三十二条第五项", "Art. 32(v)"),
]  # fmt: skip


@pytest.mark.parametrize(("chinese", "english"), ARTICLES)
def test_articles_are_written_as_the_language_does(chinese, english):
    catalogue = Catalogue()
    assert words.Names(catalogue, {}, {}, True).article(chinese) == english
    assert words.Names(catalogue, {}, {}, False).article(chinese) == chinese


def test_reasons_of_one_kind_are_worded_once(guide):
    _, names = planned(SMALL_AT)[0], words.Names(catalogue_queries.current(), {}, {}, False)
    alike = [Reason("burden.days_unknown", {"item": item}) for item in ("food-licence", "fire-check", "food-licence")]
    assert words.grouped(alike, names) == (
        "“食品经营许可核发（餐饮服务）、公众聚集场所投入使用、营业前消防安全检查”的时限没有查到。",
    )


# Answers in an address

QUESTIONS = {
    "kind": Question("kind", "?", "choice", "", options=(Option("one", "一"), Option("two", "二"))),
    "many": Question("many", "?", "choices", "", options=(Option("a", "甲"), Option("b", "乙"), Option("c", "丙"))),
    "area": Question("area", "?", "number", ""),
    "rented": Question("rented", "?", "boolean", ""),
    "after": Question("after", "?", "boolean", "", when="rented"),
}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["one", "two"]),
        "many": st.sets(st.sampled_from("abc"), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
        "area": st.integers(0, 10**9),
        "rented": st.just(True),
        "after": st.booleans(),
    },
).filter(lambda answers: "after" not in answers or "rented" in answers)


@given(ANSWERS)
def test_answers_survive_their_way_through_an_address_long_and_short(answers):
    for query in (answers_query(answers, QUZHOU), short_query(QUESTIONS, answers, QUZHOU)):
        read = read_answers(QUESTIONS, QueryDict(query))
        assert read == answers
        assert sound_answers(QUESTIONS, read) == (answers, {})
        assert QueryDict(query)["place"] == QUZHOU


@given(st.text(max_size=60))
def test_any_text_in_an_address_is_read_without_harm(text):
    query = QueryDict(mutable=True)
    query.setlist("kind", [text])
    query.setlist("area", [text, text])
    query["a"] = text
    answers, wrong = sound_answers(QUESTIONS, read_answers(QUESTIONS, query))
    assert not answers.keys() & wrong.keys()


# The time axis


@given(st.text(alphabet="公众聚集场所投入使用、营业前（消防）安全检查ABC abc，", min_size=1, max_size=80))
def test_a_name_is_wrapped_whole_into_lines_that_fit(name):
    lines = axis.wrap(name, 232, 16)
    assert "".join("".join(lines).split()) == "".join(name.split())
    assert all(axis.measure(line, 16) <= 232 + 16 for line in lines if " " not in line or len(line) > 1)


@pytest.mark.parametrize("query", [SMALL_AT, LARGE_AT, {"place": QUZHOU}])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("moment", ["2026-03-02T10:00", "2026-12-20T10:00"])
def test_nothing_on_the_axis_is_cut_or_crosses_a_label(guide, monkeypatch, query, language, moment):
    set_clock(monkeypatch, moment)
    with translation.override(language):
        drawn = planned(query)[1].axis
    boxes = [box for row in drawn.rows for box in text_boxes(row)]
    assert all(left >= 0 and right <= axis.WIDTH and bottom <= drawn.height for left, _, right, bottom in boxes)
    shapes = [(b.x, b.y, b.x + b.width, b.y + b.height) for row in drawn.rows for b in (row.bar, row.tail) if b]
    solid = [*boxes, *(shape for shape in shapes if shape[2] > shape[0])]
    crossing = [(one, other) for one in boxes for other in solid if one is not other and overlap(one, other)]
    assert crossing == []


def text_boxes(row: axis.Row) -> list[tuple[float, float, float, float]]:
    found = []
    for text, size in [*((name, axis.NAME_SIZE) for name in row.names), (row.note, axis.NOTE_SIZE)]:
        width = axis.measure(text.text, size)
        left = text.x - width if text.end else text.x
        found.append((left, text.y - size * 0.8, left + width, text.y + size * 0.2))
    return found


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_texts_of_definitions_have_english_and_what_is_signed_keeps_its_chinese(guide):
    catalogue = catalogue_queries.current()
    told = catalogue.items["fire-check"].commitment.told
    chinese, english = (words.Names(catalogue, {}, {}, one) for one in (False, True))
    assert chinese.texts(told) == chinese.signed_texts(told) == told
    assert english.texts(told)[1] == "You are responsible for the truth of the commitment and of the papers"
    assert english.signed_texts(told)[1].endswith(f"({told[1]})")
    # A plan made under other words keeps them.
    assert english.texts(("从前的一句",)) == english.signed_texts(("从前的一句",)) == ("从前的一句",)


def test_units_are_written_in_the_language(guide):
    elements = catalogue_queries.current().elements
    chinese, english = (words.Names(catalogue_queries.current(), {}, {}, one) for one in (False, True))
    capital, name = elements["enterprise.capital"], elements["enterprise.name"]
    units = [(one.unit(capital), one.unit(name)) for one in (chinese, english)]
    assert units == [("万元", ""), ("× 10,000 yuan", "")]
