"""Changes of the definitions, compared and tried on a few plans, for tests that are about something else.

What a change does to plans is worked out once a process; how it is worked out, `test_comparing_effects` checks.
"""

from datetime import date, datetime

import pytest

from yici.catalogue.proposals import Intended, change_prepare
from yici.catalogue.reading import Reading
from yici.domain.catalogue import Catalogue
from yici.domain.comparing import effects
from yici.domain.comparing.effects import Effects

FEW = {"MOST_ANSWERS": 4, "FEWEST_ANSWERS": 4, "MOST_PLACES": 2}
"""How many sets of answers, and places, each matter is planned for."""
_effects: dict[object, Effects] = {}


def prepared(reading: Reading, now: datetime) -> Intended:
    """This will prepare a change as the service does, and try it on few plans."""
    with pytest.MonkeyPatch.context() as patch:
        for bound, most in FEW.items():
            patch.setattr(effects, bound, most)
        patch.setattr("yici.catalogue.proposals.effects_of", _effects_once)
        return change_prepare(reading=reading, now=now)


def _effects_once(old: Catalogue, new: Catalogue, *, start: date, progress: object) -> Effects:
    change = (frozenset(old.digests.items()), frozenset(new.digests.items()), start)
    if change not in _effects:
        _effects[change] = effects.effects_of(old, new, start=start)
    return _effects[change]
