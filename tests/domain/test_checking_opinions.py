"""Silence as consent in a definition: a source that is listed, a limit, and never what is protected, unless by law."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import FOOD, catalogue_of
from yici.domain.checking.items import check_item
from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Claim, Fact, Source
from yici.domain.item import Basis, Item, Opinion
from yici.domain.vocabulary import Agency, Protected

RULE, LAW = Source("rule", "A city's rule", "official"), Source("law", "A law", "law")
SAFETY = Protected("public_safety", "Fire Protection Law", "1")
WITHIN: Fact[Limit] = Fact((Claim(Limit(3, "working_day"), "rule"),))


def item(
    source: str | None = "rule", *agencies: str, within: Fact[Limit] = WITHIN, guards: Protected | None = None
) -> Item:
    """This will give an item that asks departments whose silence counts by a source, or never."""
    absence = Basis("A rule", "3", "silence agrees", source) if source else None
    asked = tuple(Opinion(agency, "layout", "rule", within, absence) for agency in agencies or ("city",))
    return replace(FOOD, opinions=asked, sources=(*FOOD.sources, RULE, LAW), protects=guards)


def faults(one: Item, **protects: Protected) -> list[tuple[str, str]]:
    catalogue = catalogue_of([one])
    names = {one.agency, *(asked.agency for asked in one.opinions)}
    agencies = {name: Agency(name, name, protects=protects.get(name)) for name in names}
    found = check_item(replace(catalogue, agencies=agencies), one, [])
    return [(fault.code, fault.path) for fault in found if fault.path.startswith("opinions")]


TABLE = [  # what an opinion cites, what guards it, and what is wrong with its silence
    (item(), {}, []),
    (item(None), {"city": SAFETY}, []),  # who is silent is asked again: nothing is given away
    (item("nowhere"), {}, [("name.unknown", "opinions.0.absence.source")]),
    (item(within=UNKNOWN), {}, [("opinion.absence_no_limit", "opinions.0.absence")]),
    (item(None, within=UNKNOWN), {}, []),
    (item(), {"city": SAFETY}, [("opinion.absence_protected", "opinions.0.absence")]),
    (item(), {FOOD.agency: SAFETY}, [("opinion.absence_protected", "opinions.0.absence")]),
    (item(guards=SAFETY), {}, [("opinion.absence_protected", "opinions.0.absence")]),
    (item("law", guards=SAFETY), {"city": SAFETY}, []),
    (item("rule", "city", "city"), {}, [("id.twice", "opinions.1")]),
    (item("rule", "water", "city"), {"city": SAFETY}, [("opinion.absence_protected", "opinions.1.absence")]),
]


@pytest.mark.parametrize(("one", "protects", "expected"), TABLE)
def test_silence_counts_only_with_a_source_a_limit_and_nothing_protected_unless_by_law(one, protects, expected):
    assert faults(one, **protects) == expected


@pytest.mark.parametrize("kind", ["public_safety", "ecology", "state_security", "health_and_life"])
def test_every_class_is_kept_out(kind):
    assert faults(item(), city=Protected(kind, "law", "1")) == [("opinion.absence_protected", "opinions.0.absence")]
