"""A document as it will read, shown on the page before it is made: the same words as on the print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yici.documents import (
    CorrectionNotice,
    Decision,
    Document,
    ExtensionNotice,
    Letter,
    NotAcceptedNotice,
    OpinionRequest,
    PreparedOpinion,
    SuspensionNotice,
)
from yici.documents.sentences import sentences
from yici.documents.spelling import due_in_sentence
from yici.documents.words import words_of
from yici.web import dates

Words = Mapping[str, str]
Shown = (
    Decision | NotAcceptedNotice | CorrectionNotice | OpinionRequest | Letter | SuspensionNotice | ExtensionNotice
    | PreparedOpinion
)  # fmt: skip
UNDATED = OpinionRequest | Letter | SuspensionNotice | ExtensionNotice | PreparedOpinion
"""On these stands no day of receipt."""
Section = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Title, what it says first, facts by label, and sections with their lines."""

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    office: str


def sheet(document: Document) -> Sheet | None:
    """This will lay out a document that an officer makes: what is decided, told, asked or put off; None for one that
    follows by itself, such as a receipt."""
    if not isinstance(document, Shown):
        return None
    words = words_of("en" if dates.english() else "zh-hans")
    said = sentences(document, words)
    lead = document.content if isinstance(document, Decision) else said["lead"]
    sections = tuple((heading, lines) for heading, lines in _sections(document, words) if lines)
    return Sheet(said["title"], lead, tuple(_facts(document, words)), sections, document.office.name)


def _facts(document: Shown, words: Words) -> Iterator[tuple[str, str]]:
    if isinstance(document, Letter) and document.addressee:
        yield words["addressee"], document.addressee
    yield words["number"], document.number
    yield words["applicant"], document.applicant
    yield words["matter"], document.matter
    if isinstance(document, Decision | PreparedOpinion):
        yield words["item"], document.item
    if isinstance(document, UNDATED):
        return
    yield words["received_on"], dates.day_text(document.received_on, year=True)
    if isinstance(document, Decision):
        if document.accepted_on:
            yield words["accepted_on"], dates.day_text(document.accepted_on, year=True)
        yield words["decided_on"], dates.day_text(document.decided_on, year=True)


def _sections(document: Shown, words: Words) -> Iterator[Section]:
    match document:
        case CorrectionNotice():
            yield from _correction(document, words)
        case OpinionRequest():
            yield from _request(document, words)
        case SuspensionNotice() | ExtensionNotice():
            yield from _moved(document, words)
        case PreparedOpinion():
            yield from _prepared(document, words)
        case Letter():
            yield from ((part.heading, part.lines) for part in document.parts)
            yield words["basis"], document.basis
        case _:
            yield from _decided(document, words)


def _decided(document: Decision | NotAcceptedNotice, words: Words) -> Iterator[Section]:
    if isinstance(document, Decision):
        yield words["conditions_heading"], document.conditions
        yield words["grounds_heading"], document.grounds
    else:
        yield words["reasons_heading"], document.reasons
        yield words["competent_heading"], (document.competent_body.name,) if document.competent_body else ()
    yield words["basis"], document.basis or (words["basis_not_stated"],)
    yield words["remedies"], document.remedies


def _moved(document: SuspensionNotice | ExtensionNotice, words: Words) -> Iterator[Section]:
    """How a limit is moved, and why."""
    said = sentences(document, words)
    if isinstance(document, SuspensionNotice):
        yield words["needed_heading"], (document.needed, said["until"])
    else:
        ends = tuple(one for one in (said["was"], said["until"], said["promised"]) if one)
        yield words["extension_heading"], ends
        yield words["approver_heading"], (document.approver,)
    yield words["reasons_heading"], (document.note,) if document.note else ()
    yield words["basis"], document.basis


def _prepared(document: PreparedOpinion, words: Words) -> Iterator[Section]:
    said = sentences(document, words)
    yield words["notes"], (said["no_licence"],)
    yield words["prepared_formal_heading"], (said["formal"], *document.joins)
    yield words["conditions_heading"], (document.note,) if document.note else ()
    yield words["basis"], document.basis


def _request(document: OpinionRequest, words: Words) -> Iterator[Section]:
    colon, stop = (": ", ". ") if dates.english() else ("：", "；")
    lines = (
        f"{one.name}{colon}{one.about}{stop}{due_in_sentence(one.until, words)}{stop}{one.silence}"
        for one in document.asked
    )
    yield words["asked_heading"], tuple(lines)
    yield words["basis"], document.basis or (words["basis_not_stated"],)
    yield words["notes"], (words["asked_parallel"],)


def _correction(document: CorrectionNotice, words: Words) -> Iterator[Section]:
    said, colon = sentences(document, words), ": " if dates.english() else "："
    defects = (f"{one.subject}{colon}{one.correction}" for one in document.defects)
    yield words["defects_heading"], tuple(defects)
    yield words["correct_heading"], tuple(one for one in (said["correct_by"], document.how_to_correct) if one)
    yield words["consequences_heading"], document.consequences
    yield words["remedies"], document.remedies
