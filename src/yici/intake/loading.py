"""Freezing the plans of many cases that are loaded at once."""

from datetime import datetime

from yici.domain.plan import Plan
from yici.intake import store


class PlanLoading:
    """Collects plans until `write` stores those that are new to it; its digests are those of `plan_freeze`."""

    def __init__(self, kept: int = store.FROZEN_KEPT) -> None:
        self._kept = kept
        self._known: dict[int, tuple[Plan, str]] = {}
        self._texts: dict[str, tuple[str, datetime]] = {}

    def freeze(self, plan: Plan, *, now: datetime) -> str:
        """This will give the digest that a plan has, to be stored as of `now`."""
        known = self._known.get(id(plan))
        if known is not None and known[0] is plan:
            return known[1]
        text = store.plan_text(plan)
        digest = store.digest_of(text)
        self._texts[digest] = (text, now)
        self._known[id(plan)] = (plan, digest)
        if len(self._known) > self._kept:
            del self._known[next(iter(self._known))]
        return digest

    def write(self) -> None:
        """This will store what was collected, in the transaction that is open, and forget the texts."""
        store.freeze_texts(self._texts)
        self._texts = {}
