"""Checking a whole catalogue: every name leads somewhere, every condition makes sense, every limit is lawful."""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.clock import Limit
from yici.domain.condition import ConditionFault, Declared, parse
from yici.domain.fact import Fact, Source
from yici.domain.fault import Fault, Severity
from yici.domain.item import Item, Question
from yici.domain.place import PlaceDefinition
from yici.domain.regime import Regime
from yici.domain.vocabulary import Element

ELEMENT_TYPES = {
    "integer": "number", "decimal": "number", "money": "number", "boolean": "boolean",
    "choice": "choice", "choices": "choices",
}  # fmt: skip
ITEM_FACTS = (
    "code", "type", "legal_limit", "extension", "promised_limit", "steps", "visits_alone", "fee", "validity",
    "delivery", "reply_period",
)  # fmt: skip


def check_catalogue(catalogue: Catalogue) -> list[Fault]:
    """This will find everything wrong or odd in a catalogue; each fault names its definition as "kind:id"."""
    faults: list[Fault] = []
    faults += _vocabulary(catalogue)
    for regime in catalogue.regimes.values():
        faults += _regime(regime)
    for item in catalogue.items.values():
        faults += _item(catalogue, item)
    for bundle in catalogue.bundles.values():
        faults += _bundle(catalogue, bundle)
    for place in catalogue.places.values():
        faults += _place(catalogue, place)
    return faults


def _missing(subject: str, path: str, kind: str, name: str, severity: Severity = "fault") -> Fault:
    return Fault("name.unknown", path, {"kind": kind, "name": name}, severity, subject)


