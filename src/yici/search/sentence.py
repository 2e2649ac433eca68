"""What somebody says around the matter they mean: taken away; and if even that finds nothing, weighed word by word."""

import math
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yici.search import lexemes as of
from yici.search.condition import NOTHING, lexeme
from yici.search.phrase import Phrase, phrase_of, word_asked
from yici.search.text import PARTS, folded, grams, has_han, plain, tokens, typed

LONGEST: Final = 32
"""Characters of a run of Chinese that are looked through for words."""
LONGEST_WORD: Final = of.LONGEST_WORD
PAIR_WORTH: Final = 0.3
"""What a pair of characters is worth beside a word of two: it may stand across the border of two words."""
MOST: Final = 1000
"""A word that so many entries have says too little to be looked for."""
ENTRIES: Final = 50_000
_SAYS_NOTHING: Final = frozenset("的了着过在和与及或是有我你他她一个把被就也都给要想去来到办开做弄")
_BEFORE: Final = re.compile(
    "^(请问|你好|您好|谢谢|我们?|俺|咱们?|想要?|要|需要|准备|打算|怎么|怎样|如何|应该|可以|在?哪里|哪儿|去|到|来|在|给我|帮我|"
    "替我|为我|办理?|申请|咨询|一下)+"
)
_COUNTED: Final = re.compile("(?<=[开办租买卖盖装建])[一1两2]?(家|个|间|所|套|张|份)|[一1两2](家|个|间|所|套|张|份)")
_BEHIND: Final = re.compile(
    "(都?需?要?(带|交|准备)?(什么|哪些|啥)(手续|材料|条件|证件?|东西)?|(要|应该)?(怎么|怎样|如何|咋)(办理?|弄|申请)?|去?(哪里|哪儿)办?|"
    "多少钱|多久|可以吗|行吗|[呢吗啊吧的了])+$"
)

_EVENTS: Final = frozenset((
    "退休", "养老", "养老金", "失业", "失业金", "结婚", "离婚", "生病", "残疾", "搬家", "迁户", "丢了", "遗失", "补办",
    "换证",
))  # fmt: skip
"""What happens to people or to their papers. Many names mention it (a benefit for the heirs of the retired) and are not
what somebody means who says just this."""


def only_an_event(phrase: Phrase) -> bool:
    """This will say whether nothing but an event was named, not what is to be done about it."""
    return phrase.plain in _EVENTS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of what was typed that may be a word: the condition to ask for it, and that of a place of this name."""

    text: str
    asked: str
    named: str
    pair: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece that something has, and what it is worth: rare and long ones say more."""

    candidate: Candidate
    worth: float
    common: bool
    place: str


def meant(text: str, without: Sequence[str] = ()) -> Phrase:
    """This will take away what is said around a matter, and some words; what was nothing else stays as it is."""
    kept = folded(typed(text))
    for word in sorted(without, key=len, reverse=True):
        kept = kept.replace(word, " ")
    runs = [_stripped(run) for run in tokens(kept)]
    left = [run for run in runs if run and run not in PARTS]
    return phrase_of(" ".join(left)) if left else phrase_of(kept)


def _stripped(run: str) -> str:
    if not has_han(run):
        return run
    inner = _COUNTED.sub("", _BEFORE.sub("", run))
    return _BEHIND.sub("", _BEFORE.sub("", inner))


def candidates(phrase: Phrase) -> list[Candidate]:
    """This will cut a phrase into every piece that may be a word, and every pair of neighbouring characters."""
    found: dict[str, Candidate] = {}
    for run in phrase.words:
        for one in _pieces(run[:LONGEST]) if has_han(run) else [_latin(run)]:
            found.setdefault(f"{one.pair}{one.text}", one)
    return list(found.values())


def _pieces(run: str) -> list[Candidate]:
    pieces = [
        run[start : start + length]
        for length in range(LONGEST_WORD, 1, -1)
        for start in range(len(run) - length + 1)
    ]  # fmt: skip
    pairs = [pair for pair in grams(run) if len(pair) == 2]
    return [_word(piece) for piece in pieces] + [
        Candidate(pair, lexeme(of.GRAM + pair), NOTHING, pair=True) for pair in pairs
    ]


def _word(piece: str) -> Candidate:
    asked = f"{lexeme(of.WORD + piece)} | {lexeme(of.NAME + piece)}"
    return Candidate(piece, asked, _place_named(of.NAME + piece))


def _latin(run: str) -> Candidate:
    return Candidate(run, word_asked(run), _place_named(of.READ_START + plain(run)))


def _place_named(name: str) -> str:
    return f"{lexeme(name)} & {lexeme(f'{of.KIND}place')}"


def weighed(found: Sequence[tuple[Candidate, int, str | None]], phrase: Phrase) -> list[Weighed]:
    """This will choose the words of a phrase, the longest first and none inside another, then the pairs beside them."""
    told = {(one.text, one.pair): (one, amount, place) for one, amount, place in found}
    chosen: dict[tuple[str, bool], Weighed] = {}
    for run in phrase.words:
        for text, pair in _cover(run, told):
            one, amount, place = told[text, pair]
            chosen[text, pair] = Weighed(one, _worth(text, amount, pair), amount > MOST, place or "")
    return list(chosen.values())


def _cover(run: str, told: dict[tuple[str, bool], tuple[Candidate, int, str | None]]) -> list[tuple[str, bool]]:
    if not has_han(run):
        return [(run, False)] if (run, False) in told else []
    free = [True] * len(run)
    taken: list[tuple[str, bool]] = []
    for length in range(LONGEST_WORD, 1, -1):
        for start in range(len(run) - length + 1):
            if all(free[start : start + length]) and (run[start : start + length], False) in told:
                taken.append((run[start : start + length], False))
                free[start : start + length] = [False] * length
    pairs = [(run[at : at + 2], True) for at in range(len(run) - 1) if free[at] or free[at + 1]]
    return taken + [pair for pair in pairs if pair in told]


def _worth(text: str, amount: int, pair: bool) -> float:
    rare = math.log(ENTRIES / min(amount, ENTRIES // 2))
    return (PAIR_WORTH if pair else 1.0) * min(len(text), 6) * rare


def complete(words: Sequence[Weighed], phrase: Phrase) -> bool:
    """This will say whether the words make up a phrase but for what says nothing: then nothing in it is unknown.

    One character can turn a matter round (驾驶证丢: the licence is lost), so one that is not understood counts.
    """
    for run in phrase.words:
        left = run
        for word in words:
            if not word.candidate.pair:
                left = left.replace(word.candidate.text, " ")
        if set("".join(left.split())) - _SAYS_NOTHING:
            return False
    return any(not word.candidate.pair for word in words)


def nearly(phrase: Phrase) -> str:
    """This will be the condition of initials with one letter mistyped; empty when the phrase is no such thing."""
    letters = phrase.plain
    if not (3 <= len(letters) <= 8 and letters.isascii() and letters.isalpha()):
        return ""
    near = {
        letters[:place] + other + letters[place + 1 :]
        for place in range(len(letters))
        for other in string.ascii_lowercase
    } - {letters}  # fmt: skip
    marks = (of.LETTERS, of.LETTERS_START)
    return " | ".join(lexeme(mark + text, begins=True) for mark in marks for text in sorted(near))
