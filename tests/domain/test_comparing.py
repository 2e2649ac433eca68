"""Comparing two states of the catalogue: all that differs is named, nothing else, and the same from the other side."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from tests.domain.comparing_samples import TYPES, of
from tests.domain.every_field import changed, filled
from tests.domain.planner_samples import BUNDLE, CITY, FIRE, FOOD, SHOP, SIGN, catalogue_of
from tests.domain.planner_towns import Town, towns
from tests.domain.planner_vocabulary import CALENDAR, LICENSING, YEAR_2026, days, fact
from yici.domain.catalogue import Catalogue
from yici.domain.clock import Limit
from yici.domain.comparing import CODES, KINDS, Difference, Part, compare, mirrored
from yici.domain.fact import Fact
from yici.domain.item import Basis, Change, Commitment, Deferral, Item, MaterialUse, Opinion
from yici.domain.place import LocalItem, Spared
from yici.domain.workdays import calendar_from

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def well_formed(found: tuple[Difference, ...]) -> None:
    for one in found:
        assert tuple(sorted(one.params)) == tuple(sorted(CODES[one.code])), one
        assert all(isinstance(value, str) for value in one.params.values())


def plainly(one: Difference) -> tuple[object, ...]:
    """What a difference says; a part is called as the newer state calls it, so its name does not count."""
    return one.subject, one.code, sorted(one.params.items()), [(part.kind, part.id) for part in one.parts]


def both_ways(old: Catalogue, new: Catalogue) -> tuple[Difference, ...]:
    """This will compare, and hold the answer to what every comparison owes."""
    found = compare(old, new)
    well_formed(found)
    assert sorted(map(plainly, map(mirrored, found))) == sorted(map(plainly, compare(new, old)))
    return found


@pytest.mark.parametrize("kind", TYPES)
def test_whatever_is_changed_anywhere_in_a_definition_is_named(kind):
    whole = filled(TYPES[kind])
    told = 0
    for what, other in changed(whole):
        if other == whole:
            continue
        told += 1
        found = both_ways(of(kind, whole), of(kind, other))
        assert found, f"nobody says that {kind}.{what} changed"
        assert {one.subject for one in found} == {f"{kind}:x"}
    assert told >= 2


@pytest.mark.parametrize("kind", TYPES)
def test_a_definition_that_comes_or_goes_is_named_as_a_whole(kind):
    found = both_ways(Catalogue(), of(kind, filled(TYPES[kind])))
    assert found == (Difference(f"{kind}:x", "definition.added"),)


@given(towns, towns)
def test_two_catalogues_differ_exactly_where_something_is_named(one: Town, other: Town):
    found = both_ways(one.catalogue, other.catalogue)
    same = all(getattr(one.catalogue, shelf) == getattr(other.catalogue, shelf) for shelf in KINDS.values())
    assert bool(found) != same
    assert compare(one.catalogue, one.catalogue) == ()


def told(new: Item, old: Item = FOOD) -> list[tuple[str, dict[str, str], tuple[Part, ...]]]:
    before, after = catalogue_of(items=(SHOP, old, FIRE, SIGN)), catalogue_of(items=(SHOP, new, FIRE, SIGN))
    found = both_ways(before, after)
    assert {one.subject for one in found} <= {"item:food"}
    return [(one.code, one.params, one.parts) for one in found]


def paper(name: str) -> MaterialUse:
    return next(one for one in FOOD.materials if one.material == name)


def with_paper(name: str, **changes: object) -> Item:
    return replace(FOOD, materials=tuple(
        replace(one, **changes) if one.material == name else one for one in FOOD.materials  # type: ignore[arg-type]
    ))  # fmt: skip


PAPERS = [
    ("id_card", {"form": "original"}, "paper.stricter"),
    ("id_card", {"form": "electronic"}, "paper.looser"),
    ("id_card", {"form": None}, "paper.form_changed"),
    ("id_card", {"copies": 3}, "paper.more_copies"),
    ("id_card", {"copies": 1}, "paper.fewer_copies"),
    ("id_card", {"copies": None}, "value.removed"),
    ("id_card", {"deferral": Deferral("here", at_inspection=True)}, "paper.deferrable"),
    ("rules", {"deferral": None}, "paper.not_deferrable"),
    ("id_card", {"by_commitment": True}, "paper.by_commitment"),
    ("layout", {"when": None}, "condition.removed"),
    ("layout", {"when": "not raw"}, "condition.changed"),
    ("id_card", {"when": "raw"}, "condition.added"),
    ("rules", {"deferral": Deferral("here", Limit(3, "working_day"))}, "limit.shorter"),
]


@pytest.mark.parametrize(("name", "changes", "code"), PAPERS)
def test_how_a_paper_is_asked_for_is_named(name, changes, code):
    [(found, _, parts)] = told(with_paper(name, **changes))
    assert found == code
    assert parts == (Part("paper", name, paper(name).printed),)


LIMITS = [
    (days(8), "limit.shorter"),
    (days(12), "limit.longer"),
    (fact(Limit(0, "on_the_spot")), "limit.shorter"),
    (fact(Limit(1, "month")), "limit.changed"),
    (fact(Limit(10, "working_day", "closing")), "limit.shorter"),
]


@pytest.mark.parametrize(("limit", "code"), LIMITS)
def test_a_limit_is_shorter_or_longer_by_whose_word_from_what_to_what(limit, code):
    [(found, params, _)] = told(replace(FOOD, promised_limit=limit))
    assert (found, params["what"], params["old"], params["source"]) == (
        code, "Item.promised_limit", "10 working_day", "here",
    )  # fmt: skip


def test_a_limit_by_another_source_is_one_that_came_and_one_that_went():
    found = told(replace(FOOD, promised_limit=days(8, "law")))
    assert sorted((code, params["source"]) for code, params, _ in found) == [
        ("limit.added", "law"),
        ("limit.removed", "here"),
    ]


def test_hours_and_minutes_of_the_same_length_are_neither_shorter_nor_longer():
    two = replace(FOOD, promised_limit=fact(Limit(2, "hour")))
    assert [code for code, *_ in told(replace(FOOD, promised_limit=fact(Limit(120, "minute"))), two)] == [
        "limit.changed"
    ]


def test_needs_what_they_give_and_commitments_are_named():
    need = replace(FOOD.needs[0], relax=("concurrent",))
    assert told(replace(FOOD, needs=(need,)))[0][:2] == ("need.relaxed", {"relaxation": "concurrent"})
    assert told(replace(FOOD, needs=()))[0][0] == "need.removed"
    assert told(replace(FOOD, gives=("food_licence", "sign_licence")))[0][:2] == (
        "gives.added", {"licence": "sign_licence"},
    )  # fmt: skip
    promise = Commitment("law", ("标准",), days(1), days(20))
    assert [code for code, *_ in told(replace(FOOD, commitment=promise))] == ["commitment.offered"]


def test_silence_that_becomes_consent_is_named():
    asked = Opinion("fire", "疏散", "here")
    consents = replace(asked, absence=Basis("某市条例", "第三条", "视为同意", "here"))
    [(code, params, parts)] = told(replace(FOOD, opinions=(consents,)), replace(FOOD, opinions=(asked,)))
    assert (code, params["new"], parts[0].kind) == ("silence.consents", "某市条例第三条", "opinion")


STANDINGS = [
    (Change("suspended", JUNE, "law"), "item.suspended", ""),
    (Change("cancelled", JUNE, "law"), "item.cancelled", ""),
    (Change("open", JUNE, "law"), "item.reopened", ""),
    (Change("cancelled", JUNE, "law", ("a", "b")), "item.split", "a, b"),
    (Change("cancelled", JUNE, "law", ("a",)), "item.replaced", "a"),
]


@pytest.mark.parametrize(("change", "code", "items"), STANDINGS)
def test_an_item_that_stands_otherwise_from_a_day_on_is_named_and_so_is_taking_it_back(change, code, items):
    changed_item = replace(FOOD, changes=(change,))
    assert told(changed_item) == [(code, {"since": "2026-06-01", "items": items, "source": "law"}, ())]
    assert told(FOOD, changed_item)[0][0] == f"{code}_no_more"
    [(later, _, parts)] = told(
        replace(FOOD, changes=(replace(change, source="here"),)), replace(FOOD, changes=(change,))
    )
    assert (later, parts[0].kind) == ("value.changed", "standing")


def test_items_that_have_one_and_the_same_in_their_place_were_merged():
    into = (Change("cancelled", JUNE, "law", ("front",)),)
    before = catalogue_of()
    after = catalogue_of(items=(SHOP, FOOD, replace(FIRE, changes=into), replace(SIGN, changes=into)))
    assert [(one.subject, one.code) for one in both_ways(before, after)] == [
        ("item:fire", "item.merged"),
        ("item:sign", "item.merged"),
    ]


def test_what_a_place_does_otherwise_is_named_with_its_item():
    city = replace(CITY, items={"food": LocalItem(promised_limit=days(5), spares=(Spared("layout", "here"),))})
    found = both_ways(catalogue_of(), catalogue_of(city=city))
    assert [(one.subject, one.code, [part.kind for part in one.parts]) for one in found] == [
        ("place:330100000000", "limit.shorter", ["local"]),
        ("place:330100000000", "spared.added", ["local", "spared"]),
    ]


def test_members_questions_and_names_of_a_bundle_are_named():
    other = replace(BUNDLE, name="开店办照", items=BUNDLE.items[:3], questions=BUNDLE.questions[::-1])
    found = both_ways(catalogue_of(), catalogue_of(bundle=other))
    assert [(one.code, *one.params.values()) for one in found] == [
        ("name.changed", "开店", "开店办照"),
        ("member.removed",),
        ("order.changed", "Bundle.questions"),
    ]


def test_a_fact_that_nobody_knows_any_more_says_so():
    unknown = replace(LICENSING, decision=Fact(unknown="没有查到"))
    found = both_ways(catalogue_of(), replace(catalogue_of(), regimes={**catalogue_of().regimes, "licensing": unknown}))
    assert [one.code for one in found] == ["unknown.changed", "limit.removed"]


def test_days_of_a_year_are_named_one_by_one():
    worked = replace(YEAR_2026, workdays=frozenset(), holidays={**YEAR_2026.holidays, date(2026, 10, 10): "庆典"})
    years = [YEAR_2026, replace(YEAR_2026, year=2027, holidays={}, workdays=frozenset())]
    before = Catalogue(calendars={"cn": CALENDAR})
    found = both_ways(before, Catalogue(calendars={"cn": calendar_from([worked])}))
    assert [(one.subject, *one.params.values()) for one in found] == [
        ("calendar:cn-2026", "2026-10-10", "works", "庆典")
    ]
    added = both_ways(before, Catalogue(calendars={"cn": calendar_from(years)}))
    assert added == (Difference("calendar:cn-2027", "year.added", {"year": "2027"}),)


def test_a_file_that_says_the_same_in_another_way_is_named_as_rewritten():
    before = catalogue_of()
    after = replace(before, digests={**before.digests, "item:shop": "other", "elements:more": "new"})
    assert [(one.subject, one.code) for one in both_ways(before, after)] == [
        ("elements:more", "definition.rewritten"),
        ("item:shop", "definition.rewritten"),
    ]
    renamed = replace(after, elements={**after.elements, "sign.text": replace(after.elements["sign.text"], hint="x")})
    assert "elements:more" not in {one.subject for one in compare(before, renamed)}