def _doubled(subject: str, path: str, ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            yield Fault("id.twice", f"{path}.{number}", {"id": name}, "fault", subject)
        seen.add(name)


def _vocabulary(catalogue: Catalogue) -> Iterator[Fault]:
    registers = {*catalogue.registers, "self", "account"}
    for number, element in enumerate(catalogue.elements.values()):
        if element.register not in registers:
            yield _missing("elements:elements", f"elements.{number}.register", "register", element.register)
    for number, material in enumerate(catalogue.materials.values()):
        if material.licence and material.licence not in catalogue.licences:
            yield _missing("materials:materials", f"materials.{number}.licence", "licence", material.licence)
    certified = [("materials", n, material.certifies) for n, material in enumerate(catalogue.materials.values())]
    certified += [("licences", n, licence.certifies) for n, licence in enumerate(catalogue.licences.values())]
    for kind, number, names in certified:
        for name in names:
            if name not in catalogue.elements:
                yield _missing(f"{kind}:{kind}", f"{kind}.{number}.certifies", "element", name)


def _sources(subject: str, sources: tuple[Source, ...], facts: Iterable[tuple[str, Fact[Any]]]) -> Iterator[Fault]:
    known = {source.id for source in sources}
    yield from _doubled(subject, "sources", (source.id for source in sources))
    for number, source in enumerate(sources):
        if source.place is not None and not (len(source.place) == 12 and source.place.isdigit()):
            yield Fault("place.code", f"sources.{number}.place", {"code": source.place}, "fault", subject)
    for path, fact in facts:
        for number, claim in enumerate(fact.claims):
            if claim.source not in known:
                yield _missing(subject, f"{path}.claims.{number}.source", "source", claim.source)


def _regime(regime: Regime) -> Iterator[Fault]:
    facts: list[tuple[str, Fact[Any]]] = [
        ("decision", regime.decision), ("extension", regime.extension), ("delivery", regime.delivery),
        ("joint", regime.joint), ("remedies", regime.remedies),
        ("correction.window", regime.correction.window), ("correction.reply", regime.correction.reply),
    ]  # fmt: skip
    yield from _sources(f"regime:{regime.id}", regime.sources, facts)
    if not regime.outcomes:
        yield Fault("regime.no_outcome", "outcomes", {}, "fault", f"regime:{regime.id}")


def _item(catalogue: Catalogue, item: Item) -> Iterator[Fault]:
    subject = f"item:{item.id}"
    if item.regime not in catalogue.regimes:
        yield _missing(subject, "regime", "regime", item.regime)
    if item.agency not in catalogue.agencies:
        yield _missing(subject, "agency", "agency", item.agency)
    yield from _sources(subject, item.sources, [(name, getattr(item, name)) for name in ITEM_FACTS])
    yield from _item_basis(item, subject)
    yield from _item_sources(item, subject)
    yield from _item_names(catalogue, item, subject)
    yield from _questions(item.questions, subject, catalogue)
    declared = _declared(catalogue, item.questions, _bundle_questions(catalogue, item.id))
    for path, text in _item_conditions(item):
        yield from _condition(subject, path, text, declared)


def _item_basis(item: Item, subject: str) -> Iterator[Fault]:
    if not item.basis:
        severity: Severity = "fault" if item.level == "in_force" else "warning"
        yield Fault("item.no_basis", "basis", {"item": item.name}, severity, subject)


def _item_sources(item: Item, subject: str) -> Iterator[Fault]:
    known = {source.id for source in item.sources}
    cited = [(f"basis.{n}.source", basis.source) for n, basis in enumerate(item.basis)]
    cited += [(f"forms.{n}.source", form.source) for n, form in enumerate(item.forms)]
    cited += [(f"materials.{n}.source", use.source) for n, use in enumerate(item.materials)]
    cited += [(f"needs.{n}.source", need.source) for n, need in enumerate(item.needs)]
    cited += [(f"inspections.{n}.source", visit.source) for n, visit in enumerate(item.inspections)]
    cited += [
        (f"materials.{n}.deferral.source", use.deferral.source) for n, use in enumerate(item.materials) if use.deferral
    ]
    if item.commitment:
        cited.append(("commitment.source", item.commitment.source))
    for path, source in cited:
        if source not in known:
            yield _missing(subject, path, "source", source)


def _item_names(catalogue: Catalogue, item: Item, subject: str) -> Iterator[Fault]:
    named = [("material", f"materials.{n}.material", use.material) for n, use in enumerate(item.materials)]
    named += [("licence", f"needs.{n}.licence", need.licence) for n, need in enumerate(item.needs)]
    named += [("licence", f"gives.{n}", licence) for n, licence in enumerate(item.gives)]
    for n, form in enumerate(item.forms):
        named += [("element", f"forms.{n}.fields.{m}.element", box.element) for m, box in enumerate(form.fields)]
        named += [("register", f"forms.{n}.captures.{m}", register) for m, register in enumerate(form.captures)]
    shelves: dict[str, Container[str]] = {
        "material": catalogue.materials,
        "licence": catalogue.licences,
        "element": catalogue.elements,
        "register": catalogue.registers,
    }
    for kind, path, name in named:
        if name not in shelves[kind]:
            yield _missing(subject, path, kind, name)
    yield from _doubled(subject, "inspections", (visit.id for visit in item.inspections))


def _item_conditions(item: Item) -> Iterator[tuple[str, str]]:
    for name in ("materials", "needs", "inspections", "forms", "questions"):
        for n, part in enumerate(getattr(item, name)):
            if part.when:
                yield f"{name}.{n}.when", part.when
    for n, form in enumerate(item.forms):
        for m, box in enumerate(form.fields):
            if box.when:
                yield f"forms.{n}.fields.{m}.when", box.when
    if item.commitment and item.commitment.when:
        yield "commitment.when", item.commitment.when


def _bundle_questions(catalogue: Catalogue, item: str) -> list[Question]:
    """An item may lean on what the bundles that hold it ask."""
    return [
        question
        for bundle in catalogue.bundles.values()
        if any(member.item == item for member in bundle.items)
        for question in bundle.questions
    ]


def _declared(catalogue: Catalogue, *questions: Iterable[Question]) -> dict[str, Declared]:
    declared = {element.id: _declared_element(element) for element in catalogue.elements.values()}
    for group in questions:
        for question in group:
            declared[question.id] = Declared(question.type, frozenset(option.value for option in question.options))
    return declared


def _declared_element(element: Element) -> Declared:
    kind = ELEMENT_TYPES.get(element.type, "text")
    return Declared(kind, frozenset(option.value for option in element.options))  # type: ignore[arg-type]


def _condition(subject: str, path: str, text: str, declared: dict[str, Declared]) -> Iterator[Fault]:
    try:
        condition = parse(text)
    except ConditionFault as wrong:
        yield Fault(wrong.code, path, {"condition": text[:80], **_told(wrong)}, "fault", subject)
        return
    for found in condition.check(declared):
        yield Fault(found.code, path, {"condition": text[:80], **_told(found)}, "fault", subject)


def _told(fault: ConditionFault) -> dict[str, str]:
    return {key: str(value) for key, value in fault.params.items()}


def _questions(questions: tuple[Question, ...], subject: str, catalogue: Catalogue) -> Iterator[Fault]:
    yield from _doubled(subject, "questions", (question.id for question in questions))
    for n, question in enumerate(questions):
        choice = question.type in ("choice", "choices")
        if choice != bool(question.options):
            code = "question.needs_options" if choice else "question.takes_no_options"
            yield Fault(code, f"questions.{n}.options", {"question": question.id}, "fault", subject)
        yield from _doubled(subject, f"questions.{n}.options", (option.value for option in question.options))
        if question.element and question.element not in catalogue.elements:
            yield _missing(subject, f"questions.{n}.element", "element", question.element)


def _bundle(catalogue: Catalogue, bundle: Bundle) -> Iterator[Fault]:
    subject = f"bundle:{bundle.id}"
    facts: list[tuple[str, Fact[Any]]] = [("lead", bundle.lead), ("joint_limit", bundle.joint_limit)]
    yield from _sources(subject, bundle.sources, facts)
    yield from _doubled(subject, "items", (member.item for member in bundle.items))
    unknown = [n for n, member in enumerate(bundle.items) if member.item not in catalogue.items]
    for n in unknown:
        yield _missing(subject, f"items.{n}.item", "item", bundle.items[n].item)
    known = {source.id for source in bundle.sources}
    cited = [(f"items.{n}.source", member.source) for n, member in enumerate(bundle.items)]
    cited += [(f"records.{n}.source", record.source) for n, record in enumerate(bundle.records)]
    for path, source in cited:
        if source not in known:
            yield _missing(subject, path, "source", source)
    if not bundle.items:
        yield Fault("bundle.no_items", "items", {}, "fault", subject)
    yield from _questions(bundle.questions, subject, catalogue)
    if not unknown:
        yield from _bundle_conditions(catalogue, bundle, subject)


def _bundle_conditions(catalogue: Catalogue, bundle: Bundle, subject: str) -> Iterator[Fault]:
    questions = questions_of(catalogue, bundle)
    declared = _declared(catalogue, questions.values())
    for n, member in enumerate(bundle.items):
        if member.when:
            yield from _condition(subject, f"items.{n}.when", member.when, declared)
    for n, question in enumerate(bundle.questions):
        if question.when:
            yield from _condition(subject, f"questions.{n}.when", question.when, declared)
    yield from _contradicting(catalogue, bundle, subject)


def _contradicting(catalogue: Catalogue, bundle: Bundle, subject: str) -> Iterator[Fault]:
    """Two items may ask the same question only in the same words: one answer serves both."""
    first: dict[str, Question] = {question.id: question for question in bundle.questions}
    for n, member in enumerate(bundle.items):
        for question in catalogue.items[member.item].questions:
            if first.setdefault(question.id, question) != question:
                params = {"question": question.id, "item": member.item}
                yield Fault("question.two_meanings", f"items.{n}.item", params, "fault", subject)


def _place(catalogue: Catalogue, place: PlaceDefinition) -> Iterator[Fault]:
    subject = f"place:{place.code}"
    if not (len(place.code) == 12 and place.code.isdigit()):
        yield Fault("place.code", "code", {"code": place.code}, "fault", subject)
    for n, name in enumerate(place.calendars):
        if name not in catalogue.calendars:
            yield _missing(subject, f"calendars.{n}", "calendar", name)
    for name in place.agencies:
        if name not in catalogue.agencies:
            yield _missing(subject, f"agencies.{name}", "agency", name)
    facts = [(f"items.{name}.promised_limit", local.promised_limit) for name, local in place.items.items()]
    yield from _sources(subject, place.sources, facts)
    for name, local in place.items.items():
        item = catalogue.items.get(name)
        if item is None:
            yield _missing(subject, f"items.{name}", "item", name)
            continue
        yield from _longer_than_law(item, local.promised_limit, f"items.{name}.promised_limit", subject)


def _longer_than_law(item: Item, promised: Fact[Limit], path: str, subject: str) -> Iterator[Fault]:
    lawful = [claim.value for claim in item.legal_limit.claims]
    for claim in promised.claims:
        for limit in lawful:
            if limit.unit == claim.value.unit and claim.value.amount > limit.amount:
                params = {"promised": str(claim.value.amount), "legal": str(limit.amount), "unit": limit.unit}
                yield Fault("place.longer_than_law", path, params, "fault", subject)
