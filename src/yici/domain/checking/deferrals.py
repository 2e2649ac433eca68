"""Checking papers that may come later: what lapses without them needs a day, and the day lies within the promise."""

from collections.abc import Iterator

from yici.domain.clock import Limit
from yici.domain.fault import Fault
from yici.domain.item import Item


def check_deferrals(item: Item, subject: str) -> Iterator[Fault]:
    """This will find papers without which an application lapses on no day, and those that may come too late to count.

    Local rules want the day within the promised limit; where the two are not counted alike, nothing is said.
    """
    for n, use in enumerate(item.materials):
        if use.deferral is None:
            continue
        path, limit = f"materials.{n}.deferral", use.deferral.limit
        if use.deferral.missed == "withdrawn" and limit is None:
            yield Fault("material.lapses_without_limit", path, {"material": use.material}, "fault", subject)
        if limit is not None and (promised := _shorter(item, limit)):
            params = {
                "material": use.material, "later": str(limit.amount), "promised": str(promised.amount),
                "unit": limit.unit,
            }  # fmt: skip
            yield Fault("material.later_than_promise", f"{path}.limit", params, "warning", subject)


def _shorter(item: Item, later: Limit) -> Limit | None:
    """The longest promise, when even that ends before the paper has to come."""
    promises = [claim.value for claim in item.promised_limit.claims if claim.value.unit == later.unit]
    longest = max(promises, key=lambda one: one.amount, default=None)
    return longest if longest and longest.amount < later.amount else None
