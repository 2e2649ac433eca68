"""What is typed and what is indexed, brought to one shape: the same folding on both sides is what makes them meet."""

import re
import unicodedata
from typing import Final

from yici.search.simplified import simplified

LONGEST: Final = 48
"""Characters of a question that are looked at: more than any name has, fewer than anybody reads."""
_TYPED: Final = 400
HAN: Final = re.compile("[〇\u3400-\u9fff\U00020000-\U000323af]")
_RUNS: Final = re.compile(f"{HAN.pattern}+|[^{HAN.pattern[1:-1]}]+")
_APOSTROPHES: Final = re.compile("['’‘`]")
_UMLAUT: Final = str.maketrans("üÜ", "vv")
PARTS: Final = frozenset((
    "a", "an", "and", "at", "by", "can", "do", "for", "get", "have", "how", "i", "in", "is", "it", "me", "my", "need",
    "of", "on", "or", "please", "the", "this", "to", "want", "what", "where", "will", "with", "would", "you", "your",
))  # fmt: skip
"""English words that stand around what is meant."""


def storable(text: str) -> str:
    """This will leave out what no database takes: NUL, and halves of characters."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


def folded(text: str) -> str:
    """This will bring letters to one shape: half-width, lower case, without accents, simplified; ü is typed v."""
    return simplified(_lettered(text))


def _lettered(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUT)
    apart = unicodedata.normalize("NFD", wide)
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one)))


def plain(text: str) -> str:
    """This will keep letters and digits alone, in one shape, one after another."""
    return "".join(one for one in folded(text) if one.isalnum())


def as_written(text: str) -> str:
    """This will do so, and leave the characters as they are written: how they are read hangs on that (乾 is no 干)."""
    return "".join(one for one in _lettered(text) if one.isalnum())


def pieces(text: str) -> list[str]:
    """This will split a text at spaces and marks."""
    return "".join(one if one.isalnum() else " " for one in _APOSTROPHES.sub("", folded(text))).split()


def runs(piece: str) -> list[str]:
    """This will split a piece where Chinese characters meet other letters."""
    return _RUNS.findall(piece)


def tokens(text: str) -> tuple[str, ...]:
    """This will split a text into words: at spaces and marks, and where Chinese characters meet other letters."""
    return tuple(run for piece in pieces(text) for run in runs(piece))


def typed(text: str) -> str:
    """This will cut what was typed to what is looked at, before anything is done with it."""
    return text[:_TYPED]


def has_han(text: str) -> bool:
    """This will say whether a text holds a Chinese character."""
    return HAN.search(text) is not None


def grams(text: str) -> list[str]:
    """This will give all neighbouring pairs of characters, and the last character by itself."""
    return [text[start : start + 2] for start in range(len(text))]


def stem(word: str) -> str:
    """This will bring an English word's commonest shapes together: plurals, and licence spelt with an s."""
    if word.startswith("licens"):
        word = f"licenc{word[6:]}"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
