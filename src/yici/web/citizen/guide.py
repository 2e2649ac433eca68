"""The guide of one matter: what it is, who handles it, what is asked and why, what is known and what is not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from yici.domain.bundle import BeforeAfter, Bundle
from yici.domain.fact import Source, settle
from yici.people.present import now
from yici.web import dates
from yici.web.address_code import code_of
from yici.web.amounts import amount_text
from yici.web.answers import Asked, answers_query
from yici.web.citizen.asking import Asking, ask
from yici.web.citizen.guide_one import One, one_of
from yici.web.citizen.hits import matter_of
from yici.web.citizen.plan_page import names_for
from yici.web.citizen.plan_page.approvals import link_of
from yici.web.citizen.plan_page.lead import lead_words
from yici.web.citizen.question_words import question_words
from yici.web.here import served
from yici.web.words import Names

MEASURES: dict[str, str] = {
    "steps": gettext_noop("环节"),
    "materials": gettext_noop("材料"),
    "time": gettext_noop("时间"),
    "trips": gettext_noop("跑动"),
    "agencies": gettext_noop("找几家"),
    "form_fields": gettext_noop("填写"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: before and after as far as they were published."""

    measure: str
    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one source says about one place's reform."""

    place: str
    source: str
    kind: str
    date: str
    address: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """One item of the matter: needed, not needed, or still open."""

    name: str
    applies: bool | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place that has published how it carries the matter out, and the address of the guide there."""

    name: str
    href: str


@require_safe
def matter(request: HttpRequest, bundle: str) -> HttpResponse:
    """This will show the guide of one matter, with the answers of the address filled in."""
    asking = ask(request, bundle, now())
    one = one_of(request, asking)
    if isinstance(one, HttpResponse):
        return one
    names = Names(asking.catalogue, asking.questions, {}, dates.english())
    if asking.plan is not None:
        names = names_for(asking.catalogue, asking.plan)
    context = {
        "asking": asking,
        "here": asking.place,
        "matter": matter_of(asking.catalogue, bundle),
        "lead_agency": _lead_agency(asking, names),
        "questions": question_words(asking, _put(asking, one), names),
        "one": one,
        "needed": _needed(asking, names),
        "elsewhere": _elsewhere(asking) if asking.place and not asking.place.served else (),
        "preview": lead_words(asking.plan, names) if asking.plan else None,
        "records": records_of(asking.bundle),
        "gaps": names.texts(asking.bundle.gaps),
        "query": answers_query(asking.answers, asking.place.code if asking.place else ""),
    }
    context["code"] = code_of(request.build_absolute_uri(f"{request.path}?{context['query']}"))
    if request.headers.get("HX-Request") != "true":
        return render(request, "yici/matter.html", context)
    part = render(request, "yici/_questions.html", context)
    # The address holds what was answered and nothing else, however the browser sent it.
    part["HX-Replace-Url"] = f"{request.path}?{context['query']}"
    return part


def _put(asking: Asking, one: One | None) -> tuple[Asked, ...]:
    return tuple(asked for asked in asking.shown if one is None or asked.question.id == one.id)


def _elsewhere(asking: Asking) -> list[Elsewhere]:
    """Where the same can be planned for reference; the answers go along."""
    return [Elsewhere(one.path, f"?{answers_query(asking.answers, one.code)}") for one in served()]


def _lead_agency(asking: Asking, names: Names) -> str:
    settled = settle(
        asking.bundle.lead,
        {source.id: source for source in asking.bundle.sources},
        asking.place.code if asking.place else "",
    )
    return names.of("agency", settled.value) if settled else ""


def _needed(asking: Asking, names: Names) -> list[Needed]:
    if asking.plan is None:
        items = (asking.catalogue.items[member.item] for member in asking.bundle.items)
        return [Needed(names.name(item), None) for item in items]
    order = {True: 0, None: 1, False: 2}
    lines = [Needed(names.of("item", one.item), one.applies) for one in asking.plan.items]
    return sorted(lines, key=lambda line: order[line.applies])


def records_of(bundle: Bundle) -> list[Record]:
    """This will group the published before and after figures by place and source."""
    sources = {source.id: source for source in bundle.sources}
    grouped: dict[tuple[str, str], list[BeforeAfter]] = {}
    for record in bundle.records:
        grouped.setdefault((record.place_name, record.source), []).append(record)
    return [_record(place, sources[source], records) for (place, source), records in grouped.items()]


def _record(place: str, source: Source, records: Iterable[BeforeAfter]) -> Record:
    return Record(
        place=place,
        source=source.title,
        kind=source.publisher or "",
        date=source.date or "",
        address=link_of(source),
        figures=tuple(_figure(record) for record in records),
    )


def _figure(record: BeforeAfter) -> Figure:
    return Figure(
        measure=gettext(MEASURES[record.measure]),
        before=_amount(record.before, record.unit),
        after=_amount(record.after, record.unit),
        note=record.note or "",
    )


def _amount(value: int | None, unit: str | None) -> str:
    if value is None:
        return ""
    return amount_text(value, unit) if unit else str(value)
