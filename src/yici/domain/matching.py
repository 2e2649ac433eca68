"""Which basic item an item of a place's list may be: proposals with a stated confidence, for a person to confirm.

The names of one item differ from place to place, so nothing here decides. A score is a number from 0 to 100 with the
reasons that made it: what is equal (a code, a name), what is alike (one name within the other, pairs of characters
shared), and what speaks against it (one sets up what the other changes or ends; a branch is not the whole).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from yici.domain.catalogue import Catalogue
from yici.domain.error import Conflict
from yici.domain.item_code import read_code
from yici.domain.reason import Reason

Decision = Literal["confirmed", "rejected"]
Standing = Literal["open", "confirmed", "rejected"]

BOUND: Final = 50
"""Below this nothing is proposed."""
MOST: Final = 5
"""Proposals for one item of a list, those tied with the last of them included."""
EXACT: Final = frozenset({"match.code", "match.name"})
"""What is plain enough to be confirmed for many items at once: the same code, or the very same name."""

CODE, BASE, NAME, ALIAS, CORE = 100, 92, 100, 96, 84
CONTAINED_LEAST, CONTAINED_MORE, ALIKE_MOST = 50, 34, 84
AGAINST: Final = 35
SHORTEST: Final = 4
"""Letters that a name must have to say anything by being within another."""

_LEVEL: Final = re.compile(r"\((?:省|市|县|区|乡镇?|镇街?)级(?:行使|权限|审批)?\)")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_MARKS: Final = re.compile(r"[\s、,，.。·;；:：\"'“”‘’《》<>〈〉「」\[\]【】()/\\-]+")
ACTIONS: Final = (
    "变更", "注销", "延续", "续期", "延期", "补办", "补发", "补领", "换发", "换证", "换领", "停业", "歇业", "恢复",
    "终止", "撤销", "转入", "转出", "查询", "更正", "挂失", "解挂", "重置", "修改", "报停", "缴销", "年度审验",
    "设计审", "认证", "咨询", "变换", "遗失",
)  # fmt: skip
"""What is done to something that is already set up: two names that differ in it are two items."""
NOT_THE_WHOLE: Final = ("分", "子", "非", "未", "副")
"""Standing before a name, they make it another: 分公司 is not 公司."""


@dataclass(frozen=True, slots=True)
class Basic:
    """One basic item as it may be named: its own name first, then the others; and every code that is known of it."""

    id: str
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One basic item that is proposed, how sure that is, and why."""

    item: str
    score: int
    reasons: tuple[Reason, ...]

    @property
    def exact(self) -> bool:
        """True when the code or the whole name is the same."""
        return any(reason.code in EXACT for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class _Name:
    item: str
    own: bool
    spelled: "Spelled"


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name in the shapes in which it is compared: whole, without what stands in brackets, and its pairs."""

    whole: str
    core: str
    pairs: Counter[str]
    actions: frozenset[str]


def basics_of(catalogue: Catalogue) -> tuple[Basic, ...]:
    """This will give the basic items of a catalogue with all their names and codes."""
    return tuple(
        Basic(item.id, (item.name, *item.aliases), tuple(claim.value for claim in item.code.claims))
        for item in catalogue.items.values()
    )


class Matcher:
    """Finds candidates among some basic items; what is compared again and again is made once."""

    def __init__(self, basics: Iterable[Basic]) -> None:
        self._names: list[_Name] = []
        self._by_pair: dict[str, list[int]] = {}
        self._by_code: dict[str, set[str]] = {}
        self._by_base: dict[str, set[str]] = {}
        for basic in sorted(basics, key=lambda one: one.id):
            self._add(basic)

    def _add(self, basic: Basic) -> None:
        for place, text in enumerate(basic.names):
            spelled = spell(text)
            for pair in spelled.pairs:
                self._by_pair.setdefault(pair, []).append(len(self._names))
            self._names.append(_Name(basic.id, place == 0, spelled))
        for code in basic.codes:
            self._by_code.setdefault(code, set()).add(basic.id)
            parts = read_code(code)
            self._by_base.setdefault(parts.base if parts else code, set()).add(basic.id)

    def candidates(self, name: str, code: str = "", *, bound: int = BOUND, most: int = MOST) -> tuple[Candidate, ...]:
        """This will give the basic items that a listed item may be, the surest first; nothing below the bound.

        Those as sure as the last one that fits in are given, too: whoever decides must see that they are tied.
        """
        found = self._alike(spell(name))
        for item, reasons in self._same_code(code).items():
            found[item] = _surer(found.get(item), item, reasons)
        ranked = sorted((one for one in found.values() if one.score >= bound), key=lambda one: (-one.score, one.item))
        return tuple(one for place, one in enumerate(ranked) if place < most or one.score == ranked[most - 1].score)

    def _same_code(self, code: str) -> dict[str, Reason]:
        if not code:
            return {}
        parts = read_code(code)
        base = self._by_base.get(parts.base, set()) if parts else set()
        same = {item: Reason("match.code_base", {"code": parts.base if parts else ""}) for item in base}
        return same | {item: Reason("match.code", {"code": code}) for item in self._by_code.get(code, ())}

    def _alike(self, local: Spelled) -> dict[str, Candidate]:
        best: dict[str, Candidate] = {}
        near = {number for pair in local.pairs for number in self._by_pair.get(pair, ())}
        for number in sorted(near):
            name = self._names[number]
            score, reasons = _compared(local, name.spelled, own=name.own)
            if name.item not in best or best[name.item].score < score:
                best[name.item] = Candidate(name.item, score, reasons)
        return best


def _surer(found: Candidate | None, item: str, same: Reason) -> Candidate:
    """The same code says more than any likeness; the same basic code still leaves open which part of it is meant."""
    reasons = (same, *(found.reasons if found else ()))
    if same.code == "match.code":
        return Candidate(item, CODE, reasons)
    against = sum(reason.code in ("match.other_action", "match.not_the_whole") for reason in reasons)
    return Candidate(item, max(BASE - AGAINST * against, found.score if found else 0), reasons)


def spell(text: str) -> Spelled:
    """This will bring a name to the shapes in which names are compared: half-width, no marks, no note of a level."""
    plain = _LEVEL.sub("", unicodedata.normalize("NFKC", text).casefold().replace("〔", "(").replace("〕", ")"))
    whole = _MARKS.sub("", plain)
    core = _MARKS.sub("", _BRACKETS.sub("", plain)) or whole
    return Spelled(whole, core, _pairs(whole), frozenset(one for one in ACTIONS if one in whole))


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1))) if text else Counter()


def _compared(local: Spelled, basic: Spelled, *, own: bool) -> tuple[int, tuple[Reason, ...]]:
    score, reason = max(_likenesses(local, basic, own=own), key=lambda likeness: likeness[0])
    against = tuple(_against(local, basic))
    return max(score - AGAINST * len(against), 0), (reason, *against)


def _likenesses(local: Spelled, basic: Spelled, *, own: bool) -> Iterator[tuple[int, Reason]]:
    if local.whole == basic.whole:
        yield (NAME, Reason("match.name")) if own else (ALIAS, Reason("match.alias", {"alias": basic.whole}))
    if local.core == basic.core:
        yield CORE, Reason("match.core", {"core": basic.core})
    short, long = sorted((local.core, basic.core), key=len)
    if len(short) >= SHORTEST and short in long:
        part = len(short) / len(long)
        yield CONTAINED_LEAST + round(CONTAINED_MORE * part), Reason("match.contained", {"part": short})
    shared = _shared(local.pairs, basic.pairs)
    yield round(ALIKE_MOST * shared), Reason("match.alike", {"percent": str(round(100 * shared))})


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Twice the pairs that both have, by all pairs of both (Dice)."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _against(local: Spelled, basic: Spelled) -> Iterator[Reason]:
    differing = sorted(local.actions ^ basic.actions)
    if differing:
        yield Reason("match.other_action", {"words": "、".join(differing)})
    short, long = sorted((local.core, basic.core), key=len)
    at = long.find(short) if short != long else -1
    if at > 0 and long[at - 1] in NOT_THE_WHOLE:
        yield Reason("match.not_the_whole", {"words": long[at - 1] + short[:2]})


def tied(candidates: Iterable[Candidate]) -> bool:
    """This will say whether two or more are equally sure, and none surer."""
    scores = [one.score for one in candidates]
    return len(scores) > 1 and scores[0] == scores[1]


STANDINGS: Final[Mapping[Standing, str]] = {
    "open": "Nobody has decided yet, or the decision was taken back.",
    "confirmed": "A person says that the item of the list is this basic item.",
    "rejected": "A person says that it is not.",
}
MOVES: Final[Mapping[tuple[Standing, str], Standing]] = {
    ("open", "confirmed"): "confirmed",
    ("open", "rejected"): "rejected",
    ("confirmed", "withdrawn"): "open",
    ("rejected", "withdrawn"): "open",
}
"""What may follow on what. Whoever changes their mind takes the decision back first, so that both are on the record."""


def moved(standing: Standing, step: str) -> Standing:
    """This will give the standing after a step. Raises Conflict("match.decided" | "match.open")."""
    found = MOVES.get((standing, step))
    if found is None:
        code = "match.open" if standing == "open" else "match.decided"
        raise Conflict(code, standing=standing, remedy="look at the pair again; take the decision back to change it")
    return found
