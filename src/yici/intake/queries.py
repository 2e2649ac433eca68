"""Reading plans and drafts."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from yici.catalogue.queries import current
from yici.domain.authority import Grants
from yici.domain.clock import legal_day
from yici.domain.error import Forbidden, NotFound
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.intake import store
from yici.intake.store import DraftRow
from yici.ledger import keys
from yici.ledger.values import Erased, Subject
from yici.people.queries.mandates import AGENT, Acting, in_force, still_theirs

__all__ = [
    "KEPT",
    "DraftRow",
    "Unsealed",
    "draft",
    "draft_own",
    "draft_under",
    "drafts_known",
    "drafts_of",
    "drafts_under",
    "form_values",
    "forms_opened",
    "kept_until",
    "members",
    "opened_form",
    "plan",
    "unsealed",
]

KEPT: Final = timedelta(days=90)
"""How long a draft that nobody touches is kept, files and all.

No longer than its purpose needs (Personal Information Protection Law, Art. 19). The law names no number of days: a
quarter of a year is the platform's own choice, in which the papers of a shop can be had.
"""


@lru_cache(maxsize=256)
def plan(digest: str) -> Plan:
    """This will give a frozen plan; it never changes, so each process keeps those it used last."""
    return store.thawed(digest)


def draft(draft_id: UUID, *, owner: UUID | None, known: frozenset[UUID] = frozenset()) -> DraftRow:
    """This will give a draft to its owner, or, while it has none, to whoever began it in this session (`known`)."""
    row = store.draft(draft_id)
    mine = row is not None and (row.owner == owner if row.owner else row.id in known)
    if row is None or not mine:
        raise unknown_draft()
    return row


def draft_own(draft_id: UUID, *, owner: UUID | None, known: frozenset[UUID] = frozenset()) -> DraftRow:
    """This will give a draft as `draft` does, but what an agent prepares for a firm only to an owner who acts for the
    firm now: it is the firm's, as the case will be."""
    row = draft(draft_id, owner=owner, known=known)
    if row.mandate is None or row.owner is None or row.mandate in still_theirs([row.mandate], row.owner):
        return row
    raise unknown_draft()


def draft_under(draft_id: UUID, *, actor: Actor, grants: Grants, now: datetime) -> tuple[DraftRow, Acting]:
    """This will give a draft to the agent who prepares it for its owner, as long as the mandate lets them apply.

    Raises NotFound for anybody else, Refused("mandate.not_in_force") for the agent once it ended: what was typed stays
    with the owner.
    """
    row = store.draft(draft_id)
    if row is None or row.mandate is None:
        raise unknown_draft()
    acting = Acting(replace(actor, role=AGENT, on_behalf_of=str(row.owner), mandate=str(row.mandate)), grants)
    try:
        mandate = in_force(
            actor=acting.actor, grants=grants, now=now, act="apply", bundle=row.bundle, items=members(row.bundle)
        )
    except (NotFound, Forbidden):
        raise unknown_draft() from None
    return row, replace(acting, firm=mandate.firm)


def members(bundle: str) -> tuple[str, ...]:
    """This will name all items that a matter may come to: a mandate for some of them covers it only with all."""
    found = current().bundles.get(bundle)
    return tuple(member.item for member in found.items) if found else ()


def unknown_draft() -> NotFound:
    """This will be the refusal of a draft that is not there, or that is somebody else's."""
    return NotFound("draft.unknown", remedy="begin anew: what was handed in is under its number")


def kept_until(row: DraftRow) -> date:
    """This will give the last day on which a draft is kept if nobody touches it any more."""
    return legal_day(row.updated_at) + KEPT


def form_values(row: DraftRow) -> dict[str, object]:
    """This will open what was typed so far; empty when nothing was, or when it was erased."""
    if row.form is None:
        return {}
    [opened] = keys.open_many([(row.subject, row.form)])
    return {} if isinstance(opened, Erased) else dict(opened)


def opened_form(subject: Subject, form: bytes | None) -> dict[str, object]:
    """This will open what is sealed in a draft, with its key; empty when nothing is, or when it was erased."""
    opened = keys.open_with({subject.id: subject}, subject.id, form) if form is not None else {}
    return {} if isinstance(opened, Erased) else dict(opened)


def forms_opened(rows: Collection[DraftRow]) -> dict[UUID, dict[str, Any]]:
    """This will open what was typed into several drafts, by draft, reading their keys in one statement."""
    filled = [(row.id, row.subject, row.form) for row in rows if row.form is not None]
    opened = keys.open_many([(subject, form) for _, subject, form in filled]) if filled else []
    return {
        draft_id: {} if isinstance(one, Erased) else dict(one)
        for (draft_id, _, _), one in zip(filled, opened, strict=True)
    }


@dataclass(frozen=True, slots=True, repr=False)
class Unsealed:
    """What was typed into a draft, with the key that it is sealed under; `beside` is what was opened with it."""

    subject: Subject
    form: dict[str, object]
    beside: Any


def unsealed(row: DraftRow, beside: tuple[UUID, bytes] | None = None) -> Unsealed:
    """This will open what was typed so far, and one sealed thing more, reading all keys in one statement.

    What was typed is empty when nothing was, or when it was erased.
    """
    held = keys.load_subjects({row.subject, *([beside[0]] if beside else [])})
    form = keys.open_with(held, row.subject, row.form) if row.form is not None else {}
    other = keys.open_with(held, *beside) if beside else None
    return Unsealed(held[row.subject], {} if isinstance(form, Erased) else dict(form), other)


def drafts_of(owner: UUID, limit: int = 20) -> list[DraftRow]:
    """This will list a person's unfinished drafts, newest first; not those of a firm for which they act no more."""
    rows = store.drafts_of(owner, limit)
    mandates = {row.mandate for row in rows if row.mandate is not None}
    theirs = still_theirs(mandates, owner) if mandates else frozenset()
    return [row for row in rows if row.mandate is None or row.mandate in theirs]


def drafts_under(mandates: Collection[UUID], limit: int = 20) -> list[DraftRow]:
    """This will list the unfinished drafts begun under mandates, for whoever was given these, newest first."""
    return store.drafts_under(mandates, limit) if mandates else []


def drafts_known(known: Collection[UUID], limit: int = 20) -> list[DraftRow]:
    """This will list the unfinished drafts that a session began without an account, newest first."""
    return store.drafts_known(known, limit) if known else []
