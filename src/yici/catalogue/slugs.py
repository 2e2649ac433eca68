"""Ids proposed for new definitions: the pinyin of their names, or what is Latin in them already."""

import re
from collections.abc import Callable, Container

from yici.search.speller import spelt

LONGEST = 40
OTHER = re.compile(r"[^a-z0-9]+")
HAN = "\u2e7f"
"""Letters behind this one are spelt, those before are Latin."""
Speller = Callable[[str], list[str]]


def _beside(name: str) -> list[str]:
    """Let another process spell the Chinese letters, each for itself: no server holds the dictionaries."""
    chinese = "".join(one for one in name if _is_spelt(one))
    syllables = spelt([chinese], words=False)[chinese].syllables if chinese else ()
    if len(syllables) != len(chinese):
        return [f" {one} " for one in syllables]
    told = iter(syllables)
    return [f" {next(told)} " if _is_spelt(one) else one for one in name]


def _is_spelt(letter: str) -> bool:
    return letter > HAN and letter.isalpha()


_spellers: list[Speller] = []


def spell_with(speller: Speller) -> None:
    """This will let whoever has the dictionaries spell from now on, as commands do that name things by the thousand."""
    _spellers[:] = [speller]


def _spelt(name: str) -> str:
    return " ".join(_spellers[0](name)) if _spellers else "".join(_beside(name))


def slug(name: str, joint: str = "-") -> str:
    """This will propose an id for a name: small letters, digits and joints, no longer than can be read out."""
    parts = [part for part in OTHER.sub(" ", _spelt(name).lower()).split() if part]
    kept: list[str] = []
    for part in parts:
        if sum(len(one) + 1 for one in kept) + len(part) > LONGEST:
            break
        kept.append(part)
    whole = joint.join(kept)[:LONGEST] or "new"
    # An id that is all digits would be a number to a condition.
    return whole if whole[0].isalpha() else f"n{joint}{whole}"


def free(wanted: str, taken: Container[str], joint: str = "-") -> str:
    """This will give the id itself, or with the first number that makes it one that nobody has."""
    if wanted not in taken:
        return wanted
    # Numbers are given out one after another: the first free one is found by halving, not by trying each.
    low, high = 1, 2
    while f"{wanted}{joint}{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{wanted}{joint}{middle}" in taken else (low, middle)
    return f"{wanted}{joint}{high}"
