"""Words about the second and further ones who fill a role: two sellers have two names and two identity cards.

The role is the first part of an element's id and the last of a paper's; from the second on it carries a number:
`seller-2.name`, `identity_card.seller-2`. Definitions know only the first; the number is the plan's.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from yici.domain.vocabulary import Element, Material, Role, role_of, subject_of

Word = TypeVar("Word", Element, Material)
NUMBER = re.compile(r"-([1-9][0-9]?)(?=\.|$)")
MOST = 20
"""So many may fill one role in one matter."""
_DIGITS = ("", *"一二三四五六七八九")
NUMERALS = (*_DIGITS, *("十" + digit for digit in _DIGITS), "二十")


def numbered_element(element: str, number: int) -> str:
    """This will name an element of the nth who fills its role."""
    if number == 1:
        return element
    role, dot, rest = element.partition(".")
    return f"{role}-{number}{dot}{rest}"


def numbered_material(material: str, number: int) -> str:
    """This will name the paper of the nth who fills its role."""
    return material if number == 1 else f"{material}-{number}"


def number_of(name: str) -> int:
    """This will say whose word it is: 1 of `seller.name`, 2 of `seller-2.name`."""
    found = NUMBER.search(name)
    return int(found.group(1)) if found else 1


def plain(name: str) -> str:
    """This will give the word as the definitions have it: `seller.name` of `seller-2.name`."""
    return NUMBER.sub("", name, count=1)


def said(name: str, number: int, role: str) -> str:
    """This will tell the nth holder's word from the first's: 卖方二身份证明 of 卖方身份证明, the role being 卖方."""
    short = role.partition("（")[0]
    if not short:
        return f"{name}（{number}）"
    holder = short + (NUMERALS[number] if number < len(NUMERALS) else str(number))
    return name.replace(short, holder, 1) if short in name else f"{name}（{holder}）"


def said_in_english(name: str | None, number: int, role: str | None) -> str | None:
    """This will do the same in English: Identity document of the sellers (seller 2)."""
    return name and f"{name} ({role.lower()} {number})" if role else name and f"{name} ({number})"


def of_holder(word: Word, number: int, roles: Mapping[str, Role]) -> Word:
    """This will give the word of the nth holder of its role."""
    if number == 1:
        return word
    element = isinstance(word, Element)
    role = roles.get(role_of(word.id) if element else subject_of(word.id) or "")
    numbered = numbered_element(word.id, number) if element else numbered_material(word.id, number)
    english = said_in_english(word.name_en, number, role.name_en if role else None)
    return replace(word, id=numbered, name=said(word.name, number, role.name if role else ""), name_en=english)


class Shelf(dict[str, Word]):
    """Words by id. One of a further holder of its role is made from the first's when it is looked up by `[]`; it is not
    among the words of the definitions, so `in` and iteration do not know it. `roles` say what holders are called."""

    def __init__(self, words: Mapping[str, Word], roles: Mapping[str, Role] | None = None) -> None:
        super().__init__(words)  # type: ignore[arg-type]
        self._roles = roles or {}

    def __missing__(self, name: str) -> Word:
        number, first = number_of(name), plain(name)
        if number == 1 or first not in self:
            raise KeyError(name)
        return of_holder(self[first], number, self._roles)
