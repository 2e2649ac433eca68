"""Asks the process that spells names, once for all that are new; what it said is kept for a while."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yici.domain.error import Refused

_KEPT: Final = 20_000
_known: dict[tuple[str, bool], "Spelling"] = {}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name: the syllable of each of its letters, and its words."""

    syllables: tuple[str, ...]
    words: tuple[str, ...]


def spelt(names: Iterable[str], *, words: bool) -> dict[str, Spelling]:
    """This will spell names, with their words or without: then the larger dictionary is not needed.

    Raises Refused("search.spelling_failed") when the process that does it fails.
    """
    wanted = list(dict.fromkeys(names))
    missing = [name for name in wanted if (name, words) not in _known]
    found = dict(zip(missing, _asked(missing, words), strict=True)) if missing else {}
    told = {name: found.get(name) or _known[name, words] for name in wanted}
    if len(_known) + len(found) > _KEPT:
        _known.clear()
    if len(found) <= _KEPT:
        _known.update({(name, words): spelling for name, spelling in found.items()})
    return told


def _asked(names: list[str], words: bool) -> list[Spelling]:
    command = [sys.executable, "-m", "yici.search.spelling", *(["--words"] if words else [])]
    done = subprocess.run(command, input=json.dumps(names), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(
            "search.spelling_failed", told=done.stderr[-2000:], remedy="install the packages anew, then again"
        )
    return [Spelling(tuple(syllables), tuple(words)) for syllables, words in json.loads(done.stdout)]
