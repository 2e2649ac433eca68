"""How an item runs: limits side by side, steps, inspections, opinions, special procedures, the commitment variant."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from yici.domain.catalogue import Catalogue
from yici.domain.clock import Limit
from yici.domain.fact import Fact
from yici.domain.item import Item
from yici.domain.planner.judge import Judge
from yici.web.amounts import limit_text
from yici.web.case_words import WAY_WORDS
from yici.web.citizen.item_page.facts import FactWords, fact_words
from yici.web.citizen.item_page.papers import when_words
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the course: a heading, when it applies, and its lines."""

    title: str
    when: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What happens with it, in the order in which a person meets it."""

    steps: FactWords
    parts: tuple[Part, ...]


def limit_facts(item: Item, catalogue: Catalogue, place: str, names: Names) -> tuple[FactWords, ...]:
    """This will put the legal and the promised limit into words; the law's general limit stands in for the first."""
    regime, sources = catalogue.regimes[item.regime], names.sources
    legal: Fact[Limit] = item.legal_limit
    if not legal.claims and regime.decision.claims:
        legal, sources = regime.decision, {source.id: source for source in regime.sources}
    return (
        fact_words(gettext("法定期限"), legal, sources, place, names, limit_text),
        fact_words(gettext("承诺期限"), item.promised_limit, names.sources, place, names, limit_text),
    )


def other_facts(item: Item, place: str, names: Names) -> tuple[FactWords, ...]:
    """This will put fee, validity, delivery and visits into words."""
    sources = names.sources
    return (
        fact_words(gettext("收费"), item.fee, sources, place, names, str),
        fact_words(gettext("结果的送达"), item.delivery, sources, place, names, lambda ways: _ways(ways, names)),
        fact_words(gettext("有效期"), item.validity, sources, place, names, str),
        fact_words(gettext("单独办要跑几次"), item.visits_alone, sources, place, names, _times),
    )


def _ways(ways: tuple[str, ...], names: Names) -> str:
    return names.listed(gettext(WAY_WORDS[way]) if way in WAY_WORDS else way for way in ways)


def _times(count: int) -> str:
    return ngettext("%(n)s 次", "%(n)s 次", count) % {"n": count}


def course_words(item: Item, place: str, judge: Judge, names: Names) -> Course:
    """This will put the course into words."""
    steps = fact_words(gettext("步骤"), item.steps, names.sources, place, names, " → ".join)
    return Course(
        steps, (*_inspections(item, judge, names), *_opinions(item, judge, names), *_commitment(item, judge, names))
    )


def _inspections(item: Item, judge: Judge, names: Names) -> Iterator[Part]:
    for visit in item.inspections:
        at_least = ngettext("至少 %(n)s 人来", "至少 %(n)s 人来", visit.officers) % {"n": visit.officers}
        title = gettext("现场核查：%(name)s") % {"name": names.name(visit)}
        yield Part(title, when_words(visit.when, judge, names), (at_least, *names.texts(visit.points)))
    for step in item.special_procedures:
        title = gettext("特别程序：%(name)s") % {"name": names.name(step)}
        yield Part(title, when_words(step.when, judge, names), (gettext("这段时间不算在办理期限里。"),))


def _opinions(item: Item, judge: Judge, names: Names) -> Iterator[Part]:
    for one in item.opinions:
        title = gettext("征求意见：%(agency)s") % {"agency": names.of("agency", one.agency)}
        about = (names.english and one.about_en) or one.about
        yield Part(title, when_words(one.when, judge, names), (about,))


def _commitment(item: Item, judge: Judge, names: Names) -> Iterator[Part]:
    if item.commitment is not None:
        told = names.texts(item.commitment.told)
        yield Part(gettext("可以告知承诺"), when_words(item.commitment.when, judge, names), told)
