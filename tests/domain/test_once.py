"""How often people must come: what is published goes first, then the planner's trips, and nothing is guessed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.real_catalogue import real_catalogue
from yici.domain.fact import UNKNOWN, Claim, Fact, Source
from yici.domain.item import Change
from yici.domain.once import (
    COMINGS,
    NOT_MATCHED,
    REASONS,
    Answer,
    answers_at,
    carried_out,
    of_several,
    share_of,
)
from yici.domain.planner import REASONS as PLANNED

PLACE, ELSEWHERE = "511602000000", "330800000000"
ITEM = "birth-certificate"
MONDAY = date(2026, 3, 2)
WINDOW, POST = Fact((Claim(("window",), "own"),)), Fact((Claim(("courier",), "own"),))


def answer(**changes: Any) -> Answer:
    """This will answer for an item that asks for no paper and sends its result, but for what is changed."""
    catalogue = real_catalogue()
    sources = (Source("own", "指南", "official", place=PLACE), Source("other", "别处", "official", place=ELSEWHERE))
    plain: dict[str, Any] = {
        "sources": (*catalogue.items[ITEM].sources, *sources), "materials": (), "materials_complete": True,
        "delivery": POST, "visits_alone": UNKNOWN,
    }  # fmt: skip
    item = replace(catalogue.items[ITEM], **(plain | changes))
    changed = replace(catalogue, items={**catalogue.items, ITEM: item})
    return answers_at(changed, PLACE, [ITEM], calendar=catalogue.calendars["cn"], start=MONDAY)[ITEM]


def said(count: int, source: str = "own") -> Fact[int]:
    return Fact((Claim(count, source),))


def paper(**changes: Any) -> tuple[Any, ...]:
    materials = real_catalogue().materials
    use = next(u for u in real_catalogue().items[ITEM].materials if not materials[u.material].is_form)
    return (replace(use, **{"form": "copy", "when": None, "required": True, "deferral": None, **changes}),)


CASES: list[tuple[dict[str, Any], str, list[str]]] = [
    ({}, "none", ["once.no_paper_no_counter"]),
    ({"delivery": WINDOW}, "once", ["trip.collect"]),
    ({"delivery": UNKNOWN}, "unknown", ["trip.delivery_unknown"]),
    ({"materials": paper(form="original")}, "once", ["trip.original"]),
    ({"materials": paper(form="original"), "delivery": WINDOW}, "once", ["trip.original", "trip.collect"]),
    ({"materials": paper(form="original"), "delivery": UNKNOWN}, "unknown", ["trip.original", "trip.delivery_unknown"]),
    ({"materials": paper(form=None), "delivery": WINDOW}, "unknown", ["trip.form_unknown", "trip.collect"]),
    ({"delivery": WINDOW, "materials_complete": False}, "unknown", ["trip.papers_unknown", "trip.collect"]),
    ({"visits_alone": said(1), "materials_complete": False}, "once", ["once.published"]),
    ({"materials": paper(form=None)}, "unknown", ["trip.form_unknown"]),
    ({"materials": paper()}, "none", ["once.no_paper_no_counter"]),
    ({"materials_complete": False}, "unknown", ["trip.papers_unknown"]),
    ({"visits_alone": said(0)}, "none", ["once.published"]),
    ({"visits_alone": said(1), "delivery": UNKNOWN}, "once", ["once.published"]),
    ({"visits_alone": said(2)}, "more", ["once.published"]),
    ({"visits_alone": said(0, "other"), "delivery": WINDOW}, "once", ["trip.collect", "once.elsewhere"]),
]


@pytest.mark.parametrize(("changes", "coming", "codes"), CASES)
def test_an_answer_and_its_reasons(changes: dict[str, Any], coming: str, codes: list[str]) -> None:
    found = answer(**changes)
    assert (found.coming, [reason.code for reason in found.reasons]) == (coming, codes)


def test_nothing_published_is_called_at_most_once_where_no_source_speaks_of_visits_or_of_the_result() -> None:
    catalogue = real_catalogue()
    for place in (PLACE, ELSEWHERE):
        found = answers_at(catalogue, place, catalogue.items, calendar=catalogue.calendars["cn"], start=MONDAY)
        for name, one in found.items():
            item = catalogue.items[name]
            if not item.visits_alone.claims and not (item.delivery.claims and item.materials_complete):
                assert one.coming == "unknown", name


def test_a_paper_that_hangs_on_an_open_question_leaves_the_answer_open() -> None:
    question = next(q for item in real_catalogue().items.values() for q in item.questions if q.type == "boolean")
    found = answer(questions=(replace(question, when=None),), materials=paper(form="original", when=question.id))
    assert (found.coming, found.reasons[0].code) == ("unknown", "once.papers_open")
    assert found.reasons[0].params == {"questions": question.id}


def test_an_item_that_is_suspended_is_unknown_and_says_why() -> None:
    found = answer(changes=(Change("suspended", date(2026, 1, 1), "own"),))
    assert (found.coming, [reason.code for reason in found.reasons][-1]) == ("unknown", "item.suspended")


def test_the_published_catalogue_is_answered_whole_and_every_reason_is_known() -> None:
    catalogue = real_catalogue()
    found = answers_at(catalogue, PLACE, catalogue.items, calendar=catalogue.calendars["cn"], start=MONDAY)
    assert found.keys() == catalogue.items.keys()
    known = {**REASONS, **PLANNED}
    for one in (*found.values(), NOT_MATCHED):
        assert one.coming in COMINGS
        assert one.reasons
        assert all(set(reason.params) == set(known[reason.code]) for reason in one.reasons)


def test_a_place_carries_out_what_its_definition_or_a_source_says_and_not_all_that_a_role_could() -> None:
    catalogue = real_catalogue()
    found = carried_out(catalogue, PLACE)
    roles = {item.id for item in catalogue.items.values() if item.agency in catalogue.places[PLACE].agencies}
    for name in roles - set(catalogue.places[PLACE].items):
        told = any(source.place == PLACE for source in catalogue.items[name].sources)
        assert (name in found) == told, name
    assert roles - set(found)
    assert "food-licence" in found
    assert "gas-transfer" not in found
    assert carried_out(real_catalogue(), "110000000000") == ()


def test_of_several_basic_items_the_worst_holds() -> None:
    assert of_several({}) == NOT_MATCHED
    assert of_several({"a": Answer("once")}) == Answer("once")
    worst = of_several({"a": Answer("once"), "b": Answer("more"), "c": Answer("none")})
    assert (worst.coming, worst.reasons[-1].params) == ("more", {"items": "a, b, c"})
    assert of_several({"a": Answer("more"), "b": Answer("unknown")}).coming == "unknown"


@given(st.lists(st.sampled_from(sorted(COMINGS))), st.lists(st.sampled_from(sorted(COMINGS))))
def test_a_share_counts_everything_once_and_never_rounds_up_to_all(one: list[Any], other: list[Any]) -> None:
    share = share_of(one) + share_of(other)
    assert share == share_of([*one, *other])
    assert share.total == len(one) + len(other) == share.known + share.unknown
    assert 0 <= share.at_most_once <= share.known
    assert (share.percent == 100) == (share.total > 0 and share.at_most_once == share.total)
    assert (share.percent is None) == (share.total == 0 or share.unknown > 0)
