"""Whether an item's rows say what a definition cannot do without, and whether what they say can be."""

import re
from collections.abc import Callable, Iterable

from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.gathering import Gathered

RegimeOf = Callable[[Gathered], str | None]
IDENTITY = re.compile(r"[a-z][a-z0-9-]{1,60}")
NEEDED = {"department": "办理部门", "audience": "服务对象"}
LIMITS = {"promised": "承诺时限", "legal": "法定时限"}


def judge(
    items: Iterable[Gathered], regime_of: Callable[[Gathered], str | None], taken: set[str], found: Found
) -> None:
    """This will say of every item what is missing and what cannot be; `taken` are the ids of other definitions."""
    used: set[str] = set()
    for item in items:
        _complete(item, regime_of, found)
        _limits(item, found)
        _identity(item, taken | used, found)
        used.add(item.text("id"))


def _complete(item: Gathered, regime_of: RegimeOf, found: Found) -> None:
    for key, heading in NEEDED.items():
        if item.lacks(key):
            _lacks(item, heading, found)
    if item.text("state") in ("suspended", "cancelled") and item.lacks("since"):
        _lacks(item, "状态日期", found)
    causeless = any("cause" not in entry for entry in item.entries["special"])
    if causeless and ("special", "cause") not in item.refused:
        _lacks(item, "特别程序种类", found)
    if regime_of(item) is None and item.lacks("type"):
        _lacks(item, "事项类型", found)
    elif regime_of(item) is None and item.text("type"):
        _say(item, "row.no_regime", found, type=item.text("type"))


def _limits(item: Gathered, found: Found) -> None:
    for key, heading in LIMITS.items():
        amount, unit = item.facts.get(key), item.facts.get(f"{key}_unit")
        if amount is not None and item.lacks(f"{key}_unit"):
            _lacks(item, f"{heading}单位", found)
        if unit == "on_the_spot" and amount not in (0, None):
            _say(item, "row.on_the_spot", found, heading=heading, given=str(amount))
    promised, legal = item.facts.get("promised"), item.facts.get("legal")
    same = item.facts.get("promised_unit") == item.facts.get("legal_unit")
    if same and isinstance(promised, int) and isinstance(legal, int) and promised > legal:
        _say(item, "row.longer_than_law", found, promised=str(promised), legal=str(legal))


def _identity(item: Gathered, taken: set[str], found: Found) -> None:
    identity = item.text("id")
    if not identity:
        return
    if not IDENTITY.fullmatch(identity):
        _say(item, "row.identity", found, given=identity)
    elif identity in taken:
        _say(item, "row.identity_taken", found, given=identity)


def _lacks(item: Gathered, heading: str, found: Found) -> None:
    _say(item, "row.lacks", found, heading=heading)


def _say(item: Gathered, code: str, found: Found, **params: str) -> None:
    found.add(code, item.sheet, f"A{item.line}", item.line, **params)
