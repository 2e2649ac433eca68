"""Ids proposed for new definitions: the pinyin of their names, or what is Latin in them already."""

import re
from collections.abc import Container

from pypinyin import lazy_pinyin

LONGEST = 40
OTHER = re.compile(r"[^a-z0-9]+")


def slug(name: str, joint: str = "-") -> str:
    """This will propose an id for a name: small letters, digits and joints, no longer than can be read out."""
    parts = [part for part in OTHER.sub(" ", " ".join(lazy_pinyin(name)).lower()).split() if part]
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
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}{joint}{number}"
    return found
