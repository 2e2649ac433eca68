"""Whether an item's rows say what a definition cannot do without, and whether what they say can be."""

import re
from collections.abc import Callable, Iterable

from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.gathering import HEADING, Gathered, lacks
from yici.catalogue.sheets.headings import Key
from yici.domain.clock import Limit, LimitError
from yici.domain.lengths import surely_longer

RegimeOf = Callable[[Gathered], str | None]
IDENTITY = re.compile(r"[a-z][a-z0-9-]{1,60}")
SUBMISSION: Key = ("material", "submission")
NEEDED = ("department", "audience")
LIMITS = ("promised", "legal")


def judge(
    items: Iterable[Gathered], regime_of: Callable[[Gathered], str | None], taken: set[str], found: Found
) -> None:
    """This will say of every item what is missing and what cannot be; `taken` are the ids of other definitions."""
    used: set[str] = set()
    for item in items:
        if not item.is_matter and "joint" in item.facts:
            lacks(item, ("joint", "name"), found)
        _complete(item, regime_of, found)
        _limits(item, found)
        _told_as_note(item, found)
        _identity(item, taken | used, found)
        used.add(item.text("id"))


def is_whole(item: Gathered, regime_of: RegimeOf) -> bool:
    """This will say whether an item has what a definition cannot do without."""
    named = all(item.text(key) for key in ("name", *NEEDED)) and bool(regime_of(item))
    return named and all("cause" in entry for entry in item.entries["special"])


def _complete(item: Gathered, regime_of: RegimeOf, found: Found) -> None:
    for key in NEEDED:
        if item.lacks(key):
            lacks(item, ("item", key), found)
    if item.text("state") in ("suspended", "cancelled") and item.lacks("since"):
        lacks(item, ("item", "since"), found)
    causeless = any("cause" not in entry for entry in item.entries["special"])
    if causeless and ("special", "cause") not in item.refused:
        lacks(item, ("special", "cause"), found)
    if regime_of(item) is None and item.lacks("type"):
        lacks(item, ("item", "type"), found)
    elif regime_of(item) is None and item.text("type"):
        _say(item, ("item", "type"), "row.no_regime", found, type=item.text("type"))


def _limits(item: Gathered, found: Found) -> None:
    for key in LIMITS:
        amount, unit = item.facts.get(key), item.facts.get(f"{key}_unit")
        if amount is not None and item.lacks(f"{key}_unit"):
            lacks(item, ("item", f"{key}_unit"), found)
        if unit == "on_the_spot" and amount not in (0, None):
            place = ("item", key)
            _say(item, place, "row.on_the_spot", found, heading=HEADING[place], given=str(amount))
    promised, legal = _limit(item, "promised"), _limit(item, "legal")
    if promised and legal and surely_longer(promised, legal):
        told = {"promised": f"{promised.amount} {promised.unit}", "legal": f"{legal.amount} {legal.unit}"}
        _say(item, ("item", "promised"), "row.longer_than_law", found, **told)


def _limit(item: Gathered, key: str) -> Limit | None:
    amount, unit = item.facts.get(key), item.facts.get(f"{key}_unit")
    try:
        return Limit(amount, unit) if isinstance(amount, int) and isinstance(unit, str) else None  # type: ignore[arg-type]
    except LimitError:
        # The check of the definition tells of it.
        return None


def _told_as_note(item: Gathered, found: Found) -> None:
    """No paper of a definition says in which way it is handed in: what a guide says of it is kept, and told once."""
    if any("submission" in entry for entry in item.entries["material"]):
        sheet, cell, _ = item.place(SUBMISSION)
        head = item.rows[sheet][0].head
        place = f"{cell.rstrip('0123456789')}{head}"
        found.notice_once("sheet.kept_as_note", sheet, place, head, heading=HEADING[SUBMISSION])


def _identity(item: Gathered, taken: set[str], found: Found) -> None:
    identity = item.text("id")
    if not identity:
        return
    if not IDENTITY.fullmatch(identity):
        _say(item, ("item", "id"), "row.identity", found, given=identity)
    elif identity in taken:
        _say(item, ("item", "id"), "row.identity_taken", found, given=identity)


def _say(item: Gathered, key: Key, code: str, found: Found, **params: str) -> None:
    found.add(code, *item.place(key), **params)
