"""The shared words of all definitions: data elements, canonical papers, licence types, bodies, registers.

Identity of an element or a paper = type × role of its subject, so the role is part of the id: `legal_rep.id_number` and
`agent.id_number` never merge. Ids follow the printed forms' union; they are ours, not an official code.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from yici.domain.fact import Strict

UNNAMED = "unnamed"
"""The body of items whose source does not say whose they are: nobody knows how many bodies that is."""

ElementType = Literal[
    "text", "long_text", "integer", "decimal", "money", "date", "choice", "choices", "boolean",
    "phone", "email", "postcode", "url", "id_number", "uscc", "address",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One allowed answer: the stored value and its words."""

    value: str
    name: str
    name_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Element:
    """One datum that forms ask for. `register` names who should know it already: a register, `account`, or `self`."""

    id: str
    name: str
    type: ElementType
    register: str
    name_en: str | None = None
    options: tuple[Option, ...] = ()
    unit: str | None = None
    unit_en: str | None = None
    hint: str | None = None
    hint_en: str | None = None
    personal: bool = False
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Material:
    """One canonical paper. `licence` says it is the paper of that licence type, `is_form` that the merged form replaces
    it, `certifies` which elements can be read off it. `aliases` are other names that guides print for it."""

    id: str
    name: str
    name_en: str | None = None
    licence: str | None = None
    is_form: bool = False
    certifies: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class LicenceType:
    """One kind of licence or certificate, and the elements that it makes known once issued."""

    id: str
    name: str
    name_en: str | None = None
    certifies: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Role:
    """Who or what an element or a paper is about: the first part of an element's id (`seller` of `seller.name`)."""

    id: str
    name: str
    name_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Theme:
    """One heading under which people look for matters, for persons or for enterprises. The sorting is ours."""

    id: str
    name: str
    audience: Literal["person", "enterprise"]
    name_en: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


ProtectedClass = Literal["public_safety", "ecology", "state_security", "health_and_life"]


@dataclass(frozen=True, slots=True)
class Protected:
    """What must never be given away by silence, and the article that puts it into somebody's care."""

    kind: ProtectedClass
    law: str
    article: str
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Agency:
    """One role of a body in government (market regulation, fire rescue …); a place names who fills it.

    `protects`: what it guards; its silence is consent only where a law itself says so.
    """

    id: str
    name: str
    name_en: str | None = None
    protects: Protected | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Register:
    """One register or database that government keeps, `name` in official words.

    `keys` are the ways to ask it for one record, the best first: the last parts of the ids of elements that together
    name the record of a subject (`id_number` of the role `agent` is `agent.id_number`). Without keys nobody has said by
    what it is asked, so it can spare nothing. `within` says in whose record a role stands: a legal representative in
    that of the `enterprise`.
    """

    id: str
    name: str
    name_en: str | None = None
    keys: tuple[tuple[str, ...], ...] = ()
    within: dict[str, str] = field(default_factory=dict)
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


def role_of(element: str) -> str:
    """This will give the role of an element's subject: `legal_rep` of `legal_rep.name`."""
    return element.partition(".")[0]


def subject_of(material: str) -> str | None:
    """This will give the role of a paper's subject, if it has one: `seller` of `identity_card.seller`."""
    return material.partition(".")[2] or None


def base_of(element: str) -> str:
    """This will give what an element says of its subject: `name` of `legal_rep.name`."""
    return element.partition(".")[2]
