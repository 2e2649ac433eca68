"""How often people must come, found once for a release, a day and a place, and kept.

What cannot be found is unknown and says so; the cause is logged. One item that fails takes nothing else with it, and
nobody waits for what another is planning.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, TypeVar

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue
from yici.domain.once import Answer, answers_at
from yici.domain.reason import Reason

T = TypeVar("T")
NOT_COMPUTABLE: Final = Answer("unknown", (Reason("once.not_computable"),))
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """Answers by place and item, of one release and day. Two who find the same at once write the same."""

    state: str = ""
    day: date = date.min
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)


_known = _Known()


def answers(place: str, items: Iterable[str], today: date) -> dict[str, Answer]:
    """This will say how often people must come for basic items at a place; an unknown item is left out."""
    global _known  # noqa: PLW0603 - the newest release takes the place of the one before as a whole
    # The state first: of a release that comes in between nothing old is kept under its own name.
    state, catalogue = catalogue_queries.state(), catalogue_queries.current()
    if (_known.state, _known.day) != (state, today):
        _known = _Known(state, today)
    known = _known.answers
    wanted = {name for name in items if name in catalogue.items}
    missing = sorted(name for name in wanted if (place, name) not in known)
    if missing:
        known |= {(place, name): answer for name, answer in _found(catalogue, place, missing, today).items()}
    return {name: known[place, name] for name in wanted}


def _found(catalogue: Catalogue, place: str, items: list[str], today: date) -> dict[str, Answer]:
    together = attempted(partial(_ask, catalogue, place, items, today), f"answers at {place}")
    if together is not None:
        return together
    found = {name: attempted(partial(_ask, catalogue, place, [name], today), f"{name} at {place}") for name in items}
    return {name: NOT_COMPUTABLE if answer is None else answer[name] for name, answer in found.items()}


def _ask(catalogue: Catalogue, place: str, items: list[str], today: date) -> dict[str, Answer]:
    return answers_at(catalogue, place, items, calendar=catalogue_queries.calendar_for(place), start=today)


def attempted(compute: Callable[[], T], what: str) -> T | None:
    """This will compute something, or log why it could not be computed and give None."""
    try:
        return compute()
    except Exception:
        log.exception("could not compute %s", what)
        return None
