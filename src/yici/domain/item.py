"""A service item (基本目录事项): what one body decides, on which basis, from which papers, within which limit.

A text ending in `_en` is the product's own translation, line by line, never an official wording: the Chinese holds.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Fact, Source, Strict
from yici.domain.regime import CountedFrom, Extension, StopCause, Unanswered
from yici.domain.term import Renewal, Term
from yici.domain.vocabulary import Option, Protected

Level = Literal["reference", "in_force"]
PaperForm = Literal["original", "copy", "original_and_copy", "electronic"]
Relaxation = Literal["commitment", "pre_opinion", "concurrent"]
QuestionType = Literal["choice", "choices", "number", "boolean"]
Omission = Literal["change_only", "office_use", "repeated_print", "not_this_matter"]
Tier = Literal["nation", "province", "city", "county", "town", "village"]
Handling = Literal["instant", "promised"]
Standing = Literal["open", "suspended", "cancelled"]


@dataclass(frozen=True, slots=True)
class Basis:
    """One article that the item rests on."""

    law: str
    article: str
    text: str
    source: str
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the guide asks, whose answer decides what applies. Choices name every allowed value.

    `licence`: with yes the applicant says that they hold it. That is their word, so the paper is still to be shown.
    No number below `at_least` or above `at_most` can be an answer.
    """

    id: str
    name: str
    type: QuestionType
    why: str
    name_en: str | None = None
    why_en: str | None = None
    options: tuple[Option, ...] = ()
    unit: str | None = None
    unit_en: str | None = None
    element: str | None = None
    licence: str | None = None
    when: str | None = None
    source: str | None = None
    at_least: int = 0
    at_most: int | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a printed form and the element it means. `omit` says why a new application never needs it."""

    label: str
    element: str
    mandatory: bool | None = None
    when: str | None = None
    omit: Omission | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One real printed form. `captures` are the registers that this form fills first, so they cannot prefill it."""

    id: str
    name: str
    source: str
    fields: tuple[Field, ...]
    captures: tuple[str, ...] = ()
    when: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Deferral:
    """A paper that may come later (容缺): within `limit`, or at the inspection when `at_inspection`. `missed`: what the
    source makes of it when it does not come in time."""

    source: str
    limit: Limit | None = None
    at_inspection: bool = False
    missed: Unanswered = "none"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class MaterialUse:
    """One paper as this item asks for it. Unknown form or copies stay None. `when` is a condition.

    `keeps`: whether the body keeps the copies that it asks for, so that others cannot be served by the same ones.
    """

    material: str
    printed: str
    source: str
    form: PaperForm | None = None
    copies: int | None = None
    required: bool | None = None
    when: str | None = None
    basis: str | None = None
    deferral: Deferral | None = None
    by_commitment: bool = False
    review_points: tuple[str, ...] = ()
    review_points_en: tuple[str, ...] = ()
    keeps: Fact[bool] = UNKNOWN
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Need:
    """A licence that must exist before this item can be decided, and how that may lawfully be relaxed."""

    licence: str
    source: str
    relax: tuple[Relaxation, ...] = ()
    when: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Inspection:
    """One visit to the premises. `officers` is the least number of people (Administrative Licensing Law Art. 34)."""

    id: str
    name: str
    points: tuple[str, ...]
    source: str
    officers: int = 2
    within: Fact[Limit] = UNKNOWN
    joinable: bool = True
    when: str | None = None
    name_en: str | None = None
    points_en: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Commitment:
    """The commitment variant (告知承诺): decided on a signed promise, verified afterwards."""

    source: str
    told: tuple[str, ...]
    promised_limit: Fact[Limit]
    verification: Fact[Limit]
    when: str | None = None
    instead_of_inspection: bool = True
    told_en: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who must sign besides whoever hands the application in, by the role that the form's fields have:
    `seller` where it asks for `seller.id_number`, by which they are known. `basis`: the text that says so."""

    role: str
    basis: str
    source: str
    when: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another department must say before the decision, all asked at once (Administrative Licensing Law Art. 26).

    `absence`: the text by which silence counts as consent; without one it never does. `back_issue`: within what the
    silent department must then give its opinion all the same. `review`: it is the lower body that takes the matter in
    and examines it first (Art. 35, 43): it owes its opinion from acceptance on, and whatever it says, the body above
    decides.
    """

    agency: str
    about: str
    source: str
    within: Fact[Limit] = UNKNOWN
    absence: Basis | None = None
    back_issue: Fact[Limit] = UNKNOWN
    review: bool = False
    when: str | None = None
    about_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """A step whose time the limit does not count (Art. 45), told in writing. `limit` is how long it may take."""

    name: str
    cause: StopCause
    source: str
    limit: Fact[Limit] = UNKNOWN
    when: str | None = None
    name_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Change:
    """From `since` on the item is open, suspended or cancelled. `successors` are the items that take its place: several
    when it was split, the same one in several items when they were merged (国办函〔2016〕108号)."""

    standing: Standing
    since: date
    source: str
    successors: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Item:
    """One service item with every fact sourced; `gaps` lists what was looked for and not found.

    `tier` is the level of government that exercises it, `handling` whether it is decided at once (即办件) or within a
    promised limit (承诺件): code lists of GB/T 39046-2020, annex A. `themes` is our own sorting. `validity` is how long
    the result holds as the source words it, `term` the same to count with; `renewal` stands before the regime's.
    `two_deciders`: the text by which two must decide together. `protects`: what it guards, if anything; then nobody's
    silence is consent unless a law says so. `technical`: the text by which it is decided on what inspection, testing or
    quarantine find by technical standards (Art. 12(4), 55); `limited`: the text that limits how many are granted, so
    that of those who qualify the first accepted comes first (Art. 57).
    """

    id: str
    name: str
    level: Level
    regime: str
    agency: str
    audience: tuple[Literal["person", "enterprise"], ...]
    sources: tuple[Source, ...]
    code: Fact[str] = UNKNOWN
    type: Fact[str] = UNKNOWN
    tier: Fact[Tier] = UNKNOWN
    handling: Fact[Handling] = UNKNOWN
    basis: tuple[Basis, ...] = ()
    legal_limit: Fact[Limit] = UNKNOWN
    counted_from: CountedFrom | None = None
    extension: Fact[Extension] = UNKNOWN
    promised_limit: Fact[Limit] = UNKNOWN
    steps: Fact[tuple[str, ...]] = UNKNOWN
    visits_alone: Fact[int] = UNKNOWN
    fee: Fact[str] = UNKNOWN
    validity: Fact[str] = UNKNOWN
    term: Fact[Term] = UNKNOWN
    renewal: Fact[Renewal] = UNKNOWN
    delivery: Fact[tuple[str, ...]] = UNKNOWN
    conditions: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    forms: tuple[PrintedForm, ...] = ()
    materials: tuple[MaterialUse, ...] = ()
    materials_complete: bool = False
    needs: tuple[Need, ...] = ()
    gives: tuple[str, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    special_procedures: tuple[SpecialProcedure, ...] = ()
    commitment: Commitment | None = None
    two_deciders: Basis | None = None
    protects: Protected | None = None
    technical: Basis | None = None
    limited: Basis | None = None
    signers: tuple[Signer, ...] = ()
    reply_period: Fact[Limit] = UNKNOWN
    gaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    name_en: str | None = None
    gaps_en: tuple[str, ...] = ()
    format: Literal[1] = 1
    kind: Literal["item"] = "item"
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


def standing_on(item: Item, day: date) -> Change | None:
    """This will give the change that an item stands under on a day: the newest by then; None before the first."""
    begun = [change for change in item.changes if change.since <= day]
    return max(begun, key=lambda change: change.since, default=None)
