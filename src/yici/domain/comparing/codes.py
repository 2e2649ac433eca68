"""What a leaf means: a paper that is asked for more strictly, a limit that became shorter, an item that was split."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from yici.domain.clock import Limit
from yici.domain.comparing.difference import Difference
from yici.domain.comparing.walk import Leaf
from yici.domain.item import Change
from yici.domain.regime import Extension

Coded = tuple[str, dict[str, str]]
STRICTNESS: Final = {"electronic": 1, "copy": 2, "original": 3, "original_and_copy": 4}
DAYS: Final = {"on_the_spot": 0.0, "day": 1.0, "month": 30.4, "year": 365.2}
WORKING_DAYS: Final = {"on_the_spot": 0, "working_day": 1}
MINUTES: Final = {"minute": 1, "hour": 60}
OFFICE_MINUTES: Final = {"working_minute": 1, "working_hour": 60}


def coded(subject: str, leaf: Leaf) -> Difference:
    """This will say what a leaf means."""
    code, params = _BY_HOW[leaf.how](leaf)
    parts = leaf.parts[:-1] if leaf.how == "part" and isinstance(leaf.old or leaf.new, Change) else leaf.parts
    return Difference(subject, code, params, parts)


def written(value: Any) -> str:
    """This will write a value of a definition in one line: nothing for None, yes or no, a limit as "5 working_day"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Limit):
        return f"{value.amount} {value.unit}" + (" closing" if value.ends == "closing" else "")
    if isinstance(value, Extension):
        return f"{written(value.limit)}; {value.approver}"
    if isinstance(value, tuple):
        return "; ".join(map(written, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _three(family: str, leaf: Leaf, **more: str) -> Coded:
    old, new = written(leaf.old), written(leaf.new)
    if leaf.old is None:
        return f"{family}.added", {**more, "new": new}
    if leaf.new is None:
        return f"{family}.removed", {**more, "old": old}
    return f"{family}.changed", {**more, "old": old, "new": new}


def _value(leaf: Leaf) -> Coded:
    special = _SPECIAL.get(leaf.what)
    if special is not None:
        found = special(leaf)
        if found is not None:
            return found
    field = leaf.what.partition(".")[2]
    if field == "when":
        return _three("condition", leaf)
    if field == "name" and leaf.old and leaf.new:
        return "name.changed", {"old": str(leaf.old), "new": str(leaf.new)}
    return _limit(leaf) or _three("value", leaf, what=leaf.what)


def _limit(leaf: Leaf) -> Coded | None:
    if not isinstance(leaf.old if leaf.old is not None else leaf.new, Limit):
        return None
    code, params = _three("limit", leaf, what=leaf.what, source=leaf.source)
    if code != "limit.changed":
        return code, params
    order = _longer(leaf.old, leaf.new)
    return {None: code, False: "limit.shorter", True: "limit.longer"}[order], params


def _longer(old: Limit, new: Limit) -> bool | None:
    """Whether a limit became longer; None where the two cannot be compared: working days against days."""
    for scale in (DAYS, WORKING_DAYS, MINUTES, OFFICE_MINUTES):
        if old.unit in scale and new.unit in scale:
            # What ends when the office closes is over before midnight.
            before, after = ((one.amount * scale[one.unit], one.ends == "midnight") for one in (old, new))
            return None if before == after else after > before
    return None


def _claim(leaf: Leaf) -> Coded:
    return _limit(leaf) or _three("claim", leaf, what=leaf.what, source=leaf.source)


def _note(leaf: Leaf) -> Coded:
    told = {"what": leaf.what, "old": written(leaf.old), "new": written(leaf.new)}
    return ("note.changed", {**told, "source": leaf.source}) if leaf.how == "note" else ("unknown.changed", told)


def _part(leaf: Leaf) -> Coded:
    one = leaf.old if leaf.old is not None else leaf.new
    end = "added" if leaf.old is None else "removed"
    if isinstance(one, Change):
        params = {"since": one.since.isoformat(), "items": ", ".join(one.successors), "source": one.source}
        return f"item.{_standing(one)}{'' if leaf.old is None else '_no_more'}", params
    return f"{leaf.parts[-1].kind}.{end}", {}


def _standing(change: Change) -> str:
    if change.successors:
        return "split" if len(change.successors) > 1 else "replaced"
    return "reopened" if change.standing == "open" else change.standing


def _entry(leaf: Leaf) -> Coded:
    entry = written(leaf.old if leaf.old is not None else leaf.new)
    came = leaf.old is None
    if leaf.what == "Need.relax":
        return "need.relaxed" if came else "need.tightened", {"relaxation": entry}
    if leaf.what == "Item.gives":
        return "gives.added" if came else "gives.removed", {"licence": entry}
    return "entry.added" if came else "entry.removed", {"what": leaf.what, "entry": entry}


def _order(leaf: Leaf) -> Coded:
    return "order.changed", {"what": leaf.what}


def _form(leaf: Leaf) -> Coded:
    """A form that was not told and now is, or the other way, is neither stricter nor looser: nobody knows."""
    told = {"old": written(leaf.old), "new": written(leaf.new)}
    before, after = STRICTNESS.get(leaf.old), STRICTNESS.get(leaf.new)
    if before is None or after is None:
        return "paper.form_changed", told
    return "paper.stricter" if after > before else "paper.looser", told


def _copies(leaf: Leaf) -> Coded | None:
    if leaf.old is None or leaf.new is None:
        return None
    told = {"old": str(leaf.old), "new": str(leaf.new)}
    return "paper.more_copies" if leaf.new > leaf.old else "paper.fewer_copies", told


def _required(leaf: Leaf) -> Coded | None:
    if leaf.old is None or leaf.new is None:
        return None
    return "paper.required" if leaf.new else "paper.optional", {}


def _either(came: str, went: str) -> Callable[[Leaf], Coded]:
    return lambda leaf: (came if leaf.new else went, {})


def _silence(leaf: Leaf) -> Coded | None:
    if leaf.old is None:
        return "silence.consents", {"new": f"{leaf.new.law}{leaf.new.article}"}
    return "silence.consents_no_more", {"old": f"{leaf.old.law}{leaf.old.article}"}


_SPECIAL: Final[dict[str, Callable[[Leaf], Coded | None]]] = {
    "MaterialUse.form": _form,
    "MaterialUse.copies": _copies,
    "MaterialUse.required": _required,
    "MaterialUse.deferral": _either("paper.deferrable", "paper.not_deferrable"),
    "MaterialUse.by_commitment": _either("paper.by_commitment", "paper.not_by_commitment"),
    "Item.commitment": _either("commitment.offered", "commitment.withdrawn"),
    "Opinion.absence": _silence,
}
_BY_HOW: Final[dict[str, Callable[[Leaf], Coded]]] = {
    "value": _value, "part": _part, "entry": _entry, "order": _order, "claim": _claim, "note": _note, "unknown": _note,
}  # fmt: skip


def merged(differences: list[Difference]) -> list[Difference]:
    """This will call a replacement a merger where several items have the same one in their place."""
    taken: dict[tuple[str, str], int] = {}
    for one in differences:
        if one.code.startswith("item.replaced"):
            key = (one.code, one.params["items"])
            taken[key] = taken.get(key, 0) + 1
    return [
        Difference(one.subject, one.code.replace("replaced", "merged"), one.params, one.parts)
        if taken.get((one.code, one.params.get("items", "")), 0) > 1
        else one
        for one in differences
    ]
