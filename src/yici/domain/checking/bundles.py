"""Checking one bundle: its items, its sources, its questions and conditions."""

from collections.abc import Iterator, Mapping
from typing import Any

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.checking.basis import check_bases
from yici.domain.checking.conditions import check_condition, check_questions, declared_names
from yici.domain.checking.faults import check_sources, doubled, missing, untranslated
from yici.domain.checking.together import check_together
from yici.domain.condition import ConditionFault, parse
from yici.domain.fact import Fact, Source
from yici.domain.fault import Fault, Severity
from yici.domain.item import Question
from yici.domain.occurrence import MOST


def check_bundle(catalogue: Catalogue, bundle: Bundle) -> Iterator[Fault]:
    """This will find everything wrong in one bundle."""
    subject = f"bundle:{bundle.id}"
    facts: list[tuple[str, Fact[Any]]] = [("lead", bundle.lead), ("joint_limit", bundle.joint_limit)]
    yield from check_sources(subject, bundle.sources, facts)
    yield from doubled(subject, "items", (member.item for member in bundle.items))
    unknown = [n for n, member in enumerate(bundle.items) if member.item not in catalogue.items]
    for n in unknown:
        yield missing(subject, f"items.{n}.item", "item", bundle.items[n].item)
    known = {source.id for source in bundle.sources}
    cited = [(f"items.{n}.source", member.source) for n, member in enumerate(bundle.items)]
    cited += [(f"records.{n}.source", record.source) for n, record in enumerate(bundle.records)]
    for path, source in cited:
        if source not in known:
            yield missing(subject, path, "source", source)
    yield from _joint(bundle, subject)
    yield from check_bases(catalogue, bundle, subject)
    for n, theme in enumerate(bundle.themes):
        if theme not in catalogue.themes:
            yield missing(subject, f"themes.{n}", "theme", theme)
    yield from _subjects(catalogue, bundle, subject)
    yield from _no_items(bundle, subject)
    yield from untranslated(subject, "gaps_en", bundle.gaps, bundle.gaps_en)
    yield from check_questions(bundle.questions, subject, catalogue)
    if not unknown:
        yield from _bundle_conditions(catalogue, bundle, subject)


def _joint(bundle: Bundle, subject: str) -> Iterator[Fault]:
    """One limit for all holds only where a decision orders joint handling (Administrative Licensing Law Art. 26, 42):
    a text of law by its article, or an official one with who decided it and when."""
    sources = {source.id: source for source in bundle.sources}
    for n, claim in enumerate(bundle.joint_limit.claims):
        source = sources.get(claim.source)
        if source is not None and not _decides(source):
            params = {"source": source.id}
            yield Fault("bundle.joint_without_decision", f"joint_limit.claims.{n}.source", params, "fault", subject)


def _decides(source: Source) -> bool:
    if source.kind == "law":
        return source.article is not None
    return source.kind == "official" and source.publisher is not None and source.date is not None


def _no_items(bundle: Bundle, subject: str) -> Iterator[Fault]:
    """A matter whose items nobody has published may be shown for reference, as long as it names what is missing."""
    if not bundle.items:
        severity: Severity = "warning" if bundle.level == "reference" and bundle.gaps else "fault"
        yield Fault("bundle.no_items", "items", {}, severity, subject)


def _bundle_conditions(catalogue: Catalogue, bundle: Bundle, subject: str) -> Iterator[Fault]:
    questions = questions_of(catalogue, bundle)
    declared = declared_names(catalogue, questions.values())
    for n, member in enumerate(bundle.items):
        if member.when:
            yield from check_condition(subject, f"items.{n}.when", member.when, declared)
    for n, question in enumerate(bundle.questions):
        if question.when:
            yield from check_condition(subject, f"questions.{n}.when", question.when, declared)
    yield from _contradicting(catalogue, bundle, subject)
    yield from check_together(catalogue, bundle)
    yield from _sources_apart(catalogue, bundle, subject)
    yield from _circles(questions, bundle, subject)


def _sources_apart(catalogue: Catalogue, bundle: Bundle, subject: str) -> Iterator[Fault]:
    """A plan cites the sources of all its items: one id had better mean one text there."""
    first = {source.id: source for source in bundle.sources}
    for n, member in enumerate(bundle.items):
        for source in catalogue.items[member.item].sources:
            known = first.setdefault(source.id, source)
            if (known.title, known.kind, known.place) != (source.title, source.kind, source.place):
                params = {"source": source.id, "item": member.item, "one": known.title, "other": source.title}
                yield Fault("source.two_meanings", f"items.{n}.item", params, "warning", subject)


def _subjects(catalogue: Catalogue, bundle: Bundle, subject: str) -> Iterator[Fault]:
    """How many fill a role is asked by a number from one to as many as a form can hold."""
    counts = {one.id for one in bundle.questions if one.type == "number" and one.at_least >= 1 and _bounded(one)}
    yield from doubled(subject, "subjects", (one.role for one in bundle.subjects))
    for n, one in enumerate(bundle.subjects):
        if one.role not in catalogue.roles:
            yield missing(subject, f"subjects.{n}.role", "role", one.role)
        if one.count not in counts:
            params = {"role": one.role, "question": one.count, "most": str(MOST)}
            yield Fault("bundle.subject_count", f"subjects.{n}.count", params, "fault", subject)


def _bounded(question: Question) -> bool:
    return question.at_most is not None and question.at_most <= MOST


def _circles(questions: Mapping[str, Question], bundle: Bundle, subject: str) -> Iterator[Fault]:
    """A question that hangs on its own answer, by itself or through others, would never be asked."""
    for n, question in enumerate(bundle.questions):
        if question.id in _behind(questions, question.id):
            params = {"question": question.id}
            yield Fault("question.circle", f"questions.{n}.when", params, "fault", subject)


def _behind(questions: Mapping[str, Question], question: str) -> set[str]:
    found: set[str] = set()
    ahead = [question]
    while ahead:
        when = questions[ahead.pop()].when
        for name in _names(when) & questions.keys() - found if when else ():
            found.add(name)
            ahead.append(name)
    return found


def _names(text: str) -> set[str]:
    try:
        return set(parse(text).names)
    except ConditionFault:
        return set()


def _contradicting(catalogue: Catalogue, bundle: Bundle, subject: str) -> Iterator[Fault]:
    """Two items may ask the same question only in the same words: one answer serves both."""
    first: dict[str, Question] = {question.id: question for question in bundle.questions}
    for n, member in enumerate(bundle.items):
        for question in catalogue.items[member.item].questions:
            if first.setdefault(question.id, question) != question:
                params = {"question": question.id, "item": member.item}
                yield Fault("question.two_meanings", f"items.{n}.item", params, "fault", subject)
