"""Words about the second and further ones who fill a role: two sellers have two names and two identity cards.

The role is the first part of an element's id and the last of a paper's; from the second on it carries a number:
`seller-2.name`, `identity_card.seller-2`. Definitions know only the first; the number is the plan's.
"""

import re
from dataclasses import replace
from typing import TypeVar

from yici.domain.vocabulary import Element, Material

Word = TypeVar("Word", Element, Material)
NUMBER = re.compile(r"-([1-9][0-9]?)(?=\.|$)")
MOST = 20
"""So many may fill one role in one matter."""


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


class Shelf(dict[str, Word]):
    """Words by id. One of a further holder of its role is made from the first's when it is looked up by `[]`; it is not
    among the words of the definitions, so `in` and iteration do not know it."""

    def __missing__(self, name: str) -> Word:
        number, first = number_of(name), plain(name)
        if number == 1 or first not in self:
            raise KeyError(name)
        word = self[first]
        english = f"{word.name_en} ({number})" if word.name_en else None
        return replace(word, id=name, name=f"{word.name}（{number}）", name_en=english)
