"""Finding: what was typed as it stands; else without what is said around it; else by its words, as a guess.

Answers are bounded and in one order: how well it fits (`RANKS`), then weight, then the shorter title, then the key. A
page begins behind a place in this order, or ends before one.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from yici.domain.division import is_code
from yici.search import sentence, store
from yici.search.answer import After, Asked, Found, Group, Hit
from yici.search.condition import narrowed
from yici.search.entry import KINDS, Kind
from yici.search.marking import marked
from yici.search.mixed import pattern
from yici.search.phrase import Phrase, phrase_of

__all__ = ["KINDS", "RANKS", "After", "Asked", "Found", "Group", "Hit", "find"]
PAGE_LIMIT: Final = 100
RANKS: Final = (
    "exact", "beginning", "alias", "alias_beginning", "pinyin", "pinyin_beginning", "initials", "initials_beginning",
    "part", "alias_part", "words", "pinyin_part", "initials_part", "unfinished", "around", "scattered", "mixed",
)  # fmt: skip
LAST_BEGINNING: Final = 7
SAID: Final = "said"
"""The rank of what was found by the words of a sentence."""
NEARLY: Final = "nearly"
"""The rank of what was found by initials with a letter mistyped."""
ENOUGH: Final = 0.4
"""The share of what a sentence's words are worth that an entry must have to be offered as a guess."""

CLOSE: Final = 0.6
"""The share of what the best guess is worth that another one must have."""
GUESSES: Final = 5
TYPED_AHEAD: Final = 5
"""Letters of a word of which the rest is surely still to come."""


def find(asked: Asked) -> Found:
    """This will answer a question; nothing for one without letters and filters. At most eight statements."""
    phrase = phrase_of(asked.text)
    if not phrase.plain and not (asked.filters() or is_code(asked.place)):
        return Found()
    found = _sure(asked, phrase)
    if found or not asked.first or not phrase.plain:
        return replace(found, likely=asked.first and bool(found) and _is_guess(found, phrase))
    return _said(asked, phrase)


def _is_guess(found: Found, phrase: Phrase) -> bool:
    """Whether nothing was found but longer words that a short one begins (car, card), names that only together hold
    every pair of characters, or things that merely mention an event of life. Of a long word the beginning is typed."""
    ranks = {hit.rank for group in found.groups for hit in group.hits}
    weak = {"scattered"} if len(phrase.plain) >= TYPED_AHEAD else {"unfinished", "scattered"}
    poor = bool(ranks & weak) and ranks <= {*weak, "around"}
    return poor or (sentence.only_an_event(phrase) and ranks.isdisjoint(("exact", "alias")))


def _sure(asked: Asked, phrase: Phrase) -> Found:
    """Characters and letters typed as one are first taken for one thing, then for several words. Letters that do not
    even fill a page may be a mixture, too: it stands behind everything else, so of more it would not be seen."""
    if not phrase.plain:
        return _best(asked, phrase, [""])
    if phrase.joined:
        return _best(asked, phrase, [phrase.holds()], phrase.mixed()) or _best(asked, phrase, [phrase.apart()])
    # From behind, what begins so is met last.
    steps = [phrase.starts(), phrase.holds()] if asked.before is None else [phrase.holds()]
    among_mixed = asked.before is not None and asked.before.tier >= store.MIXED
    found = Found() if among_mixed else _best(asked, phrase, steps)
    few = sum(len(group.hits) for group in found.groups) < asked.limit and (asked.before is None or among_mixed)
    mixed = phrase.mixed() if few else ""
    return _best(asked, phrase, steps[-1:], mixed) if mixed or among_mixed else found


def _best(asked: Asked, phrase: Phrase, steps: Sequence[str], mixed: str = "") -> Found:
    """What begins so comes first and is quickly told: only if that is too little, all is looked at."""
    lists, full = asked.lists(), dict[Kind | None, Group]()
    for condition in steps:
        left = [kind for kind in lists if kind not in full or not _begin_so(full[kind])]
        if left:
            full.update(_page(asked, phrase, condition, left, mixed if condition == steps[-1] else ""))
    return Found(tuple(full[kind] for kind in lists))


def _begin_so(group: Group) -> bool:
    """Whether a page is full of names that begin so, so that nothing else can stand before its last line."""
    return group.after is not None and group.after.tier <= LAST_BEGINNING


def _page(
    asked: Asked, phrase: Phrase, condition: str, lists: Sequence[Kind | None], mixed: str = ""
) -> dict[Kind | None, Group]:
    limit, backwards = min(asked.limit, PAGE_LIMIT), asked.before is not None
    wanted = _wanted(asked, phrase, condition, [kind for kind in lists if kind] or asked.kinds or KINDS, mixed)
    rows = store.page(
        wanted, [kind or "" for kind in lists], at=asked.before or asked.after, backwards=backwards, limit=limit + 1
    )
    groups = {}
    for number, kind in enumerate(lists, 1):
        own = [row[1:] for row in rows if row[0] == number]
        groups[kind] = _cut(asked, phrase, kind, own[-limit:] if backwards else own[:limit], len(own) > limit)
    return groups


