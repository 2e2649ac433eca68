"""Checking one item: its sources, its basis, every name in it, every condition."""

from collections.abc import Container, Iterator

from yici.domain.catalogue import Catalogue
from yici.domain.checking.basis import check_basis
from yici.domain.checking.conditions import check_possible, check_questions, declared_names
from yici.domain.checking.deferrals import check_deferrals
from yici.domain.checking.faults import check_sources, doubled, missing, untranslated
from yici.domain.checking.opinions import check_opinions
from yici.domain.checking.signers import check_signers
from yici.domain.fault import Fault, Severity
from yici.domain.item import Item, Question

ITEM_FACTS = (
    "code", "type", "legal_limit", "extension", "promised_limit", "steps", "visits_alone", "fee", "validity",
    "delivery", "reply_period", "tier", "handling", "term", "renewal",
)  # fmt: skip
CONDITIONAL = ("materials", "needs", "inspections", "forms", "questions", "opinions", "special_procedures", "signers")


def check_item(catalogue: Catalogue, item: Item, around: list[Question]) -> Iterator[Fault]:
    """This will find everything wrong or odd in one item."""
    subject = f"item:{item.id}"
    if item.regime not in catalogue.regimes:
        yield missing(subject, "regime", "regime", item.regime)
    if item.agency not in catalogue.agencies:
        yield missing(subject, "agency", "agency", item.agency)
    facts = [(name, getattr(item, name)) for name in ITEM_FACTS]
    facts += [(f"materials.{n}.keeps", use.keeps) for n, use in enumerate(item.materials)]
    yield from check_sources(subject, item.sources, facts)
    yield from check_basis(item, subject)
    yield from _item_terms(item, subject)
    yield from _item_promise(item, subject)
    yield from _item_circle(item, subject)
    yield from _item_sources(item, subject)
    yield from _item_names(catalogue, item, subject)
    yield from _item_english(item, subject)
    yield from check_opinions(catalogue, item, subject)
    yield from check_deferrals(item, subject)
    yield from check_questions(item.questions, subject, catalogue)
    declared = declared_names(catalogue, item.questions, around)
    asked = {one.id: one for one in (*item.questions, *around)}
    for path, text in _item_conditions(item):
        yield from check_possible(subject, path, text, declared, asked, catalogue.elements)


def _item_terms(item: Item, subject: str) -> Iterator[Fault]:
    for n, claim in enumerate(item.term.claims):
        if not claim.value.fits:
            yield Fault("term.limit", f"term.claims.{n}.value", {"kind": claim.value.kind}, "fault", subject)


def _item_promise(item: Item, subject: str) -> Iterator[Fault]:
    """What a law says counts before what others say of it; a promise must lie within one of the limits of its unit."""
    severity: Severity = "fault" if item.level == "in_force" else "warning"
    laws = {source.id for source in item.sources if source.kind == "law"}
    told = [claim for claim in item.legal_limit.claims if claim.source in laws] or item.legal_limit.claims
    for n, claim in enumerate(item.promised_limit.claims):
        comparable = [one.value.amount for one in told if one.value.unit == claim.value.unit]
        if comparable and claim.value.amount > max(comparable):
            params = {
                "promised": str(claim.value.amount), "legal": str(max(comparable)), "unit": claim.value.unit,
            }  # fmt: skip
            yield Fault("item.longer_than_law", f"promised_limit.claims.{n}", params, severity, subject)


