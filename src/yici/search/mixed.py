"""What was typed partly in characters, partly as they are read: bu动产, bd产, budchan.

Each character of a name stands for itself, for its pinyin or for its initial. Letters without spaces can be cut in
many ways, so the index is asked for what every way has in common with the names, and a pattern decides.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from yici.search import lexemes as of
from yici.search.condition import all_of, any_of, lexeme, pairs
from yici.search.text import has_han, runs

MOST: Final = 40
"""Beginnings of initials that the index is asked for: enough to tell, few enough to be quick."""
SHORTEST: Final = 3
"""Letters alone that may be mixed: an initial and a syllable of two (xan, 西安)."""
_INITIALS: Final = ("", *"bpmfdtnlgkhjqxrzcsyw", "zh", "ch", "sh")
_FINALS: Final = (
    *"aeiouv", "ai", "an", "ang", "ao", "ei", "en", "eng", "er", "ia", "ian", "iang", "iao", "ie", "in", "ing", "iong",
    "iu", "ong", "ou", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo", "ve",
)  # fmt: skip
SYLLABLES: Final = frozenset(
    [begun + end for begun in _INITIALS for end in _FINALS if begun or end[0] not in "iuv"] + ["n", "ng", "m"]
)
"""Every syllable, and some that nobody says: they cost a look into the index, no more."""
_BEGUN: Final = frozenset(one[:length] for one in SYLLABLES for length in range(1, len(one)))
_WIDE: Final = frozenset(("zh", "ch", "sh"))
"""Initials of two letters."""
_LONGEST: Final = max(map(len, SYLLABLES))
_NEXT: Final = "([^ \n]* [^ \n])?"
"""Between two letters the next character of a name may begin."""
Way = tuple[str, int, bool, bool]
"""One way to cut a run so far: its initials, where it has come to, whether an initial stood for a character in it, and
whether something longer did."""


@lru_cache(maxsize=256)
def mixed(text: str) -> str:
    """This will be a condition of all names that a plain text may be a mixture of, and of some others; "" for none."""
    parts = runs(text)
    if len(parts) == 1 and (has_han(text) or len(text) < SHORTEST):
        return ""
    told = [] if len(parts) == 1 else [pairs(of.GRAM, run) for run in parts if has_han(run) and len(run) > 1]
    told += [_border(before, behind) for before, behind in pairwise(parts)]
    for place, run in enumerate(parts):
        if not has_han(run):
            letters = _beginnings(run, last=place == len(parts) - 1, alone=len(parts) == 1) if run.isascii() else ()
            if not letters:
                return ""
            told += [_initials(letters)] if min(map(len, letters)) > 1 else []
    return all_of(told) if told else ""


def pattern(text: str) -> str:
    """This will be the regular expression of names, spelled out character by character, that a plain text may mean."""
    return "".join(
        "".join(f"{one}[^ \n]* " for one in run) if has_han(run) else f"[^ \n]{_NEXT.join(run)}[^ \n]* "
        for run in runs(text)
    )


def _initials(letters: Iterable[str]) -> str:
    return any_of(lexeme(mark + one, begins=True) for one in letters for mark in (of.LETTERS, of.LETTERS_START))


def _border(before: str, behind: str) -> str:
    """A character beside the first letter of its neighbour's pinyin: in front, or behind."""
    if has_han(before):
        return lexeme(of.BESIDE + before[-1] + behind[0])
    starts = (run for run in range(max(0, len(before) - _LONGEST), len(before)))
    whole = (before[start] for start in starts if _stands_for_one(before[start:]))
    return any_of(lexeme(of.BESIDE + letter + behind[0]) for letter in whole)


def _stands_for_one(piece: str) -> bool:
    return len(piece) == 1 or piece in SYLLABLES or piece in _WIDE


def _beginnings(run: str, *, last: bool, alone: bool) -> tuple[str, ...]:
    """The initials of all ways to cut a run, as far as they are few; of letters alone only what is neither pinyin nor
    initials throughout. What begins like a shorter one is left out."""
    ended, going = set[str](), {("", 0, False, False)}
    for _ in range(of.LONGEST_LETTERS):
        further = {way for one in going for way in _further(run, one, last)}
        whole = {way[0] for way in further if way[1] == len(run) and (not alone or (way[2] and way[3]))}
        further = {way for way in further if way[1] < len(run)}
        if len(ended | whole | {way[0] for way in further}) > MOST:
            break
        ended, going = ended | whole, further
    found = ended | {way[0] for way in going}
    return tuple(one for one in sorted(found) if not any(one[:length] in found for length in range(1, len(one))))


def _further(run: str, way: Way, last: bool) -> Iterator[Way]:
    told, start, short, long = way
    for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
        piece, ends = run[start:end], end == len(run)
        initial = (len(piece) == 1 or piece in _WIDE) and not ends
        if _stands_for_one(piece) or (last and ends and piece in _BEGUN):
            yield told + piece[0], end, short or initial, long or len(piece) > 1