def _wanted(asked: Asked, phrase: Phrase, condition: str, kinds: Sequence[Kind], mixed: str) -> store.Wanted:
    filters = asked.filters()
    return store.Wanted(
        asked=narrowed(condition, kinds, filters),
        mixed=narrowed(f"{mixed} & !{condition}", kinds, filters) if mixed else "",
        pattern=pattern(phrase.plain) if mixed else "",
        plain=phrase.plain, words=phrase.stems, whole=phrase.whole(), around=phrase.around(), bounds=asked.bounds(),
        among=asked.among,
    )  # fmt: skip


def _cut(asked: Asked, phrase: Phrase, kind: Kind | None, rows: Sequence[store.Found], more: bool) -> Group:
    """`more`: there was a row too many, in front of a page that was read from behind, else behind it."""
    hits = tuple(_hit(row, [phrase], RANKS[row[-1]]) for row in rows)
    if not rows:
        return Group(kind, hits)
    backwards = asked.before is not None
    behind, front = more or backwards, more if backwards else not asked.first
    return Group(kind, hits, _place(rows[-1]) if behind else None, _place(rows[0]) if front else None)


def _place(row: store.Found) -> After:
    *_, weight, size, key, tier = row
    return After(tier, weight, size, key)


def _hit(row: store.Found, phrases: Sequence[Phrase], rank: str) -> Hit:
    kind, identity, title, title_en, detail, names, readings, place, themes, agencies, audience, *_ = row
    return Hit(
        kind, identity, title, title_en, detail, tuple(names), tuple(readings), marked(names, readings, phrases), rank,
        place, tuple(themes), tuple(agencies), tuple(audience),
    )  # fmt: skip


def _said(asked: Asked, phrase: Phrase) -> Found:
    """1. without what is said around the matter; 2. without the place; 3. by its words; 4. with a letter mistyped."""
    meant = sentence.meant(asked.text)
    if meant != phrase and (found := _sure(asked, meant)):
        return found
    words = _words(meant)
    if found := _elsewhere(asked, words):
        return found
    if found := _scored(asked, meant, words):
        return found
    return _nearly(asked, phrase)


def _words(phrase: Phrase) -> list[sentence.Weighed]:
    pieces = sentence.candidates(phrase)
    if not pieces:
        return []
    rows = store.common([one.asked for one in pieces], [one.named for one in pieces], sentence.MOST + 1)
    return sentence.weighed([(pieces[number - 1], amount, place) for number, amount, place in rows], phrase)


def _elsewhere(asked: Asked, words: Sequence[sentence.Weighed]) -> Found:
    """Somebody who names a place and a matter means the matter there."""
    places = [word for word in words if word.place]
    others = tuple(kind for kind in asked.kinds or KINDS if kind != "place")
    if not places or not others:
        return Found()
    matter = sentence.meant(asked.text, [word.candidate.text for word in places])
    found = _sure(replace(asked, kinds=others), matter) if matter.plain else Found()
    if not found:
        return found
    groups = found.groups
    if asked.grouped and "place" in asked.lists():
        groups += _sure(replace(asked, kinds=("place",), limit=1), phrase_of(places[0].candidate.text)).groups
    return Found(groups, place=places[0].place)


def _scored(asked: Asked, phrase: Phrase, words: Sequence[sentence.Weighed]) -> Found:
    telling = [word for word in words if not word.common]
    if not telling:
        return Found()
    total = sum(word.worth for word in telling)
    rows = store.scored(
        [narrowed(word.candidate.asked, asked.kinds or KINDS, asked.filters()) for word in telling],
        [word.worth for word in telling], least=ENOUGH * total, bounds=asked.bounds(),
        among=asked.among, limit=min(asked.limit, PAGE_LIMIT),
    )  # fmt: skip
    whole = [row for row in rows if row[-1] >= total * 0.999]
    sure = bool(whole) and sentence.complete(words, phrase)
    pieces = [phrase_of(word.candidate.text) for word in words]
    hits = [_hit(row, [phrase, *pieces], SAID) for row in (whole if sure else _worth_guessing(rows))]
    place = next((word.place for word in words if word.place), "")
    return Found(tuple(_group(kind, hits) for kind in asked.lists()), likely=bool(hits) and not sure, place=place)


def _worth_guessing(rows: Sequence[store.Found]) -> list[store.Found]:
    """Few guesses, and none that is much worse than the best: first what people do, else what a place's list has, and a
    place only when there is nothing else."""
    for kinds in (("bundle", "item"), ("listed",), ("place",)):
        kept = [row for row in rows if row[0] in kinds]
        if kept:
            best = max(row[-1] for row in kept)
            return [row for row in kept if row[-1] >= CLOSE * best][:GUESSES]
    return []


def _group(kind: Kind | None, hits: Sequence[Hit]) -> Group:
    return Group(kind, tuple(hit for hit in hits if kind in (None, hit.kind)))


def _nearly(asked: Asked, phrase: Phrase) -> Found:
    near = sentence.nearly(phrase)
    if not near:
        return Found()
    known = replace(asked, kinds=tuple(kind for kind in asked.kinds or KINDS if kind != "listed") or asked.kinds)
    groups = tuple(_guess(group) for group in _page(known, phrase, near, asked.lists()).values())
    return Found(groups, likely=any(group.hits for group in groups))


def _guess(group: Group) -> Group:
    return Group(group.kind, tuple(replace(hit, rank=NEARLY) for hit in group.hits))
