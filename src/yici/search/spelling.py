"""How names are read and of which words they consist: a process of its own, because of what its dictionaries weigh.

    python -m yici.search.spelling [--words]      (names as a JSON list on standard input, spellings on standard output)

The dictionaries of pinyin and of words take some 200 MB. No server holds them: `speller` runs this while indexing.
"""

import json
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

import jieba
from pypinyin import Style, load_phrases_dict, load_single_dict, pinyin

from yici.people.place_initials import READINGS
from yici.search.text import as_written, has_han, plain

Spelt = tuple[list[str], list[str]]


def spell(names: Iterable[str], *, words: bool = True) -> list[Spelt]:
    """This will give, for each name, the syllable of each of its letters without tones, and its words if wanted."""
    _read_places_right()
    known = dictionary() if words else None
    return [(syllables(as_written(name)), cut(known, plain(name)) if known else []) for name in names]


def syllables(text: str) -> list[str]:
    """This will read a plain text, one syllable for each character; what is no Chinese stands for itself."""
    read = pinyin(text, style=Style.NORMAL, errors=_one_by_one)
    found = [plain(one[0]) or text[place] for place, one in enumerate(read)]
    return found if len(found) == len(text) else list(text)


def _one_by_one(run: str) -> Any:
    # The library takes a list, too: so each character keeps its place.
    return list(run)


def cut(words: jieba.Tokenizer, text: str) -> list[str]:
    """This will give the words of a text, long ones and the short ones inside them."""
    found = words.lcut_for_search(text, HMM=False)
    return list(dict.fromkeys(word for word in found if len(word) > 1 and has_han(word)))


def dictionary() -> jieba.Tokenizer:
    """This will load the words."""
    # Read from the package itself: the library would keep a copy in the temporary folder, where others may write.
    words = jieba.Tokenizer()
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True
    return words


@cache
def _read_places_right() -> None:
    # Once, and all together: whatever is added, the library learns all its words anew, 47,000 of them.
    load_single_dict({ord(written): read for written, read in READINGS.items() if len(written) == 1})
    words = {written: read.split() for written, read in READINGS.items() if len(written) > 1}
    load_phrases_dict({written: [[one] for one in read] for written, read in words.items()})


if __name__ == "__main__":
    sys.stdout.write(json.dumps(spell(json.load(sys.stdin), words="--words" in sys.argv)))
