"""Reading plans and drafts."""

from collections.abc import Collection
from functools import lru_cache
from uuid import UUID

from yici.domain.error import NotFound
from yici.domain.plan import Plan
from yici.intake import store
from yici.intake.store import DraftRow
from yici.ledger import keys
from yici.ledger.values import Erased

__all__ = ["DraftRow", "draft", "drafts_known", "drafts_of", "form_values", "plan"]


@lru_cache(maxsize=256)
def plan(digest: str) -> Plan:
    """This will give a frozen plan; it never changes, so each process keeps those it used last."""
    return store.thawed(digest)


def draft(draft_id: UUID, *, owner: UUID | None, known: frozenset[UUID] = frozenset()) -> DraftRow:
    """This will give a draft to its owner, or, while it has none, to whoever began it in this session (`known`)."""
    row = store.draft(draft_id)
    mine = row is not None and (row.owner == owner if row.owner else row.id in known)
    if row is None or not mine:
        raise NotFound("draft.unknown", remedy="begin anew: what was handed in is under its number")
    return row


def form_values(row: DraftRow) -> dict[str, object]:
    """This will open what was typed so far; empty when nothing was, or when it was erased."""
    if row.form is None:
        return {}
    [opened] = keys.open_many([(row.subject, row.form)])
    return {} if isinstance(opened, Erased) else dict(opened)


def drafts_of(owner: UUID, limit: int = 20) -> list[DraftRow]:
    """This will list a person's unfinished drafts, newest first."""
    return store.drafts_of(owner, limit)


def drafts_known(known: Collection[UUID], limit: int = 20) -> list[DraftRow]:
    """This will list the unfinished drafts that a session began without an account, newest first."""
    return store.drafts_known(known, limit) if known else []
