"""Who stands at the counter: read off a card or typed, checked, kept sealed with the draft, shown masked.

A card reader types like a keyboard: the number, perhaps with the name before or behind it, and then Enter.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext
from stdnum.exceptions import ValidationError

from yici.domain.plan import Plan
from yici.intake.values import PHONE, identity_number
from yici.web.masking import mask_name, mask_number

NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)", re.ASCII)
APART = re.compile(r"[\s,，;；|:：]+")
LONGEST: Final = 100
FIRST: Final = ("applicant", "legal_rep", "agent")
"""In which roles of a matter somebody usually comes; another role of the matter stands behind these."""
CARD: Final = "111"
"""The code of an identity card in GB/T 39046."""
MALE, FEMALE = "male", "female"
NOBODY: Final = frozenset({"enterprise", "premises"})
"""Roles that are no people."""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Who came: personal, so it is never printed. `role` is theirs in the matter, empty while none was chosen."""

    name: str
    number: str
    phone: str
    role: str = ""

    @property
    def masked(self) -> str:
        """The name and the number as they may stand on a screen that others see."""
        shown = (mask_name(self.name), mask_number(self.number, head=6, tail=4) if self.number else "")
        return " ".join(one for one in shown if one)

    def as_data(self) -> dict[str, str]:
        """This will give the plain values to be sealed."""
        told = {"name": self.name, "number": self.number, "phone": self.phone, "role": self.role}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Noted:
    """What was typed about somebody, and what is wrong with it in words, by field."""

    person: Person
    wrong: Mapping[str, str] = field(default_factory=dict)


def read_card(text: str) -> tuple[str, str]:
    """This will part what a reader typed into a number and a name, each empty where there is none."""
    plain = unicodedata.normalize("NFKC", text).strip()[:LONGEST]
    found = NUMBER.search(plain)
    if found is None:
        return plain, ""
    rest = APART.split(plain[: found.start()] + " " + plain[found.end() :])
    name = next((one for one in rest if len(one) > 1 and not any(letter.isdigit() for letter in one)), "")
    return found.group().upper(), name


def person_noted(posted: Mapping[str, str], *, whole: bool = True) -> Noted:
    """This will read who came; `whole`: a name is needed as well. The number is checked as GB 11643 has it."""
    number, read = read_card(posted.get("number", ""))
    name = posted.get("name", "").strip()[:LONGEST] or read
    phone = unicodedata.normalize("NFKC", posted.get("phone", "")).strip()[:LONGEST]
    person = Person(name, number, phone)
    return Noted(person, dict(_faults(person, whole)))


def _faults(person: Person, whole: bool) -> list[tuple[str, str]]:
    wrong = []
    if person.number:
        try:
            identity_number(person.number)
        except ValidationError:
            wrong.append(("number", gettext("身份证号码对不上：再刷一次，或者照着证件再看一遍，共 18 位。")))
    if whole and not person.name:
        wrong.append(("name", gettext("写来的人的姓名。")))
    if person.phone and not PHONE.fullmatch(person.phone):
        wrong.append(("phone", gettext("电话号码只要数字，比如 13800000000。")))
    return wrong


def person_kept(data: Mapping[str, str]) -> Person:
    """This will read back who came, as it was sealed."""
    return Person(data.get("name", ""), data.get("number", ""), data.get("phone", ""), data.get("role", ""))


def roles_of(plan: Plan) -> tuple[str, ...]:
    """This will list the roles of a matter in which somebody can come: those of whom its form asks anything usual, and
    all whose name it asks."""
    asked = dict.fromkeys(one.element.rpartition(".")[::2] for one in plan.form.fields)
    roles = dict.fromkeys(role for role, _ in asked)
    usual = tuple(one for one in FIRST if one in roles)
    return (*usual, *(one for one in roles if one not in {*usual, *NOBODY} and (one, "name") in asked))


def role_in(person: Person, plan: Plan) -> str:
    """This will say in which role somebody came: as was chosen, else the usual one; empty where the form names none.

    That whoever came is the child or the deceased of a matter is never guessed.
    """
    known = roles_of(plan)
    return person.role if person.role in known else next((one for one in known if one in FIRST), "")


def told_by(person: Person, plan: Plan) -> dict[str, str]:
    """This will give the fields of a form that are known of whoever came, so that nobody types them a second time.

    The sex and the day of birth are read off the number (GB 11643).
    """
    asked, role = {one.element for one in plan.form.fields}, role_in(person, plan)
    known = {"name": person.name, "mobile": person.phone, **_read_off(person.number)}
    if f"{role}.mobile" not in asked:
        known["phone"] = person.phone
    told = {f"{role}.{last}": value for last, value in known.items() if value}
    return {element: value for element, value in told.items() if element in asked}


def _read_off(number: str) -> dict[str, str]:
    if not number:
        return {}
    born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    sex = MALE if int(number[16]) % 2 else FEMALE
    return {"id_number": number, "id_type": CARD, "sex": sex, "birth_date": born}
