"""Administrative divisions as twelve digits: what level a code has, what is above it, what it covers.

The digits are grouped 2-2-2-3-3 for province, city, county, township and village (GB/T 2260, GB/T 10114 and the
statistics bureau's rules for statistical division codes); groups below the level are zero. Where a city has no
counties (Dongguan), its townships stand directly under it: the county group is zero and the city covers them.
"""

from functools import lru_cache
from typing import Final

CODE_LENGTH: Final = 12
GROUP_ENDS: Final = (2, 4, 6, 9, 12)
# What the statistics bureau writes in place of a city where a municipality or province governs its counties directly.
PLACEHOLDERS: Final = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
MUNICIPALITIES: Final = frozenset({"11", "12", "31", "50"})
"""Provinces that are cities themselves."""
UNDER_PROVINCE: Final = "90"
"""In the city's digits: a county that its province governs directly, without a city between them."""
CITY: Final = 2
_BELOW_PROVINCE: Final = ((5, 9, 12), (4, 6, 9), (3, 4, 6), (2, 2, 4))


def is_code(text: str) -> bool:
    """This will say whether a text is shaped like a code: twelve ASCII digits, the first not zero."""
    return len(text) == CODE_LENGTH and text.isascii() and text.isdigit() and text[0] != "0"


def level_of(code: str) -> int:
    """This will read the level out of a code: 1 province, 2 city, 3 county, 4 township, 5 village."""
    for level, start, end in _BELOW_PROVINCE:
        if code[start:end].strip("0"):
            return level
    return 1


def pattern_of(level: int) -> str:
    """This will give the pattern (as PostgreSQL and Python read it) of the codes of a level, as `level_of` reads it."""
    begin, end = (0, *GROUP_ENDS)[level - 1], GROUP_ENDS[level - 1]
    own = "." * (end - begin) if level == 1 else f"(?!{'0' * (end - begin)})" + "." * (end - begin)
    return f"^{'.' * begin}{own}{'0' * (CODE_LENGTH - end)}$"


def prefix_of(code: str) -> str:
    """This will cut a code to the digits that it shares with everything it covers ("330881000000" gives "330881")."""
    return code[: GROUP_ENDS[level_of(code) - 1]]


def covers(above: str, below: str) -> bool:
    """True when `below` is the place `above` itself or lies within it."""
    return below.startswith(prefix_of(above))


def bounds_of(code: str) -> tuple[str, str]:
    """This will give the lowest and the highest code a place covers, both inclusive, for a range in an index."""
    prefix = prefix_of(code)
    return prefix.ljust(CODE_LENGTH, "0"), prefix.ljust(CODE_LENGTH, "9")


@lru_cache(maxsize=8192)
def codes_above(code: str) -> tuple[str, ...]:
    """This will give the codes of all places that may cover this one, from the province down, without itself."""
    padded = (code[:end].ljust(CODE_LENGTH, "0") for end in GROUP_ENDS)
    return tuple(sorted({above for above in padded if above < code}))


def at_level(code: str, level: int) -> str | None:
    """This will give the place of a level (1 to 5) that a place lies in or is; None when it is above that level.

    None, too, for the city of a county that has none. A municipality is its own city; where a city has no counties it
    is its own county, too.
    """
    if level == CITY and code[:2] in MUNICIPALITIES:
        return code[:2].ljust(CODE_LENGTH, "0")
    if level > level_of(code) or (level == CITY and code[2:4] == UNDER_PROVINCE):
        return None
    return code[: GROUP_ENDS[level - 1]].ljust(CODE_LENGTH, "0")