def _item_circle(item: Item, subject: str) -> Iterator[Fault]:
    """What has to be there before the item can be decided cannot be what the item ends with."""
    for n, need in enumerate(item.needs):
        if need.licence in item.gives:
            params = {"item": item.name, "licence": need.licence}
            yield Fault("item.needs_what_it_gives", f"needs.{n}.licence", params, "fault", subject)


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
    cited += [(f"opinions.{n}.source", opinion.source) for n, opinion in enumerate(item.opinions)]
    cited += [
        (f"opinions.{n}.absence.source", opinion.absence.source)
        for n, opinion in enumerate(item.opinions)
        if opinion.absence
    ]
    cited += [(f"special_procedures.{n}.source", one.source) for n, one in enumerate(item.special_procedures)]
    cited += [(f"signers.{n}.source", one.source) for n, one in enumerate(item.signers)]
    cited += [(f"changes.{n}.source", change.source) for n, change in enumerate(item.changes)]
    if item.commitment:
        cited.append(("commitment.source", item.commitment.source))
    for name, basis in (("two_deciders", item.two_deciders), ("technical", item.technical), ("limited", item.limited)):
        if basis:
            cited.append((f"{name}.source", basis.source))
    for path, source in cited:
        if source not in known:
            yield missing(subject, path, "source", source)


def _item_names(catalogue: Catalogue, item: Item, subject: str) -> Iterator[Fault]:
    named = [("material", f"materials.{n}.material", use.material) for n, use in enumerate(item.materials)]
    named += [("licence", f"needs.{n}.licence", need.licence) for n, need in enumerate(item.needs)]
    named += [("licence", f"gives.{n}", licence) for n, licence in enumerate(item.gives)]
    named += [("agency", f"opinions.{n}.agency", opinion.agency) for n, opinion in enumerate(item.opinions)]
    named += [("theme", f"themes.{n}", theme) for n, theme in enumerate(item.themes)]
    for n, change in enumerate(item.changes):
        named += [("item", f"changes.{n}.successors.{m}", name) for m, name in enumerate(change.successors)]
    for n, form in enumerate(item.forms):
        named += [("element", f"forms.{n}.fields.{m}.element", box.element) for m, box in enumerate(form.fields)]
        named += [("register", f"forms.{n}.captures.{m}", register) for m, register in enumerate(form.captures)]
    shelves: dict[str, Container[str]] = {
        "material": catalogue.materials,
        "licence": catalogue.licences,
        "element": catalogue.elements,
        "register": catalogue.registers,
        "agency": catalogue.agencies,
        "theme": catalogue.themes,
        "item": catalogue.items,
    }
    for kind, path, name in named:
        if name not in shelves[kind]:
            yield missing(subject, path, kind, name)
    yield from doubled(subject, "inspections", (visit.id for visit in item.inspections))
    yield from check_signers(catalogue, item, subject)


def _item_english(item: Item, subject: str) -> Iterator[Fault]:
    yield from untranslated(subject, "gaps_en", item.gaps, item.gaps_en)
    for n, visit in enumerate(item.inspections):
        yield from untranslated(subject, f"inspections.{n}.points_en", visit.points, visit.points_en)
    for n, use in enumerate(item.materials):
        path = f"materials.{n}.review_points_en"
        yield from untranslated(subject, path, use.review_points, use.review_points_en)
    if item.commitment:
        yield from untranslated(subject, "commitment.told_en", item.commitment.told, item.commitment.told_en)


def _item_conditions(item: Item) -> Iterator[tuple[str, str]]:
    for name in CONDITIONAL:
        for n, part in enumerate(getattr(item, name)):
            if part.when:
                yield f"{name}.{n}.when", part.when
    for n, form in enumerate(item.forms):
        for m, box in enumerate(form.fields):
            if box.when:
                yield f"forms.{n}.fields.{m}.when", box.when
    if item.commitment and item.commitment.when:
        yield "commitment.when", item.commitment.when


def questions_around(catalogue: Catalogue) -> dict[str, list[Question]]:
    """This will give, by item, what the bundles ask that hold it, or that hold what it takes the place of."""
    around: dict[str, list[Question]] = {}
    for bundle in catalogue.bundles.values():
        waiting, seen = [member.item for member in bundle.items], set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen or name not in catalogue.items:
                continue
            seen.add(name)
            around.setdefault(name, []).extend(bundle.questions)
            waiting += [after for change in catalogue.items[name].changes for after in change.successors]
    return around
