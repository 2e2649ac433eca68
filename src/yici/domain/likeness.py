"""Which known thing a printed name means: sure when it is the very name of one, else the likest ones and how like.

Names are compared by their pairs of characters (Dice's coefficient), which long official names with one word more or
less survive. The figure is a measure of likeness, no probability: a person decides.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LIKELY = 0.5
"""Below this a name means something else."""
SURE = 1.0
SIGNS = re.compile(r"[\s《》〈〉“”\"'‘’「」·、，,。．.；;：:（）()\[\]【】—–_-]+")

COPY = re.compile(r"^(?!原件|复印件)(.{2,}?)的?(?:原件[及和与或]?复印件|复印件|原件)$")
"""What guides add to a paper's name of how it is handed in: it stands in the form and the copies of its use."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A known thing that a name may mean. `name` is the one of its names that is likest."""

    id: str
    name: str
    confidence: float


def plain_name(name: str) -> str:
    """This will give a name without signs, in one width and one case."""
    return SIGNS.sub("", unicodedata.normalize("NFKC", name)).lower()


def paper_name(name: str) -> str:
    """This will give a paper's name without signs and without the word that an original or a copy is wanted."""
    return COPY.sub(r"\1", plain_name(name))


class Names:
    """Known things by their names and aliases."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, dict[str, str]] = defaultdict(dict)
        self._pairs: list[tuple[str, str, Counter[str]]] = []
        self._with: dict[str, list[int]] = defaultdict(list)
        for identity, called in names.items():
            for name in dict.fromkeys(called):
                self._add(identity, name)

    def _add(self, identity: str, name: str) -> None:
        plain = plain_name(name)
        self._exact[plain].setdefault(identity, name)
        pairs = _pairs_of(plain)
        for pair in pairs:
            self._with[pair].append(len(self._pairs))
        self._pairs.append((identity, name, pairs))

    def guesses(self, name: str, most: int = 3) -> list[Guess]:
        """This will give the things that a name may mean, the likest first.

        One guess of confidence 1 is sure; several are things of one name, between which only a person can choose.
        """
        plain = plain_name(name)
        if exact := self._exact.get(plain):
            return [Guess(identity, known, SURE) for identity, known in exact.items()]
        best: dict[str, Guess] = {}
        for guess in self._like(plain):
            if guess.confidence > best.get(guess.id, guess).confidence or guess.id not in best:
                best[guess.id] = guess
        return sorted(best.values(), key=lambda guess: (-guess.confidence, guess.id))[:most]

    def sure(self, name: str) -> str | None:
        """This will give the one thing that bears this very name."""
        exact = self._exact.get(plain_name(name), {})
        return next(iter(exact)) if len(exact) == 1 else None

    def _like(self, plain: str) -> Iterable[Guess]:
        pairs = _pairs_of(plain)
        size = pairs.total()
        for number in {number for pair in pairs for number in self._with.get(pair, ())}:
            identity, name, known = self._pairs[number]
            likeness = 2 * (pairs & known).total() / (size + known.total())
            if likeness >= LIKELY:
                # Only the very name is sure, whatever the pairs say.
                yield Guess(identity, name, min(round(likeness, 2), 0.99))


def _pairs_of(plain: str) -> Counter[str]:
    framed = f"^{plain}$"
    return Counter(framed[at : at + 2] for at in range(len(framed) - 1))
