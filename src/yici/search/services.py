"""Indexing: what is handed in replaces what was there, and only what differs is written."""

from collections.abc import Collection, Sequence

from django.db import transaction

from yici.search import store
from yici.search.entry import Entry, Kind
from yici.search.lexemes import indexed
from yici.search.speller import spelt


def entries_replace(*, kinds: Collection[Kind], entries: Sequence[Entry]) -> int:
    """This will make the entries of some kinds these and no others, and count those written or taken out.

    Raises Refused("search.spelling_failed") when names cannot be spelt; then nothing is changed.
    """
    with transaction.atomic():
        store.lock()
        held = store.digests(kinds)
        # In the order of titles: what begins alike, and is found together, then stands together.
        changed = sorted((one for one in entries if held.get(one.key) != one.digest()), key=lambda one: one.title)
        gone = sorted(held.keys() - {one.key for one in entries})
        named = (name for one in changed for name in (*one.names, *one.around))
        spellings = spelt(named, words=any(map(_has_words, changed)))
        store.put([indexed(one, spellings) for one in changed])
        if gone:
            store.drop(gone)
    return len(changed) + len(gone)


def _has_words(entry: Entry) -> bool:
    """The name of a place is one word."""
    return entry.kind != "place"
