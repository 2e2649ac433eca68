"""How sure it is that an account belongs to the person it names.

The four levels are ours. What each rests on: nothing but the person's own word; an identity document laid before a
clerk; a real-name check by an identity provider; that, and a comparison of the face.
"""

from typing import Final, Literal

Assurance = Literal["none", "window", "real_name", "face"]
LEVELS: Final[tuple[Assurance, ...]] = ("none", "window", "real_name", "face")


def higher(one: Assurance, other: Assurance) -> Assurance:
    """This will give the surer of two levels: a check that was made is not unmade by a lesser one."""
    return max(one, other, key=LEVELS.index)
